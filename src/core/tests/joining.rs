//! Being let in by a ward: nobody is asked for anything before they agreed, a mistyped code can be
//! corrected, and whatever comes of it is said in one sentence.

use presenter::PeoplePage;
use sync::Code;

use super::*;

/// A code that is well formed.
fn code() -> Code {
    wire::TypedCode { address: "192.168.1.20:8443".to_owned(), token: [5; 16] }
        .to_string()
        .parse()
        .unwrap()
}

fn at_home(seed: u64) -> Device {
    let mut device = Device::with_a_person(seed);
    device.core.folder = Some("nowhere".into());
    device.goes_right_until(|screen| matches!(screen, ScreenView::Home(_)));
    device
}

/// Where the code is typed.
fn at_the_code() -> Device {
    let mut device = at_home(1);
    device.does(Intent::OpenSettings);
    device.does(Intent::People(PeopleIntent::Data));
    device.does(Intent::People(PeopleIntent::Join));
    device
}

fn types(device: &mut Device, text: &str) {
    for letter in text.chars() {
        device.does(Intent::Key(Key::Typed(letter)));
    }
}

fn people(device: &Device) -> presenter::PeopleView {
    match device.core.view().screen {
        ScreenView::People(view) => *view,
        screen => panic!("another screen: {screen:?}"),
    }
}

fn asked(updates: &[Update]) -> bool {
    updates.iter().any(|update| matches!(update, Update::Join(..)))
}

/// Says what the updates say, which has all its clips.
fn said(updates: &[Update]) -> String {
    let mut said = updates.iter().filter_map(|update| match update {
        Update::Say(speech) => Some(speech),
        _ => None,
    });
    let speech = said.next().unwrap_or_else(|| panic!("nothing is said: {updates:?}"));
    if let Spoken::Silent { missing } = &speech.spoken {
        panic!("`{}` lacks {missing:?}", speech.text);
    }
    speech.text.clone()
}

/// What was answered about sending, if anything was.
fn answer(device: &Device) -> Option<bool> {
    let consents = device.core.store.consents(device.core.person.unwrap()).unwrap();
    Some(consents.get("send-progress")?.given)
}

#[test]
fn the_ward_is_asked_once_the_person_agreed() {
    let mut device = at_the_code();
    let wire_code = wire::TypedCode { address: "192.168.1.20:8443".to_owned(), token: [5; 16] };
    types(&mut device, &wire_code.to_string().to_lowercase());
    let updates = device.does(Intent::Main);
    assert_eq!(people(&device).page, PeoplePage::Consent);
    assert!(said(&updates).starts_with("Gửi kết quả học"), "{}", said(&updates));
    assert!(!asked(&updates));
    assert_eq!(answer(&device), None);

    let updates = device.does(Intent::People(PeopleIntent::Answer(true)));
    let person = device.core.person.unwrap();
    assert!(updates.contains(&Update::Join(code(), person)), "{updates:?}");
    assert_eq!(answer(&device), Some(true));
    assert!(said(&updates).starts_with("Đang nối"), "{}", said(&updates));

    let ward = Ok("Phường Tây Hồ".to_owned());
    let updates = device.request(&Request::Joined(Joined { person, ward }));
    assert!(said(&updates).starts_with("Đã nối với phường rồi"), "{}", said(&updates));
    assert_eq!(people(&device).lines, ["Đã nối với Phường Tây Hồ"]);
}

#[test]
fn whoever_says_no_is_let_in_nowhere() {
    let mut device = at_home(1);
    device.core.begin_to_join(code());
    let updates = device.does(Intent::People(PeopleIntent::Answer(false)));
    assert!(!asked(&updates));
    assert_eq!(answer(&device), Some(false));
    assert!(said(&updates).starts_with("Không đồng ý"), "{}", said(&updates));
    // The code is forgotten: agreeing later to the same question sends nobody's name anywhere.
    device.does(Intent::People(PeopleIntent::Consents));
    device.does(Intent::People(PeopleIntent::Consent(0)));
    assert!(!asked(&device.does(Intent::People(PeopleIntent::Answer(true)))));
}

#[test]
fn going_back_instead_of_answering_answers_nothing() {
    let mut device = at_home(1);
    device.core.begin_to_join(code());
    assert!(!asked(&device.does(Intent::Back)));
    assert_eq!(people(&device).page, PeoplePage::Data);
    assert_eq!(answer(&device), None);
}

#[test]
fn a_mistyped_code_stays_to_be_corrected() {
    let mut device = at_the_code();
    let mut text = code_text();
    let last = text.pop().unwrap();
    types(&mut device, &text);
    let updates = device.does(Intent::Main);
    assert!(said(&updates).starts_with("Mã chưa đúng"), "{}", said(&updates));
    device.does(Intent::Main);
    types(&mut device, &last.to_string());
    device.does(Intent::Main);
    assert_eq!(people(&device).page, PeoplePage::Consent);
}

fn code_text() -> String {
    wire::TypedCode { address: "hub.example:8443".to_owned(), token: [9; 16] }.to_string()
}

#[test]
fn what_went_wrong_is_said_kindly_to_whoever_waits_for_it() {
    for (trouble, words) in [
        (NotJoined::Refused, "Phường không nhận mã này"),
        (NotJoined::Unreached, "Chưa nối được với phường"),
    ] {
        let mut device = at_home(1);
        device.core.begin_to_join(code());
        device.does(Intent::People(PeopleIntent::Answer(true)));
        let person = device.core.person.unwrap();
        let joined = Request::Joined(Joined { person, ward: Err(trouble) });
        let updates = device.request(&joined);
        assert!(said(&updates).starts_with(words), "{}", said(&updates));
        assert_eq!(people(&device).lines, Vec::<String>::new());
        // Told once, and never over something else.
        assert!(device.request(&joined).is_empty());
    }
}

#[test]
fn a_link_asks_whoever_has_the_phone_or_who_comes_next() {
    let mut device = at_home(1);
    device.core.first = Some(First::Join(code()));
    device.request(&Request::Start);
    assert_eq!(people(&device).page, PeoplePage::Consent);

    let mut device = Device::new(1);
    device.core.folder = Some("nowhere".into());
    device.core.first = Some(First::Join(code()));
    device.request(&Request::Start);
    assert!(matches!(device.core.view().screen, ScreenView::Welcome(_)));
    device.goes_right_until(
        |screen| matches!(screen, ScreenView::People(view) if view.page == PeoplePage::Consent),
    );
    let updates = device.does(Intent::People(PeopleIntent::Answer(true)));
    assert!(asked(&updates));
}

#[test]
fn a_guest_joins_nothing() {
    let mut device = Device::new(1);
    device.core.folder = Some("nowhere".into());
    device.does(Intent::People(PeopleIntent::Guest));
    let updates = device.core.begin_to_join(code());
    assert!(!asked(&updates));
    assert!(matches!(device.core.view().screen, ScreenView::Home(_)));
}
