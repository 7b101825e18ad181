//! Draws one screen at 720 × 1600 as often as it is told: run under callgrind with two
//! counts, the difference is what a full frame costs in instructions. `scripts/bench` does that.

use driver::learner::Learner;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let screen = args.next().unwrap_or_else(|| "home".to_owned());
    let count: usize = args.next().map_or(Ok(1), |count| count.parse())?;
    let mut learner = Learner::fresh(driver::real::open, |opening| {
        opening.size = [720.0, 1600.0];
        if screen != "home" {
            opening.lesson = Some("qr-pay".to_owned());
        }
    })?;
    match screen.as_str() {
        "home" => {
            learner.do_right_until(60, |place| place.screen == "home")?;
        }
        step => {
            learner.do_right_until(30, |place| place.step.as_deref() == Some(step))?;
        }
    }
    let window = learner.session()?.app().window();
    for number in 0..count {
        // Another size by one line of pixels: else only what has changed would be drawn, nothing.
        let line = u32::try_from(number % 2)?;
        window.set_size(slint::PhysicalSize::new(720, 1600 - line));
        std::hint::black_box(window.take_snapshot()?);
    }
    Ok(())
}
