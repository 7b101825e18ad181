//! Letting a device in: an invitation that works once, and the offer to those who typed it.

use protocol::PersonId;
use segment::{DevicePublicKey, Hash};
use wire::{
    Credential, EnrolRequest, EnrolResponse, Invitation, Offer, OfferRequest, Person, Role,
};

use super::{Hub, Refusal, named};
use crate::storage::{DeviceRow, Enrolled, Enrolment, NewInvitation, StorageError};

/// For whom a code is.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// What the device will be.
    pub role: Role,
    /// For which group.
    pub group: Option<String>,
    /// The person to be restored on the device.
    pub person: Option<PersonId>,
    /// The instructor on whose roster the device's people come.
    pub instructor: Option<DevicePublicKey>,
}

impl Hub {
    /// Makes a code that lets one device in, at these addresses.
    ///
    /// # Errors
    /// Whatever the storage does.
    pub async fn invite(
        &self,
        code: NewCode,
        addresses: Vec<String>,
    ) -> Result<Invitation, StorageError> {
        let token = self.outside.random();
        let NewCode { role, group, person, instructor } = code;
        let at = self.outside.now();
        let invitation = NewInvitation { token, role, group, person, instructor, at };
        self.store.invite(&invitation).await?;
        let (certificate_sha256, ward) = (self.certificate_sha256, self.ward.public);
        Ok(Invitation { addresses, certificate_sha256, ward, token })
    }

    /// Tells whoever knows the name of an invitation how to know this hub.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], [`Refusal::NoSuchInvitation`], and whatever the storage does.
    pub async fn offer(&self, body: &[u8]) -> Result<Offer, Refusal> {
        let request: OfferRequest = wire::from_bytes(body).map_err(|_| Refusal::Malformed)?;
        let row = self.store.invitation(&request.invitation).await?;
        let token = row.and_then(|row| row.token).ok_or(Refusal::NoSuchInvitation)?;
        Ok(Offer::to(&token, self.certificate_sha256, self.ward.public))
    }

    /// Lets a device in.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], [`Refusal::NoSuchInvitation`], and whatever the storage does.
    pub async fn enrol(&self, body: &[u8]) -> Result<EnrolResponse, Refusal> {
        let request: EnrolRequest = wire::from_bytes(body).map_err(|_| Refusal::Malformed)?;
        if !request.is_signed() {
            return Err(Refusal::Malformed);
        }
        let name = OfferRequest::of(&request.token).invitation;
        let Some(invited) = self.store.invitation(&name).await? else {
            return self.refuse(&request, &name).await;
        };
        let credential = Credential(self.outside.random());
        // Checked as what the device will be.
        let sender = DeviceRow {
            device: request.device,
            wrapping: request.wrapping,
            role: invited.role,
            group: invited.group.clone(),
            person: invited.person,
            instructor: None,
            revoked: false,
            enrolled_at: self.outside.now(),
        };
        let people = self.people_of(&request.cards, &[]).await?;
        let mut logs = self.check_cards(&sender, &request.cards, &people).new;
        for log in &mut logs {
            // Whose roster it is says the invitation, in the storage.
            log.instructor = None;
        }
        let enrolment = Enrolment {
            invitation: name,
            device: request.device,
            wrapping: request.wrapping,
            credential: credential.hash(),
            logs,
            at: self.outside.now(),
        };
        match self.store.enrol(&enrolment).await? {
            Enrolled::Done(device) => {
                let role = device.role.name().to_owned();
                self.note(named(&device.device), "enrol", role, true).await?;
                self.changed();
                Ok(EnrolResponse {
                    credential,
                    ward: self.ward.public,
                    ward_name: self.ward.name.clone(),
                    role: device.role,
                    group: device.group,
                    person: device.person.map(Person),
                    relay: self.is_relay(),
                })
            }
            Enrolled::NoSuchInvitation | Enrolled::Used => self.refuse(&request, &name).await,
        }
    }

    async fn refuse<T>(&self, request: &EnrolRequest, name: &Hash) -> Result<T, Refusal> {
        let target = name.to_string();
        self.note(named(&request.device), "enrol", target, false).await?;
        Err(Refusal::NoSuchInvitation)
    }
}
