//! What a device gets: a merge, by position, of people who became visible to it, of what others
//! wrote about them since, and of erasures. Costs as much as is new, not as what has been seen.

use std::collections::BTreeMap;

use protocol::{LogId, PersonId};
use segment::{DevicePublicKey, Hash, SealedKey};

use super::codes::{group_of, state_of};
use super::sql::Database;
use super::{Cursor, LogOwner, Page, PersonRow, Result, StorageError, Stored};
use crate::values;

/// How many of a person's segments are looked up at a time.
const STRIDE: u64 = 64;

/// What a person's key and group, or an erasure, count for in a page: about what they take.
const PERSON_BYTES: usize = 160;

/// Somebody whom the device sees.
struct Visible {
    person: PersonId,
    /// Since when.
    since: u64,
    /// Whether another device wrote about them after the cursor.
    news: bool,
    erased: Option<u64>,
    key: Option<SealedKey>,
    group: Option<String>,
}

/// Something that stands at a position.
enum Item {
    /// A person became visible.
    Appeared(usize),
    /// A person was erased.
    Erased(PersonId),
    /// Somebody wrote about a person.
    Segment { person: usize, bytes: usize },
}

/// The page, and how much is in it.
struct Filling {
    page: Page,
    bytes: usize,
    max_bytes: usize,
    wanted: Vec<(u64, usize)>,
}

impl Filling {
    /// Whether there is room for a segment; there always is for the first.
    fn takes_segment(&mut self, bytes: usize) -> bool {
        self.takes(bytes, self.wanted.is_empty())
    }

    /// Whether there is room for a person; there always is in an empty page.
    fn takes_person(&mut self) -> bool {
        let page = &self.page;
        let empty = page.people.is_empty() && page.erased.is_empty() && self.wanted.is_empty();
        self.takes(PERSON_BYTES, empty)
    }

    fn takes(&mut self, bytes: usize, anyway: bool) -> bool {
        let takes = anyway || self.bytes.saturating_add(bytes) <= self.max_bytes;
        if takes {
            self.bytes = self.bytes.saturating_add(bytes);
        }
        takes
    }
}

/// A page; see [`SegmentStore::visible_after`](super::SegmentStore::visible_after).
pub(super) async fn after(
    database: &dyn Database,
    device: &DevicePublicKey,
    cursor: Cursor,
    max_bytes: usize,
) -> Result<Page> {
    let (head, people) = visible(database, device, cursor.position).await?;
    let page = Page { cursor, ..Page::default() };
    let mut filling = Filling { page, bytes: 0, max_bytes, wanted: Vec::new() };
    if head <= cursor.position {
        return Ok(filling.page);
    }
    let (items, complete_to) = items(database, device, &people, cursor.position, head).await?;
    let mut cut = false;
    for (position, item) in items.range(..=complete_to) {
        let before = filling.page.cursor;
        let whole = match item {
            Item::Erased(person) if filling.takes_person() => {
                filling.page.erased.push(*person);
                true
            }
            Item::Segment { person, bytes } if filling.takes_segment(*bytes) => {
                filling.wanted.push((*position, *person));
                true
            }
            Item::Appeared(person) => {
                let within = if before.position == position - 1 { before.within } else { 0 };
                appear(database, device, &people, *person, within, &mut filling).await?
            }
            _ => false,
        };
        if !whole {
            cut = true;
            break;
        }
        filling.page.cursor = Cursor { position: *position, within: 0 };
    }
    if !cut {
        filling.page.cursor = Cursor { position: complete_to, within: 0 };
    }
    filling.page.more = cut || complete_to < head;
    load(database, &people, filling).await
}

/// The last position that was given, and whom the device sees there; nobody when that isn't after
/// `position`. One statement, hence of one moment: whatever is committed meanwhile comes the next
/// time.
async fn visible(
    database: &dyn Database,
    device: &DevicePublicKey,
    position: u64,
) -> Result<(u64, Vec<Visible>)> {
    let sql = "SELECT h.position, p.person, v.position, p.erased, p.key, p.group_name, \
               CAST(CASE WHEN p.last_position > v.position AND p.last_position > $3 AND EXISTS \
               (SELECT 1 FROM segment s WHERE s.ward = $1 AND s.person = v.person AND s.device <> $2 \
               AND s.position > CASE WHEN v.position > $3 THEN v.position ELSE $3 END) \
               THEN 1 ELSE 0 END AS BIGINT) \
               FROM hub h LEFT JOIN visible v ON v.ward = $1 AND v.device = $2 AND h.position > $3 \
               LEFT JOIN person p ON p.ward = $1 AND p.person = v.person WHERE h.ward = $1";
    let mut rows = database.query(sql, values![database.ward(), device.0, position]).await?;
    let head = rows.first_mut().ok_or(StorageError::Damaged)?.take(0)?;
    let one = |mut row: super::sql::Row| {
        let Some(person) = row.take::<Option<_>>(1)? else { return Ok(None) };
        Ok(Some(Visible {
            person: PersonId(person),
            since: row.take(2)?,
            erased: row.take(3)?,
            key: row.take::<Option<_>>(4)?.map(SealedKey),
            group: group_of(row.take(5)?),
            news: row.take(6)?,
        }))
    };
    let people = rows.into_iter().filter_map(|row| one(row).transpose());
    Ok((head, people.collect::<Result<_>>()?))
}

/// What stands after `position`, and up to where nothing is left out.
async fn items(
    database: &dyn Database,
    device: &DevicePublicKey,
    people: &[Visible],
    position: u64,
    head: u64,
) -> Result<(BTreeMap<u64, Item>, u64)> {
    let (mut items, mut asked, mut each) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (at, visible) in people.iter().enumerate() {
        if let Some(erased) = visible.erased {
            // Whoever sees the person only after the erasure is told then.
            let told = erased.max(visible.since);
            if told > position && told <= head {
                items.insert(told, Item::Erased(visible.person));
            }
            continue;
        }
        if visible.since > position {
            items.insert(visible.since, Item::Appeared(at));
        }
        if visible.news {
            let from = visible.since.max(position);
            asked.push(at);
            each.push(values![database.ward(), visible.person.0, from, head, device.0, STRIDE]);
        }
    }
    let sql = "SELECT position, length(bytes) FROM segment WHERE ward = $1 AND person = $2 \
               AND position > $3 AND position <= $4 AND device <> $5 ORDER BY position LIMIT $6";
    let mut complete_to = head;
    for (person, rows) in asked.into_iter().zip(database.query_each(sql, each).await?) {
        let full = rows.len() as u64 == STRIDE;
        let mut last = head;
        for mut row in rows {
            last = row.take(0)?;
            let bytes = usize::try_from(row.take::<u64>(1)?).unwrap_or(usize::MAX);
            items.insert(last, Item::Segment { person, bytes });
        }
        if full {
            complete_to = complete_to.min(last);
        }
    }
    Ok((items, complete_to))
}

/// A person with all that came before them, from `within` on; whether that was all.
async fn appear(
    database: &dyn Database,
    device: &DevicePublicKey,
    people: &[Visible],
    person: usize,
    within: u64,
    filling: &mut Filling,
) -> Result<bool> {
    let visible = &people[person];
    if within == 0 {
        if !filling.takes_person() {
            return Ok(false);
        }
        filling.page.people.push(PersonRow {
            person: visible.person,
            group: visible.group.clone(),
            key: visible.key,
            erased: false,
        });
    }
    let sql = "SELECT position, length(bytes) FROM segment WHERE ward = $1 AND person = $2 \
               AND position > $3 AND position < $4 AND device <> $5 ORDER BY position LIMIT $6";
    let mut from = within;
    loop {
        let (ward, since) = (database.ward(), visible.since);
        let values = values![ward, visible.person.0, from, since, device.0, STRIDE];
        let rows = database.query(sql, values).await?;
        let full = rows.len() as u64 == STRIDE;
        for mut row in rows {
            let position = row.take(0)?;
            let bytes = usize::try_from(row.take::<u64>(1)?).unwrap_or(usize::MAX);
            if !filling.takes_segment(bytes) {
                filling.page.cursor = Cursor { position: visible.since - 1, within: from };
                if from == 0 {
                    // Nothing of them is in this page, so they come in the next.
                    filling.page.people.pop();
                }
                return Ok(false);
            }
            filling.wanted.push((position, person));
            from = position;
        }
        if !full {
            return Ok(true);
        }
    }
}

/// The segments themselves.
async fn load(database: &dyn Database, people: &[Visible], filling: Filling) -> Result<Page> {
    let Filling { mut page, wanted, .. } = filling;
    let sql = "SELECT s.hash, s.log, s.device, s.state, s.bytes, l.key FROM segment s \
               JOIN log l ON l.ward = s.ward AND l.log = s.log \
               WHERE s.ward = $1 AND s.position = $2";
    let each = wanted.iter().map(|(position, _)| values![database.ward(), *position]).collect();
    for ((position, person), rows) in wanted.iter().zip(database.query_each(sql, each).await?) {
        let Some(mut row) = rows.into_iter().next() else { return Err(StorageError::Damaged) };
        let visible = &people[*person];
        page.segments.push(Stored {
            position: *position,
            hash: Hash(row.take(0)?),
            owner: LogOwner {
                log: LogId(row.take(1)?),
                device: DevicePublicKey(row.take(2)?),
                person: visible.person,
            },
            state: state_of(row.take(3)?)?,
            bytes: row.take(4)?,
            card_key: row.take::<Option<_>>(5)?.map(SealedKey),
            group: visible.group.clone(),
        });
    }
    Ok(page)
}
