//! What follows from the facts: each learner's progress by lesson, and figures by group. All of it
//! is sets and counts of sets, so any order and any repetition of facts gives the same rows.

use std::collections::BTreeMap;

use progress::{Clocks, Fact, LessonFacts, Progress, Standing};
use protocol::{EventId, LessonId, PersonId};

use super::codes::{group_of, is_lesson};
use super::sql::{Database, Insert, Kind};
use super::write::Write;
use super::{
    Figure, LearnerRow, LearnerSummary, Result, SegmentFacts, StorageError, UnixMillis, codes,
};
use crate::values;

/// The version of the rows made here; beside it counts that of the fold itself.
const ROWS: u64 = 1;

/// The version of both.
pub(super) const VERSION: u64 = (progress::VERSION as u64) << 16 | ROWS;

/// Facts by person and lesson.
pub(super) type Facts = BTreeMap<(PersonId, LessonId), Vec<(EventId, Fact)>>;

const LEARNER_LESSON: Insert = Insert {
    table: "learner_lesson",
    columns: &[
        ("ward", Kind::Blob),
        ("person", Kind::Blob),
        ("lesson", Kind::Text),
        ("opened", Kind::Integer),
        ("passed", Kind::Integer),
        ("placed", Kind::Integer),
        ("attempts", Kind::Integer),
        ("facts", Kind::Blob),
    ],
    then: "ON CONFLICT (ward, person, lesson) DO UPDATE SET opened = excluded.opened, \
           passed = excluded.passed, placed = excluded.placed, attempts = excluded.attempts, \
           facts = excluded.facts",
};

pub(super) const GROUP_LESSON: Insert = Insert {
    table: "group_lesson",
    columns: &[
        ("ward", Kind::Blob),
        ("group_name", Kind::Text),
        ("lesson", Kind::Text),
        ("opened", Kind::Integer),
        ("passed", Kind::Integer),
    ],
    then: "ON CONFLICT (ward, group_name, lesson) DO UPDATE SET \
           opened = group_lesson.opened + excluded.opened, \
           passed = group_lesson.passed + excluded.passed",
};

/// Adds facts. Does nothing where another version made the rows: they are about to be made anew.
pub(super) async fn fold(write: &mut Write<'_>, facts: Facts) -> Result<()> {
    let stale = write.projections != 0 && write.projections != VERSION;
    if facts.is_empty() || stale {
        return Ok(());
    }
    let ward = write.ward;
    let each = facts.keys().map(|(person, lesson)| values![ward, person.0, lesson.as_str()]);
    let each = each.collect();
    let sql = "SELECT p.group_name, l.facts, l.opened, l.passed FROM person p \
               LEFT JOIN learner_lesson l \
               ON l.ward = p.ward AND l.person = p.person AND l.lesson = $3 \
               WHERE p.ward = $1 AND p.person = $2 AND p.erased IS NULL";
    let found = write.first_of_each(sql, each).await?;
    let (mut rows, mut figures) = (Vec::new(), BTreeMap::<(String, &str), (i64, i64)>::new());
    for (((person, lesson), news), row) in facts.iter().zip(found) {
        let Some(mut row) = row else { continue };
        let mut known = read(row.take::<Option<Vec<u8>>>(1)?)?;
        let any = news.iter().fold(false, |any, (id, fact)| known.insert(*id, *fact) || any);
        if !any {
            continue;
        }
        let standing = Standing::of(&known);
        // A placement alone is no opening.
        let opened = known.iter().any(|fact| !matches!(fact, Fact::Placed { .. }));
        let passed = standing.passed_at.is_some();
        let was_opened = row.take::<Option<bool>>(2)?.unwrap_or(false);
        let was_passed = row.take::<Option<bool>>(3)?.unwrap_or(false);
        let figure = figures.entry((row.take(0)?, lesson.as_str())).or_default();
        figure.0 += i64::from(opened) - i64::from(was_opened);
        figure.1 += i64::from(passed) - i64::from(was_passed);
        rows.push(values![
            ward,
            person.0,
            lesson.as_str(),
            opened,
            passed,
            standing.placed,
            standing.attempts,
            known.to_bytes().map_err(|_| StorageError::Damaged)?,
        ]);
    }
    let figures = figures
        .into_iter()
        .map(|((group, lesson), (opened, passed))| values![ward, group, lesson, opened, passed]);
    let figures = figures.collect();
    write.insert(&LEARNER_LESSON, rows).await?;
    write.insert(&GROUP_LESSON, figures).await.map(drop)
}

fn read(facts: Option<Vec<u8>>) -> Result<LessonFacts> {
    let Some(bytes) = facts else { return Ok(LessonFacts::default()) };
    LessonFacts::from_bytes(&bytes).map_err(|_| StorageError::Damaged)
}

/// Folds facts of stored segments.
pub(super) async fn project(database: &dyn Database, segments: &[SegmentFacts]) -> Result<()> {
    let mut facts = Facts::new();
    for segment in segments {
        for fact in segment.facts.iter().filter(|fact| is_lesson(fact.lesson.as_str())) {
            let id = EventId { log: segment.log, seq: fact.seq };
            facts.entry((segment.person, fact.lesson.clone())).or_default().push((id, fact.fact));
        }
    }
    let mut write = Write::begin(database).await?;
    fold(&mut write, facts).await?;
    write.commit().await
}

/// Whether the rows are complete and of this version.
pub(super) async fn are_current(database: &dyn Database) -> Result<bool> {
    let sql = "SELECT projections FROM hub WHERE ward = $1";
    let mut rows = database.query(sql, values![database.ward()]).await?;
    let row = rows.first_mut().ok_or(StorageError::Damaged)?;
    Ok(row.take::<u64>(0)? == VERSION)
}

/// Empties the rows.
pub(super) async fn reset(database: &dyn Database) -> Result<()> {
    let mut write = Write::begin(database).await?;
    let ward = write.ward;
    write.execute("DELETE FROM learner_lesson WHERE ward = $1", values![ward]).await?;
    write.execute("DELETE FROM group_lesson WHERE ward = $1", values![ward]).await?;
    write.execute("UPDATE hub SET projections = 0 WHERE ward = $1", values![ward]).await?;
    write.commit().await
}

/// Declares the rows complete.
pub(super) async fn finish(database: &dyn Database) -> Result<()> {
    let mut write = Write::begin(database).await?;
    let sql = "UPDATE hub SET projections = $2 WHERE ward = $1";
    write.execute(sql, values![write.ward, VERSION]).await?;
    write.commit().await
}

/// A learner's rows.
pub(super) async fn learner(
    database: &dyn Database,
    person: &PersonId,
) -> Result<Option<LearnerRow>> {
    let ward = database.ward();
    let sql = "SELECT group_name, events, last_received FROM person \
               WHERE ward = $1 AND person = $2 AND erased IS NULL";
    let mut rows = database.query(sql, values![ward, person.0]).await?;
    let Some(row) = rows.first_mut() else { return Ok(None) };
    let sql = "SELECT lesson, facts FROM learner_lesson WHERE ward = $1 AND person = $2";
    let mut known = Progress::default();
    for mut row in database.query(sql, values![ward, person.0]).await? {
        let facts = read(row.take(1)?)?;
        known.merge_lesson(LessonId(row.take(0)?), facts);
    }
    // By all that is known of their clocks: one lesson alone wouldn't tell a wrong one.
    let known = known.seen_by(&Clocks::default());
    let lessons = known.lessons().map(|(lesson, progress)| (lesson.clone(), progress)).collect();
    Ok(Some(LearnerRow {
        person: *person,
        group: group_of(row.take(0)?),
        lessons,
        events: row.take(1)?,
        last_received: row.take::<Option<i64>>(2)?.map(UnixMillis),
    }))
}

/// Learners in short, by id.
pub(super) async fn learners(
    database: &dyn Database,
    group: Option<&str>,
    after: Option<PersonId>,
    limit: usize,
) -> Result<Vec<LearnerSummary>> {
    const OF_WARD: &str = "SELECT p.person, p.group_name, \
        (SELECT count(*) FROM learner_lesson l \
         WHERE l.ward = p.ward AND l.person = p.person AND l.opened = 1), \
        (SELECT count(*) FROM learner_lesson l \
         WHERE l.ward = p.ward AND l.person = p.person AND l.passed = 1), p.last_received \
        FROM person p WHERE p.ward = $1 AND p.erased IS NULL AND p.person > $2 \
        ORDER BY p.person LIMIT $3";
    const OF_GROUP: &str = "SELECT p.person, p.group_name, \
        (SELECT count(*) FROM learner_lesson l \
         WHERE l.ward = p.ward AND l.person = p.person AND l.opened = 1), \
        (SELECT count(*) FROM learner_lesson l \
         WHERE l.ward = p.ward AND l.person = p.person AND l.passed = 1), p.last_received \
        FROM person p WHERE p.ward = $1 AND p.erased IS NULL AND p.person > $2 \
        AND p.group_name = $4 ORDER BY p.person LIMIT $3";
    let after = after.map_or_else(Vec::new, |person| person.0.to_vec());
    let mut values = values![database.ward(), after, limit];
    let rows = match group {
        None => database.query(OF_WARD, values).await?,
        Some(group) => {
            values.push(codes::group_name(Some(group)).into());
            database.query(OF_GROUP, values).await?
        }
    };
    let summary = |mut row: super::sql::Row| {
        Ok(LearnerSummary {
            person: PersonId(row.take(0)?),
            group: group_of(row.take(1)?),
            opened: row.take(2)?,
            passed: row.take(3)?,
            last_received: row.take::<Option<i64>>(4)?.map(UnixMillis),
        })
    };
    rows.into_iter().map(summary).collect()
}

/// The figures, by group and lesson.
pub(super) async fn figures(database: &dyn Database) -> Result<Vec<Figure>> {
    let sql = "SELECT g.group_name, l.lesson, g.people, l.opened, l.passed FROM group_lesson l \
               JOIN ward_group g ON g.ward = l.ward AND g.group_name = l.group_name \
               WHERE l.ward = $1 AND (l.opened > 0 OR l.passed > 0)";
    let figure = |mut row: super::sql::Row| {
        Ok(Figure {
            group: group_of(row.take(0)?),
            lesson: LessonId(row.take(1)?),
            people: row.take(2)?,
            opened: row.take(3)?,
            passed: row.take(4)?,
        })
    };
    let rows = database.query(sql, values![database.ward()]).await?;
    let mut figures: Vec<Figure> = rows.into_iter().map(figure).collect::<Result<_>>()?;
    figures.sort_by(|one, other| (&one.group, &one.lesson).cmp(&(&other.group, &other.lesson)));
    Ok(figures)
}
