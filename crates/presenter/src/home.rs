//! The first pages: the welcome, the home screen, the settings.

use content::{Arg, Lang, Said};
use engine::Lesson;
use progress::Progress;
use protocol::{LessonId, UnixMillis};
use vietnamese::Address;

use crate::doors::door_views;
use crate::lesson::join;
use crate::today::due_lessons;
use crate::{Context, HomeView, LessonMark, LessonTile, Manner, NextUp, SettingsView, WelcomeView};

/// The pages of the welcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WelcomePage {
    /// A greeting.
    Hello,
    /// Which group of forms of address.
    Group,
    /// Which form of that group, from 0.
    Form(usize),
}

/// Whether a review of the lesson is due.
#[must_use]
pub fn is_due(progress: &Progress, lesson: &LessonId, now: UnixMillis) -> bool {
    progress.lesson(lesson).next_review.is_some_and(|at| at <= now)
}

/// Whether the lesson was passed.
#[must_use]
pub fn has_passed(progress: &Progress, lesson: &LessonId) -> bool {
    progress.lesson(lesson).is_passed()
}

/// Whether everything that comes before the lesson was passed.
#[must_use]
pub fn is_open(progress: &Progress, lesson: &Lesson) -> bool {
    lesson.requires.iter().all(|before| has_passed(progress, before))
}

/// How many reviews are put before everything else.
const MOST_DUE: usize = 3;

/// The home screen. A placement is offered until something was begun.
#[must_use]
pub fn home_view<'a>(
    context: &Context<'_>,
    lessons: impl Iterator<Item = &'a Lesson> + Clone,
    progress: &Progress,
    next: Option<&NextUp>,
    now: UnixMillis,
) -> HomeView {
    let title = |lesson: &Lesson| context.lesson_word(lesson, "title", None);
    let by_id = |id: &LessonId| lessons.clone().find(|lesson| lesson.id == *id);
    let tile = |lesson: &Lesson| {
        let known = progress.lesson(&lesson.id);
        let missing = lesson.requires.iter().find(|before| !has_passed(progress, before));
        let left = matches!(next, Some(NextUp::Continue(left)) if *left == lesson.id);
        let mark = if left {
            LessonMark::Begun
        } else if is_due(progress, &lesson.id, now) {
            LessonMark::Review
        } else if known.is_passed() {
            LessonMark::Passed
        } else if missing.is_some() {
            LessonMark::Locked
        } else if known.stage_reached.is_some() || progress.plays(&lesson.id) > 0 {
            LessonMark::Begun
        } else {
            LessonMark::New
        };
        let state = match (mark, missing.and_then(by_id)) {
            (LessonMark::Begun, _) => context.word("home-state-begun"),
            (LessonMark::Review, _) => context.word("home-state-review"),
            (LessonMark::Passed, _) if known.placed => context.word("home-state-placed"),
            (LessonMark::Passed, _) => context.word("home-state-passed"),
            (LessonMark::Locked, Some(before)) => {
                let before = title(before);
                context.word_with("home-state-locked", &[("lesson", Arg::Text(&before))])
            }
            (LessonMark::Locked | LessonMark::New, _) => context.word("home-state-new"),
        };
        LessonTile {
            id: lesson.id.clone(),
            heading: None,
            title: title(lesson),
            state,
            mark,
            open: mark != LessonMark::Locked,
        }
    };
    let due = due_lessons(lessons.clone(), progress, now);
    let mut tiles: Vec<LessonTile> = Vec::new();
    // The path goes through the units in order; a lesson is told under its own unit's heading.
    let mut unit = None;
    for lesson in lessons.clone() {
        let begins = unit != Some(&lesson.unit);
        unit = Some(&lesson.unit);
        let heading = begins.then(|| context.catalog.unit_title(context.lang, &lesson.unit));
        tiles.push(LessonTile { heading, ..tile(lesson) });
    }
    let next_title = next.and_then(|next| by_id(next.lesson())).map(title).unwrap_or_default();
    let is_new = progress.lessons().next().is_none();
    HomeView {
        greeting: match (context.lang, context.address) {
            // Nobody is called *mình*: a guest is greeted as it is spoken, without a name.
            (Lang::Vi, None) => context.said("home-greeting").spoken.text,
            _ => context.word("home-greeting"),
        },
        today: next.map(|next| next.said(context, &next_title).shown).unwrap_or_default(),
        rests: matches!(next, Some(NextUp::Again { .. })),
        placement: (is_new && context.catalog.probes().next().is_some())
            .then(|| context.word("door-placement")),
        main: context.word(next.map_or("home-start", NextUp::button_key)),
        main_lesson: next_title,
        due: due.into_iter().take(MOST_DUE).map(tile).collect(),
        lessons: tiles,
        picture: String::new(),
    }
}

/// The forms of address in the group with this number, from 0.
#[must_use]
pub fn address_group(group: usize) -> &'static [Address] {
    Address::GROUPS.get(group).copied().unwrap_or(&[])
}

/// The welcome.
#[must_use]
pub fn welcome_view(context: &Context<'_>, page: WelcomePage) -> WelcomeView {
    let said = welcome_speech(context, page);
    let choices = match page {
        WelcomePage::Hello => Vec::new(),
        WelcomePage::Group => (0..Address::GROUPS.len())
            .map(|group| {
                let words: Vec<_> = address_group(group).iter().map(|form| form.word()).collect();
                capitalise(&words.join(", "))
            })
            .collect(),
        WelcomePage::Form(group) => {
            address_group(group).iter().map(|form| form.capitalised().to_owned()).collect()
        }
    };
    WelcomeView {
        sentence: said.shown,
        main: (page == WelcomePage::Hello).then(|| context.word("button-start")),
        choices,
        choosing_group: page == WelcomePage::Group,
        guest: (page == WelcomePage::Hello).then(|| context.word("people-guest")),
    }
}

/// What is said on a page of the welcome.
#[must_use]
pub fn welcome_speech(context: &Context<'_>, page: WelcomePage) -> Said {
    context.said(match page {
        WelcomePage::Hello => "welcome-hello",
        WelcomePage::Group => "welcome-how-to-call",
        WelcomePage::Form(_) => "welcome-which-one",
    })
}

/// What is said on the home screen: a greeting, what there is today, and which button to touch.
#[must_use]
pub fn home_speech(context: &Context<'_>, next: Option<&NextUp>) -> Said {
    let today = next.map(|next| next.said(context, ""));
    join(join(context.said("home-greeting"), today), Some(context.said("home-hello")))
}

/// The settings.
#[must_use]
pub fn settings_view(context: &Context<'_>, narration: bool, manner: Manner) -> SettingsView {
    SettingsView {
        text_scale: context.look.text_scale,
        theme: context.look.theme,
        language: context.look.language.clone(),
        region: match context.region {
            vietnamese::Region::North => "north".to_owned(),
            vietnamese::Region::South => "south".to_owned(),
        },
        narration,
        doors: door_views(context),
        speed: manner.speed.as_str().to_owned(),
        loudness: manner.loudness,
        mine: false,
    }
}

fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
