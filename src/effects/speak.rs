//! Plays speech on the sound card, on a thread of its own.
//!
//! A tap never waits for sound: opening a card takes 60 ms at best, and a card
//! may be missing, busy, or pulled out. Whatever goes wrong here is silence, and
//! is told; when speech ends is known from the lengths of the clips, never
//! from the card. It chooses no clip, mixes no two utterances, and says nothing
//! a second time by itself: whoever is told asks for it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use narration::{Library, SAMPLES_PER_MS, Speaker, Spoken};
use presenter::Manner;

use super::card::{Card, Cards, SystemCards};
use super::watch::Watch;
use crate::platform::{Hearing, Volume};

/// How long the card stays open after the last word. An open card costs
/// battery; opening it anew for every sentence would cost its beginning.
const CLOSES_AFTER: Duration = Duration::from_secs(5);

/// How long after a card failed to open the next attempt may be.
const RETRIES_AFTER: Duration = Duration::from_secs(2);

/// How long a card is left open that was found to swallow everything: it keeps a processor busy
/// for as long as it is.
const SWALLOWS_ON: Duration = Duration::from_millis(1_500);

/// One clip to be played: Opus in Ogg, and the silence after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sound<'a> {
    /// The clip's file.
    pub bytes: &'a [u8],
    /// The silence after it, in milliseconds.
    pub pause_after_ms: u32,
}

/// The clips of an utterance; none when nothing is spoken.
#[must_use]
pub fn sounds<'a>(library: &'a Library, spoken: &Spoken) -> Vec<Sound<'a>> {
    let speaker = match spoken {
        Spoken::Clips { speaker, .. } => *speaker,
        Spoken::Silent { .. } => Speaker::Synthesised,
    };
    let sound = |clip: &narration::SpokenClip| {
        let bytes = library.bytes(speaker, &clip.id)?;
        Some(Sound { bytes, pause_after_ms: clip.pause_after_ms })
    };
    spoken.clips().iter().filter_map(sound).collect()
}

/// Something that speaks. Neither call waits for anything.
pub trait Voice: Send {
    /// Plays an utterance from its beginning; what is playing stops.
    fn play(&mut self, sounds: &[Sound<'_>], manner: Manner);

    /// Says a sentence in the device's own voice. Without one, plays the clips of the same sentence.
    fn say(&mut self, _words: &str, sounds: &[Sound<'_>], manner: Manner) {
        self.play(sounds, manner);
    }

    /// Stops at once. Playing nothing is stopping too.
    fn stop(&mut self);

    /// Tells whether a sentence could be heard now that something else says.
    fn listen(&mut self) {}

    /// Memory is short: lets go of what it can open again. What is being said is said to its end.
    fn let_go(&mut self) {}
}

/// A voice that says nothing, for a driver and for a person who turned it off.
#[derive(Debug, Clone, Copy, Default)]
pub struct SilentVoice;

impl Voice for SilentVoice {
    fn play(&mut self, _sounds: &[Sound<'_>], _manner: Manner) {}

    fn stop(&mut self) {}
}

/// Hears what becomes of each sentence, on the speaking thread; it waits for nothing.
type Tells = Box<dyn Fn(Hearing) + Send>;

/// The voice of the device's own sound card.
///
/// The card is opened with the first word and closed some seconds after the
/// last; while it is closed nothing wakes up. Dropping the voice stops it.
#[derive(Debug)]
pub struct RodioVoice {
    orders: Sender<Order>,
}

impl RodioVoice {
    /// A voice that hasn't touched the card yet. When the system gives it no
    /// thread, it stays silent.
    #[must_use]
    pub fn new() -> Self {
        Self::closing_after(CLOSES_AFTER)
    }

    /// A voice that closes the card that long after the last word.
    #[must_use]
    pub fn closing_after(idle: Duration) -> Self {
        Self::on(Box::new(SystemCards), None, idle, Box::new(|_| {}))
    }

    /// A voice that tells whether what it says can be heard.
    #[must_use]
    pub fn telling(volume: Box<dyn Volume>, tells: impl Fn(Hearing) + Send + 'static) -> Self {
        Self::on(Box::new(SystemCards), Some(volume), CLOSES_AFTER, Box::new(tells))
    }

    fn on(
        cards: Box<dyn Cards>,
        volume: Option<Box<dyn Volume>>,
        idle: Duration,
        tells: Tells,
    ) -> Self {
        let (orders, inbox) = channel();
        let own = orders.clone();
        let speak = move || Desk::new(inbox, own, cards, volume, idle, tells).serve();
        // Nothing to do about a failure but to be silent: orders then go to a
        // channel that nobody reads, and are dropped there.
        let _ = thread::Builder::new().name("speech".to_owned()).spawn(speak);
        Self { orders }
    }

    fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }
}

impl Default for RodioVoice {
    fn default() -> Self {
        Self::new()
    }
}

impl Voice for RodioVoice {
    fn play(&mut self, sounds: &[Sound<'_>], manner: Manner) {
        let own = |sound: &Sound<'_>| (sound.bytes.to_vec(), sound.pause_after_ms);
        self.order(Order::Play(sounds.iter().map(own).collect(), manner));
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

impl Drop for RodioVoice {
    fn drop(&mut self) {
        self.order(Order::Leave);
    }
}

/// What the speaking thread is told.
#[derive(Debug)]
enum Order {
    /// Clips, each with the silence after it in milliseconds; how fast and how loud.
    Play(Vec<(Vec<u8>, u32)>, Manner),
    Stop,
    /// Something else speaks: whether that can be heard.
    Listen,
    /// The card is closed, unless something is being said.
    LetGo,
    /// The card with this number is gone.
    Lost(u64),
    Leave,
}

/// The card that is open.
struct Open {
    card: Box<dyn Card>,
    number: u64,
    closes_at: Instant,
}

/// The speaking thread: the only place that touches the card.
struct Desk {
    inbox: Receiver<Order>,
    /// For the card to say that it is gone.
    own: Sender<Order>,
    cards: Box<dyn Cards>,
    volume: Option<Box<dyn Volume>>,
    /// How long the card stays open after the last word.
    idle: Duration,
    tells: Tells,
    open: Option<Open>,
    opened: u64,
    retries_at: Option<Instant>,
    /// Over the sentence that is being said.
    watch: Option<Watch>,
}

impl Desk {
    fn new(
        inbox: Receiver<Order>,
        own: Sender<Order>,
        cards: Box<dyn Cards>,
        volume: Option<Box<dyn Volume>>,
        idle: Duration,
        tells: Tells,
    ) -> Self {
        let (open, opened, retries_at, watch) = (None, 0, None, None);
        Self { inbox, own, cards, volume, idle, tells, open, opened, retries_at, watch }
    }

    fn serve(mut self) {
        loop {
            // Without a card there is nothing to wait for but orders.
            let order = match self.wakes_at() {
                None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => self.inbox.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match order.map(|first| self.newest(first)) {
                Ok(Order::Play(clips, manner)) => self.play(&clips, manner),
                Ok(Order::Stop) => self.hush(),
                Ok(Order::Listen) => self.listen(),
                Ok(Order::LetGo) => self.let_go(),
                Ok(Order::Lost(number)) => self.lose(number),
                Err(RecvTimeoutError::Timeout) => self.wake(Instant::now()),
                Ok(Order::Leave) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn wakes_at(&self) -> Option<Instant> {
        let open = self.open.as_ref()?;
        let looks_at = self.watch.as_ref().and_then(Watch::looks_at);
        Some(looks_at.map_or(open.closes_at, |at| at.min(open.closes_at)))
    }

    fn wake(&mut self, now: Instant) {
        let Some(open) = &mut self.open else { return };
        if let Some(watch) =
            self.watch.as_mut().filter(|w| w.looks_at().is_some_and(|at| at <= now))
        {
            let verdict = watch.look(now, open.card.taken());
            match verdict {
                Some(Hearing::Swallowed) => open.closes_at = now + SWALLOWS_ON,
                Some(Hearing::Stuck) => open.closes_at = now,
                _ => {}
            }
            verdict.into_iter().for_each(&self.tells);
        }
        if open.closes_at > now {
            return;
        }
        let swallowed = self.watch.as_ref().is_some_and(Watch::is_swallowed);
        if swallowed && open.card.is_speaking() {
            open.closes_at = now + SWALLOWS_ON;
        } else {
            (self.open, self.watch) = (None, None);
        }
    }

    /// The last of the orders that have come in: after a card that took long
    /// to open, nobody wants to hear all that was tapped meanwhile.
    fn newest(&mut self, first: Order) -> Order {
        let mut newest = first;
        while let Ok(next) = self.inbox.try_recv() {
            match (next, &newest) {
                (_, Order::Leave) => break,
                (Order::Lost(number), _) => self.lose(number),
                (Order::LetGo, _) => self.let_go(),
                (Order::Listen, _) => self.listen(),
                (next, Order::Lost(number)) => {
                    let number = *number;
                    self.lose(number);
                    newest = next;
                }
                (next, _) => newest = next,
            }
        }
        newest
    }

    fn play(&mut self, clips: &[(Vec<u8>, u32)], manner: Manner) {
        self.hush();
        // In one piece: a card that is faster than the decoder, or a phone
        // that is busy, leaves no hole between two words.
        let Some(samples) = joined(clips) else { return };
        if self.is_muted() {
            return (self.tells)(Hearing::Muted);
        }
        let samples = louder(narration::stretch(samples, manner.speed), manner);
        let idle = self.idle;
        let lasts = Duration::from_millis((samples.len() / SAMPLES_PER_MS) as u64);
        let Some(open) = self.open() else { return (self.tells)(Hearing::NoCard) };
        let now = Instant::now();
        let taken = open.card.taken();
        open.card.play(samples);
        open.closes_at = now + lasts + idle;
        self.watch = Some(Watch::new(now, lasts, taken));
    }

    /// Stops what is playing; the card stays open a while for what comes next.
    fn hush(&mut self) {
        self.watch = None;
        if let Some(open) = &mut self.open
            && open.card.stop()
        {
            open.closes_at = Instant::now() + self.idle;
        }
    }

    fn is_muted(&mut self) -> bool {
        // Where the system can't tell, what is said counts as heard.
        self.volume.as_mut().is_some_and(|volume| volume.is_zero().unwrap_or(false))
    }

    fn listen(&mut self) {
        let muted = self.is_muted();
        (self.tells)(if muted { Hearing::Muted } else { Hearing::Heard });
    }

    fn let_go(&mut self) {
        self.open.take_if(|open| !open.card.is_speaking());
    }

    fn lose(&mut self, number: u64) {
        if self.open.take_if(|open| open.number == number).is_none() {
            return;
        }
        let was_on = self.watch.take().is_some_and(|watch| watch.is_on(Instant::now()));
        if was_on {
            (self.tells)(Hearing::Lost);
        }
    }

    /// The open card; opens it unless that has just failed.
    fn open(&mut self) -> Option<&mut Open> {
        let now = Instant::now();
        if self.open.is_none() && self.retries_at.is_none_or(|at| at <= now) {
            self.opened += 1;
            let (own, number) = (self.own.clone(), self.opened);
            // Fails only when the voice is gone.
            let gone = Arc::new(move || drop(own.send(Order::Lost(number))));
            self.open = self.cards.open(gone).map(|card| Open { card, number, closes_at: now });
            self.retries_at = self.open.is_none().then(|| Instant::now() + RETRIES_AFTER);
        }
        self.open.as_mut()
    }
}

/// The longest piece of sound that is decoded, in milliseconds: 22 MiB of samples, as for the longest
/// clip that is taken at all. The longest one that ships lasts 13 seconds.
pub(crate) const MOST_MS: u64 = narration::MAX_CLIP_MS as u64;

/// All clips and their pauses as one piece of sound; `None` when there is
/// nothing to play, it is longer than any sentence, or one clip is damaged:
/// half a sentence can say the opposite of the whole.
fn joined(clips: &[(Vec<u8>, u32)]) -> Option<Vec<f32>> {
    let mut lasts = 0;
    for (bytes, pause_after_ms) in clips {
        lasts += u64::from(narration::duration_ms(bytes).ok()?) + u64::from(*pause_after_ms);
    }
    if lasts > MOST_MS {
        return None;
    }
    let mut samples = Vec::new();
    for (bytes, pause_after_ms) in clips {
        samples.append(&mut narration::decode(bytes).ok()?.into_samples());
        samples.resize(samples.len() + *pause_after_ms as usize * SAMPLES_PER_MS, 0.0);
    }
    (!samples.is_empty()).then_some(samples)
}

/// A level above which sound that is made louder bends instead of breaking.
const BENDS_ABOVE: f32 = 0.7;

/// Samples as loud as asked; what would be too loud for the card is rounded off, never cut.
fn louder(mut samples: Vec<f32>, manner: Manner) -> Vec<f32> {
    let gain = f32::from(manner.loudness) / 100.0;
    if gain < 1.0 {
        samples.iter_mut().for_each(|sample| *sample *= gain);
    } else if gain > 1.0 {
        let room = 1.0 - BENDS_ABOVE;
        for sample in &mut samples {
            let loud = (*sample * gain).abs();
            let bent = BENDS_ABOVE + room * ((loud - BENDS_ABOVE) / room).tanh();
            *sample = if loud > BENDS_ABOVE { bent } else { loud }.copysign(*sample);
        }
    }
    samples
}

#[cfg(test)]
mod tests;
