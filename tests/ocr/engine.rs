//! Tesseract: pictures of texts in, words out. One process reads many pictures, on one core. It is
//! never asked what the words should be.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Dark letters on light paper, in shades of grey.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grey {
    /// In pixels.
    pub width: usize,
    /// Row by row, 0 black to 255 white.
    pub pixels: Vec<u8>,
}

/// What the engine takes a picture for.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// One block of text.
    Block,
    /// Words here and there.
    Sparse,
}

/// One way of looking.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The engine's names of languages, joined by `+`.
    pub language: &'static str,
    /// The size that letters are enlarged to, in pixels.
    pub px: f32,
    pub layout: Layout,
}

/// What to do where it is missing.
const SET_UP: &str = "Please run ./test, which sets it up, or: apt-get install tesseract-ocr \
                      tesseract-ocr-vie tesseract-ocr-eng";

/// How many processes read at once.
const READERS: usize = 2;

/// What stands in each of the pictures.
///
/// # Panics
/// Where Tesseract or its data for the language is missing.
pub fn read(look: &Look, pictures: &[Grey]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let share = pictures.len().div_ceil(READERS).max(1);
    let readers: Vec<(Child, usize)> = pictures
        .chunks(share)
        .enumerate()
        .map(|(n, part)| (start(folder.path(), n, look, part), part.len()))
        .collect();
    let mut texts = Vec::new();
    for (n, (reader, count)) in readers.into_iter().enumerate() {
        let output = reader.wait_with_output().expect("tesseract can be waited for");
        assert!(
            output.status.success(),
            "Tesseract can't read `{}`. {SET_UP}\n{}",
            look.language,
            String::from_utf8_lossy(&output.stderr)
        );
        let table = std::fs::read_to_string(folder.path().join(format!("{n}.tsv")))
            .expect("tesseract wrote what it read");
        texts.extend(words_by_page(&table, count));
    }
    texts
}

fn start(folder: &Path, n: usize, look: &Look, pictures: &[Grey]) -> Child {
    let mut list = String::new();
    for (k, picture) in pictures.iter().enumerate() {
        let path = folder.join(format!("{n}-{k}.pgm"));
        let mut file = std::fs::File::create(&path).expect("there is room for temporary files");
        let (width, height) = (picture.width, picture.pixels.len() / picture.width);
        writeln!(file, "P5 {width} {height} 255").expect("a picture can be written");
        file.write_all(&picture.pixels).expect("a picture can be written");
        list.push_str(&format!("{}\n", path.display()));
    }
    let names = folder.join(format!("{n}.txt"));
    std::fs::write(&names, list).expect("there is room for temporary files");
    let layout = match look.layout {
        Layout::Block => "6",
        Layout::Sparse => "11",
    };
    Command::new("tesseract")
        .arg(&names)
        .arg(folder.join(n.to_string()))
        .args(["-l", look.language, "--psm", layout, "--oem", "1", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("Tesseract can't be started: {error}. {SET_UP}"))
}

/// The words of each page of Tesseract's table: level 5 is a word, the second column its page and
/// the last one its text.
fn words_by_page(table: &str, pages: usize) -> Vec<String> {
    let mut texts = vec![String::new(); pages];
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [level, page, .., word] = columns.as_slice() else { continue };
        let page = page.parse().ok().and_then(|page: usize| page.checked_sub(1));
        if let Some(text) = page.filter(|_| *level == "5").and_then(|page| texts.get_mut(page)) {
            text.push_str(word);
            text.push(' ');
        }
    }
    texts
}
