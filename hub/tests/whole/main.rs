//! The whole way on loopback: real programs, real sockets, real files. Devices, a relay that has
//! nobody above it for a while, the ward's hub, and the same person on a new device.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod phone;
mod program;

use phone::Phone;
use population::Shape;
use program::{Program, hub, until};
use store::EventStore;

/// The made-up people of these tests, who have done something.
fn lives(count: usize) -> Vec<Vec<(protocol::Stamp, protocol::Event)>> {
    let lessons = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons");
    let curriculum = hub::demo::curriculum(&lessons).unwrap();
    let shape = Shape { people: 200, groups: 2, ..Shape::default() };
    let ward = population::Ward::new(5, &shape);
    let lives = ward.learners.iter().map(|one| one.events(&curriculum).collect::<Vec<_>>());
    lives.filter(|life| life.len() > 400).take(count).collect()
}

#[test]
fn a_relay_takes_everything_and_the_ward_has_it_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let (ward_data, relay_data) = (folder.path().join("ward"), folder.path().join("relay"));
    hub(&ward_data, &["init", "--ward", "Phường Thử"]);
    let mut ward = Program::serve(&ward_data, "127.0.0.1:0", None);
    let code = ward.code(&["--role", "instructor", "--group", "Tổ 1"]);
    let mut relay = Program::serve(&relay_data, "127.0.0.1:0", Some(&code));
    // Nobody is above the relay now.
    ward.stop();

    let lives = lives(2);
    let mut phones: Vec<Phone> =
        (0..2).map(|number| Phone::new(&folder.path().join(format!("phone-{number}")))).collect();
    for (phone, life) in phones.iter_mut().zip(&lives) {
        phone.live(&life[..300]);
        phone.enrol(&relay.code(&["--role", "learner"]));
        let report = phone.sync();
        assert_eq!((report.sent, report.acknowledged, report.pending), (300, 0, 300));
        // What a relay has is not what the ward has.
        let standing = report.standings.values().next().unwrap();
        assert_eq!((standing.received_by_relay, standing.acknowledged), (300, 0));
    }
    // The relay is killed, and has everything still.
    relay.kill();
    let mut relay = Program::serve(&relay_data, &relay.address, None);
    for (phone, life) in phones.iter_mut().zip(&lives) {
        phone.live(&life[300..400]);
        phone.sync();
    }
    let ward = Program::serve(&ward_data, &ward.address, None);
    until(|| hub(&ward_data, &["export"]).lines().count() == 800);

    let mut union: Vec<String> = phones.iter().flat_map(Phone::export).collect();
    union.sort_by_key(|line| Phone::place(line));
    let export = hub(&ward_data, &["export"]);
    assert_eq!(export.lines().collect::<Vec<_>>(), union, "byte for byte");
    // A phone that has lost all that syncing remembers, the person's key too, sends everything
    // once more: nothing changes, and it goes on.
    for phone in &mut phones {
        phone.forget_what_was_sent();
        phone.enrol(&ward.code(&["--role", "learner"]));
        until(|| phone.sync().standings.values().all(|standing| standing.acknowledged == 400));
    }
    assert_eq!(hub(&ward_data, &["export"]), export);
    let verified = hub(&ward_data, &["verify"]);
    assert!(verified.contains(r#""findings":[]"#), "{verified}");
    assert!(verified.contains(r#""events":800"#), "{verified}");

    // The same person on a new phone, at the same step.
    let first = &phones[0];
    let code = ward.code(&["--role", "learner", "--person", &first.person().to_string()]);
    let mut third = Phone::new(&folder.path().join("phone-3"));
    third.enrol(&code);
    let report = third.sync();
    assert_eq!(report.received, 400);
    assert_eq!(third.export(), first.export());
    let person = first.person();
    let events = |phone: &Phone| {
        let play = phone.store.current_play(person).unwrap();
        play.into_iter().map(|recorded| recorded.event).collect::<Vec<_>>()
    };
    assert!(events(first).len() > 1);
    assert_eq!(events(&third), events(first));
    let progress = |phone: &Phone| phone.store.progress(person).unwrap();
    assert_eq!(progress(&third), progress(first));
    // What follows is this phone's own, and reaches the ward.
    third.add(&lives[0][400..401]);
    assert_eq!(third.sync().acknowledged, 1);
    assert_eq!(hub(&ward_data, &["export"]).lines().count(), 801);
    relay.stop();
}

#[test]
fn what_a_damaged_phone_lost_comes_back_from_the_ward() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("ward");
    hub(&data, &["init", "--ward", "Phường Thử"]);
    let ward = Program::serve(&data, "127.0.0.1:0", None);
    for (cut, life) in [100, 4096, 40_960].into_iter().zip(&lives(3)) {
        let mut phone = Phone::new(&folder.path().join(format!("phone-{cut}")));
        phone.live(&life[..200]);
        phone.enrol(&ward.code(&["--role", "learner"]));
        assert_eq!(phone.sync().pending, 0);
        let made = phone.export();
        let notice = phone.cut_and_open(cut).expect("something is said");
        assert!(notice.is_loss(), "{notice:?}");
        assert!(phone.export().len() < made.len(), "{cut}: nothing was lost");
        until(|| phone.sync().pending == 0 && phone.export().len() >= made.len());
        assert_eq!(phone.export(), made, "{cut}");
        // It goes on, and no number is used twice.
        phone.add(&life[200..210]);
        until(|| phone.sync().pending == 0);
        let there = hub(&data, &["export"]);
        let lacks: Vec<_> =
            phone.export().into_iter().filter(|line| !there.contains(line.as_str())).collect();
        assert!(lacks.is_empty(), "{cut}: {lacks:#?}");
        assert_eq!(phone.export().len(), made.len() + 10);
    }
}

#[test]
fn a_sync_takes_few_bytes_however_long_the_history_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("ward");
    hub(&data, &["init", "--ward", "Phường Thử"]);
    let ward = Program::serve(&data, "127.0.0.1:0", None);
    let life = &lives(1)[0];
    let mut phone = Phone::new(&folder.path().join("phone"));
    phone.live(&life[..40]);
    phone.enrol(&ward.code(&["--role", "learner"]));

    let first = phone.sync();
    assert_eq!((first.sent, first.acknowledged, first.traffic.round_trips), (40, 40, 1));
    println!("40 events: {} bytes up, {} down", first.traffic.up, first.traffic.down);
    assert!(first.traffic.up <= 40 * 12, "{} bytes", first.traffic.up);
    let nothing = phone.sync();
    assert_eq!((nothing.sent, nothing.traffic.round_trips), (0, 1));
    println!("nothing new: {} bytes up, {} down", nothing.traffic.up, nothing.traffic.down);
    assert!(nothing.traffic.up < 400, "{} bytes", nothing.traffic.up);

    // The same amount of news after ten and a hundred times the history.
    let mut sizes = vec![(first.traffic.up, nothing.traffic.up)];
    for history in [400, 4_000] {
        let more: Vec<_> = life.iter().cycle().skip(40).take(history - 40).cloned().collect();
        phone.add(&more);
        until(|| phone.sync().pending == 0);
        phone.add(&life[..40].iter().skip(1).chain(&life[40..41]).cloned().collect::<Vec<_>>());
        let news = phone.sync();
        assert_eq!((news.sent, news.traffic.round_trips), (40, 1));
        sizes.push((news.traffic.up, phone.sync().traffic.up));
    }
    println!("40 events, and nothing, after 1, 10 and 100 times: {sizes:?}");
    for (news, nothing) in &sizes[1..] {
        assert!(*news as f64 <= sizes[0].0 as f64 * 1.2, "{sizes:?}");
        assert!(*nothing as f64 <= sizes[0].1 as f64 * 1.2, "{sizes:?}");
    }
}

#[test]
fn somebody_who_is_erased_is_erased_everywhere_and_stays_so_after_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("ward");
    hub(&data, &["init", "--ward", "Phường Thử"]);
    let mut ward = Program::serve(&data, "127.0.0.1:0", None);
    let lives = lives(2);
    let mut phones: Vec<Phone> =
        (0..2).map(|number| Phone::new(&folder.path().join(format!("phone-{number}")))).collect();
    for (phone, life) in phones.iter_mut().zip(&lives) {
        phone.live(&life[..100]);
        phone.enrol(&ward.code(&["--role", "learner"]));
        assert_eq!(phone.sync().pending, 0);
    }
    let copy = folder.path().join("copy.db");
    hub(&data, &["backup", "--to", copy.to_str().unwrap()]);
    let person = phones[0].person();
    hub(&data, &["erase", "--person", &person.to_string()]);
    let export = hub(&data, &["export"]);
    assert_eq!(export.lines().count(), 100);
    assert!(!export.contains(&person.to_string()));
    // Their own phone hears of it, and has nothing left.
    phones[0].sync();
    assert!(phones[0].store.people().unwrap().is_empty());
    assert!(phones[0].export().is_empty());

    // The other one goes on; then the disk dies, and an old copy is put in its place.
    phones[1].add(&lives[1][100..150]);
    assert_eq!(phones[1].sync().acknowledged, 50);
    ward.stop();
    hub(&data, &["restore", "--from", copy.to_str().unwrap()]);
    assert_eq!(hub(&data, &["export"]).lines().count(), 100, "the erased stay erased");
    let _ward = Program::serve(&data, &ward.address, None);
    // The phone notices by itself, and brings what the copy lacks.
    until(|| phones[1].sync().pending == 0);
    assert_eq!(hub(&data, &["export"]).lines().collect::<Vec<_>>(), phones[1].export());
    let verified = hub(&data, &["verify"]);
    assert!(verified.contains(r#""findings":[]"#), "{verified}");
}

#[test]
fn a_fresh_database_with_the_old_keys_is_another_life_and_phones_refill_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("ward");
    hub(&data, &["init", "--ward", "Phường Thử"]);
    let mut ward = Program::serve(&data, "127.0.0.1:0", None);
    let mut phone = Phone::new(&folder.path().join("phone"));
    phone.live(&lives(1)[0][..200]);
    phone.enrol(&ward.code(&["--role", "learner"]));
    assert_eq!(phone.sync().pending, 0);
    ward.stop();
    for entry in std::fs::read_dir(&data).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("hub.db") {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    let ward = Program::serve(&data, &ward.address, None);
    // Nobody is known there any more.
    phone.enrol(&ward.code(&["--role", "learner"]));
    until(|| {
        let report = phone.sync();
        report.pending == 0 && report.standings.values().all(|one| one.acknowledged == one.total)
    });
    assert_eq!(hub(&data, &["export"]).lines().collect::<Vec<_>>(), phone.export());
}

#[test]
fn two_copies_of_a_phone_are_both_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("ward");
    hub(&data, &["init", "--ward", "Phường Thử"]);
    let ward = Program::serve(&data, "127.0.0.1:0", None);
    let life = &lives(1)[0];
    // The same keys and the same person on both, and nothing that one could know of the other.
    let mut phones: Vec<Phone> = (0..2)
        .map(|number| Phone::with_secret(&folder.path().join(format!("phone-{number}")), [7; 32]))
        .collect();
    phones[0].live(&life[..100]);
    phones[1].live(&life[..60]);
    phones[1].add(&life[70..110]);
    for phone in &mut phones {
        phone.enrol(&ward.code(&["--role", "learner"]));
    }
    for _ in 0..2 {
        for phone in &mut phones {
            until(|| phone.sync().standings.values().all(|one| one.acknowledged == one.total));
        }
    }
    // They go on, each for itself.
    for (phone, more) in phones.iter_mut().zip([&life[100..120], &life[110..150]]) {
        phone.add(more);
        until(|| phone.sync().standings.values().all(|one| one.acknowledged == one.total));
    }
    let exported = hub(&data, &["export"]);
    let exported: std::collections::BTreeSet<&str> = exported.lines().collect();
    for line in phones.iter().flat_map(Phone::export) {
        assert!(exported.contains(line.as_str()), "lost: {line}");
    }
    let verified = hub(&data, &["verify"]);
    assert!(verified.contains(r#""findings":[]"#), "{verified}");
}
