//! The keyboard, the number pad and the field above them, played by finger and by a real keyboard
//! on a host of their own: what is typed is what the presenter's state makes of the keys.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::cell::RefCell;
use std::rc::Rc;

use driver::input::Hand;
use driver::rules::{Setting, findings};
use driver::tree::Screen;
use presenter::{Entered, KeyboardView, TextEntry};
use slint::{ComponentHandle, Global};
use vietnamese::{Key, Kind};

use crate::planted::{KeyboardAdapter, Theme, TypingAdapter, TypingHost};

/// A screen on which something is typed.
struct Host {
    ui: TypingHost,
    typed: Rc<RefCell<(Vec<String>, TextEntry)>>,
}

fn show(ui: &TypingHost, view: &KeyboardView) {
    let keys = KeyboardAdapter::get(ui);
    keys.set_shift(view.shift);
    keys.set_signs(view.signs);
    let typing = TypingAdapter::get(ui);
    typing.set_before(view.before.as_str().into());
    typing.set_lines(view.before.trim_end().into());
    typing.set_forming(view.forming.as_str().into());
    typing.set_keys(view.keys.as_deref().unwrap_or_default().into());
    typing.set_count(i32::try_from(view.count).unwrap());
}

impl Host {
    fn new(kind: Kind, most: usize) -> Self {
        driver::backend::init().unwrap();
        let ui = TypingHost::new().unwrap();
        let entry = TextEntry::new("test", "typing-done", kind, 1..=most);
        let typed = Rc::new(RefCell::new((Vec::new(), entry)));
        let (weak, for_taps) = (ui.as_weak(), Rc::clone(&typed));
        KeyboardAdapter::get(&ui).on_pressed(move |id| {
            let key = id.strip_prefix("keyboard.key-").and_then(Key::by_name).expect("a key");
            for_taps.borrow_mut().0.push(id.to_string());
            press(&weak.unwrap(), &for_taps, key);
        });
        let (weak, for_keys) = (ui.as_weak(), Rc::clone(&typed));
        KeyboardAdapter::get(&ui).on_typed(move |text| {
            for typed in text.chars() {
                press(&weak.unwrap(), &for_keys, Key::Typed(typed));
            }
        });
        let typing = TypingAdapter::get(&ui);
        typing.set_pad(kind.is_digits());
        typing.set_dots(if kind.is_secret() { i32::try_from(most).unwrap() } else { 0 });
        show(&ui, &typed.borrow().1.keyboard());
        driver::backend::show(ui.window(), [360.0, 640.0]).unwrap();
        Self { ui, typed }
    }

    fn screen(&self) -> Screen {
        Screen::of(self.ui.window()).unwrap()
    }

    fn hand(&self) -> Hand<'_> {
        Hand::new(self.ui.window())
    }

    fn centre(&self, key: &str) -> [f32; 2] {
        let id = format!("keyboard.key-{key}");
        let screen = self.screen();
        let row = screen.row(&id).unwrap_or_else(|| panic!("no `{id}` on the keyboard"));
        row.bounds.centre()
    }

    fn taps(&self, keys: &[&str]) {
        for key in keys {
            self.hand().tap(self.centre(key));
        }
    }

    fn text(&self) -> String {
        match self.typed.borrow_mut().1.finish() {
            Entered::Text(text) => text,
            other => panic!("nothing was typed: {other:?}"),
        }
    }

    fn pressed(&self) -> Vec<String> {
        self.typed.borrow().0.clone()
    }
}

fn press(ui: &TypingHost, typed: &RefCell<(Vec<String>, TextEntry)>, key: Key) {
    let mut typed = typed.borrow_mut();
    typed.1.press(key);
    show(ui, &typed.1.keyboard());
}

#[test]
fn a_name_is_typed_by_taps_and_forms_in_view() {
    let host = Host::new(Kind::NAME, 24);
    host.taps(&["n", "g", "u", "y", "e", "e", "n"]);
    let screen = host.screen();
    assert_eq!(screen.labelled("Nguyên").len(), 1, "the syllable is in view as it forms");
    assert_eq!(screen.labelled("Phím đã bấm: Nguyeen").len(), 1);
    host.taps(&["x", "space", "t", "h", "i", "j", "space", "l", "a", "n"]);
    assert_eq!(host.screen().labelled("Nguyễn Thị ").len(), 1);
    assert_eq!(host.text(), "Nguyễn Thị Lan");
}

#[test]
fn the_nearest_key_counts_and_each_has_its_own_middle() {
    let host = Host::new(Kind::ADDRESS, 80);
    let screen = host.screen();
    let keys: Vec<_> = screen.rows.iter().filter(|row| row.role == "key").collect();
    assert_eq!(keys.len(), 32);
    let (n, m) = (screen.row("keyboard.key-n").unwrap(), screen.row("keyboard.key-m").unwrap());
    let (between, y) = ((n.bounds.right() + m.bounds.x) / 2.0, n.bounds.centre()[1]);
    host.hand().tap([between - 1.0, y]);
    host.hand().tap([between + 1.0, y]);
    // Beside a row that is shorter, and between two rows.
    let a = screen.row("keyboard.key-a").unwrap().bounds;
    host.hand().tap([a.x - 12.0, a.centre()[1]]);
    host.hand().tap([a.centre()[0], a.bottom() + 1.0]);
    assert_eq!(
        host.pressed(),
        ["keyboard.key-n", "keyboard.key-m", "keyboard.key-a", "keyboard.key-a"]
    );
    for key in keys.iter().filter(|key| !key.id.ends_with("layer")) {
        host.hand().tap(key.bounds.centre());
        assert_eq!(host.pressed().last(), Some(&key.id));
    }
}

#[test]
fn a_bubble_shows_the_key_before_it_types_and_sliding_off_cancels() {
    let host = Host::new(Kind::WORDS, 24);
    let (b, v) = (host.centre("b"), host.centre("v"));
    assert!(host.screen().row("keyboard.bubble").is_none());
    host.hand().press(b);
    let shown = host.screen();
    let bubble = shown.row("keyboard.bubble").expect("a bubble");
    assert_eq!(bubble.label, "b");
    assert!(bubble.bounds.bottom() < b[1] - 20.0, "the finger would cover it: {}", bubble.bounds);
    assert!(host.pressed().is_empty(), "nothing is typed before the finger is lifted");
    // The bubble goes along with the finger, and what it shows is typed.
    host.hand().slide(v);
    assert_eq!(
        host.screen().row("keyboard.bubble").map(|row| row.label.clone()).as_deref(),
        Some("v")
    );
    host.hand().release(v);
    assert_eq!(host.pressed(), ["keyboard.key-v"]);
    host.hand().press(b);
    host.hand().slide([b[0], 40.0]);
    assert!(host.screen().row("keyboard.bubble").is_none());
    host.hand().release([b[0], 40.0]);
    assert_eq!(host.pressed(), ["keyboard.key-v"]);
}

#[test]
fn a_real_keyboard_types_capitals_telex_and_backspace() {
    let host = Host::new(Kind::NAME, 24);
    host.hand().write("Nguyeenx Thij Hoaf");
    host.hand().key(slint::platform::Key::Backspace);
    assert_eq!(host.text(), "Nguyễn Thị Hoa");
}

#[test]
fn every_key_is_reached_without_a_finger() {
    let host = Host::new(Kind::WORDS, 24);
    let mut hand = host.hand();
    use slint::platform::Key as Named;
    hand.key(Named::Tab);
    hand.key(Named::Return);
    assert_eq!(host.pressed(), ["keyboard.key-q"]);
    // Right, down, down, left, up: each to what lies there.
    for key in
        [Named::RightArrow, Named::DownArrow, Named::DownArrow, Named::LeftArrow, Named::UpArrow]
    {
        hand.key(key);
        hand.key(Named::Return);
    }
    let reached: Vec<String> = host.pressed().iter().map(|id| id[13..].to_owned()).collect();
    assert_eq!(reached, ["q", "w", "s", "z", "shift", "a"]);
    // By Tab alone, from `a` to the last one.
    for _ in 0..21 {
        hand.key(Named::Tab);
    }
    hand.key(Named::Space);
    assert_eq!(host.pressed().last().map(String::as_str), Some("keyboard.key-dot"));
}

#[test]
fn keyboard_pad_and_dots_keep_the_rules_at_every_size() {
    let cases = [
        ("name", Kind::NAME, 24, "nguyeenx thi"),
        ("long-name", Kind::NAME, 24, "Nguyeenx Thij Hoongf Nghieeng"),
        ("address", Kind::ADDRESS, 40, "dichvucong.vidu-nguyennghieng.example/ab"),
        ("password", Kind::Password, 12, "abc"),
        ("digits", Kind::Digits, 12, "000123"),
        ("pin", Kind::Pin, 6, "135"),
    ];
    for (name, kind, most, keys) in cases {
        let host = Host::new(kind, most);
        host.hand().write(keys);
        all_sizes(&host, name);
        if name == "name" {
            host.taps(&["layer"]);
            all_sizes(&host, "signs");
        }
    }
}

/// No rule is broken at any text size, in light and in contrast. With `CAMTAY_PICTURES=DIR` the
/// screens are saved there, to be looked at.
fn all_sizes(host: &Host, name: &str) {
    for (text_scale, contrast) in
        [100_u16, 125, 150, 175, 200].into_iter().flat_map(|scale| [(scale, false), (scale, true)])
    {
        let theme = Theme::get(&host.ui);
        theme.set_scale(f32::from(text_scale) / 100.0);
        theme.set_contrast(contrast);
        driver::backend::settle();
        let screen = host.screen();
        if let Ok(folder) = std::env::var("CAMTAY_PICTURES") {
            let file = format!("{folder}/{name}-{text_scale}-{contrast}.png");
            screen.picture.save(std::path::Path::new(&file)).unwrap();
        }
        let setting = Setting { text_scale, ..Setting::default() };
        let found = findings(&screen, &setting);
        assert_eq!(found, [], "{name} at {text_scale} %, contrast {contrast}");
    }
}

#[test]
fn a_note_takes_the_place_of_the_keys() {
    let host = Host::new(Kind::NAME, 24);
    let note =
        "Số này có thể là số giấy tờ, số thẻ hay mã riêng. Ở đây không ghi lại, cho an toàn.";
    TypingAdapter::get(&host.ui).set_note(note.into());
    assert!(host.screen().row("keyboard.key-a").is_none());
    all_sizes(&host, "note");
}
