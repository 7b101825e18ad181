//! What is recorded of somebody's first minutes.

use protocol::{ConsentSet, Event, PersonAdded, PersonOpened, PreferenceSet, WordingHash};

use crate::Learner;
use crate::chance::Chance;

/// The purpose of a consent without which nothing is sent.
pub(super) const SEND_PROGRESS: &str = "send-progress";

const PICTURES: [&str; 6] = ["lotus", "bicycle", "bird", "hat", "boat", "teapot"];

pub(super) fn preference(name: &str, value: &str) -> Event {
    Event::PreferenceSet(PreferenceSet { name: name.to_owned(), value: value.to_owned() })
}

/// Somebody joins: recorded all at once.
pub(super) fn joining(learner: &Learner, chance: &mut Chance) -> Vec<Event> {
    let address = learner.address.id().to_owned();
    let added = PersonAdded { person: learner.person, address, nickname: None };
    let mut events = vec![Event::PersonAdded(added)];
    if chance.happens(450) {
        let scales = ["115", "130", "150"];
        events.push(preference("text-scale", scales[chance.index(scales.len())]));
    }
    if chance.happens(100) {
        events.push(preference("theme", "contrast"));
    }
    if chance.happens(60) {
        events.push(preference("region", "south"));
    }
    events.push(preference("picture", PICTURES[chance.index(PICTURES.len())]));
    events.push(Event::PersonOpened(PersonOpened {}));
    events
}

/// What they are called and what they allow, each recorded by itself.
pub(super) fn consents(learner: &Learner, chance: &mut Chance) -> Vec<Event> {
    let name = learner.nickname.map(|name| preference("nickname", name));
    let mut events: Vec<Event> = name.into_iter().collect();
    for (purpose, asked, given) in [(SEND_PROGRESS, 950, 900), ("keep-recordings", 300, 600)] {
        if chance.happens(asked) {
            let given = chance.happens(given);
            events.push(Event::ConsentSet(ConsentSet {
                purpose: purpose.to_owned(),
                given,
                wording: wording(purpose),
            }));
        }
    }
    events
}

/// Stands for the sentence that was on the screen.
fn wording(purpose: &str) -> WordingHash {
    let parts: Vec<u64> = purpose.bytes().map(u64::from).collect();
    WordingHash(Chance::of(&parts).number().to_le_bytes())
}
