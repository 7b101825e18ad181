//! Which clips all spoken texts are made of: exactly what [`Said`](crate::Said) can ever put into
//! a sentence, plus the courtesies that the presenter puts before one. It makes no sound.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use vietnamese::{Address, all_key_names, all_number_words, search_key};

use crate::texts::places::places;
use crate::texts::said::clip_words;
use crate::texts::{Piece, Text, app};
use crate::{Catalog, Lang};

/// A text that has to be spoken by a clip of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// A name for people, each once: `qr-pay-open-scanner-hint`.
    pub slug: String,
    /// The words exactly as they are spoken.
    pub text: String,
    /// Where the clip goes, relative to the project: `lessons/qr-pay/narration/vi`.
    pub folder: PathBuf,
}

#[derive(Default)]
struct Collection {
    clips: Vec<Wanted>,
    texts: BTreeSet<String>,
    slugs: BTreeMap<String, u32>,
}

impl Collection {
    fn add(&mut self, slug: &str, text: &str, folder: &str) {
        let text = text.trim();
        if text.is_empty() || !self.texts.insert(text.to_owned()) {
            return;
        }
        let count = self.slugs.entry(slug.to_owned()).or_insert(0);
        *count += 1;
        let slug = if *count == 1 { slug.to_owned() } else { format!("{slug}-{count}") };
        self.clips.push(Wanted { slug, text: text.to_owned(), folder: PathBuf::from(folder) });
    }

    fn add_text(&mut self, slug: &str, text: &Text, folder: &str) {
        for piece in text.pieces.iter().flatten() {
            if let Piece::Words(words) = piece
                && let Some(words) = clip_words(words)
            {
                self.add(slug, words, folder);
            }
        }
    }
}

/// Every clip of a language, each text once; the first who wants it gives it its name and folder.
pub(crate) fn wanted(catalog: &Catalog, lang: Lang) -> Vec<Wanted> {
    let mut all = Collection::default();
    if lang != Lang::Vi {
        return all.clips;
    }
    let shared = format!("i18n/{lang}/narration");
    for word in all_number_words() {
        all.add(&format!("number-{}", search_key(word)), word, &shared);
    }
    for name in all_key_names() {
        all.add(&format!("key-{}", search_key(name).replace(' ', "-")), name, &shared);
    }
    for address in Address::ALL {
        all.add(&format!("courtesy-{address}"), address.opening(), &shared);
    }
    if let Some(texts) = catalog.app.get(&lang) {
        for (id, message) in &texts.messages {
            let text = texts.get(id, Some("say")).or(message.value.as_ref());
            if let Some(text) = text.filter(|_| app::is_spoken(id, message)) {
                all.add_text(id, text, &shared);
            }
        }
    }
    for lesson in catalog.lessons() {
        let id = &lesson.id;
        let folder = format!("lessons/{id}/narration/{lang}");
        let Some(texts) = catalog.texts.get(id).and_then(|texts| texts.get(&lang)) else {
            continue;
        };
        for place in places(lesson) {
            let attribute = place.attribute.as_deref();
            let name = attribute.map_or_else(String::new, |name| format!("-{name}"));
            let slug = format!("{id}-{}{name}", place.message);
            let text = texts.get(&place.message, attribute);
            if let Some(text) = text.filter(|_| place.message.starts_with("payee-")) {
                let name: String = text.words().collect();
                all.add(&slug, &name, &folder);
            } else if place.spoken || place.read_out {
                let say = texts.get(&place.message, Some(&place.say()));
                if let Some(text) = say.or(text) {
                    all.add_text(&slug, text, &folder);
                }
            }
        }
    }
    all.clips
}
