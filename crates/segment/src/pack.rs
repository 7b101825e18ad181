//! Events as bytes, and back: what happened, row by row, which is then compressed, since a lesson
//! is played the same way by everybody; and apart from it when, see [`times`](crate::times).
//!
//! ```text
//! row    = 8 × (kind + 65536 × (schema − 1)) + 4 × other + 2 × seeded + same
//!          [author: 16 bytes]   length   body
//! other  = 1 where the author isn't the subject, and follows
//! seeded = 1 where a lesson is opened with the seed that follows from the subject, told as 0
//! same   = 1 where it has the time of the event before it: recorded together with it
//! ```
//!
//! Numbers are LEB128.

use protocol::{Event, EventId, Frame, LessonOpened, LogId, PersonId, Recorded, Stamp, Unknown};

use crate::times;

/// Bytes that are no packed events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Events in two parts.
#[derive(Debug)]
pub(crate) struct Packed {
    /// What happened: to be compressed.
    pub(crate) rows: Vec<u8>,
    /// When.
    pub(crate) times: Vec<u8>,
}

/// The events, which are of one log and follow each other, as bytes; none when one of them cannot
/// be encoded.
pub(crate) fn pack(events: &[Recorded]) -> Option<Packed> {
    let mut rows = Vec::with_capacity(events.len() * 24);
    let mut stamps: Vec<Stamp> = Vec::with_capacity(events.len());
    for recorded in events {
        let same = stamps.last() == Some(&recorded.stamp);
        if !same {
            stamps.push(recorded.stamp);
        }
        let other = recorded.author != recorded.subject;
        let unseeded = match &recorded.event {
            Event::LessonOpened(opened) if opened.seed == seed_of(recorded.subject) => {
                Some(Event::LessonOpened(LessonOpened { seed: 0, ..opened.clone() }))
            }
            _ => None,
        };
        let frame = unseeded.as_ref().unwrap_or(&recorded.event).to_frame().ok()?;
        let kind = u64::from(frame.kind) | u64::from(frame.schema.wrapping_sub(1)) << 16;
        let flags = u64::from(other) << 2 | u64::from(unseeded.is_some()) << 1 | u64::from(same);
        put(&mut rows, kind << 3 | flags);
        if other {
            rows.extend_from_slice(&recorded.author.0);
        }
        put(&mut rows, frame.body.len() as u64);
        rows.extend_from_slice(&frame.body);
    }
    Some(Packed { rows, times: times::write(&stamps) })
}

/// The `count` events that [`pack`] wrote, numbered from `first`.
pub(crate) fn unpack(
    packed: &Packed,
    log: LogId,
    subject: PersonId,
    first: u64,
    count: usize,
) -> Result<Vec<Recorded>, Malformed> {
    let mut from = Reader(&packed.rows);
    // Every event takes at least two bytes.
    if count > packed.rows.len() / 2 {
        return Err(Malformed);
    }
    let mut events: Vec<Recorded> = Vec::with_capacity(count);
    let mut same = Vec::with_capacity(count);
    for seq in (first..).take(count) {
        let tag = from.number()?;
        same.push(tag & 1 == 1);
        let kind = (tag >> 3 & 0xffff) as u16;
        let schema = u8::try_from(tag >> 19).map_err(|_| Malformed)?.wrapping_add(1);
        let author = if tag >> 2 & 1 == 1 { from.author(subject)? } else { subject };
        let length = usize::try_from(from.number()?).map_err(|_| Malformed)?;
        let body = from.take(length)?.to_vec();
        let id = EventId { log, seq };
        let mut event = event(Frame { kind, schema, body });
        if tag >> 1 & 1 == 1 {
            let Event::LessonOpened(opened) = &mut event else { return Err(Malformed) };
            opened.seed = seed_of(subject);
        }
        events.push(Recorded { n: 0, id, author, subject, stamp: Stamp::default(), event });
    }
    if !from.0.is_empty() || same.first() == Some(&true) {
        return Err(Malformed);
    }
    let stamps = times::read(&packed.times, same.iter().filter(|same| !**same).count())?;
    let mut stamps = stamps.into_iter();
    let mut stamp = Stamp::default();
    for (recorded, same) in events.iter_mut().zip(same) {
        if !same {
            stamp = stamps.next().ok_or(Malformed)?;
        }
        recorded.stamp = stamp;
    }
    Ok(events)
}

/// As the store reads it: a body that doesn't fit its layout stays as it is.
fn event(frame: Frame) -> Event {
    Event::from_frame(&frame).unwrap_or_else(|_| {
        let Frame { kind, schema, body } = frame;
        Event::Unknown(Unknown { kind, schema, body })
    })
}

/// What orders the pictures of a person's plays, as the app works it out. Another seed is told
/// as it is.
fn seed_of(subject: PersonId) -> u64 {
    subject.0.iter().fold(0, |seed: u64, byte| seed.rotate_left(8) ^ u64::from(*byte))
}

/// A signed number as one that is small when it is near 0: 0, −1, 1, −2 …
pub(crate) fn folded(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

pub(crate) fn unfolded(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

pub(crate) fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Malformed> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.take(1)? else { return Err(Malformed) };
            let part = u64::from(byte & 0x7f);
            if part << shift >> shift != part {
                return Err(Malformed);
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed)
    }

    fn author(&mut self, subject: PersonId) -> Result<PersonId, Malformed> {
        let author = PersonId(self.take(16)?.try_into().map_err(|_| Malformed)?);
        if author == subject { Err(Malformed) } else { Ok(author) }
    }
}
