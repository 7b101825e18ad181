//! TLS to a hub that is known by the SHA-256 of its certificate, as a code told it. A certificate
//! that a hub signed itself is as good as any, and a wrong clock does no harm: neither names nor
//! dates nor authorities are looked at. What is still checked is that the other side has the
//! certificate's private key: its signature under the handshake.

use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use sha2::{Digest, Sha256};

/// The SHA-256 of a certificate in DER.
#[must_use]
pub fn fingerprint(certificate: &[u8]) -> [u8; 32] {
    Sha256::digest(certificate).into()
}

/// The configuration of a client that accepts this certificate alone.
///
/// # Errors
/// None that can happen with the provider that this crate is built with.
pub fn pinned(sha256: [u8; 32]) -> Result<ClientConfig, Error> {
    config(Pin::To(sha256))
}

/// The configuration of a client that accepts any certificate and remembers its hash: for a typed
/// code, of which the rest is asked for and then proved. Nothing secret may be said over it.
///
/// # Errors
/// None that can happen with the provider that this crate is built with.
pub fn remembering(seen: Arc<OnceLock<[u8; 32]>>) -> Result<ClientConfig, Error> {
    config(Pin::Remember(seen))
}

fn config(pin: Pin) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = Verifier { pin, provider: Arc::clone(&provider) };
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth())
}

#[derive(Debug)]
enum Pin {
    To([u8; 32]),
    Remember(Arc<OnceLock<[u8; 32]>>),
}

#[derive(Debug)]
struct Verifier {
    pin: Pin,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let found = fingerprint(certificate);
        let accepted = match &self.pin {
            Pin::To(sha256) => found == *sha256,
            Pin::Remember(seen) => *seen.get_or_init(|| found) == found,
        };
        if accepted {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
