//! What the log says: nothing of anybody. Alone in its process, since a log is the process's.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use common::*;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_says_nothing_of_anybody() {
    let lines = Lines::default();
    let writer = lines.clone();
    let log = hub::log::json("trace".parse().unwrap(), move || writer.clone());
    tracing::subscriber::set_global_default(log).unwrap();
    let world = World::new().await;
    let mut planted = vec![
        PASSWORD.to_owned(),
        OPERATOR.to_owned(),
        GROUP.to_owned(),
        "T%E1%BB%95".to_owned(),
        OF_MINH.to_string(),
        OF_HOA.to_string(),
        device(MINH).install().to_string(),
        "bà Lan".to_owned(),
        "192.168.1.20".to_owned(),
    ];
    for account in accounts() {
        let login = world.log_in(&account.name).await;
        planted.extend([login.csrf.clone(), login.cookie.split_once('=').unwrap().1.to_owned()]);
        planted.push(format!("\"{}\"", account.name));
        for path in [
            "/v1/ward".to_owned(),
            format!("/v1/learners/{OF_MINH}"),
            format!("/v1/learners/{OF_HOA}?name=b%C3%A0+Lan"),
            "/v1/groups/T%E1%BB%95%201/learners".to_owned(),
            format!("/v1/roster?after={OF_MINH}"),
            format!("/nowhere/{OF_MINH}"),
        ] {
            world.get(&path, &login).await;
        }
        let path = format!("/v1/roster/{}/{OF_HOA}", device(MINH).install());
        world.send("PUT", &path, Some(&login), None).await;
        let body = r#"{"role":"learner","group":"Tổ 1","nickname":"bà Lan"}"#;
        world.send("POST", "/v1/invitations", Some(&login), Some(body)).await;
        world.send("POST", "/v1/session", None, Some(body)).await;
    }
    let request = Request::get("/metrics").header("authorization", format!("Bearer {OPERATOR}"));
    world.request(request.body(Body::empty()).unwrap()).await;
    world.break_the_audit().await;
    let ward = format!("/v1/learners/{OF_MINH}");
    world.send("GET", &ward, None, None).await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["level"].is_string(), "{line}");
    }
    for route in ["read-learner", "read-ward", "invite", "log-in", "put-on-roster", "metrics"] {
        assert!(text.contains(&format!("\"route\":\"{route}\"")), "{route} in\n{text}");
    }
    assert!(text.contains("the storage failed"));
    for secret in planted {
        assert!(!text.contains(&secret), "the log says {secret}");
    }
}
