//! Events as the bytes that are compressed and encrypted, and back. Column by column, so that
//! what repeats lies side by side: first what happened, row by row, as a lesson is played the same
//! way by everybody; then who wrote it and when, as differences from the event before.
//!
//! ```text
//! packed  = count  row*  authors  boots  walls  monotonics
//! row     = kind + 65536 × (schema − 1)   length   body
//! authors = 0                                   all by the subject
//!         / 1 (0 / 1 author)*                   one by one
//! others  = 0 difference                        always the same
//!         / 1 difference*
//! ```
//!
//! Numbers are LEB128; signed differences are folded (0, −1, 1, −2 …). A monotonic difference is
//! told as how much it differs from that of the wall clock.

use protocol::{Event, EventId, Frame, LogId, PersonId, Recorded, Stamp, UnixMillis, Unknown};

/// Bytes that are no packed events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The events, which are of one log and follow each other, as bytes; none when one of them cannot
/// be encoded.
pub(crate) fn pack(events: &[Recorded]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(events.len() * 24);
    put(&mut bytes, events.len() as u64);
    for recorded in events {
        let frame = recorded.event.to_frame().ok()?;
        let schema = u64::from(frame.schema.wrapping_sub(1));
        put(&mut bytes, u64::from(frame.kind) | schema << 16);
        put(&mut bytes, frame.body.len() as u64);
        bytes.extend_from_slice(&frame.body);
    }
    if events.iter().all(|recorded| recorded.author == recorded.subject) {
        bytes.push(0);
    } else {
        bytes.push(1);
        for recorded in events {
            let other = recorded.author != recorded.subject;
            bytes.push(u8::from(other));
            if other {
                bytes.extend_from_slice(&recorded.author.0);
            }
        }
    }
    let mut before = Stamp::default();
    let mut columns = [const { Vec::new() }; 3];
    for recorded in events {
        for (column, value) in columns.iter_mut().zip(differences(before, recorded.stamp)) {
            column.push(value);
        }
        before = recorded.stamp;
    }
    for column in &columns {
        put_column(&mut bytes, column);
    }
    Some(bytes)
}

/// The events that [`pack`] wrote, numbered from `first`.
pub(crate) fn unpack(
    bytes: &[u8],
    log: LogId,
    subject: PersonId,
    first: u64,
) -> Result<Vec<Recorded>, Malformed> {
    let mut from = Reader(bytes);
    let count = usize::try_from(from.number()?).map_err(|_| Malformed)?;
    // Every event takes at least two bytes.
    if count > bytes.len() / 2 {
        return Err(Malformed);
    }
    let mut events = Vec::with_capacity(count);
    for seq in (first..).take(count) {
        let tag = from.number()?;
        let kind = (tag & 0xffff) as u16;
        let schema = u8::try_from(tag >> 16).map_err(|_| Malformed)?.wrapping_add(1);
        let length = usize::try_from(from.number()?).map_err(|_| Malformed)?;
        let body = from.take(length)?.to_vec();
        let id = EventId { log, seq };
        let stamp = Stamp::default();
        let event = event(Frame { kind, schema, body });
        events.push(Recorded { n: 0, id, author: subject, subject, stamp, event });
    }
    if from.flag()? {
        for recorded in &mut events {
            if from.flag()? {
                let author = from.take(16)?.try_into().map_err(|_| Malformed)?;
                recorded.author = PersonId(author);
                if recorded.author == subject {
                    return Err(Malformed);
                }
            }
        }
    }
    let [boots, walls, monotonics] =
        [from.column(count)?, from.column(count)?, from.column(count)?];
    let mut before = Stamp::default();
    for (at, recorded) in events.iter_mut().enumerate() {
        recorded.stamp = after(before, [boots[at], walls[at], monotonics[at]])?;
        before = recorded.stamp;
    }
    if from.0.is_empty() { Ok(events) } else { Err(Malformed) }
}

/// As the store reads it: a body that doesn't fit its layout stays as it is.
fn event(frame: Frame) -> Event {
    Event::from_frame(&frame).unwrap_or_else(|_| {
        let Frame { kind, schema, body } = frame;
        Event::Unknown(Unknown { kind, schema, body })
    })
}

fn differences(before: Stamp, stamp: Stamp) -> [i64; 3] {
    let wall = stamp.wall.0.wrapping_sub(before.wall.0);
    let monotonic = stamp.monotonic_millis.cast_signed();
    let monotonic = monotonic.wrapping_sub(before.monotonic_millis.cast_signed());
    [i64::from(stamp.boot) - i64::from(before.boot), wall, monotonic.wrapping_sub(wall)]
}

fn after(before: Stamp, [boot, wall, monotonic]: [i64; 3]) -> Result<Stamp, Malformed> {
    let monotonic = monotonic.wrapping_add(wall);
    let monotonic = before.monotonic_millis.cast_signed().wrapping_add(monotonic);
    let boot = i64::from(before.boot).checked_add(boot).and_then(|boot| u32::try_from(boot).ok());
    Ok(Stamp {
        wall: UnixMillis(before.wall.0.wrapping_add(wall)),
        boot: boot.ok_or(Malformed)?,
        monotonic_millis: monotonic.cast_unsigned(),
    })
}

/// The first difference is from nothing, so it is told apart from the steady rest.
fn put_column(bytes: &mut Vec<u8>, column: &[i64]) {
    let Some((first, rest)) = column.split_first() else { return };
    put(bytes, folded(*first));
    match rest.first() {
        Some(same) if rest.iter().all(|value| value == same) => {
            bytes.push(0);
            put(bytes, folded(*same));
        }
        Some(_) => {
            bytes.push(1);
            rest.iter().for_each(|value| put(bytes, folded(*value)));
        }
        None => {}
    }
}

fn folded(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

fn unfolded(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn flag(&mut self) -> Result<bool, Malformed> {
        match self.take(1)? {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err(Malformed),
        }
    }

    fn number(&mut self) -> Result<u64, Malformed> {
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

    fn column(&mut self, count: usize) -> Result<Vec<i64>, Malformed> {
        let mut values = Vec::with_capacity(count);
        if count > 0 {
            values.push(unfolded(self.number()?));
        }
        if count > 1 {
            if self.flag()? {
                for _ in 1..count {
                    values.push(unfolded(self.number()?));
                }
            } else {
                values.resize(count, unfolded(self.number()?));
            }
        }
        Ok(values)
    }
}
