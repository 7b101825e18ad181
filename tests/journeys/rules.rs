//! Every screen of the app against the rules of the interface, at three text sizes, in both themes
//! and both languages, on the smallest screen: what the tour comes by, and what lies off its path.

use driver::app::Opening;
use driver::learner::Learner;
use driver::tour::{self, Plan};

/// The screens that the tour comes by, all nine lessons and everything beside them.
const MANY: usize = 600;

/// Plays the whole tour and judges each screen on the way.
fn judge(text_scale: u16, theme: &str, lang: &str) {
    let folder = tempfile::tempdir().unwrap();
    let opening = Opening {
        text_scale: Some(text_scale),
        theme: Some(theme.to_owned()),
        lang: Some(lang.to_owned()),
        ..Opening::on(folder.path().join("data"))
    };
    let out = folder.path().join("tour");
    let plan = Plan { opening, lessons: Vec::new(), beside_lessons: true, out };
    let toured = tour::run(driver::real::open, &plan).unwrap();
    let seen = toured.entries.len();
    assert!(seen > MANY, "only {seen} screens were seen");
    let found = tour::report(&toured);
    assert!(
        found.is_empty(),
        "{} findings at {text_scale}%, {theme}, {lang}:\n{}",
        found.len(),
        found.join("\n")
    );
}

macro_rules! every_screen_keeps_the_rules {
    ($($name:ident: $scale:literal $theme:literal $lang:literal;)+) => {
        $(#[test]
        fn $name() {
            judge($scale, $theme, $lang);
        })+
    };
}

every_screen_keeps_the_rules! {
    every_screen_keeps_the_rules_at_100_light: 100 "light" "vi";
    every_screen_keeps_the_rules_at_150_light: 150 "light" "vi";
    every_screen_keeps_the_rules_at_200_light: 200 "light" "vi";
    every_screen_keeps_the_rules_at_100_contrast: 100 "contrast" "vi";
    every_screen_keeps_the_rules_at_150_contrast: 150 "contrast" "vi";
    every_screen_keeps_the_rules_at_200_contrast: 200 "contrast" "vi";
    every_screen_keeps_the_rules_in_english: 100 "contrast" "en";
    every_screen_keeps_the_rules_in_larger_english: 150 "light" "en";
    every_screen_keeps_the_rules_in_large_english: 200 "contrast" "en";
}

/// Where there is something to see off the path of paying.
const OFF: [(&str, &[&str]); 4] = [
    ("open-bank", &["phone.photos", "phone.messages"]),
    ("open-scanner", &["bank.history", "bank.balance"]),
    ("frame-code", &["scan.light"]),
    ("confirm", &["bank.cancel"]),
];

#[test]
fn what_lies_off_the_path_keeps_the_rules_too() {
    for (text_scale, theme, lang) in [
        (100, "light", "vi"),
        (125, "contrast", "en"),
        (175, "light", "en"),
        (200, "contrast", "vi"),
    ] {
        let mut learner = Learner::fresh(driver::real::open, |opening| {
            opening.lesson = Some("qr-pay".to_owned());
            opening.text_scale = Some(text_scale);
            opening.theme = Some(theme.to_owned());
            opening.lang = Some(lang.to_owned());
        })
        .unwrap();
        let mut found = Vec::new();
        for (step, ids) in OFF {
            learner
                .do_right_until(200, |place| {
                    place.stage.as_deref() == Some("alone") && place.step.as_deref() == Some(step)
                })
                .unwrap();
            for id in ids {
                explore(&mut learner, id, &mut found);
            }
        }
        assert_eq!(found, Vec::<String>::new(), "at {text_scale}%, {theme}, {lang}");
    }
}

/// Touches something off the path, looks, and goes back.
fn explore(learner: &mut Learner, id: &str, found: &mut Vec<String>) {
    // A sentence with the screen to itself is read first.
    read_on(learner);
    learner.tap(id).unwrap();
    let mut look = |learner: &mut Learner| {
        let findings = learner.findings().unwrap();
        found.extend(findings.into_iter().map(|finding| format!("after {id}: {finding}")));
    };
    look(learner);
    if read_on(learner) {
        look(learner);
    }
    learner.tap("fixed.back").unwrap();
}

/// Whether there was a sentence to be read first.
fn read_on(learner: &mut Learner) -> bool {
    let reads = learner.session().unwrap().app().right_element().as_deref() == Some("main");
    if reads {
        learner.tap("main").unwrap();
    }
    reads
}
