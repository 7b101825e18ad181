//! Hands that are not steady: one that trembles but means the right thing, and one that touches
//! just anything. Both work on pixels, with a seed, so that what they did can be done again.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Normal};

use crate::session::{Aim, Session, SessionError, Touch};

/// How far a touch of an older hand lands off on average: 3.4 mm (Sultana & Moffatt 2019), which
/// are 21 logical pixels of 160 to the inch.
pub const AVERAGE_MISS: f32 = 21.0;

/// What a trembling hand did when it meant to touch something.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// What was meant.
    pub meant: String,
    /// Where the finger came down, and on what.
    pub touched: Touch,
    /// Milliseconds to a second, unmeant tap at the same point; none without one.
    pub again_after: Option<u64>,
    /// Whether the finger slid off before it was lifted.
    pub slid_off: bool,
}

/// A hand that trembles.
#[derive(Debug)]
pub struct TremblingHand {
    random: StdRng,
    /// Mean distance from the middle of what is meant, in logical pixels.
    pub miss: f32,
    /// How often a tap is doubled, 0 … 1.
    pub doubles: f64,
    /// How often the finger slides off, 0 … 1.
    pub slides: f64,
}

impl TremblingHand {
    /// With this seed, an average miss, every fourth tap doubled and every tenth sliding off.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let random = StdRng::seed_from_u64(seed);
        Self { random, miss: AVERAGE_MISS, doubles: 0.25, slides: 0.1 }
    }

    /// A point around `centre`: gaussian in both directions, never outside the window.
    fn point(&mut self, centre: [f32; 2], size: [f32; 2]) -> [f32; 2] {
        // The mean distance of a two-dimensional gaussian is σ × √(π / 2).
        let sigma = self.miss / (std::f32::consts::PI / 2.0).sqrt();
        let mut off = || match Normal::new(0.0, sigma) {
            Ok(normal) => normal.sample(&mut self.random),
            Err(_) => 0.0,
        };
        let (dx, dy) = (off(), off());
        [(centre[0] + dx).clamp(0.0, size[0] - 1.0), (centre[1] + dy).clamp(0.0, size[1] - 1.0)]
    }

    /// Means to touch the element with this id, and does what a trembling hand does then.
    ///
    /// # Errors
    /// When it isn't on the screen.
    pub fn tap(&mut self, session: &mut Session, id: &str) -> Result<Attempt, SessionError> {
        let centre = session.find(&Aim::Id(id))?.at;
        let window = session.app().window();
        let size = window.size().to_logical(window.scale_factor());
        let at = self.point(centre, [size.width, size.height]);
        let touched = session.find(&Aim::At(at))?;
        let slid_off = self.random.random_bool(self.slides);
        session.press(at);
        session.advance(self.random.random_range(40..=160));
        let lifted = if slid_off {
            [at[0], if at[1] > size.height / 2.0 { at[1] - 200.0 } else { at[1] + 200.0 }]
        } else {
            at
        };
        session.slide(lifted);
        session.release(lifted);
        let doubled = !slid_off && self.random.random_bool(self.doubles);
        let again_after = doubled.then(|| self.random.random_range(100..=300));
        if let Some(pause) = again_after {
            session.advance(pause);
            session.press(at);
            session.release(at);
        }
        Ok(Attempt { meant: id.to_owned(), touched, again_after, slid_off })
    }
}

/// Touches just anything: mostly controls, sometimes the bare screen, with pauses of any length.
#[derive(Debug)]
pub struct RandomHand {
    random: StdRng,
}

impl RandomHand {
    /// With this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { random: StdRng::seed_from_u64(seed) }
    }

    /// Touches something, then waits up to three seconds, now and then half a minute.
    ///
    /// # Errors
    /// When the screen can't be described.
    pub fn tap(&mut self, session: &mut Session) -> Result<Touch, SessionError> {
        let screen = session.outline()?;
        let targets: Vec<_> = screen.targets().collect();
        let on_control = !targets.is_empty() && self.random.random_bool(0.85);
        let at = if on_control {
            let bounds = targets[self.random.random_range(0..targets.len())].bounds;
            let (x, y): (f32, f32) = (self.random.random(), self.random.random());
            [bounds.x + x * bounds.w, bounds.y + y * bounds.h]
        } else {
            [
                self.random.random::<f32>() * screen.size[0],
                self.random.random::<f32>() * screen.size[1],
            ]
        };
        let touch = session.tap(&Aim::At(at))?;
        let still = self.random.random_bool(0.02);
        session.advance(if still { 30_000 } else { self.random.random_range(0..3_000) });
        Ok(touch)
    }
}
