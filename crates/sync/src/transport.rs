//! The network: HTTP/1.1 over TLS 1.3 to a hub that is known by its certificate alone. Neither
//! names nor dates of a certificate count, so a wrong clock doesn't matter; the handshake's
//! signature is verified as ever. Says as little as HTTP allows, and counts every byte inside TLS.

mod tls;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use pinning::Pinned;
use ureq::Agent;
use ureq::config::Config;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector, TcpConnector};

use self::tls::TlsConnector;
use crate::{Carrier, CarryError, To, Traffic};

/// A link that carries nothing at all for this long is dead; one that trickles is not.
const SILENCE: Duration = Duration::from_secs(90);
/// An address that doesn't answer in this time is left for the next one.
const CONNECT: Duration = Duration::from_secs(20);
/// And whatever trickles, it ends.
const WHOLE: Duration = Duration::from_secs(2 * 3_600);

/// Bytes in both directions.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    up: AtomicU64,
    down: AtomicU64,
}

/// The network. Keeps a connection to the hub that it asked last.
#[derive(Debug)]
pub struct Https {
    counter: Arc<Counter>,
    round_trips: u64,
    /// The hub that is connected, at which address, and by which certificate.
    open: Option<Line>,
    silence: Duration,
}

#[derive(Debug)]
struct Line {
    address: String,
    pinned: Arc<Pinned>,
    agent: Agent,
}

impl Default for Https {
    fn default() -> Self {
        Self { counter: Arc::default(), round_trips: 0, open: None, silence: SILENCE }
    }
}

impl Https {
    /// The same, giving up on links that are silent for another time.
    #[must_use]
    pub fn giving_up_after(silence: Duration) -> Self {
        Self { silence, ..Self::default() }
    }

    fn line(&self, address: &str, certificate: Option<[u8; 32]>) -> Result<Line, CarryError> {
        let pinned = Arc::new(certificate.map_or_else(Pinned::to_any, Pinned::to));
        let tls = pinning::client(&pinned).map_err(|_| unreachable_because("TLS is not there"))?;
        let config = Config::builder()
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .max_idle_connections(1)
            .max_idle_age(SILENCE)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .timeout_per_read(Some(self.silence))
            .timeout_per_write(Some(self.silence))
            .build();
        let connector =
            ().chain(TcpConnector::default())
                .chain(TlsConnector::new(Arc::new(tls), Arc::clone(&self.counter)));
        let agent = Agent::with_parts(config, connector, DefaultResolver::default());
        Ok(Line { address: address.to_owned(), pinned, agent })
    }

    fn ask(&mut self, line: &Line, path: &str, body: &[u8]) -> Result<Vec<u8>, CarryError> {
        let url = format!("https://{}{path}", line.address);
        let response = line.agent.post(url).content_type(wire::CONTENT_TYPE).send(body);
        let mut response = response.map_err(|error| line.told(&error))?;
        let limit = wire::MAX_MESSAGE_BYTES as u64;
        let answer = response.body_mut().with_config().limit(limit).read_to_vec();
        let answer = answer.map_err(|error| line.told(&error))?;
        self.round_trips += 1;
        let retry_after_seconds = response
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.trim().parse().ok());
        match response.status().as_u16() {
            200 => Ok(answer),
            status @ (408 | 425 | 429 | 500..=599) => {
                Err(CarryError::Busy { status, retry_after_seconds })
            }
            status => Err(CarryError::Refused(status)),
        }
    }
}

impl Line {
    /// Without the address: it may be somebody's.
    fn told(&self, error: &ureq::Error) -> CarryError {
        if self.pinned.refused() {
            return CarryError::NotTheHub;
        }
        match error {
            ureq::Error::Io(error) => unreachable_because(&error.kind().to_string()),
            ureq::Error::Timeout(_) => unreachable_because("it is silent"),
            ureq::Error::HostNotFound => unreachable_because("there is no such address"),
            ureq::Error::BodyExceedsLimit(_) => unreachable_because("its answer is too long"),
            _ => unreachable_because("the link broke, or something else answers there"),
        }
    }
}

fn unreachable_because(why: &str) -> CarryError {
    CarryError::Unreachable(why.to_owned())
}

impl Carrier for Https {
    fn post(&mut self, to: &To<'_>, path: &str, body: &[u8]) -> Result<Vec<u8>, CarryError> {
        if let Some(line) = self.open.take()
            && line.pinned.is(to.certificate)
            && to.addresses.contains(&line.address)
        {
            let answer = self.ask(&line, path, body);
            if answer.is_ok() {
                self.open = Some(line);
            }
            return answer;
        }
        let mut last = unreachable_because("there is no address");
        for address in to.addresses {
            let line = self.line(address, Some(*to.certificate))?;
            match self.ask(&line, path, body) {
                Ok(answer) => {
                    self.open = Some(line);
                    return Ok(answer);
                }
                // Where nobody answers, the next address may be the right one; so it may where
                // somebody else does.
                Err(error @ (CarryError::Unreachable(_) | CarryError::NotTheHub)) => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn post_to_unknown(
        &mut self,
        address: &str,
        path: &str,
        body: &[u8],
    ) -> Result<(Vec<u8>, [u8; 32]), CarryError> {
        let line = self.line(address, None)?;
        let answer = self.ask(&line, path, body)?;
        let shown = line.pinned.shown().ok_or(CarryError::NotTheHub)?;
        Ok((answer, shown))
    }

    fn traffic(&self) -> Traffic {
        Traffic {
            up: self.counter.up.load(Ordering::Relaxed),
            down: self.counter.down.load(Ordering::Relaxed),
            round_trips: self.round_trips,
        }
    }
}
