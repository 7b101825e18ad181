//! Which texts a lesson has: every one that can be shown or said while it is played, found by
//! playing it. It reads no file.

pub(crate) mod drill;

use std::collections::BTreeSet;

use engine::{Action, Lesson};
use protocol::TargetId;

use super::rules::Length;
use crate::lesson::screens;

/// The unit whose lessons end with a word about one's own money.
const MONEY_UNIT: &str = "payments";

const YOU: &[&str] = &["you", "You"];
const VALUES: &[&str] = &["you", "You", "amount", "payee", "balance", "screen-amount"];

/// A text that a lesson has, or may have.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The message.
    pub(crate) message: String,
    /// Its attribute.
    pub(crate) attribute: Option<String>,
    /// Whether it has to be there.
    pub(super) must: bool,
    /// What it is for, in a sentence.
    pub(super) purpose: String,
    /// The values that it is given.
    pub(super) variables: &'static [&'static str],
    /// Whether it is spoken.
    pub(crate) spoken: bool,
    /// Whether it is read out on request, where it can be: an answer. Its words have clips, and
    /// nothing is asked of them beyond what is asked of words on a button.
    pub(crate) read_out: bool,
    pub(super) length: Length,
    /// Whether it is a word on the last touch, which the way back follows where there is one.
    pub(super) about_a_touch: bool,
}

impl Place {
    fn new(message: &str, purpose: &str) -> Self {
        Self {
            message: message.to_owned(),
            attribute: None,
            must: true,
            purpose: purpose.to_owned(),
            variables: VALUES,
            spoken: true,
            read_out: false,
            length: Length::Whole,
            about_a_touch: false,
        }
    }

    fn attribute(mut self, attribute: &str) -> Self {
        self.attribute = Some(attribute.to_owned());
        self
    }

    fn optional(mut self) -> Self {
        self.must = false;
        self
    }

    fn silent(mut self) -> Self {
        self.spoken = false;
        self.length = Length::Free;
        self
    }

    fn given(mut self, variables: &'static [&'static str]) -> Self {
        self.variables = variables;
        self
    }

    /// The attribute that holds the spoken form: `.say`, or `.say-hint` for `.hint`.
    pub(crate) fn say(&self) -> String {
        match &self.attribute {
            None => "say".to_owned(),
            Some(attribute) => format!("say-{attribute}"),
        }
    }

    /// As a teacher finds it in the file.
    pub(super) fn called(&self) -> String {
        match &self.attribute {
            None => self.message.clone(),
            Some(attribute) => format!("{}.{attribute}", self.message),
        }
    }
}

/// Every text that a lesson has or may have.
pub(crate) fn places(lesson: &Lesson) -> Vec<Place> {
    if let Some(pool) = &lesson.drill {
        return drill::places(lesson, pool);
    }
    let mut places = vec![
        Place { length: Length::Free, ..Place::new("title", "the lesson's title") }.given(YOU),
        Place::new("goal", "what is to be done, shown in the check"),
        Place { length: Length::Sentence, ..Place::new("can-now", "what the learner can do now") }
            .given(YOU),
        Place {
            length: Length::Sentence,
            must: lesson.unit == MONEY_UNIT,
            ..Place::new("own-money", "what is the same with one's own money, what to check")
        }
        .given(YOU),
    ];
    let scenario = &lesson.scenario;
    let drawn = scenario.payee.0.iter().chain(scenario.code_payee.iter().flat_map(|draw| &draw.0));
    let drawn = drawn.chain(&scenario.paying.wrong_payee);
    let payees: BTreeSet<&String> = drawn.filter(|payee| !payee.is_empty()).collect();
    for payee in payees {
        let name = format!("payee-{payee}");
        places.push(Place::new(&name, "the name of a payee").silent().given(&[]));
    }
    let others = screens::others(lesson);
    for (number, step) in (0_u16..).zip(&lesson.steps) {
        let id = step.id.as_str();
        places.push(Place::new(id, "the sentence of the step"));
        places.push(Place::new(id, "where to look").attribute("hint"));
        let check = Place::new(id, "what is said in the check instead of the goal");
        places.push(check.attribute("check").optional());
        for target in others.get(&number).into_iter().flatten() {
            let slip = Place::new(id, "what that control is for, and what to look for");
            // Where the way back is what is asked for, a word on a touch may well name it.
            let about_a_touch = step.action != Action::GoBack;
            let slip = Place { length: Length::BeforeWayBack, about_a_touch, ..slip };
            places.push(slip.attribute(&slip_name(target)).optional());
        }
        if let Action::Choose { choices, answer } = &step.action {
            for choice in choices {
                let label = Place::new(id, "the words of that choice").silent().given(YOU);
                let label = Place { read_out: true, ..label };
                places.push(label.attribute(&format!("choice-{choice}")));
                if choice != answer {
                    let slip = Place::new(id, "why that choice was not it");
                    let slip = Place { about_a_touch: true, ..slip };
                    places.push(slip.attribute(&format!("slip-{choice}")));
                }
            }
        }
    }
    places
}

/// The attribute that explains a control: `slip-bank-history`.
pub(super) fn slip_name(target: &TargetId) -> String {
    format!("slip-{}", target.as_str().replace('.', "-"))
}
