//! Passwords as Argon2id hashes. Hashing takes a CPU and 19 MiB for some ten milliseconds, so only
//! a few run at a time. A name that doesn't exist takes as long as one that does.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::AccountError;

/// The fewest characters.
pub(super) const SHORTEST: usize = 10;
/// The most.
pub(super) const LONGEST: usize = 128;

static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// What OWASP recommends for Argon2id: 19 MiB, two passes.
fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_with(password: &str, salt: [u8; 16]) -> Option<String> {
    let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}

/// The PHC string of a password.
pub(super) async fn hash(password: &str) -> Result<String, AccountError> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Err(AccountError::Password);
    }
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| AccountError::Hash)?;
    let password = password.to_owned();
    let work = tokio::task::spawn_blocking(move || hash_with(&password, salt));
    work.await.ok().flatten().ok_or(AccountError::Hash)
}

/// Whether this is the password of the hash; without one false, after the same time.
pub(super) async fn is_right(password: &str, hash: Option<&str>) -> bool {
    let Ok(_permit) = AT_A_TIME.acquire().await else { return false };
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    let work = move || {
        let too_long = password.chars().count() > LONGEST;
        match hash {
            Some(hash) if !too_long => {
                Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok()
            }
            _ => {
                let _ = hash_with("nobody's password", [0; 16]);
                false
            }
        }
    };
    tokio::task::spawn_blocking(work).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_kept_as_argon2id_and_known_again() {
        let kept = hash("một mật khẩu dài").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("một mật khẩu dài", Some(&kept)).await);
        assert!(!is_right("một mật khẩu dà", Some(&kept)).await);
        assert!(!is_right("nobody's password", None).await);
        assert!(matches!(hash("ngắn").await, Err(AccountError::Password)));
    }
}
