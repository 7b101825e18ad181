//! Sealing what this device wrote and didn't seal yet. Small segments: where a link breaks every
//! few kilobytes, each one that got through is done with.

use protocol::Recorded;
use segment::{Hash, MAX_EVENTS, SealError, seal};
use store::LocalLog;

use crate::outbox::Outbox;
use crate::{DeviceKeys, Events, Random, SyncError};

/// A segment holds at most this many events …
const EVENTS: usize = 256;
/// … and, where it can be divided, at most this many bytes.
const BYTES: usize = 2_048;
const _: () = assert!(EVENTS <= MAX_EVENTS);

/// Seals everything new of a log whose key this device has. What was sealed is durable when this
/// returns.
pub(crate) fn seal_log(
    outbox: &mut Outbox,
    events: &mut dyn Events,
    keys: &DeviceKeys,
    random: &mut Random,
    log: &LocalLog,
) -> Result<(), SyncError> {
    let Some(device) = keys.of(log.install) else { return Ok(()) };
    let (mut last, mut previous) = match outbox.end_of(log.log)? {
        Some((last, hash)) => (last, Some(hash)),
        None => (0, None),
    };
    while last < log.last {
        let found = events.events_of_log_after(log.log, last, EVENTS)?;
        if found.is_empty() {
            return Ok(());
        }
        let person = outbox.person_key(log.subject, random)?;
        let mut sealed = Vec::new();
        let mut rest = found.as_slice();
        while let Some(first) = rest.first() {
            // A log that was taken over from a damaged file may have gaps: what came before one is
            // not known any more, and nobody's segment has this hash.
            if first.id.seq > 1 && previous.is_none() {
                previous = Some(Hash([0; 32]));
            }
            let run = run(rest);
            let mut length = run;
            let segment = loop {
                let nonce = random.bytes()?;
                match seal(&rest[..length], previous, &person, device, nonce) {
                    Ok(segment) if length == 1 || segment.to_bytes().len() <= BYTES => {
                        break Some(segment);
                    }
                    Ok(_) | Err(SealError::TooLong) if length > 1 => length = length.div_ceil(2),
                    // One event that no segment can hold: no part of the app makes it.
                    _ => break None,
                }
            };
            rest = &rest[length..];
            if let Some(segment) = segment {
                previous = Some(segment.hash());
                sealed.push(segment);
            }
        }
        last = found.last().map_or(log.last, |recorded| recorded.id.seq);
        outbox.keep(device.public(), &sealed)?;
    }
    Ok(())
}

/// How many events at the beginning follow each other.
fn run(events: &[Recorded]) -> usize {
    let first = events.first().map_or(0, |recorded| recorded.id.seq);
    events.iter().zip(first..).take_while(|(recorded, seq)| recorded.id.seq == *seq).count()
}
