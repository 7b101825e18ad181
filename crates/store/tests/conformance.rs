//! What every store does. The memory store and the SQLite store pass the same suite, and random
//! histories leave them with the same answers.

mod common;

use common::*;
use proptest::prelude::*;
use protocol::*;
use store::{EventStore, Imported, MemoryStore, SqliteStore, StoreError};
use tempfile::TempDir;

const INSTALL: InstallId = InstallId([9; 16]);

fn memory() -> MemoryStore {
    MemoryStore::new(INSTALL)
}

fn sqlite(folder: &TempDir) -> SqliteStore {
    SqliteStore::open(folder.path(), INSTALL, START).expect("opens").store
}

/// Runs `check` on an empty store of every kind.
fn for_every_store(check: impl Fn(&mut dyn EventStore)) {
    check(&mut memory());
    let folder = TempDir::new().expect("a folder");
    let mut store = sqlite(&folder);
    check(&mut store);
    assert_sound(&store);
}

fn append(store: &mut dyn EventStore, subject: u8, events: &[Event]) -> Vec<Recorded> {
    let subject = person(subject);
    store.append(subject, subject, stamp(1), events).expect("is recorded")
}

#[test]
fn an_empty_store_has_nothing() {
    for_every_store(|store| {
        assert_eq!(store.events_after(0), Ok(vec![]));
        assert_eq!(store.events_of(person(1)), Ok(vec![]));
        assert_eq!(store.current_play(person(1)), Ok(vec![]));
        assert_eq!(store.people(), Ok(vec![]));
        assert_eq!(store.progress(person(1)), Ok(progress::Progress::default()));
        assert!(store.preferences(person(1)).expect("reads").is_empty());
    });
}

#[test]
fn events_are_numbered_within_their_log_and_on_the_device() {
    for_every_store(|store| {
        let first = append(store, 1, &[added(1), tapped(0)]);
        let second = append(store, 2, &[added(2)]);
        let third = append(store, 1, &[tapped(1)]);
        let all = [first, second, third].concat();
        assert_eq!(all.iter().map(|event| event.n).collect::<Vec<_>>(), [1, 2, 3, 4]);
        let (one, two) = (log_id(INSTALL, person(1)), log_id(INSTALL, person(2)));
        let ids = [(one, 1), (one, 2), (two, 1), (one, 3)].map(|(log, seq)| EventId { log, seq });
        assert_eq!(all.iter().map(|event| event.id).collect::<Vec<_>>(), ids);
        assert_eq!(store.events_after(0), Ok(all.clone()));
        assert_eq!(store.events_after(2), Ok(all[2..].to_vec()));
        assert_eq!(store.events_after(u64::MAX), Ok(vec![]));
        let of_one = vec![all[0].clone(), all[1].clone(), all[3].clone()];
        assert_eq!(store.events_of(person(1)), Ok(of_one));
    });
}

#[test]
fn an_event_is_read_as_it_was_written() {
    for_every_store(|store| {
        let extreme =
            Stamp { wall: UnixMillis(i64::MIN), boot: u32::MAX, monotonic_millis: u64::MAX };
        let unknown = Unknown { kind: u16::MAX, schema: u8::MAX, body: vec![0; 20_000] };
        let events = [added(1), set("nickname", "Hỷ\0\u{1f600}"), Event::Unknown(unknown)];
        let written = store.append(person(1), person(77), extreme, &events).expect("is recorded");
        assert!(written.iter().all(|event| event.author == person(77)));
        assert_eq!(store.events_after(0), Ok(written));
    });
}

#[test]
fn nothing_is_recorded_about_somebody_who_was_never_added() {
    for_every_store(|store| {
        let mut refused = |subject, events: &[Event]| {
            let result = store.append(person(subject), person(subject), stamp(0), events);
            assert_eq!(result, Err(StoreError::NoSuchPerson));
        };
        refused(1, &[tapped(0)]);
        refused(1, &[added(2)]);
        refused(1, &[added(1), added(2)]);
        assert_eq!(store.events_after(0), Ok(vec![]), "all or nothing");
        assert_eq!(store.people(), Ok(vec![]));
    });
}

#[test]
fn an_event_that_lies_about_its_kind_is_refused() {
    for_every_store(|store| {
        let lie = Event::Unknown(Unknown { kind: 102, schema: 1, body: vec![] });
        let result = store.append(person(1), person(1), stamp(0), &[added(1), lie]);
        assert_eq!(result, Err(StoreError::BadEvent));
        assert_eq!(store.events_after(0), Ok(vec![]));
    });
}

#[test]
fn appending_nothing_does_nothing() {
    for_every_store(|store| {
        assert_eq!(append(store, 1, &[]), []);
        assert_eq!(store.people(), Ok(vec![]));
    });
}

#[test]
fn people_are_listed_in_the_order_they_came_and_addressed_as_they_wish() {
    for_every_store(|store| {
        append(store, 2, &[added(2)]);
        append(store, 1, &[added(1), set("address", "co")]);
        append(store, 2, &[set("nickname", "Hoa")]);
        let people = store.people().expect("reads");
        assert_eq!(
            people.iter().map(|person| person.id).collect::<Vec<_>>(),
            [person(2), person(1)]
        );
        assert_eq!(
            (people[0].address.as_str(), people[0].nickname.as_deref()),
            ("ba", Some("Hoa"))
        );
        assert_eq!(
            (people[1].address.as_str(), people[1].nickname.as_deref()),
            ("co", Some("Lan 1"))
        );
        assert_eq!(people[0].added, stamp(1).wall);
    });
}

#[test]
fn the_last_value_of_a_preference_counts_for_its_person_alone() {
    for_every_store(|store| {
        append(store, 1, &[added(1), set("theme", "light"), set("theme", "contrast")]);
        append(store, 2, &[added(2), set("theme", "light")]);
        let theme = |of| store.preferences(person(of)).expect("reads")["theme"].clone();
        assert_eq!((theme(1), theme(2)), ("contrast".to_owned(), "light".to_owned()));
    });
}

#[test]
fn the_current_play_begins_with_the_last_opened_lesson_of_that_person() {
    for_every_store(|store| {
        append(store, 1, &[added(1)]);
        append(store, 1, &play("wifi", 0));
        let second = append(store, 1, &[opened("qr-pay", 0), tapped(0)]);
        append(store, 2, &[added(2), opened("wifi", 0)]);
        let later = append(store, 1, &[tapped(1)]);
        assert_eq!(store.current_play(person(1)), Ok([second, later].concat()));
        assert_eq!(store.current_play(person(2)).expect("reads").len(), 1);
    });
}

#[test]
fn progress_follows_each_append() {
    for_every_store(|store| {
        append(store, 1, &[added(1)]);
        append(store, 2, &[added(2)]);
        for plays in 0..3 {
            append(store, 1, &play("qr-pay", plays));
            let progress = store.progress(person(1)).expect("reads");
            assert_eq!(progress.plays(&"qr-pay".into()), plays + 1);
            assert_eq!(progress.lesson(&"qr-pay".into()).attempts, plays + 1);
        }
        assert_eq!(store.progress(person(2)), Ok(progress::Progress::default()));
    });
}

#[test]
fn the_last_one_to_take_the_device_up_is_known() {
    for_every_store(|store| {
        assert_eq!(store.last_opened(), Ok(None));
        append(store, 1, &[added(1), taken_up()]);
        append(store, 2, &[added(2), taken_up(), tapped(0)]);
        append(store, 1, &[tapped(0)]);
        assert_eq!(store.last_opened(), Ok(Some(person(2))));
        append(store, 1, &[taken_up()]);
        assert_eq!(store.last_opened(), Ok(Some(person(1))));
    });
}

#[test]
fn the_last_answer_counts_for_its_purpose_and_person() {
    for_every_store(|store| {
        append(store, 1, &[added(1), answered("a", true), answered("b", true)]);
        append(store, 2, &[added(2)]);
        append(store, 1, &[answered("a", false)]);
        let consents = store.consents(person(1)).expect("reads");
        let given: Vec<_> =
            consents.iter().map(|(purpose, of)| (purpose.as_str(), of.given)).collect();
        assert_eq!(given, [("a", false), ("b", true)]);
        assert_eq!(consents["a"].answered, stamp(1).wall);
        assert!(store.consents(person(2)).expect("reads").is_empty(), "never preset");
    });
}

#[test]
fn events_of_different_times_are_recorded_all_or_none() {
    for_every_store(|store| {
        let events = [(stamp(1), added(1)), (stamp(5), opened("wifi", 0)), (stamp(9), tapped(0))];
        let written = store.append_stamped(person(1), person(1), &events).expect("is recorded");
        let stamps: Vec<_> = written.iter().map(|event| event.stamp).collect();
        assert_eq!(stamps, [stamp(1), stamp(5), stamp(9)]);
        assert_eq!(store.events_after(0), Ok(written));
        let refused = [(stamp(1), tapped(0)), (stamp(2), added(3))];
        let result = store.append_stamped(person(2), person(2), &refused);
        assert_eq!(result, Err(StoreError::NoSuchPerson));
        assert_eq!(store.events_of(person(2)), Ok(vec![]));
    });
}

#[test]
fn a_secret_number_is_kept_of_those_who_are_there_and_is_no_event() {
    for_every_store(|store| {
        let pin =
            store::Pin { wrong: 3, forgotten: Some(START), ..store::Pin::new("$x".to_owned()) };
        assert_eq!(store.set_pin(person(1), Some(&pin)), Err(StoreError::NoSuchPerson));
        append(store, 1, &[added(1)]);
        append(store, 2, &[added(2)]);
        assert_eq!(store.pin(person(1)), Ok(None));
        assert_eq!(store.set_pin(person(1), Some(&pin)), Ok(()));
        assert_eq!((store.pin(person(1)), store.pin(person(2))), (Ok(Some(pin)), Ok(None)));
        assert_eq!(store.events_after(0).expect("reads").len(), 2);
        assert_eq!(store.set_pin(person(1), None), Ok(()));
        assert_eq!(store.pin(person(1)), Ok(None));
    });
}

#[test]
fn somebody_erased_is_gone_and_the_others_are_whole() {
    for_every_store(|store| {
        assert_eq!(store.erase(person(1)), Err(StoreError::NoSuchPerson));
        append(store, 1, &[added(1), set("theme", "contrast"), answered("a", true), taken_up()]);
        append(store, 2, &[added(2), set("theme", "light"), answered("a", false), taken_up()]);
        append(store, 1, &play("qr-pay", 0));
        append(store, 2, &play("qr-pay", 0));
        let by_another = store.append(person(1), person(2), stamp(2), &[taken_up()]);
        by_another.expect("is recorded");
        store.append(person(2), person(1), stamp(3), &[tapped(7)]).expect("is recorded");
        store.set_pin(person(1), Some(&store::Pin::new("$1".to_owned()))).expect("is kept");
        let mut others = store.events_of(person(2)).expect("reads");
        let (progress, last) =
            (store.progress(person(2)), store.events_after(0).expect("reads").len());

        let erased = store.erase(person(1)).expect("erases");
        assert_eq!(erased.events as usize, last - others.len());
        assert_eq!(store.events_of(person(1)), Ok(vec![]));
        assert_eq!(store.current_play(person(1)), Ok(vec![]));
        assert_eq!(store.progress(person(1)), Ok(progress::Progress::default()));
        assert!(store.preferences(person(1)).expect("reads").is_empty());
        assert!(store.consents(person(1)).expect("reads").is_empty());
        assert_eq!(store.pin(person(1)), Ok(None));
        assert_eq!(store.last_opened(), Ok(Some(person(2))));
        assert_eq!(store.people().expect("reads").len(), 1);
        // Of what they wrote about another only the name goes.
        others.last_mut().expect("is there").author = store::ERASED;
        assert_eq!(store.events_after(0), Ok(others));
        assert_eq!(store.progress(person(2)), progress);
        assert_eq!(store.erase(person(1)), Err(StoreError::NoSuchPerson));

        let next = append(store, 3, &[added(3)]);
        assert_eq!(next[0].n as usize, last + 1, "a number is never given twice");
        let again = append(store, 1, &[added(1)]);
        assert_eq!(again[0].id.seq, 1);
    });
}

fn events(part: &[Recorded]) -> Vec<Event> {
    part.iter().map(|recorded| recorded.event.clone()).collect()
}

#[test]
fn what_others_wrote_is_taken_over_once() {
    for_every_store(|store| {
        let one = part(1, 1, 1, &[(1, added(1)), (2, set("theme", "contrast"))]);
        let taken = Imported { new: 2, ..Imported::default() };
        assert_eq!(store.import(std::slice::from_ref(&one)), Ok(taken));
        let known = Imported { known: 2, ..Imported::default() };
        assert_eq!(store.import(std::slice::from_ref(&one)), Ok(known));
        let people = store.people().expect("reads");
        assert_eq!(people[0].nickname.as_deref(), Some("Lan 1"));
        assert_eq!(store.preferences(person(1)).expect("reads")["theme"], "contrast");
        assert_eq!(store.local_logs(), Ok(vec![]), "it is not this device's");
        assert_eq!(store.last_opened(), Ok(None));

        // Another event under a known name changes nothing.
        let differing = part(1, 1, 2, &[(2, set("theme", "light")), (3, tapped(1))]);
        let outcome = Imported { new: 1, differing: 1, ..Imported::default() };
        assert_eq!(store.import(&[differing]), Ok(outcome));
        assert_eq!(store.preferences(person(1)).expect("reads")["theme"], "contrast");
        assert_eq!(store.events_after(0).expect("reads").len(), 3);
    });
}

#[test]
fn what_belongs_to_nobody_or_to_another_log_is_refused() {
    for_every_store(|store| {
        let refused = |count| Ok(Imported { refused: count, ..Imported::default() });
        assert_eq!(store.import(&[part(1, 1, 1, &[(1, tapped(0)), (2, tapped(1))])]), refused(2));
        append(store, 1, &[added(1)]);
        let mut lie = part(1, 1, 1, &[(1, tapped(0))]);
        lie.install = InstallId([2; 16]);
        assert_eq!(store.import(&[lie]), refused(1));
        // Nobody else writes into the log that this device is writing.
        assert_eq!(store.import(&[part(9, 1, 2, &[(1, tapped(0))])]), refused(1));
        assert_eq!(store.import(&[part(1, 1, 1, &[(1, added(2))])]), refused(1));
        assert_eq!(store.events_after(0).expect("reads").len(), 1);
        // The same is taken over once the person is known.
        let later = store.import(&[part(1, 1, 1, &[(1, tapped(0))])]).expect("imports");
        assert_eq!(later.new, 1);
        let both = [part(1, 2, 2, &[(1, tapped(0))]), part(2, 2, 1, &[(1, added(2))])];
        assert_eq!(store.import(&both).expect("imports").new, 2);
    });
}

#[test]
fn a_play_that_was_begun_elsewhere_goes_on_here() {
    for_every_store(|store| {
        let older = part(1, 1, 1, &[(1, added(1)), (2, opened("wifi", 0)), (3, tapped(0))]);
        let newer = part(2, 1, 1, &[(4, opened("qr-pay", 0)), (5, tapped(3))]);
        store.import(&[newer, older]).expect("imports");
        let found = events(&store.current_play(person(1)).expect("reads"));
        assert_eq!(found, [opened("qr-pay", 0), tapped(3)]);

        // More of the same history, then the first event here, and the other device goes on.
        store.import(&[part(2, 1, 3, &[(6, tapped(4))])]).expect("imports");
        append(store, 1, &[taken_up(), tapped(5)]);
        store.import(&[part(2, 1, 4, &[(7, opened("wifi", 1))])]).expect("imports");
        store.import(&[part(3, 1, 1, &[(8, opened("wifi", 2))])]).expect("imports");
        let found = events(&store.current_play(person(1)).expect("reads"));
        assert_eq!(found, [opened("qr-pay", 0), tapped(3), tapped(4), taken_up(), tapped(5)]);
        assert_eq!(store.progress(person(1)).expect("reads").plays(&"wifi".into()), 3);
        append(store, 1, &[opened("wifi", 3)]);
        let found = events(&store.current_play(person(1)).expect("reads"));
        assert_eq!(found, [opened("wifi", 3)]);
    });
}

#[test]
fn what_was_answered_here_is_not_taken_back_by_what_arrives_late() {
    for_every_store(|store| {
        let early = [(1, added(1)), (2, answered("a", true)), (2, answered("b", true))];
        store.import(&[part(1, 1, 1, &early)]).expect("imports");
        append(store, 1, &[answered("a", false), set("nickname", "Hoa")]);
        let late = [(3, answered("a", true)), (4, set("nickname", "Lan")), (5, added(1))];
        store.import(&[part(1, 1, 4, &late)]).expect("imports");
        let consents = store.consents(person(1)).expect("reads");
        assert_eq!((consents["a"].given, consents["b"].given), (false, true));
        let people = store.people().expect("reads");
        assert_eq!(people[0].nickname.as_deref(), Some("Hoa"));
    });
}

#[test]
fn a_new_installation_begins_new_logs_and_plays_on() {
    for_every_store(|store| {
        let first = append(store, 1, &[added(1), opened("wifi", 0), tapped(0)]);
        store.set_install(InstallId([8; 16])).expect("is set");
        let second = append(store, 1, &[tapped(1)]);
        assert_eq!(second[0].id, EventId { log: log_id(InstallId([8; 16]), person(1)), seq: 1 });
        assert_eq!(store.current_play(person(1)), Ok([&first[1..], &second].concat()));
        let logs = store.local_logs().expect("reads");
        let told: Vec<_> = logs.iter().map(|log| (log.log, log.install, log.last)).collect();
        let expected = [(first[0].id.log, INSTALL, 3), (second[0].id.log, InstallId([8; 16]), 1)];
        assert_eq!(told, expected);
        // What its older logs have lost comes back as from another installation.
        let lost = Imported { new: 1, ..Imported::default() };
        assert_eq!(store.import(&[part(9, 1, 4, &[(9, tapped(2))])]), Ok(lost));
        assert_eq!(store.local_logs().expect("reads")[0].last, 4);
    });
}

#[test]
fn a_log_is_read_piece_by_piece() {
    for_every_store(|store| {
        append(store, 1, &[added(1)]);
        append(store, 2, &[added(2)]);
        append(store, 1, &(0..9).map(tapped).collect::<Vec<_>>());
        let log = log_id(INSTALL, person(1));
        let seqs = |after, limit| {
            let events = store.events_of_log_after(log, after, limit).expect("reads");
            assert!(events.iter().all(|recorded| recorded.subject == person(1)));
            events.iter().map(|recorded| recorded.id.seq).collect::<Vec<_>>()
        };
        assert_eq!(seqs(0, 3), [1, 2, 3]);
        assert_eq!(seqs(8, 100), [9, 10]);
        assert_eq!(seqs(u64::MAX, usize::MAX), [0; 0]);
    });
}

fn histories() -> impl Strategy<Value = Vec<(u8, u8, Vec<Event>)>> {
    let batch = (0_u8..3, 0_u8..3).prop_flat_map(|(subject, author)| {
        (Just(subject), Just(author), prop::collection::vec(any_event(subject), 0..6))
    });
    prop::collection::vec(batch, 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_stores_answer_the_same_and_a_replay_equals_the_increments(
        history in histories(), reopen_at in 0_usize..14, erase_at in 0_usize..20, erased in 0_u8..3,
        elsewhere in prop::collection::vec(
            (0_usize..14, 1_u8..4, 0_u8..3, 1_u64..9, prop::collection::vec(any_event(1), 1..4)),
            0..8,
        ),
    ) {
        let folder = TempDir::new().expect("a folder");
        let (mut memory, mut sqlite) = (memory(), sqlite(&folder));
        for (at, (subject, author, events)) in history.into_iter().enumerate() {
            let (subject, author, stamp) = (person(subject), person(author), stamp(at as u64));
            let expected = memory.append(subject, author, stamp, &events);
            prop_assert_eq!(sqlite.append(subject, author, stamp, &events), expected);
            for (_, install, subject, first, events) in elsewhere.iter().filter(|row| row.0 == at) {
                let adds = |event: &Event| match event {
                    Event::PersonAdded(_) => added(*subject),
                    event => event.clone(),
                };
                let events: Vec<_> = events.iter().map(|event| (*first, adds(event))).collect();
                let parts = [part(*install, *subject, *first, &events)];
                prop_assert_eq!(sqlite.import(&parts), memory.import(&parts));
            }
            if at == erase_at {
                prop_assert_eq!(sqlite.erase(person(erased)), memory.erase(person(erased)));
            }
            if at == reopen_at {
                drop(sqlite);
                sqlite = self::sqlite(&folder);
            }
        }
        // Compares the tables with a replay.
        prop_assert_eq!(sqlite.integrity().expect("reads"), Vec::<String>::new());
        prop_assert_eq!(sqlite.events_after(0), memory.events_after(0));
        prop_assert_eq!(sqlite.people(), memory.people());
        prop_assert_eq!(sqlite.last_opened(), memory.last_opened());
        prop_assert_eq!(sqlite.local_logs(), memory.local_logs());
        for subject in (0..3).map(person) {
            prop_assert_eq!(sqlite.events_of(subject), memory.events_of(subject));
            prop_assert_eq!(sqlite.current_play(subject), memory.current_play(subject));
            prop_assert_eq!(sqlite.progress(subject), memory.progress(subject));
            prop_assert_eq!(sqlite.preferences(subject), memory.preferences(subject));
            prop_assert_eq!(sqlite.consents(subject), memory.consents(subject));
        }
    }
}
