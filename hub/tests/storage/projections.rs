//! What follows from the facts.

use hub::storage::{Figure, SegmentFacts, SegmentStore};
use hub::values;
use protocol::{LessonId, UnixMillis};

use crate::place::{Place, WARD};
use crate::samples::*;

fn figure(group: &str, lesson: &str, people: u64, opened: u64, passed: u64) -> Figure {
    let lesson = LessonId::from(lesson);
    Figure { group: Some(group.into()), lesson, people, opened, passed }
}

pub async fn figures_follow_the_facts(place: Place) {
    let storage = place.open().await;
    assert_eq!(storage.figures().await.unwrap(), []);
    // 1 and 4 are of one group, 2 of another, 7 only arrives.
    for (about, facts) in [
        (1, vec![opened("call", 1), checked("call", 2, false), checked("call", 3, true)]),
        (4, vec![opened("call", 1), checked("call", 2, false), opened("scan", 3)]),
        (2, vec![checked("scan", 1, true)]),
        (7, Vec::new()),
    ] {
        let log = log(about, about);
        let mut segment = segment(&log, 1, 3, 0);
        segment.facts = facts;
        for _ in 0..2 {
            commit(&storage, &log, vec![segment.clone()]).await;
        }
    }
    let mut none = log(9, 9);
    none.group = None;
    let mut of_nobody = segment(&none, 1, 1, 0);
    of_nobody.facts = vec![opened("call", 1)];
    commit(&storage, &none, vec![of_nobody]).await;
    let mut without = figure("", "call", 1, 1, 0);
    without.group = None;
    let expected = [
        without,
        figure("Tổ 1", "call", 3, 2, 1),
        figure("Tổ 1", "scan", 3, 1, 0),
        figure("Tổ 2", "scan", 1, 1, 1),
    ];
    assert_eq!(storage.figures().await.unwrap(), expected);
    let learner = storage.learner(&person(1)).await.unwrap().unwrap();
    assert_eq!((learner.group.as_deref(), learner.events), (Some("Tổ 1"), 3));
    assert_eq!(learner.last_received, Some(UnixMillis(1_000)));
    let (lesson, progress) = &learner.lessons[0];
    assert_eq!((lesson.as_str(), progress.attempts, progress.is_passed()), ("call", 2, true));
    assert_eq!(storage.learner(&person(99)).await.unwrap(), None);
    // What another device brings later counts for the same lesson.
    let second = log(5, 4);
    let mut passed = segment(&second, 1, 1, 0);
    passed.facts = vec![checked("call", 1, true)];
    commit(&storage, &second, vec![passed]).await;
    assert_eq!(storage.figures().await.unwrap()[1], figure("Tổ 1", "call", 3, 2, 2));
    // What wasn't projected waits for the projections to be made anew.
    let mut later = segment(&second, 2, 1, 0);
    (later.facts, later.projected) = (vec![checked("pay", 2, true)], false);
    commit(&storage, &second, vec![later]).await;
    assert_eq!(storage.figures().await.unwrap().len(), 4);
}

pub async fn projections_made_anew_are_the_same(place: Place) {
    let storage = place.open().await;
    let mut stored = Vec::new();
    for about in 1..=6 {
        let log = log(about, about);
        let mut segment = segment(&log, 1, 2, 0);
        segment.facts = vec![opened("call", 1), checked("call", 2, about % 2 == 0)];
        let (person, facts) = (log.person, segment.facts.clone());
        stored.push(SegmentFacts { person, log: log.log, facts });
        commit(&storage, &log, vec![segment]).await;
    }
    let (figures, learner) = (storage.figures().await, storage.learner(&person(2)).await);
    assert!(storage.projections_are_current().await.unwrap());
    storage.reset_projections().await.unwrap();
    assert!(!storage.projections_are_current().await.unwrap());
    assert_eq!(storage.figures().await.unwrap(), []);
    // What comes in meanwhile is projected by its intake, and once more by the rebuild.
    let log = log(7, 7);
    let mut meanwhile = segment(&log, 1, 1, 0);
    meanwhile.facts = vec![opened("scan", 1)];
    let facts = meanwhile.facts.clone();
    stored.push(SegmentFacts { person: log.person, log: log.log, facts });
    commit(&storage, &log, vec![meanwhile]).await;
    stored.reverse();
    storage.project(&stored[..4]).await.unwrap();
    storage.project(&stored[2..]).await.unwrap();
    assert!(!storage.projections_are_current().await.unwrap());
    storage.finish_projections().await.unwrap();
    assert!(storage.projections_are_current().await.unwrap());
    let mut anew = storage.figures().await.unwrap();
    let scan = anew.iter().position(|figure| figure.lesson.as_str() == "scan").unwrap();
    assert_eq!(anew.remove(scan).opened, 1);
    let mut figures = figures.unwrap();
    figures.iter_mut().find(|figure| figure.group.as_deref() == Some("Tổ 1")).unwrap().people += 1;
    assert_eq!(anew, figures);
    assert_eq!(storage.learner(&person(2)).await.unwrap(), learner.unwrap());
}

/// A hub that was updated takes in before it has made its projections anew.
pub async fn rows_of_another_version_are_left_alone(place: Place) {
    let storage = place.open().await;
    let log = log(1, 1);
    let mut first = segment(&log, 1, 1, 0);
    first.facts = vec![opened("call", 1)];
    commit(&storage, &log, vec![first]).await;
    let mut write = storage.database().begin().await.unwrap();
    let old = "UPDATE learner_lesson SET facts = $2 WHERE ward = $1";
    write.execute(old, values![WARD, vec![255_u8; 9]]).await.unwrap();
    write.execute("UPDATE hub SET projections = 1 WHERE ward = $1", values![WARD]).await.unwrap();
    write.commit().await.unwrap();
    let mut second = segment(&log, 2, 1, 0);
    second.facts = vec![checked("call", 2, true)];
    commit(&storage, &log, vec![second]).await;
    assert!(!storage.projections_are_current().await.unwrap());
    assert_eq!(storage.counts().await.unwrap().segments, 2);
    storage.reset_projections().await.unwrap();
    assert_eq!(storage.learner(&log.person).await.unwrap().unwrap().lessons, []);
}

pub async fn learners_are_listed_by_id(place: Place) {
    let storage = place.open().await;
    for about in (1..=20).rev() {
        let log = log(about, about);
        let mut segment = segment(&log, 1, 3, 0);
        segment.facts = vec![opened("call", 1), checked("call", 2, true), opened("scan", 3)];
        commit(&storage, &log, vec![segment]).await;
    }
    let (mut listed, mut after) = (Vec::new(), None);
    loop {
        let some = storage.learners(None, after, 7).await.unwrap();
        let Some(last) = some.last() else { break };
        after = Some(last.person);
        listed.extend(some);
    }
    let people: Vec<_> = listed.iter().map(|learner| learner.person).collect();
    assert_eq!(people, (1..=20).map(person).collect::<Vec<_>>());
    assert!(listed.iter().all(|learner| (learner.opened, learner.passed) == (2, 1)));
    let of_group = storage.learners(Some("Tổ 1"), Some(person(4)), 3).await.unwrap();
    let people: Vec<_> = of_group.iter().map(|learner| learner.person).collect();
    assert_eq!(people, [person(7), person(10), person(13)]);
}
