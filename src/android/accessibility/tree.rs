//! The accessibility tree of a window, made from Slint's items. What can't be seen isn't in it: what is
//! hidden, transparent, scrolled away or cut off. It changes nothing.

use std::collections::HashMap;

use accesskit::{ActionRequest, Node, NodeId, Rect, TreeId, TreeInfo, TreeUpdate};
use i_slint_core::item_tree::ParentItemTraversalMode;
use i_slint_core::items::{Clip, ItemRc, ItemRef, Opacity};
use i_slint_core::lengths::{ItemTransform, LogicalRect, LogicalSize};
use i_slint_core::window::{PopupWindowLocation, WindowInner};
use slint::Window;

use super::ids::Ids;
use super::node::node;

/// Where the page begins in the view that a reader asks, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin {
    /// From the left edge of that view.
    pub x: i32,
    /// From its upper edge.
    pub y: i32,
}

/// Everything that a reader is told, and which items it is about.
pub struct Tree {
    nodes: Vec<(NodeId, Node)>,
    items: HashMap<NodeId, ItemRc>,
    root: NodeId,
    focus: NodeId,
}

/// What an item inherits from those around it.
#[derive(Clone, Copy)]
struct Around {
    /// From its place to the window's.
    transform: ItemTransform,
    /// What can be seen there, in the window.
    clip: LogicalRect,
}

struct Walk<'ids> {
    ids: &'ids mut Ids,
    origin: Origin,
    scale: f32,
    nodes: Vec<(NodeId, Node)>,
    items: HashMap<NodeId, ItemRc>,
}

impl Tree {
    /// What is in `window` now; nothing before there is anything in it.
    pub fn of(window: &Window, origin: Origin, ids: &mut Ids) -> Option<Self> {
        let inner = WindowInner::from_pub(window);
        inner.ensure_tree_instantiated();
        let root = ItemRc::new_root(inner.try_component()?);
        let scale = window.scale_factor();
        let size = window.size().to_logical(scale);
        let clip = LogicalRect::from_size(LogicalSize::new(size.width, size.height));
        if clip.is_empty() {
            return None;
        }
        let around = Around { transform: ItemTransform::identity(), clip };
        let mut walk = Walk { ids, origin, scale, nodes: Vec::new(), items: HashMap::new() };
        let mut children = Vec::new();
        walk.visit_children(&root, around, &mut children);
        for popup in inner.active_popups().iter() {
            if let PopupWindowLocation::ChildWindow(at) = &popup.location {
                let transform = ItemTransform::translation(at.x, at.y);
                let popup = ItemRc::new_root(popup.component.clone());
                walk.visit_children(&popup, Around { transform, clip }, &mut children);
            }
        }
        let said = node(&root, clip, scale)?;
        let root = walk.keep(&root, said, clip, children);
        let focused = inner.focus_item.borrow().upgrade();
        let focus = focused.and_then(|item| walk.nearest(item)).unwrap_or(root);
        Some(Self { nodes: walk.nodes, items: walk.items, root, focus })
    }

    /// All of it, as AccessKit takes it.
    pub fn update(&self) -> TreeUpdate {
        let mut info = TreeInfo::new(self.root);
        info.toolkit_name = Some("Slint".to_owned());
        TreeUpdate {
            nodes: self.nodes.clone(),
            tree: Some(info),
            tree_id: TreeId::ROOT,
            focus: self.focus,
        }
    }

    /// The item that is meant, if it is still what the reader was `told` and does what is asked.
    pub fn meant<'tree>(
        &'tree self,
        request: &ActionRequest,
        told: &'tree TreeUpdate,
    ) -> Option<&'tree ItemRc> {
        let target = request.target_node;
        let node = |tree: &'tree [(NodeId, Node)]| {
            tree.iter().find(|(id, _)| *id == target).map(|(_, node)| node)
        };
        let (now, then) = (node(&self.nodes)?, node(&told.nodes)?);
        let is_the_same = now.role() == then.role() && now.label() == then.label();
        (is_the_same && now.supports_action(request.action)).then(|| self.items.get(&target))?
    }
}

impl Walk<'_> {
    /// Puts what is said of `item` and of all in it into the tree; what of it belongs right under the
    /// element around it, into `siblings`.
    fn visit(&mut self, item: &ItemRc, around: Around, siblings: &mut Vec<NodeId>) {
        let borrowed = item.borrow();
        // `visible: false` is a clip that lets nothing through.
        let is_hidden = ItemRef::downcast_pin::<Clip>(borrowed)
            .is_some_and(|clip| clip.is_visibility_clip() && clip.clip());
        let is_transparent = ItemRef::downcast_pin::<Opacity>(borrowed)
            .is_some_and(|opacity| opacity.opacity() <= 0.0);
        if is_hidden || is_transparent {
            return;
        }
        let geometry = item.geometry();
        let whole = around.transform.outer_transformed_rect(&geometry);
        let seen = whole.intersection(&around.clip).filter(|seen| !seen.is_empty());
        let said = seen.and_then(|seen| Some((node(item, geometry, self.scale)?, seen)));
        let Some((said, seen)) = said else {
            return self.visit_children(item, around, siblings);
        };
        let mut children = Vec::new();
        self.visit_children(item, around, &mut children);
        siblings.push(self.keep(item, said, seen, children));
    }

    fn visit_children(&mut self, item: &ItemRc, mut around: Around, siblings: &mut Vec<NodeId>) {
        let geometry = item.geometry();
        if item.borrow().as_ref().clips_children() {
            let whole = around.transform.outer_transformed_rect(&geometry);
            let Some(clip) = whole.intersection(&around.clip) else { return };
            around.clip = clip;
        }
        let mut step = ItemTransform::translation(geometry.origin.x, geometry.origin.y);
        if let Some(children) = item.children_transform() {
            step = children.then(&step);
        }
        around.transform = step.then(&around.transform);
        let mut child = item.first_child();
        while let Some(next) = child {
            self.visit(&next, around, siblings);
            child = next.next_sibling();
        }
    }

    fn keep(
        &mut self,
        item: &ItemRc,
        mut said: Node,
        seen: LogicalRect,
        children: Vec<NodeId>,
    ) -> NodeId {
        let scale = self.scale;
        let pixels =
            |origin: i32, length: f32| f64::from(origin) + f64::from((length * scale).round());
        let (x, y) = (self.origin.x, self.origin.y);
        said.set_bounds(Rect {
            x0: pixels(x, seen.min_x()),
            y0: pixels(y, seen.min_y()),
            x1: pixels(x, seen.max_x()),
            y1: pixels(y, seen.max_y()),
        });
        said.set_children(children);
        let id = self.ids.of(item);
        self.nodes.push((id, said));
        self.items.insert(id, item.clone());
        id
    }

    /// The element in the tree that `item` is or belongs to.
    fn nearest(&mut self, mut item: ItemRc) -> Option<NodeId> {
        loop {
            let id = self.ids.of(&item);
            if self.items.contains_key(&id) {
                return Some(id);
            }
            item = item.parent_item(ParentItemTraversalMode::FindAllParents)?;
        }
    }
}
