//! What a screen reader, TalkBack, is told of the screen, and what it asks for in return.
//!
//! Slint makes no accessibility tree outside of its window backends, so it is made here: whole, from
//! the items of the window, in every round of the event loop while a reader is on, and handed over
//! where it isn't the one that was handed over last. A page has a hundred elements at most, and so
//! nothing keeps track of changes.
//!
//! While no reader is on, it does nothing at all. It refuses what a reader asks of an element that is
//! gone, can't be used, or is no longer what the reader was told. Knows no Android; who speaks to it is
//! an [`Adapter`].

mod action;
mod asked;
mod ids;
#[cfg(target_os = "android")]
pub mod injected;
mod node;
#[cfg(test)]
mod tests;
mod tree;

use std::sync::Arc;

use accesskit::TreeUpdate;
use slint::Window;

pub use asked::Asked;
use ids::Ids;
pub use tree::Origin;
use tree::Tree;

/// Hands trees on to the system.
pub trait Adapter {
    /// This is all there is now; only called after a tree was asked for.
    fn update(&mut self, tree: TreeUpdate);
}

/// What a reader knows of the one window.
pub struct Accessibility {
    asked: Arc<Asked>,
    adapter: Option<Box<dyn Adapter>>,
    ids: Ids,
    told: Option<TreeUpdate>,
}

impl Accessibility {
    /// Without a reader; what one asks for will come by `asked`.
    pub fn new(asked: Arc<Asked>) -> Self {
        Self { asked, adapter: None, ids: Ids::default(), told: None }
    }

    /// Where readers ask.
    pub fn asked(&self) -> Arc<Asked> {
        Arc::clone(&self.asked)
    }

    /// From now on trees go here. What was asked before, while the adapter was made, counts.
    pub fn join(&mut self, adapter: Box<dyn Adapter>) {
        self.adapter = Some(adapter);
    }

    /// Whether a reader has asked what is on the screen.
    pub fn is_on(&self) -> bool {
        self.adapter.is_some() && self.asked.is_on()
    }

    /// The reader is gone, or the window is: nothing is made for it any more.
    pub fn leave(&mut self) {
        self.adapter = None;
        self.told = None;
        self.asked.forget();
    }

    /// Tells the reader what is on the screen, if there is one that doesn't know.
    pub fn tell(&mut self, window: &Window, origin: Origin) {
        if !self.is_on() {
            return;
        }
        if self.asked.take_anew() {
            self.told = None;
        }
        let (Some(adapter), Some(tree)) =
            (&mut self.adapter, Tree::of(window, origin, &mut self.ids))
        else {
            return;
        };
        let update = tree.update();
        if self.told.as_ref() != Some(&update) {
            adapter.update(update.clone());
            self.told = Some(update);
            self.ids.forget_vanished();
        }
    }

    /// Does what the reader has asked for.
    pub fn act(&mut self, window: &Window, origin: Origin) {
        for request in self.asked.take() {
            // Each may change what the next one meets.
            let tree = Tree::of(window, origin, &mut self.ids);
            let (Some(tree), Some(told)) = (tree, &self.told) else { continue };
            if let Some(item) = tree.meant(&request, told) {
                action::perform(window, item, &request);
            }
        }
    }
}
