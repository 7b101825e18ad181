//! The network of a run: calls the hubs directly, and loses, repeats, delays, damages and cuts
//! what goes over it. What was damaged on its way is never answered, as with TLS; it reaches the
//! hub all the same, which is worse than with TLS.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use hub::service::{Hub, Link, LinkError, Refusal};
use wire::path;

use crate::Chance;

/// How often what goes wrong, of a hundred messages.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    /// The request never arrives.
    pub lost_requests: u64,
    /// The hub does it, and nobody hears of it.
    pub lost_replies: u64,
    /// It arrives twice, in a row.
    pub repeated: u64,
    /// It arrives, and once more much later, in another order.
    pub delayed: u64,
    /// Some bytes of the request are others.
    pub damaged: u64,
    /// Only the beginning of the request arrives.
    pub cut: u64,
}

impl Weather {
    /// Some of everything.
    pub const STORMY: Self =
        Self { lost_requests: 8, lost_replies: 10, repeated: 8, delayed: 10, damaged: 6, cut: 6 };
}

/// A message that is still under way.
#[derive(Debug, Clone)]
pub struct Copied {
    /// To which hub.
    pub to: usize,
    path: String,
    body: Vec<u8>,
}

/// The network.
pub struct Network {
    hubs: Mutex<Vec<Option<Arc<Hub>>>>,
    chance: Chance,
    weather: Mutex<Weather>,
    copies: Mutex<Vec<Copied>>,
    trace: Mutex<Vec<String>>,
    damaged: Mutex<u64>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Network {
    /// A network in fair weather without hubs.
    #[must_use]
    pub fn new(chance: Chance) -> Self {
        Self {
            hubs: Mutex::default(),
            chance,
            weather: Mutex::default(),
            copies: Mutex::default(),
            trace: Mutex::default(),
            damaged: Mutex::default(),
        }
    }

    /// From now on the weather is this.
    pub fn set_weather(&self, weather: Weather) {
        *locked(&self.weather) = weather;
    }

    /// The hub of this number is there, or isn't.
    pub fn put(&self, number: usize, hub: Option<Arc<Hub>>) {
        let mut hubs = locked(&self.hubs);
        if hubs.len() <= number {
            hubs.resize(number + 1, None);
        }
        hubs[number] = hub;
    }

    /// Writes down what happened.
    pub fn note(&self, line: impl Into<String>) {
        locked(&self.trace).push(line.into());
    }

    /// What happened so far.
    #[must_use]
    pub fn trace(&self) -> Vec<String> {
        locked(&self.trace).clone()
    }

    /// How many messages arrived damaged.
    #[must_use]
    pub fn damaged(&self) -> u64 {
        *locked(&self.damaged)
    }

    /// Takes a message out of those that are still under way.
    #[must_use]
    pub fn late(&self) -> Option<Copied> {
        let mut copies = locked(&self.copies);
        let at = self.chance.index(copies.len());
        (at < copies.len()).then(|| copies.swap_remove(at))
    }

    /// A late message arrives; nobody waits for its answer.
    pub async fn arrive(&self, copied: Copied) {
        let _ = self.deliver(copied.to, &copied.path, &copied.body).await;
    }

    /// Posts a body to a hub's path.
    ///
    /// # Errors
    /// When nobody answers, or the hub refuses.
    pub async fn post(&self, to: usize, path: &str, body: &[u8]) -> Result<Vec<u8>, LinkError> {
        let weather = *locked(&self.weather);
        let mut roll = self.chance.below(100);
        let mut is = |of_hundred: u64| {
            let hit = roll < of_hundred;
            roll = roll.wrapping_sub(of_hundred);
            hit
        };
        let lost = Err(LinkError::Unreachable);
        if is(weather.lost_requests) {
            self.note("    the request is lost");
            return lost;
        }
        if is(weather.lost_replies) {
            self.note("    the reply is lost");
            let _ = self.deliver(to, path, body).await;
            return lost;
        }
        if is(weather.repeated) {
            self.note("    the request comes twice");
            let _ = self.deliver(to, path, body).await;
            return self.deliver(to, path, body).await;
        }
        if is(weather.delayed) {
            self.note("    the request will come again");
            let copied = Copied { to, path: path.to_owned(), body: body.to_vec() };
            locked(&self.copies).push(copied);
            return match self.chance.happens(50) {
                true => lost,
                false => self.deliver(to, path, body).await,
            };
        }
        if is(weather.damaged) {
            self.note("    the request is damaged");
            let mut body = body.to_vec();
            for _ in 0..=self.chance.below(3) {
                let at = self.chance.index(body.len());
                if let Some(byte) = body.get_mut(at) {
                    *byte ^= 1 << self.chance.below(8);
                }
            }
            *locked(&self.damaged) += 1;
            let _ = self.deliver(to, path, &body).await;
            return lost;
        }
        if is(weather.cut) {
            self.note("    the request is cut");
            let _ = self.deliver(to, path, &body[..self.chance.index(body.len())]).await;
            return lost;
        }
        self.deliver(to, path, body).await
    }

    async fn deliver(&self, to: usize, path: &str, body: &[u8]) -> Result<Vec<u8>, LinkError> {
        let hub = locked(&self.hubs).get(to).cloned().flatten();
        let hub = hub.ok_or(LinkError::Unreachable)?;
        let answer = match path {
            path::SYNC => hub.sync(body).await.map(|answer| wire::to_bytes(&answer)),
            path::ENROL => hub.enrol(body).await.map(|answer| wire::to_bytes(&answer)),
            _ => Err(Refusal::Malformed),
        };
        answer.map_err(|refusal| match refusal {
            Refusal::Malformed => LinkError::Refused(400),
            Refusal::Storage(error) => {
                self.note(format!("    {error}"));
                LinkError::Unreachable
            }
            Refusal::NotEnrolled | Refusal::NoSuchInvitation => LinkError::Refused(401),
        })
    }
}

/// A relay's way up.
pub struct Up {
    /// Over which network.
    pub network: Arc<Network>,
    /// To which hub.
    pub to: usize,
}

#[async_trait]
impl Link for Up {
    async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, LinkError> {
        self.network.post(self.to, path, &body).await
    }
}
