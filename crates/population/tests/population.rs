//! The made-up ward from outside: plays are plays, truth is true, and a seed says everything.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::path::Path;
use std::sync::LazyLock;

use content::{Catalog, Source};
use engine::{Phase, Session};
use population::*;
use progress::Progress;
use protocol::*;

static CURRICULUM: LazyLock<Curriculum> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert_eq!(problems, []);
    Curriculum::new(&catalog)
});

fn ward(seed: u64, people: u32) -> Ward {
    Ward::new(seed, &Shape { people, groups: 4, ..Shape::default() })
}

fn recorded(learner: &Learner) -> Vec<Recorded> {
    let (author, subject) = (learner.person, learner.person);
    let log = log_id(InstallId([3; 16]), subject);
    let events = (1..).zip(learner.events(&CURRICULUM));
    events
        .map(|(seq, (stamp, event))| Recorded {
            n: 0,
            id: EventId { log, seq },
            author,
            subject,
            stamp,
            event,
        })
        .collect()
}

#[test]
fn everybody_lives_in_a_group_and_a_household_and_who_begins_has_an_instructor() {
    let ward = Ward::new(5, &Shape::default());
    assert_eq!((ward.groups.len(), ward.learners.len()), (26, 26_500));
    assert_eq!(ward.groups[25].name, "Tổ dân phố 26");
    let mut taught = vec![0; ward.learners.len()];
    for instructor in &ward.instructors {
        assert!((1..=60).contains(&instructor.roster.len()));
        for number in &instructor.roster {
            assert_eq!(ward.learners[*number as usize].group, instructor.group);
            taught[*number as usize] += 1;
        }
    }
    let mut never = 0;
    for (number, learner) in (0..).zip(&ward.learners) {
        assert_eq!(learner.number, number);
        assert!(ward.groups[usize::from(learner.group)].learners.contains(&number));
        let household = &ward.households[learner.household as usize];
        assert!(household.learners.contains(&number) && household.group == learner.group);
        assert!(household.learners.contains(&learner.phone));
        let begins = learner.diligence != Diligence::Never;
        assert_eq!(taught[number as usize], u32::from(begins));
        never += u32::from(!begins);
    }
    assert!((8_700..9_900).contains(&never), "{never} of 26,500 never begin; 350 of 1,000 should");
    let people: std::collections::BTreeSet<_> = ward.learners.iter().map(|l| l.person).collect();
    assert_eq!(people.len(), 26_500);
}

#[test]
fn a_seed_says_everything_and_another_says_something_else() {
    let lives = |seed| -> Vec<_> {
        ward(seed, 40).learners.iter().flat_map(|one| one.events(&CURRICULUM)).collect()
    };
    let again = lives(1);
    assert!(again.len() > 5_000, "{} events", again.len());
    assert!(lives(1) == again);
    assert!(lives(2) != again);
}

#[test]
fn progress_agrees_with_the_truth() {
    let ward = ward(7, 300);
    let mut groups = vec![GroupTruth::default(); 4];
    let (mut placed, mut all, mut failed) = (0, 0, 0);
    for learner in &ward.learners {
        let recorded = recorded(learner);
        let truth = learner.truth(&CURRICULUM);
        assert_eq!(recorded.len() as u64, truth.events);
        let progress = Progress::fold(&recorded);
        for lesson in CURRICULUM.lessons() {
            let is = progress.lesson(&lesson.id);
            let known = truth.lessons.get(&lesson.id).cloned().unwrap_or_default();
            assert_eq!(is.is_passed(), known.is_passed(), "{} {}", learner.number, lesson.id);
            assert_eq!(is.placed, known.placed && !known.shown);
            assert_eq!(is.attempts, known.attempts);
            assert_eq!(is.best_slips, known.best_slips);
            assert_eq!(is.stage_reached, known.stage_reached);
            assert_eq!(progress.plays(&lesson.id), known.plays);
            placed += u32::from(known.placed);
            failed += u32::from(is.attempts > progress.plays(&lesson.id));
            let group = &mut groups[usize::from(learner.group)];
            *group.passed.entry(lesson.id.clone()).or_default() += u32::from(is.is_passed());
        }
        let group = &mut groups[usize::from(learner.group)];
        group.people += 1;
        group.begun += u32::from(!recorded.is_empty());
        group.events += recorded.len() as u64;
        let passed_all = truth.passed() == CURRICULUM.lessons().len();
        group.passed_all += u32::from(passed_all);
        all += u32::from(passed_all);
        match learner.diligence {
            Diligence::Never => assert!(recorded.is_empty()),
            Diligence::Stops => assert!(!recorded.is_empty()),
            Diligence::Finishes => assert!(passed_all, "learner {}", learner.number),
        }
    }
    assert_eq!(ward.truth(&CURRICULUM), groups);
    assert!(placed > 0 && failed > 0 && all > 30, "{placed} placed, {failed} failed, {all} all");
}

/// Everything that happens in the app is somewhere in a ward.
#[test]
fn every_kind_of_event_comes_up() {
    let ward = ward(11, 300);
    let mut seen = std::collections::BTreeSet::new();
    for learner in &ward.learners {
        seen.extend(learner.events(&CURRICULUM).map(|(_, event)| event.kind()));
    }
    let missing: Vec<_> =
        Event::KINDS.iter().filter(|(kind, schema, _)| !seen.contains(&(*kind, *schema))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_play_can_be_replayed_to_where_it_stands() {
    let (mut finished, mut resumed) = (0, 0);
    for learner in &ward(13, 120).learners {
        let mut play: Option<(usize, Session)> = None;
        let mut hands = vec![0_u32; CURRICULUM.lessons().len()];
        for (_, event) in learner.events(&CURRICULUM) {
            if let Event::LessonOpened(opened) = &event {
                let at = CURRICULUM.lessons().iter().position(|one| one.id == opened.lesson);
                let at = at.unwrap();
                assert_eq!(opened.seed, learner.picture_seed());
                assert_eq!(opened.plays_before, hands[at], "{}", opened.lesson);
                hands[at] += 1;
                play = Some((at, Session::new(&CURRICULUM.lessons()[at], opened).unwrap()));
            }
            resumed += u32::from(matches!(event, Event::LessonResumed(_)));
            let Some((at, session)) = &mut play else { continue };
            let lesson = &CURRICULUM.lessons()[*at];
            session.apply(lesson, &event).unwrap();
            finished += u32::from(session.phase == Phase::Finished);
            if let Event::StageFinished(end) = &event
                && lesson.drill.is_some()
            {
                hands[*at] += u32::from(!end.passed);
            }
        }
    }
    assert!(finished > 300 && resumed > 20, "{finished} finished, {resumed} resumed");
}

#[test]
fn times_are_those_of_a_person() {
    let mut gaps = Vec::new();
    for learner in ward(17, 60).learners.iter().filter(|l| l.diligence != Diligence::Never) {
        let stamps: Vec<Stamp> = learner.events(&CURRICULUM).map(|(stamp, _)| stamp).collect();
        for pair in stamps.windows(2) {
            let wall = pair[1].wall.0 - pair[0].wall.0;
            assert!(wall >= 0 && pair[1].boot >= pair[0].boot);
            if pair[0].boot == pair[1].boot {
                let monotonic =
                    pair[1].monotonic_millis.checked_signed_diff(pair[0].monotonic_millis);
                assert!((wall - monotonic.unwrap()).abs() <= 1, "the clocks run together");
                gaps.push(wall);
            }
        }
    }
    gaps.sort_unstable();
    let median = gaps[gaps.len() / 2];
    assert!((2_000..8_000).contains(&median), "{median} ms");
}
