// Copyright 2023 The AccessKit Authors. All rights reserved.
// Licensed under the Apache License, Version 2.0 (found in
// the LICENSE-APACHE file) or the MIT license (found in
// the LICENSE-MIT file), at your option.

use accesskit::Role;
use accesskit_consumer::{FilterResult, Node, common_filter};

/// What AccessKit leaves out everywhere, and nodes without a role.
pub(crate) fn filter(node: &Node) -> FilterResult {
    match common_filter(node) {
        FilterResult::Include if node.role() == Role::Unknown && !node.is_focused() => {
            FilterResult::ExcludeNode
        }
        result => result,
    }
}
