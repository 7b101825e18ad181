//! Everything that is taught and said, read once and then only looked up. It holds only lessons
//! that have no problem, and a text that is missing is never a reason to stop: it falls back to
//! Vietnamese, and then to its own name.

use std::collections::{BTreeMap, BTreeSet};

use engine::Lesson;
use narration::Utterance;
use protocol::LessonId;
use vietnamese::Region;

use crate::clips::{self, Wanted};
use crate::lesson::{self, Draft};
use crate::problem::{Problem, Problems};
use crate::source::{Files, Source};
use crate::texts::places::drill;
use crate::texts::said::{Arg, Said, speak};
use crate::texts::{Texts, app, lesson as lesson_texts};
use crate::units::{self, Units};
use crate::{Lang, layout, plain};

/// All lessons and all words.
#[derive(Debug)]
pub struct Catalog {
    pub(crate) lessons: BTreeMap<LessonId, Lesson>,
    units: Vec<String>,
    probes: BTreeSet<LessonId>,
    pub(crate) texts: BTreeMap<LessonId, BTreeMap<Lang, Texts>>,
    pub(crate) app: BTreeMap<Lang, Texts>,
}

impl Catalog {
    /// Reads lessons (`<id>/lesson.toml`, `<id>/text/<lang>.ftl`) and the app's own words
    /// (`<lang>/<area>.ftl`), and tells everything that is wrong with them, by file and line.
    ///
    /// A lesson with a problem is left out; so is each text that can't be shown. Lessons within the
    /// program were checked before it was built: they aren't played and compared again, which
    /// would keep a slow phone waiting at every start.
    #[must_use]
    pub fn read(lessons: &Source, app_texts: &Source) -> (Self, Vec<Problem>) {
        let thorough = !matches!(lessons, Source::Embedded(_));
        let mut problems = Problems::default();
        let app = read_app(app_texts, &mut problems);
        let files = lessons.read(&mut problems);
        layout::check_lessons(lessons, &files, &mut problems);
        let mut drafts: BTreeMap<LessonId, (String, Draft)> = BTreeMap::new();
        let mut texts = BTreeMap::new();
        for id in layout::lesson_folders(&files) {
            let folder = lessons.told(id);
            let words = read_words(lessons, &files, id, thorough, &mut problems);
            let path = lessons.told(&format!("{id}/lesson.toml"));
            let draft =
                text_of(&files, &format!("{id}/lesson.toml"), &path, thorough, &mut problems)
                    .and_then(|text| lesson::read(id, &path, text, thorough, &mut problems));
            if let Some(draft) = draft {
                let checked = lesson_texts::Checked {
                    draft: &draft,
                    structure_path: &path,
                    texts: &words,
                    app: &app,
                };
                if thorough {
                    lesson_texts::check(&checked, &mut problems);
                }
                drafts.insert(LessonId::from(id), (path, draft));
            }
            let words = words.into_iter().map(|(lang, (_, texts))| (lang, texts)).collect();
            texts.insert(LessonId::from(id), (folder, words));
        }
        lesson::requires::check(&drafts, &mut problems);
        let units_path = lessons.told(units::FILE);
        let units = text_of(&files, units::FILE, &units_path, thorough, &mut problems)
            .map(|text| Units::read(&units_path, text, &mut problems))
            .unwrap_or_default();
        if thorough {
            if files.contains_key(units::FILE) {
                units.check_titles(&units_path, &app, &mut problems);
            }
            units.check_lessons(&drafts, &mut problems);
        }
        let mut catalog = Self {
            lessons: BTreeMap::new(),
            units: units.into_ids(),
            probes: BTreeSet::new(),
            texts: BTreeMap::new(),
            app,
        };
        for (id, (folder, words)) in texts {
            let clean = !problems.touch(&format!("{folder}/"));
            if let Some((_, draft)) = drafts.remove(&id).filter(|(_, draft)| clean && draft.whole) {
                if draft.probe.is_some() {
                    catalog.probes.insert(id.clone());
                }
                catalog.lessons.insert(id.clone(), draft.lesson);
                catalog.texts.insert(id, words);
            }
        }
        (catalog, problems.sorted())
    }

    /// The lessons in the order of the path: by the order of their units, each after those it
    /// requires, otherwise by id.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> + Clone {
        let mut ordered: Vec<&Lesson> = Vec::new();
        let mut waiting: Vec<&Lesson> = self.lessons.values().collect();
        // By id they are already, and the sort keeps that among equals.
        waiting.sort_by_key(|lesson| self.unit_place(&lesson.unit));
        while !waiting.is_empty() {
            let ready = waiting.iter().position(|lesson| {
                lesson.requires.iter().all(|before| !waiting.iter().any(|w| w.id == *before))
            });
            // There are no loops in checked lessons; if there were, the first goes first.
            ordered.push(waiting.remove(ready.unwrap_or(0)));
        }
        ordered.into_iter()
    }

    /// Where a unit stands in the path; units that aren't listed come last, by name.
    fn unit_place(&self, unit: &str) -> (usize, String) {
        let place = self.units.iter().position(|known| known == unit);
        (place.unwrap_or(self.units.len()), unit.to_owned())
    }

    /// The title of a unit; its name where it has none.
    #[must_use]
    pub fn unit_title(&self, lang: Lang, unit: &str) -> String {
        let key = format!("{}{unit}", units::UNIT_PREFIX);
        let title = self.app(lang, &key, &[]);
        if title == key { unit.to_owned() } else { title }
    }

    /// The lessons that show whether a unit is known already, at most one a unit, in the order of
    /// the path.
    pub fn probes(&self) -> impl Iterator<Item = &Lesson> + Clone {
        self.lessons().filter(|lesson| self.probes.contains(&lesson.id))
    }

    /// The lesson with this id.
    #[must_use]
    pub fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.lessons.get(id)
    }

    /// One of the app's own texts, as it is shown.
    #[must_use]
    pub fn app(&self, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let shown = |lang| self.app.get(&lang)?.shown(key, None, args);
        shown(lang).or_else(|| shown(Lang::Vi)).unwrap_or_else(|| key.to_owned())
    }

    /// One of the app's own texts, as it is shown and as it is spoken.
    #[must_use]
    pub fn app_said(
        &self,
        lang: Lang,
        region: Region,
        key: &str,
        args: &[(&str, Arg<'_>)],
    ) -> Said {
        let shown = self.app(lang, key, args);
        let spoken = (lang == Lang::Vi).then(|| self.app_spoken(region, key, args)).flatten();
        match spoken {
            Some(spoken) => Said { shown, spoken },
            None => Said::silent(shown),
        }
    }

    fn app_spoken(&self, region: Region, key: &str, args: &[(&str, Arg<'_>)]) -> Option<Utterance> {
        let texts = self.app.get(&Lang::Vi)?;
        let message = texts.messages.get(key)?;
        if !app::is_spoken(key, message) {
            return None;
        }
        let text = texts.get(key, Some("say")).or(message.value.as_ref())?;
        Some(speak(text.pieces.as_ref()?, args, region))
    }

    /// A text of a lesson, as it is shown; none where the lesson has none.
    #[must_use]
    pub fn lesson_text(
        &self,
        lang: Lang,
        lesson: &LessonId,
        message: &str,
        attribute: Option<&str>,
        args: &[(&str, Arg<'_>)],
    ) -> Option<String> {
        let texts = self.texts.get(lesson)?;
        let shown = |lang| texts.get(&lang)?.shown(message, attribute, args);
        shown(lang).or_else(|| shown(Lang::Vi))
    }

    /// A text of a lesson, as it is shown and as it is spoken; none where the lesson has none.
    /// Titles and names alone are not spoken; answers are, where help reads them out.
    #[must_use]
    pub fn lesson_said(
        &self,
        lang: Lang,
        region: Region,
        lesson: &LessonId,
        message: &str,
        attribute: Option<&str>,
        args: &[(&str, Arg<'_>)],
    ) -> Option<Said> {
        let shown = self.lesson_text(lang, lesson, message, attribute, args)?;
        let silent = message.starts_with("payee-")
            || self.lessons.get(lesson).is_some_and(|lesson| lesson.drill.is_some())
                && drill::is_silent(message, attribute);
        if lang != Lang::Vi || silent {
            return Some(Said::silent(shown));
        }
        let texts = self.texts.get(lesson)?.get(&lang)?;
        let say = attribute.map_or_else(|| "say".to_owned(), |name| format!("say-{name}"));
        let text = texts.get(message, Some(&say)).or_else(|| texts.get(message, attribute))?;
        let spoken = speak(text.pieces.as_deref().unwrap_or_default(), args, region);
        Some(Said { shown, spoken })
    }

    /// Every text that has to be spoken, each once: number words, courtesies, then the app's own
    /// and the lessons' fragments. Empty for a language that isn't spoken.
    #[must_use]
    pub fn wanted_clips(&self, lang: Lang) -> Vec<Wanted> {
        clips::wanted(self, lang)
    }

    /// The names of the app's own texts that name no value and can be shown as they are, sorted,
    /// without the explanations of controls, which are only ever shown for a touch, and the
    /// titles of units, which are looked up by the unit.
    #[must_use]
    pub fn plain_app_texts(&self) -> Vec<&str> {
        let plain = |id: &&str| {
            let text = self.app.get(&Lang::Vi).and_then(|texts| texts.get(id, None));
            text.is_some_and(|text| text.variables.is_empty())
        };
        let by_name =
            |id: &&str| id.starts_with(app::CONTROL_PREFIX) || id.starts_with(units::UNIT_PREFIX);
        self.app_keys().filter(|id| !by_name(id)).filter(plain).collect()
    }

    /// The names of all the app's own texts, sorted.
    pub fn app_keys(&self) -> impl Iterator<Item = &str> {
        self.app
            .get(&Lang::Vi)
            .into_iter()
            .flat_map(|texts| texts.messages.keys())
            .map(String::as_str)
    }
}

fn read_app(source: &Source, problems: &mut Problems) -> BTreeMap<Lang, Texts> {
    let files = source.read(problems);
    let thorough = !matches!(source, Source::Embedded(_));
    layout::check_app(source, &files, problems);
    let mut all: BTreeMap<Lang, Texts> = BTreeMap::new();
    for lang in Lang::ALL {
        let texts = all.entry(lang).or_insert_with(|| Texts::new(lang));
        let folder = format!("{lang}/");
        for path in files.keys().filter(|path| layout::is_app_text(path, &folder)) {
            let told = source.told(path);
            if let Some(text) = text_of(&files, path, &told, thorough, problems) {
                texts.add(&told, text, problems);
            } else {
                // Nobody knows what its texts are; telling each as missing would say nothing.
                texts.broken = true;
            }
        }
    }
    app::check(&all, |lang| source.told(lang.as_str()), problems);
    all
}

/// The words of a lesson by language, each with its path.
fn read_words(
    source: &Source,
    files: &Files,
    id: &str,
    thorough: bool,
    problems: &mut Problems,
) -> BTreeMap<Lang, (String, Texts)> {
    let mut words = BTreeMap::new();
    for lang in Lang::ALL {
        let path = format!("{id}/text/{lang}.ftl");
        let told = source.told(&path);
        let Some(text) = text_of(files, &path, &told, thorough, problems) else { continue };
        let mut texts = Texts::new(lang);
        texts.add(&told, text, problems);
        words.insert(lang, (told, texts));
    }
    words
}

/// The text of a file, if it is there and is text.
fn text_of<'a>(
    files: &'a Files,
    path: &str,
    told: &str,
    thorough: bool,
    problems: &mut Problems,
) -> Option<&'a str> {
    plain::text(files.get(path)?.bytes.as_deref()?, told, thorough, problems)
}
