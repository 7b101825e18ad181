//! Examples of every event and of every choice within one, and random events. What is here is
//! frozen in `golden/events.txt`: add examples, never change one.

#![allow(dead_code, reason = "each test file uses its own part")]

use proptest::prelude::*;
use protocol::*;

/// A name for the example, and the event. Between them they use every variant of every field.
pub fn examples() -> Vec<(&'static str, Event)> {
    let lesson = || LessonId::from("qr-pay");
    let finished = |stage, purpose, slips, hints, passed| {
        let lesson = lesson();
        Event::StageFinished(StageFinished { lesson, stage, purpose, slips, hints, passed })
    };
    let tapped = |step, target: &str, outcome| {
        Event::Tapped(Tapped { step, target: TargetId::from(target), outcome })
    };
    let answered = |case: &str, choice: &str, genuine| {
        let (case, choice) = (CaseId::from(case), ChoiceId::from(choice));
        Event::DrillCaseAnswered(DrillCaseAnswered { case, choice, genuine })
    };
    let person = PersonId(*b"\x01\x92\x00\x7f\x80\xff\x10\x20\x30\x40\x50\x60\x70\x08\x09\x0a");
    vec![
        (
            "with a nickname",
            Event::PersonAdded(PersonAdded {
                person,
                address: "ba".to_owned(),
                nickname: Some("Lan Hỷ".to_owned()),
            }),
        ),
        (
            "without a nickname",
            Event::PersonAdded(PersonAdded { person, address: "ong".to_owned(), nickname: None }),
        ),
        (
            "text scale",
            Event::PreferenceSet(PreferenceSet {
                name: "text-scale".to_owned(),
                value: "150".to_owned(),
            }),
        ),
        (
            "to learn",
            Event::LessonOpened(LessonOpened {
                lesson: lesson(),
                content: ContentHash([0, 1, 2, 3, 0x7f, 0x80, 0xfe, 0xff]),
                seed: u64::MAX,
                plays_before: 0,
                purpose: Purpose::Learn,
            }),
        ),
        (
            "to review",
            Event::LessonOpened(LessonOpened {
                lesson: lesson(),
                content: ContentHash([0; 8]),
                seed: 0,
                plays_before: 300,
                purpose: Purpose::Review,
            }),
        ),
        ("watch", Event::StageStarted(StageStarted { stage: Stage::Watch, round: 0 })),
        ("together", Event::StageStarted(StageStarted { stage: Stage::Together, round: 1 })),
        ("alone", Event::StageStarted(StageStarted { stage: Stage::Alone, round: 128 })),
        ("check", Event::StageStarted(StageStarted { stage: Stage::Check, round: u32::MAX })),
        ("progress", tapped(0, "bank.key-5", Outcome::Progress)),
        ("done", tapped(1, "bank.scan-button", Outcome::Done)),
        ("slip", tapped(127, "bank.history", Outcome::Slip)),
        ("explained", tapped(128, "bank.history", Outcome::Explained)),
        ("astray", tapped(u16::MAX, "bank.history", Outcome::Astray)),
        ("returned", tapped(2, "bank.back", Outcome::Returned)),
        (
            "an answer",
            Event::Chosen(Chosen {
                step: 3,
                choice: ChoiceId::from("stop"),
                outcome: Outcome::Done,
            }),
        ),
        ("a step", Event::StepShown(StepShown { step: 300 })),
        ("asked", Event::HintShown(HintShown { step: 4, reason: HintReason::Asked })),
        ("still", Event::HintShown(HintShown { step: 4, reason: HintReason::Still })),
        ("back", Event::WentBack(WentBack { step: 5, outcome: Outcome::Returned })),
        ("watched", finished(Stage::Watch, Purpose::Learn, 0, 0, true)),
        ("done together", finished(Stage::Together, Purpose::Learn, 0, 1, true)),
        ("done alone", finished(Stage::Alone, Purpose::Learn, 300, u16::MAX, true)),
        ("check failed", finished(Stage::Check, Purpose::Learn, 2, 0, false)),
        ("review passed", finished(Stage::Check, Purpose::Review, 1, 0, true)),
        ("left", Event::LessonLeft(LessonLeft { lesson: lesson() })),
        ("resumed", Event::LessonResumed(LessonResumed { lesson: lesson() })),
        (
            "to place",
            Event::LessonOpened(LessonOpened {
                lesson: lesson(),
                content: ContentHash([0; 8]),
                seed: 7,
                plays_before: 0,
                purpose: Purpose::Placement,
            }),
        ),
        ("probe passed", finished(Stage::Check, Purpose::Placement, 1, 0, true)),
        ("placed", Event::LessonPlaced(LessonPlaced { lesson: lesson() })),
        ("declined", Event::ProbeDeclined(ProbeDeclined { lesson: lesson() })),
        (
            "a case",
            Event::DrillCaseShown(DrillCaseShown { case: CaseId::from("card-on-motorbike") }),
        ),
        ("believed a fake", answered("pasted-vegetables", "go", false)),
        ("trusted what is genuine", answered("stall-noodles", "go", true)),
        ("refused what is genuine", answered("stall-noodles", "stop", true)),
    ]
}

/// Any event that this version knows.
pub fn any_event() -> impl Strategy<Value = Event> {
    let texts = ("\\PC{0,12}", "\\PC{0,12}", any::<bool>());
    let numbers = (any::<u64>(), any::<u32>(), any::<u16>(), any::<u16>());
    let choices = (0_usize..4, 0_usize..6, any::<[u8; 16]>());
    (0_usize..Event::KINDS.len(), texts, numbers, choices).prop_map(
        |(kind, (one, two, flag), (long, count, step, other), (four, six, bytes))| {
            let stage = [Stage::Watch, Stage::Together, Stage::Alone, Stage::Check][four];
            let outcome = [
                Outcome::Progress,
                Outcome::Done,
                Outcome::Slip,
                Outcome::Explained,
                Outcome::Astray,
                Outcome::Returned,
            ][six];
            let purpose = if flag { Purpose::Learn } else { Purpose::Review };
            let reason = if flag { HintReason::Asked } else { HintReason::Still };
            match kind {
                0 => Event::PersonAdded(PersonAdded {
                    person: PersonId(bytes),
                    address: one,
                    nickname: flag.then_some(two),
                }),
                1 => Event::PreferenceSet(PreferenceSet { name: one, value: two }),
                2 => Event::LessonOpened(LessonOpened {
                    lesson: LessonId(one),
                    content: ContentHash(long.to_le_bytes()),
                    seed: long,
                    plays_before: count,
                    purpose,
                }),
                3 => Event::StageStarted(StageStarted { stage, round: count }),
                4 => Event::Tapped(Tapped { step, target: TargetId(one), outcome }),
                5 => Event::Chosen(Chosen { step, choice: ChoiceId(one), outcome }),
                6 => Event::StepShown(StepShown { step }),
                7 => Event::HintShown(HintShown { step, reason }),
                8 => Event::WentBack(WentBack { step, outcome }),
                9 => Event::StageFinished(StageFinished {
                    lesson: LessonId(one),
                    stage,
                    purpose,
                    slips: step,
                    hints: other,
                    passed: flag,
                }),
                10 => Event::LessonLeft(LessonLeft { lesson: LessonId(one) }),
                11 => Event::LessonResumed(LessonResumed { lesson: LessonId(one) }),
                12 => Event::LessonPlaced(LessonPlaced { lesson: LessonId(one) }),
                13 => Event::ProbeDeclined(ProbeDeclined { lesson: LessonId(one) }),
                14 => Event::LessonOpened(LessonOpened {
                    lesson: LessonId(one),
                    content: ContentHash(long.to_le_bytes()),
                    seed: long,
                    plays_before: count,
                    purpose: Purpose::Placement,
                }),
                15 => Event::StageFinished(StageFinished {
                    lesson: LessonId(one),
                    stage,
                    purpose: Purpose::Placement,
                    slips: step,
                    hints: other,
                    passed: flag,
                }),
                16 => Event::DrillCaseShown(DrillCaseShown { case: CaseId(one) }),
                17 => Event::DrillCaseAnswered(DrillCaseAnswered {
                    case: CaseId(one),
                    choice: ChoiceId(two),
                    genuine: flag,
                }),
                _ => unreachable!("a new kind needs a line here"),
            }
        },
    )
}
