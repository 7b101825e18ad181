//! What carries requests to hubs, as a trait: the network in the app, a simulator in tests.

/// How requests reach hubs.
pub trait Carrier {
    /// Sends `body` to `path` of the hub with this certificate, at the first of its addresses that
    /// answers; its answer.
    ///
    /// # Errors
    /// Every [`CarryError`].
    fn post(&mut self, to: &To<'_>, path: &str, body: &[u8]) -> Result<Vec<u8>, CarryError>;

    /// The same without knowing the certificate: the answer, and the SHA-256 of the certificate
    /// that was shown. Nothing secret may be in the body.
    ///
    /// # Errors
    /// Every [`CarryError`].
    fn post_to_unknown(
        &mut self,
        address: &str,
        path: &str,
        body: &[u8],
    ) -> Result<(Vec<u8>, [u8; 32]), CarryError>;

    /// What was carried so far.
    fn traffic(&self) -> Traffic;
}

/// A hub to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct To<'a> {
    /// Where to try, each `host:port`.
    pub addresses: &'a [String],
    /// SHA-256 of its certificate.
    pub certificate: &'a [u8; 32],
}

/// Bytes inside TLS, headers included, and how often an answer was waited for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Sent.
    pub up: u64,
    /// Received.
    pub down: u64,
    /// Requests that were answered.
    pub round_trips: u64,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CarryError {
    /// Nobody answers there, or the link broke.
    #[error("the hub cannot be reached: {0}")]
    Unreachable(String),
    /// Somebody else answers at the hub's address.
    #[error("whoever answers at the hub's address is not the hub: its certificate is another one")]
    NotTheHub,
    /// The hub doesn't let this device in.
    #[error("the hub does not let this device in (status {0})")]
    Refused(u16),
    /// It can't answer now.
    #[error("the hub cannot answer now (status {status})")]
    Busy {
        /// Its status code.
        status: u16,
        /// Not to be asked again before this many seconds.
        retry_after_seconds: Option<u32>,
    },
}
