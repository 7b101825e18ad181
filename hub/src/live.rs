//! The live channel of a class, or of the whole ward: an instructor's device says which step the
//! class is at, learners' devices ask for help and say that they are done, a dashboard hears that
//! figures changed. Nothing of it is kept, and nothing follows from it: what matters is an event
//! as well. Whoever reads too slowly, or says too much, is dropped, and comes back when they like.

mod connection;
mod message;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{Receiver, Sender, channel};
use wire::Role;

pub(crate) use connection::upgrade;
pub use message::{Hello, News, Said};

/// How many messages wait for a reader before it is dropped.
const QUEUE: usize = 32;
/// The most connections of a hub.
const MOST: usize = 2_000;

/// All channels.
#[derive(Default)]
pub struct Live {
    next: AtomicU64,
    rooms: Mutex<HashMap<Option<String>, Room>>,
}

#[derive(Default)]
struct Room {
    /// What the instructor said last: whoever comes later hears it first.
    step: Option<News>,
    members: HashMap<u64, Member>,
}

struct Member {
    role: Role,
    queue: Sender<News>,
}

/// A place in a room.
struct Seat {
    number: u64,
    news: Receiver<News>,
}

impl Live {
    fn rooms(&self) -> MutexGuard<'_, HashMap<Option<String>, Room>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Comes in; none when the hub has too many already.
    fn enter(&self, room: Option<String>, role: Role) -> Option<Seat> {
        if self.connections() >= MOST {
            return None;
        }
        let mut rooms = self.rooms();
        let (queue, news) = channel(QUEUE);
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let room = rooms.entry(room).or_default();
        if let Some(step) = &room.step {
            let _ = queue.try_send(step.clone());
        }
        room.members.insert(number, Member { role, queue });
        Some(Seat { number, news })
    }

    fn leave(&self, room: &Option<String>, number: u64) {
        let mut rooms = self.rooms();
        if let Some(left) = rooms.get_mut(room) {
            left.members.remove(&number);
            if left.members.is_empty() {
                rooms.remove(room);
            }
        }
    }

    /// Tells those of a room whom it concerns; whoever's queue is full is dropped.
    fn tell(&self, room: &Option<String>, news: &News, from: Option<u64>) {
        if let Some(room) = self.rooms().get_mut(room) {
            if matches!(news, News::Step { .. }) {
                room.step = Some(news.clone());
            }
            room.members.retain(|number, member| {
                let meant = Some(*number) != from && news.is_for(member.role);
                !meant || member.queue.try_send(news.clone()).is_ok()
            });
        }
    }

    /// How many are there.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.rooms().values().map(|room| room.members.len()).sum()
    }

    /// Figures changed: dashboards look anew. To be called after a commit.
    pub fn changed(&self) {
        let rooms: Vec<Option<String>> = self.rooms().keys().cloned().collect();
        for room in rooms {
            self.tell(&room, &News::Changed {}, None);
        }
    }
}
