//! Several people on one phone: picked by picture, each with their own progress and secret number;
//! a guest of whom nothing is kept; and one of three who is erased without a trace.

use std::fs;
use std::path::{Path, PathBuf};

use driver::learner::Learner;
use narration::{Utterance, decode};
use protocol::{PersonId, UnixMillis, export};
use recordings::{Recordings, Take, VoiceId};
use store::{EventStore, SqliteStore};

use crate::hands::store_in;
use crate::newcomer;

/// What each of them is called at home, and which sentence they read aloud.
const FAMILY: [(&str, &str); 3] = [
    ("Nguyệt Hằng", "Chạm nút to ở phía dưới là học được ngay."),
    ("Văn Thìn", "Xin chào! Hôm nay mình cùng học nhé."),
    ("Thu Cúc", "Hôm nay ai học? Chạm vào hình của mình nhé."),
];

fn screen(learner: &mut Learner) -> String {
    learner.place().unwrap().screen
}

fn label(learner: &mut Learner, id: &str) -> String {
    let screen = learner.screen().unwrap();
    screen.row(id).unwrap_or_else(|| panic!("there is no {id}")).label.clone()
}

/// The tiles of the picker, with their labels.
fn tiles(learner: &mut Learner) -> Vec<(String, String)> {
    let screen = learner.screen().unwrap();
    let tiles = screen.targets().filter(|row| row.id.starts_with("people.person."));
    tiles.map(|row| (row.id.clone(), row.label.clone())).collect()
}

fn to_home(learner: &mut Learner) {
    learner.do_right_until(60, |place| place.screen == "home").unwrap();
}

/// Somebody new, from the picker to the first page.
fn somebody_new(learner: &mut Learner) {
    learner.tap("home.me").unwrap();
    learner.tap("people.new").unwrap();
    to_home(learner);
}

/// Types what is called at home on the app's own keyboard, in Telex.
fn call_me(learner: &mut Learner, keys: &str) {
    learner.tap("home.settings").unwrap();
    learner.tap("settings.mine").unwrap();
    learner.tap("people.me").unwrap();
    learner.tap("people.nickname").unwrap();
    assert_eq!(screen(learner), "typing");
    for key in keys.chars() {
        let id = if key == ' ' {
            "keyboard.key-space".to_owned()
        } else {
            format!("keyboard.key-{key}")
        };
        learner.tap(&id).unwrap();
    }
    learner.tap("main").unwrap();
    assert_eq!(screen(learner), "people-me");
    // Out to the first page.
    for _ in 0..4 {
        if screen(learner) == "home" {
            break;
        }
        learner.tap("fixed.back").unwrap();
    }
    assert_eq!(screen(learner), "home");
}

fn secret_number(learner: &mut Learner, digits: &str) {
    for digit in digits.chars() {
        learner.tap(&format!("people.key-{digit}")).unwrap();
    }
}

#[test]
fn two_people_are_told_apart_by_picture_and_each_goes_on_with_their_own() {
    let mut learner = newcomer();
    to_home(&mut learner);
    call_me(&mut learner, "lan");
    learner.tap("main").unwrap();
    learner.do_right_until(120, |place| place.screen == "lesson-end").unwrap();
    learner.tap("main").unwrap();
    let after_lesson = label(&mut learner, "main");
    somebody_new(&mut learner);
    assert_ne!(label(&mut learner, "main"), after_lesson, "the second one begins at the beginning");
    learner.tap("home.me").unwrap();
    let people = tiles(&mut learner);
    assert_eq!(people.len(), 2);
    assert!(people[0].1.starts_with("Ông Lan, "), "{people:?}");
    assert_ne!(people[0].1.split(", ").last(), people[1].1.split(", ").last(), "two pictures");
    learner.tap(&people[0].0).unwrap();
    assert_eq!(screen(&mut learner), "home");
    assert_eq!(label(&mut learner, "main"), after_lesson);
    let heard = learner.heard().unwrap().pop().unwrap();
    assert!(
        heard.text.starts_with("Chào ông"),
        "greeted by form of address and picture: {heard:?}"
    );
    assert!(!heard.clips.is_empty());
    // Whoever had it last has it when the app is opened again.
    learner.reopen(3_600_000).unwrap();
    assert_eq!(label(&mut learner, "main"), after_lesson);
}

#[test]
fn a_secret_number_is_asked_for_and_a_forgotten_one_is_gone_a_day_later() {
    let mut learner = newcomer();
    to_home(&mut learner);
    learner.tap("home.settings").unwrap();
    learner.tap("settings.mine").unwrap();
    learner.tap("people.me").unwrap();
    learner.tap("people.set-pin").unwrap();
    secret_number(&mut learner, "2580");
    secret_number(&mut learner, "2581");
    assert_eq!(screen(&mut learner), "people-pin-new", "two that differ are chosen anew");
    secret_number(&mut learner, "2580");
    secret_number(&mut learner, "2580");
    assert_eq!(screen(&mut learner), "people-pin-done");
    learner.reopen(1_000).unwrap();
    assert_eq!(screen(&mut learner), "people-pin");
    secret_number(&mut learner, "1111");
    assert_eq!(screen(&mut learner), "people-pin");
    secret_number(&mut learner, "2580");
    assert_eq!(screen(&mut learner), "home");
    learner.reopen(1_000).unwrap();
    learner.tap("people.forgot").unwrap();
    learner.tap("main").unwrap();
    assert_eq!(screen(&mut learner), "people-pin-noted");
    learner.reopen(23 * 3_600_000).unwrap();
    assert_eq!(screen(&mut learner), "people-pin");
    learner.reopen(2 * 3_600_000).unwrap();
    assert_eq!(screen(&mut learner), "people-pin-new", "a new one is offered");
    learner.tap("fixed.back").unwrap();
    assert_eq!(screen(&mut learner), "home");
    learner.close();
    for file in files(learner.folder()) {
        assert!(!has(&fs::read(&file).unwrap(), b"2580"), "in {}", file.display());
    }
}

#[test]
fn of_a_guest_nothing_is_kept_unless_they_want_it() {
    let mut learner = newcomer();
    learner.tap("people.guest").unwrap();
    to_home(&mut learner);
    assert!(learner.heard().unwrap().iter().any(|heard| heard.text.contains("học thử")));
    learner.tap("main").unwrap();
    learner.do_right_until(120, |place| place.screen == "lesson-end").unwrap();
    assert!(learner.events(0).unwrap().is_empty());
    learner.tap("main").unwrap();
    learner.tap("home.me").unwrap();
    learner.tap("people.guest.drop").unwrap();
    assert_eq!(screen(&mut learner), "welcome");
    assert!(learner.events(0).unwrap().is_empty());

    learner.tap("people.guest").unwrap();
    learner.tap("main").unwrap();
    learner.do_right_until(120, |place| place.screen == "lesson-end").unwrap();
    learner.tap("main").unwrap();
    let after_lesson = label(&mut learner, "main");
    learner.tap("home.me").unwrap();
    learner.tap("people.guest.keep").unwrap();
    to_home(&mut learner);
    assert_eq!(label(&mut learner, "main"), after_lesson, "what was learnt came along");
    let events = learner.events(0).unwrap();
    assert!(events.iter().any(|event| event["kind"] == "stage-finished"));
}

#[test]
fn consent_is_spoken_and_shown_for_each_purpose_and_never_preset() {
    let mut learner = newcomer();
    to_home(&mut learner);
    learner.tap("home.settings").unwrap();
    learner.tap("settings.mine").unwrap();
    learner.tap("people.consents").unwrap();
    for purpose in 0..2 {
        let id = format!("people.consent.{purpose}");
        assert!(label(&mut learner, &id).ends_with("Chưa trả lời"), "not preset");
        learner.heard().unwrap();
        learner.tap(&id).unwrap();
        let heard = learner.heard().unwrap().pop().unwrap();
        assert!(heard.text.contains("đồng ý không"), "{heard:?}");
        assert!(!heard.clips.is_empty());
        let shown = learner.screen().unwrap();
        assert!(shown.rows.iter().any(|row| row.label == heard.text), "what is said is shown");
        learner.tap(if purpose == 0 { "people.answer.no" } else { "people.answer.yes" }).unwrap();
    }
    assert!(label(&mut learner, "people.consent.0").ends_with("Không"));
    assert!(label(&mut learner, "people.consent.1").ends_with("Đồng ý"));
    let events = learner.events(0).unwrap();
    let given: Vec<_> = events
        .iter()
        .filter(|event| event["kind"] == "consent-set")
        .map(|event| (event["body"]["purpose"].clone(), event["body"]["given"].clone()))
        .collect();
    let expected =
        [("send-progress".into(), false.into()), ("keep-recordings".into(), true.into())];
    assert_eq!(given, expected);
}

#[test]
fn a_name_that_looks_like_a_number_of_papers_is_refused_and_not_kept() {
    let mut learner = newcomer();
    to_home(&mut learner);
    learner.tap("home.settings").unwrap();
    learner.tap("settings.mine").unwrap();
    learner.tap("people.me").unwrap();
    learner.tap("people.nickname").unwrap();
    let session = learner.session().unwrap();
    session.advance(1_000);
    // Shaped like a citizen's number of a province that exists.
    session.write("001190012345");
    let said = learner.heard().unwrap().pop().unwrap();
    assert!(said.text.contains("Ở đây không ghi lại"), "{said:?}");
    learner.tap("main").unwrap();
    learner.tap("main").unwrap();
    learner.close();
    for file in files(learner.folder()) {
        assert!(!has(&fs::read(&file).unwrap(), b"001190012345"), "in {}", file.display());
    }
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

pub(crate) fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What of somebody could lie in a file, with a name for each.
fn traces(
    person: PersonId,
    number: usize,
    recordings: &Recordings,
) -> Vec<(&'static str, Vec<u8>)> {
    let (name, text) = FAMILY[number];
    let clip = recordings.clip(voice(number), &narration::ClipId::of(text)).unwrap();
    let middle = clip.len() / 2;
    vec![
        ("id", person.0.to_vec()),
        ("id in digits", person.to_string().into_bytes()),
        ("name", name.as_bytes().to_vec()),
        ("name of the voice", voice_name(number).into_bytes()),
        ("voice", clip[middle..middle + 48].to_vec()),
        ("text that was read", recording_file(text).into_bytes()),
    ]
}

fn voice(number: usize) -> VoiceId {
    VoiceId([0xa0 + u8::try_from(number).unwrap(); 16])
}

fn voice_name(number: usize) -> String {
    format!("Giọng của {}", FAMILY[number].0)
}

/// How the file of a recorded sentence is named, by the hash of its text.
fn recording_file(text: &str) -> String {
    narration::file_name("read", text).trim_end_matches(".opus").replace("read-", "")
}

/// Everything recorded about somebody, as it would be exported.
fn history(store: &SqliteStore, person: PersonId) -> Vec<String> {
    export(store.events_of(person).unwrap())
}

fn found(folder: &Path, traces: &[(&'static str, Vec<u8>)]) -> Vec<&'static str> {
    // Names of files tell something as well.
    let read =
        |path: &PathBuf| [path.to_str().unwrap().as_bytes(), &fs::read(path).unwrap()].concat();
    let files: Vec<Vec<u8>> = files(folder).iter().map(read).collect();
    let there = traces.iter().filter(|(_, part)| files.iter().any(|file| has(file, part)));
    there.map(|(name, _)| *name).collect()
}

#[test]
fn erasing_one_of_three_leaves_no_byte_of_theirs_and_the_others_whole() {
    let mut learner = newcomer();
    for keys in ["nguyeetj hawngf", "vawn thinf", "thu cucs"] {
        if screen(&mut learner) == "home" {
            somebody_new(&mut learner);
        }
        to_home(&mut learner);
        call_me(&mut learner, keys);
        learner.tap("main").unwrap();
        learner.do_right_until(30, |place| place.stage.as_deref() == Some("together")).unwrap();
        // A copy to take away, which lies in the folder as well.
        learner.tap("fixed.back").unwrap();
        to_home_by_back(&mut learner);
        learner.tap("home.settings").unwrap();
        learner.tap("settings.mine").unwrap();
        learner.tap("people.kept").unwrap();
        learner.tap("people.export").unwrap();
        learner.tap("main").unwrap();
        to_home_by_back(&mut learner);
    }
    learner.close();
    let store = store_in(learner.folder());
    let people: Vec<PersonId> = store.people().unwrap().iter().map(|person| person.id).collect();
    assert_eq!(people.len(), 3);
    let histories: Vec<Vec<String>> = people.iter().map(|one| history(&store, *one)).collect();
    assert!(histories.iter().all(|history| history.len() > 5));
    drop(store);

    let library = camtay::bundled::library();
    let mut recordings = Recordings::open(&learner.folder().join("recordings"));
    for (number, person) in people.iter().enumerate() {
        let text = FAMILY[number].1;
        let spoken = library.resolve(&Utterance::whole(text));
        let sound = library.samples(&spoken).unwrap().into_samples();
        assert!(!sound.is_empty(), "no clip says «{text}»");
        let take = Take::listen(&sound, text).unwrap();
        assert!(decode(take.clip()).is_ok());
        recordings
            .add_voice(voice(number), &voice_name(number), Some(*person), UnixMillis(1))
            .unwrap();
        recordings.keep(voice(number), "read", text, &take, UnixMillis(2)).unwrap();
    }
    let all: Vec<_> = (0..3).map(|number| traces(people[number], number, &recordings)).collect();
    drop(recordings);
    for traces in &all {
        // They are all there to be found, before.
        assert_eq!(found(learner.folder(), traces).len(), traces.len());
    }

    // The second of them has the phone, and wants to be gone.
    learner.reopen(60_000).unwrap();
    learner.tap("home.me").unwrap();
    let second = format!("people.person.{}", people[1]);
    learner.tap(&second).unwrap();
    learner.tap("home.settings").unwrap();
    learner.tap("settings.mine").unwrap();
    learner.tap("people.kept").unwrap();
    learner.tap("people.erase").unwrap();
    learner.tap("main").unwrap();
    assert_eq!(screen(&mut learner), "people-erase-sure");
    learner.tap("people.erase.confirm").unwrap();
    assert_eq!(screen(&mut learner), "people-erased");
    learner.tap("main").unwrap();
    assert_eq!(tiles(&mut learner).len(), 2);
    learner.close();

    assert_eq!(found(learner.folder(), &all[1]), Vec::<&str>::new(), "nothing of theirs is left");
    let recordings = Recordings::open(&learner.folder().join("recordings"));
    for other in [0, 2] {
        assert_eq!(found(learner.folder(), &all[other]).len(), all[other].len(), "whole: {other}");
        assert_eq!(traces(people[other], other, &recordings), all[other]);
    }
    let store = store_in(learner.folder());
    for other in [0, 2] {
        assert_eq!(history(&store, people[other]), histories[other]);
    }
    assert!(store.events_of(people[1]).unwrap().is_empty());
}

fn to_home_by_back(learner: &mut Learner) {
    for _ in 0..8 {
        if screen(learner) == "home" {
            return;
        }
        learner.tap("fixed.back").unwrap();
    }
    panic!("back doesn't lead home, but to {}", screen(learner));
}
