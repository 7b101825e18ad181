//! Finding out what a person knows already: one lesson a unit, its check alone, two minutes at
//! most. What they know is passed over from then on; whatever they don't, nothing follows from it.

use std::collections::BTreeSet;

use engine::{Input, Phase};
use presenter::{Intent, PathIntent, PlacementPage};
use protocol::{Event, LessonId, LessonPlaced, Purpose, UnixMillis};

use super::preferences::{PLACEMENT_PUT_OFF, preference};
use super::{Core, Place, Update};

/// After so long no new probe begins, in milliseconds.
const LASTS_MILLIS: u64 = 120_000;

/// The preference that keeps a placement over a closed app; empty while none is on.
const KEPT_AS: &str = "placement";

/// A placement that is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placement {
    /// When it began.
    since: UnixMillis,
    /// Whether anything was known.
    known: bool,
}

impl Placement {
    /// As it is kept: `<milliseconds> <0 or 1>`.
    fn kept(self) -> String {
        format!("{} {}", self.since.0, u8::from(self.known))
    }

    /// What was kept; none where there is none, or it can't be read.
    pub(super) fn read(kept: &str) -> Option<Self> {
        let (since, known) = kept.split_once(' ')?;
        Some(Self { since: UnixMillis(since.parse().ok()?), known: known == "1" })
    }
}

impl Core {
    /// The page before a placement.
    pub(super) fn offer_placement(&mut self) -> Vec<Update> {
        self.in_settings = false;
        self.place = Place::Placement(PlacementPage::Hello);
        self.show_and_say()
    }

    /// The pages before and after a placement.
    pub(super) fn placement_page(&mut self, page: PlacementPage, intent: &Intent) -> Vec<Update> {
        match intent {
            Intent::Main if page == PlacementPage::Hello => self.begin_placement(),
            Intent::Path(PathIntent::Later) if page == PlacementPage::Hello => self.put_off(),
            Intent::Main | Intent::Back | Intent::Path(PathIntent::Later) => self.go_home(),
            _ => self.show_and_say(),
        }
    }

    /// *Để sau*: whoever doesn't want to isn't asked again on the first page; the door to it stays in
    /// the settings.
    fn put_off(&mut self) -> Vec<Update> {
        if let Err(error) = self.append(&[preference(PLACEMENT_PUT_OFF, "yes".to_owned())]) {
            return self.in_trouble(&error);
        }
        self.preferences.placement_put_off = true;
        self.go_home()
    }

    /// Whether the play that is on belongs to a placement.
    pub(super) fn is_placing(&self) -> bool {
        self.play.as_ref().is_some_and(|open| open.session.purpose == Purpose::Placement)
    }

    fn begin_placement(&mut self) -> Vec<Update> {
        let placement = Placement { since: self.stamp.wall, known: false };
        if let Err(error) = self.append(&[preference(KEPT_AS, placement.kept())]) {
            return self.in_trouble(&error);
        }
        self.placement = Some(placement);
        self.next_probe(None)
    }

    /// *Tôi chưa biết*.
    pub(super) fn decline(&mut self) -> Vec<Update> {
        if self.place != Place::Lesson || !self.is_placing() {
            return self.show_and_say();
        }
        self.play_input(&Input::Decline)
    }

    /// What is recorded beside the end of a probe that was passed: what comes before the lesson
    /// counts as known as well.
    pub(super) fn placed_by(&self, events: &[Event]) -> Vec<Event> {
        let passed = events.iter().find_map(|event| match event {
            Event::StageFinished(end) if end.purpose == Purpose::Placement && end.passed => {
                Some(&end.lesson)
            }
            _ => None,
        });
        let Some(passed) = passed else { return Vec::new() };
        let progress = self.progress();
        let mut placed: Vec<Event> = self
            .all_before(passed)
            .into_iter()
            .filter(|lesson| !presenter::has_passed(&progress, lesson))
            .map(|lesson| Event::LessonPlaced(LessonPlaced { lesson }))
            .collect();
        if let Some(placement) = self.placement {
            let kept = Placement { known: true, ..placement }.kept();
            placed.push(preference(KEPT_AS, kept));
        }
        placed
    }

    /// Every lesson that `lesson` requires, itself or by way of others.
    fn all_before(&self, lesson: &LessonId) -> BTreeSet<LessonId> {
        let mut found = BTreeSet::new();
        let mut open = vec![lesson.clone()];
        while let Some(id) = open.pop() {
            for before in self.catalog.lesson(&id).into_iter().flat_map(|found| &found.requires) {
                if found.insert(before.clone()) {
                    open.push(before.clone());
                }
            }
        }
        found
    }

    /// Goes on after a probe that has come to its end; none where none has.
    pub(super) fn after_probe(&mut self) -> Option<Vec<Update>> {
        let open = self.play.as_ref().filter(|_| self.is_placing())?;
        if open.session.phase != Phase::Finished {
            return None;
        }
        let lesson = open.session.lesson.clone();
        let passed = presenter::has_passed(&self.progress(), &lesson);
        if let Some(placement) = &mut self.placement {
            placement.known |= passed;
        }
        Some(self.next_probe(Some(&lesson)))
    }

    /// The next probe of the path after `last`, if there is one and there is time; else the end.
    fn next_probe(&mut self, last: Option<&LessonId>) -> Vec<Update> {
        let progress = self.progress();
        let in_time = self
            .placement
            .is_some_and(|placement| self.stamp.wall.millis_since(placement.since) < LASTS_MILLIS);
        let probes: Vec<LessonId> = self.catalog.probes().map(|lesson| lesson.id.clone()).collect();
        let done = last.and_then(|last| probes.iter().position(|probe| probe == last));
        let next = probes
            .into_iter()
            .skip(done.map_or(0, |at| at + 1))
            .find(|probe| !presenter::has_passed(&progress, probe));
        match next.filter(|_| in_time) {
            Some(probe) => self.open_lesson(&probe, Purpose::Placement),
            None => self.end_placement(),
        }
    }

    fn end_placement(&mut self) -> Vec<Update> {
        if let Err(error) = self.append(&[preference(KEPT_AS, String::new())]) {
            self.trouble = Some(error.key());
        }
        let known = self.placement.take().is_some_and(|placement| placement.known);
        self.play = None;
        self.place = Place::Placement(PlacementPage::Done { known });
        self.show_and_say()
    }
}
