//! Accounts of people who look at the dashboard: Argon2id, sessions of random tokens that are kept
//! as hashes, throttled tries. A wrong name and a wrong password are told apart neither by the
//! answer nor by the time it takes. Never looks at the wall clock: a session's age is counted by
//! the running hub.

mod age;
mod password;
mod sql;
mod table;
mod throttle;
mod token;

use std::net::IpAddr;
use std::sync::Arc;

use protocol::UnixMillis;
use segment::DevicePublicKey;
use wire::Role;

use crate::storage::StorageError;
pub use age::{Ages, IDLE, LONGEST};
pub use sql::SqlAccounts;
pub use table::{AccountRow, AccountTable, SessionRow};
use throttle::Throttle;
pub use token::{Csrf, SESSION_COOKIE, Token, TokenHash};

/// Who looks at the dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name that they log in with: a–z, digits, dots and hyphens.
    pub name: String,
    /// What they may see; never [`Role::Learner`].
    pub role: Role,
    /// A group head's group, and that of an instructor's learners.
    pub group: Option<String>,
    /// The device whose roster an instructor has.
    pub device: Option<DevicePublicKey>,
}

/// Somebody is logged in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who.
    pub account: Account,
    token: Token,
}

impl Session {
    /// What a page or a program has to show with every request that changes something.
    #[must_use]
    pub fn csrf(&self) -> Csrf {
        self.token.csrf()
    }

    /// Whether this is it; compared in constant time.
    #[must_use]
    pub fn is_csrf(&self, shown: &[u8]) -> bool {
        self.csrf().is(shown)
    }

    /// The session's token, for the cookie alone.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.token
    }
}

/// Why an account can't be made or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccountError {
    /// The name has other letters, or is empty or too long.
    #[error("an account's name has 1 to 40 letters a-z, digits, dots and hyphens")]
    Name,
    /// The password is too short or too long.
    #[error(
        "a password has at least {} and at most {} characters",
        password::SHORTEST,
        password::LONGEST
    )]
    Password,
    /// The role needs something else.
    #[error("a group's head needs a group; a ward's account has none; learners have no accounts")]
    Role,
    /// The name is taken.
    #[error("there is an account of this name already")]
    Taken,
    /// There is no such account.
    #[error("there is no account of this name")]
    Unknown,
    /// The machine has no random bytes or no memory for a hash.
    #[error("the password could not be hashed on this machine")]
    Hash,
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why somebody isn't logged in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogInError {
    /// The name or the password; which isn't said.
    #[error("the name or the password is wrong")]
    Wrong,
    /// Too many tries.
    #[error("too many tries; please wait {0} seconds")]
    TooMany(u64),
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// All accounts and sessions.
pub struct Accounts {
    table: Arc<dyn AccountTable>,
    throttle: Throttle,
    ages: Ages,
}

impl Accounts {
    /// The accounts kept in `table`. Sessions from before go on, and their age is counted from now.
    ///
    /// # Errors
    /// As the storage.
    pub async fn open(table: Arc<dyn AccountTable>) -> Result<Self, StorageError> {
        Self::with_ages(table, Ages::default()).await
    }

    /// The same, with a clock of one's own for the age of sessions.
    ///
    /// # Errors
    /// As the storage.
    pub async fn with_ages(table: Arc<dyn AccountTable>, ages: Ages) -> Result<Self, StorageError> {
        let accounts = Self { table, throttle: Throttle::default(), ages };
        accounts.sweep().await?;
        Ok(accounts)
    }

    /// Ends sessions that are over though nobody came back with them.
    async fn sweep(&self) -> Result<(), StorageError> {
        for token in self.table.sessions().await? {
            if self.ages.is_over(token) {
                self.end(&token).await?;
            }
        }
        Ok(())
    }

    async fn end(&self, token: &TokenHash) -> Result<(), StorageError> {
        self.table.end_session(token).await?;
        self.ages.forget(token);
        Ok(())
    }

    /// Makes an account.
    ///
    /// # Errors
    /// Every [`AccountError`] but [`AccountError::Unknown`].
    pub async fn add(&self, account: Account, password: &str) -> Result<(), AccountError> {
        check(&account)?;
        let hash = password::hash(password).await?;
        if self.table.add_account(&AccountRow { account, password: hash }).await? {
            Ok(())
        } else {
            Err(AccountError::Taken)
        }
    }

    /// Sets another password, and ends the account's sessions.
    ///
    /// # Errors
    /// When there is no such account, or the password won't do.
    pub async fn set_password(&self, name: &str, password: &str) -> Result<(), AccountError> {
        let hash = password::hash(password).await?;
        let known = self.table.set_password(name, &hash).await?;
        if known { Ok(()) } else { Err(AccountError::Unknown) }
    }

    /// Takes an account and its sessions away.
    ///
    /// # Errors
    /// When there is no such account.
    pub async fn remove(&self, name: &str) -> Result<(), AccountError> {
        let known = self.table.remove_account(name).await?;
        if known { Ok(()) } else { Err(AccountError::Unknown) }
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// As the storage.
    pub async fn all(&self) -> Result<Vec<Account>, StorageError> {
        Ok(self.table.accounts().await?.into_iter().map(|row| row.account).collect())
    }

    /// Logs somebody in.
    ///
    /// # Errors
    /// When they aren't who they say, or tried too often; the same for names that don't exist.
    pub async fn log_in(
        &self,
        name: &str,
        password: &str,
        address: IpAddr,
        now: UnixMillis,
    ) -> Result<Session, LogInError> {
        self.throttle.check(name, address).map_err(LogInError::TooMany)?;
        let row = self.table.account(name).await?;
        let known = row.as_ref().map(|row| row.password.as_str());
        if !password::is_right(password, known).await {
            return Err(LogInError::Wrong);
        }
        let (Some(row), Some(token)) = (row, Token::random()) else {
            return Err(LogInError::Wrong);
        };
        let session =
            SessionRow { token: token.hash(), account: row.account.name.clone(), at: now };
        self.table.add_session(&session).await?;
        self.sweep().await?;
        Ok(Session { account: row.account, token })
    }

    /// The session of this token; none when it has ended.
    ///
    /// # Errors
    /// As the storage.
    pub async fn session(&self, token: &Token) -> Result<Option<Session>, StorageError> {
        let hash = token.hash();
        let Some(account) = self.table.session(&hash).await? else {
            return Ok(None);
        };
        if self.ages.is_over(hash) {
            self.end(&hash).await?;
            return Ok(None);
        }
        self.ages.used(hash);
        Ok(Some(Session { account, token: token.clone() }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// As the storage.
    pub async fn log_out(&self, session: &Session) -> Result<(), StorageError> {
        self.end(&session.token.hash()).await
    }
}

fn check(account: &Account) -> Result<(), AccountError> {
    let letter = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-".contains(letter)
    };
    if !(1..=40).contains(&account.name.len()) || !account.name.chars().all(letter) {
        return Err(AccountError::Name);
    }
    let group = account.group.as_deref().is_some_and(|group| !group.trim().is_empty());
    let fits = match account.role {
        Role::Learner => false,
        Role::Instructor => group || account.group.is_none(),
        Role::Group => group && account.device.is_none(),
        Role::Ward => account.group.is_none() && account.device.is_none(),
    };
    if fits { Ok(()) } else { Err(AccountError::Role) }
}
