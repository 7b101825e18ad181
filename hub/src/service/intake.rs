//! Looks through what a device sent before anything of it is kept: whose the logs are, whether the
//! signatures hold, whether the person's key opens the segments. What can't be accepted is put
//! aside with a reason, so that no queue ever stands still because of it.

use std::collections::{BTreeMap, BTreeSet};

use progress::Fact;
use protocol::{LogId, PersonId, Recorded};
use segment::{DevicePublicKey, Hash, OpenError, PersonKey, SealedKey, Segment};
use wire::{Ack, Card, Reason};

use super::{Hub, speaks_for_others};
use crate::storage::{
    DeviceRow, Intake, LogOwner, NewFact, NewLog, NewQuarantined, NewSegment, PersonRow, State,
    StorageError,
};

/// No device makes longer ones.
const MAX_SEGMENT_BYTES: usize = segment::MAX_PACKED_BYTES + 4_096;

/// What was found, before it is committed.
pub(super) struct Examined {
    /// What to commit.
    pub(super) intake: Intake,
    /// The answer for each segment, where it doesn't depend on the commit.
    pub(super) acks: Vec<Option<Ack>>,
    /// People of whom something was sent although they were erased.
    pub(super) erased: BTreeSet<PersonId>,
}

/// A log as far as this request is concerned.
#[derive(Clone, Copy)]
struct Known {
    device: DevicePublicKey,
    person: PersonId,
    refused: Option<Reason>,
}

/// What the cards of a request say.
pub(super) struct Cards {
    logs: BTreeMap<LogId, Known>,
    /// Those that are to be kept.
    pub(super) new: Vec<NewLog>,
    /// Keys of people whom the hub doesn't know yet.
    fresh: BTreeMap<PersonId, PersonKey>,
}

impl Hub {
    /// Looks through cards and segments of `sender`.
    pub(super) async fn examine(
        &self,
        sender: &DeviceRow,
        cards: &[Card],
        segments: &[&[u8]],
    ) -> Result<Examined, StorageError> {
        let parsed: Vec<Option<Segment>> = segments
            .iter()
            .map(|bytes| {
                let short = bytes.len() <= MAX_SEGMENT_BYTES;
                short.then(|| Segment::from_bytes(bytes).ok()).flatten()
            })
            .collect();
        let people = self.people_of(cards, &parsed).await?;
        let Cards { mut logs, new, fresh } = self.check_cards(sender, cards, &people);
        let unknown: Vec<LogId> = parsed
            .iter()
            .flatten()
            .map(|segment| segment.header().log)
            .filter(|log| !logs.contains_key(log))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        for owner in self.store.logs(&unknown).await?.into_iter().flatten() {
            let LogOwner { log, device, person } = owner;
            logs.insert(log, Known { device, person, refused: None });
        }

        let mut intake = Intake {
            sender: Some(sender.device),
            at: self.outside.now(),
            logs: new,
            ..Intake::default()
        };
        let mut acks = Vec::with_capacity(segments.len());
        let mut erased = BTreeSet::new();
        for (bytes, segment) in segments.iter().zip(parsed) {
            let found = match &segment {
                None if bytes.len() > MAX_SEGMENT_BYTES => Err(Reason::TooLong),
                None => Err(Reason::Malformed),
                Some(segment) => match logs.get(&segment.header().log) {
                    None => {
                        acks.push(Some(Ack::NeedsCard));
                        continue;
                    }
                    Some(known) => self.check_segment(segment, known, &people, &fresh),
                },
            };
            match (found, segment) {
                (Ok((facts, projected)), Some(segment)) => {
                    let state = if self.is_relay() { State::Here } else { State::Durable };
                    intake.segments.push(NewSegment {
                        hash: segment.hash(),
                        header: *segment.header(),
                        bytes: bytes.to_vec(),
                        state,
                        facts,
                        projected,
                    });
                    acks.push(None);
                }
                (Err(reason), segment) => {
                    if reason == Reason::Erased {
                        // Nothing of an erased person is kept, not even here.
                        erased.extend(segment.map(|segment| segment.header().person));
                    } else {
                        let name = || Hash::of("camtay 2026-11 what is no segment", bytes);
                        intake.quarantined.push(NewQuarantined {
                            hash: segment.map_or_else(name, |segment| segment.hash()),
                            reason,
                            bytes: bytes[..bytes.len().min(MAX_SEGMENT_BYTES)].to_vec(),
                        });
                        tracing::warn!(?reason, "put aside");
                    }
                    acks.push(Some(Ack::Quarantined(reason)));
                }
                (Ok(_), None) => acks.push(Some(Ack::Later)),
            }
        }
        Ok(Examined { intake, acks, erased })
    }

    pub(super) async fn people_of(
        &self,
        cards: &[Card],
        segments: &[Option<Segment>],
    ) -> Result<BTreeMap<PersonId, PersonRow>, StorageError> {
        let of_cards = cards.iter().map(|card| card.person);
        let of_segments = segments.iter().flatten().map(|segment| segment.header().person);
        let ids: BTreeSet<PersonId> = of_cards.chain(of_segments).collect();
        let ids: Vec<PersonId> = ids.into_iter().collect();
        let rows = self.store.people(&ids).await?;
        Ok(rows.into_iter().flatten().map(|row| (row.person, row)).collect())
    }

    /// Looks through cards alone.
    pub(super) fn check_cards(
        &self,
        sender: &DeviceRow,
        cards: &[Card],
        people: &BTreeMap<PersonId, PersonRow>,
    ) -> Cards {
        let mut logs = BTreeMap::new();
        let mut new: Vec<NewLog> = Vec::new();
        let mut fresh: BTreeMap<PersonId, PersonKey> = BTreeMap::new();
        for card in cards {
            let row = people.get(&card.person);
            let checked = self.check_card(card, row, &mut fresh);
            let refused = checked.as_ref().err().copied();
            let known = Known { device: card.device, person: card.person, refused };
            logs.insert(card.log(), known);
            if let Ok(key) = checked {
                let (mut group, mut instructor) = (sender.group.clone(), sender.instructor);
                if speaks_for_others(sender.role) {
                    group = card.group.clone().or(group);
                    instructor = Some(sender.device);
                }
                new.push(NewLog {
                    log: card.log(),
                    device: card.device,
                    person: card.person,
                    card_key: card.key,
                    key,
                    group: group.filter(|group| group.chars().count() <= 64),
                    instructor,
                });
            }
        }
        Cards { logs, new, fresh }
    }

    /// Whether a card may be believed: whoever has the person's key may write about them.
    /// The key, wrapped for the ward alone, or none on a relay.
    fn check_card(
        &self,
        card: &Card,
        person: Option<&PersonRow>,
        fresh: &mut BTreeMap<PersonId, PersonKey>,
    ) -> Result<Option<SealedKey>, Reason> {
        if person.is_some_and(|person| person.erased) {
            return Err(Reason::Erased);
        }
        // A relay can't look into it. The ward's hub will.
        let Some(ward) = &self.ward.key else { return Ok(None) };
        let key = card.key.open(card.person, &card.device, ward.opening());
        let key = key.map_err(|_| Reason::Unreadable)?;
        let known = match person {
            Some(person) => self.key_of(person),
            None => fresh.get(&card.person).cloned(),
        };
        match known {
            Some(known) if known != key => Err(Reason::Foreign),
            _ => {
                let seed = self.outside.random();
                let public = self.ward.public;
                let kept =
                    SealedKey::seal(&key, card.person, &public.verifying, &public.wrapping, seed);
                fresh.insert(card.person, key);
                kept.map(Some).map_err(|_| Reason::Unreadable)
            }
        }
    }

    /// The key of a person whom the hub knows; none on a relay, and of those who were erased.
    pub(crate) fn key_of(&self, person: &PersonRow) -> Option<PersonKey> {
        if let Some(key) = self.keys.get(person.person) {
            return Some(key);
        }
        let ward = self.ward.key.as_ref()?;
        let sealed = person.key?;
        let key = sealed.open(person.person, &self.ward.public.verifying, ward.opening()).ok()?;
        self.keys.put(person.person, key.clone());
        Some(key)
    }

    /// The facts of a segment, and whether they could be read.
    fn check_segment(
        &self,
        segment: &Segment,
        log: &Known,
        people: &BTreeMap<PersonId, PersonRow>,
        fresh: &BTreeMap<PersonId, PersonKey>,
    ) -> Result<(Vec<NewFact>, bool), Reason> {
        if let Some(reason) = log.refused {
            return Err(reason);
        }
        let person = segment.header().person;
        if people.get(&person).is_some_and(|person| person.erased) {
            return Err(Reason::Erased);
        }
        if person != log.person || segment.verify(&log.device).is_err() {
            return Err(Reason::Forged);
        }
        if segment.body().is_none() {
            return Err(Reason::Unreadable);
        }
        if self.is_relay() {
            return Ok((Vec::new(), false));
        }
        let key = match people.get(&person) {
            Some(row) => self.key_of(row),
            None => fresh.get(&person).cloned(),
        };
        let Some(key) = key else { return Err(Reason::Unreadable) };
        match segment.open(&key) {
            Ok(events) => Ok((facts(&events), true)),
            // Kept, and projected once this program has been updated.
            Err(OpenError::Newer(_)) => Ok((Vec::new(), false)),
            Err(_) => Err(Reason::Unreadable),
        }
    }
}

/// What counts of these events.
pub(crate) fn facts(events: &[Recorded]) -> Vec<NewFact> {
    let fact = |recorded: &Recorded| {
        let (lesson, fact) = Fact::of(recorded)?;
        Some(NewFact { lesson: lesson.clone(), seq: recorded.id.seq, fact })
    };
    events.iter().filter_map(fact).collect()
}
