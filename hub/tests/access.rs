//! Who gets what, generated from the table of routes: every route, by every role, with every
//! foreign id.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use axum::http::StatusCode;
use common::*;
use hub::http::routes::{Access, Foreign, Kind, ROUTES, Route};
use hub::storage::SegmentStore;
use protocol::PersonId;
use segment::Hash;
use wire::Role;

async fn refusals(world: &World) -> usize {
    world.audit().await.iter().filter(|entry| !entry.allowed).count()
}

/// What everybody may have, and nothing else.
const PUBLIC: &[(&str, &str)] = &[
    ("POST", "/v1/enrol"),
    ("POST", "/v1/enrol/offer"),
    ("GET", "/healthz"),
    ("GET", "/openapi.json"),
    ("POST", "/v1/session"),
    ("GET", "/login"),
    ("POST", "/login"),
    ("GET", "/style.css"),
];

#[test]
fn only_what_has_nothing_of_anybody_is_public() {
    let public: Vec<_> = ROUTES
        .iter()
        .filter(|route| route.access == Access::Public)
        .map(|route| (route.verb.name(), route.path))
        .collect();
    assert_eq!(public, PUBLIC);
}

#[test]
fn every_name_and_every_route_is_there_once() {
    for (at, route) in ROUTES.iter().enumerate() {
        for other in &ROUTES[at + 1..] {
            assert_ne!(route.name, other.name);
            assert!((route.verb, route.path) != (other.verb, other.path), "{}", route.path);
        }
    }
}

fn encoded(id: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => (byte as char).to_string(),
        _ => format!("%{byte:02X}"),
    };
    id.bytes().map(letter).collect()
}

fn filled(route: &Route, ids: &[String]) -> String {
    route.takes.iter().zip(ids).fold(route.path.to_owned(), |path, (kind, id)| {
        path.replacen(kind.placeholder(), &encoded(id), 1)
    })
}

/// An id that is Minh's, the first group's, and the ward's.
fn own(kind: Foreign) -> String {
    match kind {
        Foreign::Group => GROUP.to_owned(),
        Foreign::Person => OF_MINH.to_string(),
        Foreign::Device => device(MINH).install().to_string(),
        Foreign::Hash => QUARANTINED.to_string(),
    }
}

/// Somebody else's, one that nobody has, and some that are none.
fn foreign(kind: Foreign) -> Vec<String> {
    let mut ids: Vec<String> = match kind {
        Foreign::Group => vec![OTHER_GROUP.to_owned(), "Tổ 99".to_owned()],
        Foreign::Person => vec![OF_HOA.to_string(), PersonId([0xee; 16]).to_string()],
        Foreign::Device => {
            vec![device(PHONE).install().to_string(), device(0xee).install().to_string()]
        }
        Foreign::Hash => vec![Hash([0xee; 32]).to_string()],
    };
    for text in ["' OR 1=1 --", "../ward", "0", "\0", "nghìn"] {
        ids.push(text.to_owned());
    }
    ids
}

/// What the ward may see though it isn't Minh's.
fn is_the_wards(id: &str) -> bool {
    id == OTHER_GROUP || id == OF_HOA.to_string() || id == device(PHONE).install().to_string()
}

fn body(route: &Route) -> Option<&'static str> {
    match route.name {
        "invite" => Some(r#"{"role":"learner"}"#),
        "page-invite" => Some("csrf=&role=learner&group=&person="),
        "page-erase-learner" => Some("csrf=&sure=yes"),
        _ => None,
    }
}

#[tokio::test]
async fn every_foreign_id_is_refused_audited_and_changes_nothing() {
    let world = World::new().await;
    let mut tried = 0;
    for account in accounts() {
        let login = world.log_in(&account.name).await;
        for route in ROUTES {
            let Access::Account(roles) = route.access else { continue };
            for (at, kind) in route.takes.iter().enumerate() {
                for id in foreign(*kind) {
                    if account.role == Role::Ward && is_the_wards(&id) {
                        continue;
                    }
                    let mut ids: Vec<String> = route.takes.iter().map(|kind| own(*kind)).collect();
                    ids[at] = id;
                    let path = filled(route, &ids);
                    let before = world.dump();
                    let audited = world.audit().await.len();
                    let got = world.send(route.verb.name(), &path, Some(&login), body(route)).await;
                    let expected = match roles.contains(&account.role) {
                        true => StatusCode::NOT_FOUND,
                        false => StatusCode::FORBIDDEN,
                    };
                    let what = format!("{} {} by {}", route.verb.name(), path, account.name);
                    assert_eq!(got.status, expected, "{what}: {}", got.text);
                    assert!(world.dump() == before, "{what} changed something");
                    let audit = world.audit().await;
                    assert_eq!(audit.len(), audited + 1, "{what}");
                    let entry = audit.last().unwrap();
                    assert!(!entry.allowed, "{what}");
                    assert_eq!((&entry.actor, &*entry.action), (&account.name, route.name));
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

#[tokio::test]
async fn what_is_foreign_and_what_is_not_there_are_refused_alike() {
    let world = World::new().await;
    for account in accounts().iter().filter(|account| account.role != Role::Ward) {
        let login = world.log_in(&account.name).await;
        for route in ROUTES.iter().filter(|route| matches!(route.access, Access::Account(_))) {
            for (at, kind) in route.takes.iter().enumerate() {
                let mut answers = Vec::new();
                for id in foreign(*kind) {
                    let mut ids: Vec<String> = route.takes.iter().map(|kind| own(*kind)).collect();
                    ids[at] = id;
                    let path = filled(route, &ids);
                    let got = world.send(route.verb.name(), &path, Some(&login), body(route)).await;
                    answers.push((got.status, got.text, format!("{:?}", got.headers)));
                }
                answers.dedup();
                assert_eq!(answers.len(), 1, "{} tells them apart: {answers:?}", route.name);
            }
        }
    }
}

#[tokio::test]
async fn every_role_gets_what_its_rule_says_and_nothing_else() {
    for account in accounts() {
        for route in ROUTES {
            let Access::Account(roles) = route.access else { continue };
            // What is erased, revoked or released is gone after.
            let world = World::new().await;
            let login = world.log_in(&account.name).await;
            let ids: Vec<String> = route.takes.iter().map(|kind| own(*kind)).collect();
            let before = world.dump();
            let path = filled(route, &ids);
            let got = world.send(route.verb.name(), &path, Some(&login), body(route)).await;
            let what = format!("{} by {}: {}", route.name, account.name, got.text);
            if roles.contains(&account.role) {
                let fine = got.status.is_success() || got.status.is_redirection();
                assert!(fine, "{} {what}", got.status);
            } else {
                assert_eq!(got.status, StatusCode::FORBIDDEN, "{what}");
                assert!(world.dump() == before, "{what}");
            }
            let entry = world.audit().await.pop().unwrap();
            if route.recorded || !roles.contains(&account.role) {
                assert_eq!(entry.action, route.name, "{what}");
                assert_eq!(entry.allowed, roles.contains(&account.role), "{what}");
            }
        }
    }
}

/// Tries every route but the public ones with `login`, and expects `status`.
async fn refused_everywhere(world: &World, login: Option<&Login>, status: StatusCode) {
    let mut tried = 0;
    for route in ROUTES.iter().filter(|route| matches!(route.access, Access::Account(_))) {
        let ids: Vec<String> = route.takes.iter().map(|kind| own(*kind)).collect();
        let before = world.dump();
        let audited = world.audit().await.len();
        let path = filled(route, &ids);
        let got = world.send(route.verb.name(), &path, login, body(route)).await;
        assert_eq!(got.status, status, "{}: {}", route.name, got.text);
        assert!(world.dump() == before, "{}", route.name);
        assert_eq!(world.audit().await.len(), audited + 1, "{}", route.name);
        tried += 1;
    }
    assert!(tried > 15, "{tried}");
}

#[tokio::test]
async fn nobody_gets_anything_without_logging_in() {
    let world = World::new().await;
    refused_everywhere(&world, None, StatusCode::UNAUTHORIZED).await;
    let made_up =
        Login { cookie: format!("__Host-camtay={}", "0".repeat(64)), csrf: String::new() };
    refused_everywhere(&world, Some(&made_up), StatusCode::UNAUTHORIZED).await;
}

#[tokio::test]
async fn a_session_that_has_ended_is_refused_everywhere() {
    let world = World::new().await;
    let idle = world.log_in("phuong").await;
    world.seconds.store(29 * 60, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(world.get("/v1/me", &idle).await.status, StatusCode::OK);
    world.seconds.store((29 + 30) * 60, std::sync::atomic::Ordering::SeqCst);
    refused_everywhere(&world, Some(&idle), StatusCode::UNAUTHORIZED).await;

    let left = world.log_in("phuong").await;
    let got = world.send("DELETE", "/v1/session", Some(&left), None).await;
    assert_eq!(got.status, StatusCode::NO_CONTENT);
    refused_everywhere(&world, Some(&left), StatusCode::UNAUTHORIZED).await;

    let removed = world.log_in("to-1").await;
    world.app.accounts.remove("to-1").await.unwrap();
    refused_everywhere(&world, Some(&removed), StatusCode::UNAUTHORIZED).await;
}

#[tokio::test]
async fn an_instructor_whose_device_was_revoked_gets_nothing() {
    let world = World::new().await;
    let minh = world.log_in("minh").await;
    assert_eq!(world.get("/v1/roster", &minh).await.status, StatusCode::OK);
    assert!(world.store.revoke(&device(MINH)).await.unwrap());
    refused_everywhere(&world, Some(&minh), StatusCode::FORBIDDEN).await;
}

#[tokio::test]
async fn what_cannot_be_audited_is_not_answered() {
    let world = World::new().await;
    let ward = world.log_in("phuong").await;
    world.break_the_audit().await;
    let path = format!("/v1/learners/{OF_MINH}");
    let got = world.get(&path, &ward).await;
    assert_eq!(got.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!got.text.contains("qr-pay"));
    let got = world.send("GET", "/v1/ward", None, None).await;
    assert_eq!(got.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn devices_are_answered_by_their_service_alone() {
    let world = World::new().await;
    let ward = world.log_in("phuong").await;
    for route in ROUTES.iter().filter(|route| route.kind == Kind::Device) {
        // An account opens nothing of a device's.
        let request = axum::http::Request::post(route.path)
            .header("cookie", &ward.cookie)
            .header("content-type", wire::CONTENT_TYPE)
            .body(axum::body::Body::from(vec![0xa0]))
            .unwrap();
        let got = world.request(request).await;
        assert!(got.status.is_client_error(), "{} {}", route.path, got.status);
    }
}

#[tokio::test]
async fn an_instructor_invites_learners_of_their_group_and_nobody_else() {
    let world = World::new().await;
    let minh = world.log_in("minh").await;
    let before = world.dump();
    let of_hoa = format!(r#"{{"role":"learner","person":"{OF_HOA}"}}"#);
    let nobody = format!(r#"{{"role":"learner","person":"{}"}}"#, PersonId([0xee; 16]));
    let refused = [
        (r#"{"role":"ward"}"#, 403),
        (r#"{"role":"instructor"}"#, 403),
        (r#"{"role":"learner","group":"Tổ 2"}"#, 403),
        (of_hoa.as_str(), 404),
        (nobody.as_str(), 404),
        (r#"{"role":"mayor"}"#, 400),
    ];
    for (body, status) in refused {
        let audited = refusals(&world).await;
        let got = world.send("POST", "/v1/invitations", Some(&minh), Some(body)).await;
        assert_eq!(got.status, status, "{body}: {}", got.text);
        let now = refusals(&world).await;
        assert_eq!(now, audited + 1, "{body}");
    }
    assert!(world.dump() == before);
    let own = format!(r#"{{"role":"learner","person":"{OF_MINH}"}}"#);
    let got = world.send("POST", "/v1/invitations", Some(&minh), Some(&own)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let entry = world.audit().await.pop().unwrap();
    assert_eq!((&*entry.action, entry.allowed), ("invite", true));
    let invite = world.invited.lock().unwrap().last().cloned().unwrap();
    assert_eq!(invite.instructor, Some(device(MINH)));
    assert_eq!(invite.group.as_deref(), Some(GROUP));
    let link = got.json()["link"].as_str().unwrap().to_owned();
    assert!(wire::Invitation::from_link(&link).is_ok());
    assert!(got.json()["svg"].as_str().unwrap().contains("<svg"));
}
