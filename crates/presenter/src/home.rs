//! The first pages: the welcome, the home screen, the settings.

use content::{Arg, Said};
use engine::Lesson;
use progress::Progress;
use protocol::{LessonId, UnixMillis};
use vietnamese::Address;

use crate::lesson::join;
use crate::{Context, HomeView, LessonTile, SettingsView, WelcomeView};

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

/// What the home screen's one big button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextUp {
    /// Goes on with the play that was left.
    Continue(LessonId),
    /// Asks again what was learnt.
    Review(LessonId),
    /// Begins a lesson.
    Start(LessonId),
}

impl NextUp {
    /// Which lesson.
    #[must_use]
    pub fn lesson(&self) -> &LessonId {
        match self {
            Self::Continue(id) | Self::Review(id) | Self::Start(id) => id,
        }
    }
}

/// What to do today: what was left, else what is due, else the next new lesson, else the one whose
/// review comes first.
#[must_use]
pub fn next_up<'a>(
    lessons: impl Iterator<Item = &'a Lesson> + Clone,
    progress: &Progress,
    left: Option<&LessonId>,
    now: UnixMillis,
) -> Option<NextUp> {
    if let Some(left) = left {
        return Some(NextUp::Continue(left.clone()));
    }
    let due = |lesson: &&Lesson| is_due(progress, &lesson.id, now);
    if let Some(lesson) = lessons.clone().find(due) {
        return Some(NextUp::Review(lesson.id.clone()));
    }
    let new = |lesson: &&Lesson| !has_passed(progress, &lesson.id) && is_open(progress, lesson);
    if let Some(lesson) = lessons.clone().find(new) {
        return Some(NextUp::Start(lesson.id.clone()));
    }
    lessons
        .min_by_key(|lesson| progress.lesson(&lesson.id).next_review)
        .map(|lesson| NextUp::Review(lesson.id.clone()))
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

/// The home screen.
#[must_use]
pub fn home_view<'a>(
    context: &Context<'_>,
    lessons: impl Iterator<Item = &'a Lesson>,
    progress: &Progress,
    next: Option<&NextUp>,
    now: UnixMillis,
) -> HomeView {
    let title = |lesson: &Lesson| context.lesson_word(lesson, "title", None);
    let lessons: Vec<&Lesson> = lessons.collect();
    let by_id = |id: &LessonId| lessons.iter().find(|lesson| lesson.id == *id);
    let tiles = lessons
        .iter()
        .map(|lesson| {
            let passed = has_passed(progress, &lesson.id);
            let missing = lesson.requires.iter().find(|before| !has_passed(progress, before));
            let state = if matches!(next, Some(NextUp::Continue(left)) if *left == lesson.id) {
                context.word("home-state-begun")
            } else if is_due(progress, &lesson.id, now) {
                context.word("home-state-review")
            } else if passed {
                context.word("home-state-passed")
            } else if let Some(before) = missing.and_then(by_id) {
                let before = title(before);
                context.word_with("home-state-locked", &[("lesson", Arg::Text(&before))])
            } else {
                context.word("home-state-new")
            };
            LessonTile {
                id: lesson.id.clone(),
                title: title(lesson),
                state,
                passed,
                open: missing.is_none(),
            }
        })
        .collect();
    HomeView {
        greeting: context.word("home-greeting"),
        main: context.word(match next {
            Some(NextUp::Continue(_)) => "home-continue",
            Some(NextUp::Review(_)) => "home-review",
            Some(NextUp::Start(_)) | None => "home-start",
        }),
        main_lesson: next
            .and_then(|next| by_id(next.lesson()))
            .map(|lesson| title(lesson))
            .unwrap_or_default(),
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

/// What is said on the home screen: a greeting, and which button to touch.
#[must_use]
pub fn home_speech(context: &Context<'_>) -> Said {
    join(context.said("home-greeting"), Some(context.said("home-hello")))
}

/// The settings.
#[must_use]
pub fn settings_view(context: &Context<'_>, narration: bool) -> SettingsView {
    SettingsView {
        text_scale: context.look.text_scale,
        theme: context.look.theme,
        language: context.look.language.clone(),
        region: match context.region {
            vietnamese::Region::North => "north".to_owned(),
            vietnamese::Region::South => "south".to_owned(),
        },
        narration,
        mine: false,
    }
}

fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
