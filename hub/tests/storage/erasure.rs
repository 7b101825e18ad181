//! Erasing people.

use hub::storage::{Cursor, NewQuarantined, SegmentStore};
use protocol::UnixMillis;
use segment::Segment;
use wire::{Reason, Tombstone};

use crate::place::Place;
use crate::samples::*;

const AT: UnixMillis = UnixMillis(7);

pub async fn an_erased_person_is_gone_and_headers_stay(place: Place) {
    let storage = place.open().await;
    let (gone, stays) = (log(1, 1), log(2, 4));
    assert_eq!(gone.group, stays.group);
    let (one, two, other) = (sealed(1, 1, 1, 9), sealed(1, 1, 10, 9), sealed(2, 4, 1, 9));
    commit(&storage, &gone, vec![one.clone(), two]).await;
    commit(&storage, &stays, vec![other.clone()]).await;
    let mut aside = intake(&[], Vec::new());
    let (hash, bytes) = (sealed(1, 1, 30, 2).hash, sealed(1, 1, 30, 2).bytes);
    aside.quarantined.push(NewQuarantined { hash, reason: Reason::Foreign, bytes });
    storage.commit(vec![aside]).await.unwrap();
    assert_eq!(storage.figures().await.unwrap()[0].people, 2);
    let position = storage.counts().await.unwrap().position;

    let tombstone = Tombstone::by_device(person(1), &key(1));
    storage.erase(std::slice::from_ref(&tombstone), AT).await.unwrap();
    assert_eq!(storage.tombstones().await.unwrap(), [tombstone]);
    let row = storage.people(&[person(1)]).await.unwrap().remove(0).unwrap();
    assert_eq!((row.erased, row.key, row.group), (true, None, None));
    assert_eq!(storage.learner(&person(1)).await.unwrap(), None);
    assert_eq!(storage.learners(None, None, 10).await.unwrap().len(), 1);
    let figures = storage.figures().await.unwrap();
    assert_eq!(figures.len(), 1);
    assert_eq!((figures[0].people, figures[0].opened, figures[0].passed), (1, 1, 0));
    let counts = storage.counts().await.unwrap();
    assert_eq!((counts.people, counts.segments, counts.events), (1, 3, 9));
    assert!(counts.position > position);
    let all = storage.segments_after(0, 10).await.unwrap();
    for stored in &all[..2] {
        let erased = Segment::from_bytes(&stored.bytes).unwrap();
        assert_eq!((erased.body(), erased.hash(), stored.card_key), (None, stored.hash, None));
        erased.verify(&device(1)).unwrap();
    }
    assert_eq!(all[2].bytes, other.bytes);
    let released = storage.release(&hash).await.unwrap().unwrap();
    assert!(!has_body(&released), "also what was put aside");
    // Known for ever: sent again it is no news.
    let taken = storage.commit(vec![intake(&[gone], vec![one.clone()])]).await.unwrap();
    assert_eq!(taken[0].new, [false]);
    assert!(!has_body(&storage.segments_after(0, 1).await.unwrap()[0].bytes));
    if let Place::Sqlite(folder) = &place {
        let body = Segment::from_bytes(&one.bytes).unwrap().body().unwrap().to_vec();
        let key = log(1, 1).card_key.0;
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let found = bytes.windows(body.len()).any(|window| window == body);
            assert!(!found, "its body still lies on the disk");
            let found = bytes.windows(key.len()).any(|window| window == key);
            assert!(!found, "the key still lies on the disk");
        }
    }
}

pub async fn erasing_again_and_strangers_is_harmless(place: Place) {
    let storage = place.open().await;
    let log = log(1, 1);
    commit(&storage, &log, vec![sealed(1, 1, 1, 3)]).await;
    let (first, stranger) =
        (Tombstone::by_device(person(1), &key(1)), Tombstone::by_device(person(9), &key(9)));
    storage.erase(&[first.clone(), first.clone(), stranger.clone()], AT).await.unwrap();
    let counts = storage.counts().await.unwrap();
    let later = Tombstone::by_device(person(1), &key(2));
    storage.erase(&[later, stranger.clone()], UnixMillis(9)).await.unwrap();
    assert_eq!(storage.counts().await.unwrap(), counts);
    assert_eq!(counts.people, 0);
    assert_eq!(storage.tombstones().await.unwrap(), [first, stranger], "the first one stays");
    assert!(storage.people(&[person(9)]).await.unwrap()[0].clone().unwrap().erased);
    storage.erase(&[], AT).await.unwrap();
}

pub async fn what_comes_after_an_erasure_has_no_body(place: Place) {
    let storage = place.open().await;
    storage.erase(&[Tombstone::by_device(person(1), &key(1))], AT).await.unwrap();
    let log = log(1, 1);
    let mut late = sent(&log, vec![sealed(1, 1, 1, 3)]);
    let aside = sealed(1, 1, 4, 3);
    late.quarantined.push(NewQuarantined {
        hash: aside.hash,
        reason: Reason::Erased,
        bytes: aside.bytes.clone(),
    });
    let taken = storage.commit(vec![late]).await.unwrap();
    assert_eq!(taken[0].new, [true]);
    let stored = storage.segments_after(0, 10).await.unwrap().remove(0);
    assert!(!has_body(&stored.bytes));
    assert_eq!((stored.card_key, stored.group), (None, None));
    assert!(!has_body(&storage.release(&aside.hash).await.unwrap().unwrap()));
    assert_eq!(storage.learner(&person(1)).await.unwrap(), None);
    assert_eq!(storage.figures().await.unwrap(), []);
    let counts = storage.counts().await.unwrap();
    assert_eq!((counts.people, counts.events, counts.segments), (0, 0, 1));
}

pub async fn devices_that_saw_the_person_are_told(place: Place) {
    let storage = place.open().await;
    let (gone, stays) = (log(1, 1), log(2, 2));
    commit(&storage, &gone, vec![sealed(1, 1, 1, 3)]).await;
    commit(&storage, &stays, vec![sealed(2, 2, 1, 3)]).await;
    storage.set_roster(&device(7), &[person(1), person(2)], true).await.unwrap();
    let seen = storage.visible_after(&device(7), Cursor::default(), 1 << 20).await.unwrap();
    assert_eq!((seen.segments.len(), seen.people.len()), (2, 2));
    storage.erase(&[Tombstone::by_device(person(1), &key(1))], AT).await.unwrap();
    let told = storage.visible_after(&device(7), seen.cursor, 1 << 20).await.unwrap();
    assert_eq!((told.erased.as_slice(), told.segments.len()), (&[person(1)][..], 0));
    let after = storage.visible_after(&device(7), told.cursor, 1 << 20).await.unwrap();
    assert_eq!((after.erased.len(), after.more), (0, false));
    // Whoever comes from the beginning, or sees the person only now, is told as well.
    let anew = storage.visible_after(&device(7), Cursor::default(), 1 << 20).await.unwrap();
    assert_eq!((anew.erased.as_slice(), anew.segments.len()), (&[person(1)][..], 1));
    storage.set_roster(&device(8), &[person(1)], true).await.unwrap();
    let late = storage.visible_after(&device(8), told.cursor, 1 << 20).await.unwrap();
    assert_eq!((late.erased.as_slice(), late.people.len()), (&[person(1)][..], 0));
    let stranger = storage.visible_after(&device(9), Cursor::default(), 1 << 20).await.unwrap();
    assert_eq!(stranger.erased, []);
}
