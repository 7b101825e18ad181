//! What people want to do, step by step, told in the words that the app itself uses. None of it
//! says how a control is reached.

use crate::desk::told;
use crate::person::{Person, named};
use crate::tree::{Node, state};

/// What the steps of the two lessons ask for, by the beginning of the sentence, and which control
/// that means.
const STEPS: [(&str, &str); 14] = [
    ("Nhìn lên màn hình, có một nút to màu xanh", "Tiếp tục"),
    ("Tìm nút xanh trên màn hình", "Tiếp tục"),
    ("Chạm vào nút xanh một lần", "Nút xanh"),
    ("Bây giờ chạm vào nút nhỏ", "Nút nhỏ"),
    ("Chạm vào nút vàng", "Nút vàng"),
    ("Chạm vào Ngân hàng tập", "Ngân hàng tập"),
    ("Chạm nút Quét mã", "Quét mã"),
    ("Chạm vào tờ mã trên quầy", CODE),
    ("Chạm Tiếp tục, đủ số tiền rồi", "Tiếp tục"),
    ("Đọc tên người nhận. Có đúng là", "Đúng tên rồi"),
    ("Xem tên người nhận nhé", "Đúng tên rồi"),
    ("Thấy tên đúng, tiền đúng thì chạm Xác nhận", "Xác nhận"),
    ("Đọc biên nhận nhé, trả xong rồi", "Xong"),
    ("Chạm Quay lại, thế là thoát ngay", "Quay lại"),
];

/// How the last stage begins, in which nobody says the steps any more.
const GOALS: [&str; 2] = ["Chạm nút xanh, nút nhỏ, nút vàng", "Quét mã và trả"];

/// What was learnt, for the last stage: of these, the first that there is. Where there is none,
/// somebody has come to a strange page, and goes back.
const LEARNT: [&str; 9] = [
    "Nút nhỏ",
    "Nút xanh",
    "Nút vàng",
    "Ngân hàng tập",
    "Quét mã",
    CODE,
    "Đúng tên rồi",
    "Xác nhận",
    "Xong",
];

/// The sheet with the code.
const CODE: &str = "Mã trên quầy: MÃ LUYỆN TẬP – KHÔNG PHẢI TIỀN THẬT";

/// How these two begin, whose controls depend on what is still to be done.
const PAY: &str = "Bấm từng số, cho đủ tiền phải trả:";
const FLOWERS: &str = "Chạm cho đủ năm bông hoa";

/// Buttons that lead on whatever else there is.
const ONWARD: [&str; 3] = ["Xem tiếp", "Tôi hiểu rồi", "Bắt đầu"];

/// What the end of every lesson begins with.
const PRAISE: &str = "Giỏi lắm!";

/// A new person says how they want to be called and chooses a picture; the rest can wait.
pub fn introduce(person: &mut Person, group: &str, form: &str, picture: &str) {
    say_who(person, group, form, picture);
    person.page_with("Cài đặt");
}

/// The same; what comes after it is another's affair.
pub fn say_who(person: &mut Person, group: &str, form: &str, picture: &str) {
    person.press(group);
    person.press(form);
    // A picture that is touched says its name and waits to be chosen.
    person.press(picture);
    person.press("Chọn hình này");
    person.press("Để sau");
}

/// Opens a lesson from the first page and does it to its end. Gives back how often each stage
/// began.
pub fn finish(person: &mut Person, title: &str) -> usize {
    let tile = seek(person, title);
    assert!(tile.is_usable(), "{tile:?}");
    person.press(&tile.name);
    let mut stages = 0;
    for _ in 0..200 {
        let page = person.page();
        if has_text(&page, PRAISE) {
            person.press("Về trang đầu");
            person.page_with("Cài đặt");
            return stages;
        }
        stages += usize::from(named(&page, "Bắt đầu").is_some());
        step(person, &page);
    }
    panic!("«{title}» doesn't end");
}

/// The tile of a lesson on the first page, which may have to be scrolled for.
pub fn seek(person: &mut Person, title: &str) -> Node {
    let begins = format!("{title}, ");
    let mut way = "Lên trên";
    for _ in 0..30 {
        let page = person.page_with("Cài đặt");
        if let Some(tile) = page.iter().find(|node| node.name.starts_with(&begins)) {
            return tile.clone();
        }
        if named(&page, way).is_none() {
            way = "Xuống dưới";
        }
        person.press(way);
    }
    panic!("there is no «{title}»");
}

/// Does what the page asks for.
fn step(person: &mut Person, page: &[Node]) {
    if let Some(name) = ONWARD.iter().find(|name| named(page, name).is_some()) {
        return person.press(name);
    }
    let sentence = instruction(page);
    if GOALS.iter().any(|goal| sentence.starts_with(goal)) {
        return by_heart(person, page, &sentence);
    }
    if sentence.starts_with(PAY) {
        return pay(person, &sentence);
    }
    if sentence.starts_with(FLOWERS) {
        let bud = bud(page).unwrap_or_else(|| panic!("no flower is left:\n{}", told(page)));
        return person.press(&bud);
    }
    let known = STEPS.iter().find(|(begins, _)| sentence.starts_with(begins));
    let Some((_, control)) = known else {
        panic!("nobody knows what to do about «{sentence}»:\n{}", told(page));
    };
    match *control {
        "Quay lại" => person.go_back(),
        control => person.press(control),
    }
}

/// Does what was learnt.
fn by_heart(person: &mut Person, page: &[Node], goal: &str) {
    if named(page, "000").is_some() {
        let amount = amount(goal);
        let is_typed = page.iter().any(|node| {
            !node.is_control()
                && !node.name.starts_with(GOALS[1])
                && self::amount(&node.name) == amount
        });
        return if is_typed { person.press("Tiếp tục") } else { pay(person, goal) };
    }
    let control = LEARNT.iter().find(|name| named(page, name).is_some());
    match (control, bud(page)) {
        (Some(control), _) => person.press(control),
        (None, Some(bud)) => person.press(&bud),
        (None, None) => person.go_back(),
    }
}

/// A flower that is still shut.
fn bud(page: &[Node]) -> Option<String> {
    let is_bud = |node: &&Node| {
        node.is_usable() && node.name.starts_with("Bông hoa") && !node.name.contains("Đã chạm")
    };
    page.iter().find(is_bud).map(|node| node.name.clone())
}

/// What the page asks for, wherever it says so: as a text, or behind *Đọc lời dặn*.
fn instruction(page: &[Node]) -> String {
    let is_known = |text: &&String| {
        let steps = STEPS.iter().map(|(begins, _)| begins);
        steps.chain(&GOALS).chain([&PAY, &FLOWERS]).any(|begins| text.starts_with(begins))
    };
    let mut texts = page.iter().flat_map(|node| [&node.description, &node.name]);
    texts.rfind(is_known).cloned().unwrap_or_default()
}

/// The digits in a sentence.
fn amount(sentence: &str) -> String {
    sentence.chars().filter(char::is_ascii_digit).collect()
}

/// Types the amount that the sentence names, but for what is typed already.
fn pay(person: &mut Person, sentence: &str) {
    let amount = amount(sentence);
    let (head, thousands) = match amount.strip_suffix("000") {
        Some(head) => (head.to_owned(), true),
        None => (amount.clone(), false),
    };
    for digit in head.chars() {
        person.press(&digit.to_string());
    }
    if thousands {
        person.press("000");
    }
}

/// Somebody else's turn. A new person is asked how they want to be called.
pub fn switch_to(person: &mut Person, who: &str) {
    person.press("Đổi người học");
    person.press(who);
}

/// The first page greets whoever learns.
pub fn is_greeted(person: &mut Person, greeting: &str) {
    let page = person.page_with("Cài đặt");
    assert!(has_text(&page, greeting), "{}", told(&page));
}

/// Changes the text size in the settings, and sees that the words have grown.
pub fn enlarge_text(person: &mut Person) {
    let height = |person: &mut Person| {
        let page = person.page_with("Quay lại");
        let heading = page.iter().find(|node| node.name == "Cỡ chữ").unwrap().clone();
        person.desk.reader.extents(&heading).unwrap()[3]
    };
    person.press("Cài đặt");
    let before = height(person);
    let chosen = |page: &[Node], name: &str| {
        named(page, name).is_some_and(|option| option.is(state::PRESSED))
    };
    let page = person.page_with("To");
    assert!(chosen(&page, "Thường") && !chosen(&page, "To"), "{}", told(&page));
    person.press("To");
    let page = person.page();
    assert!(chosen(&page, "To") && !chosen(&page, "Thường"), "{}", told(&page));
    let after = height(person);
    assert!(
        after * 10 >= before * 13,
        "the heading has grown from {before} to {after} pixels only"
    );
    person.go_back();
    person.page_with("Cài đặt");
}

fn has_text(page: &[Node], begins: &str) -> bool {
    page.iter().any(|node| !node.is_control() && node.name.starts_with(begins))
}
