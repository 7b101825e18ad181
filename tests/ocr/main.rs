//! An OCR engine reads what the screens say: at least 95% of the words of every single screen of
//! the tour, as they are drawn, with whatever lies over them. Judges the letters and the colours,
//! not the places; those have rules of their own.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod engine;
mod eye;
mod planted {
    #![allow(missing_docs, clippy::all, clippy::unwrap_used, clippy::todo)]
    slint::include_modules!();
}
mod words;

use std::collections::HashMap;

use driver::app::Opening;
use driver::picture::Picture;
use driver::tour::{self, Plan};
use driver::tree::Screen;
use engine::{Layout, Look};
use eye::{Piece, pieces};
use slint::ComponentHandle;

/// Of each screen.
const ENOUGH: f32 = 0.95;

/// How a text is looked at; again, in another way, only if not all of it was read.
const LOOKS: [Look; 6] = [
    Look { language: "vie", px: 60.0, layout: Layout::Block },
    Look { language: "vie", px: 60.0, layout: Layout::Sparse },
    Look { language: "vie", px: 44.0, layout: Layout::Block },
    Look { language: "vie", px: 32.0, layout: Layout::Sparse },
    Look { language: "vie", px: 76.0, layout: Layout::Block },
    Look { language: "vie", px: 24.0, layout: Layout::Block },
];

/// The same for screens in English, where names of people and places and the words of the practice
/// skin are Vietnamese.
const ENGLISH_LOOKS: [Look; 4] = [
    Look { language: "eng", px: 60.0, layout: Layout::Block },
    Look { language: "vie", px: 60.0, layout: Layout::Block },
    Look { language: "eng+vie", px: 60.0, layout: Layout::Sparse },
    Look { language: "eng", px: 44.0, layout: Layout::Block },
];

/// One text: the words that were drawn, and which of them were read.
#[derive(Debug, Clone)]
struct Text {
    drawn: Vec<String>,
    found: Vec<bool>,
}

impl Text {
    fn count(&self) -> usize {
        self.found.iter().filter(|found| **found).count()
    }
}

/// Has the engine read every piece; the same picture of the same words once.
fn read<'a>(looks: &[Look], screens: &'a [Vec<Piece>]) -> Vec<Vec<Text>> {
    let mut known: HashMap<(String, engine::Grey), usize> = HashMap::new();
    let mut texts: Vec<(Text, &'a Piece)> = Vec::new();
    let index: Vec<Vec<usize>> = screens
        .iter()
        .map(|pieces| {
            let mut index_of = |piece: &'a Piece| {
                *known.entry((piece.drawn.clone(), piece.at(looks[0].px))).or_insert_with(|| {
                    let drawn = words::words(&piece.drawn);
                    texts.push((Text { found: vec![false; drawn.len()], drawn }, piece));
                    texts.len() - 1
                })
            };
            pieces.iter().map(&mut index_of).collect()
        })
        .collect();
    for look in looks {
        let open: Vec<usize> =
            (0..texts.len()).filter(|&n| texts[n].0.count() < texts[n].0.drawn.len()).collect();
        let pictures: Vec<_> = open.iter().map(|&n| texts[n].1.at(look.px)).collect();
        for (n, read) in open.into_iter().zip(engine::read(look, &pictures)) {
            let text = &mut texts[n].0;
            let found = words::read_of(&text.drawn, &words::words(&read));
            if found.iter().filter(|found| **found).count() > text.count() {
                text.found = found;
            }
        }
    }
    let all = |index: Vec<usize>| index.into_iter().map(|n| texts[n].0.clone()).collect();
    index.into_iter().map(all).collect()
}

/// Tours these lessons, all of them if there are none, and has every screen read.
fn judge(language: &str, looks: &[Look], text_scale: u16, lessons: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("tour");
    let opening = Opening {
        text_scale: Some(text_scale),
        lang: Some(language.to_owned()),
        ..Opening::on(folder.path().join("data"))
    };
    let lessons = lessons.iter().map(|lesson| (*lesson).to_owned()).collect();
    let plan = Plan { opening, beside_lessons: true, lessons, out: out.clone() };
    let toured = tour::run(driver::real::open, &plan).unwrap();
    let screens: Vec<Vec<Piece>> = toured
        .entries
        .iter()
        .map(|entry| pieces(&entry.tree, &Picture::load(&out.join(&entry.png)).unwrap()))
        .collect();
    let (mut drawn, mut found, mut worst) = (0, 0, 1.0_f32);
    let mut poor = Vec::new();
    for (entry, texts) in toured.entries.iter().zip(read(looks, &screens)) {
        let all: usize = texts.iter().map(|text| text.drawn.len()).sum();
        let good: usize = texts.iter().map(Text::count).sum();
        assert!(all > 0, "{} has no words", entry.png);
        let share = good as f32 / all as f32;
        (drawn, found, worst) = (drawn + all, found + good, worst.min(share));
        if share < ENOUGH {
            let unread = texts.iter().flat_map(|text| text.drawn.iter().zip(&text.found));
            let unread: Vec<&str> =
                unread.filter(|(_, found)| !**found).map(|(word, _)| word.as_str()).collect();
            poor.push(format!("{}: {good} of {all}, not: {}", entry.png, unread.join(" ")));
        }
    }
    eprintln!(
        "{language} at {text_scale}%: {found} of {drawn} words on {} screens, {:.1}% on the worst",
        toured.entries.len(),
        worst * 100.0
    );
    assert!(
        poor.is_empty(),
        "too little can be read on {} screens:\n{}",
        poor.len(),
        poor.join("\n")
    );
}

#[test]
fn every_screen_can_be_read() {
    judge("vi", &LOOKS, 100, &[]);
}

#[test]
fn the_largest_text_can_be_read() {
    judge("vi", &LOOKS, 200, &["qr-pay", "eid-show-qr"]);
}

#[test]
fn english_can_be_read() {
    judge("en", &ENGLISH_LOOKS, 100, &["phone-touch", "qr-check-before-pay"]);
}

/// Which of a text's words the engine reads on a screen of its own.
fn read_on(component: &impl ComponentHandle, id: &str) -> Text {
    driver::backend::show(component.window(), [360.0, 640.0]).unwrap();
    let screen = Screen::of(component.window()).unwrap();
    let rows: Vec<_> = screen.rows.iter().filter(|row| row.id == id).cloned().collect();
    read(&LOOKS, &[pieces(&rows, &screen.picture)]).remove(0).remove(0)
}

#[test]
fn what_is_faint_or_covered_is_not_read() {
    driver::backend::init().unwrap();
    let clean = read_on(&planted::Clean::new().unwrap(), "instruction");
    assert_eq!(clean.count(), 4, "{clean:?}");
    for text in [
        read_on(&planted::LowContrast::new().unwrap(), "text"),
        read_on(&planted::Veiled::new().unwrap(), "text"),
        read_on(&planted::Invisible::new().unwrap(), "text"),
        read_on(&planted::HalfCovered::new().unwrap(), "text"),
    ] {
        assert!((text.count() as f32) < ENOUGH * text.drawn.len() as f32, "{text:?}");
    }
}
