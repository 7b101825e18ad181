//! What the phone tells: that the app is seen or not, that memory is short, how large its letters are,
//! that it speaks, that somebody touched a link, and where a copy went. It asks the phone for nothing.

use narration::{Speaker, Spoken};
use presenter::{PeoplePage, TEXT_SCALES};
use protocol::UnixMillis;
use sync::Code;

use super::{Core, Place, Update};
use crate::platform::{Readiness, Shared, Trouble};

/// What is known of the phone.
pub(super) struct Phone {
    /// Whether the app isn't seen.
    pub(super) paused: bool,
    /// When it was seen last, by the wall clock.
    seen: UnixMillis,
    /// How large its own letters are, in percent of the usual.
    letters: u16,
    /// How far its own voice is.
    own_voice: Readiness,
}

impl Default for Phone {
    fn default() -> Self {
        Self { paused: false, seen: UnixMillis(0), letters: 100, own_voice: Readiness::Absent }
    }
}

/// The text size for letters that the person made `own` percent in the app and `phone` percent on the
/// phone: both count, up to the largest there is. Smaller letters of the phone's don't, for the app's
/// usual ones are the smallest that it has.
pub(super) fn together(own: u16, phone: u16) -> u16 {
    let wanted = u32::from(own) * u32::from(phone.max(100)) / 100;
    let nearest = TEXT_SCALES.into_iter().min_by_key(|scale| u32::from(*scale).abs_diff(wanted));
    nearest.unwrap_or(own)
}

impl Core {
    /// On a phone whose own letters are this large, in percent of the usual.
    #[must_use]
    pub fn with_letters(mut self, percent: u16) -> Self {
        self.phone.letters = percent;
        self
    }

    /// The text size that the person chose, in percent.
    pub(super) fn own_text_scale(&self) -> u16 {
        self.overrides.text_scale.unwrap_or(self.preferences.text_scale)
    }

    /// The text size that is shown, in percent.
    pub(super) fn shown_text_scale(&self) -> u16 {
        together(self.own_text_scale(), self.phone.letters)
    }

    /// Whether the device's own voice is to say what these clips would: after what somebody has
    /// recorded, and before the synthesiser's clips.
    ///
    /// Whole sentences only: a key's name has to be there at once, and alone is misread.
    pub(super) fn speaks_itself(&self, text: &str, spoken: &Spoken) -> bool {
        let is_sentence = text.split_whitespace().nth(1).is_some();
        let recorded = matches!(
            spoken,
            Spoken::Clips { speaker: Speaker::Familiar(_) | Speaker::Recorded, .. }
        );
        self.phone.own_voice == Readiness::Ready && is_sentence && !recorded
    }

    /// Whether the device could speak by itself, if somebody fetched what it needs for that.
    pub(super) fn own_voice_needs_data(&self) -> bool {
        self.phone.own_voice == Readiness::NeedsData
    }

    /// Sound stops, the microphone is let go, and nothing wakes up until the app is seen again.
    pub(super) fn paused(&mut self) -> Vec<Update> {
        self.phone.paused = true;
        self.phone.seen = self.stamp.wall;
        self.stop_taking();
        self.show_only()
    }

    /// What was to be done is said once more: it was cut off, or is long ago. After a while they
    /// are greeted first and told where they are.
    pub(super) fn resumed(&mut self) -> Vec<Update> {
        if !std::mem::replace(&mut self.phone.paused, false) {
            return Vec::new();
        }
        self.touched();
        if self.place == Place::Lesson && !self.in_settings && self.entry.is_none() {
            self.place = self.place_to_go_on(self.phone.seen);
        }
        self.heard_answer();
        self.show_and_say()
    }

    pub(super) fn memory_is_low(&mut self) -> Vec<Update> {
        self.kept_store().spare_memory();
        vec![Update::SpareMemory]
    }

    pub(super) fn letters(&mut self, percent: u16) -> Vec<Update> {
        let before = self.shown_text_scale();
        self.phone.letters = percent;
        if self.shown_text_scale() == before {
            return Vec::new();
        }
        vec![Update::Show(Box::new(self.view()))]
    }

    pub(super) fn own_voice(&mut self, readiness: Readiness) -> Vec<Update> {
        let offered = self.own_voice_needs_data();
        self.phone.own_voice = readiness;
        let is_shown = self.place == Place::Voices && offered != self.own_voice_needs_data();
        if is_shown { vec![Update::Show(Box::new(self.view()))] } else { Vec::new() }
    }

    /// A lesson waits on the first page, as if it had been left; a demonstration isn't interrupted.
    pub(super) fn invited(&mut self, code: &Code) -> Vec<Update> {
        self.invitation = Some(code.clone());
        if self.place != Place::Lesson || !self.can_join() {
            return Vec::new();
        }
        self.in_settings = false;
        self.entry = None;
        self.go_home()
    }

    /// The page that says where a copy is says where others find it.
    pub(super) fn handed_over(&mut self, outcome: &Result<Shared, Trouble>) -> Vec<Update> {
        let is_shown = self.place == Place::People && self.people.page == PeoplePage::Exported;
        match outcome {
            Err(trouble) => {
                eprintln!("a copy stays where it is: {trouble}");
                self.trouble = Some("people-not-handed-over");
                self.show_and_say()
            }
            Ok(_) if !is_shown => Vec::new(),
            Ok(shared) => {
                let name = self.people.file.rsplit('/').next().unwrap_or_default();
                self.people.file = match shared {
                    Shared::Downloads => format!("Download/CamTay/{name}"),
                    Shared::Folder(folder) => folder.join(name).to_string_lossy().into_owned(),
                };
                vec![Update::Show(Box::new(self.view()))]
            }
        }
    }
}
