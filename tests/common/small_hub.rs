//! A small hub on a real socket: it lets in whoever has its token and keeps the hashes of what it is
//! sent. No ward's data is in it, and it refuses nothing but bad signatures.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use protocol::UnixMillis;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use segment::{Hash, WardKey};
use sha2::{Digest, Sha256};
use wire::*;

/// The token of the hub's only code.
pub const TOKEN: [u8; 16] = [5; 16];

/// A hub that lets in whoever has the token and keeps what it is sent; the invitation to it.
pub fn hub() -> (Invitation, Arc<Mutex<BTreeSet<Hash>>>) {
    let ward = WardKey::from_secret(&[4; 32]);
    let made = rcgen::generate_simple_self_signed(["hub".to_owned()]).unwrap();
    let certificate: [u8; 32] = Sha256::digest(made.cert.der()).into();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let invitation = Invitation {
        addresses: vec![listener.local_addr().unwrap().to_string()],
        certificate_sha256: certificate,
        ward: ward.public(),
        token: TOKEN,
    };
    let kept = Arc::new(Mutex::new(BTreeSet::new()));
    let shared = Arc::clone(&kept);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            serve(StreamOwned::new(connection, stream), certificate, &ward, &shared);
        }
    });
    (invitation, kept)
}

fn serve(
    mut stream: StreamOwned<ServerConnection, TcpStream>,
    certificate: [u8; 32],
    ward: &WardKey,
    kept: &Mutex<BTreeSet<Hash>>,
) {
    let mut byte = [0];
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if !matches!(stream.read(&mut byte), Ok(1)) {
                return;
            }
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let mut body = vec![0; length.unwrap().trim().parse().unwrap()];
        stream.read_exact(&mut body).unwrap();
        let body = if head.contains(path::OFFER) {
            wire::to_bytes(&Offer::to(&TOKEN, certificate, ward.public()))
        } else if head.contains(path::ENROL) {
            let request: EnrolRequest = wire::from_bytes(&body).unwrap();
            assert!(request.is_signed() && request.token == TOKEN);
            wire::to_bytes(&EnrolResponse {
                credential: Credential([3; 16]),
                ward: ward.public(),
                ward_name: "Phường Thử".to_owned(),
                role: Role::Learner,
                group: None,
                person: None,
                relay: false,
            })
        } else {
            let request: SyncRequest = wire::from_bytes(&body).unwrap();
            let mut response = SyncResponse::new(1, UnixMillis(0));
            for bytes in request.segments {
                let segment = segment::Segment::from_bytes(&bytes.0).unwrap();
                kept.lock().unwrap().insert(segment.hash());
                response.acks.push(Ack::Durable);
            }
            wire::to_bytes(&response)
        };
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(&[head.as_bytes(), &body].concat()).unwrap();
        stream.flush().unwrap();
    }
}
