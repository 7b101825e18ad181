//! What a teacher is told about each mistake. Every test takes a small lesson that is in order,
//! spoils it in one way, and holds the sentences in a snapshot.

use std::collections::BTreeMap;

use content::Source;

const STRUCTURE: &str = r#"format = 1
unit = "payments"
simulators = ["bank", "scan"]
start = "bank.home"
competencies = ["5.2"]

[scenario]
balance = 200_000
payee = "stall"
amount = [35_000, 42_000]

[[step]]
id = "open-scanner"
kind = "tap"
target = "bank.scan-button"

[[step]]
id = "frame-code"
kind = "tap"
target = "scan.code"

[[step]]
id = "enter-amount"
kind = "enter-amount"

[[step]]
id = "amount-done"
kind = "tap"
target = "bank.next"

[[step]]
id = "check-name"
kind = "choose"
choices = ["same", "different"]
answer = "same"

[[step]]
id = "confirm"
kind = "tap"
target = "bank.confirm"
"#;

const WORDS: &str = "title = Quét mã
goal = Trả { $amount } cho { $payee }.
can-now = Biết quét mã rồi.
own-money = Với tiền thật cũng vậy.
payee-stall = Sạp rau cô Hạnh
open-scanner = Chạm nút Quét mã.
    .hint = Nút có khung vuông.
    .slip-bank-history = Nút đó để xem tiền đã tiêu.
frame-code = Chạm tờ mã.
    .hint = Tờ mã màu trắng.
enter-amount = Bấm số tiền { $amount }.
    .hint = Bấm từng số một.
amount-done = Chạm Tiếp tục.
    .hint = Nút có mũi tên.
check-name = Có đúng là { $payee } không?
    .hint = Tên ở trên số tiền.
    .choice-same = Đúng
    .choice-different = Khác
    .slip-different = Nhìn lại tên nhé.
confirm = Chạm Xác nhận.
    .hint = Nút ở bên phải.
";

const TOML: &str = "qr/lesson.toml";
const VI: &str = "qr/text/vi.ftl";
const EN: &str = "qr/text/en.ftl";

type Files = BTreeMap<String, Vec<u8>>;

fn good() -> Files {
    [(TOML, STRUCTURE), (VI, WORDS), (EN, WORDS)]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
}

/// The app's own words: an explanation for every control.
fn app_words() -> String {
    let apps = engine::SimulatorId::ALL.into_iter();
    let controls = apps.flat_map(|app| {
        app.controls().iter().map(move |control| format!("{}-{}", app.name(), control.name))
    });
    controls.map(|control| format!("control-{control} = Nút này để tập.\n")).collect()
}

fn app_files() -> Files {
    ["vi/controls.ftl", "en/controls.ftl"].map(|path| (path.to_owned(), app_words().into())).into()
}

fn told(lessons: &Files, app: &Files) -> String {
    let problems = content::check(&Source::Files(lessons.clone()), &Source::Files(app.clone()));
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// Replaces `from`, which has to be there, by `to` in one file.
#[track_caller]
fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).expect("text");
    assert!(text.contains(from), "{from} isn't in {path}");
    files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
}

/// Spoils the good lesson by replacements and compares what is told with the snapshot `name`.
#[track_caller]
fn check(name: &str, edits: &[(&str, &str, &str)]) {
    let mut files = good();
    for (path, from, to) in edits {
        replace(&mut files, path, from, to);
    }
    let told = told(&files, &app_files());
    assert!(!told.is_empty(), "nothing was told");
    insta::assert_snapshot!(name, told);
}

#[test]
fn the_good_lesson_is_good() {
    assert_eq!(told(&good(), &app_files()), "");
}

#[test]
fn misspelt_names() {
    check(
        "misspelt_names",
        &[
            (TOML, "competencies", "competences"),
            (TOML, "target = \"bank.scan-button\"", "target = \"bank.scan-buton\""),
            (TOML, "kind = \"enter-amount\"", "kind = \"enter-amout\""),
            (TOML, "amount = [", "ammount = ["),
            (TOML, "\"scan\"]", "\"scann\"]"),
            (TOML, "choices = [", "choises = ["),
            (TOML, "start = \"bank.home\"", "start = \"bank.hom\""),
        ],
    );
}

#[test]
fn wrong_values() {
    check(
        "wrong_values",
        &[
            (TOML, "format = 1", "format = 2"),
            (TOML, "balance = 200_000", "balance = \"much\""),
            (TOML, "[35_000, 42_000]", "{ from = 50_000, to = 10_000, step = 1_000 }"),
            (TOML, "payee = \"stall\"", "payee = \"../Sạp\""),
            (TOML, "answer = \"same\"", "answer = \"sam\""),
            (TOML, "id = \"frame-code\"", "id = \"open-scanner\""),
            (TOML, "id = \"amount-done\"\nkind = \"tap\"", "id = \"amount-done\"\nkind = \"look\""),
        ],
    );
}

#[test]
fn missing_keys() {
    check(
        "missing_keys",
        &[
            (TOML, "unit = \"payments\"\n", ""),
            (TOML, "balance = 200_000\n", ""),
            (TOML, "target = \"scan.code\"\n", ""),
            (TOML, "id = \"amount-done\"\n", ""),
        ],
    );
}

#[test]
fn broken_toml_is_told_by_line() {
    check("broken_toml", &[(TOML, "kind = \"choose\"", "kind = choose\"")]);
}

#[test]
fn a_lesson_that_cannot_be_played() {
    let step = "[[step]]\nid = \"frame-code\"\nkind = \"tap\"\ntarget = \"scan.code\"\n";
    check("not_on_screen", &[(TOML, step, "")]);
    check("too_dear", &[(TOML, "balance = 200_000", "balance = 40_000")]);
}

#[test]
fn missing_and_unused_texts() {
    check(
        "missing_and_unused_texts",
        &[
            (VI, "    .hint = Nút có khung vuông.\n", "    .hin = Nút có khung vuông.\n"),
            (VI, "payee-stall =", "payee-stal ="),
            (VI, "    .slip-different = Nhìn lại tên nhé.\n", ""),
            (VI, "own-money = Với tiền thật cũng vậy.\n", ""),
            (VI, ".slip-bank-history", ".slip-bank-histori"),
            (EN, "frame-code = Chạm tờ mã.\n    .hint = Tờ mã màu trắng.\n", ""),
            (EN, "    .choice-same = Đúng\n", "    .slip-same = Đúng\n"),
        ],
    );
}

#[test]
fn texts_that_cannot_be_spoken_or_are_too_long() {
    let long = "Chạm nút Quét mã ".repeat(7);
    check(
        "unspeakable",
        &[
            (VI, "Chạm nút Quét mã.", &long),
            (VI, "Bấm từng số một.", "Bấm 3 số."),
            (VI, "Chạm tờ mã.", "{ $You } chạm tờ mã."),
            (VI, "Nút có mũi tên.", "Nút có giá 5 ₫ & hơn."),
            (VI, "Sạp rau cô Hạnh", "Sạp số 7"),
        ],
    );
}

#[test]
fn a_spoken_form_puts_digits_right() {
    let mut files = good();
    let spoken = "Bấm 3 số.\n    .say-hint = Bấm ba số.";
    replace(&mut files, VI, "Bấm từng số một.", spoken);
    replace(&mut files, VI, "Chạm tờ mã.", "{ $You } chạm tờ mã.\n    .say = Chạm tờ mã.");
    assert_eq!(told(&files, &app_files()), "");
    replace(&mut files, VI, ".say-hint = Bấm ba số.", ".say-hint = Bấm 3 số.");
    insta::assert_snapshot!("spoken_form_with_digits", told(&files, &app_files()));
}

#[test]
fn texts_are_data() {
    check(
        "texts_are_data",
        &[
            (VI, "Chạm tờ mã.", "Chạm { NUMBER($amount) }."),
            (VI, "Tờ mã màu trắng.", "Tờ { title }."),
            (VI, "Nút có mũi tên.", "{ -brand }."),
            (VI, "title = Quét mã", "-brand = Ngân hàng\ntitle = Quét mã"),
            (VI, "Có đúng là { $payee } không?", "Có đúng là { $pay } không?"),
            (VI, "Biết quét mã rồi.", "Biết trả { $amount } rồi."),
        ],
    );
}

#[test]
fn broken_fluent_and_doubles() {
    check(
        "broken_fluent",
        &[
            (VI, "goal = Trả { $amount }", "goal = Trả { $amount"),
            (
                VI,
                "amount-done = Chạm Tiếp tục.\n",
                "title = Hai lần\namount-done = Chạm.\n    .hint = Một.\n",
            ),
        ],
    );
    check("deep_fluent", &[(EN, "Chạm tờ mã.", &"{".repeat(60_000))]);
}

#[test]
fn texts_that_are_not_what_they_look_like() {
    let mut files = good();
    replace(&mut files, VI, "Chạm tờ mã.", "Cha\u{323}m tờ\u{200b} mã.");
    replace(&mut files, VI, "Bấm từng số một.", "Ba\u{302}\u{301}m từng số một.");
    files.insert(EN.to_owned(), b"title = One\ngoal = \xff\xfe\n".to_vec());
    insta::assert_snapshot!("not_plain_text", told(&files, &app_files()));
}

#[test]
fn a_likely_slip_that_nothing_explains() {
    let mut app = app_files();
    replace(&mut app, "vi/controls.ftl", "control-bank-close = Nút này để tập.\n", "");
    replace(&mut app, "en/controls.ftl", "control-bank-history = Nút này để tập.\n", "");
    replace(&mut app, "en/controls.ftl", "control-scan-light", "control-scan-ligth");
    insta::assert_snapshot!("unexplained", told(&good(), &app));
}

#[test]
fn the_apps_own_words() {
    let mut app = app_files();
    app.insert(
        "vi/home.ftl".to_owned(),
        "home-start = Học\nhome-old = Cũ\nhome-hello = Chào { $you }!\n    .say = Xin chào\n\
         home-wrong = Chào { $yuo }!\n    .hint = Thừa\n"
            .into(),
    );
    app.insert("vi/spoken.ftl".to_owned(), "praise = Giỏi 10 điểm!\n".into());
    app.insert(
        "en/home.ftl".to_owned(),
        "home-start = Learn\nhome-hello = Hello\nhome-wrong = Hello\npraise = Good\n\
         home-start = Again\n"
            .into(),
    );
    app.insert("fr/home.ftl".to_owned(), "home-start = Bonjour\n".into());
    insta::assert_snapshot!("app_words", told(&good(), &app));
}

#[test]
fn loops_gaps_and_strays() {
    let mut files = Files::new();
    for (id, requires) in [("one", "\"two\""), ("two", "\"three\""), ("three", "\"one\", \"for\"")]
    {
        for (path, bytes) in good() {
            files.insert(path.replace("qr/", &format!("{id}/")), bytes);
        }
        let needs = format!("format = 1\nrequires = [{requires}]");
        replace(&mut files, &format!("{id}/lesson.toml"), "format = 1", &needs);
    }
    files.insert("four/lesson.tml".to_owned(), Vec::new());
    files.insert("Bài năm/lesson.toml".to_owned(), Vec::new());
    files.insert("note.txt".to_owned(), Vec::new());
    files.insert("../six/lesson.toml".to_owned(), Vec::new());
    insta::assert_snapshot!("loops_gaps_strays", told(&files, &app_files()));
}

#[test]
fn absurd_sizes() {
    let mut files = good();
    let steps = "[[step]]\nid = \"x\"\nkind = \"look\"\n".repeat(41);
    files.insert("many/lesson.toml".to_owned(), steps.into());
    files.insert("large/lesson.toml".to_owned(), vec![b'#'; 65 * 1024]);
    replace(&mut files, VI, "Chạm tờ mã.", &"mã ".repeat(200));
    let span = "{ from = 1_000, to = 99_000_000, step = 1 }";
    replace(&mut files, TOML, "[35_000, 42_000]", span);
    insta::assert_snapshot!("absurd_sizes", told(&files, &app_files()));
}

#[cfg(unix)]
#[test]
fn links_are_refused_and_never_followed() {
    let outside = tempfile::tempdir().expect("a folder");
    let inside = tempfile::tempdir().expect("a folder");
    for (path, bytes) in good() {
        let path = outside.path().join(path);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    std::os::unix::fs::symlink(outside.path().join("qr"), inside.path().join("qr"))
        .expect("linked");
    let folder = Source::Folder(inside.path().to_owned());
    let (catalog, problems) = content::Catalog::read(&folder, &Source::Files(app_files()));
    assert_eq!(catalog.lessons().count(), 0);
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let path = inside.path().join("qr").display().to_string();
    assert_eq!(told, [format!("{path}:1: This is a link. Put the file itself here instead.")]);

    let nowhere = Source::Folder(inside.path().join("nowhere"));
    assert_eq!(content::check(&nowhere, &Source::Files(app_files())).len(), 1);
}

#[test]
fn units_that_are_unknown_later_or_without_a_title() {
    let units =
        "format = 1\nunits = [\n    \"phone-basics\",\n    \"payments\",\n    \"shoping\",\n]\n";
    let title = "unit-phone-basics = Điện thoại\nunit-payments = Trả tiền\nunit-shopping = Mua\n";
    let mut app = app_files();
    for words in app.values_mut() {
        words.extend(title.as_bytes());
    }
    let mut files = good();
    files.insert("units.toml".to_owned(), units.into());
    for (id, from, to) in [
        ("early", "unit = \"payments\"", "unit = \"phone-basics\"\nrequires = [\"qr\"]"),
        ("stray", "unit = \"payments\"", "unit = \"payment\"\nprobe = 1"),
        ("probe-a", "unit = \"payments\"", "unit = \"payments\"\nprobe = true"),
        ("probe-b", "unit = \"payments\"", "unit = \"payments\"\nprobe = true"),
    ] {
        files.insert(format!("{id}/lesson.toml"), STRUCTURE.replacen(from, to, 1).into_bytes());
        for lang in ["vi", "en"] {
            files.insert(format!("{id}/text/{lang}.ftl"), WORDS.as_bytes().to_vec());
        }
    }
    insta::assert_snapshot!("units", told(&files, &app));
}

#[test]
fn lessons_follow_the_order_of_the_units() {
    let mut files = good();
    let mut copy = |id: &str, unit: &str| {
        let structure = STRUCTURE.replacen("payments", unit, 1);
        files.insert(format!("{id}/lesson.toml"), structure.into_bytes());
        for lang in ["vi", "en"] {
            files.insert(format!("{id}/text/{lang}.ftl"), WORDS.as_bytes().to_vec());
        }
    };
    copy("a", "payments");
    copy("z", "phone-basics");
    files.insert(
        "units.toml".to_owned(),
        "format = 1\nunits = [\"phone-basics\", \"payments\"]".into(),
    );
    let mut app = app_files();
    for words in app.values_mut() {
        words.extend("unit-phone-basics = A\nunit-payments = B\n".as_bytes());
    }
    let (catalog, problems) = content::Catalog::read(&Source::Files(files), &Source::Files(app));
    assert_eq!(problems, []);
    let ids: Vec<_> = catalog.lessons().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(ids, ["z", "a", "qr"]);
    assert_eq!(catalog.unit_title(content::Lang::Vi, "payments"), "B");
    assert_eq!(catalog.unit_title(content::Lang::Vi, "unheard-of"), "unheard-of");
}

/// A drill with this many genuine and fake cases, and its words.
fn drill(genuine: usize, fake: usize) -> Files {
    let mut structure =
        "format = 1\nkind = \"drill\"\nunit = \"safety\"\ncases_a_play = 6\n".to_owned();
    let mut words = "title = Mã lạ\ngoal = Xem kỹ rồi chọn.\ncan-now = Biết nhìn tên.\n\
                     advice = Đọc chậm thôi.\ngo = Trả\nstop = Dừng\n"
        .to_owned();
    for number in 0..genuine + fake {
        let is_genuine = number < genuine;
        structure += &format!(
            "\n[[case]]\nid = \"case-{number}\"\nscene = \"page\"\ngenuine = {is_genuine}\nlook = \"address\"\n"
        );
        words += &format!(
            "case-{number} = Có xem tiếp không?\n    .address = hoaban.example\n    .heading = Phòng khám\n\
             \x20   .message = Khám buổi sáng.\n    .cue = Đuôi địa chỉ.\n    .act = Đóng lại.\n"
        );
    }
    [(TOML, &structure), (VI, &words), (EN, &words)]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
}

#[test]
fn the_good_drill_is_good() {
    assert_eq!(told(&drill(6, 6), &app_files()), "");
}

#[test]
fn a_drill_without_enough_of_both_kinds() {
    insta::assert_snapshot!("drill_too_few", told(&drill(4, 3), &app_files()));
    insta::assert_snapshot!("drill_of_one_kind", told(&drill(0, 12), &app_files()));
}

#[test]
fn a_drill_with_mistakes() {
    let mut files = drill(6, 6);
    replace(&mut files, TOML, "kind = \"drill\"", "kind = \"drill\"\nstart = \"bank.home\"");
    replace(&mut files, TOML, "cases_a_play = 6", "cases_a_play = 5");
    replace(&mut files, TOML, "scene = \"page\"", "scene = \"pge\"");
    replace(&mut files, TOML, "id = \"case-1\"", "id = \"advice\"");
    replace(&mut files, TOML, "id = \"case-3\"", "id = \"case-2\"");
    replace(
        &mut files,
        TOML,
        "look = \"address\"\n\n[[case]]\nid = \"case-5\"",
        "look = \"reads\"\n\n[[case]]\nid = \"case-5\"",
    );
    replace(&mut files, TOML, "genuine = false", "genuine = \"no\"");
    insta::assert_snapshot!("drill_mistakes", told(&files, &app_files()));
    let mut files = drill(6, 6);
    replace(&mut files, TOML, "cases_a_play = 6", "cases_a_play = 7");
    replace(&mut files, TOML, "kind = \"drill\"", "kind = \"drll\"");
    insta::assert_snapshot!("drill_misspelt", told(&files, &app_files()));
}

#[test]
fn texts_of_a_drill() {
    let mut files = drill(6, 6);
    replace(&mut files, VI, "    .cue = Đuôi địa chỉ.\n", "");
    replace(&mut files, VI, "advice = Đọc chậm thôi.\n", "");
    replace(&mut files, VI, "hoaban.example", "hoaban.com/kham");
    replace(&mut files, VI, "Khám buổi sáng.", "Gọi 0912345678 nhé.");
    replace(&mut files, VI, ".act = Đóng lại.", ".act = Gọi 113.\n    .say-go = Trả");
    replace(
        &mut files,
        EN,
        "case-11 = Có xem tiếp không?\n    .address = hoaban.example",
        "case-11 = Có xem tiếp không?\n    .address = dichvucong.gov.vn",
    );
    insta::assert_snapshot!("drill_texts", told(&files, &app_files()));
}
