//! Drills as learners have them: knowing, doubting everything, believing everything.

use std::collections::BTreeSet;

use protocol::{CaseId, ChoiceId, Event, LessonOpened, Purpose, Stage};

use crate::fixtures::drill;
use crate::{Drill, Input, Lesson, Phase, Session, open, rehearse, right_input, step};

struct Learner {
    lesson: Lesson,
    opened: LessonOpened,
    session: Session,
    events: Vec<Event>,
}

impl Learner {
    fn with(hands_before: u32, purpose: Purpose) -> Self {
        let lesson = drill(7, 7);
        let opened = open(&lesson, 11, hands_before, purpose);
        let session = Session::new(&lesson, &opened).unwrap();
        Self { lesson, opened, session, events: Vec::new() }
    }

    /// At the first case.
    fn new() -> Self {
        let mut learner = Self::with(0, Purpose::Learn);
        learner.does(Input::Next);
        learner
    }

    fn does(&mut self, input: Input) -> &mut Self {
        let transition = step(&self.lesson, &self.session, &input);
        self.session = transition.session;
        self.events.extend(transition.events);
        let replayed = Session::replay(&self.lesson, &self.opened, &self.events);
        assert_eq!(replayed.as_ref(), Ok(&self.session));
        self
    }

    fn drill(&self) -> &Drill {
        self.session.drill().expect("cases are being shown")
    }

    fn case(&self) -> CaseId {
        self.drill().case(&self.lesson).unwrap().id.clone()
    }

    /// Answers the whole hand; says which cases there were.
    fn answers_all(&mut self, answer: impl Fn(usize, bool) -> &'static str) -> BTreeSet<CaseId> {
        let mut seen = BTreeSet::new();
        for number in 0..6 {
            seen.insert(self.case());
            let genuine = self.drill().case(&self.lesson).unwrap().genuine;
            self.does(choose(answer(number, genuine))).does(Input::Next);
        }
        seen
    }

    fn finished(&self) -> (u16, bool) {
        match self.events.last() {
            Some(Event::StageFinished(finished)) => {
                assert_eq!(finished.stage, Stage::Check);
                (finished.slips, finished.passed)
            }
            other => panic!("not finished but {other:?}"),
        }
    }
}

fn choose(choice: &str) -> Input {
    Input::Choose(ChoiceId::from(choice))
}

fn right(_: usize, genuine: bool) -> &'static str {
    if genuine { "go" } else { "stop" }
}

fn wrong(genuine: bool) -> &'static str {
    if genuine { "stop" } else { "go" }
}

#[test]
fn who_knows_passes() {
    assert_eq!(rehearse(&drill(6, 6)), Ok(()));
    let mut learner = Learner::new();
    assert_eq!(learner.answers_all(right).len(), 6);
    assert_eq!(learner.finished(), (0, true));
    assert_eq!(learner.session.phase, Phase::Finished);
}

#[test]
fn one_wrong_answer_is_forgiven_and_two_are_not() {
    for (count, passed) in [(1, true), (2, false)] {
        let mut learner = Learner::new();
        learner.answers_all(
            |number, genuine| {
                if number < count { wrong(genuine) } else { right(number, genuine) }
            },
        );
        assert_eq!(learner.finished(), (u16::try_from(count).unwrap(), passed));
    }
}

#[test]
fn neither_refusing_everything_nor_believing_everything_passes() {
    for choice in ["stop", "go"] {
        let mut learner = Learner::new();
        let first = learner.answers_all(|_, _| choice);
        assert_eq!(learner.finished(), (3, false));
        assert_eq!(learner.session.phase, Phase::Card { next: Stage::Check, again: true });
        learner.does(Input::Next);
        let second = learner.answers_all(right);
        assert!(first.is_disjoint(&second), "the same cases came again");
        assert_eq!(learner.finished(), (0, true));
    }
}

#[test]
fn no_play_of_many_is_passed_by_one_answer_for_all() {
    for hands_before in 0..200 {
        for choice in ["stop", "go"] {
            let mut learner = Learner::with(hands_before, Purpose::Review);
            learner.does(Input::Next).answers_all(|_, _| choice);
            assert_eq!(learner.finished(), (3, false));
        }
    }
}

#[test]
fn a_review_brings_fresh_cases_and_begins_with_a_card() {
    let mut first = Learner::with(0, Purpose::Learn);
    let mut review = Learner::with(1, Purpose::Review);
    for learner in [&first, &review] {
        assert_eq!(learner.session.phase, Phase::Card { next: Stage::Check, again: false });
    }
    let before = first.does(Input::Next).answers_all(right);
    assert!(before.is_disjoint(&review.does(Input::Next).answers_all(right)));
}

#[test]
fn a_case_is_answered_once_and_explained_until_the_main_button() {
    let mut learner = Learner::new();
    let genuine = learner.drill().case(&learner.lesson).unwrap().genuine;
    learner.does(Input::Next);
    assert!(learner.drill().answer().is_none(), "there is no passing over a case");
    learner.does(choose("maybe"));
    assert!(learner.drill().answer().is_none());
    learner.does(choose(wrong(genuine)));
    assert!(learner.drill().answer().is_some_and(|answer| !answer.right));
    learner.does(choose(right(0, genuine)));
    assert_eq!(learner.drill().wrong(), 1, "an answer stays");
}

#[test]
fn going_back_leads_to_what_was_answered_and_changes_nothing() {
    let mut learner = Learner::new();
    let first = learner.case();
    assert!(step(&learner.lesson, &learner.session, &Input::Back).events.is_empty());
    learner.does(choose("go")).does(Input::Next);
    let second = learner.case();
    learner.does(choose("go")).does(Input::Next).does(Input::Back);
    assert_eq!(learner.case(), second);
    assert!(learner.drill().answer().is_some());
    learner.does(Input::Back);
    assert_eq!(learner.case(), first);
    learner.does(choose("stop"));
    assert_eq!(learner.drill().answers.len(), 2);
    learner.does(Input::Next).does(Input::Next);
    assert!(learner.drill().answer().is_none());
    assert_eq!(learner.drill().at, 2);
}

#[test]
fn advice_is_given_on_request_and_by_stillness_and_ends_with_the_answer() {
    let mut learner = Learner::new();
    learner.does(Input::Still).does(Input::Still);
    assert_eq!((learner.drill().advised, learner.drill().hints), (true, 1));
    learner.does(Input::Help);
    assert_eq!(learner.drill().hints, 2);
    learner.does(choose("go")).does(Input::Help).does(Input::Still);
    assert_eq!((learner.drill().advised, learner.drill().hints), (false, 2));
}

#[test]
fn a_case_of_another_hand_cannot_follow() {
    let learner = Learner::new();
    let hand: Vec<u16> = learner.drill().hand.clone();
    let cases = &learner.lesson.drill.as_ref().unwrap().cases;
    for (number, case) in (0_u16..).zip(cases) {
        let shown = Event::DrillCaseShown(protocol::DrillCaseShown { case: case.id.clone() });
        let mut session = learner.session.clone();
        let follows = session.apply(&learner.lesson, &shown).is_ok();
        assert_eq!(follows, hand[0] == number, "only the first case may come now");
    }
}

#[test]
fn the_right_way_is_known_at_every_moment() {
    let mut learner = Learner::with(3, Purpose::Learn);
    let mut count = 0;
    while let Some(input) = right_input(&learner.lesson, &learner.session).unwrap() {
        learner.does(input);
        count += 1;
    }
    assert_eq!((count, learner.finished()), (13, (0, true)));
}
