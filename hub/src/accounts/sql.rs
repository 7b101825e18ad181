//! Accounts and sessions in the hub's database.

use std::sync::Arc;

use async_trait::async_trait;
use segment::DevicePublicKey;
use wire::Role;

use super::{Account, AccountRow, AccountTable, SessionRow, TokenHash};
use crate::storage::sql::{Database, Row};
use crate::storage::{Result, StorageError};
use crate::values;

/// The tables `account` and `session`.
pub struct SqlAccounts(pub Arc<dyn Database>);

/// The columns of an account, in the order that [`row`] reads.
macro_rules! accounts {
    ($rest:literal) => {
        concat!(
            "SELECT account.name, account.role, account.group_name, account.device, \
             account.password FROM account ",
            $rest
        )
    };
}

fn number(role: Role) -> u32 {
    match role {
        Role::Learner => 0,
        Role::Instructor => 1,
        Role::Group => 2,
        Role::Ward => 3,
    }
}

fn row(mut from: Row) -> Result<AccountRow> {
    let role: u32 = from.take(1)?;
    let role = Role::ALL.into_iter().find(|known| number(*known) == role);
    let device: Option<[u8; 32]> = from.take(3)?;
    let account = Account {
        name: from.take(0)?,
        role: role.ok_or(StorageError::Damaged)?,
        group: from.take(2)?,
        device: device.map(DevicePublicKey),
    };
    Ok(AccountRow { account, password: from.take(4)? })
}

#[async_trait]
impl AccountTable for SqlAccounts {
    async fn add_account(&self, new: &AccountRow) -> Result<bool> {
        let Account { name, role, group, device } = &new.account;
        let device = device.map(|device| device.0);
        let mut write = self.0.begin().await?;
        let added = write
            .execute(
                "INSERT INTO account (ward, name, role, group_name, device, password) \
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                values![
                    self.0.ward(),
                    name.as_str(),
                    number(*role),
                    group.clone(),
                    device,
                    new.password.as_str()
                ],
            )
            .await?;
        write.commit().await?;
        Ok(added == 1)
    }

    async fn account(&self, name: &str) -> Result<Option<AccountRow>> {
        let rows = self
            .0
            .query(accounts!("WHERE ward = $1 AND name = $2"), values![self.0.ward(), name])
            .await?;
        rows.into_iter().next().map(row).transpose()
    }

    async fn accounts(&self) -> Result<Vec<AccountRow>> {
        let rows = self.0.query(accounts!("WHERE ward = $1 ORDER BY name"), values![self.0.ward()]);
        rows.await?.into_iter().map(row).collect()
    }

    async fn set_password(&self, name: &str, password: &str) -> Result<bool> {
        let mut write = self.0.begin().await?;
        let known = write
            .execute(
                "UPDATE account SET password = $3 WHERE ward = $1 AND name = $2",
                values![self.0.ward(), name, password],
            )
            .await?;
        write
            .execute(
                "DELETE FROM session WHERE ward = $1 AND account = $2",
                values![self.0.ward(), name],
            )
            .await?;
        write.commit().await?;
        Ok(known == 1)
    }

    async fn remove_account(&self, name: &str) -> Result<bool> {
        let mut write = self.0.begin().await?;
        let known = write
            .execute(
                "DELETE FROM account WHERE ward = $1 AND name = $2",
                values![self.0.ward(), name],
            )
            .await?;
        write.commit().await?;
        Ok(known == 1)
    }

    async fn add_session(&self, new: &SessionRow) -> Result<()> {
        let mut write = self.0.begin().await?;
        write
            .execute(
                "INSERT INTO session (ward, token, account, at) VALUES ($1, $2, $3, $4)",
                values![self.0.ward(), new.token.0, new.account.as_str(), new.at.0],
            )
            .await?;
        write.commit().await
    }

    async fn session(&self, token: &TokenHash) -> Result<Option<Account>> {
        let rows = self
            .0
            .query(
                accounts!(
                    "JOIN session ON session.ward = account.ward \
                     AND session.account = account.name \
                     WHERE session.ward = $1 AND session.token = $2"
                ),
                values![self.0.ward(), token.0],
            )
            .await?;
        let row = rows.into_iter().next().map(row).transpose()?;
        Ok(row.map(|row| row.account))
    }

    async fn sessions(&self) -> Result<Vec<TokenHash>> {
        let rows = self
            .0
            .query("SELECT token FROM session WHERE ward = $1", values![self.0.ward()])
            .await?;
        rows.into_iter().map(|mut row| row.take(0).map(TokenHash)).collect()
    }

    async fn end_session(&self, token: &TokenHash) -> Result<()> {
        let mut write = self.0.begin().await?;
        write
            .execute(
                "DELETE FROM session WHERE ward = $1 AND token = $2",
                values![self.0.ward(), token.0],
            )
            .await?;
        write.commit().await
    }
}
