//! An author at work: what is saved shows at the same step, a mistake is told with file and line
//! and changes nothing, and nothing of it is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use driver::app::Opening;
use driver::learner::Learner;
use tempfile::TempDir;

const LESSON: &str = "my-lesson";

/// An author's folder with a copy of a lesson, as docs/writing-lessons.md has it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let lesson = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons/phone-touch");
        fs::create_dir_all(desk.file("text")).unwrap();
        for file in ["lesson.toml", "text/vi.ftl", "text/en.ftl"] {
            fs::copy(lesson.join(file), desk.file(file)).unwrap();
        }
        desk
    }

    fn lessons(&self) -> PathBuf {
        self.folder.path().join("my-lessons")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.lessons().join(LESSON).join(name)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Replaces a text in a file, and saves it.
    fn edit(&self, name: &str, before: &str, after: &str) {
        let text = fs::read_to_string(self.file(name)).unwrap();
        assert!(text.contains(before), "{name} has no `{before}`");
        fs::write(self.file(name), text.replacen(before, after, 1)).unwrap();
    }

    /// The app at the lesson's first stage.
    fn open(&self) -> Learner {
        let mut opening = Opening::on(self.data());
        opening.lessons = Some(self.lessons());
        opening.lesson = Some(LESSON.to_owned());
        Learner::new(driver::real::open, opening).expect("the app opens")
    }
}

fn shown(learner: &mut Learner) -> Vec<String> {
    learner.screen().unwrap().rows.into_iter().map(|row| row.label).collect()
}

fn shows(learner: &mut Learner, text: &str) -> bool {
    shown(learner).iter().any(|shown| shown.contains(text))
}

fn spot(learner: &mut Learner) -> (Option<String>, Option<String>) {
    let place = learner.place().unwrap();
    (place.stage, place.step)
}

fn at(stage: &str, step: &str) -> (Option<String>, Option<String>) {
    (Some(stage.to_owned()), Some(step.to_owned()))
}

/// Opens the lesson and goes to *Làm cùng*, at the small button.
fn at_the_small_button(desk: &Desk) -> Learner {
    let mut learner = desk.open();
    assert_eq!(spot(&mut learner), at("watch", "look-blue"));
    learner
        .do_right_until(30, |place| {
            place.stage.as_deref() == Some("together") && place.step.as_deref() == Some("tap-small")
        })
        .unwrap();
    learner
}

#[test]
fn what_is_saved_shows_at_the_same_step_and_a_mistake_changes_nothing() {
    let desk = Desk::new();
    let mut learner = at_the_small_button(&desk);
    assert!(shows(&mut learner, "Bây giờ chạm vào nút nhỏ."));

    desk.edit("text/vi.ftl", "Bây giờ chạm vào nút nhỏ.", "Giờ thì chạm nút bé tí này nhé.");
    learner.advance(1_000).unwrap();
    assert_eq!(spot(&mut learner), at("together", "tap-small"));
    assert!(shows(&mut learner, "Giờ thì chạm nút bé tí này nhé."));
    assert!(!shows(&mut learner, "Bây giờ chạm vào nút nhỏ."));

    // A mistake on a line that is known: said with file and line, and nothing else moves.
    let toml = fs::read_to_string(desk.file("lesson.toml")).unwrap();
    let line = 1 + toml.lines().position(|line| line.contains("phone.small-button")).unwrap();
    desk.edit("lesson.toml", "phone.small-button", "phone.smal-button");
    learner.advance(1_000).unwrap();
    let told = format!("my-lesson/lesson.toml:{line}: ");
    assert!(shows(&mut learner, &told), "{:?}", shown(&mut learner));
    assert_eq!(spot(&mut learner), at("together", "tap-small"));
    assert!(shows(&mut learner, "Giờ thì chạm nút bé tí này nhé."));
    let findings = learner.findings().unwrap();
    let grave = findings.iter().filter(|finding| !finding.id.contains("trouble"));
    assert_eq!(grave.count(), 0, "{findings:?}");
    // It can be played on, as it was.
    learner.do_right().unwrap();
    assert_eq!(spot(&mut learner), at("together", "open-strange"));
    assert!(shows(&mut learner, &told));

    desk.edit("lesson.toml", "phone.smal-button", "phone.small-button");
    desk.edit("text/vi.ftl", "Chạm vào nút vàng, xem có gì nhé.", "Chạm nút vàng xem sao nào.");
    learner.advance(1_000).unwrap();
    assert!(!shows(&mut learner, "lesson.toml:"));
    assert!(shows(&mut learner, "Chạm nút vàng xem sao nào."));
    assert_eq!(spot(&mut learner), at("together", "open-strange"));
}

#[test]
fn a_step_that_was_taken_away_gives_its_place_to_the_next() {
    let desk = Desk::new();
    let mut learner = at_the_small_button(&desk);
    let cut = "[[step]]\nid = \"tap-small\"\nkind = \"tap\"\ntarget = \"phone.small-button\"\n";
    desk.edit("lesson.toml", cut, "");
    for lang in ["text/vi.ftl", "text/en.ftl"] {
        let text = fs::read_to_string(desk.file(lang)).unwrap();
        let without = text.split("\n\n").filter(|part| !part.starts_with("tap-small"));
        fs::write(desk.file(lang), without.collect::<Vec<_>>().join("\n\n")).unwrap();
    }
    learner.advance(1_000).unwrap();
    // The blue button leads to the small one: the lesson can't be played without it, and says so.
    assert!(shows(&mut learner, "my-lesson/lesson.toml:"), "{:?}", shown(&mut learner));
    assert_eq!(spot(&mut learner), at("together", "tap-small"));

    // Taken away together with what hangs on it, it gives its place to what comes next.
    let desk = Desk::new();
    let mut learner = desk.open();
    learner
        .do_right_until(30, |place| {
            place.stage.as_deref() == Some("together") && place.step.as_deref() == Some("look-blue")
        })
        .unwrap();
    desk.edit("lesson.toml", "[[step]]\nid = \"look-blue\"\nkind = \"look\"\n", "");
    for lang in ["text/vi.ftl", "text/en.ftl"] {
        let text = fs::read_to_string(desk.file(lang)).unwrap();
        let without = text.split("\n\n").filter(|part| !part.starts_with("look-blue"));
        fs::write(desk.file(lang), without.collect::<Vec<_>>().join("\n\n")).unwrap();
    }
    learner.advance(1_000).unwrap();
    assert_eq!(spot(&mut learner), at("together", "tap-blue"), "{:?}", shown(&mut learner));
    assert!(!shows(&mut learner, "my-lesson/"));
}

#[test]
fn nothing_of_it_is_kept_and_only_the_folder_s_lessons_are_there() {
    let desk = Desk::new();
    let mut learner = at_the_small_button(&desk);
    assert_eq!(learner.events(0).unwrap(), Vec::<serde_json::Value>::new());
    learner.do_right_until(80, |place| place.screen == "lesson-end").unwrap();
    learner.tap("main").unwrap();
    assert_eq!(learner.session().unwrap().app().lessons(), [LESSON]);
    learner.close();
    assert!(!desk.data().exists(), "the data folder was touched");
}

#[test]
fn a_lesson_that_is_broken_at_first_opens_once_it_is_put_right() {
    let desk = Desk::new();
    desk.edit("text/vi.ftl", "look-blue = ", "look-bleu = ");
    let mut learner = desk.open();
    assert_eq!(learner.place().unwrap().screen, "home");
    assert!(shows(&mut learner, "my-lesson/"), "{:?}", shown(&mut learner));
    desk.edit("text/vi.ftl", "look-bleu = ", "look-blue = ");
    learner.advance(1_000).unwrap();
    assert_eq!(spot(&mut learner), at("watch", "look-blue"));
}

#[test]
fn the_terminal_says_what_is_wrong_as_well() {
    let desk = Desk::new();
    desk.edit("text/vi.ftl", "look-blue = ", "look-bleu = ");
    let drive = |lesson: &str| {
        Command::new(env!("CARGO_BIN_EXE_driver"))
            .args(["drive", "--lesson", lesson, "--data"])
            .arg(desk.data())
            .arg("--lessons")
            .arg(desk.lessons())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    };
    let said = String::from_utf8(drive(LESSON).stderr).unwrap();
    assert!(said.contains("my-lesson/text/vi.ftl:"), "{said}");
    let refused = drive("no-such-lesson");
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("there is no lesson `no-such-lesson`"), "{said}");
}
