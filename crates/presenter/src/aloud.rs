//! What a screen reader is given to read aloud when a screen comes up or changes: the sentences a
//! person with eyes reads first. The controls it leaves to be found.

use crate::view::{PhonePage, PhoneView, ScreenView};

impl ScreenView {
    /// The screen in a sentence or two; empty where its controls say everything.
    #[must_use]
    pub fn aloud(&self) -> String {
        match self {
            Self::Welcome(view) => view.sentence.clone(),
            Self::Home(view) => sentences([&view.greeting, &view.today]),
            Self::Settings(_) => String::new(),
            Self::StageCard(card) => sentences([&card.title, &card.name, &card.sentence]),
            Self::Lesson(lesson) if lesson.reading || lesson.is_remark => {
                lesson.instruction.clone()
            }
            Self::Lesson(lesson) => match typed(&lesson.phone) {
                Some(typed) => typed.to_owned(),
                None => lesson.instruction.clone(),
            },
            Self::LessonEnd(end) => {
                sentences([&end.praise, &end.can_now, &end.own_money, &end.next_review])
            }
            Self::Notice(notice) => notice.sentence.clone(),
            Self::Calibration(page) => page.sentence.clone(),
            Self::Typing(typing) => typing.note.as_ref().unwrap_or(&typing.title).clone(),
            Self::Drill(drill) => match &drill.remark {
                Some(remark) => sentences([&remark.opening, &remark.cue, &remark.act]),
                None => drill.sentence.clone(),
            },
            Self::People(page) => sentences([&page.sentence, &page.typed_words]),
            Self::Demonstrations(list) => sentences([&list.title, &list.sentence]),
            Self::Demonstration(moment) => sentences([&moment.counter, &moment.sentence]),
            Self::Voices(page) => sentences([&page.title, &page.sentence]),
        }
    }
}

/// What has been typed on a page with keys; none on the others, and while nothing is typed.
fn typed(phone: &PhoneView) -> Option<&str> {
    let typed = match phone.page {
        PhonePage::BankAmount => &phone.amount,
        PhonePage::BankBillCode => &phone.customer_code,
        PhonePage::EidNumber | PhonePage::EidPassword | PhonePage::EidPasscode => &phone.typed,
        _ => return None,
    };
    Some(typed.as_str()).filter(|typed| !typed.is_empty())
}

fn sentences<const N: usize>(parts: [&str; N]) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}
