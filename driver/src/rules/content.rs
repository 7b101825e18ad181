//! Rules of what a screen has to hold: a way on and a way back, few choices, short instructions,
//! the practice skin, and words in NFC.

use unicode_normalization::is_nfc;

use super::{FIXED, Finding, Rule, SKIN_WORDS, Setting, is_main, push};
use crate::seek::is_arrow;
use crate::tree::Screen;
use crate::walk::Cut;

/// The most answers to choose from.
const CHOICES: usize = 3;
/// The most syllables of instruction; Vietnamese writes each as a word of its own.
const SYLLABLES: usize = 25;

pub(super) fn check(screen: &Screen, setting: &Setting, findings: &mut Vec<Finding>) {
    ways(screen, findings);
    scrolling(screen, findings);
    let choices = screen.targets().filter(|row| row.id.starts_with("choice.")).count();
    if choices > CHOICES {
        let message = format!("there are {choices} choices, and {CHOICES} are the most");
        push(findings, Rule::Choices, "", message);
    }
    skin(screen, setting, findings);
    for row in &screen.rows {
        if !is_nfc(&row.label) || !is_nfc(&row.value) {
            let message = format!("says «{}», which is not in NFC", row.label);
            push(findings, Rule::Nfc, &row.id, message);
        }
        let syllables =
            row.label.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric));
        let count = syllables.count();
        if row.is_text() && row.id == "instruction" && count > SYLLABLES {
            let message = format!("has {count} syllables, and {SYLLABLES} are the most");
            push(findings, Rule::Length, &row.id, message);
        }
    }
}

fn ways(screen: &Screen, findings: &mut Vec<Finding>) {
    for id in FIXED {
        match screen.row(id) {
            None => push(findings, Rule::WayOn, id, "is not on this screen".to_owned()),
            Some(row) if !row.is_target() => {
                push(findings, Rule::WayOn, id, "can't be touched".to_owned());
            }
            Some(_) => {}
        }
    }
    // On the practice phone the way on may be the way back.
    let is_practice = screen.texts().any(|(row, _)| is_skin(&row.label));
    if !is_practice && screen.targets().all(|row| FIXED.contains(&row.id.as_str())) {
        push(findings, Rule::WayOn, "", "there is nothing on this screen to go on with".to_owned());
    }
    for row in screen.targets().filter(|row| is_main(&row.id) || FIXED.contains(&row.id.as_str())) {
        if row.cut == Some(Cut::Scroll) {
            push(findings, Rule::Place, &row.id, "scrolls away, and has to stay".to_owned());
        }
    }
}

fn scrolling(screen: &Screen, findings: &mut Vec<Finding>) {
    let partly = screen.rows.iter().filter(|row| row.cut == Some(Cut::Scroll)).count();
    let arrow = screen.targets().any(|row| is_arrow(&row.id));
    if partly + screen.scrolled_away > 0 && !arrow {
        let message = format!(
            "{} elements are scrolled out of view, and no button scrolls them into it",
            partly + screen.scrolled_away
        );
        push(findings, Rule::Scrolling, "", message);
    }
}

fn skin(screen: &Screen, setting: &Setting, findings: &mut Vec<Finding>) {
    let Some(simulated) =
        screen.rows.iter().find(|row| !row.is_text() && setting.is_simulated(&row.id))
    else {
        return;
    };
    let said = screen.texts().any(|(row, _)| is_skin(&row.label));
    if !said {
        let message = "is simulated, and the screen doesn't say that it is practice".to_owned();
        push(findings, Rule::Skin, &simulated.id, message);
    }
}

/// Whether this text holds the words of the practice skin, on one line or more.
fn is_skin(text: &str) -> bool {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    SKIN_WORDS.iter().any(|words| one_line.contains(words))
}
