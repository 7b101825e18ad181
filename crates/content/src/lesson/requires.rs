//! Which lesson comes before which: every one named is there, and nobody waits for themselves.

use std::collections::BTreeMap;

use protocol::LessonId;

use super::Draft;
use crate::problem::{Problems, quote, suggest};

/// Tells gaps and loops. `drafts` holds every lesson with the path of its file.
pub(crate) fn check(drafts: &BTreeMap<LessonId, (String, Draft)>, problems: &mut Problems) {
    let known: Vec<&str> = drafts.keys().map(LessonId::as_str).collect();
    for (id, (path, draft)) in drafts {
        for before in &draft.requires {
            if !drafts.contains_key(&before.value) {
                let hint = suggest(before.value.as_str(), &known);
                let name = quote(before.value.as_str());
                problems.add(path, before.line, format!("There is no lesson {name}.{hint}"));
            } else if leads_to(drafts, &before.value, id) {
                let name = quote(before.value.as_str());
                let message = if before.value == *id {
                    "A lesson can't come before itself. Remove it here.".to_owned()
                } else {
                    format!(
                        "{name} also requires `{id}`, if only by way of others, so neither can be \
                         opened. Remove one of them."
                    )
                };
                problems.add(path, before.line, message);
            }
        }
    }
}

/// Whether `from` requires `to`, itself or by way of others.
fn leads_to(drafts: &BTreeMap<LessonId, (String, Draft)>, from: &LessonId, to: &LessonId) -> bool {
    let mut seen = Vec::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        if let Some((_, draft)) = drafts.get(at) {
            open.extend(draft.requires.iter().map(|before| &before.value));
        }
    }
    false
}
