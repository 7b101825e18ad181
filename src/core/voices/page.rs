//! What the pages of the recording show and say. It changes nothing.

use content::Lang;
use narration::Utterance;
use presenter::{PartSummary, Taking, VoiceSummary, VoicesPage, VoicesView, voices_view};
use recordings::{Recordings, VoiceId};

use super::{Page, State, part_name};
use crate::core::{Core, Place};
use crate::script::{Part, PartId};

impl Core {
    /// What the page shows.
    pub(in crate::core) fn voices_screen(&self) -> VoicesView {
        voices_view(&self.context(), &self.voices_page(), self.studio.note)
    }

    fn voices_page(&self) -> VoicesPage {
        let studio = &self.studio;
        let recordings = studio.recorder.as_ref().map(|recorder| &recorder.recordings);
        let first = studio.first(self.preferred_voice());
        let summary = |id: VoiceId| {
            let voice = recordings.and_then(|recordings| recordings.voice(id));
            let lines = studio.parts.iter().flat_map(|part| &part.lines);
            VoiceSummary {
                id: id.to_string(),
                name: voice.map(|voice| voice.name.clone()).unwrap_or_default(),
                comes_first: (studio.voices().len() > 1).then_some(Some(id) == first),
                done: lines.filter(|line| studio.says(id, line)).count(),
            }
        };
        match &studio.page {
            Page::List => {
                let voices = recordings.map(Recordings::voices).unwrap_or_default();
                let voices = voices.iter().map(|voice| summary(voice.id)).collect();
                VoicesPage::List {
                    voices,
                    of: studio.all(),
                    own_needs_data: self.own_voice_needs_data(),
                }
            }
            Page::One(id) => VoicesPage::One(summary(*id), studio.all()),
            Page::Erase(id) => VoicesPage::Erase(summary(*id)),
            Page::Parts(voice) => {
                let part = |part: &Part| PartSummary {
                    id: part_name(&part.id),
                    name: self.part_title(&part.id),
                    done: part.lines.iter().filter(|line| studio.says(*voice, line)).count(),
                    of: part.lines.len(),
                };
                VoicesPage::Parts(studio.parts.iter().map(part).collect())
            }
            Page::Line { voice, part, line, state } => {
                let level = || studio.recorder.as_ref().map_or(0, |it| it.microphone.level());
                let here = studio.line();
                VoicesPage::Sentence {
                    text: here.map(|line| line.text.clone()).unwrap_or_default(),
                    number: line + 1,
                    of: studio.parts.get(*part).map_or(0, |part| part.lines.len()),
                    taking: match state {
                        State::Ready => {
                            Taking::Ready(here.is_some_and(|line| studio.says(*voice, line)))
                        }
                        State::Opening => Taking::Listening(0),
                        State::Listening(_) => Taking::Listening(level()),
                        State::Refused(fault) => Taking::Refused(fault.key()),
                        State::Heard(_) => Taking::HeardBack,
                    },
                }
            }
        }
    }

    fn part_title(&self, id: &PartId) -> String {
        let context = self.context();
        match id {
            PartId::Numbers => context.word("voice-part-numbers"),
            PartId::Common => context.word("voice-part-common"),
            PartId::Lesson(id) => {
                let lesson = self.catalog.lesson(id);
                lesson
                    .map(|lesson| context.lesson_word(lesson, "title", None))
                    .filter(|title| !title.is_empty())
                    .or_else(|| self.catalog.lesson_text(Lang::Vi, id, "title", None, &[]))
                    .unwrap_or_default()
            }
        }
    }

    /// What the page says: nothing while the microphone listens, and a take when it is heard back.
    pub(in crate::core) fn voices_said(&self) -> Option<Utterance> {
        match (&self.studio.page, self.studio.line()) {
            (Page::Line { state: State::Opening | State::Listening(_), .. }, _) => None,
            (Page::Line { state: State::Heard(_), .. }, Some(line)) => {
                Some(Utterance::whole(&line.text))
            }
            _ => {
                let key = self.studio.note.unwrap_or(self.voices_page().sentence());
                Some(self.context().said(key).spoken)
            }
        }
    }

    /// Whether a take is to be heard, which is no narration and never switched off.
    pub(in crate::core) fn hears_back(&self) -> bool {
        self.place == Place::Voices
            && !self.in_settings
            && self.entry.is_none()
            && matches!(self.studio.page, Page::Line { state: State::Heard(_), .. })
    }
}
