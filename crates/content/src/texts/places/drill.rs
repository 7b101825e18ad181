//! Which texts a drill has.

use engine::drill::{GO, STOP};
use engine::{CasePool, Lesson};

use super::{MONEY_UNIT, Place, YOU};
use crate::texts::rules::Length;

/// Whether a text of a drill is only shown: it stands in a drawing or on a button.
pub(crate) fn is_silent(message: &str, attribute: Option<&str>) -> bool {
    let of_a_scene =
        |name: &str| engine::Scene::ALL.into_iter().any(|scene| scene.words().contains(&name));
    match attribute {
        None => [GO, STOP].contains(&message),
        Some(name) => [GO, STOP].contains(&name) || of_a_scene(name),
    }
}

/// Every text that the drill has or may have.
pub(super) fn places(lesson: &Lesson, pool: &CasePool) -> Vec<Place> {
    let sentences = |place: Place| Place { length: Length::Sentence, ..place };
    let own_money = Place::new("own-money", "what to mind with one's own money");
    let mut places = vec![
        Place { length: Length::Free, ..Place::new("title", "the drill's title") },
        sentences(Place::new("goal", "what the drill is about, said before it begins")),
        sentences(Place::new("can-now", "what the learner can tell now")),
        Place { must: lesson.unit == MONEY_UNIT, ..sentences(own_money) },
        Place::new("advice", "what always helps, without giving any answer away"),
        Place::new(GO, "the words of the answer that goes along").silent(),
        Place::new(STOP, "the words of the answer that doesn't").silent(),
    ];
    for case in &pool.cases {
        let id = case.id.as_str();
        places.push(Place::new(id, "what happens, and the question"));
        for word in case.scene.words() {
            let written = Place::new(id, "what stands in the drawing").silent();
            places.push(Place { length: Length::Whole, ..written }.attribute(word));
        }
        let cue = if case.genuine { "why this can be trusted" } else { "what gives it away" };
        places.push(Place::new(id, cue).attribute("cue"));
        places.push(Place::new(id, "what to do in such a case").attribute("act"));
        for answer in [GO, STOP] {
            let label = Place::new(id, "the words of that answer, instead of the drill's own");
            places.push(label.silent().attribute(answer).optional());
        }
    }
    places.into_iter().map(|place| place.given(YOU)).collect()
}
