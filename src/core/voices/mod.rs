//! Recording the voice of somebody familiar, sentence by sentence; handing it on and erasing it.
//!
//! The microphone listens between *Thu* and *Đọc xong* and at no other time: whatever else leads
//! away from the sentence stops it, and what it heard is gone. A take counts from the moment it is
//! durable, and speaks in the lessons at once. Nothing of it is recorded as an event.

mod page;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use narration::{ClipId, Library};
use presenter::{Intent, TextEntry, VoicesIntent};
use protocol::PersonId;
use recordings::{
    EXTENSION, Fault, LONGEST_MS, PackError, Recordings, ShelfError, Take, Voice, VoiceId,
};
use vietnamese::Kind;

use super::preferences::preference;
use super::{Core, Place, Update};
use crate::effects::{Microphone, NoMicrophone};
use crate::script::{Line, Part, PartId, parts};

/// How often the meter moves, in milliseconds. Before the microphone opens, the speaker has as
/// long to fall silent.
const METER_MILLIS: u64 = 200;

/// The most that is read of a file that somebody hands in.
const MOST_FILE_BYTES: u64 = 200_000_000;

/// What the name of a new voice is asked for with.
pub(super) const NAME: &str = "voice-name";

/// What recording needs of the outside.
pub struct Recorder {
    /// The voices of this device.
    pub recordings: Recordings,
    /// What listens.
    pub microphone: Box<dyn Microphone>,
    /// The data folder: voices are handed on in `exports` and taken in from `imports`.
    pub folder: PathBuf,
}

/// The library with the voices of the device as they are now. Two are alike where they are the
/// same one.
#[derive(Clone)]
pub struct Clips(pub Arc<Library>);

impl PartialEq for Clips {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Clips {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clips(…)")
    }
}

/// How far the take of a sentence is.
enum State {
    Ready,
    /// The speaker falls silent, then the microphone opens.
    Opening,
    /// The microphone is open; until when at most.
    Listening(u64),
    Refused(Fault),
    Heard(Take),
}

/// A page of the recording.
enum Page {
    List,
    One(VoiceId),
    Parts(VoiceId),
    Line { voice: VoiceId, part: usize, line: usize, state: State },
    Erase(VoiceId),
}

/// Where recording is.
pub(super) struct Studio {
    recorder: Option<Recorder>,
    /// The library without voices of the device.
    base: Arc<Library>,
    parts: Vec<Part>,
    page: Page,
    note: Option<&'static str>,
    wake: u64,
    /// Whether the system is asking if the app may listen.
    asking: bool,
}

impl Studio {
    pub(super) fn new(base: Arc<Library>) -> Self {
        Self {
            recorder: None,
            base,
            parts: Vec::new(),
            page: Page::List,
            note: None,
            wake: 0,
            asking: false,
        }
    }

    fn voices(&self) -> &[Voice] {
        self.recorder.as_ref().map_or(&[], |recorder| recorder.recordings.voices())
    }

    /// The voice that is heard before the others: the preferred one if it is there.
    fn first(&self, preferred: Option<VoiceId>) -> Option<VoiceId> {
        let there = |id: &VoiceId| self.voices().iter().any(|voice| voice.id == *id);
        preferred.filter(there).or_else(|| Some(self.voices().first()?.id))
    }

    fn library(&self, preferred: Option<VoiceId>) -> Arc<Library> {
        let Some(recorder) = &self.recorder else { return Arc::clone(&self.base) };
        let first = self.first(preferred);
        let others = self.voices().iter().map(|voice| voice.id).filter(|id| Some(*id) != first);
        let order = first.into_iter().chain(others);
        let clips = order.map(|id| recorder.recordings.clips(id)).collect();
        Arc::new(self.base.with_voices(clips))
    }

    fn all(&self) -> usize {
        self.parts.iter().map(|part| part.lines.len()).sum()
    }

    fn line(&self) -> Option<&Line> {
        let Page::Line { part, line, .. } = &self.page else { return None };
        self.parts.get(*part)?.lines.get(*line)
    }

    fn says(&self, voice: VoiceId, line: &Line) -> bool {
        let voice = self.recorder.as_ref().and_then(|it| it.recordings.voice(voice));
        voice.is_some_and(|voice| voice.has(&ClipId::of(&line.text)))
    }

    /// The next sentence of a part that isn't recorded, from a place on and then from the start.
    fn next_open(&self, voice: VoiceId, part: usize, from: usize) -> Option<usize> {
        let lines = &self.parts.get(part)?.lines;
        let order = (from..lines.len()).chain(0..from.min(lines.len()));
        order.into_iter().find(|at| !self.says(voice, &lines[*at]))
    }

    fn turn_to(&mut self, page: Page) {
        // Whatever leads away from a sentence ends the listening.
        if let (Page::Line { state: State::Listening(_), .. }, Some(recorder)) =
            (&self.page, &mut self.recorder)
        {
            recorder.microphone.stop();
        }
        self.page = page;
        self.note = None;
    }

    fn set(&mut self, next: State) {
        if let Page::Line { state, .. } = &mut self.page {
            *state = next;
        }
    }
}

impl Core {
    /// The same core with voices of the device, which speak from now on, and a microphone.
    #[must_use]
    pub fn with_recorder(mut self, recorder: Recorder) -> Self {
        self.studio.recorder = Some(recorder);
        self.library = self.studio.library(None);
        self
    }

    /// Erases every voice that was recorded under a person: no clip of it speaks any more.
    ///
    /// # Errors
    /// Where a file can't be overwritten; asked again, it goes on with the rest.
    pub fn erase_voices_of(&mut self, person: PersonId) -> Result<(), ShelfError> {
        let Some(recorder) = &mut self.studio.recorder else { return Ok(()) };
        let erased = recorder.recordings.erase_person(person);
        self.studio.turn_to(Page::List);
        self.voices_changed();
        erased.map(|_| ())
    }

    /// The first page of the recording.
    pub(super) fn open_voices(&mut self) -> Vec<Update> {
        self.in_settings = false;
        if self.studio.parts.is_empty() {
            self.studio.parts = parts(&self.catalog);
        }
        self.place = Place::Voices;
        self.studio.turn_to(Page::List);
        self.show_and_say()
    }

    fn voices_changed(&mut self) {
        self.library = self.studio.library(self.preferred_voice());
    }

    fn preferred_voice(&self) -> Option<VoiceId> {
        VoiceId::from_hex(self.preferences.voice.as_deref()?)
    }

    /// Somebody else has the phone: of several voices theirs comes first.
    pub(super) fn voices_for_person(&mut self) {
        if self.studio.voices().len() > 1 {
            self.voices_changed();
        }
    }

    /// This voice speaks before the others to this person.
    fn prefer_voice(&mut self, voice: VoiceId) {
        let id = voice.to_string();
        if let Err(error) = self.append(&[preference("voice", id.clone())]) {
            self.trouble = Some(error.key());
            return;
        }
        self.preferences.voice = Some(id);
        self.voices_changed();
        self.studio.note = Some("voice-preferred");
    }

    /// When the meter moves next; none while nothing listens.
    pub(super) fn studio_wake(&self) -> Option<u64> {
        let Page::Line { state, .. } = &self.studio.page else { return None };
        matches!(state, State::Opening | State::Listening(_)).then_some(self.studio.wake)
    }

    pub(super) fn studio_tick(&mut self) -> Vec<Update> {
        let now = self.stamp.monotonic_millis;
        if now < self.studio.wake {
            return Vec::new();
        }
        self.studio.wake = now + METER_MILLIS;
        let Page::Line { state, .. } = &self.studio.page else { return Vec::new() };
        match state {
            State::Opening => {
                let opened = self.studio.recorder.as_mut().map(|it| it.microphone.start());
                if opened == Some(Ok(())) {
                    self.studio.set(State::Listening(now + u64::from(LONGEST_MS)));
                    return vec![Update::Show(Box::new(self.view()))];
                }
                self.studio.set(State::Ready);
                if opened == Some(Err(NoMicrophone::Asked)) {
                    self.studio.asking = true;
                    self.studio.note = Some("voice-asking");
                } else {
                    self.trouble = Some("voice-no-microphone");
                }
                self.show_and_say()
            }
            State::Listening(end) if now >= *end => self.stop_listening(),
            State::Listening(_) => vec![Update::Show(Box::new(self.view()))],
            _ => Vec::new(),
        }
    }

    /// Listens no more: the app isn't seen. What was heard is gone, and the sentence is there again.
    pub(super) fn stop_taking(&mut self) {
        if self.studio_wake().is_none() {
            return;
        }
        if let Some(recorder) = &mut self.studio.recorder {
            recorder.microphone.stop();
        }
        self.studio.set(State::Ready);
    }

    /// The app is seen again: whoever was asked whether it may listen has answered.
    pub(super) fn heard_answer(&mut self) {
        if !std::mem::take(&mut self.studio.asking) {
            return;
        }
        let may = self.studio.recorder.as_mut().is_some_and(|it| it.microphone.may_listen());
        self.studio.note = Some(if may { "voice-may-listen" } else { "voice-may-not-listen" });
    }

    /// Leaves no microphone open behind another screen.
    pub(super) fn hush_studio(&mut self) {
        if self.studio_wake().is_some() && (self.in_settings || self.place != Place::Voices) {
            self.studio.turn_to(Page::List);
        }
    }

    fn stop_listening(&mut self) -> Vec<Update> {
        let Some(line) = self.studio.line() else { return Vec::new() };
        let (text, slug) = (line.text.clone(), line.slug.clone());
        let Some(recorder) = &mut self.studio.recorder else { return Vec::new() };
        let samples = recorder.microphone.stop();
        match Take::listen(&samples, &text) {
            Err(fault) => {
                self.studio.set(State::Refused(fault));
                self.show_and_say()
            }
            Ok(take) => {
                // Heard back from a library of its own: nothing is kept yet.
                let clip = (narration::file_name(&slug, &text), take.clip().to_vec());
                self.library = Arc::new(self.studio.base.with_voices(vec![vec![clip]]));
                self.studio.set(State::Heard(take));
                self.show_and_say()
            }
        }
    }

    pub(super) fn voices(&mut self, intent: &Intent) -> Vec<Update> {
        let row = match intent {
            Intent::Voices(VoicesIntent::Row(id)) => Some(id.as_str()),
            _ => None,
        };
        let second = matches!(intent, Intent::Voices(VoicesIntent::Second));
        if *intent == Intent::Main || row.is_some() || second {
            self.studio.note = None;
        }
        match (&self.studio.page, intent) {
            (Page::List, Intent::Back) => return self.go_home(),
            (Page::List, Intent::Main) => {
                let name = TextEntry::new(NAME, "voice-new-title", Kind::NAME, 2..=20);
                self.entry = Some(name);
            }
            (Page::List, _) if row == Some("take-in") => return self.take_in(),
            (Page::List, _) if row == Some("own") => {
                self.studio.note = Some("voice-own-needs-data");
            }
            (Page::List, _) => {
                if let Some(voice) = row.and_then(VoiceId::from_hex) {
                    self.studio.turn_to(Page::One(voice));
                }
            }
            (Page::One(_), Intent::Back) => self.studio.turn_to(Page::List),
            (Page::One(voice), Intent::Main) => {
                let voice = *voice;
                self.studio.turn_to(Page::Parts(voice));
            }
            (Page::One(voice), _) => {
                let voice = *voice;
                match row {
                    Some("prefer") => self.prefer_voice(voice),
                    Some("hand-on") => {
                        let handed_over = self.hand_on(voice);
                        let mut updates = self.show_and_say();
                        updates.extend(handed_over);
                        return updates;
                    }
                    Some("erase") => self.studio.turn_to(Page::Erase(voice)),
                    _ => {}
                }
            }
            (Page::Parts(voice), Intent::Back) => {
                let voice = *voice;
                self.studio.turn_to(Page::One(voice));
            }
            (Page::Parts(voice), _) => {
                let voice = *voice;
                let named = |part: &Part| Some(part_name(&part.id)) == row.map(str::to_owned);
                if let Some(part) = self.studio.parts.iter().position(named) {
                    let line = self.studio.next_open(voice, part, 0).unwrap_or_default();
                    let state = State::Ready;
                    self.studio.turn_to(Page::Line { voice, part, line, state });
                }
            }
            (Page::Erase(voice), Intent::Main | Intent::Back) => {
                let voice = *voice;
                self.studio.turn_to(Page::One(voice));
            }
            (Page::Erase(voice), _) if second => {
                let voice = *voice;
                return self.erase_voice(voice);
            }
            (Page::Line { .. }, _) => return self.line_intent(intent, second),
            (Page::Erase(_), _) => {}
        }
        self.show_and_say()
    }

    fn line_intent(&mut self, intent: &Intent, second: bool) -> Vec<Update> {
        let Page::Line { voice, part, line, state } = &self.studio.page else { return Vec::new() };
        let (voice, part, line) = (*voice, *part, *line);
        match (state, intent) {
            (_, Intent::Back) => {
                self.studio.turn_to(Page::Parts(voice));
                self.voices_changed();
            }
            (State::Ready | State::Refused(_), Intent::Main) => return self.open_microphone(),
            (State::Listening(_), Intent::Main) => return self.stop_listening(),
            (State::Heard(_), Intent::Main) => return self.keep(voice, part, line),
            (State::Heard(_), _) if second => {
                self.voices_changed();
                return self.open_microphone();
            }
            (State::Ready | State::Refused(_), _) if second => {
                let lines = self.studio.parts.get(part).map_or(1, |part| part.lines.len());
                let line = (line + 1) % lines.max(1);
                self.studio.turn_to(Page::Line { voice, part, line, state: State::Ready });
                // What to do was said at the first sentence.
                return self.show_only();
            }
            _ => {}
        }
        self.show_and_say()
    }

    fn open_microphone(&mut self) -> Vec<Update> {
        self.studio.set(State::Opening);
        self.studio.wake = self.stamp.monotonic_millis + METER_MILLIS;
        self.show_only()
    }

    fn keep(&mut self, voice: VoiceId, part: usize, at: usize) -> Vec<Update> {
        let now = self.stamp.wall;
        let Some(line) = self.studio.line().cloned() else { return Vec::new() };
        let (Page::Line { state: State::Heard(take), .. }, Some(recorder)) =
            (&self.studio.page, &mut self.studio.recorder)
        else {
            return Vec::new();
        };
        if let Err(error) = recorder.recordings.keep(voice, &line.slug, &line.text, take, now) {
            self.trouble = Some(error.key());
            return self.show_and_say();
        }
        self.voices_changed();
        match self.studio.next_open(voice, part, at) {
            Some(line) => {
                self.studio.turn_to(Page::Line { voice, part, line, state: State::Ready });
                self.show_only()
            }
            None => {
                self.studio.turn_to(Page::Parts(voice));
                self.studio.note = Some("voice-part-done");
                self.show_and_say()
            }
        }
    }

    /// A new voice of this name.
    pub(super) fn add_voice(&mut self, name: &str) -> Vec<Update> {
        let mut id = [0; 16];
        for half in id.chunks_mut(8) {
            half.copy_from_slice(&(self.chances)().to_le_bytes());
        }
        let (id, person, now) = (VoiceId(id), self.person, self.stamp.wall);
        let Some(recorder) = &mut self.studio.recorder else { return self.show_and_say() };
        match recorder.recordings.add_voice(id, name, person, now) {
            Ok(()) => self.studio.turn_to(Page::One(id)),
            Err(error) => self.trouble = Some(error.key()),
        }
        self.show_and_say()
    }

    fn erase_voice(&mut self, voice: VoiceId) -> Vec<Update> {
        let Some(recorder) = &mut self.studio.recorder else { return Vec::new() };
        let erased = recorder.recordings.erase_voice(voice);
        self.studio.turn_to(Page::List);
        match erased {
            Ok(()) => self.studio.note = Some("voice-erased"),
            Err(error) => self.trouble = Some(error.key()),
        }
        self.voices_changed();
        self.show_and_say()
    }

    fn hand_on(&mut self, voice: VoiceId) -> Option<Update> {
        let recorder = self.studio.recorder.as_ref()?;
        let folder = recorder.folder.join("exports");
        let written = recorder.recordings.export(voice).and_then(|file| {
            fs::create_dir_all(&folder).map_err(ShelfError::Io)?;
            let path = folder.join(format!("{voice}.{EXTENSION}"));
            // Whole or not at all: the one before stays until this one is there.
            let part = path.with_extension("part");
            let renamed = fs::write(&part, file).and_then(|()| fs::rename(part, &path));
            renamed.map_err(ShelfError::Io)?;
            Ok(path)
        });
        match written {
            Ok(path) => {
                self.studio.note = Some("voice-handed-on");
                Some(Update::HandOver(path, "application/octet-stream"))
            }
            Err(error) => {
                self.trouble = Some(error.key());
                None
            }
        }
    }

    /// Takes in every voice that lies in the folder for it.
    fn take_in(&mut self) -> Vec<Update> {
        let now = self.stamp.wall;
        let lines = self.studio.parts.iter().flat_map(|part| &part.lines);
        let wanted = lines.map(|line| ClipId::of(&line.text)).collect();
        let Some(recorder) = &mut self.studio.recorder else { return Vec::new() };
        let entries = fs::read_dir(recorder.folder.join("imports")).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == EXTENSION));
        files.sort();
        let mut note = Some("voice-nothing-to-take-in");
        for path in files {
            let small = fs::metadata(&path).is_ok_and(|file| file.len() <= MOST_FILE_BYTES);
            let imported = if small {
                fs::read(&path)
                    .map_err(|error| PackError::Shelf(ShelfError::Io(error)))
                    .and_then(|file| recorder.recordings.import(&file, &wanted, now))
            } else {
                Err(PackError::TooLarge)
            };
            note = match imported {
                Ok(_) => Some("voice-taken-in"),
                Err(error) => {
                    self.trouble = Some(error.key());
                    None
                }
            };
            if note.is_none() {
                break;
            }
        }
        self.studio.note = note;
        self.voices_changed();
        self.show_and_say()
    }
}

fn part_name(id: &PartId) -> String {
    match id {
        PartId::Numbers => "numbers".to_owned(),
        PartId::Common => "common".to_owned(),
        PartId::Lesson(id) => id.to_string(),
    }
}
