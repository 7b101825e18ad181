//! The pages around the path: fitting the app to a person in a minute, and finding out what they
//! know already. Shows no score, and says nothing about how well somebody did.

use content::Said;
use serde::Serialize;

use crate::touch_test::Offset;
use crate::{Context, TEXT_SCALES};

/// What a person does on the pages of this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathIntent {
    /// *Để sau*.
    Later,
    /// The text one size smaller.
    Smaller,
    /// The text one size larger.
    Larger,
    /// The voice a little quieter.
    Quieter,
    /// The voice a little louder.
    Louder,
    /// The voice slower.
    Slower,
    /// The voice faster.
    Faster,
    /// A finger came down: so far from the flower, and from where it was before.
    Down(Offset, Offset),
    /// The finger was lifted, so far from the flower.
    Up(Offset),
    /// The flower was touched by key or by a screen reader.
    PassOver,
    /// The placement, offered on the first page.
    Placement,
    /// *Tôi chưa biết*.
    Unknown,
}

/// The pages of the calibration, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CalibrationPage {
    /// What comes, and *Để sau*.
    Hello,
    /// Text size.
    Text,
    /// Loudness and speed.
    Voice,
    /// The friendly touches.
    Touch,
    /// It is done.
    Done,
}

impl CalibrationPage {
    /// The page after this one; `speaks` says whether there is a voice to be fitted.
    #[must_use]
    pub fn next(self, speaks: bool) -> Option<Self> {
        match self {
            Self::Hello => Some(Self::Text),
            Self::Text if speaks => Some(Self::Voice),
            Self::Text | Self::Voice => Some(Self::Touch),
            Self::Touch => Some(Self::Done),
            Self::Done => None,
        }
    }

    /// The page before this one; none where there is nothing to go back to.
    #[must_use]
    pub fn before(self, speaks: bool) -> Option<Self> {
        match self {
            Self::Hello | Self::Done => None,
            Self::Text => Some(Self::Hello),
            Self::Voice => Some(Self::Text),
            Self::Touch if speaks => Some(Self::Voice),
            Self::Touch => Some(Self::Text),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Hello => "calibration-hello",
            Self::Text => "calibration-text",
            Self::Voice => "calibration-voice",
            Self::Touch => "calibration-touch",
            Self::Done => "calibration-done",
        }
    }
}

/// A page that says one thing, with one main button and perhaps a way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeView {
    /// `calibration`, `placement`, `leaving`, `coming-back` or `silence`.
    pub about: &'static str,
    /// The sentence.
    pub sentence: String,
    /// The main button's words.
    pub main: String,
    /// *Để sau*, where it can be left for later.
    pub later: Option<String>,
}

/// A page on which something is fitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalibrationView {
    /// Which page: text, voice or touch.
    pub page: CalibrationPage,
    /// What to do.
    pub sentence: String,
    /// A sentence to judge by.
    pub sample: String,
    /// The main button's words; none while there is a flower to touch.
    pub main: Option<String>,
    /// Which flower, from 0.
    pub flower: u8,
    /// Whether the text can become smaller or larger, the voice quieter, louder, slower or faster:
    /// in this order.
    pub can: [bool; 6],
}

/// What is fitted now, for the buttons that have nothing left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted {
    /// Which flower, from 0.
    pub flower: usize,
    /// Whether the voice can become quieter, louder, slower, faster.
    pub voice: [bool; 4],
}

/// A page of the calibration that says one thing.
#[must_use]
pub fn calibration_notice(context: &Context<'_>, page: CalibrationPage) -> NoticeView {
    let hello = page == CalibrationPage::Hello;
    NoticeView {
        about: "calibration",
        sentence: context.word(page.key()),
        main: context.word(if hello { "button-start" } else { "button-home" }),
        later: hello.then(|| context.word("button-later")),
    }
}

/// A page of the calibration on which something is fitted.
#[must_use]
pub fn calibration_view(
    context: &Context<'_>,
    page: CalibrationPage,
    fitted: Fitted,
) -> CalibrationView {
    let scale = context.look.text_scale;
    let main = match page {
        CalibrationPage::Text => Some("calibration-text-done"),
        CalibrationPage::Voice => Some("calibration-voice-done"),
        CalibrationPage::Hello | CalibrationPage::Touch | CalibrationPage::Done => None,
    };
    let [quieter, louder, slower, faster] = fitted.voice;
    CalibrationView {
        page,
        sentence: context.word(page.key()),
        sample: context.word("calibration-sample"),
        main: main.map(|key| context.word(key)),
        flower: u8::try_from(fitted.flower).unwrap_or(u8::MAX),
        can: [
            next_text_scale(scale, false).is_some(),
            next_text_scale(scale, true).is_some(),
            quieter,
            louder,
            slower,
            faster,
        ],
    }
}

/// What is said on a page of the calibration.
#[must_use]
pub fn calibration_speech(context: &Context<'_>, page: CalibrationPage) -> Said {
    context.said(page.key())
}

/// The next text size in a direction; none at the end.
#[must_use]
pub fn next_text_scale(now: u16, larger: bool) -> Option<u16> {
    if larger {
        TEXT_SCALES.into_iter().find(|scale| *scale > now)
    } else {
        TEXT_SCALES.into_iter().rev().find(|scale| *scale < now)
    }
}

/// The pages before and after a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlacementPage {
    /// What comes, and *Để sau*.
    Hello,
    /// It is over; whether anything was known already.
    Done {
        /// Whether lessons are passed over now.
        known: bool,
    },
}

impl PlacementPage {
    fn key(self) -> &'static str {
        match self {
            Self::Hello => "placement-hello",
            Self::Done { known: true } => "placement-known",
            Self::Done { known: false } => "placement-new",
        }
    }
}

/// A page before or after a placement.
#[must_use]
pub fn placement_notice(context: &Context<'_>, page: PlacementPage) -> NoticeView {
    let hello = page == PlacementPage::Hello;
    NoticeView {
        about: "placement",
        sentence: context.word(page.key()),
        main: context.word(if hello { "button-start" } else { "button-home" }),
        later: hello.then(|| context.word("button-later")),
    }
}

/// What is said before or after a placement.
#[must_use]
pub fn placement_speech(context: &Context<'_>, page: PlacementPage) -> Said {
    context.said(page.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_lead_to_the_end_and_back() {
        for speaks in [true, false] {
            let mut page = CalibrationPage::Hello;
            while let Some(next) = page.next(speaks) {
                if next != CalibrationPage::Done {
                    assert_eq!(next.before(speaks), Some(page));
                }
                page = next;
            }
            assert_eq!(page, CalibrationPage::Done);
        }
    }

    #[test]
    fn text_sizes_end_at_both_ends() {
        assert_eq!(next_text_scale(100, false), None);
        assert_eq!(next_text_scale(100, true), Some(125));
        assert_eq!(next_text_scale(200, false), Some(175));
        assert_eq!(next_text_scale(200, true), None);
    }
}
