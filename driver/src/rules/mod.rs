//! The rules of the interface as a check of what is really drawn. One finding for each fault, in a
//! sentence that says what is wrong, where, and what the rule asks for. Changes nothing and knows
//! no particular screen: only the ids that the interface's parts agreed on.

mod content;
pub mod places;
mod targets;
mod texts;

use serde::Serialize;

use crate::tree::Screen;

pub use places::{Placed, moved};

/// Which rule was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Too small to be hit.
    TargetSize,
    /// Too close to the next one.
    TargetGap,
    /// A control without a name for the screen reader.
    Name,
    /// A control without an id, or two with the same one.
    Id,
    /// A control or icon that doesn't stand out.
    ControlContrast,
    /// Letters too small.
    TextSize,
    /// Letters that don't stand out.
    TextContrast,
    /// Cut off by its own box, by a frame or by the window.
    Clipped,
    /// Shortened by an ellipsis.
    Elided,
    /// Over another text or control.
    Overlap,
    /// Partly under something.
    Hidden,
    /// Lines too close.
    LineHeight,
    /// One of the three fixed buttons is missing, or there is nothing to do.
    WayOn,
    /// A fixed button stands elsewhere than before, or doesn't stay on the screen.
    Place,
    /// More than three choices.
    Choices,
    /// A simulated screen without the words of the practice skin.
    Skin,
    /// Words that are not in NFC.
    Nfc,
    /// More than 25 syllables of instruction.
    Length,
    /// Something scrolls, and no button scrolls it.
    Scrolling,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The row it is about; empty when it is about the whole screen.
    pub id: String,
    /// What is wrong and what it should be.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.id.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "`{}` {}", self.id, self.message)
        }
    }
}

/// What the rules have to know that can't be seen.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The chosen text size in percent, 100 … 200.
    pub text_scale: u16,
    /// The names of the simulators: a control whose id begins with one of them is simulated.
    pub simulators: Vec<String>,
}

/// The words of the practice skin: money, papers. They are the same in every language.
pub const SKIN_WORDS: [&str; 2] = ["KHÔNG PHẢI TIỀN THẬT", "KHÔNG PHẢI GIẤY TỜ THẬT"];

/// The three buttons that are always in the same places.
pub const FIXED: [&str; 3] = ["fixed.replay", "fixed.back", "fixed.help"];

impl Default for Setting {
    fn default() -> Self {
        let simulators = ["phone", "scan", "bank", "eid"].map(str::to_owned).to_vec();
        Self { text_scale: 100, simulators }
    }
}

impl Setting {
    /// Whether this is the id of a simulated control.
    #[must_use]
    pub fn is_simulated(&self, id: &str) -> bool {
        id.split_once('.').is_some_and(|(app, _)| self.simulators.iter().any(|name| name == app))
    }
}

/// Whether this is the id of a screen's main button.
#[must_use]
pub fn is_main(id: &str) -> bool {
    id == "main" || id.ends_with(".main")
}

/// Every fault of one screen, in the order of its rows, rule by rule.
#[must_use]
pub fn findings(screen: &Screen, setting: &Setting) -> Vec<Finding> {
    let mut findings = Vec::new();
    targets::check(screen, &mut findings);
    texts::check(screen, setting, &mut findings);
    content::check(screen, setting, &mut findings);
    findings
}

fn push(findings: &mut Vec<Finding>, rule: Rule, id: &str, message: String) {
    findings.push(Finding { rule, id: id.to_owned(), message });
}
