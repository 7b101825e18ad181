//! How roles, states, reasons and names stand in the tables. What has shipped never changes.

use wire::{Reason, Role};

use super::sql::Value;
use super::{Result, State, StorageError};

/// The most bytes of a group's or a lesson's name that can be told apart: an index of PostgreSQL
/// takes no more than some 2,700 for a whole row.
const LONGEST_NAME: usize = 500;

pub(super) fn role_code(role: Role) -> i64 {
    match role {
        Role::Learner => 0,
        Role::Instructor => 1,
        Role::Group => 2,
        Role::Ward => 3,
    }
}

pub(super) fn role_of(code: i64) -> Result<Role> {
    let role = Role::ALL.into_iter().find(|role| role_code(*role) == code);
    role.ok_or(StorageError::Damaged)
}

const REASONS: [(Reason, i64); 6] = [
    (Reason::Malformed, 0),
    (Reason::Forged, 1),
    (Reason::Unreadable, 2),
    (Reason::Foreign, 3),
    (Reason::TooLong, 4),
    (Reason::Erased, 5),
];

pub(super) fn reason_code(reason: Reason) -> i64 {
    match reason {
        Reason::Malformed => 0,
        Reason::Forged => 1,
        Reason::Unreadable => 2,
        Reason::Foreign => 3,
        Reason::TooLong => 4,
        Reason::Erased => 5,
    }
}

pub(super) fn reason_of(code: i64) -> Result<Reason> {
    let found = REASONS.into_iter().find(|(_, known)| *known == code);
    found.map(|(reason, _)| reason).ok_or(StorageError::Damaged)
}

pub(super) fn state_code(state: State) -> i64 {
    match state {
        State::Here => 0,
        State::Durable => 1,
        State::Passed => 2,
        State::Quarantined(reason) => 10 + reason_code(reason),
    }
}

pub(super) fn state_of(code: i64) -> Result<State> {
    match code {
        0 => Ok(State::Here),
        1 => Ok(State::Durable),
        2 => Ok(State::Passed),
        code => reason_of(code - 10).map(State::Quarantined),
    }
}

/// A group's name as it is kept: without NUL, and cut where it is longer than anybody writes one.
/// Empty is none.
pub(super) fn group_name(group: Option<&str>) -> String {
    let mut name = group.unwrap_or_default().replace('\0', "");
    name.truncate(name.floor_char_boundary(LONGEST_NAME));
    name
}

pub(super) fn group_of(name: String) -> Option<String> {
    (!name.is_empty()).then_some(name)
}

/// Whether a lesson's id can be one. What else a device may have written is kept in its segment,
/// and shown nowhere.
pub(super) fn is_lesson(id: &str) -> bool {
    id.len() <= LONGEST_NAME && !id.contains('\0')
}

/// Some bytes, or nothing.
pub(super) fn maybe<const N: usize>(bytes: Option<[u8; N]>) -> Value {
    bytes.into()
}
