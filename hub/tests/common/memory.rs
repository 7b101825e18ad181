//! A small ward in memory, for what the dashboard asks. What only devices ask it doesn't know.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use async_trait::async_trait;
use hub::storage::*;
use progress::LessonProgress;
use protocol::{LessonId, LogId, PersonId, UnixMillis};
use segment::{DevicePublicKey, Hash};
use wire::{CredentialHash, Tombstone};

/// Somebody who learns.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub group: Option<String>,
    pub lessons: Vec<(LessonId, LessonProgress)>,
    pub last: Option<UnixMillis>,
}

/// Everything, to be compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub people: BTreeMap<PersonId, Person>,
    pub devices: Vec<DeviceRow>,
    pub rosters: BTreeSet<(DevicePublicKey, PersonId)>,
    pub quarantine: Vec<Quarantined>,
    pub invited: Vec<hub::http::ward::Invite>,
    pub audit: Vec<AuditEntry>,
    pub broken: bool,
}

#[derive(Default)]
pub struct Memory(pub Mutex<State>);

impl Memory {
    pub fn with<T>(&self, read: impl FnOnce(&mut State) -> T) -> T {
        read(&mut self.0.lock().unwrap())
    }

    /// Everything but the audit.
    pub fn dump(&self) -> State {
        self.with(|state| State { audit: Vec::new(), ..state.clone() })
    }
}

fn summary(person: &PersonId, row: &Person) -> LearnerSummary {
    LearnerSummary {
        person: *person,
        group: row.group.clone(),
        opened: row.lessons.len() as u32,
        passed: row.lessons.iter().filter(|(_, lesson)| lesson.is_passed()).count() as u32,
        last_received: row.last,
    }
}

fn not_asked<T>() -> Result<T> {
    panic!("the dashboard asks what only devices ask")
}

#[async_trait]
impl DashboardStore for Memory {
    async fn is_admitted(&self, device: &DevicePublicKey) -> Result<bool> {
        let admitted = |row: &DeviceRow| row.device == *device && !row.revoked;
        Ok(self.with(|state| state.devices.iter().any(admitted)))
    }

    async fn is_on_roster(&self, instructor: &DevicePublicKey, person: &PersonId) -> Result<bool> {
        Ok(self.with(|state| {
            state.rosters.contains(&(*instructor, *person)) && state.people.contains_key(person)
        }))
    }

    async fn roster(
        &self,
        instructor: &DevicePublicKey,
        after: Option<PersonId>,
        limit: usize,
    ) -> Result<Vec<LearnerSummary>> {
        Ok(self.with(|state| {
            let people = state.people.iter().filter(|(person, _)| {
                state.rosters.contains(&(*instructor, **person))
                    && after.is_none_or(|after| **person > after)
            });
            people.take(limit).map(|(person, row)| summary(person, row)).collect()
        }))
    }

    async fn last_received(&self) -> Result<Option<UnixMillis>> {
        Ok(self.with(|state| state.people.values().filter_map(|person| person.last).max()))
    }
}

#[async_trait]
impl SegmentStore for Memory {
    async fn devices(&self) -> Result<Vec<DeviceRow>> {
        Ok(self.with(|state| state.devices.clone()))
    }

    async fn revoke(&self, device: &DevicePublicKey) -> Result<bool> {
        Ok(self.with(|state| {
            let mut rows = state.devices.iter_mut().filter(|row| row.device == *device);
            rows.next().map(|row| row.revoked = true).is_some()
        }))
    }

    async fn set_roster(
        &self,
        instructor: &DevicePublicKey,
        people: &[PersonId],
        on: bool,
    ) -> Result<()> {
        self.with(|state| {
            for person in people {
                match on {
                    true => state.rosters.insert((*instructor, *person)),
                    false => state.rosters.remove(&(*instructor, *person)),
                };
            }
        });
        Ok(())
    }

    async fn erase(&self, tombstones: &[Tombstone], _: UnixMillis) -> Result<()> {
        self.with(|state| {
            for tombstone in tombstones {
                state.people.remove(&tombstone.person);
            }
        });
        Ok(())
    }

    async fn quarantine(&self, limit: usize) -> Result<Vec<Quarantined>> {
        Ok(self.with(|state| state.quarantine.iter().take(limit).cloned().collect()))
    }

    async fn release(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        Ok(self.with(|state| {
            let at = state.quarantine.iter().position(|row| row.hash == *hash)?;
            state.quarantine.remove(at);
            Some(Vec::new())
        }))
    }

    async fn audit(&self, entries: &[AuditEntry]) -> Result<()> {
        self.with(|state| {
            if state.broken {
                return Err(StorageError::Full);
            }
            state.audit.extend_from_slice(entries);
            Ok(())
        })
    }

    async fn audited(&self, limit: usize) -> Result<Vec<AuditEntry>> {
        Ok(self.with(|state| state.audit.iter().rev().take(limit).cloned().collect()))
    }

    async fn learner(&self, person: &PersonId) -> Result<Option<LearnerRow>> {
        let row = self.with(|state| state.people.get(person).cloned());
        Ok(row.map(|row| LearnerRow {
            person: *person,
            events: row.lessons.len() as u64,
            group: row.group,
            lessons: row.lessons,
            last_received: row.last,
        }))
    }

    async fn learners(
        &self,
        group: Option<&str>,
        after: Option<PersonId>,
        limit: usize,
    ) -> Result<Vec<LearnerSummary>> {
        Ok(self.with(|state| {
            let people = state.people.iter().filter(|(person, row)| {
                (group.is_none() || row.group.as_deref() == group)
                    && after.is_none_or(|after| **person > after)
            });
            people.take(limit).map(|(person, row)| summary(person, row)).collect()
        }))
    }

    async fn figures(&self) -> Result<Vec<Figure>> {
        Ok(self.with(|state| {
            let mut figures: BTreeMap<(Option<String>, LessonId), Figure> = BTreeMap::new();
            for row in state.people.values() {
                for (lesson, progress) in &row.lessons {
                    let people =
                        state.people.values().filter(|other| other.group == row.group).count();
                    let key = (row.group.clone(), lesson.clone());
                    let figure = figures.entry(key).or_insert_with(|| Figure {
                        group: row.group.clone(),
                        lesson: lesson.clone(),
                        people: people as u64,
                        opened: 0,
                        passed: 0,
                    });
                    figure.opened += 1;
                    figure.passed += u64::from(progress.is_passed());
                }
            }
            figures.into_values().collect()
        }))
    }

    async fn counts(&self) -> Result<Counts> {
        Ok(self.with(|state| Counts {
            people: state.people.len() as u64,
            devices: state.devices.iter().filter(|row| !row.revoked).count() as u64,
            quarantined: state.quarantine.len() as u64,
            ..Counts::default()
        }))
    }

    async fn ping(&self) -> Result<()> {
        self.with(|state| if state.broken { Err(StorageError::Full) } else { Ok(()) })
    }

    async fn commit(&self, _: Vec<Intake>) -> Result<Vec<Taken>> {
        not_asked()
    }
    async fn states(&self, _: &[Hash]) -> Result<Vec<Option<hub::storage::State>>> {
        not_asked()
    }
    async fn logs(&self, _: &[LogId]) -> Result<Vec<Option<LogOwner>>> {
        not_asked()
    }
    async fn people(&self, _: &[PersonId]) -> Result<Vec<Option<PersonRow>>> {
        not_asked()
    }
    async fn visible_after(&self, _: &DevicePublicKey, _: Cursor, _: usize) -> Result<Page> {
        not_asked()
    }
    async fn invite(&self, _: &NewInvitation) -> Result<()> {
        not_asked()
    }
    async fn invitation(&self, _: &Hash) -> Result<Option<InvitationRow>> {
        not_asked()
    }
    async fn enrol(&self, _: &Enrolment) -> Result<Enrolled> {
        not_asked()
    }
    async fn device(&self, credential: &CredentialHash) -> Result<Option<DeviceRow>> {
        // The device of number n shows n, sixteen times.
        let number = (0..=255).find(|n| wire::Credential([*n; 16]).hash() == *credential);
        let mine = |row: &&DeviceRow| number.is_some_and(|n| row.device == super::device(n));
        Ok(self.with(|state| state.devices.iter().find(mine).cloned()))
    }
    async fn to_forward(&self, _: usize) -> Result<Vec<Stored>> {
        not_asked()
    }
    async fn forwarded(&self, _: &[(Hash, hub::storage::State)]) -> Result<()> {
        not_asked()
    }
    async fn tombstones(&self) -> Result<Vec<Tombstone>> {
        not_asked()
    }
    async fn projections_are_current(&self) -> Result<bool> {
        not_asked()
    }
    async fn reset_projections(&self) -> Result<()> {
        not_asked()
    }
    async fn project(&self, _: &[SegmentFacts]) -> Result<()> {
        not_asked()
    }
    async fn finish_projections(&self) -> Result<()> {
        not_asked()
    }
    async fn segments_after(&self, _: u64, _: usize) -> Result<Vec<Stored>> {
        not_asked()
    }
    async fn incarnation(&self) -> Result<u64> {
        not_asked()
    }
    async fn set_incarnation(&self, _: u64) -> Result<()> {
        not_asked()
    }
}
