//! Files that Fluent or TOML can't read: each mistake that teachers make is told in plain words, on
//! its line, and never in those of a parser.

use content::{Problem, Source};
use proptest::prelude::*;

/// What is told about the only file there is, but for what is missing beside it.
fn told(path: &str, text: &str) -> Vec<Problem> {
    let nothing = Source::Files([].into());
    let file = Source::files([(path, text)]);
    let all = match path.split('/').next() {
        Some("vi" | "en") => content::check(&nothing, &file),
        _ => content::check(&file, &nothing),
    };
    let elsewhere = |problem: &Problem| {
        [" missing in ", "This file is missing."].iter().any(|part| problem.message.contains(part))
    };
    all.into_iter().filter(|problem| !elsewhere(problem)).collect()
}

#[track_caller]
fn says(path: &str, text: &str, line: u32, part: &str) {
    let all = told(path, text);
    let here = all.iter().find(|problem| problem.line == line && problem.message.contains(part));
    assert!(here.is_some(), "{text:?}: {part}: {all:#?}");
}

/// Words of the parsers, which mean nothing to a teacher.
const JARGON: [&str; 12] = [
    "Expected",
    "expected",
    "token",
    "a-zA-Z",
    "basic string",
    "literal string",
    "unquoted key",
    "placeable",
    "variant",
    "callee",
    "std-table",
    "identifier",
];

#[test]
fn mistakes_in_fluent_are_told_in_plain_words() {
    for (text, line, part) in [
        ("", 1, "This file is empty"),
        ("\n  \r\n", 1, "This file is empty"),
        ("# Only a remark.\n", 1, "This file is empty"),
        ("\u{feff}", 1, "This file is empty"),
        ("a = x\n\t.hint = y\n", 2, "begins with a tab"),
        ("a = x\r\n  \t.hint = y\r\n", 2, "four spaces"),
        ("a = x\n    .hint = y\n\t.say = z\n\t.check = z\n", 4, "begins with a tab"),
        ("\ta = x\n", 1, "begins with a tab"),
        ("a = x\n\u{a0}\u{a0}.hint = y\n", 2, "space of another kind (U+00A0)"),
        ("a = x\n\u{3000}.hint = y\n", 2, "space of another kind (U+3000)"),
        ("    .hint = y\n", 1, "`.hint` belongs to no text"),
        ("a = x\n    . hint = y\n", 2, "Write `.hint = …`"),
        ("a = x\n    .\n", 2, "its name comes right after it"),
        ("a = x\n    ...y\n", 2, "no name for a part"),
        ("a = x\n    .Gợi ý = y\n", 2, "`.Gợi ý` is no name"),
        ("a = x\n    .hint y\n", 2, "`=` is missing after `.hint`"),
        ("a = x\n    .hint =\n", 2, "no text after `.hint =`"),
        ("a = x\n    hint = y\n", 2, "The dot is missing before `hint`"),
        ("    a = x\n", 1, "Begin it at the left edge"),
        ("a = x\n    *y\n", 2, "can't begin with `*`"),
        ("a = x\n* y\n", 2, "can't begin with `*`"),
        ("a = x\n    [y]\n", 2, "can't begin with `[`"),
        ("a = x\n[y]\n", 2, "can't begin with `[`"),
        ("a = x\n    }y\n", 2, "can't begin with `}`"),
        ("a = x\n}\n", 2, "Take it out"),
        ("a = x }\n", 1, "no `{` before it"),
        ("a = { $x\n", 1, "no `}` after it"),
        ("a = { $x\nb = y\n", 1, "no `}` after it"),
        ("a = x\n{ y\n", 2, "no `}` after it"),
        ("a = { $x cho { $y }\n", 1, "its `}` is missing"),
        ("a = { $Tên }\n", 1, "Write `{ $name }`"),
        ("a = { $ x }\n", 1, "no space between them"),
        ("a = {}\n", 1, "the name of a value is missing"),
        ("a x\n", 1, "“a x” has no name before it"),
        ("a = x\nChạm nút\n", 2, "“Chạm nút” has no name before it"),
        ("a: x\n", 1, "`=` in place of `:`"),
        ("a == x\n", 1, "two `=`"),
        ("a =\nb = x\n", 1, "no text after `a =`"),
        ("tiêu-đề = x\n", 1, "`tiêu-đề` is no name"),
        ("1a = x\n", 1, "`1a` is no name"),
        ("= x\n", 1, "name before `=` is missing"),
        ("- a = x\n", 1, "no lists here"),
        ("// a\nb = x\n", 1, "remark begins with `#`"),
        ("<b>x</b>\n", 1, "no tags"),
        ("a = { \"x }\n", 1, "quotation mark"),
        ("a = { \"\\q\" }\n", 1, "Type the letter itself"),
        ("a = { \"\\u12\" }\n", 1, "Type the letter itself"),
        ("a = { F(x: 1, 2) }\n", 1, "can only name a value"),
        ("a = { f() }\n", 1, "can only name a value"),
        ("a = { F(y) }\n", 1, "texts can't do anything"),
        ("a = { F(x: 1, x: 2) }\n", 1, "can only name a value"),
        ("a = { -b.c }\n", 1, "can only name a value"),
        ("-a =\n", 1, "can't begin with a hyphen"),
        ("a = { $x ->\n [one] y\n }\n", 3, "*[other]"),
        ("a = { $x ->\n *[a] y\n *[b] z\n }\n", 3, "Only one of these forms"),
        ("a = { $x ->\n *[a]\n }\n", 3, "words of this form"),
        ("a = { $x ->\n *[a y\n }\n", 2, "`]` is missing"),
        ("a = { b ->\n *[a] y\n }\n", 1, "Before `->`"),
        ("a = { -b ->\n *[a] y\n }\n", 1, "Before `->`"),
        ("a = { b.c ->\n *[a] y\n }\n", 1, "Before `->`"),
        ("a = { { $x } ->\n *[a] y\n }\n", 1, "Before `->`"),
    ] {
        for path in ["vi/home.ftl", "qr/text/vi.ftl"] {
            says(path, text, line, part);
        }
        for problem in told("vi/home.ftl", text) {
            assert!(!JARGON.iter().any(|word| problem.message.contains(word)), "{problem}");
        }
    }
}

#[test]
fn what_fluent_reads_is_let_be() {
    for right in [
        "a = x\r\n",
        "a = x\n    goes on, y = z\n",
        "a = *x\n",
        "a = [x]\n",
        "a =\n    x\n    y\n",
        "# a = \tx\n#\n\na = x\n",
        "a = { $days ->\n        [one] x\n       *[other] y\n    }\n",
        "a = x, xem “b = c”\n",
    ] {
        let all: Vec<_> = told("vi/home.ftl", right)
            .into_iter()
            .filter(|problem| !problem.message.contains("is no value"))
            .collect();
        assert!(all.is_empty(), "{right:?}: {all:#?}");
    }
}

#[test]
fn mistakes_in_toml_are_told_in_plain_words() {
    for (text, line, part) in [
        ("", 1, "This file is empty"),
        ("# x\n\n", 1, "This file is empty"),
        ("unit = “payments”\n", 1, "those of a word processor"),
        ("unit = ‘payments’\n", 1, "Write straight ones"),
        ("unit = «payments»\n", 1, "Write straight ones"),
        ("unit = \"a\n", 1, "quotation mark is missing"),
        ("unit = a\"\n", 1, "quotation mark is missing"),
        ("unit = 'a\n", 1, "quotation mark is missing"),
        ("x = 1\nunit = a\n", 2, "stands between quotation marks"),
        ("unit \"a\"\n", 1, "After `unit` come `=` and a value"),
        ("unit\n", 1, "After `unit` come `=` and a value"),
        ("unit =\n", 1, "the value is missing"),
        ("unit: \"a\"\n", 1, "`=` in place of `:`"),
        ("unit == \"a\"\n", 1, "one `=` too many"),
        ("= 1\n", 1, "name before `=` is missing"),
        ("đơn-vị = \"a\"\n", 1, "`đơn-vị` is no name"),
        ("unit = \"a\"\nunit = \"b\"\n", 2, "`unit` stands here a second time"),
        ("[scenario]\n[scenario]\n", 2, "`scenario` stands here a second time"),
        ("[scenario\nbalance = 1\n", 1, "brackets on this line"),
        ("[[step]\nid = \"a\"\n", 1, "brackets on this line"),
        ("[step]]\n", 1, "brackets on this line"),
        ("x = { from = 1, to = 2\n", 1, "brackets on this line"),
        ("x = [\"a\", \"b\"\nunit = \"x\"\n", 1, "no `]` at its end"),
        ("x = [\"a\" \"b\"]\n", 1, "comma is missing"),
        ("x = [1,,2]\n", 1, "one comma too many"),
        ("x = 200,000\n", 1, "`200_000`"),
        ("x = 200 000\n", 1, "`200_000`"),
        ("x = 200.000.000\n", 1, "`200_000`"),
        ("x = 200k\n", 1, "`200_000`"),
        ("x = 0200\n", 1, "`200_000`"),
        ("x = 10__0\n", 1, "`200_000`"),
        ("probe = True\n", 1, "Write `probe = true`"),
        ("probe = yes\n", 1, "Write `probe = true`"),
        ("probe = No\n", 1, "Write `probe = false`"),
        ("x = \"C:\\u\"\n", 1, "A `\\` can't stand"),
        ("x = \"a\\q\"\n", 1, "A `\\` can't stand"),
        ("unit = \"a\" ; x\n", 1, "after the end of the value"),
        ("// x\nunit = \"a\"\n", 1, "remark begins with `#`"),
        ("- x\n", 1, "can't begin with `-`"),
        ("\u{a0}unit = \"a\"\n", 1, "space of another kind (U+00A0)"),
    ] {
        for path in ["qr/lesson.toml", "units.toml"] {
            says(path, text, line, part);
            for problem in told(path, text) {
                assert!(!JARGON.iter().any(|word| problem.message.contains(word)), "{problem}");
            }
        }
    }
}

#[test]
fn what_toml_reads_is_let_be() {
    for text in [
        "\u{feff}format = 1\nunits = [\"a\"]\n",
        "format = 1\r\n\tunits = [\"a\"]\r\n",
        "# Với “dấu” – Đ\nformat = 1\nunits = [\n  \"a\", # “b”\n]\n",
    ] {
        let all = told("units.toml", text);
        // The unit has no title, which is told elsewhere.
        assert!(all.is_empty(), "{text:?}: {all:#?}");
    }
}

const VI: &str = include_str!("../../../lessons/qr-pay/text/vi.ftl");
const TOML: &str = include_str!("../../../lessons/qr-pay/lesson.toml");

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() })]

    /// Any sign put before any line of a good file never brings out the words of a parser, and a tab
    /// is told on its own line.
    #[test]
    fn no_sign_brings_out_a_parsers_words(
        at in any::<prop::sample::Index>(),
        sign in prop::sample::select(vec!["\t", ".", "*", "[", "}", "{", "=", "-", "“", "\"", "\u{a0}", "1", "đ", "<", "->", "]]", ":", "\\"]),
        in_toml in any::<bool>(),
        behind in any::<bool>(),
    ) {
        let (path, text) = if in_toml { ("qr/lesson.toml", TOML) } else { ("qr/text/vi.ftl", VI) };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let place = at.index(lines.len());
        let line = lines[place].clone();
        lines[place] = if behind { format!("{line}{sign}") } else { format!("{sign}{line}") };
        let all = told(path, &lines.join("\n"));
        for problem in &all {
            prop_assert!(!JARGON.iter().any(|word| problem.message.contains(word)), "{problem}");
        }
        if sign == "\t" && !in_toml && !behind && !line.trim().is_empty() {
            let number = u32::try_from(place + 1).unwrap();
            prop_assert!(all.iter().any(|p| p.line == number && p.message.contains("tab")), "{line} {all:?}");
        }
    }
}
