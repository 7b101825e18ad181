//! What the hub says about itself: its description and its figures.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use std::collections::BTreeSet;
use std::net::SocketAddr;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::*;
use hub::http::Peer;
use hub::http::routes::{Access, ROUTES};

#[tokio::test]
async fn the_description_has_every_route_of_the_table_and_no_other() {
    let world = World::new().await;
    let described = world.send("GET", "/openapi.json", None, None).await.json();
    let mut from_paths = BTreeSet::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap().to_owned();
            from_paths.insert((method.to_uppercase(), path.clone(), name));
        }
    }
    let from_table: BTreeSet<_> = ROUTES
        .iter()
        .map(|route| (route.verb.name().to_owned(), route.path.to_owned(), route.name.to_owned()))
        .collect();
    assert_eq!(from_paths, from_table);
    // Every reference leads somewhere.
    let text = described.to_string();
    let mut references = 0;
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(described["components"]["schemas"].get(name).is_some(), "{name}");
        references += 1;
    }
    assert!(references > 20, "{references}");
    // What needs a session says so.
    for route in ROUTES.iter().filter(|route| matches!(route.access, Access::Account(_))) {
        let operation = &described["paths"][route.path][route.verb.name().to_lowercase()];
        assert!(operation["security"][0].get("session").is_some(), "{}", route.name);
    }
}

fn metrics(peer: Option<[u8; 4]>, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::get("/metrics");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(peer) = peer {
        request = request.extension(Peer(SocketAddr::from((peer, 40_000))));
    }
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn figures_are_for_the_machine_itself_or_a_token() {
    let world = World::new().await;
    let token = format!("Bearer {OPERATOR}");
    let stranger = Some([192, 168, 1, 20]);
    for (peer, headers) in [
        (None, vec![]),
        (stranger, vec![]),
        (stranger, vec![("authorization", "Bearer 0123456789abcdef-wrong")]),
        (Some([127, 0, 0, 1]), vec![("x-forwarded-for", "192.168.1.20")]),
    ] {
        let got = world.request(metrics(peer, &headers)).await;
        assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{peer:?} {headers:?}");
        assert!(!got.text.contains("camtay_"));
    }
    let ward = world.log_in("phuong").await;
    assert_eq!(world.get("/metrics", &ward).await.status, StatusCode::UNAUTHORIZED);
    world.get("/v1/ward", &ward).await;
    hub::metrics::committed(3, 1, std::time::Duration::from_millis(4));
    let got = world.request(metrics(stranger, &[("authorization", &token)])).await;
    assert_eq!(got.status, StatusCode::OK);
    let got = world.request(metrics(Some([127, 0, 0, 1]), &[])).await;
    assert_eq!(got.status, StatusCode::OK);
    for line in [
        "# HELP camtay_requests_total Requests answered, by route and status.",
        "camtay_requests_total{route=\"read-ward\",status=\"200\"}",
        "camtay_request_seconds_bucket{route=\"read-ward\",le=\"0.01\"}",
        "camtay_segments_total{kind=\"new\"} 3",
        "camtay_commit_segments_bucket",
        "camtay_commit_seconds_sum",
        "camtay_quarantined 1",
        "camtay_waiting_segments 0",
        "camtay_live_connections",
    ] {
        assert!(got.text.contains(line), "{line} in\n{}", got.text);
    }
}

#[tokio::test]
async fn health_says_whether_the_database_answers_and_nothing_else() {
    let world = World::new().await;
    let got = world.send("GET", "/healthz", None, None).await;
    assert_eq!((got.status, &*got.text), (StatusCode::OK, "ok\n"));
    world.meddle("ALTER TABLE hub RENAME TO lost").await;
    let got = world.send("GET", "/healthz", None, None).await;
    assert_eq!((got.status, &*got.text), (StatusCode::SERVICE_UNAVAILABLE, "not ok\n"));
}
