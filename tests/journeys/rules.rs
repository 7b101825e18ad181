//! Every screen of the app against the rules of the interface, at three text sizes, in both themes
//! and both languages, on the smallest screen: what the tour comes by, and what lies off its path.
//! Each lesson is walked in one look, and by `just everything` in all of them.

use driver::app::Opening;
use driver::learner::Learner;
use driver::tour::{self, Entry, Plan};
use std::collections::BTreeSet;

/// How the app can look: text size in percent, colours and language.
const LOOKS: [(u16, &str, &str); 9] = [
    (100, "light", "vi"),
    (150, "light", "vi"),
    (200, "light", "vi"),
    (100, "contrast", "vi"),
    (150, "contrast", "vi"),
    (200, "contrast", "vi"),
    (100, "contrast", "en"),
    (150, "light", "en"),
    (200, "contrast", "en"),
];

/// The looks in which the screens beside the lessons are always walked.
const BESIDE_LESSONS: [usize; 3] = [0, 5, 7];

/// Deals the looks to the lessons: another seed, another look for each.
const SEED: usize = 2;

/// Fewer screens than this in a lesson, and something was left out.
const FEWEST: usize = 25;

/// Whether every lesson is walked in every look, as `just everything` does, or in one of them.
fn everything() -> bool {
    std::env::var_os("CAMTAY_EVERYTHING").is_some()
}

/// Plays the lessons that have this look, and what lies beside them, and judges each screen on the
/// way.
fn judge(look: usize) {
    let (text_scale, theme, lang) = LOOKS[look];
    let folder = tempfile::tempdir().unwrap();
    let opening = Opening {
        text_scale: Some(text_scale),
        theme: Some(theme.to_owned()),
        lang: Some(lang.to_owned()),
        ..Opening::on(folder.path().join("data"))
    };
    let offered = crate::lessons();
    let has_look = |at: usize| everything() || (at + SEED) % LOOKS.len() == look;
    let lessons: Vec<String> =
        (0..).zip(offered).filter(|(at, _)| has_look(*at)).map(|(_, lesson)| lesson).collect();
    let beside_lessons = everything() || BESIDE_LESSONS.contains(&look);
    assert!(!lessons.is_empty(), "there are fewer lessons than looks");
    let fewest = FEWEST * lessons.len();
    let out = folder.path().join("tour");
    let plan = Plan { opening, lessons, beside_lessons, out };
    let toured = tour::run(driver::real::open, &plan).unwrap();
    let seen = toured.entries.len();
    assert!(seen > fewest, "only {seen} screens were seen");
    let mut found = tour::report(&toured);
    if text_scale == 100 && lang == "vi" {
        found.extend(named_and_missing(&toured.entries));
    }
    assert!(
        found.is_empty(),
        "{} findings at {text_scale}%, {theme}, {lang}:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// The sentences that send somebody to a button that isn't on the screen. A button is what some
/// screen of the tour has. What is read before the practice phone is there names what comes, and so
/// do the check and the end of a lesson, which tell the whole way.
fn named_and_missing(entries: &[Entry]) -> Vec<String> {
    let labels = |entry: &Entry| -> BTreeSet<String> {
        let rows = entry.tree.iter().filter(|row| row.is_target() && row.enabled);
        rows.map(|row| row.label.clone()).collect()
    };
    let names: BTreeSet<String> = entries.iter().flat_map(&labels).collect();
    let mut found = Vec::new();
    for entry in entries {
        let here = labels(entry);
        let ahead = entry.place.stage.as_deref() == Some("check");
        if ahead || entry.place.screen == "lesson-end" || here.contains("Tôi hiểu rồi") {
            continue;
        }
        let texts = entry.tree.iter().filter(|row| row.is_text() && row.facts.inside.is_none());
        for sentence in texts.flat_map(|row| row.label.split_inclusive(". ")) {
            // What follows it in the same sentence comes after the touch.
            let first = buttons_in(sentence, &names).into_iter().next();
            if let Some(name) = first.filter(|name| !here.contains(*name)) {
                let png = &entry.png;
                found.push(format!("{png}: «{sentence}» names «{name}», which isn't there"));
            }
        }
    }
    found
}

/// The buttons that a sentence says to touch: *chạm Quay lại*, *chạm nút Quét mã*.
fn buttons_in<'a>(sentence: &str, names: &'a BTreeSet<String>) -> Vec<&'a String> {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    sentence
        .match_indices("hạm ")
        .filter_map(|(at, touch)| {
            let rest = &sentence[at + touch.len()..];
            let rest = rest.strip_prefix("nút ").unwrap_or(rest);
            let named = |name: &&String| {
                name.starts_with(char::is_uppercase)
                    && rest.strip_prefix(name.as_str()).is_some_and(ends)
            };
            names.iter().filter(named).max_by_key(|name| name.len())
        })
        .collect()
}

#[test]
fn a_button_that_is_named_is_told_from_other_words() {
    let names = ["Quét mã", "Quét", "Quay lại", "hoa"].map(str::to_owned).into();
    let found = |sentence| buttons_in(sentence, &names);
    assert_eq!(found("Chạm nút Quét mã ở giữa, rồi chạm Quay lại."), ["Quét mã", "Quay lại"]);
    assert_eq!(found("Chạm Quéty. Nút Quay lại ở dưới. Chạm hoa."), Vec::<&String>::new());
}

macro_rules! every_screen_keeps_the_rules {
    ($($name:ident: $look:literal;)+) => {
        $(#[test]
        fn $name() {
            judge($look);
        })+
    };
}

every_screen_keeps_the_rules! {
    every_screen_keeps_the_rules_at_100_light: 0;
    every_screen_keeps_the_rules_at_150_light: 1;
    every_screen_keeps_the_rules_at_200_light: 2;
    every_screen_keeps_the_rules_at_100_contrast: 3;
    every_screen_keeps_the_rules_at_150_contrast: 4;
    every_screen_keeps_the_rules_at_200_contrast: 5;
    every_screen_keeps_the_rules_in_english: 6;
    every_screen_keeps_the_rules_in_larger_english: 7;
    every_screen_keeps_the_rules_in_large_english: 8;
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
