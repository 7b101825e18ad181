//! What the hub's benchmarks share: lives to be sealed, a hub that listens, clients that send.

#![allow(dead_code, reason = "each benchmark uses some of it")]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hub::accounts::{Accounts, SqlAccounts};
use hub::folder::Folder;
use hub::listen;
use hub::service::{Hub, NewCode, Outside};
use hub::storage::{self, SegmentStore};
use population::{Curriculum, Shape, Ward};
use protocol::{EventId, PersonId, Recorded, log_id};
use rustls::pki_types::ServerName;
use segment::{DeviceKey, Hash, PersonKey, SealedKey, WardPublicKey, seal};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use wire::{
    Bytes, Card, Clock, Credential, EnrolRequest, EnrolResponse, Role, SyncRequest, SyncResponse,
};

/// The lessons of this program.
pub fn curriculum() -> Curriculum {
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons");
    hub::demo::curriculum(&lessons).expect("the lessons")
}

/// A made-up phone with one person's life, sealed 40 events at a time.
pub struct Phone {
    pub device: DeviceKey,
    pub card: Card,
    pub events: Vec<Recorded>,
    pub segments: Vec<Vec<u8>>,
}

/// The most of a life that a phone brings: what a learner of the made-up ward has done in a year.
const LIFE: usize = 800;

/// For each of so many clients, phones with at least `segments` segments of `length` events
/// together: no life is lived twice, since what follows from a life grows with it.
pub fn phones(
    ward: &WardPublicKey,
    clients: usize,
    segments: usize,
    length: usize,
) -> Vec<Vec<Phone>> {
    let curriculum = curriculum();
    let shape = Shape { people: 4_000, groups: 4, ..Shape::default() };
    let people = Ward::new(11, &shape).learners;
    let lives: Vec<Vec<_>> = people
        .iter()
        .map(|learner| learner.events(&curriculum).collect::<Vec<_>>())
        .filter(|life| life.len() >= LIFE / 2)
        .map(|mut life| {
            life.truncate(LIFE);
            life
        })
        .take(64)
        .collect();
    std::thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                let lives = &lives;
                scope.spawn(move || {
                    let of_client = |client| {
                        let (mut phones, mut sealed) = (Vec::new(), 0);
                        while sealed < segments {
                            let number = client + clients * phones.len();
                            let life = &lives[number % lives.len()];
                            let phone = phone(ward, number, life, segments - sealed, length);
                            sealed += phone.segments.len();
                            phones.push(phone);
                        }
                        phones
                    };
                    (half..clients).step_by(2).map(of_client).collect::<Vec<_>>()
                })
            })
            .collect();
        halves.into_iter().flat_map(|half| half.join().expect("a half")).collect()
    })
}

fn phone(
    ward: &WardPublicKey,
    number: usize,
    life: &[(protocol::Stamp, protocol::Event)],
    segments: usize,
    length: usize,
) -> Phone {
    let secret = Hash::of("bench phone", &number.to_le_bytes()).0;
    let device = DeviceKey::from_secret(&secret);
    let mut id = [0; 16];
    id.copy_from_slice(&Hash::of("bench person", &number.to_le_bytes()).0[..16]);
    let person = PersonId(id);
    let key = PersonKey::from_secret(secret);
    let log = log_id(device.public().install(), person);
    let events: Vec<Recorded> = (1..)
        .zip(life.iter().take((segments * length).min(life.len() / length * length)))
        .map(|(seq, (stamp, event))| Recorded {
            n: 0,
            id: EventId { log, seq },
            author: person,
            subject: person,
            stamp: *stamp,
            event: event.clone(),
        })
        .collect();
    let (mut previous, mut sealed) = (None, Vec::new());
    for (at, run) in events.chunks(length).enumerate() {
        let mut nonce = [0; 24];
        nonce[..8].copy_from_slice(&(at as u64).to_le_bytes());
        let segment = seal(run, previous, &key, &device, nonce).expect("a run");
        previous = Some(segment.hash());
        sealed.push(segment.to_bytes());
    }
    let sealed_key = SealedKey::seal(&key, person, &device.public(), &ward.wrapping, secret);
    let card = Card {
        device: device.public(),
        person,
        key: sealed_key.expect("a point"),
        group: Some(format!("Tổ {}", number % 26)),
    };
    Phone { device, card, events, segments: sealed }
}

/// What a phone remembers of a hub.
pub struct Enrolled {
    /// What it shows.
    pub credential: Credential,
    /// Up to where the hub has told it everything.
    cursor: Bytes,
}

/// A hub that listens on loopback.
pub struct Serving {
    pub hub: Arc<Hub>,
    pub folder: Folder,
    pub address: SocketAddr,
    pub stop: watch::Sender<bool>,
    /// The same accounts as the pages'.
    pub accounts: Accounts,
    certificate: [u8; 32],
}

/// Serves a new ward's hub from `path`, on SQLite or at a URL.
pub async fn serve(path: &Path, database: Option<&str>) -> Serving {
    let folder = Folder::at(path);
    if !folder.is_begun() {
        folder.begin("Phường Đo", &Outside::system()).expect("a folder");
    }
    let ward = folder.ward().expect("a ward");
    let certificate = folder.certificate().expect("a certificate");
    let storage =
        storage::open(database, &folder.database(), &ward.public).await.expect("a storage");
    let database = storage.database();
    let store: Arc<dyn SegmentStore> = storage;
    let hub = Hub::open(store, ward, certificate.sha256(), Outside::system()).await.expect("a hub");
    let hub = Arc::new(hub);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = watch::channel(false);
    let accounts = Accounts::open(Arc::new(SqlAccounts(Arc::clone(&database))));
    let accounts = accounts.await.expect("accounts");
    let app = hub::http::of_service(Arc::clone(&hub), database, vec![address.to_string()], None);
    let router = hub::http::router(app.await.expect("an app"));
    let tls = listen::tls(&certificate).expect("TLS");
    tokio::spawn(listen::serve(listener, tls, router, stopped));
    Serving { hub, folder, address, stop, accounts, certificate: certificate.sha256() }
}

impl Serving {
    /// A connection.
    pub async fn connect(&self) -> Client {
        let config =
            pinning::client(&Arc::new(pinning::Pinned::to(self.certificate))).expect("TLS");
        let stream = TcpStream::connect(self.address).await.expect("a connection");
        stream.set_nodelay(true).expect("an option");
        let name = ServerName::try_from("camtay-hub").expect("a name");
        let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        Client { stream: BufReader::new(stream.expect("a handshake")), up: 0, down: 0 }
    }

    /// Enrols a phone over a connection.
    pub async fn enrol(&self, client: &mut Client, phone: &Phone) -> Enrolled {
        let code = NewCode { role: Role::Learner, group: None, person: None, instructor: None };
        let code = self.hub.invite(code, vec![self.address.to_string()]).await.expect("a code");
        let request = EnrolRequest::signed(code.token, &phone.device, vec![phone.card.clone()]);
        let answer = client.post(wire::path::ENROL, &wire::to_bytes(&request)).await;
        let credential = wire::from_bytes::<EnrolResponse>(&answer).expect("enrolled").credential;
        Enrolled { credential, cursor: Bytes::default() }
    }
}

/// A phone's connection: HTTP/1.1 with no more headers than needed.
pub struct Client {
    stream: BufReader<TlsStream<TcpStream>>,
    /// Bytes inside TLS, headers included.
    pub up: u64,
    pub down: u64,
}

impl Client {
    pub async fn post(&mut self, path: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: hub\r\ncontent-type: application/cbor\r\n\
             content-length: {}\r\n\r\n",
            body.len()
        );
        let whole = [head.as_bytes(), body].concat();
        self.up += whole.len() as u64;
        self.stream.write_all(&whole).await.expect("sent");
        self.stream.flush().await.expect("sent");
        self.answer().await
    }

    /// Gets a path; the status and the body.
    pub async fn get(&mut self, path: &str, headers: &str) -> Vec<u8> {
        let head = format!("GET {path} HTTP/1.1\r\nhost: hub\r\n{headers}\r\n");
        self.stream.write_all(head.as_bytes()).await.expect("sent");
        self.stream.flush().await.expect("sent");
        self.answer().await
    }

    /// Logs in to the pages; the cookie.
    pub async fn log_in(&mut self, name: &str, password: &str) -> String {
        let body = serde_json::json!({ "name": name, "password": password }).to_string();
        let head = format!(
            "POST /v1/session HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(head.as_bytes()).await.expect("sent");
        self.stream.flush().await.expect("sent");
        let (head, _) = self.whole_answer().await;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        cookie.and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned()
    }

    async fn answer(&mut self) -> Vec<u8> {
        self.whole_answer().await.1
    }

    async fn whole_answer(&mut self) -> (String, Vec<u8>) {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.stream.read_u8().await.expect("an answer"));
        }
        let text = String::from_utf8_lossy(&head).into_owned();
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await.expect("a body");
        self.down += (head.len() + body.len()) as u64;
        (text, body)
    }

    /// Syncs once, from where the phone's last time ended.
    pub async fn sync(&mut self, phone: &mut Enrolled, segment: Option<&[u8]>) -> SyncResponse {
        let mut request = SyncRequest::new(phone.credential, Clock::default(), Vec::new());
        request.cursor = phone.cursor.clone();
        request.segments = segment.map(|segment| Bytes(segment.to_vec())).into_iter().collect();
        let answer = self.post(wire::path::SYNC, &wire::to_bytes(&request)).await;
        let answer: SyncResponse = wire::from_bytes(&answer).expect("an answer of a hub");
        if !answer.cursor.0.is_empty() {
            phone.cursor = answer.cursor.clone();
        }
        answer
    }
}

/// How often this disk can make something durable, in a second.
pub fn fsyncs_a_second(folder: &Path) -> f64 {
    use std::io::Write;
    let path = folder.join("fsync");
    let mut file = std::fs::File::create(&path).expect("a file");
    // What others left to be written is not to be waited for in the count.
    file.sync_data().expect("synced");
    let (started, mut count) = (Instant::now(), 0_u32);
    while started.elapsed() < Duration::from_secs(2) {
        file.write_all(&[0; 4_096]).expect("written");
        file.sync_data().expect("synced");
        count += 1;
    }
    let rate = f64::from(count) / started.elapsed().as_secs_f64();
    std::fs::remove_file(path).expect("removed");
    rate
}

/// A folder on the disk that the build is on: a temporary one may be memory.
pub fn folder(name: &str) -> PathBuf {
    let exe = std::env::current_exe().expect("a program");
    let folder =
        exe.parent().expect("a folder").join(format!("bench-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// The value below which this share of them is.
pub fn percentile(values: &mut [Duration], share: f64) -> Duration {
    values.sort_unstable();
    let at = ((values.len() as f64 * share).ceil() as usize).clamp(1, values.len());
    values[at - 1]
}

/// The memory that this program has in use now, in MB.
pub fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or(0.0) / 1_000.0
}
