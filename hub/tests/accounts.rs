//! Logging in: cookies, CSRF, throttling, strict bodies.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::*;

#[tokio::test]
async fn the_cookie_is_for_this_host_over_tls_and_for_no_script() {
    let world = World::new().await;
    let body = serde_json::json!({"name": "phuong", "password": PASSWORD}).to_string();
    let got = world.send("POST", "/v1/session", None, Some(&body)).await;
    let set = got.headers["set-cookie"].to_str().unwrap();
    assert!(set.starts_with("__Host-camtay="), "{set}");
    for flag in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(set.split("; ").any(|part| part == flag), "{flag} in {set}");
    }
    assert!(!set.contains("Domain"), "{set}");
    let token = set.split(['=', ';']).nth(1).unwrap();
    assert!(token.len() == 64 && !got.text.contains(token));
    assert_eq!(got.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_answered_alike() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for (name, password) in [("phuong", "một mật khẩu khác"), ("khong-co", PASSWORD)] {
        let body = serde_json::json!({"name": name, "password": password}).to_string();
        let got = world.send("POST", "/v1/session", None, Some(&body)).await;
        answers.push((got.status, got.text));
    }
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn tries_are_throttled_by_name_and_by_address() {
    let world = World::new().await;
    let wrong = |name: &str| serde_json::json!({"name": name, "password": "x"}).to_string();
    for name in ["phuong", "khong-co"] {
        let mut statuses = Vec::new();
        for _ in 0..6 {
            let got = world.send("POST", "/v1/session", None, Some(&wrong(name))).await;
            statuses.push(got.status.as_u16());
            if got.status == StatusCode::TOO_MANY_REQUESTS {
                let wait = got.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap();
                assert!((1..=31).contains(&wait), "{wait}");
            }
        }
        assert_eq!(statuses, [401, 401, 401, 401, 401, 429], "{name}");
    }
    // The right password doesn't help either, for as long.
    let right = serde_json::json!({"name": "phuong", "password": PASSWORD}).to_string();
    let got = world.send("POST", "/v1/session", None, Some(&right)).await;
    assert_eq!(got.status, StatusCode::TOO_MANY_REQUESTS);
    let mut last = StatusCode::OK;
    for number in 0..30 {
        let body = wrong(&format!("ten-{number}"));
        last = world.send("POST", "/v1/session", None, Some(&body)).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let refused = world.audit().await.iter().filter(|entry| !entry.allowed).count();
    assert_eq!(refused, 43);
}

fn with_csrf(login: &Login, csrf: Option<&str>) -> Request<Body> {
    let path = format!("/v1/learners/{OF_MINH}/erase");
    let mut request =
        Request::post(path).header("cookie", &login.cookie).header("host", "hub.test");
    if let Some(csrf) = csrf {
        request = request.header("x-csrf-token", csrf);
    }
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn what_changes_something_has_to_come_from_here() {
    let world = World::new().await;
    let login = world.log_in("phuong").await;
    let other = world.log_in("phuong").await;
    let before = world.dump();
    for csrf in [None, Some(""), Some("00"), Some(other.csrf.as_str())] {
        let got = world.request(with_csrf(&login, csrf)).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{csrf:?}");
        assert!(!world.audit().await.last().unwrap().allowed);
    }
    for (header, value) in [
        ("origin", "https://elsewhere.test"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let mut request = with_csrf(&login, Some(&login.csrf));
        request.headers_mut().insert(header, value.parse().unwrap());
        let got = world.request(request).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{header}: {value}");
    }
    assert!(world.dump() == before);
    let mut request = with_csrf(&login, Some(&login.csrf));
    request.headers_mut().insert("origin", "https://hub.test".parse().unwrap());
    request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
    assert_eq!(world.request(request).await.status, StatusCode::NO_CONTENT);
    assert!(!world.knows(OF_MINH).await);
}

#[tokio::test]
async fn bodies_are_read_strictly() {
    let world = World::new().await;
    let good = format!(r#"{{"name":"phuong","password":"{PASSWORD}"}}"#);
    for (body, status) in [
        (format!(r#"{{"name":"a","name":"phuong","password":"{PASSWORD}"}}"#), 400),
        (format!(r#"{{"name":"phuong","password":"{PASSWORD}","role":"ward"}}"#), 400),
        (format!("{good} {good}"), 400),
        (r#"{"name":"phuong"}"#.to_owned(), 400),
        (r#"["phuong"]"#.to_owned(), 400),
        ("[".repeat(10_000), 400),
        (format!(r#"{{"name":"{}","password":""}}"#, "a".repeat(20_000)), 413),
    ] {
        let got = world.send("POST", "/v1/session", None, Some(&body)).await;
        assert_eq!(got.status, status, "{body:.80}");
        assert_eq!(got.headers["content-type"], "application/problem+json");
        assert_eq!(got.json()["status"], status);
    }
    for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
        let mut request = Request::post("/v1/session");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let got = world.request(request.body(Body::from(good.clone())).unwrap()).await;
        assert_eq!(got.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind:?}");
    }
}

#[tokio::test]
async fn tokens_and_passwords_are_kept_as_hashes_alone() {
    let world = World::new().await;
    let login = world.log_in("phuong").await;
    let token = login.cookie.split('=').nth(1).unwrap().to_owned();
    let raw = data_encoding::HEXLOWER.decode(token.as_bytes()).unwrap();
    let file = world.database_bytes();
    for secret in [token.as_bytes(), &raw, PASSWORD.as_bytes(), login.csrf.as_bytes()] {
        assert!(!file.windows(secret.len()).any(|part| part == secret));
    }
    // What is looked for would be found.
    assert!(file.windows(6).any(|part| part == b"phuong"));
}

#[tokio::test]
async fn another_password_ends_the_sessions() {
    let world = World::new().await;
    let login = world.log_in("minh").await;
    world.app.accounts.set_password("minh", "một mật khẩu mới").await.unwrap();
    assert_eq!(world.get("/v1/me", &login).await.status, StatusCode::UNAUTHORIZED);
    assert!(world.app.accounts.set_password("khong-co", "một mật khẩu mới").await.is_err());
}

#[tokio::test]
async fn accounts_are_made_only_where_they_make_sense() {
    use hub::accounts::{Account, AccountError};
    use wire::Role;
    let world = World::new().await;
    let account = |name: &str, role, group: Option<&str>| Account {
        name: name.to_owned(),
        role,
        group: group.map(str::to_owned),
        device: None,
    };
    let accounts = &world.app.accounts;
    for (account, password) in [
        (account("Có Dấu", Role::Ward, None), PASSWORD),
        (account("", Role::Ward, None), PASSWORD),
        (account("a", Role::Learner, None), PASSWORD),
        (account("a", Role::Group, None), PASSWORD),
        (account("a", Role::Ward, Some(GROUP)), PASSWORD),
        (account("a", Role::Ward, None), "ngắn"),
    ] {
        assert!(accounts.add(account.clone(), password).await.is_err(), "{account:?}");
    }
    let taken = accounts.add(account("phuong", Role::Ward, None), PASSWORD).await;
    assert!(matches!(taken, Err(AccountError::Taken)));
    assert_eq!(accounts.all().await.unwrap().len(), 3);
}
