//! A ward with two groups, two instructors and their dashboard, without a socket.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

pub mod memory;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use hub::accounts::{Account, Accounts, Ages, SqlAccounts};
use hub::http::device::{Answer, DeviceService};
use hub::http::ward::{Invite, WardService};
use hub::http::{App, Hub, Peer, router};
use hub::storage::sql::{Database, Options, Sqlite, WardId};
use hub::storage::{DeviceRow, Quarantined, SegmentStore, StorageError};
use memory::{Memory, Person};
use progress::LessonProgress;
use protocol::{PersonId, UnixMillis};
use segment::{BoxPublicKey, DeviceKey, DevicePublicKey, Hash, WardKey};
use tower::ServiceExt;
use wire::{Invitation, Reason, Role, Tombstone};

pub const GROUP: &str = "Tổ 1";
pub const OTHER_GROUP: &str = "Tổ 2";
pub const PASSWORD: &str = "một mật khẩu dài";
/// On Minh's roster.
pub const OF_MINH: PersonId = PersonId([0x11; 16]);
/// In the other group, on nobody's roster but Hoa's.
pub const OF_HOA: PersonId = PersonId([0x77; 16]);
/// What opens the figures about the hub.
pub const OPERATOR: &str = "0123456789abcdef-operator";
pub const QUARANTINED: Hash = Hash([0xab; 32]);
pub const NOW: UnixMillis = UnixMillis(1_790_000_000_000);

pub fn device(number: u8) -> DevicePublicKey {
    DeviceKey::from_secret(&[number; 32]).public()
}

fn device_row(number: u8, role: Role) -> DeviceRow {
    DeviceRow {
        device: device(number),
        wrapping: BoxPublicKey([number; 32]),
        role,
        group: Some(GROUP.to_owned()),
        person: None,
        instructor: None,
        revoked: false,
        enrolled_at: NOW,
    }
}

/// Minh's device, Hoa's, and a learner's.
pub const MINH: u8 = 1;
pub const HOA: u8 = 2;
pub const PHONE: u8 = 3;

pub struct World {
    pub store: Arc<Memory>,
    pub app: App,
    pub router: Router,
    /// What the sessions' clock says, in seconds.
    pub seconds: Arc<AtomicU64>,
    pub database: Arc<Sqlite>,
    folder: tempfile::TempDir,
}

/// Lets no device in.
struct NoDevice;

#[async_trait]
impl DeviceService for NoDevice {
    async fn sync(&self, _: Option<SocketAddr>, _: Bytes) -> Answer {
        Answer { status: 401, body: Vec::new() }
    }
    async fn enrol(&self, _: Option<SocketAddr>, _: Bytes) -> Answer {
        Answer { status: 403, body: Vec::new() }
    }
    async fn offer(&self, _: Option<SocketAddr>, _: Bytes) -> Answer {
        Answer { status: 404, body: Vec::new() }
    }
}

struct Keys(Arc<Memory>);

#[async_trait]
impl WardService for Keys {
    async fn erase(&self, person: PersonId) -> Result<(), StorageError> {
        let tombstone = Tombstone::by_ward(person, &WardKey::from_secret(&[9; 32]));
        self.0.erase(&[tombstone], NOW).await
    }
    async fn invite(&self, invite: Invite) -> Result<Invitation, StorageError> {
        self.0.with(|state| state.invited.push(invite));
        Ok(Invitation {
            addresses: vec!["192.168.43.1:8443".to_owned()],
            certificate_sha256: [5; 32],
            ward: WardKey::from_secret(&[9; 32]).public(),
            token: [6; 16],
        })
    }
    async fn try_again(&self, hash: &Hash) -> Result<bool, StorageError> {
        Ok(self.0.release(hash).await?.is_some())
    }
}

fn people(store: &Memory) {
    let passed = LessonProgress { passed_at: Some(NOW), attempts: 2, ..LessonProgress::default() };
    store.with(|state| {
        for number in 0x11..=0x28_u8 {
            let mut lessons = vec![];
            if number % 4 != 0 {
                lessons.push(("qr-pay".into(), LessonProgress::default()));
            }
            if number % 2 != 0 {
                lessons = vec![("qr-pay".into(), passed.clone())];
            }
            let person = Person { group: Some(GROUP.to_owned()), lessons, last: Some(NOW) };
            state.people.insert(PersonId([number; 16]), person);
        }
        for number in 0x77..=0x79_u8 {
            let lessons = vec![("phone-touch".into(), passed.clone())];
            let person = Person { group: Some(OTHER_GROUP.to_owned()), lessons, last: None };
            state.people.insert(PersonId([number; 16]), person);
        }
        state.devices = vec![
            device_row(MINH, Role::Instructor),
            device_row(HOA, Role::Instructor),
            device_row(PHONE, Role::Learner),
        ];
        state.rosters = [(device(MINH), OF_MINH), (device(HOA), OF_HOA)].into();
        state.quarantine = vec![Quarantined {
            hash: QUARANTINED,
            reason: Reason::Forged,
            sender: Some(device(PHONE)),
            at: NOW,
            bytes: 17,
        }];
    });
}

/// Each role's account.
pub fn accounts() -> Vec<Account> {
    let account = |name: &str, role, group: Option<&str>, number: Option<u8>| Account {
        name: name.to_owned(),
        role,
        group: group.map(str::to_owned),
        device: number.map(device),
    };
    vec![
        account("minh", Role::Instructor, Some(GROUP), Some(MINH)),
        account("to-1", Role::Group, Some(GROUP), None),
        account("phuong", Role::Ward, None, None),
    ]
}

/// Who is logged in.
#[derive(Debug, Clone)]
pub struct Login {
    pub cookie: String,
    pub csrf: String,
}

/// An answer.
#[derive(Debug)]
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Got {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ward = WardId::of(&WardKey::from_secret(&[9; 32]).public());
        let database = Arc::new(open(folder.path(), ward));
        let store = Arc::new(Memory::default());
        people(&store);
        let seconds = Arc::new(AtomicU64::new(0));
        let clock = Arc::clone(&seconds);
        let ages = Ages::by(move || Duration::from_secs(clock.load(Ordering::SeqCst)));
        let table = Arc::new(SqlAccounts(Arc::clone(&database) as Arc<dyn Database>));
        let accounts = Accounts::with_ages(table, ages).await.unwrap();
        for account in self::accounts() {
            accounts.add(account, PASSWORD).await.unwrap();
        }
        let app = Arc::new(Hub {
            store: Arc::clone(&store) as Arc<dyn SegmentStore>,
            dashboard: Arc::clone(&store) as _,
            accounts,
            devices: Arc::new(NoDevice),
            ward: Arc::new(Keys(Arc::clone(&store))),
            ward_name: "Phường Thử".to_owned(),
            now: || NOW,
            strangers: Default::default(),
            live: Default::default(),
            metrics: hub::metrics::install().unwrap(),
            operator: hub::http::Operator::by(OPERATOR),
        });
        let router = router(Arc::clone(&app));
        Self { store, app, router, seconds, database, folder }
    }

    pub async fn request(&self, request: Request<Body>) -> Got {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Got { status: parts.status, headers: parts.headers, text }
    }

    /// A request as a program makes it; with a login also its CSRF token.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        login: Option<&Login>,
        body: Option<&str>,
    ) -> Got {
        let mut request = Request::builder().method(method).uri(path).header("host", "hub.test");
        if let Some(login) = login {
            request = request.header("cookie", &login.cookie).header("x-csrf-token", &login.csrf);
        }
        if let Some(body) = body {
            let json = ["{", "["].iter().any(|begin| body.starts_with(begin));
            let kind = if json { "json" } else { "x-www-form-urlencoded" };
            request = request.header("content-type", format!("application/{kind}"));
        }
        let peer = Peer(SocketAddr::from(([192, 168, 1, 20], 50_000)));
        let body = Body::from(body.unwrap_or_default().to_owned());
        self.request(request.extension(peer).body(body).unwrap()).await
    }

    /// Everything that the database has written, its log included.
    pub fn database_bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    pub async fn get(&self, path: &str, login: &Login) -> Got {
        self.send("GET", path, Some(login), None).await
    }

    pub async fn log_in(&self, name: &str) -> Login {
        let body = serde_json::json!({"name": name, "password": PASSWORD}).to_string();
        let got = self.send("POST", "/v1/session", None, Some(&body)).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        let set = got.headers["set-cookie"].to_str().unwrap();
        let cookie = set.split(';').next().unwrap().to_owned();
        Login { cookie, csrf: got.json()["csrf"].as_str().unwrap().to_owned() }
    }
}

fn open(folder: &Path, ward: WardId) -> Sqlite {
    Sqlite::open(&folder.join("hub.sqlite"), ward, Options::default()).unwrap()
}
