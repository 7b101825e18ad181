//! Typing key by key: what forms, what is taken back, and what no row of keys can bring about.
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use proptest::prelude::*;
use unicode_normalization::is_nfc;
use vietnamese::{BACKSPACE, Capitals, Key, Kind, Typing};

fn typed(kind: Kind, keys: &str) -> Typing {
    let mut typing = Typing::new(kind, 40);
    for key in keys.chars() {
        typing.press(if key == '<' { Key::Delete } else { Key::Char(key) });
    }
    typing
}

fn check(kind: Kind, keys: &str, before: &str, forming: &str) {
    assert_eq!(typed(kind, keys).split(), (before, forming), "{keys}");
}

#[test]
fn the_syllable_forms_in_view() {
    for (keys, forming) in
        [("nguye", "nguye"), ("nguyee", "nguyê"), ("nguyeen", "nguyên"), ("nguyeenx", "nguyễn")]
    {
        check(Kind::WORDS, keys, "", forming);
    }
    check(Kind::WORDS, "thij lan", "thị ", "lan");
    check(Kind::WORDS, "thij ", "thị ", "");
    assert_eq!(typed(Kind::WORDS, "nguyeen").keys().as_deref(), Some("nguyeen"));
    assert_eq!(typed(Kind::WORDS, "lan").keys(), None, "letters explain themselves");
    assert_eq!(typed(Kind::WORDS, "nguyeenx lan").keys(), None);
}

#[test]
fn taking_back_undoes_the_last_key_and_afterwards_whole_letters() {
    check(Kind::WORDS, "nguyeenx<", "", "nguyên");
    check(Kind::WORDS, "nguyeenx<<", "", "nguyê");
    check(Kind::WORDS, "nguyeenx<<<", "", "nguye");
    check(Kind::WORDS, "dd<", "", "d");
    check(Kind::WORDS, "aaa<", "", "â");
    // The word was ended: it loses letters, and can then be changed again.
    check(Kind::WORDS, "vieetj <", "", "việt");
    check(Kind::WORDS, "vieetj <<", "", "việ");
    check(Kind::WORDS, "vieetj <<c", "", "việc");
    check(Kind::WORDS, "vieetj <<c<", "", "việ");
    check(Kind::WORDS, "vieetj <<<", "", "vi");
    check(Kind::ADDRESS, "tees<", "tee", "");
    assert!(!Typing::new(Kind::WORDS, 9).press(Key::Delete));
}

#[test]
fn telex_is_off_for_addresses_and_secrets() {
    for kind in [Kind::ADDRESS, Kind::Password] {
        assert_eq!(typed(kind, "dichvucong.example/vieetj").text(), "dichvucong.example/vieetj");
    }
}

#[test]
fn capitals_come_by_themselves_where_names_are_typed() {
    assert_eq!(typed(Kind::NAME, "nguyeenx thij lan").text(), "Nguyễn Thị Lan");
    let first = Kind::Text { telex: true, capitals: Capitals::First };
    assert_eq!(typed(first, "chuws hoa").text(), "Chứ hoa");
    let mut typing = Typing::new(Kind::NAME, 9);
    assert!(typing.shift());
    typing.press(Key::Shift);
    assert!(!typing.shift());
    typing.press(Key::Char('a'));
    assert!(!typing.shift(), "it is for one letter");
    typing.press(Key::Shift);
    typing.press(Key::Char('b'));
    assert_eq!(typing.text(), "aB");
}

#[test]
fn a_real_keyboard_has_its_own_capitals() {
    let mut typing = Typing::new(Kind::NAME, 20);
    for key in "dDoongf Ngoj<".chars() {
        typing.press(Key::Typed(if key == '<' { BACKSPACE } else { key }));
    }
    assert_eq!(typing.text(), "đồng Ngo");
    // A system keyboard that composes by itself, with marks of their own.
    let mut typing = Typing::new(Kind::NAME, 20);
    for key in "Nguyê\u{303}n".chars() {
        typing.press(Key::Typed(key));
    }
    assert_eq!(typing.text(), "Nguyễn");
}

#[test]
fn number_pads_take_digits_alone_and_all_three_zeros_or_none() {
    let mut typing = Typing::new(Kind::Digits, 5);
    assert!(
        !typing.press(Key::Char('a')) && !typing.press(Key::Shift) && !typing.press(Key::Layer)
    );
    assert!(typing.press(Key::Char('3')) && typing.press(Key::Thousand));
    assert!(!typing.press(Key::Thousand));
    assert_eq!(typing.text(), "3000");
    assert!(!Typing::new(Kind::WORDS, 9).press(Key::Thousand));
}

#[test]
fn a_full_text_still_forms_its_last_syllable() {
    let mut typing = Typing::new(Kind::WORDS, 6);
    for key in "nguyeenx".chars() {
        assert!(typing.press(Key::Char(key)), "{key}");
    }
    assert!(!typing.press(Key::Char('h')));
    assert_eq!(typing.text(), "nguyễn");
    let kept = Typing::with_text(Kind::NAME, 6, "Nguyễn Thị");
    assert_eq!(kept.text(), "Nguyễn");
}

#[test]
fn every_key_has_a_name_and_a_word_that_is_said() {
    let names = ('a'..='z').chain('0'..='9').map(String::from);
    let others = ["space", "comma", "at", "dong", "delete", "shift", "layer", "000"];
    for name in names.chain(others.map(str::to_owned)) {
        let key = Key::by_name(&name).unwrap_or_else(|| panic!("no key `{name}`"));
        assert_eq!(key.name(), name);
        assert_eq!(vietnamese::key_name(&name).is_none(), name == "000", "{name}");
    }
    assert_eq!(Key::Typed('N').name(), "n");
    for nothing in ["", "A", "é", "aa", "key-a"] {
        assert_eq!((Key::by_name(nothing), vietnamese::key_name(nothing)), (None, None));
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        6 => proptest::char::range('a', 'z').prop_map(Key::Char),
        2 => prop_oneof![Just(' '), Just('.'), Just('7')].prop_map(Key::Char),
        2 => Just(Key::Delete),
        1 => Just(Key::Shift),
        1 => Just(Key::Layer),
        1 => Just(Key::Thousand),
        2 => any::<char>().prop_map(Key::Typed),
        1 => prop_oneof![Just('\u{303}'), Just('ễ'), Just('Đ'), Just(BACKSPACE)].prop_map(Key::Typed),
    ]
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::WORDS),
        Just(Kind::NAME),
        Just(Kind::ADDRESS),
        Just(Kind::Digits),
        Just(Kind::Pin),
        Just(Kind::Password)
    ]
}

#[test]
fn what_only_a_real_keyboard_has_is_made_right() {
    for (keys, text) in [
        ("H’Bia", "H'Bia"),
        ("HʼBia", "H'Bia"),
        ("H´Bia", "H'Bia"),
        ("H`Bia", "H'Bia"),
        ("H\u{a78c}Bia", "H'Bia"),
        ("“Lan”", "\"Lan\""),
        ("Y\u{2011}Bia–Lan", "Y-Bia-Lan"),
        ("Lan\u{a0}Anh\u{3000}Tú", "Lan Anh Tú"),
        ("\u{d0}ặng", "Đặng"),
        ("\u{f0}i", "đi"),
        ("\u{189}i", "Đi"),
        ("Ｌａｎ", "Lan"),
        ("La\u{300}n", "Làn"),
        ("Nguye\u{302}\u{303}n", "Nguyễn"),
        ("hu\u{31b}\u{309}", "hử"),
        ("Lan\u{200b} Anh\u{feff}", "Lan Anh"),
        ("7\u{301}", "7"),
        ("\u{301}Lan", "Lan"),
        ("Lan\u{416}", "Lan"),
    ] {
        for kind in [Kind::NAME, Kind::ADDRESS] {
            let mut typing = Typing::new(kind, 40);
            for letter in keys.chars() {
                typing.press(Key::Typed(letter));
            }
            assert_eq!(typing.text(), text, "{keys:?}");
            assert!(is_nfc(typing.text()));
        }
    }
}

#[test]
fn a_secret_is_taken_as_it_was_typed() {
    let mut typing = Typing::new(Kind::Password, 9);
    for letter in "a`Z´".chars() {
        typing.press(Key::Typed(letter));
    }
    assert_eq!(typing.text(), "a`Z");
}

#[test]
fn a_text_from_elsewhere_is_made_right_too() {
    let text = Typing::with_text(Kind::NAME, 40, "H’Bia\u{200b}  \u{d0}ặng");
    assert_eq!(text.text(), "H'Bia Đặng");
}

proptest! {
    #[test]
    fn any_keys_make_a_short_text_in_nfc_that_can_be_taken_back(
        kind in any_kind(),
        most in 0_usize..30,
        keys in prop::collection::vec(any_key(), 0..60),
    ) {
        let mut typing = Typing::new(kind, most);
        for key in keys {
            let before = typing.clone();
            let did = typing.press(key);
            prop_assert!(is_nfc(typing.text()), "{:?}", typing.text());
            prop_assert!(typing.length() <= most);
            let (settled, forming) = typing.split();
            prop_assert_eq!(format!("{settled}{forming}"), typing.text());
            prop_assert!(did || before == typing, "{:?} said no and did something", key);
            if kind.is_digits() {
                prop_assert!(typing.text().chars().all(|c| c.is_ascii_digit()));
            }
        }
        // Each touch takes back a key of the forming syllable or a letter.
        for _ in 0..2 * 60 {
            typing.press(Key::Delete);
        }
        prop_assert_eq!(typing.text(), "");
    }
}
