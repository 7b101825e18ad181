//! How far somebody's results have got, in words: only what their ward's hub confirmed is said to be
//! sent, at the time that clocks in Hanoi show.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::path::Path;

use content::{Catalog, Lang, Source};
use presenter::{
    Context, Look, PeopleFacts, PeoplePage, SendingFacts, Theme, people_speech, people_view,
};
use protocol::UnixMillis;
use vietnamese::{Address, Region};

/// Noon on 2 March 2026 in Hanoi.
const NOON: i64 = 1_772_427_600_000;
const HOUR: i64 = 3_600_000;

/// The lines of the page in a language, and nothing of it in what is said.
fn lines(lang: Lang, sending: Option<SendingFacts>) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert_eq!(problems, []);
    let context = Context {
        catalog: &catalog,
        lang,
        region: Region::North,
        address: Some(Address::Ba),
        audience: false,
        look: Look { text_scale: 100, theme: Theme::Light, language: lang.as_str().to_owned() },
    };
    let facts = PeopleFacts { page: PeoplePage::Data, sending, ..PeopleFacts::default() };
    assert_eq!(people_speech(&context, &facts), context.said("people-data"));
    people_view(&context, &facts).lines
}

fn sent(acknowledged: u64, received: u64, last: Option<i64>) -> Option<SendingFacts> {
    let last = last.map(UnixMillis);
    Some(SendingFacts { total: 23, acknowledged, received, last, now: UnixMillis(NOON) })
}

#[test]
fn what_was_sent_is_said_with_the_time_in_hanoi() {
    let check = |sending, vi: &str, en: &str| {
        assert_eq!(lines(Lang::Vi, sending), [vi]);
        assert_eq!(lines(Lang::En, sending), [en]);
    };
    let never = ("Chưa gửi lần nào.", "Nothing sent yet.");
    check(sent(0, 0, None), never.0, never.1);
    // A hub answered, and has nothing of theirs.
    check(sent(0, 0, Some(NOON)), never.0, never.1);
    check(
        sent(12, 0, Some(NOON - 3 * HOUR + 5 * 60_000)),
        "Đã gửi 12/23, lần cuối 9:05.",
        "Sent 12 of 23, last at 9:05.",
    );
    check(
        sent(12, 0, Some(NOON - 12 * HOUR - 60_000)),
        "Đã gửi 12/23, lần cuối 23:59, 1/3.",
        "Sent 12 of 23, last at 23:59, 1/3.",
    );
    check(
        sent(23, 0, Some(NOON - 61 * 24 * HOUR)),
        "Đã gửi 23/23, lần cuối 12:00, 31/12/2025.",
        "Sent 23 of 23, last at 12:00, 31/12/2025.",
    );
    check(sent(12, 0, None), "Đã gửi 12/23.", "Sent 12 of 23.");
}

#[test]
fn what_only_a_relay_has_is_on_its_way_and_not_sent() {
    let lines = |facts| lines(Lang::Vi, facts).concat();
    assert_eq!(lines(sent(0, 5, Some(NOON))), "Chưa gửi lần nào. 5 đang trên đường.");
    assert_eq!(lines(sent(12, 5, Some(NOON))), "Đã gửi 12/23, lần cuối 12:00. 5 đang trên đường.");
}

#[test]
fn whoever_belongs_to_no_ward_is_told_nothing_of_it() {
    assert_eq!(lines(Lang::Vi, None), Vec::<String>::new());
}
