//! Lets the device's own voice say what nobody has recorded, on a thread of its own: there it is
//! asked whether it is awake, for nobody calls back. Where it fails, the clips of the same sentence
//! are played instead, and from then on it isn't asked any more.
//!
//! It chooses nothing: who says a sentence was decided before, and no sentence mixes two voices.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use presenter::Manner;

use super::{Sound, Voice};
use crate::platform::{OwnVoice, Readiness};

/// How often is looked whether the voice is awake …
const WAKES_BY: Duration = Duration::from_millis(250);
/// … and how often at most: a voice that takes longer than half a minute is none.
const WAKING_LOOKS: u32 = 120;
/// How often is looked whether it has begun a sentence …
const BEGINS_BY: Duration = Duration::from_millis(50);
/// … and how often at most, before the clips are played instead: three seconds.
const BEGINNING_LOOKS: u32 = 60;

/// A clip and the silence after it in milliseconds.
type OwnedSound = (Vec<u8>, u32);

/// What the thread is told.
enum Order {
    Play(Vec<OwnedSound>, Manner),
    Say(Sentence),
    Stop,
    Listen,
    LetGo,
}

/// A sentence for the own voice, and what is played where that fails.
struct Sentence {
    words: String,
    clips: Vec<OwnedSound>,
    manner: Manner,
}

/// The own voice where it is wanted, and clips for everything else.
pub struct OwnVoiceFirst {
    orders: Sender<Order>,
}

impl OwnVoiceFirst {
    /// Both voices. `tells` hears how far the own one is, once that is known and whenever it changes.
    /// Where the system gives no thread, nothing is heard.
    #[must_use]
    pub fn new(
        own: Box<dyn OwnVoice>,
        clips: Box<dyn Voice>,
        tells: impl Fn(Readiness) + Send + 'static,
    ) -> Self {
        let (orders, inbox) = channel();
        let desk = Desk { inbox, own, clips, tells: Box::new(tells), waking: Some(0), begun: None };
        let _ = thread::Builder::new().name("own voice".to_owned()).spawn(move || desk.serve());
        Self { orders }
    }

    fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }
}

fn owned(sounds: &[Sound<'_>]) -> Vec<OwnedSound> {
    sounds.iter().map(|sound| (sound.bytes.to_vec(), sound.pause_after_ms)).collect()
}

impl Voice for OwnVoiceFirst {
    fn play(&mut self, sounds: &[Sound<'_>], manner: Manner) {
        self.order(Order::Play(owned(sounds), manner));
    }

    fn say(&mut self, words: &str, sounds: &[Sound<'_>], manner: Manner) {
        let (words, clips) = (words.to_owned(), owned(sounds));
        self.order(Order::Say(Sentence { words, clips, manner }));
    }

    fn stop(&mut self) {
        self.order(Order::Stop);
    }

    fn listen(&mut self) {
        self.order(Order::Listen);
    }

    fn let_go(&mut self) {
        self.order(Order::LetGo);
    }
}

/// The thread.
struct Desk {
    inbox: Receiver<Order>,
    own: Box<dyn OwnVoice>,
    clips: Box<dyn Voice>,
    tells: Box<dyn Fn(Readiness) + Send>,
    /// How often it was looked whether the voice is awake; none once that is known.
    waking: Option<u32>,
    /// A sentence that was handed over and isn't heard yet, and how often that was looked at.
    begun: Option<(Sentence, u32)>,
}

impl Desk {
    fn serve(mut self) {
        // The first look wakes the voice.
        self.look_whether_awake();
        loop {
            // While there is nothing to look at, nothing wakes up.
            let wait = match (&self.begun, self.waking) {
                (Some(_), _) => Some(BEGINS_BY),
                (None, Some(_)) => Some(WAKES_BY),
                (None, None) => None,
            };
            let order = match wait {
                Some(wait) => self.inbox.recv_timeout(wait),
                None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(order) => self.follow(order),
                Err(RecvTimeoutError::Timeout) if self.begun.is_some() => {
                    self.look_whether_begun();
                }
                Err(RecvTimeoutError::Timeout) => self.look_whether_awake(),
                Err(RecvTimeoutError::Disconnected) => return self.hush(),
            }
        }
    }

    fn follow(&mut self, order: Order) {
        match order {
            Order::Play(clips, manner) => {
                self.hush_own();
                self.play(&clips, manner);
            }
            Order::Say(sentence) => {
                self.begun = None;
                self.clips.stop();
                match self.own.say(&sentence.words, sentence.manner) {
                    Ok(()) => {
                        self.begun = Some((sentence, 0));
                        self.clips.listen();
                    }
                    Err(trouble) => self.give_up(&trouble.to_string(), &sentence),
                }
            }
            Order::Stop => self.hush(),
            Order::Listen => self.clips.listen(),
            Order::LetGo => self.clips.let_go(),
        }
    }

    fn hush(&mut self) {
        self.hush_own();
        self.clips.stop();
    }

    fn hush_own(&mut self) {
        self.begun = None;
        // Where it can't be stopped it isn't there, and then it is silent.
        let _ = self.own.stop();
    }

    fn play(&mut self, clips: &[OwnedSound], manner: Manner) {
        let sounds: Vec<Sound<'_>> =
            clips.iter().map(|(bytes, pause)| Sound { bytes, pause_after_ms: *pause }).collect();
        self.clips.play(&sounds, manner);
    }

    fn look_whether_awake(&mut self) {
        let Some(looks) = self.waking else { return };
        let readiness = match self.own.readiness() {
            Ok(Readiness::Waking) if looks < WAKING_LOOKS => {
                self.waking = Some(looks + 1);
                return;
            }
            Ok(Readiness::Waking) => Readiness::Absent,
            Ok(readiness) => readiness,
            Err(trouble) => {
                eprintln!("the phone's own voice: {trouble}");
                Readiness::Absent
            }
        };
        self.waking = None;
        (self.tells)(readiness);
    }

    fn look_whether_begun(&mut self) {
        let Some((sentence, looks)) = self.begun.take() else { return };
        match self.own.is_speaking() {
            Ok(true) => {}
            Ok(false) if looks < BEGINNING_LOOKS => self.begun = Some((sentence, looks + 1)),
            Ok(false) => self.give_up("it never began", &sentence),
            Err(trouble) => self.give_up(&trouble.to_string(), &sentence),
        }
    }

    /// The sentence is heard all the same, and the next ones aren't tried any more.
    fn give_up(&mut self, why: &str, sentence: &Sentence) {
        eprintln!("the phone's own voice: {why}");
        self.hush_own();
        self.waking = None;
        (self.tells)(Readiness::Absent);
        self.play(&sentence.clips, sentence.manner);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::thread::ThreadId;

    use super::*;
    use crate::platform::Trouble;

    const SOON: Duration = Duration::from_secs(30);

    /// What both voices were told, as words.
    type Heard = Sender<String>;

    struct Clips(Heard);

    impl Voice for Clips {
        fn play(&mut self, sounds: &[Sound<'_>], _manner: Manner) {
            let _ = self.0.send(format!("clips {}", sounds.len()));
        }
        fn stop(&mut self) {
            let _ = self.0.send("clips stop".to_owned());
        }
    }

    /// An own voice that does as it was told.
    struct Own {
        heard: Heard,
        awake_after: u32,
        readiness: Result<Readiness, Trouble>,
        says: Result<(), Trouble>,
        speaking: Result<bool, Trouble>,
        asked_on: Arc<Mutex<Option<ThreadId>>>,
    }

    impl OwnVoice for Own {
        fn readiness(&mut self) -> Result<Readiness, Trouble> {
            *self.asked_on.lock().unwrap() = Some(thread::current().id());
            if self.awake_after > 0 {
                self.awake_after -= 1;
                return Ok(Readiness::Waking);
            }
            self.readiness.clone()
        }
        fn say(&mut self, sentence: &str, _manner: Manner) -> Result<(), Trouble> {
            let _ = self.heard.send(format!("own {sentence}"));
            self.says.clone()
        }
        fn is_speaking(&mut self) -> Result<bool, Trouble> {
            self.speaking.clone()
        }
        fn stop(&mut self) -> Result<(), Trouble> {
            Ok(())
        }
    }

    struct Scene {
        voice: OwnVoiceFirst,
        heard: Receiver<String>,
        told: Receiver<Readiness>,
        asked_on: Arc<Mutex<Option<ThreadId>>>,
    }

    fn scene(adjust: impl FnOnce(&mut Own)) -> Scene {
        let ((hears, heard), (tells, told)) = (channel(), channel());
        let asked_on = Arc::default();
        let mut own = Own {
            heard: hears.clone(),
            awake_after: 2,
            readiness: Ok(Readiness::Ready),
            says: Ok(()),
            speaking: Ok(true),
            asked_on: Arc::clone(&asked_on),
        };
        adjust(&mut own);
        let tells = move |readiness| tells.send(readiness).unwrap();
        let voice = OwnVoiceFirst::new(Box::new(own), Box::new(Clips(hears)), tells);
        Scene { voice, heard, told, asked_on }
    }

    const CLIP: Sound<'_> = Sound { bytes: b"clip", pause_after_ms: 0 };

    /// What is heard next, that stopping apart which comes before everything.
    fn next(scene: &Scene) -> String {
        loop {
            let heard = scene.heard.recv_timeout(SOON).unwrap();
            if heard != "clips stop" {
                return heard;
            }
        }
    }

    #[test]
    fn it_is_asked_on_its_own_thread_until_it_is_awake() {
        let mut scene = scene(|_| {});
        assert_eq!(scene.told.recv_timeout(SOON), Ok(Readiness::Ready));
        assert_ne!(*scene.asked_on.lock().unwrap(), Some(thread::current().id()));
        scene.voice.say("Mời bà.", &[CLIP], Manner::default());
        assert_eq!(next(&scene), "own Mời bà.");
        // What somebody recorded is played as it is.
        scene.voice.play(&[CLIP, CLIP], Manner::default());
        assert_eq!(next(&scene), "clips 2");
    }

    #[test]
    fn a_phone_without_a_vietnamese_voice_says_so_once() {
        for (readiness, told) in [
            (Ok(Readiness::NoVietnamese), Readiness::NoVietnamese),
            (Ok(Readiness::NeedsData), Readiness::NeedsData),
            (Err(Trouble::NotThere("a class".to_owned())), Readiness::Absent),
        ] {
            let scene = scene(|own| own.readiness = readiness);
            assert_eq!(scene.told.recv_timeout(SOON), Ok(told));
            drop(scene.voice);
            assert!(scene.told.recv_timeout(SOON).is_err(), "nothing more");
        }
    }

    #[test]
    fn a_sentence_that_it_does_not_say_is_heard_in_clips() {
        let failed = || Trouble::Failed("TextToSpeech.speak".to_owned());
        for adjust in [
            (|own: &mut Own, failed: Trouble| own.says = Err(failed)) as fn(&mut Own, Trouble),
            |own, failed| own.speaking = Err(failed),
            |own, _| own.speaking = Ok(false),
        ] {
            let mut scene = scene(|own| adjust(own, failed()));
            assert_eq!(scene.told.recv_timeout(SOON), Ok(Readiness::Ready));
            scene.voice.say("Mời bà.", &[CLIP], Manner::default());
            assert_eq!(next(&scene), "own Mời bà.");
            assert_eq!(next(&scene), "clips 1");
            assert_eq!(scene.told.recv_timeout(SOON), Ok(Readiness::Absent));
        }
    }

    #[test]
    fn of_two_sentences_only_the_last_can_fall_back() {
        let mut scene = scene(|own| own.speaking = Ok(false));
        scene.voice.say("Câu một.", &[CLIP], Manner::default());
        scene.voice.say("Câu hai.", &[CLIP, CLIP], Manner::default());
        assert_eq!(next(&scene), "own Câu một.");
        assert_eq!(next(&scene), "own Câu hai.");
        assert_eq!(next(&scene), "clips 2");
    }
}
