//! The rule that the main button and the three fixed ones are always in the same places. Compares
//! screens of one size, text size and theme with each other.

use super::{FIXED, Finding, Rule, is_main, push};
use crate::bounds::Bounds;
use crate::tree::Screen;

/// Where these buttons stand on one screen.
#[derive(Debug, Clone)]
pub struct Placed {
    /// What the screen is called in findings.
    pub name: String,
    /// Id and bounds of the main button and the fixed ones.
    pub buttons: Vec<(String, Bounds)>,
}

impl Placed {
    /// Where they stand on `screen`.
    #[must_use]
    pub fn of(name: impl Into<String>, screen: &Screen) -> Self {
        let buttons = screen
            .targets()
            .filter(|row| is_main(&row.id) || FIXED.contains(&row.id.as_str()))
            .map(|row| (row.id.clone(), row.bounds))
            .collect();
        Self { name: name.into(), buttons }
    }
}

/// One finding for each button that stands elsewhere than on the first screen that has it. The
/// main button may grow upwards with its words; its bottom edge and its middle stay.
#[must_use]
pub fn moved(screens: &[Placed]) -> Vec<Finding> {
    const SLACK: f32 = 1.0;
    let mut findings = Vec::new();
    let mut first: Vec<(&str, &Bounds, &str)> = Vec::new();
    for screen in screens {
        for (id, bounds) in &screen.buttons {
            let Some((_, before, seen_on)) = first.iter().find(|(known, ..)| known == id) else {
                first.push((id, bounds, &screen.name));
                continue;
            };
            let same = if is_main(id) {
                (before.bottom() - bounds.bottom()).abs() <= SLACK
                    && (before.centre()[0] - bounds.centre()[0]).abs() <= SLACK
            } else {
                before.is_like(bounds, SLACK)
            };
            if !same {
                let message = format!(
                    "is {bounds} on {}, and {before} on {seen_on}: it has to stay in its place",
                    screen.name
                );
                push(&mut findings, Rule::Place, id, message);
            }
        }
    }
    findings
}
