//! Wrapping a person's key for somebody who may read: HPKE in base mode (RFC 9180), X25519,
//! HKDF-SHA256, ChaCha20-Poly1305. Refuses to say why something could not be opened.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use minicbor::{Decode, Encode};
use protocol::PersonId;
use rand_core::{TryCryptoRng, TryRng};
use zeroize::Zeroizing;

use crate::{DevicePublicKey, PersonKey};

const PURPOSE: &[u8] = b"camtay 2026-11 person key";
const ENCAPSULATED_BYTES: usize = 32;

/// The length of a wrapped key: 32 bytes of the key exchange, 32 of the key, 16 of its tag.
pub const SEALED_KEY_BYTES: usize = 80;

/// Opens what was wrapped for its public half.
#[derive(Clone)]
pub struct BoxKey {
    private: <X25519HkdfSha256 as Kem>::PrivateKey,
    public: BoxPublicKey,
}

impl BoxKey {
    pub(crate) fn derive(material: &Zeroizing<[u8; 32]>) -> Self {
        let (private, public) = X25519HkdfSha256::derive_keypair(material.as_slice());
        let mut bytes = [0; 32];
        bytes.copy_from_slice(&public.to_bytes());
        Self { private, public: BoxPublicKey(bytes) }
    }

    /// What others wrap keys for.
    #[must_use]
    pub fn public(&self) -> BoxPublicKey {
        self.public
    }
}

impl std::fmt::Debug for BoxKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BoxKey")
    }
}

/// For whom a key is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct BoxPublicKey(#[cbor(with = "minicbor::bytes")] pub [u8; 32]);

/// A person's key, wrapped for one recipient, and bound to that person and to the device that hands
/// it over or gets it: a wrapped key that was seen on its way is of no use to another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct SealedKey(#[cbor(with = "minicbor::bytes")] pub [u8; SEALED_KEY_BYTES]);

/// It was not wrapped for this key, or for another person, or it is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a wrapped key that cannot be opened: it is another recipient's, or damaged")]
pub struct NotForUs;

impl SealedKey {
    /// Wraps the key of `person` for `recipient`, as handed over by or to `device`; `seed` is 32
    /// random bytes, never used twice.
    ///
    /// # Errors
    /// When the recipient's key is no point of the curve.
    pub fn seal(
        key: &PersonKey,
        person: PersonId,
        device: &DevicePublicKey,
        recipient: &BoxPublicKey,
        seed: [u8; 32],
    ) -> Result<Self, NotForUs> {
        let recipient = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&recipient.0);
        let recipient = recipient.map_err(|_| NotForUs)?;
        let (encapsulated, sealed) =
            hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Base,
                &recipient,
                PURPOSE,
                key.secret(),
                &bound_to(person, device),
                &mut Seeded::new(seed),
            )
            .map_err(|_| NotForUs)?;
        let whole = [encapsulated.to_bytes().as_slice(), &sealed].concat();
        whole.try_into().map(Self).map_err(|_| NotForUs)
    }

    /// The key of `person`.
    ///
    /// # Errors
    /// When it was wrapped for somebody else, about somebody else, or with another device.
    pub fn open(
        &self,
        person: PersonId,
        device: &DevicePublicKey,
        recipient: &BoxKey,
    ) -> Result<PersonKey, NotForUs> {
        let (encapsulated, sealed) = self.0.split_at(ENCAPSULATED_BYTES);
        let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated);
        let key = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &recipient.private,
            &encapsulated.map_err(|_| NotForUs)?,
            PURPOSE,
            sealed,
            &bound_to(person, device),
        );
        let key = Zeroizing::new(key.map_err(|_| NotForUs)?);
        let secret: [u8; 32] = key.as_slice().try_into().map_err(|_| NotForUs)?;
        Ok(PersonKey::from_secret(secret))
    }
}

fn bound_to(person: PersonId, device: &DevicePublicKey) -> [u8; 48] {
    let mut bytes = [0; 48];
    bytes[..16].copy_from_slice(&person.0);
    bytes[16..].copy_from_slice(&device.0);
    bytes
}

/// As many random bytes as are asked for, from a seed (BLAKE3 in its extendable mode).
struct Seeded(blake3::OutputReader);

impl Seeded {
    fn new(seed: [u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("camtay 2026-11 seed of a wrapped key");
        Self(hasher.update(&seed).finalize_xof())
    }
}

impl TryRng for Seeded {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Seeded {}
