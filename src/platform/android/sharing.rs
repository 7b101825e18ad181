//! Handing a file over without a provider of our own: a row in `MediaStore.Downloads`, filled through
//! its file descriptor, and then the system's own question whom to send it to. From Android 10 on;
//! before, the file goes to the app's folder on the shared storage, which needs no right and which a
//! cable or a file manager reaches.

use std::fs::{self, File};
use std::io;
use std::os::fd::{FromRawFd as _, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::calls::{Calls as _, Java, Object, Value, calls};
use crate::platform::{Shared, Sharing, Trouble};

calls! {
    RESOLVER = Method "android/content/Context" "getContentResolver"
        "()Landroid/content/ContentResolver;" since 1
        at "android/content/Context#getContentResolver()";
    DOWNLOADS = StaticField "android/provider/MediaStore$Downloads" "EXTERNAL_CONTENT_URI"
        "Landroid/net/Uri;" since 29
        at "android/provider/MediaStore.Downloads#EXTERNAL_CONTENT_URI";
    NEW_VALUES = New "android/content/ContentValues" "<init>" "()V" since 1
        at "android/content/ContentValues#ContentValues()";
    PUT = Method "android/content/ContentValues" "put"
        "(Ljava/lang/String;Ljava/lang/String;)V" since 1
        at "android/content/ContentValues#put(java.lang.String,%20java.lang.String)";
    INSERT = Method "android/content/ContentResolver" "insert"
        "(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;" since 1
        at "android/content/ContentResolver#insert(android.net.Uri,%20android.content.ContentValues)";
    OPEN = Method "android/content/ContentResolver" "openFileDescriptor"
        "(Landroid/net/Uri;Ljava/lang/String;)Landroid/os/ParcelFileDescriptor;" since 1
        at "android/content/ContentResolver#openFileDescriptor(android.net.Uri,%20java.lang.String)";
    DETACH = Method "android/os/ParcelFileDescriptor" "detachFd" "()I" since 12
        at "android/os/ParcelFileDescriptor#detachFd()";
    DELETE = Method "android/content/ContentResolver" "delete"
        "(Landroid/net/Uri;Ljava/lang/String;[Ljava/lang/String;)I" since 1
        at "android/content/ContentResolver#delete(android.net.Uri,%20java.lang.String,%20java.lang.String[])";
    NEW_INTENT = New "android/content/Intent" "<init>" "(Ljava/lang/String;)V" since 1
        at "android/content/Intent#Intent(java.lang.String)";
    SET_TYPE = Method "android/content/Intent" "setType"
        "(Ljava/lang/String;)Landroid/content/Intent;" since 1
        at "android/content/Intent#setType(java.lang.String)";
    PUT_EXTRA = Method "android/content/Intent" "putExtra"
        "(Ljava/lang/String;Landroid/os/Parcelable;)Landroid/content/Intent;" since 1
        at "android/content/Intent#putExtra(java.lang.String,%20android.os.Parcelable)";
    ADD_FLAGS = Method "android/content/Intent" "addFlags" "(I)Landroid/content/Intent;" since 1
        at "android/content/Intent#addFlags(int)";
    CHOOSER = Static "android/content/Intent" "createChooser"
        "(Landroid/content/Intent;Ljava/lang/CharSequence;)Landroid/content/Intent;" since 1
        at "android/content/Intent#createChooser(android.content.Intent,%20java.lang.CharSequence)";
    START = Method "android/app/Activity" "startActivity" "(Landroid/content/Intent;)V" since 1
        at "android/app/Activity#startActivity(android.content.Intent)";
}

/// `MediaStore.MediaColumns.DISPLAY_NAME`, `MIME_TYPE` and `RELATIVE_PATH`.
const NAME: &str = "_display_name";
const KIND: &str = "mime_type";
const FOLDER: &str = "relative_path";
/// Below `Environment.DIRECTORY_DOWNLOADS`.
const OUR_FOLDER: &str = "Download/CamTay";
/// `Intent.ACTION_SEND`, `EXTRA_STREAM` and `FLAG_GRANT_READ_URI_PERMISSION`.
const SEND: &str = "android.intent.action.SEND";
const STREAM: &str = "android.intent.extra.STREAM";
const MAY_READ: i32 = 1;

/// Handing over files on a phone.
pub struct PhoneSharing {
    java: Arc<dyn Java>,
    /// The app's folder on the shared storage, where there is one.
    shared_storage: Option<PathBuf>,
}

impl PhoneSharing {
    /// With the app's folder on the shared storage, for phones before Android 10.
    #[must_use]
    pub fn new(java: Arc<dyn Java>, shared_storage: Option<PathBuf>) -> Self {
        Self { java, shared_storage }
    }

    /// Puts the file among the downloads; where it is found there.
    fn put(&self, file: &Path, name: &str, kind: &str) -> Result<Object, Trouble> {
        let java = &self.java;
        let downloads = java.object(&DOWNLOADS, None, &[])?;
        let resolver = java.object(&RESOLVER, Some(&java.activity()), &[])?;
        let row = java.object(&NEW_VALUES, None, &[])?;
        for (column, value) in [(NAME, name), (KIND, kind), (FOLDER, OUR_FOLDER)] {
            java.nothing(&PUT, &row, &[column.into(), value.into()])?;
        }
        let with = [(&downloads).into(), (&row).into()];
        let place = java.object(&INSERT, Some(&resolver), &with)?;
        if let Err(trouble) = self.fill(&resolver, &place, file) {
            // Half a copy is none: the row goes again, as far as the system lets it.
            let _ = java.int(&DELETE, &resolver, &[(&place).into(), Value::Null, Value::Null]);
            return Err(trouble);
        }
        Ok(place)
    }

    fn fill(&self, resolver: &Object, place: &Object, file: &Path) -> Result<(), Trouble> {
        let with = [place.into(), "w".into()];
        let opened = self.java.object(&OPEN, Some(resolver), &with)?;
        let number = self.java.int(&DETACH, &opened, &[])?;
        if number < 0 {
            return Err(DETACH.unusable());
        }
        #[allow(unsafe_code, reason = "the descriptor comes as a number")]
        // SAFETY: `detachFd` gives the descriptor away; from here on nobody else closes it.
        let descriptor = unsafe { OwnedFd::from_raw_fd(number) };
        let copied = File::open(file).and_then(|mut from| {
            let mut to = File::from(descriptor);
            io::copy(&mut from, &mut to)?;
            to.sync_all()
        });
        copied.map_err(|error| Trouble::Disk(error.kind()))
    }

    /// Has the system ask whom to send it to.
    fn offer(&self, place: &Object, kind: &str) -> Result<(), Trouble> {
        let java = &self.java;
        let intent = java.object(&NEW_INTENT, None, &[SEND.into()])?;
        java.object(&SET_TYPE, Some(&intent), &[kind.into()])?;
        java.object(&PUT_EXTRA, Some(&intent), &[STREAM.into(), place.into()])?;
        java.object(&ADD_FLAGS, Some(&intent), &[Value::Int(MAY_READ)])?;
        let chooser = java.object(&CHOOSER, None, &[(&intent).into(), Value::Null])?;
        java.nothing(&START, &java.activity(), &[(&chooser).into()])
    }
}

impl Sharing for PhoneSharing {
    fn share(&mut self, file: &Path, kind: &str) -> Result<Shared, Trouble> {
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.ok_or(Trouble::Disk(io::ErrorKind::InvalidFilename))?;
        match self.put(file, name, kind) {
            Ok(place) => {
                // The copy is there; that nobody can be asked whom to send it to is no failure.
                if let Err(trouble) = self.offer(&place, kind) {
                    eprintln!("a copy can't be offered: {trouble}");
                }
                Ok(Shared::Downloads)
            }
            Err(trouble @ Trouble::NotThere(_)) => {
                let folder = self.shared_storage.as_ref().ok_or(trouble)?.join("exports");
                let copied = fs::create_dir_all(&folder)
                    .and_then(|()| fs::copy(file, folder.join(name)).map(|_| ()));
                copied.map_err(|error| Trouble::Disk(error.kind()))?;
                Ok(Shared::Folder(folder))
            }
            Err(trouble) => Err(trouble),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::fd::IntoRawFd as _;

    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    /// A phone that takes files in at `place`.
    fn phone(version: i32, place: PathBuf) -> Arc<StandIn> {
        let phone = StandIn::of_version(version);
        phone.gives("MediaStore$Downloads.EXTERNAL_CONTENT_URI", object("downloads"));
        phone.gives("Context.getContentResolver", object("resolver"));
        phone.gives("ContentValues.<init>", object("row"));
        phone.gives("ContentValues.put", Value::Nothing);
        phone.gives("ContentResolver.insert", object("place"));
        phone.gives("ContentResolver.openFileDescriptor", object("opened"));
        phone.answers("ParcelFileDescriptor.detachFd", move |_| {
            Ok(Value::Int(File::create(&place).unwrap().into_raw_fd()))
        });
        phone.gives("ContentResolver.delete", Value::Int(1));
        for call in ["<init>", "setType", "putExtra", "addFlags", "createChooser"] {
            phone.gives(&format!("Intent.{call}"), object("intent"));
        }
        phone.gives("Activity.startActivity", Value::Nothing);
        phone
    }

    fn copy(folder: &Path) -> PathBuf {
        let file = folder.join("2026-03-02-lotus.jsonl");
        fs::write(&file, "a line\n").unwrap();
        file
    }

    const KIND: &str = "application/json";

    #[test]
    fn a_copy_lands_among_the_downloads_and_is_offered() {
        let folder = tempfile::tempdir().unwrap();
        let (file, place) = (copy(folder.path()), folder.path().join("download"));
        let phone = phone(29, place.clone());
        let mut sharing = PhoneSharing::new(phone.clone(), None);
        assert_eq!(sharing.share(&file, KIND), Ok(Shared::Downloads));
        assert_eq!(fs::read_to_string(place).unwrap(), "a line\n");
        assert_eq!(phone.count("Activity.startActivity"), 1);
        phone.fails("Activity.startActivity", Trouble::Failed);
        assert_eq!(sharing.share(&file, KIND), Ok(Shared::Downloads), "it is there all the same");
    }

    #[test]
    fn before_android_10_a_copy_lies_where_a_cable_reaches_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = copy(folder.path());
        let phone = phone(28, folder.path().join("download"));
        let storage = folder.path().join("Android/data/vn.camtay/files");
        let mut sharing = PhoneSharing::new(phone.clone(), Some(storage.clone()));
        let exports = storage.join("exports");
        assert_eq!(sharing.share(&file, KIND), Ok(Shared::Folder(exports.clone())));
        assert!(exports.join("2026-03-02-lotus.jsonl").is_file());
        let missing = PhoneSharing::new(phone, None).share(&file, KIND);
        assert!(matches!(missing, Err(Trouble::NotThere(_))), "{missing:?}");
    }

    #[test]
    fn half_a_copy_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = copy(folder.path());
        let phone = phone(33, folder.path().join("download"));
        phone.fails("ContentResolver.openFileDescriptor", Trouble::Failed);
        let mut sharing = PhoneSharing::new(phone.clone(), Some(folder.path().to_owned()));
        assert!(matches!(sharing.share(&file, KIND), Err(Trouble::Failed(_))));
        assert_eq!(phone.count("ContentResolver.delete"), 1);
        assert_eq!(phone.count("Activity.startActivity"), 0);
        let gone = folder.path().join("gone.jsonl");
        phone.gives("ContentResolver.openFileDescriptor", object("opened"));
        assert_eq!(sharing.share(&gone, KIND), Err(Trouble::Disk(io::ErrorKind::NotFound)));
    }
}
