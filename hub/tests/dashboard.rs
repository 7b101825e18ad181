//! What the dashboard asks of the hub's database, and what it keeps there; on both databases.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

#[path = "storage/postgres_server.rs"]
mod postgres_server;

use std::sync::Arc;

use hub::accounts::{Account, AccountRow, AccountTable, SessionRow, SqlAccounts, TokenHash};
use hub::storage::sql::{Database, Options, Postgres, Sqlite, WardId};
use hub::storage::{Dashboard, DashboardStore};
use hub::values;
use protocol::{PersonId, UnixMillis};
use segment::{DevicePublicKey, Hash};
use wire::Role;

const WARD: WardId = WardId([9; 16]);
const MINH: DevicePublicKey = DevicePublicKey([1; 32]);
const HOA: DevicePublicKey = DevicePublicKey([2; 32]);

const PERSON: &str = "INSERT INTO person (ward, person, group_name, erased, last_received) \
                      VALUES ($1, $2, $3, $4, $5)";
const VISIBLE: &str = "INSERT INTO visible (ward, device, person, position, reasons) \
                       VALUES ($1, $2, $3, 0, $4)";
const LESSON: &str = "INSERT INTO learner_lesson (ward, person, lesson, opened, passed, placed, \
                      attempts, facts) VALUES ($1, $2, $3, $4, $5, 0, 0, $6)";
const DEVICE: &str = "INSERT INTO device (ward, device, wrapping, role, group_name, revoked, \
                      enrolled_at) VALUES ($1, $2, $3, 1, '', $4, 0)";

async fn ward(database: &dyn Database) {
    let mut write = database.begin().await.unwrap();
    for (number, group, erased, last) in [
        (1_u8, "Tổ 1", None, Some(100_i64)),
        (2, "", None, None),
        (3, "Tổ 1", Some(7_i64), Some(300)),
        (4, "Tổ 1", None, Some(200)),
        (5, "Tổ 1", None, Some(50)),
    ] {
        let values = values![WARD, [number; 16], group, erased, last];
        write.execute(PERSON, values).await.unwrap();
    }
    // Writes about, restored, on the roster; and two of these at once.
    for (person, reasons) in [(1_u8, 4_u32), (2, 5), (3, 4), (4, 1), (5, 4)] {
        write.execute(VISIBLE, values![WARD, MINH.0, [person; 16], reasons]).await.unwrap();
    }
    for (person, lesson, opened, passed) in [
        (1_u8, "a", true, true),
        (1, "b", true, false),
        (1, "c", false, true),
        (5, "a", true, false),
    ] {
        let values = values![WARD, [person; 16], lesson, opened, passed, vec![0_u8]];
        write.execute(LESSON, values).await.unwrap();
    }
    let put_aside = "INSERT INTO quarantine (ward, hash, reason, sender, at, bytes) \
                     VALUES ($1, $2, 1, $3, 0, $4)";
    let values = values![WARD, [7_u8; 32], MINH.0, vec![1_u8, 2, 3]];
    write.execute(put_aside, values).await.unwrap();
    for (device, revoked) in [(MINH, false), (HOA, true)] {
        let values = values![WARD, device.0, device.0, revoked];
        write.execute(DEVICE, values).await.unwrap();
    }
    write.commit().await.unwrap();
}

async fn a_roster_has_whom_it_was_given_and_nobody_erased(database: Arc<dyn Database>) {
    ward(&*database).await;
    let dashboard = Dashboard(database);
    let person = |number: u8| PersonId([number; 16]);
    let on = async |number| dashboard.is_on_roster(&MINH, &person(number)).await.unwrap();
    let all = [on(1).await, on(2).await, on(3).await, on(4).await, on(5).await, on(6).await];
    assert_eq!(all, [true, true, false, false, true, false]);
    assert!(!dashboard.is_on_roster(&HOA, &person(1)).await.unwrap());

    let roster = dashboard.roster(&MINH, None, 10).await.unwrap();
    let people: Vec<_> = roster.iter().map(|row| row.person).collect();
    assert_eq!(people, [person(1), person(2), person(5)]);
    assert_eq!((roster[0].opened, roster[0].passed), (2, 2));
    assert_eq!(roster[0].last_received, Some(UnixMillis(100)));
    assert_eq!(roster[1].group, None);
    let next = dashboard.roster(&MINH, Some(person(1)), 1).await.unwrap();
    assert_eq!(next[0].person, person(2));
    assert!(dashboard.roster(&HOA, None, 10).await.unwrap().is_empty());

    assert!(dashboard.is_admitted(&MINH).await.unwrap());
    assert!(!dashboard.is_admitted(&HOA).await.unwrap());
    assert!(!dashboard.is_admitted(&DevicePublicKey([3; 32])).await.unwrap());
    assert!(dashboard.last_received().await.unwrap().is_some());

    let quarantined = dashboard.put_aside(&Hash([7; 32])).await.unwrap();
    assert_eq!(quarantined, Some((Some(MINH), vec![1, 2, 3])));
    assert_eq!(dashboard.put_aside(&Hash([8; 32])).await.unwrap(), None);
}

fn row(name: &str, role: Role, group: Option<&str>, device: Option<DevicePublicKey>) -> AccountRow {
    let account = Account { name: name.to_owned(), role, group: group.map(str::to_owned), device };
    AccountRow { account, password: format!("hash of {name}") }
}

fn session(number: u8, account: &str) -> SessionRow {
    SessionRow { token: TokenHash([number; 32]), account: account.to_owned(), at: UnixMillis(1) }
}

async fn accounts_and_sessions_are_kept(database: Arc<dyn Database>) {
    let table = SqlAccounts(database);
    let minh = row("minh", Role::Instructor, Some("Tổ 1"), Some(MINH));
    let phuong = row("phuong", Role::Ward, None, None);
    let head = row("to-1", Role::Group, Some("Tổ 1"), None);
    for row in [&head, &minh, &phuong] {
        assert!(table.add_account(row).await.unwrap());
        assert!(!table.add_account(row).await.unwrap(), "the name is taken");
    }
    assert_eq!(table.accounts().await.unwrap(), [minh.clone(), phuong.clone(), head]);
    assert_eq!(table.account("minh").await.unwrap().as_ref(), Some(&minh));
    assert_eq!(table.account("Minh").await.unwrap(), None);

    for (number, account) in [(1, "minh"), (2, "minh"), (3, "phuong"), (4, "to-1")] {
        table.add_session(&session(number, account)).await.unwrap();
    }
    let of = async |number: u8| {
        let account = table.session(&TokenHash([number; 32])).await.unwrap();
        account.map(|account| account.name)
    };
    assert_eq!(of(1).await.as_deref(), Some("minh"));
    table.end_session(&TokenHash([1; 32])).await.unwrap();
    table.end_session(&TokenHash([1; 32])).await.unwrap();
    assert_eq!((of(1).await, of(2).await.as_deref()), (None, Some("minh")));
    assert!(table.set_password("minh", "another").await.unwrap());
    assert_eq!(of(2).await, None, "another password ends the sessions");
    assert_eq!(table.account("minh").await.unwrap().unwrap().password, "another");
    assert!(!table.set_password("nobody", "another").await.unwrap());
    assert!(table.remove_account("to-1").await.unwrap());
    assert!(!table.remove_account("to-1").await.unwrap());
    assert_eq!(of(4).await, None, "an account that is gone has no sessions");
    assert_eq!(table.sessions().await.unwrap(), [TokenHash([3; 32])]);
}

#[tokio::test]
async fn sqlite_answers_the_dashboard() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hub.sqlite");
    let database = Arc::new(Sqlite::open(&file, WARD, Options::default()).unwrap());
    a_roster_has_whom_it_was_given_and_nobody_erased(Arc::clone(&database) as _).await;
    accounts_and_sessions_are_kept(database).await;
}

#[tokio::test]
async fn postgres_answers_the_dashboard() {
    let url = postgres_server::new_database();
    let database = Arc::new(Postgres::open(&url, WARD).await.unwrap());
    a_roster_has_whom_it_was_given_and_nobody_erased(Arc::clone(&database) as _).await;
    accounts_and_sessions_are_kept(database).await;
}
