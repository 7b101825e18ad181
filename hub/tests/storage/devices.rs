//! Invitations and devices.

use hub::storage::{Enrolled, Enrolment, NewInvitation, SegmentStore, Storage};
use protocol::UnixMillis;
use segment::BoxPublicKey;
use wire::{CredentialHash, OfferRequest, Role};

use crate::place::Place;
use crate::samples::*;

async fn invite(storage: &Storage, token: u8) {
    let invitation = NewInvitation {
        token: [token; 16],
        role: Role::Instructor,
        group: Some("Tổ 1".into()),
        person: None,
        instructor: Some(device(3)),
        at: UnixMillis(5),
    };
    storage.invite(&invitation).await.unwrap();
}

fn enrolment(token: u8, by: u8, credential: u8) -> Enrolment {
    Enrolment {
        invitation: OfferRequest::of(&[token; 16]).invitation,
        device: device(by),
        wrapping: BoxPublicKey([by; 32]),
        credential: CredentialHash([credential; 32]),
        logs: Vec::new(),
        at: UnixMillis(i64::from(credential)),
    }
}

pub async fn an_invitation_lets_in_one_device(place: Place) {
    let storage = place.open().await;
    assert_eq!(storage.enrol(&enrolment(1, 1, 1)).await.unwrap(), Enrolled::NoSuchInvitation);
    invite(&storage, 1).await;
    let name = OfferRequest::of(&[1; 16]).invitation;
    let kept = storage.invitation(&name).await.unwrap().unwrap();
    assert_eq!((kept.token, kept.used_by, kept.role), (Some([1; 16]), None, Role::Instructor));
    assert_eq!((kept.group.as_deref(), kept.instructor), (Some("Tổ 1"), Some(device(3))));
    let Enrolled::Done(row) = storage.enrol(&enrolment(1, 1, 1)).await.unwrap() else { panic!() };
    assert_eq!((row.device, row.role, row.revoked), (device(1), Role::Instructor, false));
    assert_eq!(storage.enrol(&enrolment(1, 2, 2)).await.unwrap(), Enrolled::Used);
    let kept = storage.invitation(&name).await.unwrap().unwrap();
    assert_eq!((kept.token, kept.used_by), (None, Some(device(1))), "the token is forgotten");
    assert_eq!(storage.device(&CredentialHash([1; 32])).await.unwrap(), Some(row.clone()));
    assert_eq!(storage.device(&CredentialHash([2; 32])).await.unwrap(), None);
    assert_eq!(storage.devices().await.unwrap(), [row]);
    assert_eq!(storage.counts().await.unwrap().devices, 1);
}

pub async fn the_same_device_again_gets_another_credential(place: Place) {
    let storage = place.open().await;
    invite(&storage, 1).await;
    let first = storage.enrol(&enrolment(1, 1, 1)).await.unwrap();
    let Enrolled::Done(row) = storage.enrol(&enrolment(1, 1, 2)).await.unwrap() else { panic!() };
    assert_eq!(Enrolled::Done(row.clone()), first, "only its credential is another");
    assert_eq!(storage.device(&CredentialHash([1; 32])).await.unwrap(), None);
    assert_eq!(storage.device(&CredentialHash([2; 32])).await.unwrap(), Some(row));
    // A copy of the device, with an invitation of its own: neither shuts the other one out.
    invite(&storage, 2).await;
    storage.enrol(&enrolment(2, 1, 3)).await.unwrap();
    for credential in [2, 3] {
        let known = storage.device(&CredentialHash([credential; 32])).await.unwrap();
        assert_eq!(known.map(|known| known.device), Some(device(1)));
    }
    assert_eq!(storage.counts().await.unwrap().devices, 1);
}

pub async fn devices_come_in_pages_the_newest_first(place: Place) {
    let storage = place.open().await;
    let mut all = Vec::new();
    for number in 1..=9 {
        invite(&storage, number).await;
        // Three came at each moment.
        let at = UnixMillis(i64::from(number / 3));
        let enrolment = Enrolment { at, ..enrolment(number, number, number) };
        let Enrolled::Done(row) = storage.enrol(&enrolment).await.unwrap() else { panic!() };
        all.push(row);
    }
    all.sort_by_key(|row| std::cmp::Reverse((row.enrolled_at, row.device)));
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = storage.newest_devices(after.as_ref(), 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.device);
        seen.extend(page);
    }
    assert_eq!(seen, all);
    assert_eq!(storage.newest_devices(Some(&device(99)), 9).await.unwrap(), []);
}

pub async fn a_revoked_device_stays_out(place: Place) {
    let storage = place.open().await;
    invite(&storage, 1).await;
    storage.enrol(&enrolment(1, 1, 1)).await.unwrap();
    assert!(storage.revoke(&device(1)).await.unwrap());
    assert!(!storage.revoke(&device(9)).await.unwrap());
    assert!(storage.device(&CredentialHash([1; 32])).await.unwrap().unwrap().revoked);
    assert_eq!(storage.enrol(&enrolment(1, 1, 2)).await.unwrap(), Enrolled::Used);
    assert!(storage.device(&CredentialHash([1; 32])).await.unwrap().unwrap().revoked);
    assert_eq!(storage.counts().await.unwrap().devices, 0);
    invite(&storage, 2).await;
    let Enrolled::Done(row) = storage.enrol(&enrolment(2, 1, 3)).await.unwrap() else { panic!() };
    assert!(!row.revoked, "another invitation lets it in again");
    let before = storage.device(&CredentialHash([1; 32])).await.unwrap();
    assert_eq!(before, None, "what it showed before stays shut out");
}

pub async fn a_race_lets_in_one(place: Place) {
    let storage = place.open().await;
    invite(&storage, 1).await;
    let (one, two) = (enrolment(1, 1, 1), enrolment(1, 2, 2));
    let (one, two) = tokio::join!(storage.enrol(&one), storage.enrol(&two));
    let done = |enrolled: &Enrolled| matches!(enrolled, Enrolled::Done(_));
    let enrolled = [one.unwrap(), two.unwrap()];
    assert_eq!(enrolled.iter().filter(|enrolled| done(enrolled)).count(), 1);
    assert!(enrolled.contains(&Enrolled::Used));
}
