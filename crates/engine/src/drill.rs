//! What a drill is made of: cases, genuine and fake, and how they are dealt. Holds no words, and
//! draws nothing by chance: the same seed always deals the same hands.

use protocol::{CaseId, ChoiceId};
use serde::{Deserialize, Serialize};

use crate::scenario::scramble;

/// The answer that believes: do what the case asks for.
pub const GO: &str = "go";
/// The answer that refuses.
pub const STOP: &str = "stop";
/// The fewest cases of a kind in one play. So whoever refuses everything, or believes everything,
/// is wrong three times, and one wrong answer is forgiven.
pub const FEWEST_OF_A_KIND: u16 = 3;
/// The most cases in one play: more are too many for one sitting.
pub const MOST_A_PLAY: u16 = 12;
/// How long a learner may be still over a case before the general advice is offered, in seconds.
/// Longer than over a step: a case is read slowly, and that is what it teaches.
pub const ADVICE_AFTER_SECONDS: u16 = 20;

/// The cases of a drill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePool {
    /// All of them. In a checked lesson there are enough of each kind for two hands.
    pub cases: Vec<Case>,
    /// How many make a hand, half of them genuine: an even number of six or more in a checked
    /// lesson.
    pub a_play: u16,
}

/// Something that happens to people, genuine or fake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its name, and that of its Fluent message.
    pub id: CaseId,
    /// The drawing that it is shown in.
    pub scene: Scene,
    /// Whether it is right to go along with it.
    pub genuine: bool,
    /// What gives it away, or vouches for it: one of [`Scene::spots`]. Ringed once it is answered.
    pub look: String,
}

impl Case {
    /// The right answer.
    #[must_use]
    pub fn answer(&self) -> ChoiceId {
        ChoiceId::from(if self.genuine { GO } else { STOP })
    }
}

/// The drawings that cases are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scene {
    /// A stall with its code, and the name that the scanner reads.
    Stall,
    /// The same with another code pasted over the stall's.
    PastedStall,
    /// The post of a car park with its code.
    Parking,
    /// A card with a code, hung on a motorbike.
    Motorbike,
    /// A text message.
    Message,
    /// A message with a code in it, and the name that the scanner reads.
    CodeMessage,
    /// A page on the Internet that only tells something.
    Page,
    /// A page on the Internet that asks for something to be typed.
    Form,
}

impl Scene {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Stall,
        Self::PastedStall,
        Self::Parking,
        Self::Motorbike,
        Self::Message,
        Self::CodeMessage,
        Self::Page,
        Self::Form,
    ];

    /// The name that lessons use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stall => "stall",
            Self::PastedStall => "pasted-stall",
            Self::Parking => "parking",
            Self::Motorbike => "motorbike",
            Self::Message => "message",
            Self::CodeMessage => "code-message",
            Self::Page => "page",
            Self::Form => "form",
        }
    }

    /// The scene with this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scene| scene.name() == name)
    }

    /// The words that stand in it, each an attribute of the case's message.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Stall | Self::PastedStall | Self::Parking | Self::Motorbike => &["sign", "reads"],
            Self::Message => &["sender", "message"],
            Self::CodeMessage => &["sender", "message", "reads"],
            Self::Page => &["address", "heading", "message"],
            Self::Form => &["address", "heading", "field"],
        }
    }

    /// Whether a code is in it, in the name of the word `reads`.
    #[must_use]
    pub fn has_code(self) -> bool {
        self.words().contains(&"reads")
    }

    /// What can be pointed at: its words, and the code.
    #[must_use]
    pub fn spots(self) -> Vec<&'static str> {
        let code = self.has_code().then_some("code");
        self.words().iter().copied().chain(code).collect()
    }
}

impl CasePool {
    /// How many cases of this kind make a hand.
    #[must_use]
    pub fn of_a_kind(&self, genuine: bool) -> usize {
        let half = usize::from(self.a_play / 2);
        if genuine { half } else { usize::from(self.a_play) - half }
    }

    /// The cases of one hand by their number in the pool, mixed. `hand` counts from 0 over all
    /// plays of a person: no case comes again before all others of its kind have come.
    #[must_use]
    pub fn deal(&self, seed: u64, hand: u32) -> Vec<u16> {
        let mut dealt = self.next_of(true, seed, hand);
        dealt.extend(self.next_of(false, seed, hand));
        let mixed = (0..MIXES).map(|mix| {
            let mut mixed = dealt.clone();
            shuffle(&mut mixed, scramble(seed ^ 5) ^ (u64::from(hand) << 8) ^ mix);
            mixed
        });
        // Three of a kind in a row look like a rule.
        let even = |hand: &Vec<u16>| !hand.windows(3).any(|three| self.are_alike(three));
        mixed.clone().find(even).or_else(|| mixed.clone().next()).unwrap_or(dealt)
    }

    /// The cases of one kind whose turn it is: one after the other in an order that the seed
    /// chooses, and from the beginning after the last.
    fn next_of(&self, genuine: bool, seed: u64, hand: u32) -> Vec<u16> {
        let numbers = (0_u16..).zip(&self.cases);
        let mut order: Vec<u16> =
            numbers.filter(|(_, case)| case.genuine == genuine).map(|(n, _)| n).collect();
        shuffle(&mut order, scramble(seed ^ if genuine { 6 } else { 7 }));
        let count = self.of_a_kind(genuine).min(order.len());
        let before = u64::from(hand) * count as u64 % (order.len() as u64).max(1);
        let before = usize::try_from(before).unwrap_or(0);
        order.iter().copied().cycle().skip(before).take(count).collect()
    }

    fn are_alike(&self, numbers: &[u16]) -> bool {
        let kind = |number: &u16| self.cases.get(usize::from(*number)).map(|case| case.genuine);
        numbers.iter().all(|number| kind(number) == numbers.first().and_then(kind))
    }
}

/// How many orders of a hand are tried for one without three of a kind in a row. One in twenty
/// would do; with this many, none fails in practice, and failing would only be less pretty.
const MIXES: u64 = 64;

/// Fisher and Yates' shuffle (Knuth, volume 2, algorithm P), by numbers that follow from `seed`.
fn shuffle(numbers: &mut [u16], seed: u64) {
    for last in (1..numbers.len()).rev() {
        let below = last as u64 + 1;
        let chosen = scramble(seed ^ (last as u64) << 32) % below;
        numbers.swap(last, usize::try_from(chosen).unwrap_or(last));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::fixtures::drill;

    fn kinds(pool: &CasePool, hand: &[u16]) -> Vec<bool> {
        hand.iter().map(|number| pool.cases[usize::from(*number)].genuine).collect()
    }

    #[test]
    fn a_hand_is_half_genuine_and_mixed() {
        let pool = drill(7, 8).drill.unwrap();
        for seed in 0..200 {
            for hand in 0..20 {
                let kinds = kinds(&pool, &pool.deal(seed, hand));
                assert_eq!(kinds.iter().filter(|genuine| **genuine).count(), 3);
                assert_eq!(kinds.len(), 6);
                let alike = |three: &[bool]| three.iter().all(|kind| *kind == three[0]);
                assert!(!kinds.windows(3).any(alike), "seed {seed}, hand {hand}: {kinds:?}");
            }
        }
    }

    #[test]
    fn no_case_comes_again_before_all_others_of_its_kind() {
        for (genuine, fake) in [(6, 6), (7, 7), (8, 11)] {
            let pool = drill(genuine, fake).drill.unwrap();
            for seed in 0..50 {
                let mut times: BTreeMap<u16, u32> =
                    (0_u16..).zip(&pool.cases).map(|(number, _)| (number, 0)).collect();
                for hand in 0..40 {
                    for number in pool.deal(seed, hand) {
                        *times.get_mut(&number).unwrap() += 1;
                        let genuine = pool.cases[usize::from(number)].genuine;
                        let alike = times
                            .iter()
                            .filter(|(n, _)| pool.cases[usize::from(**n)].genuine == genuine)
                            .map(|(_, count)| *count);
                        let (least, most) = (alike.clone().min(), alike.max());
                        // Within a hand the order is mixed, so up to one hand may be ahead.
                        assert!(most.unwrap() - least.unwrap() <= 2, "seed {seed}, hand {hand}");
                    }
                }
                let whole = |kind: bool| {
                    let counts =
                        times.iter().filter(|(n, _)| pool.cases[usize::from(**n)].genuine == kind);
                    let counts: Vec<u32> = counts.map(|(_, count)| *count).collect();
                    counts.iter().max().unwrap() - counts.iter().min().unwrap()
                };
                assert!(whole(true) <= 1 && whole(false) <= 1, "seed {seed}");
            }
        }
    }

    #[test]
    fn the_next_hand_is_fresh() {
        let pool = drill(6, 7).drill.unwrap();
        for seed in 0..100 {
            for hand in 0..30 {
                let next = pool.deal(seed, hand + 1);
                assert!(pool.deal(seed, hand).iter().all(|number| !next.contains(number)));
            }
        }
    }

    #[test]
    fn a_pool_that_is_too_small_still_deals() {
        for (genuine, fake) in [(0, 0), (1, 0), (0, 2), (2, 9)] {
            let pool = drill(genuine, fake).drill.unwrap();
            assert!(pool.deal(3, 4).len() <= 6);
        }
    }
}
