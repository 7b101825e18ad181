//! The words of a lesson against its structure: none missing, none left over, each explained in
//! both languages.

use std::collections::{BTreeMap, BTreeSet};

use engine::simulators::split_target;
use protocol::TargetId;

use super::places::{Place, places, slip_name};
use super::{Text, Texts};
use super::{never_real, rules};
use crate::Lang;
use crate::lesson::rows::At;
use crate::lesson::{Draft, screens};
use crate::problem::{Problems, quote, suggest};

/// The app's own explanation of a control.
pub(crate) fn control_key(target: &TargetId) -> String {
    format!("control-{}", target.as_str().replace('.', "-"))
}

/// What is checked: a lesson, its words, and where they stand.
pub(crate) struct Checked<'a> {
    pub(crate) draft: &'a Draft,
    /// The path of `lesson.toml`.
    pub(crate) structure_path: &'a str,
    /// By language, the path of the words and the words.
    pub(crate) texts: &'a BTreeMap<Lang, (String, Texts)>,
    /// The app's own words, which explain controls that the lesson doesn't.
    pub(crate) app: &'a BTreeMap<Lang, Texts>,
}

/// Tells everything that is wrong with the words of a lesson.
pub(crate) fn check(checked: &Checked<'_>, problems: &mut Problems) {
    let places = places(&checked.draft.lesson);
    for (lang, (path, texts)) in checked.texts {
        let back = checked.app.get(lang).and_then(|app| app.get("fixed-back", None));
        let back: String = back.map(|back| back.words().collect()).unwrap_or_default();
        for place in &places {
            match texts.get(&place.message, place.attribute.as_deref()) {
                Some(text) => {
                    one(place, text, texts, *lang, path, problems);
                    if place.about_a_touch {
                        rules::way_back(text, &back, path, problems);
                    }
                    if let Some(genuine) = drawn_in(place, &checked.draft.lesson) {
                        never_real::check(text, genuine, path, problems);
                    }
                }
                None => missing(place, texts, path, checked, *lang, problems),
            }
        }
        // Without the whole of both nobody knows what is left over.
        if checked.draft.whole && !texts.broken {
            left_over(&places, texts, path, problems);
            unexplained(checked, texts, *lang, path, problems);
        }
    }
}

/// Whether the case is genuine in whose drawing this text stands; none for any other text.
fn drawn_in(place: &Place, lesson: &engine::Lesson) -> Option<bool> {
    let cases = &lesson.drill.as_ref()?.cases;
    let case = cases.iter().find(|case| case.id.as_str() == place.message)?;
    let word = place.attribute.as_deref()?;
    case.scene.words().contains(&word).then_some(case.genuine)
}

/// One text that is there.
fn one(place: &Place, text: &Text, texts: &Texts, lang: Lang, path: &str, problems: &mut Problems) {
    rules::variables(text, place.variables, path, problems);
    let say = place.say();
    let given = texts.get(&place.message, Some(&say));
    if let Some(given) = given {
        rules::variables(given, place.variables, path, problems);
    }
    if lang != Lang::Vi {
        return;
    }
    rules::length(text, place.length, path, problems);
    if place.message.starts_with("payee-") {
        // A name is a clip of its own wherever it is spoken.
        rules::spoken(text, "Write the name in words", path, problems);
    }
    if place.spoken {
        let remedy = rules::remedy(&format!(".{say}"), given.is_some());
        rules::spoken(given.unwrap_or(text), &remedy, path, problems);
    }
}

fn missing(
    place: &Place,
    texts: &Texts,
    path: &str,
    checked: &Checked<'_>,
    lang: Lang,
    problems: &mut Problems,
) {
    let message = texts.messages.get(&place.message);
    let refused = message.is_some_and(|message| message.refused.contains(&place.attribute));
    if texts.broken || refused {
        return;
    }
    if !place.must {
        let elsewhere = checked.texts.iter().find(|(other, (_, texts))| {
            **other != lang && texts.get(&place.message, place.attribute.as_deref()).is_some()
        });
        if let Some((other, _)) = elsewhere {
            rules::lacking(&place.called(), lang, *other, path, problems);
        }
        return;
    }
    let line = message.map_or(1, |message| message.line);
    let known: Vec<&str> = match (&place.attribute, message) {
        (Some(_), Some(message)) => message.attributes.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let near = place
        .attribute
        .as_deref()
        .and_then(|wanted| crate::problem::nearest(wanted, known))
        .map(|near| format!(" Is `.{near}` meant?"))
        .unwrap_or_default();
    let whose = name_line(place, checked.draft)
        .map(|line| format!(" (drawn in {}:{line})", checked.structure_path))
        .unwrap_or_default();
    let (called, purpose, lang) = (place.called(), &place.purpose, lang.english_name());
    let message = format!("`{called}` is missing in {lang}{whose}: {purpose}. Add it.{near}");
    problems.add(path, line, message);
}

/// The line that draws a payee whose name is missing.
fn name_line(place: &Place, draft: &Draft) -> Option<u32> {
    let payee = place.message.strip_prefix("payee-")?;
    draft.payees.iter().find(|At { value, .. }| value == payee).map(|at| at.line)
}

/// Tells texts that nothing shows.
fn left_over(places: &[Place], texts: &Texts, path: &str, problems: &mut Problems) {
    let names: BTreeSet<&str> = places.iter().map(|place| place.message.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    for (id, message) in &texts.messages {
        if !names.contains(&id.as_str()) {
            let near = crate::problem::nearest(id, names.iter().copied());
            let hint = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
            let name = quote(id);
            problems.add(
                path,
                message.line,
                format!("Nothing in the lesson shows the text {name}. Remove it.{hint}"),
            );
            continue;
        }
        let mut known: Vec<String> = Vec::new();
        for place in places.iter().filter(|place| place.message == *id) {
            known.extend(place.attribute.clone());
            let there = texts.get(id, place.attribute.as_deref()).is_some();
            if place.spoken && there {
                known.push(place.say());
            }
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for (attribute, text) in &message.attributes {
            if !known.contains(&attribute.as_str()) {
                let reason = match attribute.strip_prefix("slip-") {
                    Some(_) => "That control isn't on the screen at this step, or is the right one",
                    None => "Nothing shows this text",
                };
                let hint = suggest(attribute, &known);
                let message = format!("{reason}: `.{attribute}`. Remove it.{hint}");
                problems.add(path, text.line, message);
            }
        }
    }
}

/// Tells likely slips that neither the lesson nor the app explains.
fn unexplained(
    checked: &Checked<'_>,
    texts: &Texts,
    lang: Lang,
    path: &str,
    problems: &mut Problems,
) {
    let lesson = &checked.draft.lesson;
    for (number, targets) in screens::likely_slips(lesson) {
        let Some(step) = lesson.step(number) else { continue };
        for target in targets {
            let slip = slip_name(&target);
            let own = texts.get(step.id.as_str(), Some(&slip)).is_some();
            let app = checked.app.get(&lang);
            if own || app.is_some_and(|app| app.get(&control_key(&target), None).is_some()) {
                continue;
            }
            let line = texts.messages.get(step.id.as_str()).map_or(1, |message| message.line);
            let control = split_target(&target).map_or("", |(_, control)| control);
            let message = format!(
                "At step `{}` someone may touch `{target}` instead. Add `.{slip}`: what \
                 `{control}` is for, and what to look for.",
                step.id
            );
            problems.add(path, line, message);
        }
    }
}
