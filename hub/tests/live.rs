//! The live channel, over real sockets.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use std::time::Duration;

use common::*;
use futures_util::{SinkExt, StreamExt};
use hub::storage::SegmentStore;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const SOON: Duration = Duration::from_secs(20);

async fn serve(world: &World) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = world.router.clone();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("ws://{address}/v1/live")
}

async fn say(socket: &mut Socket, text: &str) {
    socket.send(Message::text(text)).await.unwrap();
}

/// The next message; `None` when the connection ended.
async fn hear(socket: &mut Socket) -> Option<serde_json::Value> {
    loop {
        match timeout(SOON, socket.next()).await.expect("something comes") {
            Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).unwrap()),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            _ => return None,
        }
    }
}

async fn join(url: &str, hello: &str) -> Socket {
    let (mut socket, _) = connect_async(url).await.unwrap();
    say(&mut socket, hello).await;
    assert_eq!(hear(&mut socket).await.unwrap()["type"], "welcome", "{hello}");
    socket
}

fn device_hello(number: u8) -> String {
    format!(r#"{{"credential":"{}"}}"#, format!("{number:02x}").repeat(16))
}

fn session_hello(login: &Login) -> String {
    format!(r#"{{"session":"{}"}}"#, login.cookie.split('=').nth(1).unwrap())
}

#[tokio::test]
async fn a_class_hears_its_step_and_the_instructor_who_wants_help() {
    let world = World::new().await;
    let url = serve(&world).await;
    let head = world.log_in("to-1").await;
    let mut minh = join(&url, &device_hello(MINH)).await;
    let mut phone = join(&url, &device_hello(PHONE)).await;
    let mut other = join(&url, &device_hello(PHONE)).await;
    let mut dashboard = join(&url, &session_hello(&head)).await;
    say(&mut minh, r#"{"type":"step","lesson":"qr-pay","step":3}"#).await;
    for member in [&mut phone, &mut other, &mut dashboard] {
        let heard = hear(member).await.unwrap();
        assert_eq!((&heard["type"], &heard["step"]), (&"step".into(), &3.into()));
    }
    say(&mut phone, r#"{"type":"help","wanted":true}"#).await;
    let heard = hear(&mut minh).await.unwrap();
    assert_eq!(heard["type"], "help");
    assert_eq!(heard["device"], device(PHONE).install().to_string());
    assert_eq!(hear(&mut dashboard).await.unwrap()["type"], "help");
    say(&mut phone, r#"{"type":"done","lesson":"qr-pay","step":3}"#).await;
    assert_eq!(hear(&mut minh).await.unwrap()["type"], "done");
    assert_eq!(hear(&mut dashboard).await.unwrap()["type"], "done");
    // Whoever comes later hears where the class is.
    let (mut late, _) = connect_async(&url).await.unwrap();
    say(&mut late, &device_hello(PHONE)).await;
    let mut kinds = vec![];
    for _ in 0..2 {
        kinds.push(hear(&mut late).await.unwrap()["type"].clone());
    }
    assert_eq!(kinds, ["welcome", "step"]);
    world.app.live.changed();
    assert_eq!(hear(&mut dashboard).await.unwrap()["type"], "changed");
    // A learner heard nothing of the others: the next thing is the next step.
    say(&mut minh, r#"{"type":"step","lesson":"qr-pay","step":4}"#).await;
    assert_eq!(hear(&mut other).await.unwrap()["step"], 4);
}

async fn ends(url: &str, messages: &[&str]) -> bool {
    let (mut socket, _) = connect_async(url).await.unwrap();
    for message in messages {
        if socket.send(Message::text(*message)).await.is_err() {
            return true;
        }
    }
    loop {
        match timeout(SOON, socket.next()).await.expect("it ends") {
            Some(Ok(Message::Close(frame))) => {
                return frame.is_some_and(|frame| {
                    [CloseCode::Policy, CloseCode::Size].contains(&frame.code)
                });
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return true,
        }
    }
}

#[tokio::test]
async fn whoever_may_not_be_there_is_sent_away() {
    let world = World::new().await;
    let url = serve(&world).await;
    assert!(world.store.revoke(&device(HOA)).await.unwrap());
    let phone = device_hello(PHONE);
    let other_group = phone.replace('}', r#","group":"Tổ 2"}"#);
    let twice = phone.replace('}', r#","group":null,"group":"Tổ 1"}"#);
    let unknown = phone.replace('}', r#","role":"ward"}"#);
    let step = r#"{"type":"step","lesson":"qr-pay","step":3}"#;
    let long = format!(r#"{{"type":"step","lesson":"{}","step":3}}"#, "a".repeat(2_000));
    let (minh, revoked, nobody) = (device_hello(MINH), device_hello(HOA), device_hello(0xee));
    let many = vec![r#"{"type":"help","wanted":true}"#; 60];
    let flood: Vec<&str> = [phone.as_str()].into_iter().chain(many).collect();
    let cases: Vec<Vec<&str>> = vec![
        vec!["hello"],
        vec![nobody.as_str()],
        vec![revoked.as_str()],
        vec![r#"{"session":"00"}"#],
        vec![r#"{}"#],
        vec![other_group.as_str()],
        vec![twice.as_str()],
        vec![unknown.as_str()],
        // What their role may not say, what is unknown, what is too long, and too much.
        vec![phone.as_str(), step],
        vec![minh.as_str(), r#"{"type":"help","wanted":true}"#],
        vec![minh.as_str(), r#"{"type":"step","type":"step","lesson":"a","step":1}"#],
        vec![minh.as_str(), r#"{"type":"step","lesson":"a","lesson":"b","step":1}"#],
        vec![minh.as_str(), r#"{"type":"step","lesson":"a","step":1,"more":1}"#],
        vec![minh.as_str(), long.as_str()],
        flood,
    ];
    for messages in cases {
        assert!(ends(&url, &messages).await, "{messages:.80?}");
    }
    let audit = world.audit().await;
    let refused = audit.iter().filter(|entry| entry.action == "live" && !entry.allowed);
    assert_eq!(refused.count(), 8);
    // Never in the address.
    let with_query = format!("{url}?credential={}", "03".repeat(16));
    assert!(connect_async(&with_query).await.is_err());
}

#[tokio::test]
async fn a_reader_that_is_too_slow_is_dropped_and_nobody_waits_for_it() {
    let world = World::new().await;
    let url = serve(&world).await;
    let head = world.log_in("to-1").await;
    let slow = join(&url, &session_hello(&head)).await;
    let mut dashboard = join(&url, &session_hello(&head)).await;
    // The slow one reads nothing, and its socket's buffers fill up; the other reads.
    let mut told = 0_u32;
    let live = &world.app.live;
    let dropped = timeout(5 * SOON, async {
        while live.connections() > 1 {
            for _ in 0..16 {
                live.changed();
            }
            for _ in 0..16 {
                assert_eq!(hear(&mut dashboard).await.unwrap()["type"], "changed");
            }
            told += 16;
        }
    });
    dropped.await.expect("it is dropped");
    assert!(told > 32, "{told}");
    drop(slow);
}
