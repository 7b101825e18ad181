//! Taking in segments: one transaction for what many requests brought.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use protocol::{EventId, LogId, PersonId, UnixMillis};
use segment::{Hash, Segment};
use tokio::sync::oneshot;
use wire::Reason;

use super::codes::{is_lesson, maybe, reason_code, state_code};
use super::projections::{self, Facts};
use super::sql::{Database, Insert, Kind, Work};
use super::write::Write;
use super::{Intake, NewSegment, Result, StorageError, Taken, people};
use crate::values;

const SEGMENT: Insert = Insert {
    table: "segment",
    columns: &[
        ("ward", Kind::Blob),
        ("position", Kind::Integer),
        ("hash", Kind::Blob),
        ("log", Kind::Blob),
        ("first", Kind::Integer),
        ("last", Kind::Integer),
        ("person", Kind::Blob),
        ("device", Kind::Blob),
        ("state", Kind::Integer),
        ("bytes", Kind::Blob),
    ],
    then: "ON CONFLICT (ward, hash) DO NOTHING RETURNING hash, position",
};

const QUARANTINE: Insert = Insert {
    table: "quarantine",
    columns: &[
        ("ward", Kind::Blob),
        ("hash", Kind::Blob),
        ("reason", Kind::Integer),
        ("sender", Kind::Blob),
        ("at", Kind::Integer),
        ("bytes", Kind::Blob),
    ],
    then: "ON CONFLICT (ward, hash) DO NOTHING",
};

/// What is known of a log.
struct Log {
    device: [u8; 32],
    person: PersonId,
    erased: bool,
    /// The most numbers that one of its segments has, these included.
    longest: i64,
}

/// What changes about a person.
#[derive(Default)]
struct News {
    events: i64,
    last_position: u64,
    last_received: Option<UnixMillis>,
}

/// Commits; see [`SegmentStore::commit`](super::SegmentStore::commit).
pub(super) async fn commit(database: &dyn Database, intakes: Vec<Intake>) -> Result<Vec<Taken>> {
    let ward = database.ward();
    let (told, mut telling) = oneshot::channel();
    let work: Work = Box::new(move |transaction| {
        Box::pin(async move {
            let taken = take_in(Write::over(transaction, ward).await?, intakes).await?;
            let _ = told.send(taken);
            Ok(())
        })
    });
    database.transact(work).await?;
    telling.try_recv().map_err(|_| StorageError::Failed("a commit told nothing".into()))
}

async fn take_in(mut write: Write<'_>, intakes: Vec<Intake>) -> Result<Vec<Taken>> {
    add_logs(&mut write, &intakes).await?;
    // The first of each hash counts.
    let mut unique: Vec<(&NewSegment, UnixMillis)> = Vec::new();
    let mut seen = HashMap::new();
    for intake in &intakes {
        for segment in &intake.segments {
            seen.entry(segment.hash).or_insert_with(|| {
                unique.push((segment, intake.at));
                unique.len() - 1
            });
        }
    }
    let logs = logs(&mut write, &unique).await?;
    let new = insert(&mut write, &unique, &logs).await?;
    let (forked, news) = ranges(&mut write, &unique, &logs, &new).await?;
    update_people(&mut write, news).await?;
    projections::fold(&mut write, facts(&unique, &logs, &new)).await?;
    quarantine(&mut write, &intakes).await?;
    let taken = taken(&intakes, &new, &forked);
    write.commit().await?;
    Ok(taken)
}

async fn add_logs(write: &mut Write<'_>, intakes: &[Intake]) -> Result<()> {
    let bringing = || intakes.iter().filter(|intake| !intake.logs.is_empty());
    let senders = bringing().filter_map(|intake| intake.sender).map(|sender| sender.0).collect();
    let groups = people::groups_of_devices(write, &senders).await?;
    let group = |intake: &Intake| {
        intake.sender.and_then(|sender| groups.get(&sender.0)).map(String::as_str)
    };
    let logs: Vec<_> = bringing()
        .flat_map(|intake| intake.logs.iter().map(move |log| (log, group(intake))))
        .collect();
    if !logs.is_empty() {
        people::add_logs(write, &logs).await?;
    }
    Ok(())
}

/// What is known of the segments' logs.
async fn logs(
    write: &mut Write<'_>,
    segments: &[(&NewSegment, UnixMillis)],
) -> Result<BTreeMap<LogId, Log>> {
    let mut longest = BTreeMap::new();
    for (segment, _) in segments {
        let most = longest.entry(segment.header.log).or_insert(0);
        *most = i64::from(segment.header.count).max(*most);
    }
    let sql = "SELECT l.device, l.person, l.longest, p.erased FROM log l CROSS JOIN person p \
               WHERE p.ward = l.ward AND p.person = l.person AND l.ward = $1 AND l.log = $2";
    let each = longest.keys().map(|log| values![write.ward, log.0]).collect();
    let (mut logs, mut longer) = (BTreeMap::new(), Vec::new());
    for ((log, here), row) in longest.iter().zip(write.first_of_each(sql, each).await?) {
        // Without it nobody would know whose the segment is: the caller has to add it before.
        let unknown = || StorageError::Failed("a segment's log isn't known".into());
        let mut row = row.ok_or_else(unknown)?;
        let before: i64 = row.take(2)?;
        if *here > before {
            longer.push(values![write.ward, log.0, *here]);
        }
        let known = Log {
            device: row.take(0)?,
            person: PersonId(row.take(1)?),
            erased: row.take::<Option<i64>>(3)?.is_some(),
            longest: before.max(*here),
        };
        logs.insert(*log, known);
    }
    write.each("UPDATE log SET longest = $3 WHERE ward = $1 AND log = $2", longer).await?;
    Ok(logs)
}

/// Inserts what is new, by the unique index; at which position each new one is.
async fn insert(
    write: &mut Write<'_>,
    segments: &[(&NewSegment, UnixMillis)],
    logs: &BTreeMap<LogId, Log>,
) -> Result<HashMap<Hash, u64>> {
    let before = write.position;
    let mut rows = Vec::with_capacity(segments.len());
    for (segment, _) in segments {
        let log = &logs[&segment.header.log];
        let bytes = if log.erased { erased(&segment.bytes) } else { segment.bytes.clone() };
        rows.push(values![
            write.ward,
            write.next(),
            segment.hash.0,
            segment.header.log.0,
            segment.header.first,
            last(segment),
            log.person.0,
            log.device,
            state_code(segment.state),
            bytes,
        ]);
    }
    let mut new = HashMap::new();
    write.position = before;
    for mut row in write.insert(&SEGMENT, rows).await? {
        let position = row.take(1)?;
        write.position = write.position.max(position);
        new.insert(Hash(row.take(0)?), position);
    }
    write.segments += u64::try_from(new.len()).unwrap_or(0);
    Ok(new)
}

/// The bytes without their body; what can't be read loses everything.
pub(super) fn erased(bytes: &[u8]) -> Vec<u8> {
    Segment::from_bytes(bytes).map(|segment| segment.erased().to_bytes()).unwrap_or_default()
}

fn last(segment: &NewSegment) -> u64 {
    segment.header.first.saturating_add(u64::from(segment.header.count.max(1)) - 1)
}

/// Which segments share numbers with others of their log; and, since then they count once, how
/// many events there are more of each person.
async fn ranges(
    write: &mut Write<'_>,
    segments: &[(&NewSegment, UnixMillis)],
    logs: &BTreeMap<LogId, Log>,
    new: &HashMap<Hash, u64>,
) -> Result<(BTreeSet<[u8; 32]>, BTreeMap<PersonId, News>)> {
    // `longest` bounds how far back one can begin that reaches here.
    let sql = "SELECT position, first, last FROM segment WHERE ward = $1 AND log = $2 \
               AND first BETWEEN $3 AND $4 AND last >= $5 AND hash <> $6";
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let each = segments.iter().map(|(segment, _)| {
        let header = &segment.header;
        let first = number(header.first);
        let from = first.saturating_sub(logs[&header.log].longest);
        values![write.ward, header.log.0, from, last(segment), first, segment.hash.0]
    });
    let each = each.collect();
    let (mut forked, mut news) = (BTreeSet::new(), BTreeMap::<_, News>::new());
    for ((segment, at), rows) in segments.iter().zip(write.each(sql, each).await?) {
        if !rows.is_empty() {
            forked.insert(segment.hash.0);
        }
        let Some(position) = new.get(&segment.hash) else { continue };
        let mut earlier = Vec::new();
        for mut row in rows {
            if row.take::<u64>(0)? < *position {
                earlier.push((row.take::<i64>(1)?, row.take::<i64>(2)?));
            }
        }
        let own = (number(segment.header.first), number(last(segment)));
        let log = &logs[&segment.header.log];
        let news = news.entry(log.person).or_default();
        if !log.erased {
            news.events = news.events.saturating_add(not_covered(own, earlier));
            news.last_received = news.last_received.max(Some(*at));
        }
        news.last_position = news.last_position.max(*position);
    }
    Ok((forked, news))
}

/// How many numbers of a range are in none of the others.
fn not_covered((first, last): (i64, i64), mut others: Vec<(i64, i64)>) -> i64 {
    others.sort_unstable();
    let (mut count, mut from) = (0, first);
    for (begin, end) in others {
        if begin > from {
            count += begin - from;
        }
        from = from.max(end.saturating_add(1));
    }
    count + (last.saturating_add(1) - from).max(0)
}

async fn update_people(write: &mut Write<'_>, news: BTreeMap<PersonId, News>) -> Result<()> {
    let sql = "UPDATE person SET events = events + $3, \
               last_position = CASE WHEN last_position < $4 THEN $4 ELSE last_position END, \
               last_received = CASE WHEN last_received >= $5 THEN last_received \
               WHEN erased IS NULL THEN $5 ELSE NULL END \
               WHERE ward = $1 AND person = $2";
    let each = news.into_iter().map(|(person, news)| {
        let at = news.last_received.map(|at| at.0);
        values![write.ward, person.0, news.events, news.last_position, at]
    });
    let each = each.collect();
    write.each(sql, each).await.map(drop)
}

/// The facts of the new segments that count, by person and lesson.
fn facts(
    segments: &[(&NewSegment, UnixMillis)],
    logs: &BTreeMap<LogId, Log>,
    new: &HashMap<Hash, u64>,
) -> Facts {
    let mut facts = Facts::new();
    for (segment, _) in segments {
        let log = &logs[&segment.header.log];
        if !segment.projected || log.erased || !new.contains_key(&segment.hash) {
            continue;
        }
        for fact in segment.facts.iter().filter(|fact| is_lesson(fact.lesson.as_str())) {
            let id = EventId { log: segment.header.log, seq: fact.seq };
            facts.entry((log.person, fact.lesson.clone())).or_default().push((id, fact.fact));
        }
    }
    facts
}

async fn quarantine(write: &mut Write<'_>, intakes: &[Intake]) -> Result<()> {
    let mut rows = BTreeMap::new();
    for intake in intakes {
        let sender = intake.sender.map(|sender| sender.0);
        for put in &intake.quarantined {
            rows.entry(put.hash.0).or_insert_with(|| {
                let bytes = match put.reason {
                    Reason::Erased => erased(&put.bytes),
                    _ => put.bytes.clone(),
                };
                let reason = reason_code(put.reason);
                values![write.ward, put.hash.0, reason, maybe(sender), intake.at.0, bytes]
            });
        }
    }
    write.insert(&QUARANTINE, rows.into_values().collect()).await.map(drop)
}

/// What each intake is told: of segments that came twice the first is new.
fn taken(intakes: &[Intake], new: &HashMap<Hash, u64>, forked: &BTreeSet<[u8; 32]>) -> Vec<Taken> {
    let mut told = BTreeSet::new();
    let one = |intake: &Intake| {
        let mut taken = Taken::default();
        for segment in &intake.segments {
            let first = told.insert(segment.hash.0);
            taken.new.push(first && new.contains_key(&segment.hash));
            if forked.contains(&segment.hash.0) && !taken.forked.contains(&segment.header.log) {
                taken.forked.push(segment.header.log);
            }
        }
        taken
    };
    intakes.iter().map(one).collect()
}
