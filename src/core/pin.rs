//! A secret number of four digits: how it is kept, compared, and forgotten. It never locks anybody
//! out for ever, whatever the clock says, and keeps the number nowhere but in its hash.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use protocol::UnixMillis;
use store::Pin;

/// How many digits a number has.
pub(super) const DIGITS: usize = 4;
/// Wrong tries that cost nothing.
const FREE_TRIES: u32 = 5;
/// How long each further one keeps waiting, in milliseconds; the last one stays.
const WAITS_MILLIS: [u64; 4] = [30_000, 60_000, 120_000, 300_000];
/// How long after a number was said to be forgotten it opens without.
const FORGOTTEN_MILLIS: u64 = 24 * 3_600_000;
/// How far a clock may be set back by the network without meaning anything.
const CLOCK_MILLIS: u64 = 60_000;

/// OWASP's smallest parameters for Argon2id: 7 MiB, five passes. A phone has to bear them while
/// somebody waits.
fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(7_168, 5, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a number; none where there is no memory for it.
pub(super) fn hash(digits: &str, salt: [u8; 16]) -> Option<String> {
    let hash = hasher()?.hash_password_with_salt(digits.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}

/// Whether these are the digits; compared in constant time.
pub(super) fn is_right(digits: &str, pin: &Pin) -> bool {
    Argon2::default().verify_password(digits.as_bytes(), pin.hash.as_str()).is_ok()
}

/// The number after a wrong try.
pub(super) fn after_wrong(pin: &Pin, now: UnixMillis) -> Pin {
    Pin { wrong: pin.wrong.saturating_add(1), tried: now, ..pin.clone() }
}

/// Whether further tries have to wait a little. A clock that was set back ends the wait: somebody
/// who can set a clock could as well set it forward.
pub(super) fn must_wait(pin: &Pin, now: UnixMillis) -> bool {
    let Some(over) = pin.wrong.checked_sub(FREE_TRIES) else { return false };
    let index = usize::try_from(over).unwrap_or(usize::MAX).min(WAITS_MILLIS.len() - 1);
    !has_passed(pin.tried, WAITS_MILLIS[index], now)
}

/// Whether the number was forgotten long enough ago to open without it.
pub(super) fn is_over(pin: &Pin, now: UnixMillis) -> bool {
    pin.forgotten.is_some_and(|at| has_passed(at, FORGOTTEN_MILLIS, now))
}

fn has_passed(since: UnixMillis, millis: u64, now: UnixMillis) -> bool {
    now.plus_millis(CLOCK_MILLIS) < since || now.millis_since(since) >= millis
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: UnixMillis = UnixMillis(1_790_000_000_000);

    fn after(millis: u64) -> UnixMillis {
        NOON.plus_millis(millis)
    }

    #[test]
    fn a_number_is_kept_as_argon2id_and_known_again() {
        let kept = hash("4071", [7; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=7168,t=5,p=1$"), "{kept}");
        assert!(!kept.contains("4071"));
        assert_ne!(hash("4071", [8; 16]).unwrap(), kept, "another salt, another hash");
        let pin = Pin::new(kept);
        assert!(is_right("4071", &pin));
        for wrong in ["4070", "", "40710", "0000"] {
            assert!(!is_right(wrong, &pin), "{wrong}");
        }
        assert!(!is_right("4071", &Pin::new("damaged".to_owned())));
    }

    #[test]
    fn five_tries_are_free_and_then_waits_grow_and_end() {
        let mut pin = Pin::new(String::new());
        let mut waits = Vec::new();
        for _ in 0..12 {
            pin = after_wrong(&pin, NOON);
            let waited = (0..=600).find(|second| !must_wait(&pin, after(second * 1_000)));
            waits.push(waited.unwrap());
        }
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 300, 300, 300, 300, 300]);
    }

    #[test]
    fn a_forgotten_number_is_over_after_a_day_and_no_clock_keeps_it_for_ever() {
        let pin = Pin { forgotten: Some(NOON), ..Pin::new(String::new()) };
        assert!(!is_over(&Pin::new(String::new()), after(u64::from(u32::MAX))));
        assert!(!is_over(&pin, NOON));
        assert!(!is_over(&pin, after(24 * 3_600_000 - 1)));
        assert!(is_over(&pin, after(24 * 3_600_000)));
        // Set back by years, as by a battery that ran empty.
        assert!(is_over(&pin, UnixMillis(0)));
        // Put right by the network.
        assert!(!is_over(&pin, UnixMillis(NOON.0 - 30_000)));
        let tried = Pin { wrong: 9, tried: NOON, ..pin };
        assert!(must_wait(&tried, after(1)));
        assert!(!must_wait(&tried, UnixMillis(0)));
    }
}
