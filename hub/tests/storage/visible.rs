//! Who gets what, from where on.

use hub::storage::{Cursor, Enrolment, NewInvitation, Page, SegmentStore, Storage, Stored};
use protocol::UnixMillis;
use segment::{BoxPublicKey, DevicePublicKey, Hash};
use wire::{CredentialHash, OfferRequest, Role};

use crate::place::Place;
use crate::samples::*;

/// Everything after the cursor, page by page.
async fn all(storage: &Storage, to: u8, from: Cursor, bytes: usize) -> (Vec<Stored>, Page) {
    let (mut segments, mut last) = (Vec::new(), Page { cursor: from, ..Page::default() });
    loop {
        let mut page = storage.visible_after(&device(to), last.cursor, bytes).await.unwrap();
        let went_on = !page.segments.is_empty() || page.cursor != last.cursor;
        segments.append(&mut page.segments);
        last.people.append(&mut page.people);
        last.erased.append(&mut page.erased);
        last.cursor = page.cursor;
        if !page.more {
            return (segments, last);
        }
        assert!(went_on, "it would go on for ever");
    }
}

async fn restored(storage: &Storage, to: DevicePublicKey, role: Role, about: Option<u8>) {
    let token = [to.0[0]; 16];
    let invitation = NewInvitation {
        token,
        role,
        group: None,
        person: about.map(person),
        instructor: None,
        at: UnixMillis(0),
    };
    storage.invite(&invitation).await.unwrap();
    let enrolment = Enrolment {
        invitation: OfferRequest::of(&token).invitation,
        device: to,
        wrapping: BoxPublicKey([0; 32]),
        credential: CredentialHash(to.0),
        logs: Vec::new(),
        at: UnixMillis(0),
    };
    storage.enrol(&enrolment).await.unwrap();
}

pub async fn a_device_gets_what_others_wrote_about_its_people(place: Place) {
    let storage = place.open().await;
    let (mine, theirs, foreign) = (log(1, 1), log(2, 1), log(3, 3));
    commit(&storage, &mine, vec![segment(&mine, 1, 5, 0)]).await;
    let (got, page) = all(&storage, 1, Cursor::default(), 1 << 20).await;
    assert_eq!((got, page.people.len()), (Vec::new(), 1));
    assert_eq!((page.people[0].person, page.people[0].key), (mine.person, mine.key));

    commit(&storage, &theirs, vec![segment(&theirs, 1, 5, 0)]).await;
    commit(&storage, &foreign, vec![segment(&foreign, 1, 5, 0)]).await;
    commit(&storage, &mine, vec![segment(&mine, 6, 5, 0)]).await;
    let (got, page) = all(&storage, 1, page.cursor, 1 << 20).await;
    assert_eq!(hashes(&got), [segment(&theirs, 1, 5, 0).hash]);
    assert_eq!((got[0].owner.device, got[0].owner.person), (theirs.device, theirs.person));
    assert_eq!((got[0].card_key, page.people), (Some(mine.card_key), Vec::new()));
    let (again, page) = all(&storage, 1, page.cursor, 1 << 20).await;
    assert_eq!((again, page.more), (Vec::new(), false));
    assert_eq!(page.cursor.position, storage.counts().await.unwrap().position);
    let (stranger, page) = all(&storage, 9, Cursor::default(), 1 << 20).await;
    assert_eq!((stranger, page.people), (Vec::new(), Vec::new()));
    // A cursor of the future, as after a restore, is answered and harms nothing.
    let far = Cursor { position: u64::MAX, within: u64::MAX };
    let page = storage.visible_after(&device(1), far, 1).await.unwrap();
    assert_eq!((page.segments, page.more), (Vec::new(), false));
}

pub async fn whoever_appears_comes_with_everything_before(place: Place) {
    let storage = place.open().await;
    let (one, two) = (log(1, 1), log(2, 2));
    for n in 0..100 {
        commit(&storage, &one, vec![segment(&one, 1 + n * 5, 5, 0)]).await;
        commit(&storage, &two, vec![segment(&two, 1 + n * 5, 5, 0)]).await;
    }
    let (_, page) = all(&storage, 7, Cursor::default(), 1 << 20).await;
    storage.set_roster(&device(7), &[one.person], true).await.unwrap();
    commit(&storage, &one, vec![segment(&one, 501, 5, 0)]).await;
    storage.set_roster(&device(7), &[two.person], true).await.unwrap();
    for bytes in [0, 1_000, 1 << 20] {
        let (got, last) = all(&storage, 7, page.cursor, bytes).await;
        let before = (0..100).map(|n| segment(&one, 1 + n * 5, 5, 0).hash);
        let expected: Vec<_> = before
            .chain([segment(&one, 501, 5, 0).hash])
            .chain((0..100).map(|n| segment(&two, 1 + n * 5, 5, 0).hash))
            .collect();
        assert_eq!(hashes(&got), expected, "{bytes}");
        let people: Vec<_> = last.people.iter().map(|person| person.person).collect();
        assert_eq!(people, [one.person, two.person]);
    }
}

pub async fn any_page_size_gives_everything_once_and_in_order(place: Place) {
    let storage = place.open().await;
    let mut expected = Vec::new();
    for n in 0..90_u64 {
        for about in 1..=3 {
            let log = log(about, about);
            // One writes much more than the others.
            if about == 1 || n % 9 == 0 {
                commit(&storage, &log, vec![segment(&log, 1 + n, 1, 0)]).await;
            }
        }
        if n == 0 {
            let people = [person(1), person(2), person(3)];
            storage.set_roster(&device(7), &people, true).await.unwrap();
        }
    }
    for stored in storage.segments_after(0, 1_000).await.unwrap() {
        expected.push(stored.hash);
    }
    expected.sort();
    for bytes in [0, 96, 500, 2_000, 1 << 20] {
        let (got, _) = all(&storage, 7, Cursor::default(), bytes).await;
        let mut got = hashes(&got);
        got.sort();
        assert_eq!(got, expected, "{bytes}");
        let page = storage.visible_after(&device(7), Cursor::default(), bytes).await.unwrap();
        let size: usize = page.segments.iter().map(|segment| segment.bytes.len()).sum();
        assert!(size <= bytes || page.segments.len() <= 1, "{size} of {bytes}");
    }
}

pub async fn a_roster_can_change_in_the_middle(place: Place) {
    let storage = place.open().await;
    let (one, two) = (log(1, 1), log(2, 2));
    let all_of = |log| (0..10).map(|n| segment(log, 1 + n, 1, 0)).collect::<Vec<_>>();
    commit(&storage, &one, all_of(&one)).await;
    commit(&storage, &two, all_of(&two)).await;
    storage.set_roster(&device(7), &[one.person], true).await.unwrap();
    storage.set_roster(&device(7), &[two.person], true).await.unwrap();
    // Into the middle of the first one, who then leaves the roster.
    let page = storage.visible_after(&device(7), Cursor::default(), 600).await.unwrap();
    assert!(page.more && !page.segments.is_empty() && page.segments.len() < 10);
    assert!(page.cursor.within > 0);
    storage.set_roster(&device(7), &[one.person], false).await.unwrap();
    let (got, _) = all(&storage, 7, page.cursor, 1 << 20).await;
    assert_eq!(got.len(), 10, "the other person comes whole");
    assert!(got.iter().all(|segment| segment.owner.person == two.person));
    commit(&storage, &one, vec![segment(&one, 50, 1, 0)]).await;
    let (got, page) = all(&storage, 7, page.cursor, 1 << 20).await;
    assert!(got.iter().all(|segment| segment.owner.person == two.person), "not any more");
    storage.set_roster(&device(7), &[one.person], true).await.unwrap();
    let (got, page) = all(&storage, 7, page.cursor, 1 << 20).await;
    assert_eq!((got.len(), page.people.len()), (11, 1), "back with everything");
    // Whom the device writes about stays visible without the roster.
    let own = log(7, 1);
    commit(&storage, &own, vec![segment(&own, 1, 1, 0)]).await;
    storage.set_roster(&device(7), &[one.person], false).await.unwrap();
    commit(&storage, &one, vec![segment(&one, 60, 1, 0)]).await;
    let (got, _) = all(&storage, 7, page.cursor, 1 << 20).await;
    assert_eq!(hashes(&got), [segment(&one, 60, 1, 0).hash]);
}

pub async fn nothing_is_missed_while_the_hub_takes_in(place: Place) {
    let storage = place.open().await;
    storage.set_roster(&device(7), &[person(1), person(2)], true).await.unwrap();
    let write = async {
        for n in 0..60 {
            let (one, two) = (log(1, 1), log(2, 2));
            let first = sent(&one, vec![segment(&one, 1 + n, 1, 0)]);
            let second = sent(&two, vec![segment(&two, 1 + n, 1, 0)]);
            storage.commit(vec![first, second]).await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    let read = async {
        let (mut got, mut cursor) = (Vec::<Hash>::new(), Cursor::default());
        while got.len() < 120 {
            let page = storage.visible_after(&device(7), cursor, 400).await.unwrap();
            got.extend(hashes(&page.segments));
            cursor = page.cursor;
        }
        got
    };
    let both = async { tokio::join!(write, read) };
    let limit = std::time::Duration::from_secs(60);
    let ((), mut got) = tokio::time::timeout(limit, both).await.expect("something was missed");
    got.sort();
    got.dedup();
    assert_eq!(got.len(), 120);
}

pub async fn the_restored_person_and_the_roster_come_with_enrolment(place: Place) {
    let storage = place.open().await;
    let old = log(1, 1);
    commit(&storage, &old, vec![segment(&old, 1, 5, 0)]).await;
    restored(&storage, device(5), Role::Learner, Some(1)).await;
    let (got, page) = all(&storage, 5, Cursor::default(), 1 << 20).await;
    assert_eq!(hashes(&got), [segment(&old, 1, 5, 0).hash]);
    assert_eq!(page.people[0].person, old.person);
    // Somebody new, sent by a device whose people come on a roster.
    let mut new = log(5, 6);
    new.instructor = Some(device(7));
    commit(&storage, &new, vec![segment(&new, 1, 5, 0)]).await;
    // A person who is known already doesn't come on a roster by that.
    let mut known = log(5, 1);
    known.instructor = Some(device(7));
    commit(&storage, &known, vec![segment(&known, 1, 5, 0)]).await;
    let (got, _) = all(&storage, 7, Cursor::default(), 1 << 20).await;
    assert_eq!(hashes(&got), [segment(&new, 1, 5, 0).hash]);
    // By an invitation that names the instructor they do.
    let token = [77; 16];
    let invitation = NewInvitation {
        token,
        role: Role::Learner,
        group: Some("Tổ 9".into()),
        person: Some(person(1)),
        instructor: Some(device(7)),
        at: UnixMillis(0),
    };
    storage.invite(&invitation).await.unwrap();
    let mut own = log(8, 8);
    own.group = None;
    let enrolment = Enrolment {
        invitation: OfferRequest::of(&token).invitation,
        device: device(8),
        wrapping: BoxPublicKey([0; 32]),
        credential: CredentialHash([8; 32]),
        logs: vec![own.clone()],
        at: UnixMillis(0),
    };
    storage.enrol(&enrolment).await.unwrap();
    let (got, page) = all(&storage, 7, Cursor::default(), 1 << 20).await;
    let people: Vec<_> = page.people.iter().map(|person| person.person).collect();
    assert_eq!((got.len(), people.len()), (3, 3));
    assert!(people.contains(&person(1)) && people.contains(&person(8)));
    let groups = storage.people(&[person(8)]).await.unwrap();
    assert_eq!(groups[0].clone().unwrap().group.as_deref(), Some("Tổ 9"));
}
