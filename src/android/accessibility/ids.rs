//! Names for the elements that a reader is told of: the same one in every tree for as long as the
//! element is there, and never that of another, even long after it has gone.

use std::collections::HashMap;
use std::ptr::NonNull;

use accesskit::NodeId;
use i_slint_core::item_tree::{ItemTreeRc, ItemTreeRef, ItemTreeWeak};
use i_slint_core::items::ItemRc;

/// A component of Slint's has a number, and its items are counted.
#[derive(Default)]
pub struct Ids {
    /// By where a component is in memory. A weak reference keeps that place from being used again.
    components: HashMap<NonNull<u8>, (u64, ItemTreeWeak)>,
    last: u64,
}

impl Ids {
    /// The name of this element.
    pub fn of(&mut self, item: &ItemRc) -> NodeId {
        let component = item.item_tree();
        let place = ItemTreeRef::as_ptr(ItemTreeRc::borrow(component));
        let (number, _) = self.components.entry(place).or_insert_with(|| {
            // From 1 on: 0 is AccessKit's own, for a screen that it doesn't know yet.
            self.last += 1;
            (self.last, ItemTreeRc::downgrade(component))
        });
        NodeId(*number << 32 | u64::from(item.index()))
    }

    /// Lets go of components that aren't there any more.
    pub fn forget_vanished(&mut self) {
        self.components.retain(|_, (_, component)| component.upgrade().is_some());
    }

    /// How many components have a name.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.components.len()
    }
}
