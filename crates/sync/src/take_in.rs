//! Opens what hubs sent and hands it to the event store: of the people of this device. What is
//! about others (an instructor's roster) waits, sealed, for whoever shows rosters. What lacks its
//! key or its card waits for them.

use std::collections::BTreeSet;

use protocol::PersonId;
use segment::OpenError;
use store::LogPart;

use crate::outbox::Outbox;
use crate::{Events, SyncError};

/// How many segments are handed over at once.
const AT_ONCE: usize = 64;

/// What was taken over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Taken {
    /// Events that are new here.
    pub new: u64,
}

/// Hands over all that can be opened.
pub(crate) fn take_in(outbox: &mut Outbox, events: &mut dyn Events) -> Result<Taken, SyncError> {
    let mut taken = Taken::default();
    let members = outbox.members()?;
    let here: BTreeSet<PersonId> = events.people()?.into_iter().map(|(person, _)| person).collect();
    let own = outbox.own_people()?;
    for person in outbox.waited_for()? {
        if here.contains(&person) || members.of.contains_key(&person) || own.contains(&person) {
            taken.new += take_in_about(outbox, events, person)?;
        }
    }
    Ok(taken)
}

fn take_in_about(
    outbox: &mut Outbox,
    events: &mut dyn Events,
    person: PersonId,
) -> Result<u64, SyncError> {
    let keys = outbox.person_keys(person)?;
    let mut parts = Vec::new();
    let mut numbers = Vec::new();
    let mut new = 0;
    // All of them: whoever is new here comes with the log that adds them, wherever it stands.
    for waiting in outbox.waiting(person, usize::MAX)? {
        let Some(device) = waiting.device else { continue };
        if waiting.segment.verify(&device).is_err() {
            outbox.of_no_use(waiting.n)?;
            continue;
        }
        let opened = keys.iter().map(|key| waiting.segment.open(key));
        let opened = opened.reduce(|before, next| before.or(next));
        match opened {
            Some(Ok(events)) => {
                parts.push(LogPart { install: device.install(), events });
                numbers.push(waiting.n);
            }
            Some(Err(OpenError::Malformed | OpenError::Erased)) => outbox.of_no_use(waiting.n)?,
            // A key that is still to come, or a newer version of this program.
            Some(Err(OpenError::WrongKey | OpenError::Newer(_))) | None => {}
        }
    }
    // Those that add the person first: then no piece of the rest is about somebody unknown.
    let adds = |part: &LogPart| {
        part.events.iter().any(|recorded| matches!(recorded.event, protocol::Event::PersonAdded(_)))
    };
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| !adds(&parts[*at]));
    for piece in order.chunks(AT_ONCE) {
        let imported = events.import(piece.iter().map(|at| parts[*at].clone()).collect())?;
        new += imported.new;
        if imported.refused == 0 {
            let done: Vec<i64> = piece.iter().map(|at| numbers[*at]).collect();
            outbox.taken_over(&done)?;
        }
    }
    Ok(new)
}
