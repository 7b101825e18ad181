//! What hubs said of the time, one answer for each start of the app. Judges no clock: `progress`
//! does.

use protocol::{ClockPin, Stamp, UnixMillis};
use rusqlite::{Connection, params};

use super::Outbox;
use crate::SyncError;

/// How many starts are remembered: of some months.
const MOST: i64 = 400;

/// A ward's hub said that it is `hub`, when this device's clocks said `now`.
pub(crate) fn put_pin(db: &Connection, now: Stamp, hub: UnixMillis) -> Result<(), SyncError> {
    db.execute(
        "INSERT INTO clock_pin (boot, monotonic, hub) VALUES (?1, ?2, ?3) \
         ON CONFLICT (boot) DO UPDATE SET monotonic = excluded.monotonic, hub = excluded.hub",
        params![now.boot, now.monotonic_millis.cast_signed(), hub.0],
    )?;
    db.execute("DELETE FROM clock_pin WHERE n <= (SELECT max(n) FROM clock_pin) - ?1", [MOST])?;
    Ok(())
}

impl Outbox {
    /// What hubs said of the time.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn pins(&self) -> Result<Vec<ClockPin>, SyncError> {
        let mut statement =
            self.db.prepare("SELECT boot, monotonic, hub FROM clock_pin ORDER BY n")?;
        let pins = statement.query_map([], |row| {
            Ok(ClockPin {
                boot: row.get(0)?,
                monotonic_millis: row.get::<_, i64>(1)?.cast_unsigned(),
                hub: UnixMillis(row.get(2)?),
            })
        })?;
        Ok(pins.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_start_the_last_answer_is_kept_and_of_old_ones_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let outbox = Outbox::open(folder.path()).expect("opens");
        let now = |boot, monotonic_millis| Stamp { boot, monotonic_millis, ..Stamp::default() };
        for start in 0..450_u32 {
            put_pin(&outbox.db, now(start, 5), UnixMillis(start.into())).expect("kept");
        }
        put_pin(&outbox.db, now(449, 9_000), UnixMillis(77)).expect("kept");
        let pins = outbox.pins().expect("read");
        assert_eq!((pins.len(), pins[0].boot), (400, 50));
        let last = ClockPin { boot: 449, monotonic_millis: 9_000, hub: UnixMillis(77) };
        assert_eq!(pins.last(), Some(&last));
        drop(outbox);
        assert_eq!(Outbox::open(folder.path()).expect("opens").pins().expect("read"), pins);
    }
}
