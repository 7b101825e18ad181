//! A real PostgreSQL for these tests: in a folder of its own, on a socket of its own, gone when the
//! tests are, however they end.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// Ends the server when its input ends, which is when this process does.
const KEEPER: &str = r#"
set -eu
folder=$(mktemp -d /tmp/camtay-postgres.XXXXXX)
trap 'rm -rf "$folder"' EXIT
"$1/initdb" -D "$folder/data" -A trust -U hub -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2; exit 1; }
"$1/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s \
    -o "-k $folder -c listen_addresses='' -c max_connections=300" start </dev/null ||
    { cat "$folder/log" >&2; exit 1; }
echo "$folder"
exec >/dev/null 2>&1
read -r _ || true
"$1/pg_ctl" -D "$folder/data" -m immediate -s stop
"#;

struct Server {
    folder: String,
    /// Its input is held open for as long as the tests run.
    _keeper: Child,
    databases: u32,
}

/// The URL of a database that nobody else uses.
pub fn new_database() -> String {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    let mut server = SERVER.get_or_init(|| Mutex::new(start())).lock().unwrap();
    server.databases += 1;
    let name = format!("test_{}", server.databases);
    let url = |name: &str| format!("host={} user=hub dbname={name}", server.folder);
    let mut create = Command::new(format!("{}/psql", binaries()));
    create.args(["-q", "-X", "-d", &url("postgres"), "-c", &format!("CREATE DATABASE {name}")]);
    assert!(create.status().unwrap().success(), "no database could be made");
    url(&name)
}

/// Debian keeps them beside each other by version.
fn binaries() -> String {
    let mut found: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folders| folders.map(|folder| folder.unwrap().path().join("bin")).collect())
        .unwrap_or_default();
    found.retain(|folder| folder.join("initdb").exists());
    found.sort();
    let newest = found.pop().expect("PostgreSQL is missing: apt-get install postgresql-15");
    newest.to_str().unwrap().to_owned()
}

fn start() -> Server {
    // PostgreSQL refuses to run as root.
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let mut keeper = match is_root {
        true => Command::new("runuser"),
        false => Command::new("sh"),
    };
    if is_root {
        keeper.args(["-u", "postgres", "--", "sh"]);
    }
    keeper.args(["-c", KEEPER, "keeper", &binaries()]).current_dir("/tmp");
    let mut keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut folder = String::new();
    BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut folder).unwrap();
    assert!(!folder.is_empty(), "PostgreSQL could not be started; what it said stands above");
    Server { folder: folder.trim().to_owned(), _keeper: keeper, databases: 0 }
}
