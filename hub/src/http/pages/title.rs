//! What a lesson is called on pages. One that this program doesn't know keeps its id.

const TITLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/titles.rs"));

/// The lesson's title.
pub fn of(lesson: &str) -> &str {
    let found = TITLES.iter().find(|(id, _)| *id == lesson);
    found.map_or(lesson, |(_, title)| title)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_lesson_is_called_as_its_learners_call_it() {
        assert_eq!(of("qr-pay"), "Quét mã mua rau");
        assert_eq!(of("of-a-later-version"), "of-a-later-version");
    }
}
