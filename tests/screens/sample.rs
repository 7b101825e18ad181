//! A small app with a lesson, that keeps its place in a file: for testing the driver itself.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use driver::app::{Clip, Heard, Opening, Place, Playable};
use protocol::UnixMillis;
use serde_json::{Value, json};
use slint::{ComponentHandle, ModelRc, SharedString, VecModel};

use crate::planted::Sample;

/// Its pages, in order, with what stands on them.
fn page(name: &str) -> (&'static str, &'static [&'static str]) {
    match name {
        "welcome" => ("Chào bác.", &[]),
        "home" => ("Bài học hôm nay.", &["home.settings"]),
        "settings" => ("Cỡ chữ nào?", &["settings.large", "settings.small"]),
        "watch" => ("Bác xem nhé.", &[]),
        "one" | "two" | "three" | "four" => ("Chạm nút trả tiền.", &["bank.pay", "bank.history"]),
        "astray" => ("Nút đó để xem lại.", &["bank.close"]),
        "end" => ("Giỏi lắm.", &[]),
        other => unreachable!("no page {other}"),
    }
}

struct State {
    page: &'static str,
    /// Where a slip led away from.
    before: &'static str,
    now: UnixMillis,
    due: Option<UnixMillis>,
    heard: Vec<Heard>,
    events: Vec<Value>,
    file: PathBuf,
}

impl State {
    fn go(&mut self, page_name: &'static str, ui: &Sample) {
        let (words, names) = page(page_name);
        self.page = page_name;
        self.due = match page_name {
            "watch" => Some(self.now.plus_millis(5_000)),
            "one" | "two" | "three" | "four" => Some(self.now.plus_millis(10_000)),
            _ => None,
        };
        ui.set_heading(words.into());
        let names: Vec<SharedString> = names.iter().map(|name| (*name).into()).collect();
        ui.set_names(ModelRc::new(VecModel::from(names)));
        let clip = Clip { file: format!("{page_name}.opus"), ms: 1_200 };
        self.heard.push(Heard { text: words.to_owned(), clips: vec![clip] });
        std::fs::write(&self.file, page_name).expect("the page can be kept");
    }

    fn touched(&mut self, id: &str, ui: &Sample) {
        let n = self.events.len() + 1;
        self.events.push(json!({"n": n, "kind": "tapped", "target": id, "at": self.now.0}));
        let next = match (self.page, id) {
            ("welcome" | "end", "main") | ("settings", "fixed.back") => "home",
            ("home", "main") => "watch",
            ("home", "home.settings") => "settings",
            ("one", "bank.pay") => "two",
            ("two", "bank.pay") => "three",
            ("three", "bank.pay") => "four",
            ("four", "bank.pay") => "end",
            (before @ ("one" | "two" | "three" | "four"), "bank.history") => {
                self.before = before;
                "astray"
            }
            ("astray", "fixed.back" | "bank.close") => self.before,
            _ => return,
        };
        self.go(next, ui);
    }
}

pub struct SampleApp {
    ui: Sample,
    state: Rc<RefCell<State>>,
}

/// Opens it where it was, or at the lesson that is asked for.
pub fn open(opening: &Opening) -> anyhow::Result<Box<dyn Playable>> {
    std::fs::create_dir_all(&opening.data)?;
    let file = opening.data.join("page");
    let kept = std::fs::read_to_string(&file).unwrap_or_else(|_| "welcome".to_owned());
    let pages =
        ["welcome", "home", "settings", "watch", "one", "two", "three", "four", "astray", "end"];
    let kept = pages.into_iter().find(|page| *page == kept).unwrap_or("welcome");
    let ui = Sample::new()?;
    let now = opening.now;
    let state = State {
        page: kept,
        before: "one",
        now,
        due: None,
        heard: Vec::new(),
        events: Vec::new(),
        file,
    };
    let state = Rc::new(RefCell::new(state));
    let start = if opening.lesson.is_some() { "watch" } else { kept };
    state.borrow_mut().go(start, &ui);
    let (weak, for_taps) = (ui.as_weak(), Rc::clone(&state));
    ui.on_chosen(move |id| {
        if let Some(ui) = weak.upgrade() {
            for_taps.borrow_mut().touched(&id, &ui);
        }
    });
    Ok(Box::new(SampleApp { ui, state }))
}

impl Playable for SampleApp {
    fn window(&self) -> &slint::Window {
        self.ui.window()
    }

    fn place(&self) -> Place {
        let State { page, before, .. } = *self.state.borrow();
        let step = if page == "astray" { before } else { page };
        let (screen, stage) = match page {
            "watch" => ("lesson", Some("watch")),
            "one" | "two" | "three" | "four" | "astray" => ("lesson", Some("alone")),
            "end" => ("lesson-end", None),
            other => (other, None),
        };
        let lesson = matches!(screen, "lesson" | "lesson-end").then(|| "pay".to_owned());
        let stage = stage.map(str::to_owned);
        Place {
            screen: screen.to_owned(),
            lesson,
            step: stage.is_some().then(|| step.to_owned()),
            stage,
        }
    }

    fn set_now(&self, now: UnixMillis) {
        let mut state = self.state.borrow_mut();
        state.now = now;
        if state.due.is_some_and(|due| due <= now) {
            state.due = None;
            match state.page {
                "watch" => state.go("one", &self.ui),
                _ => {
                    self.ui.set_heading("Nút màu xanh.".into());
                    state
                        .heard
                        .push(Heard { text: "Nút màu xanh.".to_owned(), clips: Vec::new() });
                }
            }
        }
    }

    fn next_wake_in_millis(&self) -> Option<u64> {
        let state = self.state.borrow();
        state.due.map(|due| due.millis_since(state.now))
    }

    fn right_element(&self) -> Option<String> {
        let right = match self.state.borrow().page {
            "watch" => return None,
            "one" | "two" | "three" | "four" => "bank.pay",
            "settings" | "astray" => "fixed.back",
            _ => "main",
        };
        Some(right.to_owned())
    }

    fn take_heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.state.borrow_mut().heard)
    }

    fn events_after(&self, n: u64) -> anyhow::Result<Vec<Value>> {
        let state = self.state.borrow();
        Ok(state.events.iter().skip(usize::try_from(n)?).cloned().collect())
    }

    fn lessons(&self) -> Vec<String> {
        vec!["pay".to_owned()]
    }

    fn text_scale(&self) -> u16 {
        100
    }
}
