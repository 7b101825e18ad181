//! Where lessons and words are read from: a folder, the program itself, or memory.
//! Never follows a link, never leaves its folder, and reads no file that is too large.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry};

use crate::problem::Problems;

/// The largest text file that is read, in bytes. A long lesson has about 6,000.
pub const MAX_FILE_BYTES: u64 = 64 * 1024;
/// The most files and folders looked at.
pub const MAX_FILES: usize = 20_000;
/// How deep folders may be in each other.
pub const MAX_DEPTH: usize = 8;

/// Where lessons or words are read from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A folder on disk.
    Folder(PathBuf),
    /// A folder within the program.
    Embedded(&'static Dir<'static>),
    /// Files in memory, by their path with `/` between its parts.
    Files(BTreeMap<String, Vec<u8>>),
}

/// A file that was found.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its bytes where it is a text file that was wanted; nothing for others.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// The files of a source by their path within it.
pub(crate) type Files = BTreeMap<String, Found>;

impl Source {
    /// Files in memory.
    pub fn files<P: Into<String>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Self {
        Self::Files(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect())
    }

    /// The path of a file as problems tell it.
    pub(crate) fn told(&self, path: &str) -> String {
        match self {
            Self::Folder(root) if path.is_empty() => slashes(root),
            Self::Folder(root) => slashes(&root.join(path)),
            Self::Embedded(_) | Self::Files(_) => path.to_owned(),
        }
    }

    /// Every file, with its bytes if it is TOML or Fluent.
    pub(crate) fn read(&self, problems: &mut Problems) -> Files {
        let mut reading = Reading { source: self, files: Files::new(), looked_at: 0, problems };
        match self {
            Self::Folder(root) => match fs::symlink_metadata(root) {
                Ok(meta) if meta.is_dir() => reading.folder(root, "", 0),
                Ok(_) => reading.problem("", "This is no folder. Name the folder itself."),
                Err(_) => reading.problem("", "There is no such folder. Check its name."),
            },
            Self::Embedded(dir) => reading.embedded(dir),
            Self::Files(files) => {
                for (path, bytes) in files {
                    reading.memory(path, bytes);
                }
            }
        }
        reading.files
    }
}

/// Whether a file of this name holds text that is read here.
fn is_text(path: &str) -> bool {
    [".toml", ".ftl"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}

fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

struct Reading<'a> {
    source: &'a Source,
    files: Files,
    looked_at: usize,
    problems: &'a mut Problems,
}

impl Reading<'_> {
    fn problem(&mut self, path: &str, message: &str) {
        self.problems.add(&self.source.told(path), 1, message);
    }

    /// Counts one more; false once there are too many.
    fn may_look(&mut self, path: &str) -> bool {
        self.looked_at += 1;
        if self.looked_at == MAX_FILES + 1 {
            let message =
                format!("There are more than {MAX_FILES} files. Is this the right folder?");
            self.problem(path, &message);
        }
        self.looked_at <= MAX_FILES
    }

    fn folder(&mut self, folder: &Path, within: &str, depth: usize) {
        let Ok(entries) = fs::read_dir(folder) else {
            return self.problem(within, "This folder can't be opened. Check its permissions.");
        };
        let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let message = "A file here has a name that isn't readable text. Rename it.";
                self.problem(within, message);
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = if within.is_empty() { name.to_owned() } else { format!("{within}/{name}") };
            if !self.may_look(&path) {
                return;
            }
            // `DirEntry::file_type` looks at the link itself, never at what it leads to.
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => {
                    self.problem(&path, "This is a link. Put the file itself here instead.");
                }
                Ok(kind) if kind.is_dir() && depth >= MAX_DEPTH => {
                    self.problem(&path, "This folder is too deep inside others. Move it up.");
                }
                Ok(kind) if kind.is_dir() => self.folder(&entry.path(), &path, depth + 1),
                Ok(kind) if kind.is_file() => self.file(&entry.path(), path),
                _ => self.problem(&path, "This is no ordinary file. Remove it."),
            }
        }
    }

    fn file(&mut self, file: &Path, path: String) {
        if !is_text(&path) {
            self.files.insert(path, Found { bytes: None });
            return;
        }
        let size = fs::symlink_metadata(file).map(|meta| meta.len()).unwrap_or(0);
        if size > MAX_FILE_BYTES {
            return self.too_large(&path);
        }
        match fs::read(file) {
            Ok(bytes) => self.keep(path, &bytes),
            Err(_) => self.problem(&path, "This file can't be opened. Check its permissions."),
        }
    }

    fn keep(&mut self, path: String, bytes: &[u8]) {
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return self.too_large(&path);
        }
        let bytes = is_text(&path).then(|| bytes.to_vec());
        self.files.insert(path, Found { bytes });
    }

    fn too_large(&mut self, path: &str) {
        let limit = MAX_FILE_BYTES / 1024;
        self.problem(path, &format!("This file is larger than {limit} KiB. Split or shorten it."));
    }

    fn embedded(&mut self, dir: &Dir<'_>) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) => self.embedded(dir),
                DirEntry::File(file) => {
                    let path = slashes(file.path());
                    if is_text(&path) {
                        self.keep(path, file.contents());
                    } else {
                        self.files.insert(path, Found { bytes: None });
                    }
                }
            }
        }
    }

    fn memory(&mut self, path: &str, bytes: &[u8]) {
        let leaves = path.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        if leaves || path.contains('\\') {
            self.problem(path, "This path leaves its folder. Use plain names.");
        } else if self.may_look(path) {
            if is_text(path) {
                self.keep(path.to_owned(), bytes);
            } else {
                self.files.insert(path.to_owned(), Found { bytes: None });
            }
        }
    }
}
