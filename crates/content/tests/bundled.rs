//! The lessons and words that ship: clean, speakable to the last fragment, and kind.

use std::collections::BTreeSet;
use std::path::PathBuf;

use content::{Arg, Catalog, Lang, Source};
use engine::Lesson;
use vietnamese::Region;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources() -> (Source, Source) {
    (Source::Folder(root().join("lessons")), Source::Folder(root().join("i18n")))
}

fn catalog() -> Catalog {
    let (lessons, words) = sources();
    Catalog::read(&lessons, &words).0
}

#[test]
fn what_ships_has_no_problem() {
    let (lessons, words) = sources();
    let problems: Vec<String> =
        content::check(&lessons, &words).iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn touching_comes_before_paying() {
    let catalog = catalog();
    let ids: Vec<_> = catalog.lessons().map(|lesson| lesson.id.to_string()).collect();
    let at = |id: &str| ids.iter().position(|known| known == id);
    assert!(at("phone-touch").is_some());
    assert!(at("phone-touch") < at("qr-pay"), "{ids:?}");
}

/// Every message of a lesson's file and its attributes, by the parser and not by the catalog.
fn messages(lesson: &Lesson) -> Vec<(String, Option<String>)> {
    let path = root().join(format!("lessons/{}/text/vi.ftl", lesson.id));
    let text = std::fs::read_to_string(path).expect("readable");
    let resource = fluent_syntax::parser::parse(text.as_str()).expect("well formed");
    let mut found = Vec::new();
    for entry in resource.body {
        if let fluent_syntax::ast::Entry::Message(message) = entry {
            let id = message.id.name;
            found.push((id.to_owned(), None));
            found.extend(
                message.attributes.iter().map(|a| (id.to_owned(), Some(a.id.name.to_owned()))),
            );
        }
    }
    found
}

/// Names, amounts and balances in every combination that a lesson can draw.
fn combinations(catalog: &Catalog, lesson: &Lesson) -> Vec<(String, u64, u64)> {
    let scenario = &lesson.scenario;
    let mut all = Vec::new();
    for payee in &scenario.payee.0 {
        let key = format!("payee-{payee}");
        let name = catalog.lesson_text(Lang::Vi, &lesson.id, &key, None, &[]).unwrap_or_default();
        for amount in &scenario.amount_dong.0 {
            for balance in &scenario.balance_dong.0 {
                all.push((name.clone(), *amount, *balance));
            }
        }
    }
    all
}

#[test]
fn every_fragment_of_every_lesson_is_a_wanted_clip() {
    let catalog = catalog();
    let wanted: BTreeSet<String> =
        catalog.wanted_clips(Lang::Vi).into_iter().map(|clip| clip.text).collect();
    let mut sentences = 0;
    for lesson in catalog.lessons() {
        for (message, attribute) in messages(lesson) {
            for (name, amount, balance) in combinations(&catalog, lesson) {
                for region in [Region::North, Region::South] {
                    let args = [
                        ("payee", Arg::Text(&name)),
                        ("amount", Arg::Dong(amount)),
                        ("balance", Arg::Dong(balance)),
                    ];
                    let attribute = attribute.as_deref();
                    let said = catalog
                        .lesson_said(Lang::Vi, region, &lesson.id, &message, attribute, &args)
                        .expect("the file has it");
                    sentences += usize::from(!said.spoken.fragments.is_empty());
                    for fragment in &said.spoken.fragments {
                        assert!(
                            fragment == narration::PAUSE || wanted.contains(fragment),
                            "{}: {message} {attribute:?}: {fragment}",
                            lesson.id
                        );
                    }
                    assert!(
                        !said.spoken.text.contains(|c: char| c.is_numeric() || c == '₫')
                            || said.spoken.fragments.is_empty()
                    );
                }
            }
        }
    }
    assert!(sentences > 100, "{sentences}");
}

#[test]
fn every_fragment_of_the_app_is_a_wanted_clip() {
    let catalog = catalog();
    let wanted: BTreeSet<String> =
        catalog.wanted_clips(Lang::Vi).into_iter().map(|clip| clip.text).collect();
    let mut spoken = 0;
    for key in catalog.app_keys() {
        let args = [("you", Arg::Text("bà")), ("You", Arg::Text("Bà")), ("days", Arg::Number(21))];
        let said = catalog.app_said(Lang::Vi, Region::North, key, &args);
        spoken += usize::from(!said.spoken.fragments.is_empty());
        for fragment in said.spoken.fragments {
            assert!(
                fragment == narration::PAUSE || wanted.contains(&fragment),
                "{key}: {fragment}"
            );
        }
        assert!(!said.shown.contains("{ $"), "{key}: {}", said.shown);
    }
    assert!(spoken > 40, "{spoken}");
}

#[test]
fn clips_have_one_name_each_and_a_folder_that_belongs_to_them() {
    let clips = catalog().wanted_clips(Lang::Vi);
    let slugs: BTreeSet<_> = clips.iter().map(|clip| &clip.slug).collect();
    let texts: BTreeSet<_> = clips.iter().map(|clip| &clip.text).collect();
    assert_eq!((slugs.len(), texts.len()), (clips.len(), clips.len()));
    for clip in &clips {
        let folder = clip.folder.to_str().expect("plain");
        assert!(
            folder == "i18n/vi/narration"
                || folder.starts_with("lessons/") && folder.ends_with("/narration/vi"),
            "{folder}"
        );
    }
    assert!(texts.iter().any(|text| *text == "Mời bác,"));
    assert!(catalog().wanted_clips(Lang::En).is_empty());
}

fn stands_in_a_drawing(lesson: &Lesson, attribute: Option<&str>) -> bool {
    let words = engine::Scene::ALL.into_iter().flat_map(|scene| scene.words());
    lesson.drill.is_some()
        && attribute.is_some_and(|attribute| words.clone().any(|word| *word == attribute))
}

#[test]
fn no_lesson_bakes_in_a_form_of_address() {
    let catalog = catalog();
    let pronouns = ["ông", "bà", "cháu", "bạn", "bác", "cô", "chú", "anh", "chị", "em", "con"];
    for lesson in catalog.lessons() {
        for (message, attribute) in messages(lesson) {
            let attribute = attribute.as_deref();
            // Names of people and shops are nobody's form of address.
            if message.starts_with("payee-") || stands_in_a_drawing(lesson, attribute) {
                continue;
            }
            let text = catalog.lesson_text(Lang::Vi, &lesson.id, &message, attribute, &[]);
            let text = text.expect("the file has it").to_lowercase();
            let words = text.split(|c: char| !c.is_alphabetic());
            for word in words {
                assert!(!pronouns.contains(&word), "{}: {message}: {text}", lesson.id);
                assert_ne!(word, "sai", "{}: {message}: {text}", lesson.id);
            }
        }
    }
}

#[test]
fn improving_words_keeps_a_lesson_and_changing_steps_does_not() {
    let (lessons, words) = sources();
    let Source::Folder(folder) = &lessons else { unreachable!() };
    let read = |path: &str| std::fs::read(folder.join(path)).expect("readable");
    let mut files: Vec<(String, Vec<u8>)> = ["lesson.toml", "text/vi.ftl", "text/en.ftl"]
        .map(|name| (format!("phone-touch/{name}"), read(&format!("phone-touch/{name}"))))
        .into();
    let content = |files: &[(String, Vec<u8>)]| {
        let (catalog, problems) = Catalog::read(&Source::files(files.to_vec()), &words);
        assert!(problems.is_empty(), "{problems:?}");
        catalog.lesson(&"phone-touch".into()).expect("there").content
    };
    let before = content(&files);
    files[1].1 =
        String::from_utf8(files[1].1.clone()).expect("text").replace("Cứ thong", "Thong").into();
    files[0].1.extend(b"\n# A remark.\n");
    assert_eq!(content(&files), before);
    files[0].1 = String::from_utf8(files[0].1.clone())
        .expect("text")
        .replace("id = \"five-flowers\"", "id = \"five-flowers\"\nhint_after_seconds = 20")
        .into();
    assert_ne!(content(&files), before);
}

#[test]
fn every_lesson_is_in_a_unit_with_a_title() {
    let catalog = catalog();
    for lesson in catalog.lessons() {
        for lang in Lang::ALL {
            assert_ne!(catalog.unit_title(lang, &lesson.unit), lesson.unit, "{}", lesson.id);
        }
    }
    assert!(catalog.probes().next().is_some(), "a placement needs something to ask");
}
