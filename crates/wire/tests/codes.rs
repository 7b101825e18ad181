//! Codes and messages from outside: what is written is read, and damage is told from newness.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use proptest::prelude::*;
use protocol::{PersonId, UnixMillis};
use segment::{DeviceKey, WardKey};
use wire::*;

fn invitation(addresses: &[&str]) -> Invitation {
    Invitation {
        addresses: addresses.iter().map(|address| (*address).to_owned()).collect(),
        certificate_sha256: [2; 32],
        ward: WardKey::from_secret(&[3; 32]).public(),
        token: [4; 16],
    }
}

#[test]
fn a_link_and_a_typed_code_lead_to_the_same() {
    let invited = invitation(&["192.168.43.1:8443", "[fe80::1]:8443"]);
    let link = invited.to_link();
    assert!(link.len() < 230, "{}: {link}", link.len());
    assert_eq!(Invitation::from_link(&format!(" {link}\n")), Ok(invited.clone()));
    let typed = invited.to_typed();
    let read: TypedCode = typed.parse().unwrap();
    assert_eq!((read.address.as_str(), read.token), ("192.168.43.1:8443", [4; 16]));
    assert_eq!(typed.to_lowercase().replace('-', " ").parse(), Ok(read));
}

#[test]
fn what_is_no_code_is_told_from_what_is_damaged() {
    assert_eq!(Invitation::from_link("https://example.org"), Err(CodeError::NotACode));
    assert_eq!(Invitation::from_link("camtay:abc"), Err(CodeError::Damaged));
    assert_eq!("hello".parse::<TypedCode>(), Err(CodeError::NotACode));
    assert_eq!("1.2.3.4:5 AAAA".parse::<TypedCode>(), Err(CodeError::Damaged));
    for address in ["", "host", "host:0", "host:99999", "ho st:1", "host/evil:1", "@:1"] {
        let link = invitation(&[address]).to_link();
        assert_eq!(Invitation::from_link(&link), Err(CodeError::Damaged), "{address}");
    }
}

proptest! {
    #[test]
    fn a_wrong_letter_is_found(at: prop::sample::Index, letter in "[A-Za-z0-9_-]") {
        let link = invitation(&["10.0.0.1:443"]).to_link();
        let at = LINK_SCHEME.len() + at.index(link.len() - LINK_SCHEME.len());
        let mut wrong = link.clone();
        wrong.replace_range(at..=at, &letter);
        prop_assume!(wrong != link);
        prop_assert_eq!(Invitation::from_link(&wrong), Err(CodeError::Damaged));
    }

    #[test]
    fn any_text_is_read_without_harm(text: String, bytes: Vec<u8>) {
        let _ = Invitation::from_link(&text);
        let _ = text.parse::<TypedCode>();
        let _ = from_bytes::<SyncRequest>(&bytes);
        let _ = from_bytes::<SyncResponse>(&bytes);
        let _ = from_bytes::<EnrolRequest>(&bytes);
    }
}

#[test]
fn an_offer_holds_for_whoever_knows_the_token() {
    let ward = WardKey::from_secret(&[3; 32]).public();
    let offer = Offer::to(&[1; 16], [2; 32], ward);
    assert!(offer.holds(&[1; 16]));
    assert!(!offer.holds(&[2; 16]));
    let swapped = Offer { certificate_sha256: [9; 32], ..offer };
    assert!(!swapped.holds(&[1; 16]));
}

#[test]
fn a_tombstone_says_who_wants_it() {
    let (ward, device) = (WardKey::from_secret(&[3; 32]), DeviceKey::from_secret(&[5; 32]));
    let person = PersonId([1; 16]);
    let check = |tombstone: &Tombstone| tombstone.check(&ward.public());
    assert_eq!(check(&Tombstone::by_ward(person, &ward)), Tombstoned::ByWard);
    assert_eq!(check(&Tombstone::by_device(person, &device)), Tombstoned::ByDevice);
    let mut forged = Tombstone::by_device(person, &device);
    forged.by = ward.public().verifying;
    assert_eq!(check(&forged), Tombstoned::Forged);
}

#[test]
fn messages_are_small_and_read_again() {
    let request = SyncRequest::new(Credential([1; 16]), Clock::default(), vec![1; 10]);
    let bytes = to_bytes(&request);
    assert!(bytes.len() <= 40, "{}", bytes.len());
    assert_eq!(from_bytes(&bytes), Ok(request));
    let mut response = SyncResponse::new(5, UnixMillis(1_764_000_000_000));
    response.acks = vec![Ack::Durable, Ack::Quarantined(Reason::Forged), Ack::NeedsCard];
    assert_eq!(from_bytes(&to_bytes(&response)), Ok(response));
}

#[test]
fn twice_the_same_key_deep_nesting_and_more_after_the_end_are_refused() {
    let twice = [0xa2, 0x00, 0x01, 0x00, 0x02];
    assert_eq!(from_bytes::<SyncRequest>(&twice), Err(Malformed));
    let deep = vec![0x81; 100_000];
    assert_eq!(from_bytes::<SyncRequest>(&deep), Err(Malformed));
    let mut more = to_bytes(&SyncRequest::new(Credential([1; 16]), Clock::default(), Vec::new()));
    more.push(0);
    assert_eq!(from_bytes::<SyncRequest>(&more), Err(Malformed));
}

#[test]
fn an_enrolment_is_signed_by_its_own_key() {
    let mut request = EnrolRequest::signed([1; 16], &DeviceKey::from_secret(&[5; 32]), Vec::new());
    assert!(request.is_signed());
    assert_eq!(from_bytes(&to_bytes(&request)), Ok(request.clone()));
    request.device = DeviceKey::from_secret(&[6; 32]).public();
    assert!(!request.is_signed());
}
