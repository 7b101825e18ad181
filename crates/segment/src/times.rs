//! When events happened, as bits. The monotonic clock is told as differences; the wall clock by
//! how far it is from it, which hardly changes between two starts of the app. The last digits of
//! times are chance, and most of a segment is made of them: so they are kept out of what is
//! compressed, where they would only be in the way.
//!
//! ```text
//! times  = run+                                   until all events have one
//! run    = 1 / 0 count−1                          all that are left, or so many; of one boot
//!          boot  wall  monotonic                  of the first; boot and wall as differences
//!          order:5  manner:2  [above:1]           not where the run is a single time
//!          (difference  [above:1 / drift])*       of the others
//! ```
//!
//! In manner 0 the clocks drift by nothing. In manner 1 the wall clock is each time at the lowest
//! distance or one millisecond above, as it is when both are cut off to whole milliseconds. In
//! manner 2 the distance changes by a signed number.

use protocol::{Stamp, UnixMillis};

use crate::bits::{Reader, Writer, length};
use crate::pack::{Malformed, folded, unfolded};

const COUNT_ORDER: u32 = 4;
const BOOT_ORDER: u32 = 3;
/// Of the first run, as now is some 2⁴⁰ milliseconds after 1970, and of those after it, which
/// begin hours or days later.
const WALL_ORDERS: [u32; 2] = [41, 27];
const MONOTONIC_ORDER: u32 = 18;
const DRIFT_ORDER: u32 = 0;
const MOST_ORDER: u32 = 31;

pub(crate) fn write(stamps: &[Stamp]) -> Vec<u8> {
    let mut bits = Writer::default();
    let mut before = Stamp::default();
    let mut rest = stamps;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|stamp| stamp.boot == first.boot).count();
        let (run, later) = rest.split_at(count);
        if later.is_empty() {
            bits.put(1, 1);
        } else {
            bits.put(0, 1);
            bits.put_number(count as u64 - 1, COUNT_ORDER);
        }
        let order = WALL_ORDERS[usize::from(rest.len() < stamps.len())];
        let boot = i64::from(first.boot) - i64::from(before.boot);
        bits.put_number(folded(boot), BOOT_ORDER);
        bits.put_number(folded(first.wall.0.wrapping_sub(before.wall.0)), order);
        bits.put_number(first.monotonic_millis, MONOTONIC_ORDER);
        if count > 1 {
            write_run(&mut bits, run);
        }
        before = run[count - 1];
        rest = later;
    }
    bits.into_bytes()
}

fn write_run(bits: &mut Writer, run: &[Stamp]) {
    let differences: Vec<u64> = run
        .windows(2)
        .map(|pair| pair[1].monotonic_millis.wrapping_sub(pair[0].monotonic_millis))
        .collect();
    let cost = |order: &u32| differences.iter().map(|value| length(*value, *order)).sum::<u64>();
    let order = (0..=MOST_ORDER).min_by_key(cost).unwrap_or(0);
    bits.put(u64::from(order), 5);
    let lowest = run.iter().map(distance).min().unwrap_or(0);
    let above = |stamp: &Stamp| distance(stamp).wrapping_sub(lowest).cast_unsigned();
    let manner = match run.iter().map(above).max().unwrap_or(0) {
        0 => 0,
        1 => 1,
        _ => 2,
    };
    bits.put(manner, 2);
    if manner == 1 {
        bits.put(above(&run[0]), 1);
    }
    for (pair, difference) in run.windows(2).zip(&differences) {
        bits.put_number(*difference, order);
        match manner {
            0 => {}
            1 => bits.put(above(&pair[1]), 1),
            _ => {
                let drift = distance(&pair[1]).wrapping_sub(distance(&pair[0]));
                bits.put_number(folded(drift), DRIFT_ORDER);
            }
        }
    }
}

/// The times of `count` events.
pub(crate) fn read(bytes: &[u8], count: usize) -> Result<Vec<Stamp>, Malformed> {
    let mut bits = Reader::new(bytes);
    let mut stamps: Vec<Stamp> = Vec::with_capacity(count);
    while stamps.len() < count {
        let left = count - stamps.len();
        let run = match bits.take(1)? {
            1 => left,
            _ => usize::try_from(bits.number(COUNT_ORDER)?).unwrap_or(usize::MAX).saturating_add(1),
        };
        if run > left {
            return Err(Malformed);
        }
        let order = WALL_ORDERS[usize::from(!stamps.is_empty())];
        let before = stamps.last().copied().unwrap_or_default();
        let boot = i64::from(before.boot).checked_add(unfolded(bits.number(BOOT_ORDER)?));
        let first = Stamp {
            boot: boot.and_then(|boot| u32::try_from(boot).ok()).ok_or(Malformed)?,
            wall: UnixMillis(before.wall.0.wrapping_add(unfolded(bits.number(order)?))),
            monotonic_millis: bits.number(MONOTONIC_ORDER)?,
        };
        stamps.push(first);
        if run > 1 {
            read_run(&mut bits, first, run, &mut stamps)?;
        }
    }
    bits.end()?;
    Ok(stamps)
}

fn read_run(
    bits: &mut Reader<'_>,
    first: Stamp,
    count: usize,
    stamps: &mut Vec<Stamp>,
) -> Result<(), Malformed> {
    let order = bits.take(5)? as u32;
    let manner = bits.take(2)?;
    let above = if manner == 1 { bits.take(1)?.cast_signed() } else { 0 };
    let lowest = distance(&first).wrapping_sub(above);
    let mut before = first;
    for _ in 1..count {
        let monotonic_millis = before.monotonic_millis.wrapping_add(bits.number(order)?);
        let distance = match manner {
            0 => distance(&before),
            1 => lowest.wrapping_add(bits.take(1)?.cast_signed()),
            2 => distance(&before).wrapping_add(unfolded(bits.number(DRIFT_ORDER)?)),
            _ => return Err(Malformed),
        };
        let wall = UnixMillis(monotonic_millis.cast_signed().wrapping_add(distance));
        before = Stamp { wall, boot: first.boot, monotonic_millis };
        stamps.push(before);
    }
    Ok(())
}

/// How far the wall clock is from the monotonic one.
fn distance(stamp: &Stamp) -> i64 {
    stamp.wall.0.wrapping_sub(stamp.monotonic_millis.cast_signed())
}
