//! Knows a hub by the SHA-256 of its certificate and by nothing else: no authority, no name, no
//! date. Still the handshake has to be signed with that certificate's key.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};
use sha2::{Digest, Sha256};

/// Accepts one certificate, or, where none is known yet, any, and remembers which.
#[derive(Debug)]
pub(super) struct Pinned {
    certificate: Option<[u8; 32]>,
    algorithms: WebPkiSupportedAlgorithms,
    refused: AtomicBool,
    shown: Mutex<Option<[u8; 32]>>,
}

impl Pinned {
    pub fn new(certificate: Option<[u8; 32]>, algorithms: WebPkiSupportedAlgorithms) -> Self {
        let (refused, shown) = Default::default();
        Self { certificate, algorithms, refused, shown }
    }

    /// Whether this is the certificate that is accepted.
    pub fn is(&self, certificate: &[u8; 32]) -> bool {
        self.certificate.as_ref() == Some(certificate)
    }

    /// Whether another one was shown.
    pub fn refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    /// Which one was shown last.
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
        let hash: [u8; 32] = Sha256::digest(end_entity.as_ref()).into();
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
