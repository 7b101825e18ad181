//! Reads records out of the pages of a damaged SQLite file, one page at a time, without needing
//! its header, its schema or the pages above: <https://www.sqlite.org/fileformat2.html>. Only
//! what our own schema needs, and only pages of [`SIZE`]. Never panics and never writes; what
//! makes no sense is skipped.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

/// The size of our pages in bytes.
pub(super) const SIZE: usize = 4096;

const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const TABLE_LEAF: u8 = 0x0d;
const INDEX_LEAF: u8 = 0x0a;

/// A value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Bytes(Vec<u8>),
    /// Text or a floating-point number: nothing that is salvaged has one.
    Other,
}

/// A record: with its row number when it is of a table, without when it is of an index.
pub(super) type Record = (Option<i64>, Vec<Value>);

/// All pages of a file and of its write-ahead log.
pub(super) struct Pages {
    database: Vec<u8>,
    log: Vec<u8>,
    /// Where in `log` the last version of a page is.
    latest: HashMap<u32, usize>,
    /// How much of `log` counts.
    log_end: usize,
}

impl Pages {
    /// Reads the file and its log, as far as they exist.
    pub fn read(database: &Path, log: &Path) -> io::Result<Self> {
        let read = |path| match fs::read(path) {
            // A folder that lay in a file's place holds no pages.
            Err(error)
                if [io::ErrorKind::NotFound, io::ErrorKind::IsADirectory]
                    .contains(&error.kind()) =>
            {
                Ok(Vec::new())
            }
            other => other,
        };
        let mut pages =
            Self { database: read(database)?, log: read(log)?, latest: HashMap::new(), log_end: 0 };
        pages.log_end = pages.committed_log();
        for at in pages.frames() {
            if let Some(number) = number32(&pages.log, at - FRAME_HEADER) {
                pages.latest.insert(number, at);
            }
        }
        Ok(pages)
    }

    /// Where the last whole transaction of the log ends. What follows was never acknowledged, or
    /// is left over from an earlier use of the log (then it has other salts).
    fn committed_log(&self) -> usize {
        // Those of the first page; the log's own header says the same, unless it is damaged.
        let salts = self.log.get(LOG_HEADER + 8..LOG_HEADER + 16);
        let mut end = LOG_HEADER;
        let mut at = LOG_HEADER;
        while let Some(header) = self.log.get(at..at + FRAME_HEADER)
            && at + FRAME_HEADER + SIZE <= self.log.len()
            && header.get(8..16) == salts
        {
            at += FRAME_HEADER + SIZE;
            if header[4..8] != [0; 4] {
                end = at;
            }
        }
        end
    }

    /// Where the pages in the log begin.
    fn frames(&self) -> impl Iterator<Item = usize> + use<> {
        let step = FRAME_HEADER + SIZE;
        (LOG_HEADER..self.log_end).step_by(step).map(|at| at + FRAME_HEADER)
    }

    /// Every record that can be read, in no order, some of them more than once.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        let in_log = self.frames().filter_map(|at| self.log.get(at..at + SIZE));
        // A file that was cut off may end within a page: what is whole of it counts.
        let pages = self.database.chunks(SIZE).chain(in_log);
        pages.flat_map(|page| self.records_of(page))
    }

    fn records_of(&self, page: &[u8]) -> Vec<Record> {
        if page.len() < 8 {
            return Vec::new();
        }
        let kind = page[0];
        if kind != TABLE_LEAF && kind != INDEX_LEAF {
            return Vec::new();
        }
        let count = usize::from(page[3]) << 8 | usize::from(page[4]);
        let pointers = page[8..].as_chunks::<2>().0.iter().take(count);
        pointers
            .filter_map(|[high, low]| {
                let cell = page.get(usize::from(*high) << 8 | usize::from(*low)..)?;
                let (length, rest) = varint(cell)?;
                if kind == INDEX_LEAF {
                    // The only index that is read has short records, all within the page.
                    return Some((None, record(rest.get(..usize::try_from(length).ok()?)?)?));
                }
                let (row, rest) = varint(rest)?;
                let payload = self.payload(usize::try_from(length).ok()?, rest)?;
                Some((Some(row), record(&payload)?))
            })
            .collect()
    }

    /// The `length` bytes of a table's cell, of which a part may be on overflow pages.
    fn payload(&self, length: usize, cell: &[u8]) -> Option<Vec<u8>> {
        let most = SIZE - 35;
        if length <= most {
            return cell.get(..length).map(<[u8]>::to_vec);
        }
        if length > self.database.len() + self.log.len() {
            return None;
        }
        let least = (SIZE - 12) * 32 / 255 - 23;
        let wanted = least + (length - least) % (SIZE - 4);
        let here = if wanted <= most { wanted } else { least };
        let mut payload = cell.get(..here)?.to_vec();
        let mut next = number32(cell, here)?;
        while payload.len() < length {
            let page = self.page(next)?;
            let part = (length - payload.len()).min(SIZE - 4);
            payload.extend_from_slice(&page[4..4 + part]);
            next = number32(page, 0)?;
        }
        Some(payload)
    }

    fn page(&self, number: u32) -> Option<&[u8]> {
        if let Some(at) = self.latest.get(&number) {
            return self.log.get(*at..at + SIZE);
        }
        let at = usize::try_from(number).ok()?.checked_sub(1)?.checked_mul(SIZE)?;
        self.database.get(at..at.checked_add(SIZE)?)
    }
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// SQLite's variable-length integer, and what follows it.
fn varint(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().take(9).enumerate() {
        if index == 8 {
            value = value << 8 | u64::from(*byte);
        } else {
            value = value << 7 | u64::from(byte & 0x7f);
        }
        if index == 8 || byte & 0x80 == 0 {
            return Some((value.cast_signed(), &bytes[index + 1..]));
        }
    }
    None
}

fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let (header, mut types) = varint(payload)?;
    let header = usize::try_from(header).ok()?;
    let mut body = payload.get(header..)?;
    types = types.get(..header.checked_sub(payload.len() - types.len())?)?;
    let mut values = Vec::new();
    while !types.is_empty() {
        let (serial, rest) = varint(types)?;
        types = rest;
        let length = match serial {
            0 | 8 | 9 => 0,
            1..=4 => serial,
            5 => 6,
            6 | 7 => 8,
            12.. => (serial - 12) / 2,
            _ => return None,
        };
        let bytes = body.get(..usize::try_from(length).ok()?)?;
        body = &body[bytes.len()..];
        values.push(match serial {
            0 => Value::Null,
            8 | 9 => Value::Integer(serial - 8),
            1..=6 => {
                let sign = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
                Value::Integer(bytes.iter().fold(sign, |all, byte| all << 8 | i64::from(*byte)))
            }
            12.. if serial % 2 == 0 => Value::Bytes(bytes.to_vec()),
            _ => Value::Other,
        });
    }
    Some(values)
}
