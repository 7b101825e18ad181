//! How fast a hub of a whole ward answers, and how much memory it has: `cargo bench -p hub --bench
//! endpoints -- FOLDER [DATABASE_URL]`, on a folder that `camtay-hub demo` filled. Every endpoint
//! of the table that only reads, as somebody of the ward; and syncing with nothing new.

#![allow(clippy::unwrap_used, reason = "a benchmark says what went wrong by panicking")]

mod common;

use std::path::Path;
use std::time::Instant;

use common::percentile;
use hub::accounts::{Account, Accounts};
use hub::http::routes::{ROUTES, Verb};
use wire::Role;

const TIMES: usize = 300;
const PASSWORD: &str = "mot-hai-ba-bon";

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).filter(|one| one != "--bench");
    let folder = arguments.next().expect("a folder that `camtay-hub demo` filled");
    let url = arguments.next();
    let serving = common::serve(Path::new(&folder), url.as_deref()).await;
    let counts = serving.hub.store().counts().await.unwrap();
    println!("{} people, {} events, {} segments\n", counts.people, counts.events, counts.segments);
    let learner = serving.hub.store().learners(None, None, 1).await.unwrap().remove(0);
    let group = learner.group.clone().unwrap();
    add_account(&serving.accounts).await;

    let mut client = serving.connect().await;
    let cookie = client.log_in("bench", PASSWORD).await;
    let paths: Vec<String> = ROUTES
        .iter()
        // The live channel is no answer, the front page a redirection, and a log-in page is for
        // those who aren't logged in.
        .filter(|route| route.verb == Verb::Get && !route.path.starts_with("/v1/live"))
        .filter(|route| !["/", "/login"].contains(&route.path) && !route.path.contains("roster"))
        .map(|route| {
            let path = route.path.replace("{group}", &escaped(&group));
            path.replace("{person}", &learner.person.to_string())
        })
        .collect();
    println!("| endpoint | bytes | median | 99 of 100 within |\n|---|---|---|---|");
    for path in &paths {
        let mut times = Vec::with_capacity(TIMES);
        let mut bytes = 0;
        for _ in 0..TIMES {
            let asked = Instant::now();
            bytes = client.get(path, &format!("cookie: {cookie}\r\n")).await.len();
            times.push(asked.elapsed());
        }
        row(path, bytes, times);
    }
    let phone = common::phones(&serving.hub.ward().public, 1, 1, 40).remove(0).remove(0);
    let mut enrolled = serving.enrol(&mut client, &phone).await;
    client.sync(&mut enrolled, None).await;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let asked = Instant::now();
        client.sync(&mut enrolled, None).await;
        times.push(asked.elapsed());
    }
    row("POST /v1/sync, nothing new", 0, times);
    println!("\nresident: {:.0} MB", common::resident_mb());
}

fn row(path: &str, bytes: usize, mut times: Vec<std::time::Duration>) {
    let (median, high) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
    println!("| {path} | {bytes} | {median:.1?} | {high:.1?} |");
}

async fn add_account(accounts: &Accounts) {
    let account = Account { name: "bench".into(), role: Role::Ward, group: None, device: None };
    let _ = accounts.remove("bench").await;
    accounts.add(account, PASSWORD).await.unwrap();
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
