//! What somebody gave on the command line where a code is wanted: a picture in
//! a file, or the code's text. What is in a file is told by its bytes, so its
//! name may be anything. Refuses what was surely meant as a file and isn't there.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A picture to be searched, or a text as it stands.
pub(super) enum Given {
    Picture(BufReader<File>),
    Text,
}

/// Endings that people's pictures have, read or not; a text that ends so and
/// has the form of a path is one that was misspelt.
const ENDINGS: &[&str] = &[
    "png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "heic", "heif", "avif", "tif",
    "tiff", "jxl", "svg", "pdf",
];

/// What this is: a file that is there is a picture, everything else a text.
///
/// # Errors
/// A sentence, for a folder, a file that can't be opened, and for what looks
/// like the path of a file and isn't there.
pub(super) fn given(what: &str) -> Result<Given, String> {
    let path = Path::new(what);
    match path.metadata() {
        Ok(about) if about.is_dir() => Err(format!("{what} is a folder; name a picture in it")),
        Ok(_) => match File::open(path) {
            Ok(file) => Ok(Given::Picture(BufReader::new(file))),
            Err(error) => Err(format!("{what} can't be read: {error}")),
        },
        Err(_) if is_meant_as_file(what) => Err(format!("there is no file {what}")),
        Err(_) => Ok(Given::Text),
    }
}

/// Whether a text that is no file's path was meant as one.
fn is_meant_as_file(what: &str) -> bool {
    if what.contains(['\n', '\r', '|', '?', '#']) || what.contains("//") || what.contains(": ") {
        return false;
    }
    let (first, deeper) = what.split_once('/').unwrap_or(("", what));
    if what.starts_with('/') || matches!(first, "." | ".." | "~") {
        return true;
    }
    // `shop.example/sale.png` is an address; a folder's name has no dot in it.
    let name = deeper.rsplit('/').next().unwrap_or(deeper);
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    let is_picture =
        ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    is_picture && !first.contains('.') && !first.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_a_picture_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["ảnh", "a.txt", "A.PNG", "https:", "*100#", "000|An"] {
            let path = folder.path().join(name);
            std::fs::write(&path, b"anything").unwrap();
            let given = given(path.to_str().unwrap());
            assert!(matches!(given, Ok(Given::Picture(_))), "{name}");
        }
        let refused = given(folder.path().to_str().unwrap()).err().unwrap();
        assert!(refused.ends_with("is a folder; name a picture in it"), "{refused}");
    }

    #[test]
    fn a_picture_that_is_not_there_is_no_text() {
        for missing in [
            "anh.png",
            "ANH.JPG",
            "ảnh của bà.jpeg",
            "pictures/anh.webp",
            "../IMG_0001.HEIC",
            "./anh",
            "/home/ba/anh",
            "~/anh.png",
            "a.b.c.pdf",
        ] {
            assert_eq!(given(missing).err(), Some(format!("there is no file {missing}")));
        }
    }

    #[test]
    fn everything_else_is_a_text() {
        for text in [
            "",
            " ",
            "xin chào",
            "https://shop.example/sale.png",
            "shop.example/sale.png",
            "camtay:hub.example/a.png",
            "*100#",
            "000000000000|000000000|Nguyễn Văn A|01011950|Nam|a.png",
            "Xem ảnh ở đây: anh.png",
            "dòng một\nanh.png",
            "50.000",
            "WIFI:S:Nha/ba.png;;",
        ] {
            assert!(matches!(given(text), Ok(Given::Text)), "{text}");
        }
        assert!(matches!(given(&"a".repeat(100_000)), Ok(Given::Text)));
    }
}
