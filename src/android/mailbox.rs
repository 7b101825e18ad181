//! The way from other threads into the event loop: tasks to run there, and the word to quit.
//!
//! Knows no Android: what wakes the loop is handed in. It refuses tasks once the loop has ended,
//! for nobody would ever run them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use slint::EventLoopError;
use slint::platform::EventLoopProxy;

/// Something to be done on the event loop's thread.
type Task = Box<dyn FnOnce() + Send>;

/// What other threads want done. There is one loop, and so one mailbox, in an activity's life.
pub struct Mailbox {
    wake: Box<dyn Fn() + Send + Sync>,
    /// `None` once the loop has ended.
    tasks: Mutex<Option<Vec<Task>>>,
    quit: AtomicBool,
}

impl Mailbox {
    /// `wake` ends the loop's wait, or its next one if it isn't waiting now.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            wake: Box::new(wake),
            tasks: Mutex::new(Some(Vec::new())),
            quit: AtomicBool::new(false),
        }
    }

    fn tasks(&self) -> MutexGuard<'_, Option<Vec<Task>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs what has come in, in that order. What a task posts is left for the next time.
    pub fn run_tasks(&self) {
        let tasks = self.tasks().as_mut().map(std::mem::take).unwrap_or_default();
        tasks.into_iter().for_each(|task| task());
    }

    /// Whether somebody has asked the loop to end.
    pub fn is_told_to_quit(&self) -> bool {
        self.quit.load(Ordering::Acquire)
    }

    /// The loop has ended: drops what it didn't get to, and takes no more.
    pub fn close(&self) {
        let left_over = self.tasks().take();
        // Only now, with the lock given back: dropping a task may run code that posts another.
        drop(left_over);
    }
}

/// What Slint gives to other threads: `slint::invoke_from_event_loop` ends up here.
pub struct Proxy(Arc<Mailbox>);

impl Proxy {
    /// A way into this mailbox.
    pub fn new(mailbox: Arc<Mailbox>) -> Self {
        Self(mailbox)
    }
}

impl EventLoopProxy for Proxy {
    fn quit_event_loop(&self) -> Result<(), EventLoopError> {
        self.0.quit.store(true, Ordering::Release);
        (self.0.wake)();
        Ok(())
    }

    fn invoke_from_event_loop(&self, task: Task) -> Result<(), EventLoopError> {
        self.0.tasks().as_mut().ok_or(EventLoopError::EventLoopTerminated)?.push(task);
        (self.0.wake)();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    /// A mailbox, a proxy to it, and what receives a message at each waking.
    fn mailbox() -> (Arc<Mailbox>, Arc<Proxy>, mpsc::Receiver<()>) {
        let (woken, wakes) = mpsc::channel();
        let mailbox = Arc::new(Mailbox::new(move || woken.send(()).expect("still received")));
        let proxy = Arc::new(Proxy::new(mailbox.clone()));
        (mailbox, proxy, wakes)
    }

    #[test]
    fn a_task_from_another_thread_wakes_the_loop_and_runs_there() {
        let (mailbox, proxy, wakes) = mailbox();
        let (done, ran_on) = mpsc::channel();
        let poster = std::thread::spawn(move || {
            proxy.invoke_from_event_loop(Box::new(move || {
                done.send(std::thread::current().id()).expect("still received");
            }))
        });
        wakes.recv_timeout(Duration::from_secs(10)).expect("a waking");
        mailbox.run_tasks();
        assert_eq!(ran_on.try_recv(), Ok(std::thread::current().id()));
        assert_eq!(poster.join().expect("no panic"), Ok(()));
    }

    #[test]
    fn tasks_run_once_and_in_order_and_may_post_more() {
        let (mailbox, proxy, wakes) = mailbox();
        let (done, ran) = mpsc::channel();
        for number in 0..3 {
            let (done, again) = (done.clone(), proxy.clone());
            let task = move || {
                done.send(number).expect("still received");
                let later = Box::new(move || done.send(number + 10).expect("still received"));
                again.invoke_from_event_loop(later).expect("still open");
            };
            proxy.invoke_from_event_loop(Box::new(task)).expect("still open");
        }
        mailbox.run_tasks();
        assert_eq!(ran.try_iter().collect::<Vec<_>>(), [0, 1, 2]);
        mailbox.run_tasks();
        assert_eq!(ran.try_iter().collect::<Vec<_>>(), [10, 11, 12]);
        assert_eq!(wakes.try_iter().count(), 6, "a waking for each task");
    }

    #[test]
    fn the_word_to_quit_wakes_the_loop() {
        let (mailbox, proxy, wakes) = mailbox();
        assert!(!mailbox.is_told_to_quit());
        proxy.quit_event_loop().expect("always possible");
        assert!(mailbox.is_told_to_quit());
        assert_eq!(wakes.try_iter().count(), 1);
    }

    #[test]
    fn a_loop_that_has_ended_takes_no_tasks() {
        let (mailbox, proxy, _wakes) = mailbox();
        mailbox.close();
        assert_eq!(
            proxy.invoke_from_event_loop(Box::new(|| unreachable!())),
            Err(EventLoopError::EventLoopTerminated)
        );
        mailbox.run_tasks();
    }
}
