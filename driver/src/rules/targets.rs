//! Rules of what is touched: how large, how far apart, how visible, and named. Looks at controls
//! only.

use std::collections::HashMap;

use super::{Finding, Rule, is_main, push};
use crate::bounds::Bounds;
use crate::tree::{Row, Screen};
use crate::walk::Cut;

/// Smaller side of any target: 10 mm.
const TARGET: f32 = 64.0;
/// Smaller side of the main button: 14 mm.
const MAIN: f32 = 88.0;
/// Width and height of a key of the practice keyboard.
const KEY: [f32; 2] = [32.0, 48.0];
const GAP: f32 = 12.0;
const KEY_GAP: f32 = 4.0;
/// Between a confirming and a cancelling control.
const ANSWER_GAP: f32 = 24.0;
/// WCAG 1.4.11.
const CONTRAST: f64 = 3.0;
/// Layout arithmetic leaves fractions of a pixel.
const SLACK: f32 = 0.3;

pub(super) fn check(screen: &Screen, findings: &mut Vec<Finding>) {
    for row in &screen.rows {
        if row.is_target() {
            size(row, findings);
            name(row, findings);
        }
        // The edge of what is partly scrolled away can't be seen.
        if !row.is_text() && row.enabled && row.cut != Some(Cut::Scroll) {
            contrast(row, findings);
        }
    }
    ids(screen, findings);
    gaps(screen, findings);
}

/// What a finger has: all of it if the rest can be scrolled into view, or is no more than the half
/// pixel by which nothing counts as cut; else what is to be seen.
fn reach(row: &Row) -> Bounds {
    if row.cut == Some(Cut::Edge) { row.bounds } else { row.facts.whole }
}

fn size(row: &Row, findings: &mut Vec<Finding>) {
    let reach = reach(row);
    let [width, height] = match row.role.as_str() {
        "key" => KEY,
        _ if is_main(&row.id) => [MAIN; 2],
        _ => [TARGET; 2],
    };
    if reach.w < width - SLACK || reach.h < height - SLACK {
        let message = format!(
            "is {:.0} × {:.0} px, and has to be {width} × {height} at least",
            reach.w, reach.h
        );
        push(findings, Rule::TargetSize, &row.id, message);
    }
}

fn name(row: &Row, findings: &mut Vec<Finding>) {
    if row.label.trim().is_empty() {
        push(findings, Rule::Name, &row.id, "has no name for a screen reader".to_owned());
    }
}

fn ids(screen: &Screen, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for row in &screen.rows {
        match row.facts.declared_id.as_str() {
            "" if row.is_target() => {
                push(findings, Rule::Id, &row.id, "has no `accessible-id`".to_owned());
            }
            "" => {}
            id => *seen.entry(id).or_default() += 1,
        }
    }
    let mut twice: Vec<_> = seen.into_iter().filter(|(_, count)| *count > 1).collect();
    twice.sort_unstable();
    for (id, count) in twice {
        push(findings, Rule::Id, id, format!("is the id of {count} elements on this screen"));
    }
}

/// A control stands out by its edge or its surface. One without words may be a picture within an
/// invisible frame: then the picture has to.
fn contrast(row: &Row, findings: &mut Vec<Finding>) {
    let facts = &row.facts;
    let surface = [facts.edge, row.background];
    let [near, far] = [facts.around, facts.beyond]
        .map(|outside| surface.map(|c| c.contrast(outside)).into_iter().fold(1.0, f64::max));
    // A ring around a control is its outline too, where it stands out itself.
    let ringed = facts.around.contrast(facts.beyond) >= CONTRAST;
    let outline = if ringed { near.max(far).max(CONTRAST) } else { near };
    let sign = row.color.contrast(row.background);
    let wordless = row.text_px.is_none();
    let best = if wordless { outline.max(sign) } else { outline };
    if best < CONTRAST {
        let message = format!(
            "stands out from {} by {best:.1}:1 only, and has to by {CONTRAST}:1 at least",
            facts.around
        );
        push(findings, Rule::ControlContrast, &row.id, message);
    } else if wordless && row.is_target() && sign < CONTRAST {
        let message = format!(
            "shows a sign that stands out by {sign:.1}:1 only, and has to by {CONTRAST}:1 at least"
        );
        push(findings, Rule::ControlContrast, &row.id, message);
    }
}

fn gaps(screen: &Screen, findings: &mut Vec<Finding>) {
    let targets: Vec<(usize, &Row)> =
        screen.rows.iter().enumerate().filter(|(_, row)| row.is_target()).collect();
    for (n, &(i, a)) in targets.iter().enumerate() {
        for &(j, b) in &targets[n + 1..] {
            // A control within a control is a part of it.
            if is_within(screen, i, j) || is_within(screen, j, i) {
                continue;
            }
            let needed = match (a.role.as_str(), b.role.as_str()) {
                ("key", "key") => KEY_GAP,
                _ if are_opposite(&a.id, &b.id) => ANSWER_GAP,
                _ => GAP,
            };
            let gap = a.bounds.gap(&b.bounds);
            if gap < needed - SLACK {
                let message = format!(
                    "is {gap:.0} px from `{}`, and {needed} px at least have to be between them",
                    b.id
                );
                push(findings, Rule::TargetGap, &a.id, message);
            }
        }
    }
}

fn is_within(screen: &Screen, inner: usize, outer: usize) -> bool {
    let mut owner = screen.rows[inner].facts.inside;
    while let Some(index) = owner {
        if index == outer {
            return true;
        }
        owner = screen.rows[index].facts.inside;
    }
    false
}

fn are_opposite(a: &str, b: &str) -> bool {
    let ends = |id: &str, end: &str| id.rsplit('.').next() == Some(end);
    (ends(a, "confirm") && ends(b, "cancel")) || (ends(a, "cancel") && ends(b, "confirm"))
}
