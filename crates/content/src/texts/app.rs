//! The app's own words: one namespace for all files of a language, the same texts in both
//! languages, and an explanation for every control of the practice apps.
//!
//! Spoken are, by a rule that needs no list: every text in the files of
//! [`SPOKEN_FILES`], every explanation `control-…` wherever it stands, and every text that has a `.say`.

use std::collections::BTreeMap;

use engine::SimulatorId;

use super::rules::{self, Length};
use super::{Message, Texts};
use crate::Lang;
use crate::problem::{Problems, quote, suggest};

/// Files in which every text is spoken.
pub const SPOKEN_FILES: [&str; 3] = ["spoken.ftl", "errors.ftl", "people_spoken.ftl"];

/// What an explanation of a control begins with: `control-bank-history`.
pub const CONTROL_PREFIX: &str = "control-";

/// The sentence about the way back, which follows a word on a touch that led away.
const WAY_BACK: &str = "remark-astray";

/// The values that the app fills into its own texts.
const VALUES: [&str; 18] = [
    "you", "You", "amount", "payee", "balance", "lesson", "days", "count", "number", "date",
    "picture", "answer", "name", "sent", "total", "received", "time", "ward",
];

/// Whether a text of the app is spoken.
pub(crate) fn is_spoken(id: &str, message: &Message) -> bool {
    let file = message.path.rsplit('/').next().unwrap_or_default();
    SPOKEN_FILES.contains(&file)
        || id.starts_with(CONTROL_PREFIX)
        || message.attributes.contains_key("say")
}

/// Tells everything that is wrong with the app's words. `folder` gives the path of a language's
/// folder.
pub(crate) fn check(
    app: &BTreeMap<Lang, Texts>,
    folder: impl Fn(Lang) -> String,
    problems: &mut Problems,
) {
    let controls: Vec<String> = SimulatorId::ALL
        .into_iter()
        .flat_map(|app| {
            app.controls()
                .iter()
                .map(move |control| format!("{CONTROL_PREFIX}{}-{}", app.name(), control.name))
        })
        .collect();
    let controls: Vec<&str> = controls.iter().map(String::as_str).collect();
    for (lang, texts) in app {
        let back = texts.get("fixed-back", None);
        let back: String = back.map(|back| back.words().collect()).unwrap_or_default();
        for (id, message) in &texts.messages {
            one(id, message, *lang, problems);
            if let Some(text) = message.value.as_ref().filter(|_| id.starts_with(CONTROL_PREFIX)) {
                rules::way_back(text, &back, &message.path, problems);
            }
            if id.starts_with(CONTROL_PREFIX) && !controls.contains(&id.as_str()) {
                let hint = suggest(id, &[]);
                let near = crate::problem::nearest(id, controls.iter().copied())
                    .map_or(hint, |near| format!(" Did you mean `{near}`?"));
                let name = quote(id);
                problems.add(
                    &message.path,
                    message.line,
                    format!("No practice app has the control that {name} explains.{near}"),
                );
            }
        }
        for control in &controls {
            if !texts.messages.contains_key(*control) && !texts.broken {
                let lang_name = lang.english_name();
                let message = format!(
                    "`{control}` is missing in {lang_name}: what that control is for. Add it."
                );
                problems.add(&format!("{}/simulators.ftl", folder(*lang)), 1, message);
            }
        }
        for (other, others) in app.iter().filter(|(other, _)| *other != lang) {
            let elsewhere = others.messages.iter().filter(|(id, _)| {
                !texts.messages.contains_key(*id)
                    && !id.starts_with(CONTROL_PREFIX)
                    && !texts.broken
            });
            for (id, message) in elsewhere {
                let file = message.path.rsplit('/').next().unwrap_or_default();
                let path = format!("{}/{file}", folder(*lang));
                rules::lacking(id, *lang, *other, &path, problems);
            }
        }
    }
}

fn one(id: &str, message: &Message, lang: Lang, problems: &mut Problems) {
    let path = &message.path;
    for (attribute, text) in &message.attributes {
        if attribute == "say" {
            rules::variables(text, &VALUES, path, problems);
        } else {
            let name = quote(&format!(".{attribute}"));
            let message = format!("Nothing shows {name}. The app's own texts have only `.say`.");
            problems.add(path, text.line, message);
        }
    }
    let Some(text) = &message.value else {
        // Where the text was refused, that has been told.
        if message.attributes.contains_key("say") {
            problems.add(path, message.line, "This has a `.say` and no text. Write the text.");
        }
        return;
    };
    rules::variables(text, &VALUES, path, problems);
    if lang == Lang::Vi && is_spoken(id, message) {
        let length = if id == WAY_BACK { Length::WayBack } else { Length::Sentence };
        rules::length(text, length, path, problems);
        let say = message.attributes.get("say");
        rules::spoken(say.unwrap_or(text), &rules::remedy(".say", say.is_some()), path, problems);
    }
}
