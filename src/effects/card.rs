//! The device's sound card: what has to be known of one to speak on it and to judge whether anything
//! comes of it. It judges nothing itself, and never waits for a card to take something.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use narration::SAMPLE_RATE;
use rodio::buffer::SamplesBuffer;
use rodio::cpal::{self, ErrorKind};
use rodio::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink, Player, Source};

/// Told when a card is gone.
pub(super) type Gone = Arc<dyn Fn() + Send + Sync>;

/// Where cards come from.
pub(super) trait Cards: Send {
    /// Opens the default card; `gone` hears when it is gone. None where there is none, or it doesn't
    /// open.
    fn open(&mut self, gone: Gone) -> Option<Box<dyn Card>>;
}

/// An open card. Dropping it closes it.
pub(super) trait Card {
    /// Plays this, mono at 48 kHz; what is playing stops.
    fn play(&mut self, samples: Vec<f32>);

    /// Stops, and says whether anything was to be stopped.
    fn stop(&mut self) -> bool;

    /// Whether it hasn't taken all of what was to be played.
    fn is_speaking(&self) -> bool;

    /// How much it has taken since it was opened, silence included.
    fn taken(&self) -> Duration;
}

/// The cards of this system.
#[derive(Debug, Default)]
pub(super) struct SystemCards;

impl Cards for SystemCards {
    fn open(&mut self, gone: Gone) -> Option<Box<dyn Card>> {
        // No card is no error: this device is silent, for now.
        let sink = open(gone).ok()?;
        let (rate, frames) = (sink.config().sample_rate(), Arc::default());
        sink.mixer().add(Meter { rate, frames: Arc::clone(&frames) });
        Some(Box::new(SystemCard { player: None, sink, rate, frames }))
    }
}

fn open(gone: Gone) -> Result<MixerDeviceSink, DeviceSinkError> {
    let told = move |error: cpal::Error| {
        let harmless = [ErrorKind::Xrun, ErrorKind::RealtimeDenied, ErrorKind::DeviceChanged];
        if !harmless.contains(&error.kind()) {
            gone();
        }
    };
    let builder = DeviceSinkBuilder::from_default_device()?.with_error_callback(told);
    let mut sink = builder.open_sink_or_fallback()?;
    sink.log_on_drop(false);
    Ok(sink)
}

/// A card of this system. The player goes first, so that nothing plays on while the card closes.
struct SystemCard {
    player: Option<Player>,
    sink: MixerDeviceSink,
    rate: NonZero<u32>,
    frames: Arc<AtomicU64>,
}

impl Card for SystemCard {
    fn play(&mut self, samples: Vec<f32>) {
        let Some(rate) = NonZero::new(SAMPLE_RATE) else { return };
        let player = Player::connect_new(self.sink.mixer());
        player.append(SamplesBuffer::new(NonZero::<u16>::MIN, rate, samples));
        self.player = Some(player);
    }

    fn stop(&mut self) -> bool {
        self.player.take().is_some()
    }

    fn is_speaking(&self) -> bool {
        self.player.as_ref().is_some_and(|player| !player.empty())
    }

    fn taken(&self) -> Duration {
        let frames = self.frames.load(Ordering::Relaxed);
        Duration::from_millis(frames * 1_000 / u64::from(self.rate.get()))
    }
}

/// Silence that counts how much of it is taken: mixed into everything, it is the card's own pace.
struct Meter {
    rate: NonZero<u32>,
    frames: Arc<AtomicU64>,
}

impl Iterator for Meter {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        self.frames.fetch_add(1, Ordering::Relaxed);
        Some(0.0)
    }
}

impl Source for Meter {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZero<u16> {
        NonZero::<u16>::MIN
    }

    fn sample_rate(&self) -> NonZero<u32> {
        self.rate
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
