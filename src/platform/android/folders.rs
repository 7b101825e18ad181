//! Where the app keeps things on a phone. It asks nothing of the system: both folders follow from the
//! one that every activity is told.

use std::path::Path;

use crate::launch::Places;

/// Where the app keeps things, given its folder `files`. What stands in `no_backup` is left out by
/// Android itself: <https://developer.android.com/reference/android/content/Context#getNoBackupFilesDir()>.
#[must_use]
pub fn places(files: &Path) -> Places {
    let device = files.parent().unwrap_or(files).join("no_backup").join("device");
    Places { data: files.to_owned(), device, repeatable: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_where_no_backup_copies_them() {
        let places = places(Path::new("/data/user/0/vn.camtay/files"));
        assert_eq!(places.data, Path::new("/data/user/0/vn.camtay/files"));
        let device = Path::new("/data/user/0/vn.camtay/no_backup/device");
        assert_eq!(places.device, device);
    }
}
