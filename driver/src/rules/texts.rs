//! Rules of what is read: how large, how visible, all of it there, and nothing over it.

use super::{Finding, Rule, Setting, push};
use crate::text_facts::TextFacts;
use crate::tree::{Row, Screen};
use crate::walk::Cut;

/// At 100%: a sentence.
const BODY: f32 = 22.0;
/// At 100%: everything else.
const CAPTION: f32 = 18.0;
/// An amount of money, at every text size: it may shrink to fit, but not below this.
const AMOUNT: f32 = 32.0;
/// WCAG 1.4.6.
const CONTRAST: f64 = 7.0;
/// Lines to letters, so that no mark above or below is lost.
const LINE_HEIGHT: f32 = 1.4;
/// Layout arithmetic leaves fractions of a pixel.
const SLACK: f32 = 0.75;

pub(super) fn check(screen: &Screen, setting: &Setting, findings: &mut Vec<Finding>) {
    for (row, text) in screen.texts() {
        size(screen, row, setting, findings);
        contrast(row, findings);
        fits(row, text, findings);
        lines(row, text, findings);
    }
    for row in &screen.rows {
        if row.cut == Some(Cut::Edge) {
            let message = format!("is cut off: {} of {} can be seen", row.bounds, row.facts.whole);
            push(findings, Rule::Clipped, &row.id, message);
        }
    }
    overlaps(screen, findings);
}

fn size(screen: &Screen, row: &Row, setting: &Setting, findings: &mut Vec<Finding>) {
    let scale = f32::from(setting.text_scale) / 100.0;
    let on_a_key = row.facts.inside.is_some_and(|owner| screen.rows[owner].role == "key");
    let (what, least) = if is_amount(&row.label) {
        ("an amount", AMOUNT)
    } else if on_a_key {
        // A real phone's layout is the lesson there, and it doesn't grow.
        ("a key's letter", CAPTION)
    } else if is_sentence(&row.label) {
        ("a sentence", BODY * scale)
    } else {
        ("a caption", CAPTION * scale)
    };
    let px = row.text_px.unwrap_or_default();
    if px < least - 0.05 {
        let message =
            format!("has letters of {px:.1} px, and {what} has to have {least:.1} px at least");
        push(findings, Rule::TextSize, &row.id, message);
    }
}

/// `1.234.567 ₫` and nothing else.
fn is_amount(text: &str) -> bool {
    text.trim().strip_suffix('₫').is_some_and(|digits| {
        digits.contains(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || " .\u{a0}+-−".contains(c))
    })
}

fn is_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '?', '!', '…', ':']) && text.split_whitespace().count() >= 3
}

fn contrast(row: &Row, findings: &mut Vec<Finding>) {
    let contrast = row.color.contrast(row.background);
    if contrast < CONTRAST - 0.05 {
        let message = format!(
            "is {} on {}, which is {contrast:.1}:1, and has to be {CONTRAST}:1 at least",
            row.color, row.background
        );
        push(findings, Rule::TextContrast, &row.id, message);
    }
}

fn fits(row: &Row, text: &TextFacts, findings: &mut Vec<Finding>) {
    let shown = [text.inked.w, text.inked.h];
    if (0..2).all(|axis| shown[axis] >= text.needs[axis] - SLACK) {
        return;
    }
    let rule = if text.elides { Rule::Elided } else { Rule::Clipped };
    let message = format!(
        "needs {:.0} × {:.0} px for «{}» and has {:.0} × {:.0}",
        text.needs[0], text.needs[1], row.label, shown[0], shown[1]
    );
    push(findings, rule, &row.id, message);
}

fn lines(row: &Row, text: &TextFacts, findings: &mut Vec<Finding>) {
    let factor = text.line_height / text.px;
    if text.lines > 1 && factor < LINE_HEIGHT - 0.01 {
        let message = format!(
            "has lines of {factor:.2} × the size of its letters, and {LINE_HEIGHT} is the least"
        );
        push(findings, Rule::LineHeight, &row.id, message);
    }
}

fn overlaps(screen: &Screen, findings: &mut Vec<Finding>) {
    let rows = &screen.rows;
    for (i, a) in rows.iter().enumerate().filter(|(_, row)| row.is_text()) {
        if a.facts.partly_hidden {
            push(findings, Rule::Hidden, &a.id, "is partly covered".to_owned());
        }
        for (j, b) in rows.iter().enumerate() {
            let own = a.facts.inside == Some(j) || b.facts.inside == Some(i);
            // Pairs of texts once; a text and a control in whichever order they come.
            if own || (b.is_text() && j <= i) || !(b.is_text() || b.is_target()) {
                continue;
            }
            // A line's box reaches beyond its letters: two may touch by a hair.
            let depth = -a.bounds.gap(&b.bounds);
            let nested = b.is_target() && b.bounds.holds(&a.bounds, 0.5);
            if depth > 1.5 && !nested {
                let message = format!("and `{}` overlap by {depth:.0} px", b.id);
                push(findings, Rule::Overlap, &a.id, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_sentences_are_told_from_captions() {
        assert!(is_amount("1.234.567\u{a0}₫") && is_amount("-35.000\u{a0}₫"));
        assert!(!is_amount("Trả 35.000\u{a0}₫") && !is_amount("35.000"));
        assert!(!is_amount("₫"), "a key of the keyboard");
        assert!(is_sentence("Chạm nút Quét mã.") && is_sentence("Bác sẵn sàng chưa?"));
        assert!(!is_sentence("TẬP DƯỢT – KHÔNG PHẢI TIỀN THẬT") && !is_sentence("Quét mã"));
    }
}
