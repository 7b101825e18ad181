//! The way from the reader's thread, which is Android's main thread, to the event loop's. Nothing here
//! waits: Android's main thread may itself be waited for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use accesskit::{ActionHandler, ActionRequest, ActivationHandler, TreeUpdate};

/// What was asked and isn't done yet.
pub struct Asked {
    wake: Box<dyn Fn() + Send + Sync>,
    on: AtomicBool,
    /// Whether a whole tree is wanted, even one that was told before.
    anew: AtomicBool,
    requests: Mutex<Vec<ActionRequest>>,
}

impl Asked {
    /// Nothing yet; `wake` ends the event loop's wait.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            wake: Box::new(wake),
            on: AtomicBool::new(false),
            anew: AtomicBool::new(false),
            requests: Mutex::new(Vec::new()),
        }
    }

    fn requests(&self) -> MutexGuard<'_, Vec<ActionRequest>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether somebody wants to know what is on the screen.
    pub fn is_on(&self) -> bool {
        self.on.load(Ordering::Acquire)
    }

    /// Whether somebody has asked what is on the screen since the last time.
    pub fn take_anew(&self) -> bool {
        self.anew.swap(false, Ordering::AcqRel)
    }

    /// What was asked for since the last time, in that order.
    pub fn take(&self) -> Vec<ActionRequest> {
        std::mem::take(&mut *self.requests())
    }

    /// Nobody wants to know any more.
    pub fn forget(&self) {
        self.on.store(false, Ordering::Release);
        self.requests().clear();
    }
}

/// What AccessKit calls, on whatever thread.
pub struct Listener(pub Arc<Asked>);

impl ActivationHandler for Listener {
    /// Gives no tree: only the event loop's thread can make one. It is woken, and what it tells then
    /// replaces the empty screen that AccessKit shows until then.
    fn request_initial_tree(&mut self) -> Option<TreeUpdate> {
        self.0.anew.store(true, Ordering::Release);
        self.0.on.store(true, Ordering::Release);
        (self.0.wake)();
        None
    }
}

impl ActionHandler for Listener {
    fn do_action(&mut self, request: ActionRequest) {
        self.0.requests().push(request);
        (self.0.wake)();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use accesskit::{Action, NodeId, TreeId};

    use super::*;

    #[test]
    fn whoever_asks_wakes_the_loop_and_waits_for_nothing() {
        let (woken, wakes) = mpsc::channel();
        let asked = Arc::new(Asked::new(move || woken.send(()).unwrap()));
        let mut listener = Listener(Arc::clone(&asked));
        let request = |target_node| ActionRequest {
            action: Action::Click,
            target_tree: TreeId::ROOT,
            target_node,
            data: None,
        };
        // On a thread of its own, which ends although the loop does nothing.
        let reader = std::thread::spawn(move || {
            assert!(listener.request_initial_tree().is_none());
            listener.do_action(request(NodeId(1)));
            listener.do_action(request(NodeId(2)));
        });
        reader.join().unwrap();
        assert_eq!(wakes.try_iter().count(), 3);
        assert!(asked.is_on() && asked.take_anew() && !asked.take_anew());
        let nodes: Vec<NodeId> = asked.take().iter().map(|request| request.target_node).collect();
        assert_eq!(nodes, [NodeId(1), NodeId(2)]);
        assert!(asked.take().is_empty());
        asked.forget();
        assert!(!asked.is_on());
    }
}
