//! A ward with two groups, two instructors and their dashboard, without a socket.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use hub::accounts::{Account, Accounts, Ages, SqlAccounts};
use hub::http::device::{Answer, DeviceService};
use hub::http::ward::{Invite, WardService};
use hub::http::{App, Hub, Peer, router};
use hub::storage::sql::{Options, WardId};
use hub::storage::{
    AuditEntry, Dashboard, Enrolled, Enrolment, Intake, NewFact, NewInvitation, NewLog,
    NewQuarantined, NewSegment, SegmentStore, State, Storage, StorageError,
};
use hub::values;
use progress::Fact;
use protocol::{PersonId, Purpose, Stage, Stamp, UnixMillis, log_id};
use segment::{DeviceKey, DevicePublicKey, Hash, Header, Scope, SealedKey, WardKey};
use tower::ServiceExt;
use wire::{Credential, Invitation, Reason, Role, Tombstone};

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

/// Minh's device, Hoa's, and a learner's.
pub const MINH: u8 = 1;
pub const HOA: u8 = 2;
pub const PHONE: u8 = 3;

pub struct World {
    pub store: Arc<Storage>,
    pub invited: Arc<Mutex<Vec<Invite>>>,
    pub app: App,
    pub router: Router,
    /// What the sessions' clock says, in seconds.
    pub seconds: Arc<AtomicU64>,
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

/// Stands in for the ward's keys.
struct Keys {
    store: Arc<Storage>,
    invited: Arc<Mutex<Vec<Invite>>>,
}

#[async_trait]
impl WardService for Keys {
    async fn erase(&self, person: PersonId) -> Result<(), StorageError> {
        let tombstone = Tombstone::by_ward(person, &WardKey::from_secret(&[9; 32]));
        self.store.erase(&[tombstone], NOW).await
    }
    async fn invite(&self, invite: Invite) -> Result<Invitation, StorageError> {
        self.invited.lock().unwrap().push(invite);
        Ok(Invitation {
            addresses: vec!["192.168.43.1:8443".to_owned()],
            certificate_sha256: [5; 32],
            ward: WardKey::from_secret(&[9; 32]).public(),
            token: [6; 16],
        })
    }
    async fn try_again(&self, hash: &Hash) -> Result<bool, StorageError> {
        Ok(self.store.release(hash).await?.is_some())
    }
}

fn fact(lesson: &str, seq: u64, fact: Fact) -> NewFact {
    NewFact { lesson: lesson.into(), seq, fact }
}

/// What a phone sends about a learner who opened a lesson, passed it, or did nothing yet.
pub fn sent(number: u8, group: &str, lesson: Option<&str>, passed: bool) -> Intake {
    let person = PersonId([number; 16]);
    let log = NewLog {
        log: log_id(device(PHONE).install(), person),
        device: device(PHONE),
        person,
        card_key: SealedKey([number; 80]),
        key: Some(SealedKey([number; 80])),
        group: Some(group.to_owned()),
        instructor: None,
    };
    let at = Stamp { wall: NOW, ..Stamp::default() };
    let check = Fact::Finished {
        at,
        stage: Stage::Check,
        purpose: Purpose::Learn,
        slips: 1,
        hints: 0,
        passed: true,
    };
    let header =
        Header { log: log.log, first: 1, count: 2, previous: None, person, scope: Scope::PERSON };
    let segment = |lesson: &str| NewSegment {
        hash: Hash([number; 32]),
        header,
        bytes: vec![number; 40],
        state: State::Durable,
        facts: [Some(fact(lesson, 1, Fact::Opened { at })), passed.then(|| fact(lesson, 2, check))]
            .into_iter()
            .flatten()
            .collect(),
        projected: true,
    };
    Intake {
        sender: Some(device(PHONE)),
        at: NOW,
        logs: vec![log],
        segments: lesson.map(segment).into_iter().collect(),
        quarantined: Vec::new(),
    }
}

const DEVICE: &str = "INSERT INTO device (ward, device, wrapping, role, group_name, enrolled_at) \
                      VALUES ($1, $2, $3, $4, $5, $6)";
const CREDENTIAL: &str = "INSERT INTO credential (ward, credential, device, invitation) \
                          VALUES ($1, $2, $3, $2)";

async fn people(store: &Storage) {
    let database = store.database();
    let mut write = database.begin().await.unwrap();
    for (number, role) in [(MINH, 1_u32), (HOA, 1), (PHONE, 0)] {
        let credential = Credential([number; 16]).hash().0;
        let key = device(number).0;
        let values = values![database.ward(), key, key, role, GROUP, NOW.0];
        write.execute(DEVICE, values).await.unwrap();
        let values = values![database.ward(), credential, key];
        write.execute(CREDENTIAL, values).await.unwrap();
    }
    write.commit().await.unwrap();
    let mut intakes = Vec::new();
    for number in 0x11..=0x28_u8 {
        intakes.push(sent(number, GROUP, (number % 4 != 0).then_some("qr-pay"), number % 2 != 0));
    }
    for number in 0x77..=0x79_u8 {
        intakes.push(sent(number, OTHER_GROUP, Some("phone-touch"), true));
    }
    intakes[0].quarantined.push(NewQuarantined {
        hash: QUARANTINED,
        reason: Reason::Forged,
        bytes: vec![1; 17],
    });
    store.commit(intakes).await.unwrap();
    store.set_roster(&device(MINH), &[OF_MINH], true).await.unwrap();
    store.set_roster(&device(HOA), &[OF_HOA], true).await.unwrap();
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
        let file = folder.path().join("hub.sqlite");
        let store = Arc::new(Storage::sqlite(&file, ward, Options::default()).await.unwrap());
        people(&store).await;
        let invited = Arc::new(Mutex::default());
        let seconds = Arc::new(AtomicU64::new(0));
        let clock = Arc::clone(&seconds);
        let ages = Ages::by(move || Duration::from_secs(clock.load(Ordering::SeqCst)));
        let table = Arc::new(SqlAccounts(store.database()));
        let accounts = Accounts::with_ages(table, ages).await.unwrap();
        for account in self::accounts() {
            accounts.add(account, PASSWORD).await.unwrap();
        }
        let app = Arc::new(Hub {
            store: Arc::clone(&store) as Arc<dyn SegmentStore>,
            dashboard: Arc::new(Dashboard(store.database())),
            accounts,
            devices: Arc::new(NoDevice),
            ward: Arc::new(Keys { store: Arc::clone(&store), invited: Arc::clone(&invited) }),
            ward_name: "Phường Thử".to_owned(),
            now: Box::new(|| NOW),
            strangers: Default::default(),
            live: Default::default(),
            metrics: hub::metrics::install().unwrap(),
            operator: hub::http::Operator::by(OPERATOR),
        });
        let router = router(Arc::clone(&app));
        Self { store, invited, app, router, seconds, folder }
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

    /// Lets another learner's device in.
    pub async fn enrol(&self, number: u8) {
        let key = DeviceKey::from_secret(&[number; 32]);
        let token = [number; 16];
        let (role, group) = (Role::Learner, Some(GROUP.to_owned()));
        let invitation =
            NewInvitation { token, role, group, person: None, instructor: None, at: NOW };
        self.store.invite(&invitation).await.unwrap();
        let request = wire::EnrolRequest::signed(token, &key, Vec::new());
        let enrolment = Enrolment {
            invitation: wire::OfferRequest::of(&token).invitation,
            device: request.device,
            wrapping: request.wrapping,
            credential: Credential(token).hash(),
            logs: Vec::new(),
            at: NOW,
        };
        let enrolled = self.store.enrol(&enrolment).await.unwrap();
        assert!(matches!(enrolled, Enrolled::Done(_)), "{enrolled:?}");
    }

    /// What was written down, oldest first.
    pub async fn audit(&self) -> Vec<AuditEntry> {
        let mut entries = self.store.audited(100_000).await.unwrap();
        entries.reverse();
        entries
    }

    /// Whether the hub still knows this learner.
    pub async fn knows(&self, person: PersonId) -> bool {
        self.store.learner(&person).await.unwrap().is_some()
    }

    /// Does something to the tables that no hub does.
    pub async fn meddle(&self, sql: &'static str) {
        let mut write = self.store.database().begin().await.unwrap();
        write.execute(sql, vec![]).await.unwrap();
        write.commit().await.unwrap();
    }

    /// From now on nothing can be audited.
    pub async fn break_the_audit(&self) {
        self.meddle("ALTER TABLE audit RENAME TO lost").await;
    }

    /// Every row of every table but the audit and the sessions, which end, and what was invited.
    pub fn dump(&self) -> Vec<String> {
        let file = self.folder.path().join("hub.sqlite");
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let file = rusqlite::Connection::open_with_flags(file, flags).unwrap();
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' \
                      AND name NOT IN ('audit', 'session')";
        let mut tables = file.prepare(tables).unwrap();
        let names: Vec<String> =
            tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert!(names.len() > 10, "{names:?}");
        let mut dump = vec![format!("invited {:?}", self.invited.lock().unwrap())];
        for name in names {
            let mut all = file.prepare(&format!("SELECT * FROM {name}")).unwrap();
            let columns = all.column_count();
            let mut rows = all.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values: Vec<rusqlite::types::Value> =
                    (0..columns).map(|column| row.get(column).unwrap()).collect();
                dump.push(format!("{name} {values:?}"));
            }
        }
        dump.sort();
        dump
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
