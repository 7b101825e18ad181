//! Quarantine, relay, audit, order, and that all of it lasts.

use hub::storage::{AuditEntry, NewQuarantined, SegmentStore, State, StorageError};
use protocol::UnixMillis;
use segment::Hash;
use wire::{Reason, Tombstone};

use crate::place::Place;
use crate::samples::*;

pub async fn what_was_put_aside_is_told_and_can_be_released(place: Place) {
    let storage = place.open().await;
    let log = log(1, 1);
    let reasons = [
        Reason::Malformed,
        Reason::Forged,
        Reason::Unreadable,
        Reason::Foreign,
        Reason::TooLong,
        Reason::Erased,
    ];
    let hash = |n: usize| Hash([u8::try_from(n).unwrap(); 32]);
    for (n, reason) in reasons.into_iter().enumerate() {
        let mut intake = sent(&log, Vec::new());
        intake.at = UnixMillis(i64::try_from(n).unwrap());
        let put = NewQuarantined { hash: hash(n), reason, bytes: vec![1; n] };
        intake.quarantined = vec![put.clone(), put];
        storage.commit(vec![intake.clone()]).await.unwrap();
        storage.commit(vec![intake]).await.unwrap();
    }
    let listed = storage.quarantine(10).await.unwrap();
    assert_eq!(listed.iter().map(|put| put.reason).collect::<Vec<_>>(), {
        let mut newest_first = reasons;
        newest_first.reverse();
        newest_first
    });
    let second = &listed[4];
    assert_eq!((second.hash, second.bytes, second.sender), (hash(1), 1, Some(log.device)));
    assert_eq!(storage.quarantine(2).await.unwrap(), listed[..2]);
    let states = storage.states(&[hash(3)]).await.unwrap();
    assert_eq!(states, [Some(State::Quarantined(Reason::Foreign))]);
    assert_eq!(storage.counts().await.unwrap().quarantined, 6);
    assert_eq!(storage.release(&hash(3)).await.unwrap(), Some(vec![1; 3]));
    assert_eq!(storage.release(&hash(3)).await.unwrap(), None);
    assert_eq!(storage.states(&[hash(3)]).await.unwrap(), [None]);
    // What is taken in is more than what was put aside.
    let mut good = segment(&log, 1, 1, 0);
    good.hash = hash(4);
    commit(&storage, &log, vec![good]).await;
    assert_eq!(storage.states(&[hash(4)]).await.unwrap(), [Some(State::Durable)]);
}

pub async fn a_relay_knows_what_it_has_to_pass_on(place: Place) {
    let storage = place.open().await;
    let log = log(1, 1);
    let here = |n| {
        let mut segment = segment(&log, n, 1, 0);
        segment.state = State::Here;
        segment
    };
    commit(&storage, &log, (1..=5).map(here).collect()).await;
    assert_eq!(storage.counts().await.unwrap().waiting, 5);
    let waiting = storage.to_forward(3).await.unwrap();
    assert_eq!(hashes(&waiting), [here(1).hash, here(2).hash, here(3).hash]);
    assert_eq!((waiting[0].card_key, waiting[0].state), (Some(log.card_key), State::Here));
    let refused = State::Quarantined(Reason::Foreign);
    let said = [(here(1).hash, State::Durable), (here(3).hash, refused), (Hash([9; 32]), refused)];
    storage.forwarded(&said).await.unwrap();
    let waiting = storage.to_forward(10).await.unwrap();
    assert_eq!(hashes(&waiting), [here(2).hash, here(4).hash, here(5).hash]);
    // With another relay is neither to be passed on again, nor done with.
    storage.forwarded(&[(here(4).hash, State::Passed)]).await.unwrap();
    assert_eq!(storage.passed(10).await.unwrap(), [here(4).hash]);
    assert_eq!(hashes(&storage.to_forward(10).await.unwrap()), [here(2).hash, here(5).hash]);
    // The hub above lost what it had; what it refused stays refused.
    storage.forget_forwarded().await.unwrap();
    let waiting = storage.to_forward(10).await.unwrap();
    assert_eq!(hashes(&waiting), [1, 2, 4, 5].map(|n| here(n).hash));
    storage
        .forwarded(&[(here(1).hash, State::Durable), (here(4).hash, State::Durable)])
        .await
        .unwrap();
    let states = storage.states(&[here(1).hash, here(2).hash, here(3).hash]).await.unwrap();
    assert_eq!(states, [Some(State::Durable), Some(State::Here), Some(refused)]);
    // Brought once more, it is still where it is.
    commit(&storage, &log, vec![here(1)]).await;
    assert_eq!(storage.states(&[here(1).hash]).await.unwrap(), [Some(State::Durable)]);
    // The hub above was restored and has lost it.
    storage.forwarded(&[(here(1).hash, State::Here)]).await.unwrap();
    assert_eq!(storage.to_forward(1).await.unwrap()[0].hash, here(1).hash);
}

pub async fn who_did_what_is_noted_in_order(place: Place) {
    let storage = place.open().await;
    let entry = |n: i64| AuditEntry {
        at: UnixMillis(-n),
        actor: format!("'); DROP TABLE audit; -- {n}"),
        action: "read-learner".into(),
        target: person(1).to_string(),
        allowed: n % 2 == 0,
    };
    storage.audit(&[entry(1), entry(2)]).await.unwrap();
    storage.audit(&[]).await.unwrap();
    storage.audit(&[entry(3)]).await.unwrap();
    assert_eq!(storage.audited(2).await.unwrap(), [entry(3), entry(2)]);
    assert_eq!(storage.audited(9).await.unwrap().len(), 3);
}

pub async fn every_segment_comes_in_order(place: Place) {
    let storage = place.open().await;
    let log = log(1, 1);
    let all: Vec<_> = (0..500).map(|n| segment(&log, 1 + n * 2, 2, 0)).collect();
    for some in all.chunks(70) {
        commit(&storage, &log, some.to_vec()).await;
    }
    let (mut got, mut position) = (Vec::new(), 0);
    loop {
        let some = storage.segments_after(position, 64).await.unwrap();
        let Some(last) = some.last() else { break };
        assert!(some.len() <= 64 && some[0].position > position);
        position = last.position;
        got.extend(hashes(&some));
    }
    assert_eq!(got, all.iter().map(|segment| segment.hash).collect::<Vec<_>>());
}

pub async fn all_of_it_lasts(place: Place) {
    let storage = place.open().await;
    storage.ping().await.unwrap();
    let log = log(1, 1);
    let mut with_facts = segment(&log, 1, 2, 0);
    with_facts.facts = vec![opened("qr-pay", 1), checked("qr-pay", 2, true)];
    commit(&storage, &log, vec![with_facts]).await;
    storage.erase(&[Tombstone::by_device(person(9), &key(9))], UnixMillis(1)).await.unwrap();
    storage.set_incarnation(u64::MAX - 3).await.unwrap();
    let before = (
        storage.segments_after(0, 10).await.unwrap(),
        storage.learner(&log.person).await.unwrap(),
        storage.figures().await.unwrap(),
        storage.tombstones().await.unwrap(),
        storage.counts().await.unwrap(),
    );
    drop(storage);
    let storage = place.open_again().await;
    let after = (
        storage.segments_after(0, 10).await.unwrap(),
        storage.learner(&log.person).await.unwrap(),
        storage.figures().await.unwrap(),
        storage.tombstones().await.unwrap(),
        storage.counts().await.unwrap(),
    );
    assert_eq!(before, after);
    assert_eq!(before.1.unwrap().lessons[0].1.attempts, 1);
    assert_eq!(storage.incarnation().await.unwrap(), u64::MAX - 3);
    assert!(storage.projections_are_current().await.unwrap());
    storage.check().await.unwrap();
    commit(&storage, &log, vec![segment(&log, 3, 1, 0)]).await;
    let all = storage.segments_after(0, 10).await.unwrap();
    assert!(all[1].position > after.4.position, "positions go on");
}

pub async fn a_second_hub_is_refused(place: Place) {
    let storage = place.open().await;
    for _ in 0..3 {
        let second = place.open_for(crate::place::WARD).await;
        assert!(matches!(second.map(drop), Err(StorageError::InUse)));
    }
    let log = log(1, 1);
    commit(&storage, &log, vec![segment(&log, 1, 1, 0)]).await;
    drop(storage);
    assert_eq!(place.open_again().await.counts().await.unwrap().segments, 1);
}

/// So that Citus, or a router by ward, can spread the tables.
pub async fn every_table_begins_with_the_ward(place: Place) {
    const SQLITE: &str = "SELECT m.name, c.name FROM sqlite_schema m \
        JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.cid = 0 \
        AND m.name NOT LIKE 'sqlite_stat%' \
        UNION ALL SELECT i.name, c.name FROM sqlite_schema m \
        JOIN pragma_index_list(m.name) i ON i.\"unique\" = 1 \
        JOIN pragma_index_info(i.name) c ON c.seqno = 0";
    const POSTGRES: &str = "SELECT CAST(c.relname AS text), CAST(a.attname AS text) \
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1 \
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace \
        AND c.relname <> 'camtay_schema' \
        UNION ALL SELECT CAST(c.relname AS text), CAST(a.attname AS text) \
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] \
        WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace";
    let storage = place.open().await;
    let sql = match place {
        Place::Sqlite(_) => SQLITE,
        Place::Postgres(_) => POSTGRES,
    };
    let rows = storage.database().query(sql, Vec::new()).await.unwrap();
    assert!(rows.len() > 20, "{}", rows.len());
    for mut row in rows {
        let name = row.take::<String>(0).unwrap();
        assert_eq!(row.take::<String>(1).unwrap(), "ward", "{name}");
    }
}
