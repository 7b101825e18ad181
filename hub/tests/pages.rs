//! The dashboard's pages: what they show, that they show it as text, and that their forms work
//! without a script.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use std::net::SocketAddr;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::*;
use hub::http::Peer;
use hub::http::routes::{Access, Kind, ROUTES, Verb};
use hub::storage::SegmentStore;
use protocol::{InstallId, PersonId};

async fn is_revoked(world: &World, install: InstallId) -> bool {
    let devices = world.store.devices().await.unwrap();
    devices.iter().any(|row| row.device.install() == install && row.revoked)
}

/// As a browser sends a form.
async fn submit(world: &World, path: &str, cookie: &str, form: &str) -> Got {
    let request = Request::post(path)
        .header("host", "hub.test")
        .header("origin", "https://hub.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(Peer(SocketAddr::from(([192, 168, 1, 20], 50_000))));
    world.request(request.body(Body::from(form.to_owned())).unwrap()).await
}

fn is_calm(got: &Got, what: &str) {
    let text = &got.text;
    assert_eq!(got.headers["content-type"], "text/html; charset=utf-8", "{what}");
    let policy = got.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'; img-src 'self' data:"));
    for never in ["<script", "http://", "https://", "style=", "onclick", "//cdn"] {
        assert!(!text.contains(never), "{what} has {never}");
    }
    for always in ["<html lang=\"vi\">", "width=device-width", "<h1>", "<main id=\"main\""] {
        assert!(text.contains(always), "{what} has no {always}");
    }
    // Every field that is seen has a label, every form that changes something its token.
    for field in text.split("<input ").skip(1).chain(text.split("<select ").skip(1)) {
        let tag = field.split('>').next().unwrap();
        if tag.contains("type=\"hidden\"") || tag.contains("type=\"checkbox\"") {
            continue;
        }
        let id = tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(text.contains(&format!("<label for=\"{id}\">")), "{what}: {tag}");
    }
    for form in text.split("<form method=\"post\"").skip(1) {
        let form = form.split("</form>").next().unwrap();
        let open = form.contains("action=\"/login\"");
        assert!(open || form.contains("name=\"csrf\" value=\""), "{what}: {form}");
    }
}

#[tokio::test]
async fn every_page_is_calm_and_for_whom_it_is() {
    let world = World::new().await;
    for account in accounts() {
        let login = world.log_in(&account.name).await;
        for route in ROUTES {
            let (Kind::Page, Access::Account(roles)) = (route.kind, route.access) else { continue };
            if route.verb != Verb::Get || route.path == "/" || !roles.contains(&account.role) {
                continue;
            }
            let path = route
                .path
                .replace("{group}", "T%E1%BB%95%201")
                .replace("{person}", &OF_MINH.to_string());
            let got = world.get(&path, &login).await;
            assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.text);
            is_calm(&got, &path);
            assert!(got.text.contains("Đăng xuất"));
        }
    }
    for path in ["/login", "/ward", "/devices"] {
        let got = world.send("GET", path, None, None).await;
        is_calm(&got, path);
        assert!(got.text.contains("Mật khẩu"), "{path}");
        assert_eq!(got.status == StatusCode::OK, path == "/login", "{path}");
    }
}

#[tokio::test]
async fn one_logs_in_looks_and_logs_out_by_forms_alone() {
    let world = World::new().await;
    let form = format!("name=to-1&password={}", PASSWORD.replace(' ', "+"));
    let got = submit(&world, "/login", "", &form).await;
    assert_eq!(
        (got.status, &got.headers["location"]),
        (StatusCode::SEE_OTHER, &"/".parse().unwrap())
    );
    let set = got.headers["set-cookie"].to_str().unwrap();
    assert!(set.contains("Secure") && set.contains("HttpOnly") && set.contains("SameSite=Strict"));
    let cookie = set.split(';').next().unwrap().to_owned();
    let login = Login { cookie: cookie.clone(), csrf: String::new() };
    let home = world.get("/", &login).await;
    let path = home.headers["location"].to_str().unwrap().to_owned();
    let got = world.get(&path, &login).await;
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.text.contains("24 người"), "{}", got.text);
    // A head sees whom to visit, and nobody's record.
    assert!(got.text.contains("1111") && got.text.contains("chưa nhận được gì"));
    assert!(!got.text.contains("/learners/"));
    let csrf = got.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let got = submit(&world, "/logout", &cookie, "csrf=0").await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    is_calm(&got, "a refusal");
    let got = submit(&world, "/logout", &cookie, &format!("csrf={csrf}")).await;
    assert_eq!(got.headers["location"], "/login");
    assert_eq!(world.get(&path, &login).await.status, StatusCode::UNAUTHORIZED);

    let got = submit(&world, "/login", "", "name=to-1&password=x").await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED);
    assert!(got.text.contains("Tên hoặc mật khẩu chưa đúng."));
    let got = submit(&world, "/login", "", "name=a&name=b&password=x").await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn many_devices_come_in_pages_the_newest_first() {
    let world = World::new().await;
    let before = world.store.devices().await.unwrap().len();
    for number in 100..220_u8 {
        world.enrol(number).await;
    }
    let ward = world.log_in("phuong").await;
    let (mut path, mut seen) = ("/v1/devices".to_owned(), Vec::new());
    loop {
        let got: serde_json::Value = world.get(&path, &ward).await.json();
        let devices = got["devices"].as_array().unwrap();
        assert!((1..=100).contains(&devices.len()));
        seen.extend(devices.iter().map(|device| device["device"].as_str().unwrap().to_owned()));
        let Some(next) = got["next"].as_str() else { break };
        path = format!("/v1/devices?after={next}");
    }
    let mut all = world.store.devices().await.unwrap();
    all.reverse();
    let all: Vec<String> = all.iter().map(|row| row.device.install().to_string()).collect();
    assert_eq!((seen.len(), &seen), (before + 120, &all));

    let first = world.get("/devices", &ward).await.text;
    let link = first.split("href=\"/devices?after=").nth(1).unwrap();
    let second = format!("/devices?after={}", link.split('"').next().unwrap());
    let second = world.get(&second, &ward).await.text;
    assert!(second.contains(&all[100]) && !second.contains(&all[99]));
    assert!(!second.contains("/devices?after="));
    assert_eq!(world.get("/v1/devices?after=x", &ward).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_others_wrote_is_text() {
    let world = World::new().await;
    let name = "<script>alert(1)</script>\"'&";
    let intake = sent(0x99, name, Some("<b onclick=x>"), true);
    world.store.commit(vec![intake]).await.unwrap();
    world.meddle("UPDATE device SET group_name = '<script>alert(1)</script>'").await;
    let ward = world.log_in("phuong").await;
    for path in ["/ward", "/devices", &format!("/learners/{}", PersonId([0x99; 16]))] {
        let got = world.get(path, &ward).await;
        assert!(!got.text.contains("<script") && !got.text.contains("<b onclick"), "{path}");
        assert!(got.text.contains("alert(1)"), "{path}");
    }
    let got = world.get("/ward", &ward).await;
    let link = got.text.split("<a href=\"/groups/%3Cscript").nth(1).unwrap();
    let path = format!("/groups/%3Cscript{}", link.split('"').next().unwrap());
    assert_eq!(world.get(&path, &ward).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_ward_revokes_invites_and_releases_by_forms() {
    let world = World::new().await;
    let ward = world.log_in("phuong").await;
    let csrf = format!("csrf={}", ward.csrf);
    let device = device(PHONE).install();
    let got = submit(&world, &format!("/devices/{device}/revoke"), &ward.cookie, &csrf).await;
    assert_eq!(got.headers["location"], "/devices");
    assert!(is_revoked(&world, device).await);
    assert!(world.get("/devices", &ward).await.text.contains("Đã khóa."));

    let form = format!("{csrf}&role=group&group=T%E1%BB%95+1&person=");
    let got = submit(&world, "/invitations", &ward.cookie, &form).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let picture = got.text.split("data:image/svg+xml;base64,").nth(1).unwrap();
    let picture = picture.split('"').next().unwrap().replace("&#x3D;", "=").replace("&#61;", "=");
    let svg = data_encoding::BASE64.decode(picture.as_bytes()).unwrap();
    assert!(String::from_utf8(svg).unwrap().contains("<svg"));
    assert!(got.text.contains("192.168.43.1:8443"));
    let form = format!("{csrf}&role=group&group=&person=");
    let got = submit(&world, "/invitations", &ward.cookie, &form).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);

    let path = format!("/quarantine/{QUARANTINED}/release");
    let got = submit(&world, &path, &ward.cookie, &csrf).await;
    assert_eq!(got.headers["location"], "/quarantine");
    assert!(world.get("/quarantine", &ward).await.text.contains("Không có gì."));

    let path = format!("/learners/{OF_MINH}/erase");
    let got = submit(&world, &path, &ward.cookie, &csrf).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "it has to be sure");
    let got = submit(&world, &path, &ward.cookie, &format!("{csrf}&sure=yes")).await;
    assert_eq!(got.headers["location"], "/ward");
    assert!(!world.knows(OF_MINH).await);
}

#[tokio::test]
async fn a_group_in_which_nobody_began_is_shown_as_well() {
    let world = World::new().await;
    world.store.commit(vec![sent(0x55, "Tổ 3", None, false)]).await.unwrap();
    let ward = world.log_in("phuong").await;
    assert!(world.get("/ward", &ward).await.text.contains("Tổ 3"));
    let groups = world.get("/v1/groups", &ward).await.json();
    let third = groups["groups"].as_array().unwrap().iter().find(|one| one["group"] == "Tổ 3");
    assert_eq!(third.unwrap()["people"], 1);
    let got = world.get("/groups/T%E1%BB%95%203", &ward).await;
    assert!(got.text.contains("1 người") && got.text.contains("chưa nhận được gì"));
}

/// Relative luminance, as WCAG 2 counts it.
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let of = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * of(0) + 0.7152 * of(2) + 0.0722 * of(4)
}

#[tokio::test]
async fn the_colours_can_be_told_apart() {
    let world = World::new().await;
    let got = world.send("GET", "/style.css", None, None).await;
    assert_eq!(got.headers["content-type"], "text/css; charset=utf-8");
    let colour = |name: &str| {
        let rest = got.text.split(&format!("--{name}: ")).nth(1).unwrap();
        rest.split(';').next().unwrap().to_owned()
    };
    let contrast = |a: &str, b: &str| {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    for (text, on, least) in [
        (colour("ink"), colour("paper"), 7.0),
        (colour("ink"), "#ffffff".to_owned(), 7.0),
        (colour("blue"), colour("paper"), 4.5),
        ("#ffffff".to_owned(), colour("blue"), 4.5),
        ("#ffffff".to_owned(), colour("red"), 4.5),
        // Borders and the ring around what has the focus.
        (colour("line"), colour("paper"), 3.0),
    ] {
        assert!(contrast(&text, &on) >= least, "{text} on {on}");
    }
}
