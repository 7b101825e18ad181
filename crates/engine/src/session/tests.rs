//! Plays as a learner has them: right, wrong, lost, helped, interrupted.

use proptest::prelude::*;
use protocol::{ChoiceId, Event, Purpose, Stage, TargetId};

use super::*;
use crate::fixtures::{bill, drill, eid_login, phone_touch, qr_pay};
use crate::simulators::{SimulatorId, bank};
use crate::{Lesson, rehearse, right_input};

struct Learner {
    lesson: Lesson,
    opened: protocol::LessonOpened,
    session: Session,
    events: Vec<Event>,
}

impl Learner {
    fn new(lesson: Lesson) -> Self {
        Self::with(lesson, 1, 0, Purpose::Learn)
    }

    fn with(lesson: Lesson, seed: u64, plays_before: u32, purpose: Purpose) -> Self {
        let opened = open(&lesson, seed, plays_before, purpose);
        let session = Session::new(&lesson, &opened).unwrap();
        Self { lesson, opened, session, events: Vec::new() }
    }

    fn does(&mut self, input: Input) -> &mut Self {
        let transition = step(&self.lesson, &self.session, &input);
        self.session = transition.session;
        self.events.extend(transition.events);
        self
    }

    fn taps(&mut self, target: &str) -> &mut Self {
        self.does(Input::Tap(TargetId::from(target)))
    }

    fn plays_right_until(&mut self, done: impl Fn(&Session) -> bool) -> &mut Self {
        for _ in 0..400 {
            if done(&self.session) {
                return self;
            }
            let input = right_input(&self.lesson, &self.session).unwrap().expect("an input");
            self.does(input);
        }
        panic!("trapped in {:?}", self.session.phase);
    }

    fn until_stage(&mut self, stage: Stage) -> &mut Self {
        self.plays_right_until(|session| session.play().is_some_and(|play| play.stage == stage))
    }

    fn until_step(&mut self, stage: Stage, id: &str) -> &mut Self {
        let number = self.lesson.steps.iter().position(|step| step.id.as_str() == id).unwrap();
        let number = u16::try_from(number).unwrap();
        self.plays_right_until(|session| {
            session.play().is_some_and(|play| play.stage == stage && play.step == number)
        })
    }

    fn play(&self) -> &Play {
        self.session.play().expect("a stage is on")
    }
}

#[test]
fn three_zeros_of_a_real_keyboard_are_as_good_as_the_key_with_three() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Together, "enter-amount");
    for digit in "35000".chars() {
        learner.taps(&format!("bank.key-{digit}"));
    }
    assert_eq!(learner.play().remark, None);
    let step = usize::from(learner.play().step);
    assert_ne!(learner.lesson.steps[step].id.as_str(), "enter-amount", "the amount is there");
}

#[test]
fn a_key_that_is_not_the_next_one_is_neither_taken_nor_named() {
    let mut learner = Learner::new(bill());
    learner.until_step(Stage::Alone, "enter-code");
    let wanted = learner.play().world.field(&learner.play().values).unwrap().wanted;
    for digit in "001085012345".chars() {
        learner.taps(&format!("bank.key-{digit}"));
    }
    let field = learner.play().world.field(&learner.play().values).unwrap();
    assert!(wanted.starts_with(&field.typed));
    assert_eq!(learner.play().slips, 1, "several wrong keys in one field are one slip");
    assert!(!learner.play().is_astray());
    let step = learner.play().step;
    let named: String = learner
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Tapped(tapped) if tapped.step == step => {
                tapped.target.as_str().strip_prefix("bank.key-")
            }
            _ => None,
        })
        .filter(|key| key.len() == 1)
        .collect();
    assert!(!named.contains("0850") && !named.contains("2345"), "{named}");
    learner.plays_right_until(|session| session.phase == Phase::Finished);
}

#[test]
fn a_letter_of_a_field_can_be_deleted_and_typed_again() {
    let mut learner = Learner::new(bill());
    learner.until_step(Stage::Alone, "enter-code");
    let typed = |learner: &Learner| {
        let play = learner.play();
        play.world.field(&play.values).unwrap().typed
    };
    let first = typed(&learner);
    learner.taps("bank.delete");
    assert_eq!(typed(&learner), "", "{first}");
    assert_eq!(learner.play().slips, 0, "nothing to delete is no slip");
    let input = right_input(&learner.lesson, &learner.session).unwrap().unwrap();
    learner.does(input);
    assert_eq!(typed(&learner).len(), 1);
    learner.taps("bank.delete");
    assert_eq!(typed(&learner), "");
    assert_eq!(learner.play().slips, 0);
}

#[test]
fn both_lessons_can_be_played_to_their_end() {
    assert_eq!(rehearse(&qr_pay()), Ok(()));
    assert_eq!(rehearse(&phone_touch()), Ok(()));
}

#[test]
fn a_newcomer_pays_35_000_to_the_vegetable_stall_in_all_four_stages() {
    let mut learner = Learner::new(qr_pay());
    for stage in [Stage::Watch, Stage::Together, Stage::Alone, Stage::Check] {
        learner.until_step(stage, "see-receipt");
        let bank::Page::Receipt(payment) = &learner.play().world.bank.page else {
            panic!("no receipt in {stage:?}");
        };
        assert_eq!((payment.payee.as_str(), payment.amount_dong), ("stall-vegetables", 35_000));
    }
    learner.plays_right_until(|session| session.phase == Phase::Finished);
}

#[test]
fn a_repetition_is_another_picture() {
    let mut first = Learner::with(qr_pay(), 9, 0, Purpose::Learn);
    let mut second = Learner::with(qr_pay(), 9, 1, Purpose::Learn);
    first.until_stage(Stage::Watch);
    second.until_stage(Stage::Watch);
    assert_ne!(first.play().values, second.play().values);
}

#[test]
fn together_only_the_right_control_is_live() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Together, "open-scanner").taps("bank.history");
    let play = learner.play();
    assert_eq!(play.remark, Some(Remark::Explained("bank.history".into())));
    assert_eq!((play.slips, play.is_astray(), play.step), (0, false, 1));
}

#[test]
fn a_slip_does_what_the_control_does_and_back_undoes_it() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Alone, "open-scanner").taps("bank.history");
    assert_eq!(learner.play().world.bank.page, bank::Page::History);
    assert_eq!(learner.play().remark, Some(Remark::Slip("bank.history".into())));
    learner.does(Input::Back);
    let play = learner.play();
    assert_eq!((play.world.bank.page.clone(), play.slips), (bank::Page::Home, 1));
    assert!(!play.is_astray());
    learner.taps("bank.scan-button");
    assert_eq!(learner.play().world.front, SimulatorId::Scan);
}

#[test]
fn the_app_s_own_way_back_leads_to_the_path_as_well() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Alone, "open-scanner").taps("bank.history").taps("bank.back");
    assert!(!learner.play().is_astray());
    assert_eq!(learner.play().remark, None);
}

#[test]
fn a_look_at_the_balance_leads_nowhere_else() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Alone, "open-scanner").taps("bank.balance");
    assert!(learner.play().world.bank.balance_shown && !learner.play().is_astray());
    learner.taps("bank.scan-button");
    assert_eq!(learner.play().step, 2);
}

#[test]
fn one_wander_is_one_slip_however_long() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Alone, "open-scanner");
    learner.taps("bank.close").taps("phone.photos").taps("phone.home").taps("phone.messages");
    assert_eq!(learner.play().slips, 1);
    assert_eq!(learner.play().remark, Some(Remark::Astray));
    learner.does(Input::Back).does(Input::Back).does(Input::Back).does(Input::Back);
    assert!(!learner.play().is_astray());
}

#[test]
fn a_wrong_digit_is_taken_back_with_the_delete_key() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Alone, "enter-amount").taps("bank.key-3").taps("bank.key-7");
    assert_eq!(learner.play().slips, 1);
    learner.taps("bank.delete");
    assert!(!learner.play().is_astray());
    learner.taps("bank.key-5").taps("bank.key-0").taps("bank.key-0").taps("bank.key-0");
    assert_eq!(learner.play().step, 4);
}

#[test]
fn deleting_a_right_digit_is_no_slip() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Alone, "enter-amount").taps("bank.key-3").taps("bank.delete");
    assert_eq!((learner.play().slips, learner.play().is_astray()), (0, false));
}

#[test]
fn two_slips_in_the_check_mean_practising_again_with_other_values() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Check, "open-scanner");
    for _ in 0..2 {
        learner.taps("bank.history").does(Input::Back);
    }
    let before = learner.play().values.clone();
    learner.plays_right_until(|session| matches!(session.phase, Phase::Card { again: true, .. }));
    learner.until_stage(Stage::Alone);
    assert_ne!(learner.play().values, before);
    learner.plays_right_until(|session| session.phase == Phase::Finished);
}

#[test]
fn one_slip_in_the_check_is_passed() {
    let mut learner = Learner::new(qr_pay());
    learner.until_step(Stage::Check, "open-scanner").taps("bank.history").does(Input::Back);
    learner.plays_right_until(|session| session.phase == Phase::Finished);
}

#[test]
fn hints_come_on_request_and_by_stillness_but_not_in_the_check() {
    let mut learner = Learner::new(qr_pay());
    learner.until_stage(Stage::Alone).does(Input::Help);
    assert_eq!((learner.play().remark.clone(), learner.play().hints), (Some(Remark::Hint), 1));
    learner.does(Input::Still);
    assert_eq!(learner.play().hints, 1, "the hint is there already");
    learner.until_stage(Stage::Check);
    learner.does(Input::Still);
    assert_eq!((learner.play().remark.clone(), learner.play().hints), (None, 0));
}

#[test]
fn a_hint_is_due_ten_seconds_after_the_later_of_touch_and_speech() {
    let lesson = qr_pay();
    let attention = Attention { last_touch_millis: 1_000, speech_ends_millis: 4_000 };
    assert!(!hint_is_due(attention, 13_999, &lesson.steps[0]));
    assert!(hint_is_due(attention, 14_000, &lesson.steps[0]));
    assert!(!hint_is_due(attention, 0, &lesson.steps[0]), "before the touch");
}

#[test]
fn going_back_is_a_step_of_its_own_where_the_lesson_asks_for_it() {
    let mut learner = Learner::new(phone_touch());
    learner.until_step(Stage::Alone, "go-back").does(Input::Back);
    assert_eq!((learner.play().step, learner.play().slips), (5, 0));
}

#[test]
fn a_review_begins_with_the_check() {
    let learner = Learner::with(qr_pay(), 1, 1, Purpose::Review);
    assert_eq!(learner.session.phase, Phase::Card { next: Stage::Check, again: false });
}

#[test]
fn a_placement_is_the_check_alone_and_ends_either_way() {
    let right = || {
        let mut learner = Learner::with(qr_pay(), 1, 0, Purpose::Placement);
        learner.plays_right_until(|session| session.phase == Phase::Finished);
        learner
    };
    assert!(matches!(right().events.last(), Some(Event::StageFinished(end)) if end.passed));

    let mut declined = Learner::with(qr_pay(), 1, 0, Purpose::Placement);
    declined.does(Input::Next).does(Input::Decline);
    assert_eq!(declined.session.phase, Phase::Finished);
    assert!(matches!(declined.events.last(), Some(Event::ProbeDeclined(_))));

    let mut unknown = Learner::with(qr_pay(), 1, 0, Purpose::Placement);
    unknown.does(Input::Next);
    for _ in 0..40 {
        if unknown.session.phase != Phase::Finished {
            unknown.does(Input::Tap(TargetId::from("phone.photos"))).does(Input::Back);
        }
    }
    assert_eq!(unknown.session.phase, Phase::Finished, "nobody is led on through it");
    assert!(
        matches!(unknown.events.last(), Some(Event::StageFinished(end)) if !end.passed && end.slips == 2)
    );
}

#[test]
fn only_a_placement_can_be_declined() {
    for purpose in [Purpose::Learn, Purpose::Review] {
        let mut learner = Learner::with(qr_pay(), 1, 0, purpose);
        learner.does(Input::Next);
        let before = learner.session.clone();
        learner.does(Input::Decline);
        assert_eq!(learner.session, before);
    }
}

#[test]
fn a_changed_lesson_is_not_resumed() {
    let mut lesson = qr_pay();
    let opened = open(&lesson, 1, 0, Purpose::Learn);
    lesson.content.0[0] ^= 1;
    assert!(matches!(Session::new(&lesson, &opened), Err(PlayError::LessonChanged(_))));
}

const ANSWERS: [&str; 5] = ["same", "different", "neither", "go", "stop"];

/// Anything a learner can do, most of it on what is on the screen.
fn any_input() -> impl Strategy<Value = (u8, u16)> {
    (0_u8..12, any::<u16>())
}

fn as_input(learner: &Learner, (kind, which): (u8, u16)) -> Input {
    let on_screen = learner.session.play().map(|play| play.world.on_screen()).unwrap_or_default();
    match kind {
        0 => Input::Back,
        1 => Input::Help,
        2 => Input::Still,
        3 => Input::Choose(ChoiceId::from(ANSWERS[usize::from(which) % ANSWERS.len()])),
        4 if which % 3 == 0 => Input::Decline,
        4 => Input::Tap(TargetId::from("bank.no-such-thing")),
        5 | 6 => Input::Next,
        _ if on_screen.is_empty() => Input::Next,
        _ => Input::Tap(on_screen[usize::from(which) % on_screen.len()].clone()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_taps_replay_exactly_and_trap_nobody(
        inputs in prop::collection::vec(any_input(), 0..120),
        seed in any::<u64>(),
        right_first in 0_usize..80,
        which in 0..5_usize,
        plays_before in 0_u32..9,
        purpose in prop::sample::select(vec![Purpose::Learn, Purpose::Review, Purpose::Placement]),
    ) {
        let lesson = [phone_touch, qr_pay, bill, eid_login, || drill(7, 7)][which]();
        let mut learner = Learner::with(lesson, seed, plays_before, purpose);
        for _ in 0..right_first {
            if let Some(input) = right_input(&learner.lesson, &learner.session).unwrap() {
                learner.does(input);
            }
        }
        let mut moments = vec![(learner.events.len(), learner.session.clone())];
        for input in inputs {
            let input = as_input(&learner, input);
            learner.does(input);
            moments.push((learner.events.len(), learner.session.clone()));
        }
        for (count, session) in moments {
            let replayed =
                Session::replay(&learner.lesson, &learner.opened, &learner.events[..count]);
            prop_assert_eq!(replayed, Ok(session));
        }
        for count in 0..=learner.events.len() {
            let prefix = &learner.events[..count];
            prop_assert!(Session::replay(&learner.lesson, &learner.opened, prefix).is_ok());
        }
        learner.plays_right_until(|session| session.phase == Phase::Finished);
    }
}
