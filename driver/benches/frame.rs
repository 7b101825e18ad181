//! Draws one screen at 720 × 1600, scale 2, as often as it is told: run under callgrind with two
//! counts, the difference is what a full frame costs in instructions. `scripts/bench` does that.

use driver::learner::Learner;
use slint::platform::WindowEvent;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let screen = args.next().unwrap_or_else(|| "home".to_owned());
    let count: usize = args.next().map_or(Ok(1), |count| count.parse())?;
    let mut learner = Learner::fresh(driver::real::open, |opening| {
        opening.size = [360.0, 800.0];
        if screen != "home" {
            opening.lesson = Some("qr-pay".to_owned());
        }
    })?;
    match screen.as_str() {
        "home" => {
            learner.do_right_until(6, |place| place.screen == "home")?;
        }
        step => {
            learner.do_right_until(30, |place| place.step.as_deref() == Some(step))?;
        }
    }
    let window = learner.session()?.app().window();
    window.dispatch_event(WindowEvent::ScaleFactorChanged { scale_factor: 2.0 });
    window.set_size(slint::PhysicalSize::new(720, 1600));
    for _ in 0..count {
        std::hint::black_box(window.take_snapshot()?);
    }
    Ok(())
}
