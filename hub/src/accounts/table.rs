//! Where accounts and sessions are kept. Holds hashes of passwords and tokens, never either.

use async_trait::async_trait;
use protocol::UnixMillis;

use super::{Account, TokenHash};
use crate::storage::Result;

/// An account as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// The account.
    pub account: Account,
    /// The password's PHC string.
    pub password: String,
}

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// The token's hash.
    pub token: TokenHash,
    /// Whose.
    pub account: String,
    /// When it began, by the hub's clock; to be shown, not to be counted from.
    pub at: UnixMillis,
}

/// The table. Everything is durable when it returns.
#[async_trait]
pub trait AccountTable: Send + Sync + 'static {
    /// Adds an account; false when the name is taken.
    async fn add_account(&self, row: &AccountRow) -> Result<bool>;

    /// The account of this name.
    async fn account(&self, name: &str) -> Result<Option<AccountRow>>;

    /// All accounts, by name.
    async fn accounts(&self) -> Result<Vec<AccountRow>>;

    /// Sets the password's hash and ends the account's sessions; false when there is none.
    async fn set_password(&self, name: &str, password: &str) -> Result<bool>;

    /// Removes an account and its sessions; false when there is none.
    async fn remove_account(&self, name: &str) -> Result<bool>;

    /// Adds a session.
    async fn add_session(&self, row: &SessionRow) -> Result<()>;

    /// Whose session this is.
    async fn session(&self, token: &TokenHash) -> Result<Option<Account>>;

    /// All sessions.
    async fn sessions(&self) -> Result<Vec<TokenHash>>;

    /// Ends a session. Idempotent.
    async fn end_session(&self, token: &TokenHash) -> Result<()>;
}
