//! One made-up learner. Nothing here is taken from a real person.

use protocol::PersonId;
use vietnamese::Address;

use crate::chance::Chance;
use crate::{Curriculum, Events, Shape, Truth};

/// Common given names.
pub(crate) const NAMES: [&str; 32] = [
    "Lan", "Hoa", "Mai", "Hương", "Thảo", "Bích", "Nga", "Hạnh", "Liên", "Tâm", "Sáu", "Tư",
    "Xuân", "Thu", "Cúc", "Đào", "Hùng", "Dũng", "Minh", "Sơn", "Thành", "Bình", "Long", "Quang",
    "Tuấn", "Phúc", "Lộc", "Thọ", "Khôi", "Vinh", "An", "Đức",
];

/// How many orders of pictures a ward's learners share, so that plays are made once for many.
const PICTURES: u64 = 8;

/// How far somebody goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Diligence {
    /// Never begins: there is no event of them.
    Never,
    /// Stops midway.
    Stops,
    /// Goes on until every lesson is passed, and comes back to review.
    Finishes,
}

/// One learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learner {
    /// Their number in the ward, from 0.
    pub number: u32,
    /// Their id. It also orders the pictures of their plays, as in the app.
    pub person: PersonId,
    /// How they want to be addressed.
    pub address: Address,
    /// What they are called at home, where they said so.
    pub nickname: Option<&'static str>,
    /// The residential group's index in the ward.
    pub group: u16,
    /// The household's index in the ward.
    pub household: u32,
    /// Which phone of the ward they learn on: a number shared by those who share it.
    pub phone: u32,
    /// How far they go.
    pub diligence: Diligence,
    pub(crate) ward: u64,
    pub(crate) shape: Shape,
}

impl Learner {
    pub(crate) fn new(ward: u64, shape: &Shape, number: u32, group: u16, household: u32) -> Self {
        let mut chance = Chance::of(&[ward, 1, u64::from(number)]);
        let mut id = chance.id();
        let pictures = Chance::of(&[ward, 2, chance.below(PICTURES)]).number();
        // The two halves together give the order of pictures.
        let (first, second) = id.split_at_mut(8);
        for ((byte, other), wanted) in first.iter_mut().zip(second).zip(pictures.to_be_bytes()) {
            *byte = *other ^ wanted;
        }
        let fate = chance.below(1_000) as u32;
        Self {
            number,
            person: PersonId(id),
            address: Address::ALL[chance.index(Address::ALL.len())],
            nickname: chance.happens(600).then(|| NAMES[chance.index(NAMES.len())]),
            group,
            household,
            phone: number,
            diligence: if fate < shape.never_of_thousand {
                Diligence::Never
            } else if fate < shape.never_of_thousand.saturating_add(shape.stop_of_thousand) {
                Diligence::Stops
            } else {
                Diligence::Finishes
            },
            ward,
            shape: shape.clone(),
        }
    }

    /// What orders the pictures of their plays, as the app works it out from their id.
    #[must_use]
    pub fn picture_seed(&self) -> u64 {
        self.person.0.iter().fold(0, |seed: u64, byte| seed.rotate_left(8) ^ u64::from(*byte))
    }

    /// Every event of them in the order of their log.
    #[must_use]
    pub fn events<'a>(&self, curriculum: &'a Curriculum) -> Events<'a> {
        Events::new(self, curriculum)
    }

    /// What is true of them.
    #[must_use]
    pub fn truth(&self, curriculum: &Curriculum) -> Truth {
        let mut events = self.events(curriculum);
        while events.skip_play() {}
        events.truth().clone()
    }
}
