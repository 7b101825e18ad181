//! What goes into a hub's storage and comes out of it, as plain values.

use progress::{Fact, LessonProgress};
use protocol::{LessonId, LogId, PersonId, UnixMillis};
use segment::{BoxPublicKey, DevicePublicKey, Hash, Header, SealedKey};
use wire::{CredentialHash, Reason, Role};

/// What became of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is here; on a relay, and not known to be at the ward's hub.
    Here,
    /// It is here, and another relay has it as well.
    Passed,
    /// It is at the ward's hub.
    Durable,
    /// It was put aside, here or there.
    Quarantined(Reason),
}

/// What one request brought, verified. Everything in it becomes durable together.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// Which device asked.
    pub sender: Option<DevicePublicKey>,
    /// When, by the hub's clock.
    pub at: UnixMillis,
    /// Logs whose cards were checked. A person who isn't known yet is added with the card's group
    /// or the sender's; a known person keeps theirs.
    pub logs: Vec<NewLog>,
    /// Segments whose signature holds.
    pub segments: Vec<NewSegment>,
    /// What has to be put aside.
    pub quarantined: Vec<NewQuarantined>,
}

/// A log that a hub gets to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLog {
    /// The log.
    pub log: LogId,
    /// Who writes it.
    pub device: DevicePublicKey,
    /// Whom it is about.
    pub person: PersonId,
    /// The person's key as the log's card has it: wrapped for the ward, bound to the log's device.
    pub card_key: SealedKey,
    /// The person's key, wrapped for the ward and bound to the ward; none on a relay, which cannot
    /// open it. It is kept with the person.
    pub key: Option<SealedKey>,
    /// The person's residential group, if they are new here.
    pub group: Option<String>,
    /// The instructor on whose roster the person comes, if they are new here.
    pub instructor: Option<DevicePublicKey>,
}

/// A segment that a hub may not have yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSegment {
    /// Its name.
    pub hash: Hash,
    /// Its header.
    pub header: Header,
    /// The segment, as it came.
    pub bytes: Vec<u8>,
    /// [`State::Durable`] at the ward's hub, [`State::Here`] on a relay.
    pub state: State,
    /// What counts in it for progress; none on a relay, or where it can't be read yet.
    pub facts: Vec<NewFact>,
    /// Whether it was projected: otherwise it is when the projections are made anew.
    pub projected: bool,
}

/// A fact of a segment, with the event's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// Which lesson.
    pub lesson: LessonId,
    /// The event's number in the segment's log.
    pub seq: u64,
    /// The fact.
    pub fact: Fact,
}

/// The facts of one stored segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentFacts {
    /// Whom they are about.
    pub person: PersonId,
    /// The log.
    pub log: LogId,
    /// The facts.
    pub facts: Vec<NewFact>,
}

/// Something to be put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuarantined {
    /// The segment's name, or the hash of bytes that are none.
    pub hash: Hash,
    /// Why.
    pub reason: Reason,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What became of an intake.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Whether each segment was new, in the intake's order.
    pub new: Vec<bool>,
    /// Logs of the intake in which another segment has the same numbers.
    pub forked: Vec<LogId>,
}

/// Whose a log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogOwner {
    /// The log.
    pub log: LogId,
    /// Who writes it.
    pub device: DevicePublicKey,
    /// Whom it is about.
    pub person: PersonId,
}

/// A person, as a hub knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// Their residential group.
    pub group: Option<String>,
    /// Their key, wrapped for the ward and bound to it; none on a relay and once they were erased.
    pub key: Option<SealedKey>,
    /// Whether they were erased.
    pub erased: bool,
}

/// Up to where a device has got. The position of the writer's last transaction that it has seen;
/// and, in the middle of a person who became visible, how far in their segments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The position.
    pub position: u64,
    /// Within what stood at the position after that: the last segment's position.
    pub within: u64,
}

/// Some of what a device may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Segments, in order.
    pub segments: Vec<Stored>,
    /// People who became visible in this page, with their keys wrapped for the ward.
    pub people: Vec<PersonRow>,
    /// People visible to the device who were erased in this page.
    pub erased: Vec<PersonId>,
    /// Where to go on.
    pub cursor: Cursor,
    /// Whether there is more.
    pub more: bool,
}

/// A segment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the order in which the hub got to know segments.
    pub position: u64,
    /// Its name.
    pub hash: Hash,
    /// The segment, as it came; its erased form once its person was erased.
    pub bytes: Vec<u8>,
    /// Whose the log is.
    pub owner: LogOwner,
    /// The person's key as the log's card has it; none once they were erased.
    pub card_key: Option<SealedKey>,
    /// The person's group.
    pub group: Option<String>,
    /// What became of it.
    pub state: State,
}

/// An invitation to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    /// The token itself: it is needed for [`wire::Offer`], and forgotten once used.
    pub token: [u8; 16],
    /// What the device will be.
    pub role: Role,
    /// For which group.
    pub group: Option<String>,
    /// The person to be restored on the device.
    pub person: Option<PersonId>,
    /// The instructor on whose roster the device's people come.
    pub instructor: Option<DevicePublicKey>,
    /// When, by the hub's clock.
    pub at: UnixMillis,
}

/// An invitation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// The token; none once it was used.
    pub token: Option<[u8; 16]>,
    /// What the device will be.
    pub role: Role,
    /// For which group.
    pub group: Option<String>,
    /// The person to be restored on the device.
    pub person: Option<PersonId>,
    /// The instructor on whose roster the device's people come.
    pub instructor: Option<DevicePublicKey>,
    /// The device that used it.
    pub used_by: Option<DevicePublicKey>,
}

/// A device to be let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The invitation's name.
    pub invitation: Hash,
    /// The device.
    pub device: DevicePublicKey,
    /// Keys are wrapped for this.
    pub wrapping: BoxPublicKey,
    /// What it will show.
    pub credential: CredentialHash,
    /// The logs that it writes already.
    pub logs: Vec<NewLog>,
    /// When, by the hub's clock.
    pub at: UnixMillis,
}

/// What became of an enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolled {
    /// It is let in.
    Done(DeviceRow),
    /// There is no such invitation.
    NoSuchInvitation,
    /// Another device used it.
    Used,
}

/// A device, as a hub knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its key.
    pub device: DevicePublicKey,
    /// Keys are wrapped for this.
    pub wrapping: BoxPublicKey,
    /// What it may do.
    pub role: Role,
    /// Its residential group.
    pub group: Option<String>,
    /// The person restored on it.
    pub person: Option<PersonId>,
    /// The instructor on whose roster its people come.
    pub instructor: Option<DevicePublicKey>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// When it was enrolled, by the hub's clock.
    pub enrolled_at: UnixMillis,
}

/// Something that was put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its name.
    pub hash: Hash,
    /// Why.
    pub reason: Reason,
    /// Who sent it.
    pub sender: Option<DevicePublicKey>,
    /// When, by the hub's clock.
    pub at: UnixMillis,
    /// How long it is.
    pub bytes: u64,
}

/// Somebody did something, or tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When, by the hub's clock.
    pub at: UnixMillis,
    /// Who: an account's name, a device's installation, `console`, or `nobody`.
    pub actor: String,
    /// What: a word such as `read-learner`.
    pub action: String,
    /// To whom or what: an id.
    pub target: String,
    /// Whether they were let.
    pub allowed: bool,
}

/// A learner's progress.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerRow {
    /// Who.
    pub person: PersonId,
    /// Their group.
    pub group: Option<String>,
    /// How far they have come, by lesson.
    pub lessons: Vec<(LessonId, LessonProgress)>,
    /// How many of their events the hub has, each counted once.
    pub events: u64,
    /// When the hub last got something about them, by its clock.
    pub last_received: Option<UnixMillis>,
}

/// A learner's progress in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerSummary {
    /// Who.
    pub person: PersonId,
    /// Their group.
    pub group: Option<String>,
    /// Lessons opened.
    pub opened: u32,
    /// Lessons passed.
    pub passed: u32,
    /// When the hub last got something about them, by its clock.
    pub last_received: Option<UnixMillis>,
}

/// How far a group has come in a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The group; none for people without one.
    pub group: Option<String>,
    /// The lesson.
    pub lesson: LessonId,
    /// How many people there are in the group, whatever they did.
    pub people: u64,
    /// How many opened the lesson.
    pub opened: u64,
    /// How many passed it.
    pub passed: u64,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// People, without those who were erased.
    pub people: u64,
    /// Devices that aren't revoked.
    pub devices: u64,
    /// Segments.
    pub segments: u64,
    /// Events in them.
    pub events: u64,
    /// Segments not known to be at the ward's hub.
    pub waiting: u64,
    /// Things put aside.
    pub quarantined: u64,
    /// The last position.
    pub position: u64,
}
