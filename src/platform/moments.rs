//! What the system tells the app while it runs, from the thread that hears it to whoever acts on it.
//! It drops nothing: what comes before anybody listens is kept for them.

use std::sync::{Arc, Mutex, PoisonError};

use sync::Code;

use super::{Hearing, Readiness, Shared, Trouble};

/// Something that the system tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// The app isn't seen any more, or only in part: sound stops, the microphone is let go, nothing
    /// wakes up.
    Paused,
    /// The app is seen again.
    Resumed,
    /// Memory is short: what can be made again is dropped.
    MemoryIsLow,
    /// The phone's own letters have another size, in percent of the usual.
    Letters(u16),
    /// Somebody touched a link of a ward.
    Invited(Code),
    /// How far the phone's own voice is.
    OwnVoice(Readiness),
    /// What became of what was said.
    Sound(Hearing),
    /// What came of handing a file over.
    HandedOver(Result<Shared, Trouble>),
}

type Listener = Box<dyn FnMut(Moment) + Send>;

enum State {
    Waiting(Vec<Moment>),
    Heard(Listener),
    /// Nobody listens any more.
    Closed,
}

/// Where moments go. A copy leads to the same listener.
#[derive(Clone)]
pub struct Moments(Arc<Mutex<State>>);

impl Default for Moments {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(State::Waiting(Vec::new()))))
    }
}

impl Moments {
    /// Tells whoever listens; the listener must not wait for anything.
    pub fn tell(&self, moment: Moment) {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Waiting(moments) => moments.push(moment),
            State::Heard(listener) => listener(moment),
            State::Closed => {}
        }
    }

    /// Nobody listens any more: whatever the listener held is let go.
    pub fn close(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *state, State::Closed);
        drop(state);
        // Only now: what is let go may tell something once more.
        drop(before);
    }

    /// From now on this one listens, first to what has come so far.
    pub fn listen(&self, mut listener: impl FnMut(Moment) + Send + 'static) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Waiting(moments) = &mut *state {
            moments.drain(..).for_each(&mut listener);
        }
        *state = State::Heard(Box::new(listener));
    }
}

impl std::fmt::Debug for Moments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Moments(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn what_came_too_early_is_heard_first_and_once() {
        let moments = Moments::default();
        moments.tell(Moment::Paused);
        moments.tell(Moment::Letters(130));
        let (hears, heard) = mpsc::channel();
        moments.clone().listen(move |moment| hears.send(moment).unwrap());
        moments.tell(Moment::Resumed);
        let all: Vec<Moment> = heard.try_iter().collect();
        assert_eq!(all, [Moment::Paused, Moment::Letters(130), Moment::Resumed]);
        moments.close();
        moments.tell(Moment::Paused);
        assert!(heard.recv().is_err(), "the listener is gone");
    }
}
