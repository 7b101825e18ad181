//! What a reader is told of one element, apart from where it is and what is in it.

use accesskit::{Action, Live, Node, Orientation, Role, Toggled};
use i_slint_core::accessibility::{
    AccessibleStringProperty as Property, SupportedAccessibilityAction as Supported,
};
use i_slint_core::items::{AccessibleRole, Flickable, ItemRc, WindowItem};
use i_slint_core::lengths::LogicalRect;

/// What scrolls by less isn't said to scroll, in logical pixels.
const SLACK: f32 = 0.5;

/// What is said of `item`; `None` of one that only groups or adorns.
pub fn node(item: &ItemRc, geometry: LogicalRect, scale: f32) -> Option<Node> {
    if let Some(window) = item.downcast::<WindowItem>() {
        let mut node = Node::new(Role::Window);
        node.set_label(window.as_pin_ref().title().as_str());
        return Some(node);
    }
    match item.accessible_role() {
        AccessibleRole::None => scrolling(item, geometry, scale),
        role => Some(element(item, role)).filter(|node| !is_blank(node)),
    }
}

/// Whether it is a text without any letter, such as a field before something is typed.
fn is_blank(node: &Node) -> bool {
    node.role() == Role::Label && node.value().unwrap_or_default().trim().is_empty()
}

fn element(item: &ItemRc, said: AccessibleRole) -> Node {
    let text = |property| {
        let text = item.accessible_string_property(property).unwrap_or_default();
        (!text.is_empty()).then(|| text.to_string())
    };
    let is = |property| text(property).as_deref() == Some("true");
    let number = |property| text(property).and_then(|text| text.parse::<f64>().ok());
    let role = role(said);
    let mut node = Node::new(role);
    let enabled = text(Property::Enabled).as_deref() != Some("false");
    if !enabled {
        node.set_disabled();
    }
    if let Some(label) = text(Property::Label) {
        // AccessKit's adapter for Android hands no descriptions on. Of what can't be used there is
        // none to add: that it can't, readers on Android say by themselves.
        let description = text(Property::Description).filter(|_| enabled);
        let label = [Some(label), description].into_iter().flatten().collect::<Vec<_>>().join(". ");
        if role == Role::Label { node.set_value(label) } else { node.set_label(label) }
    }
    if let Some(id) = text(Property::Id) {
        node.set_author_id(id);
    }
    if let Some(value) = text(Property::Value) {
        match value.parse() {
            Ok(value) if is_range(role) => node.set_numeric_value(value),
            _ => node.set_value(value),
        }
    }
    if let Some(minimum) = number(Property::ValueMinimum) {
        node.set_min_numeric_value(minimum);
    }
    if let Some(maximum) = number(Property::ValueMaximum) {
        node.set_max_numeric_value(maximum);
    }
    if let Some(step) = number(Property::ValueStep) {
        node.set_numeric_value_step(step);
    }
    if let Some(placeholder) = text(Property::PlaceholderText) {
        node.set_placeholder(placeholder);
    }
    if is(Property::Checkable) {
        node.set_toggled(if is(Property::Checked) { Toggled::True } else { Toggled::False });
    }
    if is(Property::ItemSelectable) {
        node.set_selected(is(Property::ItemSelected));
    }
    if is(Property::Expandable) {
        node.set_expanded(is(Property::Expanded));
    }
    if is(Property::ReadOnly) {
        node.set_read_only();
    }
    match text(Property::Orientation).as_deref() {
        Some("horizontal") => node.set_orientation(Orientation::Horizontal),
        Some("vertical") => node.set_orientation(Orientation::Vertical),
        _ => {}
    }
    match text(Property::LiveRegion).as_deref() {
        Some("polite") => node.set_live(Live::Polite),
        Some("assertive") => node.set_live(Live::Assertive),
        _ => {}
    }
    if enabled {
        add_actions(&mut node, item);
    }
    node
}

fn add_actions(node: &mut Node, item: &ItemRc) {
    let supported = item.supported_accessibility_actions();
    for (if_supported, action) in [
        (Supported::Default, Action::Click),
        (Supported::Increment, Action::Increment),
        (Supported::Decrement, Action::Decrement),
        (Supported::SetValue, Action::SetValue),
        (Supported::Expand, Action::Expand),
    ] {
        if supported.contains(if_supported) {
            node.add_action(action);
        }
    }
    if takes_focus(node.role()) {
        node.add_action(Action::Focus);
    }
}

/// Something with more in it than fits.
fn scrolling(item: &ItemRc, geometry: LogicalRect, scale: f32) -> Option<Node> {
    let flickable = item.downcast::<Flickable>()?;
    let flickable = flickable.as_pin_ref();
    let beyond_right = flickable.content_width().get() - geometry.width();
    let beyond_bottom = flickable.content_height().get() - geometry.height();
    if !flickable.interactive() || beyond_right.max(beyond_bottom) <= SLACK {
        return None;
    }
    let mut node = Node::new(Role::ScrollView);
    node.set_clips_children();
    let (x, y) = (-flickable.content_x().get(), -flickable.content_y().get());
    let pixels = |length: f32| f64::from((length * scale).round());
    if beyond_right > SLACK {
        node.set_scroll_x(pixels(x));
        node.set_scroll_x_min(0.0);
        node.set_scroll_x_max(pixels(beyond_right));
    }
    if beyond_bottom > SLACK {
        node.set_scroll_y(pixels(y));
        node.set_scroll_y_min(0.0);
        node.set_scroll_y_max(pixels(beyond_bottom));
    }
    for (is_left, action) in [
        (x, Action::ScrollLeft),
        (beyond_right - x, Action::ScrollRight),
        (y, Action::ScrollUp),
        (beyond_bottom - y, Action::ScrollDown),
    ] {
        if is_left > SLACK {
            node.add_action(action);
        }
    }
    Some(node)
}

fn role(role: AccessibleRole) -> Role {
    match role {
        AccessibleRole::Button => Role::Button,
        AccessibleRole::Checkbox => Role::CheckBox,
        AccessibleRole::Combobox => Role::ComboBox,
        AccessibleRole::Form => Role::Form,
        AccessibleRole::Groupbox => Role::Group,
        AccessibleRole::Image => Role::Image,
        AccessibleRole::List => Role::List,
        AccessibleRole::ListItem => Role::ListItem,
        AccessibleRole::Main => Role::Main,
        AccessibleRole::Navigation => Role::Navigation,
        AccessibleRole::ProgressIndicator => Role::ProgressIndicator,
        AccessibleRole::RadioButton => Role::RadioButton,
        AccessibleRole::RadioGroup => Role::RadioGroup,
        AccessibleRole::Region => Role::Region,
        AccessibleRole::Search => Role::Search,
        AccessibleRole::Slider => Role::Slider,
        AccessibleRole::Spinbox => Role::SpinButton,
        AccessibleRole::Switch => Role::Switch,
        AccessibleRole::Tab => Role::Tab,
        AccessibleRole::TabList => Role::TabList,
        AccessibleRole::TabPanel => Role::TabPanel,
        AccessibleRole::Table => Role::Table,
        AccessibleRole::Text => Role::Label,
        AccessibleRole::TextInput => Role::TextInput,
        AccessibleRole::Tree => Role::Tree,
        _ => Role::Unknown,
    }
}

fn takes_focus(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::ComboBox
            | Role::ListItem
            | Role::RadioButton
            | Role::Slider
            | Role::SpinButton
            | Role::Switch
            | Role::Tab
            | Role::TextInput
    )
}

fn is_range(role: Role) -> bool {
    matches!(role, Role::Slider | Role::SpinButton | Role::ProgressIndicator)
}
