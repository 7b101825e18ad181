//! Any bytes as messages and codes that a stranger could send: the same functions run in the
//! fuzzer and over its committed corpus in the tests. What comes of them is only that they end.

use std::fmt::Debug;

use crate::{
    EnrolRequest, EnrolResponse, Invitation, Offer, OfferRequest, SyncRequest, SyncResponse,
    TypedCode, from_bytes, to_bytes,
};

/// The message in `bytes`, if it is one.
fn message<M>(bytes: &[u8]) -> Option<M>
where
    M: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()> + PartialEq + Debug,
{
    let message: M = from_bytes(bytes).ok()?;
    let again = to_bytes(&message);
    assert_eq!(from_bytes::<M>(&again).as_ref(), Ok(&message), "it is read otherwise");
    Some(message)
}

/// Reads a request of sync, and the segments, cards and tombstones in it.
///
/// # Panics
/// Where what was read is written otherwise.
pub fn sync_request(bytes: &[u8]) {
    let Some(request) = message::<SyncRequest>(bytes) else { return };
    request.segments.iter().for_each(|segment| segment::read_anything(&segment.0));
    for card in &request.cards {
        let _ = card.log();
    }
    let ward = segment::WardKey::from_secret(&[3; 32]).public();
    for tombstone in &request.erased {
        let _ = tombstone.check(&ward);
    }
}

/// Reads an answer of sync, and the segments and keys in it.
///
/// # Panics
/// Where what was read is written otherwise.
pub fn sync_response(bytes: &[u8]) {
    let Some(response) = message::<SyncResponse>(bytes) else { return };
    response.segments.iter().for_each(|segment| segment::read_anything(&segment.0));
    let device = segment::DeviceKey::from_secret(&[3; 32]);
    for key in response.keys.iter().take(4) {
        let _ = key.key.open(key.person, &device.public(), &device.box_key());
    }
}

/// Reads the messages of enrolment.
///
/// # Panics
/// Where what was read is written otherwise.
pub fn enrol(bytes: &[u8]) {
    if let Some(request) = message::<EnrolRequest>(bytes) {
        let _ = request.is_signed();
    }
    let _ = message::<EnrolResponse>(bytes);
    let _ = message::<OfferRequest>(bytes);
    if let Some(offer) = message::<Offer>(bytes) {
        let _ = offer.holds(&[4; 16]);
    }
}

/// Reads a code that invites, scanned or typed.
///
/// # Panics
/// Where what was read is written otherwise.
pub fn code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(invitation) = Invitation::from_link(&text) {
        assert_eq!(Invitation::from_link(&invitation.to_link()).as_ref(), Ok(&invitation));
    }
    if let Ok(typed) = text.parse::<TypedCode>() {
        assert_eq!(typed.to_string().parse().as_ref(), Ok(&typed));
    }
}
