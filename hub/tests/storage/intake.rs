//! Taking in what devices send.

use hub::storage::sql::Database;
use hub::storage::{SegmentStore, State, StorageError};
use hub::values;
use protocol::UnixMillis;

use crate::place::{Place, WARD};
use crate::samples::*;

pub async fn each_segment_is_new_once(place: Place) {
    let storage = place.open().await;
    let log = log(1, 1);
    let (one, two) = (segment(&log, 1, 10, 0), segment(&log, 11, 10, 0));
    let first = sent(&log, vec![one.clone(), two.clone(), one.clone()]);
    let second = sent(&log, vec![two.clone(), segment(&log, 21, 5, 0)]);
    let taken = storage.commit(vec![first.clone(), second.clone()]).await.unwrap();
    assert_eq!(taken[0].new, [true, true, false]);
    assert_eq!(taken[1].new, [false, true]);
    assert!(taken.iter().all(|taken| taken.forked.is_empty()));
    let again = storage.commit(vec![second, first]).await.unwrap();
    assert_eq!((&again[0].new[..], &again[1].new[..]), (&[false; 2][..], &[false; 3][..]));

    let all = storage.segments_after(0, 10).await.unwrap();
    assert_eq!(hashes(&all), [one.hash, two.hash, segment(&log, 21, 5, 0).hash]);
    assert!(all.is_sorted_by(|one, other| one.position < other.position));
    assert_eq!(all[0].bytes, one.bytes);
    assert_eq!((all[0].owner.device, all[0].owner.person), (log.device, log.person));
    assert_eq!((all[0].card_key, all[0].group.as_deref()), (Some(log.card_key), Some("Tổ 1")));
    let counts = storage.counts().await.unwrap();
    assert_eq!((counts.segments, counts.events, counts.people), (3, 25, 1));
    assert_eq!(counts.position, all[2].position);
    let states = storage.states(&[two.hash, segment(&log, 99, 1, 0).hash]).await.unwrap();
    assert_eq!(states, [Some(State::Durable), None]);
    assert_eq!(storage.commit(Vec::new()).await.unwrap(), []);
    assert_eq!(storage.learner(&log.person).await.unwrap().unwrap().events, 25);
}

pub async fn a_known_person_keeps_group_and_key(place: Place) {
    let storage = place.open().await;
    let (first, mut second) = (log(1, 1), log(2, 1));
    commit(&storage, &first, vec![segment(&first, 1, 1, 0)]).await;
    second.key = Some(segment::SealedKey([99; 80]));
    second.group = Some("Elsewhere".into());
    let mut later = sent(&second, vec![segment(&second, 1, 1, 0)]);
    later.at = UnixMillis(500);
    storage.commit(vec![later]).await.unwrap();
    let people = storage.people(&[first.person, person(9)]).await.unwrap();
    let known = people[0].clone().unwrap();
    assert_eq!((known.key, known.group.as_deref()), (first.key, Some("Tổ 1")));
    assert_eq!((known.erased, &people[1]), (false, &None));
    let owners = storage.logs(&[second.log, log(3, 3).log]).await.unwrap();
    assert_eq!(owners[0].unwrap().device, second.device);
    assert_eq!(owners[1], None);
    let learner = storage.learner(&first.person).await.unwrap().unwrap();
    assert_eq!(learner.last_received, Some(UnixMillis(1_000)), "a clock set back hides nothing");
}

pub async fn a_fork_is_kept_and_told(place: Place) {
    let storage = place.open().await;
    let (mine, other) = (log(1, 1), log(2, 1));
    let (one, two) = (segment(&mine, 1, 40, 0), segment(&mine, 41, 40, 0));
    let copy = segment(&mine, 61, 40, 1);
    commit(&storage, &mine, vec![one.clone(), two.clone()]).await;
    let untouched = sent(&other, vec![segment(&other, 61, 40, 0)]);
    let forked = sent(&mine, vec![copy.clone()]);
    let taken = storage.commit(vec![untouched, forked.clone()]).await.unwrap();
    assert_eq!(taken[1].new, [true]);
    assert_eq!((&taken[0].forked[..], &taken[1].forked[..]), (&[][..], &[mine.log][..]));
    // Whoever lost the answer is told again; so is the other branch; the part before isn't.
    let again = intake(&[], vec![two.clone()]);
    let before = intake(&[], vec![one.clone()]);
    let taken = storage.commit(vec![forked, again, before]).await.unwrap();
    assert_eq!((&taken[0].new, &taken[0].forked), (&vec![false], &vec![mine.log]));
    assert_eq!((&taken[1].forked[..], &taken[2].forked[..]), (&[mine.log][..], &[][..]));
    assert_eq!(storage.segments_after(0, 10).await.unwrap().len(), 4);
    // 1 to 100 by number, and 40 of the other log.
    assert_eq!(storage.counts().await.unwrap().events, 140);
    // Both within one transaction, and one around all others.
    let third = log(3, 3);
    let both = vec![segment(&third, 5, 1, 0), segment(&third, 1, 90, 1), segment(&third, 91, 1, 0)];
    let taken = storage.commit(vec![sent(&third, both)]).await.unwrap();
    assert_eq!(taken[0].forked, [third.log]);
    let taken = storage.commit(vec![intake(&[], vec![segment(&third, 92, 1, 0)])]).await.unwrap();
    assert_eq!(taken[0].forked, []);
    assert_eq!(storage.learner(&third.person).await.unwrap().unwrap().events, 92);
}

pub async fn a_segment_of_nobody_changes_nothing(place: Place) {
    let storage = place.open().await;
    let (known, unknown) = (log(1, 1), log(2, 2));
    let good = sent(&known, vec![segment(&known, 1, 1, 0)]);
    let bad = intake(&[], vec![segment(&unknown, 1, 1, 0)]);
    assert!(matches!(storage.commit(vec![good, bad]).await, Err(StorageError::Failed(_))));
    let counts = storage.counts().await.unwrap();
    assert_eq!((counts.people, counts.segments, counts.position), (0, 0, 0));
}

pub async fn hostile_names_are_names(place: Place) {
    let storage = place.open().await;
    let names = [
        "'; DROP TABLE segment; --",
        "\" OR \"1\"=\"1",
        "$1 ?1 :ward @x",
        "Tổ dân phố số 5 – Đường Láng 🌸",
        "\u{202e}nghich\u{0}dao",
        "\\'; SELECT pg_sleep(100); --\\",
    ];
    for (n, name) in (1..).zip(names) {
        let mut log = log(n, n);
        log.group = Some(name.to_owned());
        let mut segment = segment(&log, 1, 2, 0);
        segment.facts = vec![opened(name, 1), opened(&"x".repeat(100_000), 2)];
        commit(&storage, &log, vec![segment]).await;
    }
    let mut long = log(50, 50);
    long.group = Some("ổ".repeat(100_000));
    commit(&storage, &long, vec![segment(&long, 1, 1, 0)]).await;
    let figures = storage.figures().await.unwrap();
    for name in names {
        let kept = name.replace('\0', "");
        let listed = storage.learners(Some(name), None, 10).await.unwrap();
        assert_eq!(listed.len(), 1, "{name:?}");
        assert_eq!(listed[0].group.as_deref(), Some(kept.as_str()));
        let figure = figures.iter().find(|figure| figure.group.as_deref() == Some(&kept));
        // No lesson has a NUL in its id.
        assert_eq!(figure.is_some(), !name.contains('\0'), "{name:?}");
    }
    let cut = storage.people(&[long.person]).await.unwrap().remove(0).unwrap().group.unwrap();
    assert!(cut.len() <= 500 && cut.chars().all(|letter| letter == 'ổ'));
    assert_eq!(storage.counts().await.unwrap().people, 7);
}

pub async fn extreme_numbers_are_borne(place: Place) {
    let storage = place.open().await;
    let log = log(1, 1);
    let extreme = [
        segment(&log, u64::MAX, u32::MAX, 0),
        segment(&log, u64::MAX - 5, 5, 1),
        segment(&log, i64::MAX.cast_unsigned(), 1, 0),
        segment(&log, 0, 0, 0),
        segment(&log, 1, u32::MAX, 0),
    ];
    for segment in extreme {
        let taken = storage.commit(vec![sent(&log, vec![segment])]).await.unwrap();
        assert_eq!(taken[0].new, [true]);
    }
    assert_eq!(storage.segments_after(0, 10).await.unwrap().len(), 5);
    assert_eq!(storage.segments_after(u64::MAX, usize::MAX).await.unwrap(), []);
    storage.counts().await.unwrap();
}

pub async fn a_transaction_that_is_dropped_changes_nothing(place: Place) {
    let storage = place.open().await;
    let database: std::sync::Arc<dyn Database> = storage.database();
    let add = "INSERT INTO audit (ward, n, at, actor, action, target, allowed) \
               VALUES ($1, $2, 0, 'x', 'x', 'x', 1)";
    for n in 0..3_u64 {
        let mut write = database.begin().await.unwrap();
        write.execute(add, values![WARD, n]).await.unwrap();
        drop(write);
        assert_eq!(storage.audited(10).await.unwrap(), []);
    }
    let mut write = database.begin().await.unwrap();
    write.execute(add, values![WARD, 1_u64]).await.unwrap();
    // A statement that fails: whoever commits all the same gets an error, or only what was before.
    assert!(write.execute(add, values![WARD, 1_u64]).await.is_err());
    drop(write);
    let mut write = database.begin().await.unwrap();
    write.execute(add, values![WARD, 2_u64]).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(storage.audited(10).await.unwrap().len(), 1);
}
