//! How fast a ward's events are made: `cargo bench -p population`.

#![allow(clippy::unwrap_used, reason = "a benchmark says what went wrong by panicking")]

use std::path::Path;
use std::time::Instant;

use content::{Catalog, Source};
use population::{Curriculum, Shape, Ward};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert!(problems.is_empty(), "{problems:?}");
    let curriculum = Curriculum::new(&catalog);
    let started = Instant::now();
    let ward = Ward::new(1, &Shape::default());
    println!("{} people in {:?}", ward.learners.len(), started.elapsed());
    let (started, mut count, mut marks) = (Instant::now(), 0_u64, 1_000_000);
    for learner in &ward.learners {
        count += learner.events(&curriculum).map(std::hint::black_box).count() as u64;
        if count >= marks {
            let seconds = started.elapsed().as_secs_f64();
            println!("{count} events in {seconds:.1} s: {:.0} events/s", count as f64 / seconds);
            marks *= 3;
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{count} events in {seconds:.1} s: {:.0} events/s", count as f64 / seconds);
    let started = Instant::now();
    let truth = ward.truth(&curriculum);
    let begun: u32 = truth.iter().map(|group| group.begun).sum();
    println!("the truth about {begun} of them in {:?}", started.elapsed());
}
