//! *Giúp tôi*, asked again and again: hinted, shown where, done together; and nobody's credit.

use proptest::prelude::*;
use protocol::{
    Event, HintReason, HintShown, LessonOpened, Outcome, Purpose, Stage, StageFinished, StepShown,
};

use crate::fixtures::{bill, drill, eid_login, phone_touch, qr_pay};
use crate::{
    Input, Lesson, Phase, Play, Remark, SHOWN_WHERE, SLIPS_ALLOWED, Session, next_target, open,
    right_input, step,
};

struct Learner {
    lesson: Lesson,
    opened: LessonOpened,
    session: Session,
    events: Vec<Event>,
}

impl Learner {
    fn new(lesson: Lesson, seed: u64, plays_before: u32) -> Self {
        let opened = open(&lesson, seed, plays_before, Purpose::Learn);
        let session = Session::new(&lesson, &opened).unwrap();
        Self { lesson, opened, session, events: Vec::new() }
    }

    /// At this step of this stage, everything before done right.
    fn at(lesson: Lesson, stage: Stage, id: &str) -> Self {
        let mut learner = Self::new(lesson, 3, 0);
        for _ in 0..900 {
            let there = learner.session.play().is_some_and(|play| {
                play.stage == stage
                    && play.current(&learner.lesson).is_some_and(|step| step.id.as_str() == id)
            });
            if there {
                return learner;
            }
            learner.right();
        }
        panic!("no step {id} in {stage:?}");
    }

    fn right(&mut self) -> &mut Self {
        let input = right_input(&self.lesson, &self.session).unwrap().expect("it isn't over");
        self.does(&input)
    }

    fn does(&mut self, input: &Input) -> &mut Self {
        let transition = step(&self.lesson, &self.session, input);
        self.session = transition.session;
        self.events.extend(transition.events);
        let replayed = Session::replay(&self.lesson, &self.opened, &self.events);
        assert_eq!(replayed.as_ref(), Ok(&self.session), "a session is its events");
        self
    }

    fn asks(&mut self) -> &mut Self {
        self.does(&Input::Help)
    }

    fn play(&self) -> &Play {
        self.session.play().expect("a stage is on")
    }

    /// The name of the step that is on.
    fn step(&self) -> &str {
        self.play().current(&self.lesson).unwrap().id.as_str()
    }

    fn ended(&self) -> Vec<&StageFinished> {
        let ends = self.events.iter().filter_map(|event| match event {
            Event::StageFinished(end) => Some(end),
            _ => None,
        });
        ends.collect()
    }
}

#[test]
fn asked_again_it_shows_where_and_then_does_the_step() {
    for stage in [Stage::Together, Stage::Alone] {
        let mut learner = Learner::at(qr_pay(), stage, "open-scanner");
        learner.asks();
        assert_eq!((learner.play().remark.clone(), learner.play().helped), (Some(Remark::Hint), 1));
        learner.asks();
        assert_eq!(learner.play().remark, Some(Remark::Where));
        assert_eq!((learner.play().helped, learner.play().slips), (SHOWN_WHERE, 0));
        let number = learner.play().step;
        learner.asks();
        assert_eq!(learner.events.last(), Some(&Event::StepShown(StepShown { step: number })));
        assert_eq!((learner.step(), learner.play().helped), ("frame-code", 0));
        assert_eq!((learner.play().slips, learner.play().hints), (0, 2));
        // It begins anew with the next step, by a hint.
        learner.asks();
        assert_eq!(learner.play().remark, Some(Remark::Hint));
    }
}

#[test]
fn every_kind_of_step_is_done_as_if_it_had_been_touched() {
    let steps = [
        (phone_touch(), "look-blue"),
        (phone_touch(), "go-back"),
        (phone_touch(), "five-flowers"),
        (qr_pay(), "enter-amount"),
        (qr_pay(), "check-name"),
        (bill(), "enter-code"),
        (eid_login(), "number"),
        (eid_login(), "password"),
        (eid_login(), "passcode"),
    ];
    for (lesson, id) in steps {
        let mut helped = Learner::at(lesson.clone(), Stage::Alone, id);
        let mut alone = Learner::at(lesson, Stage::Alone, id);
        let number = alone.play().step;
        while alone.session.play().is_some_and(|play| play.step == number) {
            alone.right();
        }
        let before = helped.events.len();
        helped.asks().asks().asks();
        let world = |learner: &Learner| learner.session.play().map(|play| play.world.clone());
        assert_eq!(world(&helped), world(&alone), "{id}");
        let kinds: Vec<&str> = helped.events[before..]
            .iter()
            .filter(|event| !matches!(event, Event::StageFinished(_)))
            .map(Event::kind_name)
            .collect();
        assert_eq!(kinds, ["hint-shown", "hint-shown", "step-shown"], "{id}");
    }
}

#[test]
fn help_goes_on_where_it_was_after_a_slip_and_from_wherever_they_are() {
    let mut learner = Learner::at(qr_pay(), Stage::Alone, "open-scanner");
    learner.asks().does(&Input::Tap("bank.history".into())).asks();
    assert_eq!(learner.play().remark, Some(Remark::Where), "the hint was given before the slip");
    assert!(learner.play().is_astray());
    learner.asks();
    assert_eq!((learner.step(), learner.play().slips), ("frame-code", 1));
    assert!(!learner.play().is_astray());
    learner.right();
    assert_eq!(learner.step(), "enter-amount");
}

#[test]
fn what_is_half_done_is_shown_and_finished() {
    let mut learner = Learner::at(qr_pay(), Stage::Alone, "enter-amount");
    learner.right().asks().asks().right();
    assert_eq!(learner.play().helped, SHOWN_WHERE, "the hand stays for the rest of the step");
    learner.asks();
    assert_eq!((learner.step(), learner.play().slips), ("amount-done", 0));
}

#[test]
fn waiting_leads_to_the_hint_and_no_further() {
    let mut learner = Learner::at(qr_pay(), Stage::Alone, "open-scanner");
    for _ in 0..9 {
        learner.does(&Input::Still).does(&Input::Tap("bank.balance".into()));
    }
    assert_eq!((learner.step(), learner.play().helped), ("open-scanner", 1));
    // What waiting has said isn't said again.
    learner.asks();
    assert_eq!(learner.play().remark, Some(Remark::Where));
    learner.does(&Input::Still);
    assert_eq!(
        (learner.play().remark.clone(), learner.step()),
        (Some(Remark::Where), "open-scanner")
    );
}

#[test]
fn in_a_check_being_shown_is_the_step_s_slip_and_a_note_is_none() {
    let mut learner = Learner::at(qr_pay(), Stage::Check, "open-scanner");
    learner.asks();
    assert_eq!((learner.play().slips, learner.step()), (0, "open-scanner"));
    learner.asks();
    assert_eq!((learner.play().slips, learner.play().remark.clone()), (1, Some(Remark::Where)));
    learner.asks();
    assert_eq!((learner.play().slips, learner.step()), (1, "frame-code"));
    // One step is forgiven, as one slip is; two are practised again.
    let mut again = Learner::at(qr_pay(), Stage::Check, "open-scanner");
    for learner in [&mut learner, &mut again] {
        learner.asks().asks().asks();
    }
    again.asks().asks().asks();
    for learner in [&mut learner, &mut again] {
        while learner.session.play().is_some() {
            learner.right();
        }
    }
    assert!(matches!(again.session.phase, Phase::Card { next: Stage::Alone, again: true }));
    assert!(!again.ended().last().unwrap().passed);
}

#[test]
fn a_placement_has_its_own_way_out() {
    let lesson = qr_pay();
    let opened = open(&lesson, 1, 0, Purpose::Placement);
    let mut session = Session::new(&lesson, &opened).unwrap();
    session = step(&lesson, &session, &Input::Next).session;
    for _ in 0..5 {
        assert!(step(&lesson, &session, &Input::Help).events.is_empty());
    }
}

#[test]
fn a_case_is_advised_then_pointed_at_and_then_told() {
    let mut learner = Learner::new(drill(7, 7), 11, 0);
    learner.right();
    learner.asks();
    let drill = learner.session.drill().unwrap();
    assert_eq!((drill.advised, drill.helped), (true, 1));
    learner.asks();
    assert_eq!(learner.session.drill().unwrap().helped, SHOWN_WHERE);
    assert!(learner.session.drill().unwrap().answer().is_none());
    learner.asks();
    let drill = learner.session.drill().unwrap();
    let told = drill.answer().unwrap();
    assert_eq!(told.choice, drill.case(&learner.lesson).unwrap().answer());
    assert_eq!((told.told, told.right, drill.wrong()), (true, false, 1));
    let answered = |event: &Event| matches!(event, Event::DrillCaseAnswered(_));
    assert!(!learner.events.iter().any(answered), "nobody believed it and nobody refused it");
    let before = learner.events.len();
    learner.asks();
    assert_eq!(learner.events.len(), before, "what is told is read, and the main button leads on");
    // The next case begins without help.
    learner.does(&Input::Next);
    assert_eq!(learner.session.drill().unwrap().helped, 0);
}

/// Records of earlier versions repeat a hint as often as it was asked for, in lessons and drills.
#[test]
fn a_hint_repeated_in_an_old_log_is_still_only_a_hint() {
    let mut learner = Learner::at(qr_pay(), Stage::Alone, "open-scanner");
    let (step, before) = (learner.play().step, learner.play().clone());
    for reason in [HintReason::Still, HintReason::Asked, HintReason::Asked, HintReason::Asked] {
        let hint = Event::HintShown(HintShown { step, reason });
        learner.session.apply(&learner.lesson, &hint).unwrap();
    }
    let play = learner.play();
    assert_eq!((play.step, play.slips, play.hints), (step, before.slips, before.hints + 4));
    assert_eq!(play.world, before.world);
    let mut learner = Learner::new(drill(7, 7), 11, 0);
    learner.right();
    for _ in 0..4 {
        let hint = Event::HintShown(HintShown { step: 0, reason: HintReason::Asked });
        learner.session.apply(&learner.lesson, &hint).unwrap();
    }
    assert!(learner.session.drill().unwrap().answer().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// From any moment whoever only asks for help, beside the main button where there is one,
    /// reaches the end of the stage within three asks a step; nothing of it is theirs, and a check
    /// done so isn't passed.
    #[test]
    fn whoever_only_asks_for_help_reaches_the_end_of_the_stage(
        which in 0..5_usize,
        seed in any::<u64>(),
        plays_before in 0_u32..9,
        right_first in 0_usize..90,
        taps in prop::collection::vec(any::<u16>(), 0..12),
    ) {
        let lesson = [phone_touch, qr_pay, bill, eid_login, || drill(7, 7)][which]();
        let mut learner = Learner::new(lesson, seed, plays_before);
        for _ in 0..right_first {
            if right_input(&learner.lesson, &learner.session).unwrap().is_some() {
                learner.right();
            }
        }
        for tap in taps {
            let on_screen = learner.session.play().map(|play| play.world.on_screen());
            match on_screen.filter(|on_screen| !on_screen.is_empty()) {
                Some(on_screen) => {
                    let target = on_screen[usize::from(tap) % on_screen.len()].clone();
                    learner.does(&Input::Tap(target));
                }
                None => {
                    learner.does(&Input::Choose(if tap % 2 == 0 { "go" } else { "stop" }.into()));
                }
            }
        }
        let mine = |learner: &Learner| {
            let done = |event: &&Event| match event {
                Event::Tapped(tapped) => tapped.outcome == Outcome::Done,
                Event::Chosen(chosen) => chosen.outcome == Outcome::Done,
                Event::WentBack(went) => went.outcome == Outcome::Done,
                Event::DrillCaseAnswered(_) => true,
                _ => false,
            };
            learner.events.iter().filter(done).count()
        };
        let (ends, before) = (learner.ended().len(), mine(&learner));
        let (mut asked, slips) = (0, learner.session.play().map_or(0, |play| play.slips));
        while learner.ended().len() == ends && learner.session.phase != Phase::Finished {
            let help = step(&learner.lesson, &learner.session, &Input::Help);
            let input = if help.events.is_empty() { Input::Next } else { Input::Help };
            learner.does(&input);
            asked += 1;
            prop_assert!(asked <= 3 * (crate::MAX_STEPS + 2), "there is no end");
        }
        prop_assert_eq!(mine(&learner), before, "what the hand did is nobody's");
        if let Some(end) = learner.ended().get(ends) {
            let whole = end.slips.saturating_sub(slips);
            prop_assert!(end.stage != Stage::Check || !end.passed || whole <= SLIPS_ALLOWED);
            prop_assert!(end.stage == Stage::Check || end.passed);
            // The hand is where the step is: what it did could have been touched.
            prop_assert!(learner.session.play().is_none());
        }
    }

    /// What is pointed at is always there to be touched.
    #[test]
    fn what_is_pointed_at_is_on_the_screen(
        which in 0..4_usize,
        seed in any::<u64>(),
        right_first in 0_usize..160,
    ) {
        let lesson = [phone_touch, qr_pay, bill, eid_login][which]();
        let mut learner = Learner::new(lesson, seed, 0);
        for _ in 0..right_first {
            if right_input(&learner.lesson, &learner.session).unwrap().is_some() {
                learner.right();
            }
        }
        learner.asks().asks();
        if let Some(play) = learner.session.play()
            && let Some(target) = next_target(
                play.current(&learner.lesson).unwrap(),
                &play.world,
                &play.values,
            )
        {
            prop_assert!(play.world.on_screen().contains(&target), "{target} isn't there");
        }
    }
}
