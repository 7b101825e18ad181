//! Whatever a file holds, reading it ends in sentences and never in a panic.

use content::{Lang, Source, read_anything};
use proptest::prelude::*;

const LESSON: &str = include_str!("../../../lessons/qr-pay/lesson.toml");
const VI: &str = include_str!("../../../lessons/qr-pay/text/vi.ftl");

/// The bytes of a good file with some of them changed, left out or doubled.
fn spoilt(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let change =
        (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..6), 0..9_usize);
    prop::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, new, gone) in changes {
            let from = at.index(bytes.len());
            let to = (from + gone).min(bytes.len());
            bytes.splice(from..to, new);
            bytes.push(b'\n');
        }
        bytes
    })
}

/// Text in the alphabet of the two formats, which gets further into their parsers than noise.
fn crooked() -> impl Strategy<Value = Vec<u8>> {
    let token = prop::sample::select(vec![
        "a",
        "=",
        " ",
        "\n",
        "\n    .",
        "{",
        "}",
        "{ $x }",
        "\"",
        "->",
        "[",
        "]",
        "*[x]",
        "(",
        ")",
        "[[step]]",
        "[scenario]",
        "id = \"x\"",
        "kind = \"tap\"",
        "target = \"phone.bank\"",
        "1",
        "format = 1",
        "-",
        "#",
        "'",
        "\\",
        "\u{302}",
        "ắ",
        ",",
        "simulator = \"phone\"",
        "\r\n",
    ]);
    prop::collection::vec(token, 0..80).prop_map(|tokens| tokens.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_in_any_file(
        path in prop::sample::select(vec![
            "a/lesson.toml", "a/text/vi.ftl", "a/text/en.ftl", "vi/x.ftl", "en/x.ftl", "x", "a/../b",
        ]),
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), crooked(), spoilt(LESSON), spoilt(VI)],
    ) {
        let source = Source::files([(path, bytes)]);
        let (catalog, _) = content::Catalog::read(&source, &source);
        let _ = catalog.wanted_clips(Lang::Vi);
    }

    #[test]
    fn a_spoilt_lesson(structure in prop_oneof![crooked(), spoilt(LESSON)], words in prop_oneof![crooked(), spoilt(VI)]) {
        let all = [&structure[..], b"\n%%\n", &words[..], b"\n%%\n", &words[..], b"\n%%\n", &words[..]];
        for problem in read_anything(&all.concat()) {
            prop_assert!(problem.line >= 1);
            prop_assert!(!problem.message.contains('\n'), "{}", problem);
            prop_assert!(problem.message.ends_with(['.', '?']), "{}", problem);
        }
    }

    #[test]
    fn deep_nesting(token in prop::sample::select(vec!["{", "[", "(", "{ \"}\" -> *[x] ", "F(", "{ F(", "a.", "{ $x -> *[x] \"", "= {"]), count in 1..20_000_usize) {
        let nested = token.repeat(count);
        for text in [nested.clone(), format!("a = {nested}"), format!("a = {{ {nested}")] {
            let all = [text.as_bytes(), b"\n%%\n", text.as_bytes(), b"\n%%\n\n%%\n", text.as_bytes()];
            let _ = read_anything(&all.concat());
        }
    }
}

/// The corpus of the fuzzer, through the same function, without the fuzzer.
#[test]
fn the_committed_corpus() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/lesson");
    let mut count = 0;
    for entry in std::fs::read_dir(corpus).expect("the corpus is there") {
        let bytes = std::fs::read(entry.expect("readable").path()).expect("readable");
        let _ = read_anything(&bytes);
        count += 1;
    }
    assert!(count >= 8, "{count}");
}
