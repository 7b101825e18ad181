//! Judges from the pace at which a card takes a sentence whether the sentence can be heard. A card
//! that is heard takes sound as fast as time passes, give or take its buffer. One that is none, such as
//! ALSA's `null`, takes it as fast as it is handed over; a dead one fills its buffer and stops.
//!
//! It looks at no clock and at no card: both are handed in. What can't be told from the pace, such as
//! a loudspeaker that isn't plugged into a card that is there, it doesn't tell.

use std::time::{Duration, Instant};

use crate::platform::Hearing;

/// How often is looked until it is known whether anything is heard …
const LOOKS_EVERY: Duration = Duration::from_millis(250);
/// … and how often from then on, to the end of the sentence.
const LOOKS_ON_EVERY: Duration = Duration::from_secs(1);

/// How far ahead of time a card may be. Buffers hold two seconds at most, those of sound servers
/// included.
const AHEAD: Duration = Duration::from_secs(5);

/// Between two looks, a card that is heard takes at most so many times what time has passed, and
/// half a second for a server that takes its sound in large pieces.
const PACE: u32 = 4;
const PIECE: Duration = Duration::from_millis(500);

/// A card that takes nothing for so long is stuck. One that sleeps needs a second or two to wake up,
/// over the air as well.
const STUCK: Duration = Duration::from_secs(3);

/// The watch over one sentence.
#[derive(Debug)]
pub(super) struct Watch {
    began: Instant,
    /// When its last word is heard, at the pace of time.
    ends: Instant,
    /// What the card had taken when it began.
    taken_before: Duration,
    /// When the last look was, and what had been taken by then.
    last: (Instant, Duration),
    /// When the card last took something.
    last_taken: Instant,
    looks_at: Option<Instant>,
    looks: u32,
    verdict: Option<Hearing>,
}

impl Watch {
    /// Watches over a sentence that begins now and lasts so long, on a card that has taken that much.
    pub(super) fn new(now: Instant, lasts: Duration, taken: Duration) -> Self {
        Self {
            began: now,
            ends: now + lasts,
            taken_before: taken,
            last: (now, taken),
            last_taken: now,
            looks_at: Some(now + LOOKS_EVERY),
            looks: 0,
            verdict: None,
        }
    }

    /// When to look next; none once nothing more can be learnt.
    pub(super) fn looks_at(&self) -> Option<Instant> {
        self.looks_at
    }

    /// Whether its words are still being said.
    pub(super) fn is_on(&self, now: Instant) -> bool {
        now < self.ends
    }

    /// Whether the card was judged to swallow it.
    pub(super) fn is_swallowed(&self) -> bool {
        self.verdict == Some(Hearing::Swallowed)
    }

    /// Looks at what the card has taken by now. Gives a judgement when there is a new one.
    pub(super) fn look(&mut self, now: Instant, taken: Duration) -> Option<Hearing> {
        let (last_look, last_taken) = self.last;
        let (passed, more) =
            (now.saturating_duration_since(last_look), taken.saturating_sub(last_taken));
        self.last = (now, taken);
        self.looks += 1;
        if !more.is_zero() {
            self.last_taken = now;
        }
        let since = now.saturating_duration_since(self.began);
        let verdict = if taken.saturating_sub(self.taken_before) > since + AHEAD {
            Some(Hearing::Swallowed)
        } else if now.saturating_duration_since(self.last_taken) >= STUCK {
            Some(Hearing::Stuck)
        } else if self.looks > 1 && !more.is_zero() && more <= passed * PACE + PIECE {
            // The first look only shows how the buffer was filled.
            Some(Hearing::Heard)
        } else {
            self.verdict
        };
        self.looks_at = match verdict {
            None => Some(now + LOOKS_EVERY),
            Some(Hearing::Heard) => Some(now + LOOKS_ON_EVERY).filter(|at| *at < self.ends),
            Some(_) => None,
        };
        let is_new = verdict != self.verdict;
        self.verdict = verdict;
        verdict.filter(|_| is_new)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// What is judged of a sentence on a card that has taken `taken(t)` milliseconds after `t`, with
    /// when; looked at until nothing more can be learnt or ten seconds after its end.
    fn judged(lasts: u64, taken: impl Fn(u64) -> u64) -> Vec<(u64, Hearing)> {
        let start = Instant::now();
        let mut watch = Watch::new(start, ms(lasts), ms(taken(0)));
        let mut all = Vec::new();
        while let Some(at) = watch.looks_at().filter(|at| *at <= start + ms(lasts + 10_000)) {
            let t = u64::try_from((at - start).as_millis()).unwrap();
            all.extend(watch.look(at, ms(taken(t))).map(|verdict| (t, verdict)));
        }
        all
    }

    #[test]
    fn a_card_that_swallows_is_told_within_half_a_second() {
        // `null` by way of a slow machine, and of a fast one.
        for speed in [20, 100, 10_000] {
            let judged = judged(3_000, |t| t * speed);
            assert!(matches!(judged[..], [(..=500, Hearing::Swallowed)]), "{speed}: {judged:?}");
        }
    }

    #[test]
    fn a_card_that_stops_is_told_also_in_the_middle() {
        assert_eq!(judged(1_000, |_| 0), [(3_000, Hearing::Stuck)]);
        // It takes what its buffer holds, and no more.
        assert_eq!(judged(1_000, |t| 700.min(t * 100)), [(3_250, Hearing::Stuck)]);
        let judged = judged(20_000, |t| t.min(5_000));
        assert!(
            matches!(judged[..], [(500, Hearing::Heard), (8_000..=9_500, Hearing::Stuck)]),
            "{judged:?}"
        );
    }

    #[test]
    fn a_card_that_wakes_up_late_is_heard() {
        let late = judged(3_000, |t| t.saturating_sub(2_200));
        assert!(matches!(late[..], [(2_250..=3_000, Hearing::Heard)]), "{late:?}");
    }

    proptest! {
        /// Any buffer up to two seconds, filled at once or late, in any pieces: heard, and nothing else.
        #[test]
        fn whatever_a_real_card_does_it_is_heard(
            lasts in 200_u64..20_000,
            buffer in 0_u64..2_000,
            piece in 1_u64..500,
            wakes in 0_u64..2_000,
            before in 0_u64..1_000_000,
        ) {
            let taken = |t: u64| match t.checked_sub(wakes) {
                Some(on) if t > 0 => before + (on + buffer) / piece * piece,
                _ => before,
            };
            let judged = judged(lasts, taken);
            prop_assert!(matches!(judged[..], [(_, Hearing::Heard)]), "{:?}", judged);
        }

        /// However short a sentence is, and whatever the card took before: at once is never heard.
        #[test]
        fn what_takes_everything_at_once_is_never_heard(
            lasts in 100_u64..20_000,
            speed in 20_u64..100_000,
            before in 0_u64..1_000_000,
        ) {
            let judged = judged(lasts, |t| before + t * speed);
            prop_assert!(matches!(judged[..], [(..=500, Hearing::Swallowed)]), "{:?}", judged);
        }
    }
}
