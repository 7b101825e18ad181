//! Takes the lessons' titles from `lessons/`, so that pages call a lesson what its learners call it.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let lessons = Path::new(&root).join("../lessons");
    println!("cargo:rerun-if-changed={}", lessons.display());
    let mut titles = Vec::new();
    for entry in fs::read_dir(&lessons)? {
        let folder = entry?;
        let words = folder.path().join("text/vi.ftl");
        let Ok(text) = fs::read_to_string(&words) else { continue };
        println!("cargo:rerun-if-changed={}", words.display());
        let title = text.lines().find_map(|line| line.strip_prefix("title = "));
        let id = folder.file_name().to_string_lossy().into_owned();
        titles.extend(title.map(|title| (id, title.trim().to_owned())));
    }
    titles.sort();
    let mut code = String::from("&[");
    for (id, title) in titles {
        let _ = write!(code, "({id:?}, {title:?}), ");
    }
    code.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("titles.rs"), code)
}
