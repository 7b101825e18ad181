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

/// What is said about a text that was typed for the ward's code, and what then stands in the field.
fn typed_instead(text: &str) -> (String, String) {
    let mut device = at_the_code();
    types(&mut device, text);
    let said = said(&device.does(Intent::Main));
    device.does(Intent::Main);
    let typing = typing(&device);
    (said, typing.keyboard.before + &typing.keyboard.forming)
}

#[test]
fn what_is_no_code_of_a_ward_is_called_what_it_is_and_not_kept() {
    let practice = practice_code::PracticeCode::for_payee("Cô Ba", Some(35_000)).unwrap().encode();
    for (text, begins) in [
        ("Nhận quà tại https://qua.example nhé", "Trong này có đường dẫn"),
        ("10.0.0.1:8080", "Trong này có đường dẫn"),
        ("10.0.0.1:8080 https://qua.example", "Trong này có đường dẫn"),
        ("camtay:xem https://qua.example", "Trong này có đường dẫn"),
        (
            "000000000000|000000000|Nguyễn Văn A|01011950|Nam|Phường Tây Hồ, Hà Nội|01012022",
            "Đây là mã trên thẻ căn cước",
        ),
        ("WIFI:S:Nha ba Tu;T:WPA;P:matkhau123;;", "Đây là mã để vào mạng"),
        ("MECARD:N:Ba Tu;TEL:0912345678;;", "Đây là danh thiếp"),
        ("*100#", "Đây là mã để bấm gọi"),
        ("tel:*21*0912345678#", "Mã này chuyển cuộc gọi"),
        (&practice, "Đây là mã trả tiền để luyện tập"),
        (&practice[..60], "Đây là mã luyện tập nhưng"),
        (
            "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F",
            "Đây là mã trả tiền thật của cửa hàng",
        ),
        (
            "00020101021238540010A00000072701240006970422011000000123450208QRIBFTTA530370454071000.505802VN6304EC3E",
            "Đây là mã trả tiền thật, nhưng số tiền đọc không ra",
        ),
        (
            "00020201021126580014A000000615000101065887340212MBBQR0000629031000000000005204581253034585802MY5908TAKOYAKI6006PAHANG630400A0",
            "Đây là mã trả tiền thật của nước ngoài",
        ),
        ("00020101021138530010A000000727", "Đây là mã trả tiền đã hỏng"),
    ] {
        let (said, left) = typed_instead(text);
        assert!(said.starts_with(begins), "{text}: {said}");
        assert_eq!(left, "", "nothing of {text} is kept");
    }
}

#[test]
fn a_ward_s_code_with_a_mistake_is_one_with_a_mistake_and_no_link() {
    let cut = &code_text()[..30];
    let link = format!("camtay:{}", "Ab-_".repeat(60));
    for text in [cut, "192.168.1.20:8443 ABCD-EF2!", "abcd efgh", &link] {
        let (said, left) = typed_instead(text);
        assert!(said.starts_with("Mã chưa đúng"), "{text}: {said}");
        assert!(text.ends_with(left.trim_start_matches('…')) && !left.is_empty(), "{left}");
    }
}

#[test]
fn the_longest_link_of_a_ward_can_be_typed() {
    let host = "a".repeat(35);
    let link = wire::Invitation {
        addresses: (0..8).map(|at| format!("{host}{at}.example:8443")).collect(),
        certificate_sha256: [7; 32],
        ward: segment::WardPublicKey {
            verifying: segment::DevicePublicKey([8; 32]),
            wrapping: segment::BoxPublicKey([9; 32]),
        },
        token: [5; 16],
    }
    .to_link();
    let mut device = at_the_code();
    types(&mut device, &link);
    device.does(Intent::Main);
    assert_eq!(people(&device).page, PeoplePage::Consent, "{} characters", link.len());
}

#[test]
fn a_name_is_no_code_and_no_link_either() {
    for (text, begins) in [("qua.vn", "Trong này có đường dẫn"), ("*100#", "Đây là mã để bấm gọi")]
    {
        let mut device = at_home(1);
        device.does(Intent::OpenSettings);
        device.does(Intent::People(PeopleIntent::Data));
        device.does(Intent::People(PeopleIntent::Me));
        device.does(Intent::People(PeopleIntent::Nickname));
        let before = text.chars().map(|letter| device.does(Intent::Key(Key::Typed(letter))));
        let mut updates: Vec<Update> = before.last().unwrap();
        if !matches!(&device.core.entry, Some(entry) if entry.has_note()) {
            updates = device.does(Intent::Main);
        }
        assert!(said(&updates).starts_with(begins), "{text}: {}", said(&updates));
    }
}
