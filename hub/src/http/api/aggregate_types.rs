//! Figures to be handed on above the ward, as they are sent. A number that isn't there was left
//! out, for what it would say about few people; that says nothing about whether it is small.

use serde::Serialize;
use utoipa::ToSchema;

/// Figures of at least five people each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Aggregate {
    /// People in all groups that are shown; none where they are fewer than five.
    pub people: Option<u64>,
    /// The groups that are large enough, and one named `null` with all the others.
    pub groups: Vec<AggregateGroup>,
    /// By lesson.
    pub lessons: Vec<AggregateLesson>,
}

/// A group, or all those that are too small to be shown alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AggregateGroup {
    /// The group; none for the others together.
    pub group: Option<String>,
    /// How many people.
    pub people: u64,
}

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AggregateLesson {
    /// The lesson.
    pub lesson: String,
    /// Over all groups.
    pub all: Cell,
    /// By group, in the order of `groups`.
    pub groups: Vec<Cell>,
}

/// How many of some people opened and passed a lesson.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cell {
    /// How many opened it.
    pub opened: Option<u64>,
    /// How many passed it.
    pub passed: Option<u64>,
}
