//! Anything that may come, against a simple model in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU8, Ordering};

use hub::storage::sql::WardId;
use hub::storage::{Intake, NewSegment, SegmentStore, Storage, Taken};
use progress::{LessonProgress, Progress};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use protocol::{
    ContentHash, Event, EventId, LessonId, LessonOpened, LogId, PersonId, Purpose, Recorded, Stage,
    StageFinished, Stamp, UnixMillis,
};
use segment::Hash;

use crate::place::Place;
use crate::samples::*;

/// Which segment: of one of four logs of two people, some numbers, one of two branches.
#[derive(Debug, Clone, Copy)]
struct Choice {
    by: u8,
    about: u8,
    first: u64,
    count: u32,
    branch: u8,
}

fn choice() -> impl Strategy<Value = Choice> {
    (1..=2_u8, 1..=2_u8, 1..=12_u64, 1..=6_u32, 0..=1_u8)
        .prop_map(|(by, about, first, count, branch)| Choice { by, about, first, count, branch })
}

/// Transactions of intakes of segments.
fn history() -> impl Strategy<Value = Vec<Vec<Vec<Choice>>>> {
    let intake = proptest::collection::vec(choice(), 0..6);
    let transaction = proptest::collection::vec(intake, 0..4);
    proptest::collection::vec(transaction, 0..6)
}

/// The events of a segment: each number has its own, which differs between branches.
fn events(choice: Choice) -> Vec<Recorded> {
    let log = log(choice.by, choice.about);
    let one = |seq: u64| {
        let lesson = LessonId::from(if seq.is_multiple_of(2) { "call" } else { "scan" });
        let event = match (seq + u64::from(choice.branch)) % 3 {
            0 => Event::LessonOpened(LessonOpened {
                lesson,
                content: ContentHash::default(),
                seed: 0,
                plays_before: 0,
                purpose: Purpose::Learn,
            }),
            kind => Event::StageFinished(StageFinished {
                lesson,
                stage: Stage::Check,
                purpose: Purpose::Learn,
                slips: u16::from(choice.by),
                hints: 0,
                passed: kind == 1 && seq > 8,
            }),
        };
        let stamp = Stamp { wall: UnixMillis(seq.cast_signed() * 1_000), ..Stamp::default() };
        let (author, subject) = (log.person, log.person);
        Recorded { n: 0, id: EventId { log: log.log, seq }, author, subject, stamp, event }
    };
    (choice.first..choice.first + u64::from(choice.count)).map(one).collect()
}

fn new_segment(choice: Choice) -> NewSegment {
    let log = log(choice.by, choice.about);
    let mut segment = segment(&log, choice.first, choice.count, choice.branch);
    let fact = |recorded: &Recorded| {
        let (lesson, fact) = progress::Fact::of(recorded)?;
        Some(hub::storage::NewFact { lesson: lesson.clone(), seq: recorded.id.seq, fact })
    };
    segment.facts = events(choice).iter().filter_map(fact).collect();
    segment
}

fn intakes(transaction: &[Vec<Choice>]) -> Vec<Intake> {
    let one = |choices: &Vec<Choice>| {
        let logs: Vec<_> = choices.iter().map(|choice| log(choice.by, choice.about)).collect();
        intake(&logs, choices.iter().map(|choice| new_segment(*choice)).collect())
    };
    transaction.iter().map(one).collect()
}

#[derive(Default)]
struct Model {
    order: Vec<(Choice, Hash)>,
}

impl Model {
    fn commit(&mut self, transaction: &[Vec<Choice>]) -> Vec<Taken> {
        let mut taken = Vec::new();
        for intake in transaction {
            let mut new = Vec::new();
            for choice in intake {
                let hash = new_segment(*choice).hash;
                new.push(self.order.iter().all(|(_, known)| *known != hash));
                if new.last() == Some(&true) {
                    self.order.push((*choice, hash));
                }
            }
            taken.push(Taken { new, forked: Vec::new() });
        }
        // Forks are told by all that is there at the end of the transaction.
        for (intake, taken) in transaction.iter().zip(&mut taken) {
            for choice in intake {
                let log = new_segment(*choice).header.log;
                if self.is_forked(*choice) && !taken.forked.contains(&log) {
                    taken.forked.push(log);
                }
            }
        }
        taken
    }

    fn is_forked(&self, one: Choice) -> bool {
        let end = |choice: Choice| choice.first + u64::from(choice.count);
        let hash = new_segment(one).hash;
        self.order.iter().any(|(other, known)| {
            (other.by, other.about) == (one.by, one.about)
                && *known != hash
                && other.first < end(one)
                && one.first < end(*other)
        })
    }

    /// Numbers by person.
    fn events(&self) -> BTreeMap<PersonId, BTreeSet<(LogId, u64)>> {
        let mut all = BTreeMap::<_, BTreeSet<_>>::new();
        for recorded in self.order.iter().flat_map(|(choice, _)| events(*choice)) {
            all.entry(recorded.subject).or_default().insert((recorded.id.log, recorded.id.seq));
        }
        all
    }

    fn progress(&self, about: PersonId) -> Vec<(LessonId, LessonProgress)> {
        let all: Vec<_> = self.order.iter().flat_map(|(choice, _)| events(*choice)).collect();
        let fold = Progress::fold(all.iter().filter(|recorded| recorded.subject == about));
        fold.lessons().map(|(lesson, progress)| (lesson.clone(), progress)).collect()
    }
}

/// A ward that nothing was kept about yet; on SQLite a file.
async fn anew(place: &Place) -> (Option<Place>, Storage) {
    static WARDS: AtomicU8 = AtomicU8::new(100);
    match place {
        Place::Sqlite(_) => {
            let place = Place::sqlite();
            let storage = place.open().await;
            (Some(place), storage)
        }
        Place::Postgres(_) => {
            let ward = WardId([WARDS.fetch_add(1, Ordering::SeqCst); 16]);
            (None, place.open_for(ward).await.unwrap())
        }
    }
}

/// Runs a property with the runtime that the test is in.
fn property<T: std::fmt::Debug, F: Future<Output = ()>>(
    cases: u32,
    strategy: impl Strategy<Value = T>,
    property: impl Fn(T) -> F,
) {
    let runtime = tokio::runtime::Handle::current();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    tokio::task::block_in_place(|| {
        let run = |input| {
            runtime.block_on(property(input));
            Ok(())
        };
        TestRunner::new(config).run(&strategy, run).unwrap();
    });
}

pub async fn any_intake_does_as_the_model(place: Place) {
    property(24, history(), async |history| {
        let (_folder, storage) = anew(&place).await;
        let mut model = Model::default();
        for transaction in &history {
            let taken = storage.commit(intakes(transaction)).await.unwrap();
            assert_eq!(taken, model.commit(transaction));
        }
        let stored = storage.segments_after(0, 1_000).await.unwrap();
        let order: Vec<_> = model.order.iter().map(|(_, hash)| *hash).collect();
        assert_eq!(hashes(&stored), order);
        assert!(stored.is_sorted_by(|one, other| one.position < other.position));
        let (counts, events) = (storage.counts().await.unwrap(), model.events());
        assert_eq!(counts.events, events.values().map(|all| all.len() as u64).sum::<u64>());
        assert_eq!(counts.segments, order.len() as u64);
        for (about, numbers) in events {
            let learner = storage.learner(&about).await.unwrap().unwrap();
            assert_eq!(learner.events, numbers.len() as u64);
            assert_eq!(learner.lessons, model.progress(about));
        }
    });
}

pub async fn any_order_gives_the_progress_of_the_fold(place: Place) {
    let strategy = proptest::collection::vec(choice(), 1..12)
        .prop_flat_map(|choices| (Just(choices.clone()), Just(choices).prop_shuffle()));
    property(12, (strategy, 1..5_usize), async |((choices, shuffled), size)| {
        let (_one_folder, one) = anew(&place).await;
        let (_other_folder, other) = anew(&place).await;
        one.commit(intakes(std::slice::from_ref(&choices))).await.unwrap();
        for some in shuffled.chunks(size) {
            other.commit(intakes(&[some.to_vec(), choices[..1].to_vec()])).await.unwrap();
        }
        let rows = "SELECT person, lesson, opened, passed, placed, attempts, facts \
                    FROM learner_lesson WHERE ward = $1 ORDER BY person, lesson";
        let rows = async |storage: &Storage| {
            let database = storage.database();
            database.query(rows, hub::values![database.ward()]).await.unwrap()
        };
        let kept = rows(&one).await;
        assert!(!kept.is_empty());
        assert_eq!(kept, rows(&other).await);
        assert_eq!(one.figures().await.unwrap(), other.figures().await.unwrap());
        let events = |storage| async move { SegmentStore::counts(storage).await.unwrap().events };
        assert_eq!(events(&one).await, events(&other).await);
        let all: Vec<_> = choices.iter().flat_map(|choice| events_of(*choice)).collect();
        for about in [person(1), person(2)] {
            let fold = Progress::fold(all.iter().filter(|recorded| recorded.subject == about));
            for mut row in rows(&one).await {
                if row.take::<[u8; 16]>(0).unwrap() == about.0 {
                    let lesson = LessonId(row.take(1).unwrap());
                    let facts = fold.facts(&lesson).unwrap().to_bytes().unwrap();
                    assert_eq!(row.take::<Vec<u8>>(6).unwrap(), facts);
                }
            }
        }
    });
}

fn events_of(choice: Choice) -> Vec<Recorded> {
    events(choice)
}
