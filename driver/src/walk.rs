//! Walks a window's item tree in painting order and collects everything that is a control, a text,
//! or opaque enough to hide them. The item tree itself is walked, not the accessible one, so that
//! a text that no screen reader knows of is found too. Does not look at pixels and judges nothing.

use i_slint_core::accessibility::AccessibleStringProperty as Property;
use i_slint_core::item_rendering::{RenderBorderRectangle, RenderRectangle};
use i_slint_core::item_tree::ensure_item_tree_instantiated;
use i_slint_core::items::{
    AccessibleRole, BasicBorderRectangle, BorderRectangle, Clip, Flickable, ItemRc, ItemRef,
    Opacity, Rectangle,
};
use i_slint_core::lengths::{ItemTransform, LogicalRect};
use i_slint_core::window::{PopupWindowLocation, WindowAdapterRc, WindowInner};

use crate::bounds::Bounds;
use crate::control::{ControlFacts, property};
use crate::text_facts::TextFacts;

/// What the id of the group of all keys of a practice keyboard ends with.
const KEYBOARD: &str = ".keyboard";

/// Why the driver can't say what is on the screen.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// The interface was compiled without the names of its elements.
    #[error(
        "the interface was compiled without debug information: build it with \
         `CompilerConfiguration::with_debug_info(true)` or SLINT_EMIT_DEBUG_INFO=1"
    )]
    NoDebugInfo,
    /// The window could not be drawn.
    #[error("the window cannot be drawn: {0}")]
    Picture(#[from] slint::PlatformError),
}

/// What cuts a part of an element off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// It lies partly beyond the edge of what scrolls: it can be scrolled into view.
    Scroll,
    /// The window's edge or a clipping element: what is cut off can't be reached.
    Edge,
}

/// Something that was found on the screen.
#[derive(Debug, Clone)]
pub struct Found {
    /// `accessible-id`, if it has one.
    pub declared_id: Option<String>,
    /// The element's own name in the `.slint` file, if it has one.
    pub element: String,
    /// Set for a control.
    pub control: Option<ControlFacts>,
    /// Set for a text.
    pub text: Option<TextFacts>,
    /// The innermost control around it, as an index into the list.
    pub inside: Option<usize>,
    /// Whether it is a part of the practice keyboard.
    pub on_keyboard: bool,
    /// All of it, also what is cut off.
    pub whole: Bounds,
    /// What can be seen of it.
    pub visible: Bounds,
    /// What cuts something off, if anything does.
    pub cut: Option<Cut>,
    /// How much larger than its own units it is drawn.
    pub magnified: f32,
    /// 0 … 1, with that of everything around it.
    pub opacity: f32,
    /// Whether something drawn later hides a part of it.
    pub partly_hidden: bool,
    /// The last thing drawn as a part of it.
    last: usize,
}

/// Of what is scrolled away, less than this is not to be seen, in logical pixels.
const SLIVER: f32 = 3.0;

/// Something opaque, and when it is drawn.
struct Cover {
    order: usize,
    area: Bounds,
}

/// What an element inherits from those around it.
#[derive(Clone, Copy)]
struct Around {
    transform: ItemTransform,
    /// What scrolling can't change.
    fixed_clip: Bounds,
    /// Everything that clips now.
    clip: Bounds,
    opacity: f32,
    control: Option<usize>,
    on_keyboard: bool,
}

struct Walker {
    adapter: WindowAdapterRc,
    found: Vec<Found>,
    covers: Vec<Cover>,
    order: usize,
}

/// What a window holds.
#[derive(Debug, Clone)]
pub struct Walked {
    /// What can be seen, in painting order.
    pub found: Vec<Found>,
    /// How many texts and controls are wholly scrolled out of view.
    pub scrolled_away: usize,
}

/// Everything that can be seen in `window`.
///
/// # Errors
/// When the interface was compiled without debug information.
pub fn walk(window: &slint::Window) -> Result<Walked, WalkError> {
    let inner = WindowInner::from_pub(window);
    let adapter = inner.window_adapter();
    let size = window.size().to_logical(window.scale_factor());
    let area = Bounds::new(0.0, 0.0, size.width, size.height);
    let mut walker = Walker { adapter, found: Vec::new(), covers: Vec::new(), order: 0 };
    let around = Around {
        transform: ItemTransform::identity(),
        fixed_clip: area,
        clip: area,
        opacity: 1.0,
        control: None,
        on_keyboard: false,
    };
    let component = inner.component();
    ensure_item_tree_instantiated(&component);
    let root = ItemRc::new_root(component);
    if root.element_count().is_none() {
        return Err(WalkError::NoDebugInfo);
    }
    walker.visit(&root, around);
    for popup in inner.active_popups().iter() {
        if let PopupWindowLocation::ChildWindow(at) = &popup.location {
            ensure_item_tree_instantiated(&popup.component);
            let transform = ItemTransform::translation(at.x, at.y);
            walker
                .visit(&ItemRc::new_root(popup.component.clone()), Around { transform, ..around });
        }
    }
    Ok(walker.visible())
}

impl Walker {
    fn visit(&mut self, item: &ItemRc, mut around: Around) {
        let order = self.order;
        self.order += 1;
        let borrowed = item.borrow();
        if let Some(opacity) = ItemRef::downcast_pin::<Opacity>(borrowed) {
            around.opacity *= opacity.opacity().clamp(0.0, 1.0);
        }
        // `visible: false` is a clip that lets nothing through.
        let hidden = ItemRef::downcast_pin::<Clip>(borrowed)
            .is_some_and(|clip| clip.is_visibility_clip() && clip.clip());
        if hidden || around.opacity == 0.0 {
            return;
        }
        let geometry = item.geometry();
        let whole = bounds(&around.transform.outer_transformed_rect(&geometry));
        if let Some(area) = covered_area(item, &whole).filter(|_| around.opacity == 1.0) {
            self.covers.push(Cover { order, area: area.within(&around.clip) });
        }
        let inside = around.control;
        let control = ControlFacts::of(item);
        let text = TextFacts::of(item, &self.adapter);
        around.on_keyboard |= is_keyboard(item);
        let index = self.found.len();
        if control.is_some() {
            around.control = Some(index);
        }
        let is_found = control.is_some() || text.is_some();
        if is_found {
            let visible = whole.within(&around.clip);
            let m = &around.transform;
            self.found.push(Found {
                declared_id: property(item, Property::Id).filter(|id| !id.is_empty()),
                element: element_name(item),
                cut: cut(&whole, &visible, &around.fixed_clip),
                control,
                text,
                inside,
                on_keyboard: around.on_keyboard,
                whole,
                visible,
                magnified: (m.m11 * m.m22 - m.m12 * m.m21).abs().sqrt(),
                opacity: around.opacity,
                partly_hidden: false,
                last: order,
            });
        }
        if borrowed.as_ref().clips_children() {
            around.clip = around.clip.within(&whole);
            let scrolls = ItemRef::downcast_pin::<Flickable>(borrowed).is_some();
            around.fixed_clip =
                if scrolls { Bounds::EVERYWHERE } else { around.fixed_clip.within(&whole) };
        }
        let mut step = ItemTransform::translation(geometry.origin.x, geometry.origin.y);
        if let Some(children) = item.children_transform() {
            step = children.then(&step);
        }
        around.transform = step.then(&around.transform);
        let mut child = item.first_child();
        while let Some(next) = child {
            self.visit(&next, around);
            child = next.next_sibling();
        }
        if is_found {
            self.found[index].last = self.order.saturating_sub(1);
        }
    }

    /// Leaves out what can't be seen: outside, scrolled away, or covered by something opaque.
    fn visible(self) -> Walked {
        let Self { mut found, covers, .. } = self;
        let mut kept = vec![true; found.len()];
        let mut scrolled_away = 0;
        for (found, kept) in found.iter_mut().zip(&mut kept) {
            // A text's box may peek in while its letters don't yet.
            let seen = found.letters().within(&found.visible);
            let sliver = found.cut == Some(Cut::Scroll) && seen.smaller_side() < SLIVER;
            if seen.is_empty() || sliver {
                scrolled_away += usize::from(found.cut == Some(Cut::Scroll));
                *kept = false;
                continue;
            }
            // A part of a control, drawn after it, doesn't hide it: it is how the control looks.
            let mut later = covers.iter().filter(|cover| cover.order > found.last);
            *kept = !later.clone().any(|cover| cover.area.holds(&found.visible, 0.5));
            let letters = seen.grown(-1.0);
            found.partly_hidden =
                later.any(|cover| !cover.area.grown(-1.0).within(&letters).is_empty());
        }
        let mut next = 0;
        let new_index: Vec<Option<usize>> = kept
            .iter()
            .map(|kept| {
                next += usize::from(*kept);
                kept.then(|| next - 1)
            })
            .collect();
        let mut kept = kept.into_iter();
        found.retain(|_| kept.next() == Some(true));
        for found in &mut found {
            found.inside = found.inside.and_then(|index| new_index[index]);
        }
        adopt(&mut found);
        Walked { found, scrolled_away }
    }
}

/// A text that stands within a control belongs to it, even if it is not one of its parts: many
/// controls are a touch area beside their words.
fn adopt(found: &mut [Found]) {
    for index in 0..found.len() {
        let text = &found[index];
        if text.inside.is_some() || text.control.is_some() {
            continue;
        }
        let letters = text.letters().within(&text.visible);
        let around = found.iter().enumerate().filter(|(_, other)| {
            other.control.as_ref().is_some_and(ControlFacts::is_target)
                && other.visible.holds(&letters, 0.5)
        });
        let area = |found: &Found| found.visible.w * found.visible.h;
        found[index].inside =
            around.min_by(|a, b| area(a.1).total_cmp(&area(b.1))).map(|(owner, _)| owner);
    }
}

impl Found {
    /// The block of a text's letters, also what is cut off of it; all of a control.
    #[must_use]
    pub fn letters(&self) -> Bounds {
        let Some(text) = &self.text else { return self.whole };
        let scale = self.magnified;
        Bounds::new(
            self.whole.x + text.inked.x * scale,
            self.whole.y + text.inked.y * scale,
            text.inked.w * scale,
            text.inked.h * scale,
        )
    }
}

fn bounds(rect: &LogicalRect) -> Bounds {
    Bounds::new(rect.origin.x, rect.origin.y, rect.size.width.max(0.0), rect.size.height.max(0.0))
}

fn cut(whole: &Bounds, visible: &Bounds, fixed_clip: &Bounds) -> Option<Cut> {
    const SLACK: f32 = 0.6;
    if visible.holds(whole, SLACK) {
        None
    } else if fixed_clip.holds(whole, SLACK) {
        Some(Cut::Scroll)
    } else {
        Some(Cut::Edge)
    }
}

/// Whether this is the group of all keys of a practice keyboard.
fn is_keyboard(item: &ItemRc) -> bool {
    item.accessible_role() == AccessibleRole::Groupbox
        && property(item, Property::Id).is_some_and(|id| id.ends_with(KEYBOARD))
}

/// The area where nothing beneath `item` shows through, if there is one.
fn covered_area(item: &ItemRc, whole: &Bounds) -> Option<Bounds> {
    let borrowed = item.borrow();
    let (brush, radius) = if let Some(plain) = ItemRef::downcast_pin::<Rectangle>(borrowed) {
        (RenderRectangle::background(plain), 0.0)
    } else if let Some(border) = ItemRef::downcast_pin::<BasicBorderRectangle>(borrowed) {
        (RenderBorderRectangle::background(border), border.border_radius().get())
    } else if let Some(border) = ItemRef::downcast_pin::<BorderRectangle>(borrowed) {
        let r = RenderBorderRectangle::border_radius(border);
        let radius = r.top_left.max(r.top_right).max(r.bottom_left).max(r.bottom_right);
        (RenderBorderRectangle::background(border), radius)
    } else {
        return None;
    };
    // Inside a rounded corner of radius r a square corner begins r × (1 − 1/√2) further in.
    brush.is_opaque().then(|| whole.grown(-0.3 * radius.min(whole.smaller_side() / 2.0)))
}

/// The element's name without that of its component; empty when it has none.
fn element_name(item: &ItemRc) -> String {
    item.element_type_names_and_ids(0)
        .and_then(|names| names.into_iter().next())
        .and_then(|(_, id)| id.split_once("::").map(|(_, name)| name.to_owned()))
        .unwrap_or_default()
}
