//! What a control tells a screen reader: its role, name, value, and whether it can be used. Looks
//! at no pixels and no geometry.

use i_slint_core::accessibility::AccessibleStringProperty as Property;
use i_slint_core::items::{AccessibleRole, ItemRc};

/// A control, by what it tells a screen reader.
#[derive(Debug, Clone)]
pub struct ControlFacts {
    /// Slint's role.
    pub role: AccessibleRole,
    /// What it is called.
    pub label: String,
    /// Its value, or whether it is checked.
    pub value: String,
    /// Whether it can be used.
    pub enabled: bool,
}

impl ControlFacts {
    /// What `item` tells a screen reader, if it is a control or a picture that says something.
    #[must_use]
    pub fn of(item: &ItemRc) -> Option<Self> {
        use AccessibleRole as Role;
        let role = item.accessible_role();
        let label = property(item, Property::Label).unwrap_or_default();
        match role {
            Role::Button
            | Role::Checkbox
            | Role::Combobox
            | Role::Slider
            | Role::Spinbox
            | Role::Tab
            | Role::TextInput
            | Role::Switch
            | Role::ListItem
            | Role::RadioButton
            | Role::ProgressIndicator => {}
            // A picture counts when it says something; decoration has no label.
            Role::Image if !label.is_empty() => {}
            // Texts are found as what is drawn; all other roles only group.
            _ => return None,
        }
        let value = property(item, Property::Value).or_else(|| checked(item)).unwrap_or_default();
        let enabled = property(item, Property::Enabled).is_none_or(|enabled| enabled != "false");
        Some(Self { role, label, value, enabled })
    }

    /// Whether it can be touched or typed into.
    #[must_use]
    pub fn is_target(&self) -> bool {
        !matches!(self.role, AccessibleRole::Image | AccessibleRole::ProgressIndicator)
    }
}

pub(crate) fn property(item: &ItemRc, property: Property) -> Option<String> {
    item.accessible_string_property(property).map(|value| value.to_string())
}

/// `true` or `false` of something that can be checked or selected.
fn checked(item: &ItemRc) -> Option<String> {
    let is = |what| property(item, what).as_deref() == Some("true");
    let what = if is(Property::Checkable) {
        Property::Checked
    } else if is(Property::ItemSelectable) {
        Property::ItemSelected
    } else {
        return None;
    };
    Some(is(what).to_string())
}
