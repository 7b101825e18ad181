//! TLS to a hub that is known by the SHA-256 of its certificate, as a code told it. A certificate
//! that a hub signed itself is as good as any, and a wrong clock does no harm: neither names nor
//! dates nor authorities are looked at. What is still checked is that the other side has the
//! certificate's private key: its signature under the handshake.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme, version,
};
use sha2::{Digest, Sha256};

/// The SHA-256 of a certificate in DER.
#[must_use]
pub fn fingerprint(certificate: &[u8]) -> [u8; 32] {
    Sha256::digest(certificate).into()
}

/// The configuration of a client, TLS 1.3 only.
///
/// # Errors
/// None that can happen with the provider that this crate is built with.
pub fn client(pinned: &Arc<Pinned>) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&version::TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(pinned) as _)
        .with_no_client_auth())
}

/// Accepts one certificate, or, where none is known yet, any, and remembers which.
#[derive(Debug)]
pub struct Pinned {
    certificate: Option<[u8; 32]>,
    algorithms: WebPkiSupportedAlgorithms,
    refused: AtomicBool,
    shown: Mutex<Option<[u8; 32]>>,
}

impl Pinned {
    /// Accepts the certificate with this SHA-256 alone.
    #[must_use]
    pub fn to(sha256: [u8; 32]) -> Self {
        Self::new(Some(sha256))
    }

    /// Accepts any certificate and remembers which: for a typed code, of which the rest is asked
    /// for and then proved. Nothing secret may be said over such a connection.
    #[must_use]
    pub fn to_any() -> Self {
        Self::new(None)
    }

    fn new(certificate: Option<[u8; 32]>) -> Self {
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        let (refused, shown) = Default::default();
        Self { certificate, algorithms, refused, shown }
    }

    /// Whether this is the certificate that is accepted.
    #[must_use]
    pub fn is(&self, certificate: &[u8; 32]) -> bool {
        self.certificate.as_ref() == Some(certificate)
    }

    /// Whether another one was shown.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    /// Which one was shown last.
    #[must_use]
    pub fn shown(&self) -> Option<[u8; 32]> {
        self.shown.lock().map_or(None, |shown| *shown)
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let hash = fingerprint(end_entity);
        if let Ok(mut shown) = self.shown.lock() {
            *shown = Some(hash);
        }
        if self.certificate.is_none_or(|expected| expected == hash) {
            return Ok(ServerCertVerified::assertion());
        }
        self.refused.store(true, Ordering::Relaxed);
        Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
