//! What is under `android/` and `fastlane/`, as far as it can be told without Android: permissions,
//! what a backup may copy, what shops show, and that `android/release` says exactly what is missing.
//! It refuses to build anything: `android/check`, `android/resources` and `android/test-apk` do that.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
const RES: &str = "android/app/src/main/res";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between `before` and `after`, each time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

#[test]
fn no_other_permission_is_asked_for_and_each_says_why() {
    let manifest = text(MANIFEST);
    let asked = between(&manifest, "<uses-permission android:name=\"android.permission.", "\"");
    assert_eq!(asked, ["INTERNET", "ACCESS_NETWORK_STATE", "VIBRATE", "RECORD_AUDIO"]);
    for (before, _) in manifest.match_indices("<uses-permission") {
        assert!(manifest[..before].trim_end().ends_with("-->"), "a permission without its reason");
    }
    assert!(!manifest.contains("CAMERA"), "codes are read by the phone's own scanner");
}

#[test]
fn links_of_invitations_open_the_app() {
    let scheme = between(&text(MANIFEST), "android:scheme=\"", "\"").concat();
    assert_eq!(format!("{scheme}:"), wire::LINK_SCHEME);
}

#[test]
fn android_loads_the_library_that_cargo_makes() {
    let manifest = text(MANIFEST);
    let (_, after) = manifest.split_once("android:name=\"android.app.lib_name\"").unwrap();
    assert_eq!(between(after, "android:value=\"", "\"")[0], env!("CARGO_PKG_NAME"));
}

#[test]
fn a_copy_to_another_phone_holds_what_people_did_and_no_key() {
    let database = store::DATABASE_NAME.to_owned();
    let may = [
        database.clone(),
        database + "-wal",
        store::ERASING_NAME.to_owned(),
        store::RECORDINGS_NAME.to_owned(),
    ];
    let rules = text(&format!("{RES}/xml/data_extraction_rules.xml"));
    let (cloud, transfer) = rules.split_once("</cloud-backup>").unwrap();
    let older = text(&format!("{RES}/xml-v28/full_backup_content.xml"));
    assert_eq!(between(transfer, "path=\"", "\""), may);
    assert_eq!(between(&older, "path=\"", "\""), may);
    let only_to_a_phone = older.matches("requireFlags=\"deviceToDeviceTransfer\"").count();
    assert_eq!(only_to_a_phone, may.len(), "nothing goes to a shop's cloud");

    let oldest = text(&format!("{RES}/xml/full_backup_content.xml"));
    for nothing in [cloud, &oldest] {
        assert_eq!(between(nothing, "path=\"", "\""), ["nothing-is-called-this"]);
    }
    for rules in [&rules, &older, &oldest] {
        assert!(!rules.contains("<exclude"), "an exclude lets everything else through");
        let paths = between(rules, "path=\"", "\"");
        assert!(!paths.contains(&sync::OUTBOX_NAME), "people's keys are in there");
    }
}

#[test]
fn nothing_flashes_before_the_first_picture() {
    let theme = text("ui/theme.slint");
    let light = between(&theme, "<color> paper: root.contrast ? #000000 : ", ";")[0];
    let colors = text(&format!("{RES}/values/colors.xml"));
    assert_eq!(between(&colors, "<color name=\"paper\">", "<"), [light]);
}

#[test]
fn both_languages_say_the_same_things() {
    let names = |folder: &str| {
        let strings = text(&format!("{RES}/{folder}/strings.xml"));
        between(&strings, "<string name=\"", "\"")
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("values"), names("values-en"));
    assert!(!names("values").is_empty());
}

#[test]
fn the_oldest_android_is_the_same_everywhere() {
    let gradle = text("android/app/build.gradle.kts");
    let level = between(&gradle, "val oldestAndroid = ", "\n")[0];
    assert_eq!(between(&text("android/setup.sh"), "\napi_level=", "\n"), [level]);
    assert_eq!(level, "26");
    assert!(text("README.md").contains("Android 8"), "26 is Android 8");
}

#[test]
fn shops_take_the_texts_and_pictures() {
    for language in ["vi", "en-US"] {
        let folder = format!("fastlane/metadata/android/{language}");
        for (name, most) in [("title", 30), ("short_description", 80), ("full_description", 4000)] {
            let text = text(&format!("{folder}/{name}.txt"));
            let length = text.trim().chars().count();
            assert!((10..=most).contains(&length), "{language}/{name} has {length} letters");
        }
        let icon = root().join(&folder).join("images/icon.png");
        let decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(icon).unwrap()));
        let info = decoder.read_info().unwrap().info().size();
        assert_eq!(info, (512, 512));
        let pictures = fs::read_dir(root().join(&folder).join("images/phoneScreenshots")).unwrap();
        assert!((2..=8).contains(&pictures.count()));
    }
}

#[test]
fn words_of_other_languages_are_left_out_and_nothing_else() {
    let out = tempfile::tempdir().unwrap();
    let script = root().join("android/native/icu.py");
    let done = Command::new("python3").arg(script).arg(out.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let data = fs::read_to_string(out.path().join("mod.rs")).unwrap();
    let brought = between(&data, "include!(\"", "\");");
    for kept in ["break_line", "break_word", "break_grapheme_cluster", "normalizer_nfc"] {
        assert!(brought.iter().any(|path| path.contains(kept)), "{kept}");
    }
    assert!(brought.iter().all(|path| Path::new(path).exists() && !path.contains("dictionary")));
    assert_eq!(data.matches("IdentifierNotFound").count(), 2);
    for place in ["android/setup.sh", "android/app/build.gradle.kts"] {
        let build = text(place);
        assert!(build.contains("native/icu.py") && build.contains("ICU4X_DATA_DIR"), "{place}");
    }
}

/// A machine that has only what is put there.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    /// With the tools that every machine has.
    fn bare() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(machine.bin()).unwrap();
        for tool in ["bash", "dirname", "grep", "head", "readlink", "sed", "stat"] {
            let path = ["/usr/bin", "/bin"].map(|folder| Path::new(folder).join(tool));
            let found = path.iter().find(|path| path.exists()).unwrap();
            symlink(found, machine.bin().join(tool)).unwrap();
        }
        machine
    }

    /// With everything that a release needs: programs that say their version and do nothing.
    fn complete() -> Self {
        let machine = Self::bare();
        machine.program("java", "echo 'openjdk version \"21.0.2\" 2024-01-16' >&2");
        machine.program("cargo", "echo cargo-ndk 4.1.2");
        let sysroot = machine.folder.path().join("rust");
        machine.program("rustc", &format!("echo {}", sysroot.display()));
        for target in ["aarch64-linux-android", "armv7-linux-androideabi"] {
            fs::create_dir_all(sysroot.join("lib/rustlib").join(target).join("lib")).unwrap();
        }
        machine.program("python3", "exit 2");
        machine.program("gradle", &format!("echo 'Gradle {}'", gradle_version()));
        for part in parts_of_the_sdk() {
            fs::create_dir_all(machine.sdk().join(part)).unwrap();
        }
        machine
    }

    fn bin(&self) -> PathBuf {
        self.folder.path().join("bin")
    }

    fn sdk(&self) -> PathBuf {
        self.folder.path().join("sdk")
    }

    fn program(&self, name: &str, does: &str) {
        let path = self.bin().join(name);
        fs::write(&path, format!("#!/usr/bin/env bash\n{does}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn build(&self, argument: &str, environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new(self.bin().join("bash"));
        command.arg(root().join("android/release")).arg(argument);
        command.env_clear().env("PATH", self.bin()).env("ANDROID_HOME", self.sdk());
        command.envs(environment.iter().copied()).output().unwrap()
    }

    /// What is said to be missing, a line each.
    fn missing(&self, environment: &[(&str, &str)]) -> Vec<String> {
        let output = self.build("--missing", environment);
        let said = String::from_utf8(output.stderr).unwrap();
        let missing: Vec<String> =
            said.lines().filter_map(|line| line.strip_prefix("  - ")).map(str::to_owned).collect();
        assert_eq!(output.status.code(), Some(i32::from(!missing.is_empty())), "{said}");
        assert_eq!(said.contains("Nothing is missing."), missing.is_empty(), "{said}");
        missing
    }
}

fn gradle_version() -> String {
    let wrapper = text("android/gradle/wrapper/gradle-wrapper.properties");
    between(&wrapper, "/distributions/gradle-", "-bin.zip").concat()
}

/// The parts that the Gradle project pins, as folders of the SDK.
fn parts_of_the_sdk() -> [String; 3] {
    let gradle = text("android/app/build.gradle.kts");
    let pinned = |name: &str| between(&gradle, &format!("    {name} = "), "\n")[0].replace('"', "");
    [
        format!("platforms/android-{}", pinned("compileSdk")),
        format!("build-tools/{}", pinned("buildToolsVersion")),
        format!("ndk/{}", pinned("ndkVersion")),
    ]
}

#[test]
fn a_machine_that_has_everything_lacks_nothing() {
    assert_eq!(Machine::complete().missing(&[]), Vec::<String>::new());
}

#[test]
fn a_machine_that_has_nothing_is_told_all_of_it_at_once() {
    let missing = Machine::bare().missing(&[]);
    let begins = ["Java 17", "Rust: ", "Python 3: ", "the Android SDK: ", "Gradle "];
    assert_eq!(missing.len(), begins.len(), "{missing:?}");
    for (line, begin) in missing.iter().zip(begins) {
        assert!(line.starts_with(begin), "{line}");
    }
}

#[test]
fn each_thing_that_is_missing_is_named_with_the_command_that_gets_it() {
    let [platform, tools, ndk] = parts_of_the_sdk();
    for part in [platform, tools, ndk] {
        let machine = Machine::complete();
        fs::remove_dir(machine.sdk().join(&part)).unwrap();
        let named = part.replacen('/', ";", 1);
        let says = format!("{named} of the Android SDK: sdkmanager '{named}'");
        assert_eq!(machine.missing(&[]), [says]);
    }

    let machine = Machine::complete();
    let target = "rust/lib/rustlib/armv7-linux-androideabi/lib";
    fs::remove_dir(machine.folder.path().join(target)).unwrap();
    let says = "Rust's standard library for armv7-linux-androideabi: \
                rustup target add armv7-linux-androideabi";
    assert_eq!(machine.missing(&[]), [says]);

    for (program, says_now, begin) in [
        ("java", "echo 'openjdk version \"11.0.2\"' >&2", "Java 17 or newer: "),
        ("cargo", "echo cargo-ndk 3.5.4", "cargo-ndk 4: cargo install cargo-ndk"),
        ("gradle", "echo 'Gradle 4.4.1'", "Gradle "),
    ] {
        let machine = Machine::complete();
        machine.program(program, says_now);
        let missing = machine.missing(&[]);
        assert!(missing.len() == 1 && missing[0].starts_with(begin), "{missing:?}");
    }
}

#[test]
fn half_of_what_signing_needs_is_refused_and_no_password_is_shown() {
    let given = [("CAMTAY_KEYSTORE", "/nowhere"), ("CAMTAY_KEYSTORE_PASSWORD", "bí mật")];
    let machine = Machine::complete();
    let missing = machine.missing(&given);
    let begins = ["CAMTAY_KEY_ALIAS", "CAMTAY_KEY_PASSWORD", "the keystore at /nowhere"];
    assert_eq!(missing.len(), begins.len(), "{missing:?}");
    for (line, begin) in missing.iter().zip(begins) {
        assert!(line.starts_with(begin) && !line.contains("bí mật"), "{line}");
    }
}

#[test]
fn nothing_is_built_while_something_is_missing() {
    let machine = Machine::complete();
    let built = machine.folder.path().join("built");
    // It may be asked for its version, and for nothing else.
    let gradle = format!("[[ $* == --version ]] || echo > {}; echo 'Gradle 1.0'", built.display());
    machine.program("gradle", &gradle);
    let output = machine.build("--bundle", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "only standard error speaks");
    assert!(!built.exists());

    let gradle = format!(
        "[[ $* == --version ]] || echo > {}; echo 'Gradle {}'",
        built.display(),
        gradle_version()
    );
    machine.program("gradle", &gradle);
    let output = machine.build("--bundle", &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(built.exists(), "with everything there, Gradle is called");
}

#[test]
fn wrong_use_is_refused() {
    let output = Machine::complete().build("--relaese", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--relaese"));
}
