//! The keys: a device's, which signs; a person's, which encrypts; a ward's, for which persons'
//! keys are wrapped and which signs what the ward says. Never shown: their `Debug` is silent.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::{Decode, Encode};
use protocol::InstallId;
use zeroize::Zeroizing;

use crate::wrap::{BoxKey, BoxPublicKey};

const INSTALL_OF_KEY: &str = "camtay 2026-11 install of device key";
const BOX_OF_SECRET: &str = "camtay 2026-11 box key of secret";

/// What a device signs its segments with. Whoever has the secret is the device: it lives where
/// no backup copies it.
#[derive(Clone)]
pub struct DeviceKey {
    signing: SigningKey,
}

impl DeviceKey {
    /// The key with this secret of 32 random bytes.
    #[must_use]
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self { signing: SigningKey::from_bytes(secret) }
    }

    /// The secret, to be written to where the device keeps it.
    #[must_use]
    pub fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.signing.to_bytes())
    }

    /// The key by which others know the device.
    #[must_use]
    pub fn public(&self) -> DevicePublicKey {
        DevicePublicKey(self.signing.verifying_key().to_bytes())
    }

    /// What is wrapped for this device can be opened with this.
    #[must_use]
    pub fn box_key(&self) -> BoxKey {
        BoxKey::derive(&derived(&self.signing.to_bytes()))
    }

    /// Signs `message` for the purpose that `domain` names.
    #[must_use]
    pub fn sign(&self, domain: &[u8], message: &[u8]) -> [u8; 64] {
        self.signing.sign(&[domain, message].concat()).to_bytes()
    }
}

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceKey of {}", self.public().install())
    }
}

/// By what others know a device, and check what it signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct DevicePublicKey(#[cbor(with = "minicbor::bytes")] pub [u8; 32]);

impl DevicePublicKey {
    /// The installation that this key is of. Since a log's id follows from it, only the key's
    /// owner can ever write to the installation's logs.
    #[must_use]
    pub fn install(&self) -> InstallId {
        let mut hasher = blake3::Hasher::new_derive_key(INSTALL_OF_KEY);
        let mut id = [0; 16];
        hasher.update(&self.0).finalize_xof().fill(&mut id);
        InstallId(id)
    }

    /// Whether this key signed `message` for `domain`. Strict: of all encodings of a signature
    /// only one passes.
    #[must_use]
    pub fn signed(&self, domain: &[u8], message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            key.verify_strict(&[domain, message].concat(), &Signature::from_bytes(signature))
                .is_ok()
        })
    }
}

/// What a person's events are encrypted with. Destroying every copy erases them everywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonKey(pub(crate) Zeroizing<[u8; 32]>);

impl PersonKey {
    /// The key with these 32 random bytes.
    #[must_use]
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// The bytes, to be written to where the device keeps them.
    #[must_use]
    pub fn secret(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonKey")
    }
}

/// What a ward opens persons' keys with, and signs tombstones with. Only its hub has it.
#[derive(Debug, Clone)]
pub struct WardKey {
    signing: DeviceKey,
    opening: BoxKey,
}

impl WardKey {
    /// The key with this secret of 32 random bytes.
    #[must_use]
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        let signing = DeviceKey::from_secret(secret);
        Self { opening: signing.box_key(), signing }
    }

    /// By what devices know the ward.
    #[must_use]
    pub fn public(&self) -> WardPublicKey {
        WardPublicKey { verifying: self.signing.public(), wrapping: self.opening.public() }
    }

    /// What opens persons' keys.
    #[must_use]
    pub fn opening(&self) -> &BoxKey {
        &self.opening
    }

    /// Signs `message` for the purpose that `domain` names.
    #[must_use]
    pub fn sign(&self, domain: &[u8], message: &[u8]) -> [u8; 64] {
        self.signing.sign(domain, message)
    }
}

/// By what devices know a ward: 64 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct WardPublicKey {
    /// Checks what the ward signed.
    #[n(0)]
    pub verifying: DevicePublicKey,
    /// Persons' keys are wrapped for this.
    #[n(1)]
    pub wrapping: BoxPublicKey,
}

fn derived(secret: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(blake3::derive_key(BOX_OF_SECRET, secret))
}
