//! Plays speech on the sound card, on a thread of its own.
//!
//! A tap never waits for sound: opening a card takes 60 ms at best, and a card
//! may be missing, busy, or pulled out. Whatever goes wrong here is silence and
//! nothing else; when speech ends is known from the lengths of the clips, never
//! from the card. It chooses no clip and mixes no two utterances.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use narration::{Library, SAMPLE_RATE, SAMPLES_PER_MS, Speaker, Spoken};
use presenter::Manner;
use rodio::buffer::SamplesBuffer;
use rodio::cpal::{self, ErrorKind};
use rodio::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink, Player};

/// How long the card stays open after the last word. An open card costs
/// battery; opening it anew for every sentence would cost its beginning.
const CLOSES_AFTER: Duration = Duration::from_secs(5);

/// How long after a card failed to open the next attempt may be.
const RETRIES_AFTER: Duration = Duration::from_secs(2);

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
        let (orders, inbox) = channel();
        let own = orders.clone();
        let speak =
            move || Desk { inbox, own, idle, card: None, opened: 0, retries_at: None }.serve();
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
    /// The card is closed, unless something is being said.
    LetGo,
    /// The card with this number is gone.
    Lost(u64),
    Leave,
}

/// An open card. The player goes first, so that nothing plays on while the
/// card closes.
struct Card {
    player: Option<Player>,
    sink: MixerDeviceSink,
    number: u64,
    closes_at: Instant,
}

/// The speaking thread: the only place that touches the card.
struct Desk {
    inbox: Receiver<Order>,
    /// For the card to say that it is gone.
    own: Sender<Order>,
    /// How long the card stays open after the last word.
    idle: Duration,
    card: Option<Card>,
    opened: u64,
    retries_at: Option<Instant>,
}

impl Desk {
    fn serve(mut self) {
        loop {
            // Without a card there is nothing to wait for but orders.
            let order = match &self.card {
                None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(card) => self
                    .inbox
                    .recv_timeout(card.closes_at.saturating_duration_since(Instant::now())),
            };
            match order.map(|first| self.newest(first)) {
                Ok(Order::Play(clips, manner)) => self.play(&clips, manner),
                Ok(Order::Stop) => self.hush(),
                Ok(Order::LetGo) => self.let_go(),
                Ok(Order::Lost(number)) => self.lose(number),
                Err(RecvTimeoutError::Timeout) => self.card = None,
                Ok(Order::Leave) | Err(RecvTimeoutError::Disconnected) => return,
            }
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
        let samples = louder(narration::stretch(samples, manner.speed), manner);
        let idle = self.idle;
        let lasts = Duration::from_millis((samples.len() / SAMPLES_PER_MS) as u64);
        let (Some(rate), Some(card)) = (NonZero::new(SAMPLE_RATE), self.card()) else { return };
        let player = Player::connect_new(card.sink.mixer());
        player.append(SamplesBuffer::new(NonZero::<u16>::MIN, rate, samples));
        card.closes_at = Instant::now() + lasts + idle;
        card.player = Some(player);
    }

    /// Stops what is playing; the card stays open a while for what comes next.
    fn hush(&mut self) {
        if let Some(card) = &mut self.card
            && card.player.take().is_some()
        {
            card.closes_at = Instant::now() + self.idle;
        }
    }

    fn let_go(&mut self) {
        let speaks = |card: &Card| card.player.as_ref().is_some_and(|player| !player.empty());
        self.card.take_if(|card| !speaks(card));
    }

    fn lose(&mut self, number: u64) {
        self.card.take_if(|card| card.number == number);
    }

    /// The open card; opens it unless that has just failed.
    fn card(&mut self) -> Option<&mut Card> {
        let now = Instant::now();
        if self.card.is_none() && self.retries_at.is_none_or(|at| at <= now) {
            self.opened += 1;
            match open(self.own.clone(), self.opened) {
                Ok(sink) => {
                    self.card =
                        Some(Card { player: None, sink, number: self.opened, closes_at: now });
                    self.retries_at = None;
                }
                // No card is no fault: this device is silent, for now.
                Err(_) => self.retries_at = Some(Instant::now() + RETRIES_AFTER),
            }
        }
        self.card.as_mut()
    }
}

/// Opens the default card; `own` hears when card `number` is gone.
fn open(own: Sender<Order>, number: u64) -> Result<MixerDeviceSink, DeviceSinkError> {
    let gone = move |error: cpal::Error| {
        let harmless = [ErrorKind::Xrun, ErrorKind::RealtimeDenied, ErrorKind::DeviceChanged];
        if !harmless.contains(&error.kind()) {
            let _ = own.send(Order::Lost(number));
        }
    };
    let builder = DeviceSinkBuilder::from_default_device()?.with_error_callback(gone);
    let mut sink = builder.open_sink_or_fallback()?;
    sink.log_on_drop(false);
    Ok(sink)
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
mod tests {
    use super::*;

    const BA: &[u8] =
        include_bytes!("../../crates/narration/tests/fixtures/number-ba-b51f1e48254663a1.opus");

    #[test]
    fn a_damaged_clip_silences_the_whole_sentence() {
        let whole = |bytes: &[u8]| joined(&[(BA.to_vec(), 90), (bytes.to_vec(), 0)]);
        let ba = narration::decode(BA).map(narration::Clip::into_samples).unwrap_or_default();
        assert_eq!(
            whole(BA).map(|samples| samples.len()),
            Some(2 * ba.len() + 90 * SAMPLES_PER_MS)
        );
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
        let mut desk = Desk {
            inbox,
            own: own.clone(),
            idle: CLOSES_AFTER,
            card: None,
            opened: 0,
            retries_at: None,
        };
        let mut newest = |orders: Vec<Order>| {
            for order in orders {
                let _ = own.send(order);
            }
            desk.inbox.try_recv().map(|first| desk.newest(first))
        };
        let play = |pause| Order::Play(vec![(Vec::new(), pause)], Manner::default());
        assert!(
            matches!(newest(vec![play(1), play(2)]), Ok(Order::Play(clips, _)) if clips[0].1 == 2)
        );
        assert!(matches!(newest(vec![play(1), Order::Stop]), Ok(Order::Stop)));
        assert!(matches!(newest(vec![play(1), Order::Lost(9)]), Ok(Order::Play(..))));
        assert!(matches!(newest(vec![Order::Lost(9), play(1)]), Ok(Order::Play(..))));
        assert!(matches!(newest(vec![play(1), Order::Leave, play(2)]), Ok(Order::Leave)));
    }
}
