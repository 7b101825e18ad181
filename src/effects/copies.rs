//! Writes copies of what is kept into the data folder, for people to take away. It overwrites none
//! but its own of the same day.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use store::{EXPORTS_NAME, StoreError};

/// Writes the lines into a file of this name; its path within the data folder.
///
/// # Errors
/// Whatever the disk does, or that there is no folder.
pub fn write(folder: Option<&Path>, name: &str, lines: &[String]) -> Result<String, StoreError> {
    let folder = folder.ok_or(StoreError::ReadOnly)?.join(EXPORTS_NAME);
    Ok(written(&folder, name, lines).map(|()| format!("{EXPORTS_NAME}/{name}"))?)
}

fn written(folder: &Path, name: &str, lines: &[String]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!("{name}.new"));
    let mut file = File::create(&draft)?;
    for line in lines {
        writeln!(file, "{line}")?;
    }
    file.sync_all()?;
    fs::rename(draft, folder.join(name))
}
