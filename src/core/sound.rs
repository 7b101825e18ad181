//! Whether what is said can be heard, and what follows where it can't: a page that says so once, a mark
//! that stays, time to read instead of to listen, and the same sentence from its start as soon as
//! there is sound again. It touches no card; it is told what became of a sentence, and has it said
//! again.
//!
//! Somebody who switched the narrator off hears nothing because they want to: nothing is shown then,
//! and nothing is tried. Nor is it where a screen has nothing to say, such as in English.

use presenter::{Intent, NoticeView};
use protocol::Stamp;

use super::words::{reading_millis, speaking_millis};
use super::{Core, Speech, Update};
use crate::platform::Hearing;

/// How long is waited before a sentence that nobody could hear is tried again, in milliseconds: each
/// time longer, so that a phone that stays silent isn't kept awake by it.
const WAITS_MILLIS: [u64; 5] = [2_000, 4_000, 8_000, 16_000, 32_000];
/// A card that isn't there costs little to look for: no longer than this.
const LONGEST_LOOK_MILLIS: u64 = 8_000;

/// How often a card may go away in the middle of one sentence before that counts as silence. The
/// first time another one may have taken over, as when headphones are pulled.
const LOSSES: u8 = 2;

/// A sentence as it was said last.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    /// When, by the monotonic clock.
    at: u64,
    /// How long it is heard, and how long it is read, in milliseconds.
    spoken: u64,
    read: u64,
}

/// What is known of the sound.
#[derive(Debug, Default)]
pub(super) struct Sound {
    hearing: Hearing,
    /// Whether the page about it has been read.
    notice_read: bool,
    said: Said,
    /// How often the card went away while this sentence was said.
    losses: u8,
    /// How often it was tried since somebody did something, and when it is tried next.
    tries: usize,
    tries_at: Option<u64>,
}

impl Sound {
    fn is_silent(&self) -> bool {
        self.hearing != Hearing::Heard
    }

    fn wait_millis(&self) -> u64 {
        let wait = WAITS_MILLIS[self.tries.min(WAITS_MILLIS.len() - 1)];
        if self.hearing == Hearing::Swallowed { wait } else { wait.min(LONGEST_LOOK_MILLIS) }
    }
}

fn can_be_heard(speech: &Speech) -> bool {
    speech.own_voice || !speech.spoken.clips().is_empty()
}

impl Core {
    /// Why nothing can be heard, where something is to be said and can't be.
    pub(super) fn silence(&self) -> Option<Hearing> {
        let silent = self.sound.is_silent() && self.speech().as_ref().is_some_and(can_be_heard);
        silent.then_some(self.sound.hearing)
    }

    /// The page that says so, until somebody has read it.
    pub(super) fn silence_notice(&self) -> Option<NoticeView> {
        let hearing = self.silence().filter(|_| !self.sound.notice_read)?;
        let context = self.context();
        let sentence = match hearing {
            Hearing::Muted => "silent-muted",
            _ => "silent-no-sound",
        };
        Some(NoticeView {
            about: "silence",
            sentence: context.word(sentence),
            main: context.word("silent-read-on"),
            later: None,
        })
    }

    /// What a touch means while nothing can be heard: whatever is done on the page, it has been read;
    /// *Nghe lại* and *Giúp tôi* bring it back, since they can't be answered otherwise.
    pub(super) fn answer_silence(&mut self, intent: &Intent) -> Option<Vec<Update>> {
        self.silence()?;
        match intent {
            Intent::Replay => self.sound.notice_read = false,
            Intent::Help if !self.sound.notice_read => {}
            _ if self.sound.notice_read => return None,
            _ => self.sound.notice_read = true,
        }
        Some(self.show_and_say())
    }

    /// Has this said, in the time that it takes to be heard, or to be read.
    pub(super) fn say(&mut self, speech: Speech) -> Update {
        self.sound.tries = 0;
        self.sound.losses = 0;
        self.try_to_say(speech)
    }

    fn try_to_say(&mut self, speech: Speech) -> Update {
        let now = self.stamp.monotonic_millis;
        let (spoken, read) = (speaking_millis(&speech), reading_millis(&speech));
        self.sound.said = Said { at: now, spoken, read: read.max(spoken) };
        self.sound.tries_at = self.sound.is_silent().then(|| now + self.sound.wait_millis());
        // Whoever reads meanwhile isn't held up by it.
        if self.sound.tries == 0 {
            self.fit_attention();
        }
        Update::Say(speech)
    }

    /// Whether what was said last would still be heard, for drivers.
    #[must_use]
    pub fn is_speaking(&self, now: Stamp) -> bool {
        let said = self.sound.said;
        now.monotonic_millis < said.at + said.spoken
    }

    fn fit_attention(&mut self) {
        let said = self.sound.said;
        let lasts = if self.sound.is_silent() { said.read } else { said.spoken };
        self.attention.speech_ends_millis = said.at + lasts;
    }

    /// What became of what was said last.
    pub(super) fn heard(&mut self, hearing: Hearing) -> Vec<Update> {
        if hearing == Hearing::Lost {
            self.sound.losses += 1;
            if self.sound.losses < LOSSES && !self.sound.is_silent() {
                return self.say_again();
            }
        }
        let before = std::mem::replace(&mut self.sound.hearing, hearing);
        if before == hearing {
            return Vec::new();
        }
        let (was_silent, is_silent) = (before != Hearing::Heard, self.sound.is_silent());
        if !is_silent {
            self.sound.notice_read = false;
            self.sound.tries_at = None;
        } else if !was_silent {
            self.sound.tries = 0;
            self.sound.tries_at = Some(self.stamp.monotonic_millis + self.sound.wait_millis());
        }
        if was_silent != is_silent {
            self.fit_attention();
        }
        vec![Update::Show(Box::new(self.view()))]
    }

    /// Says once more, from its start, what the screen says now.
    fn say_again(&mut self) -> Vec<Update> {
        let speech = self.speech().filter(can_be_heard);
        speech.map(|speech| self.try_to_say(speech)).into_iter().collect()
    }

    /// When it is looked again whether something can be heard; none while nobody waits for it.
    pub(super) fn sound_wake(&self) -> Option<u64> {
        self.sound.tries_at.filter(|_| self.silence().is_some())
    }

    pub(super) fn sound_tick(&mut self) -> Vec<Update> {
        if self.sound_wake().is_none_or(|at| at > self.stamp.monotonic_millis) {
            return Vec::new();
        }
        self.sound.tries += 1;
        self.say_again()
    }
}
