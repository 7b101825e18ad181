//! How somebody plays a lesson. Says how often something goes wrong, never what.

/// How somebody plays a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// Everything is right.
    Perfect,
    /// Hardly anything goes wrong.
    Sure,
    /// A slip here and a hint there.
    Usual,
    /// Slips, hints, and stages that have to be done again.
    Struggling,
    /// In a placement: says that they don't know it.
    Declining,
}

impl Manner {
    /// All but the last, which belongs to placements.
    pub const ALL: [Self; 4] = [Self::Perfect, Self::Sure, Self::Usual, Self::Struggling];

    /// In how many of a thousand touches of round `round` something else than the right thing is
    /// touched: it grows less with practice.
    pub(crate) fn slips(self, round: u32) -> u32 {
        let first = match self {
            Self::Perfect => 0,
            Self::Sure | Self::Declining => 6,
            Self::Usual => 25,
            Self::Struggling => 110,
        };
        first >> round.min(31)
    }

    /// In how many of a thousand touches help is asked for or waited for.
    pub(crate) fn hints(self) -> u32 {
        match self {
            Self::Perfect => 0,
            Self::Sure | Self::Declining => 4,
            Self::Usual => 20,
            Self::Struggling => 90,
        }
    }

    /// In how many of a thousand touches *Quay lại* is touched without need.
    pub(crate) fn backs(self) -> u32 {
        match self {
            Self::Perfect => 0,
            Self::Sure | Self::Declining => 2,
            Self::Usual => 8,
            Self::Struggling => 20,
        }
    }
}
