//! The speaking thread on cards that do as they are told, and what it makes of clips.

use std::sync::Mutex;

use super::*;
use crate::effects::card::Gone;
use crate::platform::Trouble;

const BA: &[u8] =
    include_bytes!("../../../crates/narration/tests/fixtures/number-ba-b51f1e48254663a1.opus");

#[test]
fn a_damaged_clip_silences_the_whole_sentence() {
    let whole = |bytes: &[u8]| joined(&[(BA.to_vec(), 90), (bytes.to_vec(), 0)]);
    let ba = narration::decode(BA).map(narration::Clip::into_samples).unwrap_or_default();
    assert_eq!(whole(BA).map(|samples| samples.len()), Some(2 * ba.len() + 90 * SAMPLES_PER_MS));
    assert_eq!(whole(&BA[1..]), None);
    assert_eq!(joined(&[]), None);
    let ba_ms = narration::duration_ms(BA).unwrap_or_default();
    let most = u32::try_from(MOST_MS).unwrap_or_default() - ba_ms;
    assert!(joined(&[(BA.to_vec(), most)]).is_some());
    assert_eq!(joined(&[(BA.to_vec(), most + 1)]), None, "longer than any sentence");
}

#[test]
fn louder_is_louder_and_never_breaks() {
    let manner = |loudness| Manner { loudness, ..Manner::default() };
    let sound = vec![0.0, 0.2, -0.4, 0.84, -1.0];
    assert_eq!(louder(sound.clone(), manner(100)), sound);
    assert_eq!(louder(sound.clone(), manner(50)), [0.0, 0.1, -0.2, 0.42, -0.5]);
    let loud = louder(sound.clone(), manner(150));
    assert_eq!(loud[..3], [0.0, 0.3, -0.6]);
    assert!(loud[3] > 0.84 && loud[3] < 1.0 && loud[4] < -0.9 && loud[4] > -1.0, "{loud:?}");
}

#[test]
fn of_all_that_was_tapped_meanwhile_the_last_counts() {
    let (own, inbox) = channel();
    let cards = Box::new(SystemCards);
    let mut desk = Desk::new(inbox, own.clone(), cards, None, CLOSES_AFTER, Box::new(|_| {}));
    let mut newest = |orders: Vec<Order>| {
        for order in orders {
            let _ = own.send(order);
        }
        desk.inbox.try_recv().map(|first| desk.newest(first))
    };
    let play = |pause| Order::Play(vec![(Vec::new(), pause)], Manner::default());
    assert!(matches!(newest(vec![play(1), play(2)]), Ok(Order::Play(clips, _)) if clips[0].1 == 2));
    assert!(matches!(newest(vec![play(1), Order::Stop]), Ok(Order::Stop)));
    assert!(matches!(newest(vec![play(1), Order::Lost(9)]), Ok(Order::Play(..))));
    assert!(matches!(newest(vec![Order::Lost(9), play(1)]), Ok(Order::Play(..))));
    assert!(matches!(newest(vec![play(1), Order::Leave, play(2)]), Ok(Order::Leave)));
}

const SOON: Duration = Duration::from_secs(10);

/// How much a card has taken so many milliseconds after it was opened.
type Pace = fn(u64) -> u64;

const HEARD: Pace = |t| t + 50;
const SWALLOWS: Pace = |t| t * 1_000;
const STUCK: Pace = |_| 100;

/// The cards of a machine, and what becomes of them.
#[derive(Default)]
struct Machine {
    pace: Option<Pace>,
    gone: Option<Gone>,
    opened: usize,
    closed: usize,
    /// How many samples were played, for each sentence.
    played: Vec<usize>,
    muted: bool,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Machine>>);

impl Shared {
    fn with<T>(&self, look: impl FnOnce(&mut Machine) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }
}

struct FakeCard {
    machine: Shared,
    pace: Pace,
    opened: Instant,
    until: Option<Instant>,
}

impl Cards for Shared {
    fn open(&mut self, gone: Gone) -> Option<Box<dyn Card>> {
        let pace = self.with(|machine| {
            machine.opened += 1;
            machine.gone = Some(gone);
            machine.pace
        })?;
        let (machine, opened) = (self.clone(), Instant::now());
        Some(Box::new(FakeCard { machine, pace, opened, until: None }))
    }
}

impl Card for FakeCard {
    fn play(&mut self, samples: Vec<f32>) {
        let lasts = Duration::from_millis((samples.len() / SAMPLES_PER_MS) as u64);
        self.until = Some(Instant::now() + lasts);
        self.machine.with(|machine| machine.played.push(samples.len()));
    }
    fn stop(&mut self) -> bool {
        self.until.take().is_some()
    }
    fn is_speaking(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() < until)
    }
    fn taken(&self) -> Duration {
        Duration::from_millis((self.pace)(self.opened.elapsed().as_millis() as u64))
    }
}

impl Drop for FakeCard {
    fn drop(&mut self) {
        self.machine.with(|machine| machine.closed += 1);
    }
}

impl Volume for Shared {
    fn is_zero(&mut self) -> Result<bool, Trouble> {
        Ok(self.with(|machine| machine.muted))
    }
}

struct Scene {
    machine: Shared,
    voice: RodioVoice,
    told: Receiver<Hearing>,
}

impl Scene {
    fn new(pace: Option<Pace>) -> Self {
        let machine = Shared::default();
        machine.with(|inner| inner.pace = pace);
        let (tells, told) = channel();
        let tell = move |hearing| {
            let _ = tells.send(hearing);
        };
        let (cards, volume) = (Box::new(machine.clone()), Box::new(machine.clone()));
        let voice = RodioVoice::on(cards, Some(volume), CLOSES_AFTER, Box::new(tell));
        Self { machine, voice, told }
    }

    /// Says *ba* so many times, each followed by a second of silence.
    fn says(&mut self, times: usize) {
        let sounds = [Sound { bytes: BA, pause_after_ms: 1_000 }].repeat(times);
        self.voice.play(&sounds, Manner::default());
    }

    fn is_told(&self) -> Hearing {
        self.told.recv_timeout(SOON).unwrap()
    }

    fn is_told_nothing_for(&self, wait: Duration) {
        assert_eq!(self.told.recv_timeout(wait), Err(RecvTimeoutError::Timeout));
    }
}

#[test]
fn a_missing_card_is_told_at_once_and_one_that_comes_is_found() {
    let mut scene = Scene::new(None);
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::NoCard);
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::NoCard, "each sentence is answered");
    assert_eq!(scene.machine.with(|machine| machine.opened), 1, "and no card is looked for twice");
    scene.machine.with(|machine| machine.pace = Some(HEARD));
    thread::sleep(RETRIES_AFTER);
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::Heard);
    assert_eq!(scene.machine.with(|machine| machine.played.len()), 1);
}

#[test]
fn a_card_that_swallows_is_told_and_not_kept_open() {
    let mut scene = Scene::new(Some(SWALLOWS));
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::Swallowed);
    let start = Instant::now();
    while scene.machine.with(|machine| machine.closed) == 0 {
        assert!(
            start.elapsed() < CLOSES_AFTER - Duration::from_secs(1),
            "it keeps a processor busy"
        );
        thread::sleep(Duration::from_millis(20));
    }
    scene.is_told_nothing_for(Duration::from_millis(500));
}

#[test]
fn a_card_that_takes_nothing_is_told_and_closed() {
    let mut scene = Scene::new(Some(STUCK));
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::Stuck);
    thread::sleep(Duration::from_millis(200));
    assert_eq!(scene.machine.with(|machine| machine.closed), 1);
}

#[test]
fn a_card_that_is_pulled_in_the_middle_is_told_and_the_next_sentence_opens_another() {
    let mut scene = Scene::new(Some(HEARD));
    scene.says(8);
    assert_eq!(scene.is_told(), Hearing::Heard);
    let first = scene.machine.with(|machine| machine.gone.clone()).unwrap();
    first();
    assert_eq!(scene.is_told(), Hearing::Lost);
    scene.says(8);
    assert_eq!(scene.is_told(), Hearing::Heard);
    let played = scene.machine.with(|machine| machine.played.clone());
    assert!(played.len() == 2 && played[0] == played[1], "the whole of it: {played:?}");
    // What the first one still has to say is about no card that is open.
    first();
    scene.is_told_nothing_for(Duration::from_millis(300));
}

#[test]
fn a_card_that_goes_while_nothing_is_said_is_nobodys_affair() {
    let mut scene = Scene::new(Some(HEARD));
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::Heard);
    scene.voice.stop();
    thread::sleep(Duration::from_millis(100));
    scene.machine.with(|machine| machine.gone.clone()).unwrap()();
    scene.is_told_nothing_for(Duration::from_millis(300));
}

#[test]
fn a_system_that_is_turned_down_is_told_and_nothing_is_opened_for_it() {
    let mut scene = Scene::new(Some(HEARD));
    scene.machine.with(|machine| machine.muted = true);
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::Muted);
    scene.voice.listen();
    assert_eq!(scene.is_told(), Hearing::Muted, "also of what something else says");
    assert_eq!(scene.machine.with(|machine| machine.opened), 0);
    scene.machine.with(|machine| machine.muted = false);
    scene.voice.listen();
    assert_eq!(scene.is_told(), Hearing::Heard);
    scene.says(1);
    assert_eq!(scene.is_told(), Hearing::Heard);
}

#[test]
fn where_there_is_nothing_to_play_nothing_is_told() {
    let mut scene = Scene::new(None);
    scene.voice.play(&[], Manner::default());
    scene.voice.play(&[Sound { bytes: &BA[1..], pause_after_ms: 0 }], Manner::default());
    scene.is_told_nothing_for(Duration::from_millis(300));
}
