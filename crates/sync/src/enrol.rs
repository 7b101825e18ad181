//! Being let in by a hub, with a code that works once. The same device may show it again: the
//! first answer may have been lost.

use std::collections::BTreeSet;

use protocol::PersonId;
use segment::DeviceKey;
use wire::{
    CodeError, EnrolRequest, EnrolResponse, Invitation, LINK_SCHEME, Offer, OfferRequest,
    TypedCode, path,
};

use crate::seal::seal_log;
use crate::visit::card_of;
use crate::{Carrier, CarryError, Enrolled, Events, SyncError, Syncer, To};

/// More cards than anybody shares a phone with are shown later.
const MAX_CARDS: usize = 32;

/// A code, as a link (also in a picture) or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// A link, which says all.
    Link(Invitation),
    /// The short form.
    Typed(TypedCode),
}

impl std::str::FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        if text.trim().starts_with(LINK_SCHEME) {
            Ok(Self::Link(Invitation::from_link(text)?))
        } else {
            Ok(Self::Typed(text.parse()?))
        }
    }
}

/// Why a device wasn't let in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnrolError {
    /// No answer.
    #[error(transparent)]
    Carry(#[from] CarryError),
    /// The hub knows no such code, or another device used it.
    #[error(
        "the hub does not accept this code: it was used already, has run out, or is not its own"
    )]
    CodeRefused,
    /// Whoever answered doesn't know the code.
    #[error(
        "whoever answers at this address does not know the code: it is not the hub that made it"
    )]
    NotTheHub,
    /// Another ward answered.
    #[error("the hub answers for another ward than the code says")]
    AnotherWard,
    /// The answer makes no sense.
    #[error("the hub's answer makes no sense")]
    Malformed,
    /// The device can't go on.
    #[error(transparent)]
    Device(#[from] SyncError),
}

impl Syncer {
    /// Lets a hub let this device in, for `person`, or for everybody who is on it now (and, when
    /// there is nobody yet, for who comes first). Durable when this returns.
    ///
    /// # Errors
    /// Every [`EnrolError`]; then nothing changed here.
    pub fn enrol(
        &mut self,
        code: &Code,
        person: Option<PersonId>,
        events: &mut dyn Events,
        carrier: &mut dyn Carrier,
    ) -> Result<Enrolled, EnrolError> {
        let invitation = match code {
            Code::Link(invitation) => invitation.clone(),
            Code::Typed(typed) => ask_for_the_rest(typed, carrier)?,
        };
        let here: Vec<PersonId> = events.people()?.into_iter().map(|(person, _)| person).collect();
        let taken: BTreeSet<_> = self.outbox.members()?.of.into_keys().collect();
        let members: Vec<PersonId> = match person {
            Some(person) => vec![person],
            None => here.iter().copied().filter(|person| !taken.contains(person)).collect(),
        };
        let mut cards = Vec::new();
        for log in events.local_logs()?.iter().filter(|log| members.contains(&log.subject)) {
            let Some(device) = self.keys.of(log.install) else { continue };
            let (device, ward) = (device.public(), &invitation.ward);
            let key = self.outbox.person_key(log.subject, &mut self.random)?;
            cards.extend(card_of(&mut self.random, ward, &key, device, log.subject)?);
        }
        cards.truncate(MAX_CARDS);
        let device: &DeviceKey = self.keys.current();
        let request = EnrolRequest::signed(invitation.token, device, cards);
        let to =
            To { addresses: &invitation.addresses, certificate: &invitation.certificate_sha256 };
        let answer = carrier.post(&to, path::ENROL, &wire::to_bytes(&request));
        let answer = answer.map_err(refused)?;
        let response: EnrolResponse =
            wire::from_bytes(&answer).map_err(|_| EnrolError::Malformed)?;
        if response.ward != invitation.ward {
            return Err(EnrolError::AnotherWard);
        }
        let shown: Vec<_> = request.cards.iter().map(wire::Card::log).collect();
        let is_default = person.is_none();
        let enrolled =
            self.outbox.enrolled(&invitation, &response, &members, is_default, &shown)?;
        for log in events.local_logs()?.iter().filter(|log| members.contains(&log.subject)) {
            seal_log(&mut self.outbox, events, &self.keys, &mut self.random, log)?;
        }
        Ok(enrolled)
    }
}

/// A code that the hub refuses is no trouble with the network.
fn refused(error: CarryError) -> EnrolError {
    match error {
        CarryError::Refused(_) => EnrolError::CodeRefused,
        error => EnrolError::Carry(error),
    }
}

/// What the short form of a code doesn't say, vouched for by the token, which nobody hears.
fn ask_for_the_rest(
    typed: &TypedCode,
    carrier: &mut dyn Carrier,
) -> Result<Invitation, EnrolError> {
    let request = wire::to_bytes(&OfferRequest::of(&typed.token));
    let (answer, shown) =
        carrier.post_to_unknown(&typed.address, path::OFFER, &request).map_err(refused)?;
    let offer: Offer = wire::from_bytes(&answer).map_err(|_| EnrolError::Malformed)?;
    if !offer.holds(&typed.token) || offer.certificate_sha256 != shown {
        return Err(EnrolError::NotTheHub);
    }
    Ok(Invitation {
        addresses: vec![typed.address.clone()],
        certificate_sha256: offer.certificate_sha256,
        ward: offer.ward,
        token: typed.token,
    })
}
