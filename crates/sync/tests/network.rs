//! The network as it is: TLS with a pinned certificate on a real socket, how much goes over it, and
//! links that trickle or fall silent.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use protocol::*;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sha2::{Digest, Sha256};
use store::{EventStore, MemoryStore};
use sync::*;
use wire::*;

type Tls = StreamOwned<ServerConnection, TcpStream>;

/// A server on a free port that lets `serve` have every connection.
struct Server {
    address: String,
    certificate: [u8; 32],
    connections: Arc<AtomicUsize>,
}

/// `signs`: with the key of the certificate that it shows.
fn server(signs: bool, serve: impl Fn(Tls) + Send + Sync + 'static) -> Server {
    let made = rcgen::generate_simple_self_signed(["hub".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(["hub".to_owned()]).unwrap();
    let certificate: [u8; 32] = Sha256::digest(made.cert.der()).into();
    let key = if signs { &made } else { &other };
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.signing_key.serialize_der()));
    let chain = vec![CertificateDer::from(made.cert.der().to_vec())];
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let signing = provider.key_provider.load_private_key(key).unwrap();
    let certified = Arc::new(rustls::sign::CertifiedKey::new(chain, signing));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(certified)));
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let connections = Arc::new(AtomicUsize::new(0));
    let (counter, serve) = (Arc::clone(&connections), Arc::new(serve));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counter.fetch_add(1, Ordering::SeqCst);
            let (config, serve) = (Arc::clone(&config), Arc::clone(&serve));
            thread::spawn(move || {
                stream.set_nodelay(true).unwrap();
                serve(StreamOwned::new(ServerConnection::new(config).unwrap(), stream));
            });
        }
    });
    Server { address, certificate, connections }
}

/// Reads a request: its head, and its body. None at the end.
fn request(from: &mut Tls) -> Option<(String, Vec<u8>)> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if from.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.to_lowercase().lines().find_map(|line| {
        line.strip_prefix("content-length:").map(|length| length.trim().parse().unwrap())
    });
    let mut body = vec![0; length.unwrap_or(0)];
    from.read_exact(&mut body).ok()?;
    Some((head, body))
}

fn answer(to: &mut Tls, body: &[u8]) {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    to.write_all(&[head.as_bytes(), body].concat()).unwrap();
    to.flush().unwrap();
}

fn post(https: &mut Https, server: &Server, certificate: [u8; 32]) -> Result<Vec<u8>, CarryError> {
    let to = To { addresses: std::slice::from_ref(&server.address), certificate: &certificate };
    https.post(&to, "/v1/sync", b"body")
}

fn echo() -> Server {
    server(true, |mut stream| {
        while let Some((_, body)) = request(&mut stream) {
            answer(&mut stream, &body);
        }
    })
}

#[test]
fn the_hub_is_known_by_its_certificate_and_nobody_else_is_heard() {
    let server = echo();
    let mut https = Https::default();
    assert_eq!(post(&mut https, &server, server.certificate).unwrap(), b"body");
    let mut https = Https::default();
    assert_eq!(post(&mut https, &server, [7; 32]), Err(CarryError::NotTheHub));
    assert_eq!(https.traffic().up, 0, "nothing was said to a stranger");
    let (body, shown) = https.post_to_unknown(&server.address, "/v1/enrol/offer", b"?").unwrap();
    assert_eq!((body.as_slice(), shown), (b"?".as_slice(), server.certificate));
}

#[test]
fn who_shows_the_certificate_without_having_its_key_is_refused() {
    let server = impostor();
    let mut https = Https::default();
    assert!(post(&mut https, &server, server.certificate).is_err());
    assert_eq!(https.traffic().up, 0);
    assert!(https.post_to_unknown(&server.address, "/", b"?").is_err());
}

fn impostor() -> Server {
    server(false, |mut stream| {
        while let Some((_, body)) = request(&mut stream) {
            answer(&mut stream, &body);
        }
    })
}

#[test]
fn one_connection_serves_a_whole_sync_and_every_byte_is_counted() {
    let server = echo();
    let mut https = Https::default();
    for _ in 0..3 {
        post(&mut https, &server, server.certificate).unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
    let traffic = https.traffic();
    assert_eq!(traffic.round_trips, 3);
    let head = format!(
        "POST /v1/sync HTTP/1.1\r\nhost: {}\r\ncontent-type: application/cbor\r\n\
         content-length: 4\r\n\r\nbody",
        server.address
    );
    assert_eq!(traffic.up, 3 * head.len() as u64);
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody";
    assert_eq!(traffic.down, 3 * answer.len() as u64);
}

#[test]
fn an_address_that_leads_nowhere_is_passed_over() {
    let server = echo();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let addresses = [closed, server.address.clone()];
    let to = To { addresses: &addresses, certificate: &server.certificate };
    assert_eq!(Https::default().post(&to, "/v1/sync", b"body").unwrap(), b"body");
}

#[test]
fn a_link_that_trickles_is_waited_for_and_a_silent_one_is_not() {
    let server = server(true, |mut stream| {
        while let Some((_, body)) = request(&mut stream) {
            if body == b"body" {
                // Longer, all in all, than the longest silence.
                let whole = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nslow";
                for byte in whole.as_bytes() {
                    stream.write_all(&[*byte]).unwrap();
                    stream.flush().unwrap();
                    thread::sleep(Duration::from_millis(30));
                }
            }
        }
    });
    let silence = Duration::from_millis(700);
    let mut https = Https::giving_up_after(silence);
    assert_eq!(post(&mut https, &server, server.certificate).unwrap(), b"slow");
    let to =
        To { addresses: std::slice::from_ref(&server.address), certificate: &server.certificate };
    let begun = Instant::now();
    let error = https.post(&to, "/v1/sync", b"half-open").unwrap_err();
    assert!(matches!(error, CarryError::Unreachable(_)), "{error}");
    assert!(begun.elapsed() < silence * 10, "{:?}", begun.elapsed());
}

#[test]
fn status_codes_say_whether_to_come_again() {
    let server = server(true, |mut stream| {
        let mut replies = ["403 Forbidden\r\n", "503 Busy\r\nretry-after: 30\r\n"].into_iter();
        while request(&mut stream).is_some() {
            let reply = format!("HTTP/1.1 {}content-length: 0\r\n\r\n", replies.next().unwrap());
            stream.write_all(reply.as_bytes()).unwrap();
            stream.flush().unwrap();
        }
    });
    let ask = || post(&mut Https::default(), &server, server.certificate);
    assert_eq!(ask(), Err(CarryError::Refused(403)));
}

/// What a lesson's 40 events cost on the wire, with all that HTTP adds.
#[test]
fn forty_new_events_and_a_quiet_sync_are_small() {
    let ward = segment::WardKey::from_secret(&[4; 32]);
    let ward_public = ward.public();
    let carried = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&carried);
    let hub = server(true, move |mut stream| {
        while let Some((head, body)) = request(&mut stream) {
            if head.contains("/v1/enrol") {
                let response = EnrolResponse {
                    credential: Credential([3; 16]),
                    ward: ward_public,
                    ward_name: "Phường Thử".to_owned(),
                    role: Role::Learner,
                    group: None,
                    person: None,
                    relay: false,
                };
                answer(&mut stream, &wire::to_bytes(&response));
                continue;
            }
            let asked: SyncRequest = wire::from_bytes(&body).unwrap();
            let length = asked.segments.iter().map(|segment| segment.0.len()).sum();
            counter.store(length, Ordering::SeqCst);
            let mut response = SyncResponse::new(1, UnixMillis(1_792_461_600_000));
            response.acks = asked.segments.iter().map(|_| Ack::Durable).collect();
            response.cursor = Bytes(vec![9; 20]);
            answer(&mut stream, &wire::to_bytes(&response));
        }
    });
    let keys = DeviceKeys::in_memory(&[1; 32]);
    let mut store = MemoryStore::new(keys.install());
    let folder = tempfile::TempDir::new().unwrap();
    let mut state = 1_u64;
    let random = Random::new(Box::new(move |bytes| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            *byte = (state >> 33) as u8;
        }
        true
    }));
    let mut device = Syncer::new(Outbox::open(folder.path()).unwrap(), keys, random);
    let who = PersonId([7; 16]);
    let stamp = |at: u64| {
        // A touch every few seconds, as people's are.
        let monotonic_millis = 60_000 + at * 3_100 + at * at * 977 % 2_900;
        let wall = UnixMillis(1_792_461_600_000).plus_millis(monotonic_millis);
        Stamp { wall, boot: 0x1234_5678, monotonic_millis }
    };
    let added = PersonAdded { person: who, address: "ba".to_owned(), nickname: None };
    store.append(who, who, stamp(0), &[Event::PersonAdded(added)]).unwrap();
    let invitation = Invitation {
        addresses: vec![hub.address.clone()],
        certificate_sha256: hub.certificate,
        ward: ward.public(),
        token: [5; 16],
    };
    let code: Code = invitation.to_link().parse().unwrap();
    let mut https = Https::default();
    device.enrol(&code, None, &mut store, &mut https).unwrap();
    device.sync(&mut store, &mut https, LinkKind::Unmetered, stamp(1)).unwrap();

    let lesson = |step: u16| {
        let targets = ["bank.scan-button", "scanner.code", "bank.amount-3", "bank.continue"];
        let target = targets[usize::from(step) % targets.len()].into();
        Event::Tapped(Tapped { step: step / 2, target, outcome: Outcome::Done })
    };
    for step in 0..40_u16 {
        let at = stamp(u64::from(step) + 2);
        store.append(who, who, at, &[lesson(step)]).unwrap();
    }
    let report = device.sync(&mut store, &mut https, LinkKind::Unmetered, stamp(99)).unwrap();
    assert_eq!((report.acknowledged, report.traffic.round_trips), (40, 1));
    // All that isn't the segment itself: HTTP's head, the credential, the clocks, the cursor.
    let segments = carried.load(Ordering::SeqCst) as u64;
    println!("40 events: {:?}, of which the segment {segments}", report.traffic);
    assert!(report.traffic.up - segments <= 180, "{:?}", report.traffic);
    let quiet = device.sync(&mut store, &mut https, LinkKind::Unmetered, stamp(100)).unwrap();
    println!("quiet: {:?}", quiet.traffic);
    assert!(quiet.traffic.up <= 180, "{:?}", quiet.traffic);
    assert_eq!(quiet.traffic.round_trips, 1);
    assert_eq!(hub.connections.load(Ordering::SeqCst), 1);
}
