//! The token of a session: 256 random bits in a cookie. The hub keeps its hash; the CSRF token
//! follows from it, so there is nothing else to keep.

use data_encoding::HEXLOWER;

/// The session's cookie. The prefix makes browsers insist on `Secure`, `Path=/` and no `Domain`.
pub const SESSION_COOKIE: &str = "__Host-camtay";

const HASH: &str = "camtay 2026-11 session";
const CSRF: &str = "camtay 2026-11 csrf of session";

/// A session's token. Silent in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// By what the hub knows a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl Token {
    /// A new token; none where the machine has no random bytes.
    #[must_use]
    pub(super) fn random() -> Option<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).ok().map(|()| Self(bytes))
    }

    /// Reads what [`to_text`](Self::to_text) wrote.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As it stands in the cookie.
    #[must_use]
    pub fn to_text(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// By what it is kept.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(blake3::derive_key(HASH, &self.0))
    }

    pub(super) fn csrf(&self) -> Csrf {
        Csrf(blake3::derive_key(CSRF, &self.0))
    }
}

/// Shown by whoever read a page of ours, which a page of somebody else can't.
#[derive(Clone, PartialEq, Eq)]
pub struct Csrf([u8; 32]);

impl std::fmt::Debug for Csrf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Csrf")
    }
}

impl Csrf {
    /// As it stands in pages and headers.
    #[must_use]
    pub fn to_text(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    pub(super) fn is(&self, shown: &[u8]) -> bool {
        // blake3's own comparison takes the same time for any two hashes.
        HEXLOWER.decode(shown).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).is_some_and(
            |bytes| blake3::Hash::from_bytes(bytes) == blake3::Hash::from_bytes(self.0),
        )
    }
}
