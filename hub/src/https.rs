//! The way from a relay to the hub above it: HTTPS to a pinned certificate, at any of the
//! addresses that the code named.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use pinning::Pinned;
use wire::{EnrolRequest, EnrolResponse, Invitation, Role};

use crate::folder::Folder;
use crate::service::{Link, LinkError, Upstream};

const CONNECT: Duration = Duration::from_secs(20);
/// At 50 bytes a second a full request takes an hour; silence ends sooner.
const SILENCE: Duration = Duration::from_secs(120);

/// HTTPS to one hub.
#[derive(Debug)]
pub struct Https {
    client: reqwest::Client,
    addresses: Vec<String>,
}

impl Https {
    /// A way to the hub with this certificate.
    ///
    /// # Errors
    /// When no TLS can be set up at all.
    pub fn to(addresses: &[String], certificate_sha256: [u8; 32]) -> anyhow::Result<Self> {
        let mut tls = pinning::client(&Arc::new(Pinned::to(certificate_sha256)))?;
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .build()?;
        Ok(Self { client, addresses: addresses.to_vec() })
    }
}

#[async_trait]
impl Link for Https {
    async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, LinkError> {
        for address in &self.addresses {
            let request = self
                .client
                .post(format!("https://{address}{path}"))
                .header("content-type", wire::CONTENT_TYPE)
                .body(body.clone());
            let Ok(mut response) = request.send().await else { continue };
            let status = response.status();
            if !status.is_success() {
                // A hub that is too busy, or whose disk is full, is one to be asked again.
                let passing = status.is_server_error() || status.as_u16() == 429;
                return Err(match passing {
                    true => LinkError::Unreachable,
                    false => LinkError::Refused(status.as_u16()),
                });
            }
            let mut answer = Vec::new();
            while let Some(part) = response.chunk().await.map_err(|_| LinkError::Unreachable)? {
                answer.extend_from_slice(&part);
                if answer.len() > 2 * wire::MAX_MESSAGE_BYTES {
                    return Err(LinkError::Unreachable);
                }
            }
            return Ok(answer);
        }
        Err(LinkError::Unreachable)
    }
}

/// Enrols a relay at the hub that invites it.
///
/// # Errors
/// With a sentence that says what to do.
pub async fn join(folder: &Folder, code: &str) -> anyhow::Result<Upstream> {
    let Invitation { addresses, certificate_sha256, ward, token } = Invitation::from_link(code)?;
    let link = Https::to(&addresses, certificate_sha256)?;
    let request = EnrolRequest::signed(token, &folder.device_key()?, Vec::new());
    let answer = link.post(wire::path::ENROL, wire::to_bytes(&request)).await;
    let answer = answer.map_err(|error| match error {
        LinkError::Unreachable => anyhow::anyhow!(
            "the hub above cannot be reached at {}; is it running?",
            addresses.join(", ")
        ),
        LinkError::Refused(_) => {
            anyhow::anyhow!("the code was used already or is not known; please ask for a new one")
        }
    })?;
    let enrolled: EnrolResponse = wire::from_bytes(&answer)?;
    anyhow::ensure!(enrolled.ward == ward, "the hub above is another ward's than the code says");
    anyhow::ensure!(
        matches!(enrolled.role, Role::Instructor | Role::Ward),
        "a relay needs a code with the role instructor"
    );
    let (credential, ward_name) = (enrolled.credential, enrolled.ward_name);
    let (incarnation, cursor) = (None, Vec::new());
    Ok(Upstream { addresses, certificate_sha256, ward, ward_name, credential, incarnation, cursor })
}
