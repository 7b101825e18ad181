//! Listens through the device's own microphone, on a thread of its own, and only between
//! [`Microphone::start`] and [`Microphone::stop`]. Keeps nothing: what was heard is handed to its
//! caller once, and judges nothing.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use narration::{SAMPLE_RATE, SAMPLES_PER_MS};
use recordings::{LONGEST_MS, level};
use rodio::buffer::SamplesBuffer;
use rodio::conversions::SampleRateConverter;
use rodio::cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use rodio::cpal::{
    self, FromSample, Sample as _, SampleFormat, SizedSample, SupportedStreamConfig,
};

use crate::platform::{Leave, MicrophoneLeave};

/// How long opening a microphone may take: where the system asks for leave, a person answers.
const OPENS_WITHIN: Duration = Duration::from_secs(20);

/// How much of the last moment the meter looks at, in samples.
const METERED: usize = 100 * SAMPLES_PER_MS;

/// Why no microphone listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMicrophone {
    /// There is none, or it is in use.
    Missing,
    /// The system is asking the person whether the app may listen; see
    /// [`Microphone::may_listen`].
    Asked,
}

/// Something that listens.
pub trait Microphone: Send {
    /// Begins to listen; what was heard before is gone.
    ///
    /// # Errors
    /// Where nothing can listen.
    fn start(&mut self) -> Result<(), NoMicrophone>;

    /// Whether the system lets the app listen.
    fn may_listen(&mut self) -> bool {
        true
    }

    /// How loud the last moment was, from 0 to 100; 0 while it doesn't listen.
    fn level(&self) -> u8;

    /// Stops listening and lets go of the device. What was heard, mono at 48 kHz, at most
    /// [`LONGEST_MS`]; empty where it didn't listen.
    fn stop(&mut self) -> Vec<f32>;
}

/// A microphone that asks for leave when it begins to listen, and never before.
pub struct AskingMicrophone<M> {
    microphone: M,
    leave: Box<dyn MicrophoneLeave>,
}

impl<M: Microphone> AskingMicrophone<M> {
    /// This microphone, for which leave has to be given.
    #[must_use]
    pub fn new(microphone: M, leave: Box<dyn MicrophoneLeave>) -> Self {
        Self { microphone, leave }
    }
}

impl<M: Microphone> Microphone for AskingMicrophone<M> {
    fn start(&mut self) -> Result<(), NoMicrophone> {
        if self.may_listen() {
            return self.microphone.start();
        }
        match self.leave.ask() {
            Ok(()) => Err(NoMicrophone::Asked),
            Err(trouble) => {
                eprintln!("microphone: {trouble}");
                Err(NoMicrophone::Missing)
            }
        }
    }

    fn may_listen(&mut self) -> bool {
        match self.leave.leave() {
            Ok(leave) => leave == Leave::Given,
            // Whoever can't be asked may try: the device itself refuses where it must.
            Err(trouble) => {
                eprintln!("microphone: {trouble}");
                true
            }
        }
    }

    fn level(&self) -> u8 {
        self.microphone.level()
    }

    fn stop(&mut self) -> Vec<f32> {
        self.microphone.stop()
    }
}

/// What has been heard so far, and at which rate.
#[derive(Debug, Default)]
struct Heard {
    samples: Vec<f32>,
    rate: u32,
}

/// The device's own microphone.
#[derive(Debug, Default)]
pub struct CpalMicrophone {
    heard: Arc<Mutex<Heard>>,
    listening: Option<(Sender<()>, JoinHandle<()>)>,
}

impl CpalMicrophone {
    /// One that hasn't touched the device yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn lay_down(&mut self) {
        if let Some((end, thread)) = self.listening.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}

impl Drop for CpalMicrophone {
    fn drop(&mut self) {
        self.lay_down();
    }
}

impl Microphone for CpalMicrophone {
    fn start(&mut self) -> Result<(), NoMicrophone> {
        self.lay_down();
        let heard = Arc::<Mutex<Heard>>::default();
        self.heard = Arc::clone(&heard);
        let (opened, is_open) = channel();
        let (end, ended) = channel::<()>();
        // The stream stays on the thread that opened it: not every system lets it move.
        let listen = move || {
            let stream = open(&heard);
            // Fails only when nobody waits any more, and then the thread ends at once.
            let _ = opened.send(stream.is_ok());
            if let Ok(stream) = stream {
                let _ = ended.recv();
                drop(stream);
            }
        };
        let thread = thread::Builder::new().name("microphone".to_owned()).spawn(listen);
        let thread = thread.map_err(|_| NoMicrophone::Missing)?;
        if is_open.recv_timeout(OPENS_WITHIN) == Ok(true) {
            self.listening = Some((end, thread));
            return Ok(());
        }
        Err(NoMicrophone::Missing)
    }

    fn level(&self) -> u8 {
        if self.listening.is_none() {
            return 0;
        }
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        level(&heard.samples[heard.samples.len().saturating_sub(METERED)..])
    }

    fn stop(&mut self) -> Vec<f32> {
        if self.listening.is_none() {
            return Vec::new();
        }
        self.lay_down();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        at_our_rate(std::mem::take(&mut *heard))
    }
}

/// Opens the usual microphone, at our own rate if it has it.
fn open(heard: &Arc<Mutex<Heard>>) -> Result<cpal::Stream, NoMicrophone> {
    let device = cpal::default_host().default_input_device().ok_or(NoMicrophone::Missing)?;
    let usual = device.default_input_config().map_err(|_| NoMicrophone::Missing)?;
    let config = device
        .supported_input_configs()
        .into_iter()
        .flatten()
        .filter(|range| range.channels() == usual.channels())
        .filter(|range| range.sample_format() == usual.sample_format())
        .find_map(|range| range.try_with_sample_rate(SAMPLE_RATE))
        .unwrap_or(usual);
    let stream = match config.sample_format() {
        SampleFormat::F32 => listen::<f32>(&device, &config, heard),
        SampleFormat::I16 => listen::<i16>(&device, &config, heard),
        SampleFormat::I32 => listen::<i32>(&device, &config, heard),
        SampleFormat::U16 => listen::<u16>(&device, &config, heard),
        SampleFormat::U8 => listen::<u8>(&device, &config, heard),
        _ => Err(NoMicrophone::Missing),
    }?;
    stream.play().map_err(|_| NoMicrophone::Missing)?;
    Ok(stream)
}

fn listen<T>(
    device: &cpal::Device,
    config: &SupportedStreamConfig,
    heard: &Arc<Mutex<Heard>>,
) -> Result<cpal::Stream, NoMicrophone>
where
    T: SizedSample,
    f32: FromSample<T>,
{
    let channels = usize::from(config.channels()).max(1);
    let rate = config.sample_rate();
    let most = rate as usize / 1_000 * LONGEST_MS as usize;
    let heard = Arc::clone(heard);
    heard.lock().unwrap_or_else(PoisonError::into_inner).rate = rate;
    let take_in = move |data: &[T], _: &cpal::InputCallbackInfo| {
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        let room = most.saturating_sub(heard.samples.len());
        // The louder channel: of two, one is often not connected.
        let frame = |frame: &[T]| {
            let louder = |a: f32, b: f32| if b.abs() > a.abs() { b } else { a };
            frame.iter().map(|sample| f32::from_sample(*sample)).fold(0.0, louder)
        };
        heard.samples.extend(data.chunks_exact(channels).take(room).map(frame));
    };
    // A microphone that goes away leaves what it heard; whether that is enough, the take shows.
    let stream = device.build_input_stream(config.config(), take_in, |_| {}, None);
    stream.map_err(|_| NoMicrophone::Missing)
}

/// The same sound at 48 kHz.
fn at_our_rate(heard: Heard) -> Vec<f32> {
    let (Some(from), Some(to), Some(mono)) = (
        rodio::SampleRate::new(heard.rate),
        rodio::SampleRate::new(SAMPLE_RATE),
        rodio::ChannelCount::new(1),
    ) else {
        return Vec::new();
    };
    if from == to || heard.samples.is_empty() {
        return heard.samples;
    }
    let sound = SamplesBuffer::new(mono, from, heard.samples);
    SampleRateConverter::new(sound, from, to, mono).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Trouble;

    /// Counts how often it was asked for, and says what it was told.
    struct Rights {
        answer: Result<Leave, Trouble>,
        asked: Sender<()>,
    }

    impl MicrophoneLeave for Rights {
        fn leave(&mut self) -> Result<Leave, Trouble> {
            self.answer.clone()
        }
        fn ask(&mut self) -> Result<(), Trouble> {
            self.asked.send(()).map_err(|_| Trouble::Failed("asking".to_owned()))
        }
    }

    struct Ears;

    impl Microphone for Ears {
        fn start(&mut self) -> Result<(), NoMicrophone> {
            Ok(())
        }
        fn level(&self) -> u8 {
            50
        }
        fn stop(&mut self) -> Vec<f32> {
            vec![0.5]
        }
    }

    #[test]
    fn leave_is_asked_for_when_listening_begins_and_not_before() {
        let (asked, asks) = channel();
        let rights = Rights { answer: Ok(Leave::NotGiven), asked: asked.clone() };
        let mut microphone = AskingMicrophone::new(Ears, Box::new(rights));
        assert!(!microphone.may_listen());
        assert!(asks.try_recv().is_err(), "looking asks nobody");
        assert_eq!(microphone.start(), Err(NoMicrophone::Asked));
        assert_eq!(asks.try_iter().count(), 1);
        drop(asks);
        assert_eq!(microphone.start(), Err(NoMicrophone::Missing), "nobody can be asked");
        for answer in [Ok(Leave::Given), Err(Trouble::NotThere("a right".to_owned()))] {
            let rights = Rights { answer, asked: asked.clone() };
            let mut microphone = AskingMicrophone::new(Ears, Box::new(rights));
            assert_eq!(microphone.start(), Ok(()));
            assert_eq!((microphone.level(), microphone.stop()), (50, vec![0.5]));
        }
    }

    #[test]
    fn another_rate_becomes_ours_and_stays_the_same_sound() {
        let tone = |rate: u32| -> Vec<f32> {
            (0..rate / 2)
                .map(|n| (n as f32 * 440.0 * std::f32::consts::TAU / rate as f32).sin() * 0.5)
                .collect()
        };
        for rate in [16_000, 44_100, SAMPLE_RATE] {
            let heard = at_our_rate(Heard { samples: tone(rate), rate });
            assert!(heard.len().abs_diff(24_000) < 8, "{rate}: {}", heard.len());
            let meant = tone(SAMPLE_RATE);
            let apart = heard.iter().zip(&meant).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(apart < 0.05, "{rate}: {apart}");
        }
        assert!(at_our_rate(Heard::default()).is_empty());
    }
}
