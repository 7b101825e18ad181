//! A plausible ward whose truth is known: made up from a seed, sealed by made-up phones, taken in
//! like everything else. For looking at, for measuring, and to check figures against. Refuses a
//! hub that knows anybody already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, ensure};
use content::{Catalog, Source};
use population::{Curriculum, Diligence, Learner, Shape, Ward};
use protocol::{EventId, PersonId, Recorded, UnixMillis, log_id};
use segment::{DeviceKey, Hash, PersonKey, SealedKey, Segment, seal};
use serde::Serialize;
use wire::{EnrolRequest, Role};

use crate::service::{Hub, NewCode, facts};
use crate::storage::{Intake, NewLog, NewSegment, State};

/// How many learners' segments are committed together.
const LEARNERS: usize = 64;
/// How many events a phone seals after a lesson, about.
const EVENTS: usize = 40;

/// What to make.
#[derive(Debug, Clone)]
pub struct Demo {
    /// How many people live in the ward.
    pub people: u32,
    /// In how many residential groups.
    pub groups: u16,
    /// How many days they have been learning.
    pub days: u32,
    /// Stops after so many events.
    pub max_events: u64,
    /// What everything follows from.
    pub seed: u64,
}

/// What is true of the ward that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Made {
    /// People with at least one event.
    pub people: u64,
    /// Events.
    pub events: u64,
    /// Segments.
    pub segments: u64,
    /// By group and lesson, how many passed it.
    pub passed: BTreeMap<String, BTreeMap<String, u64>>,
}

/// Makes the ward in `hub`.
///
/// # Errors
/// When the hub is a relay, or knows somebody; when the lessons can't be read; and whatever the
/// storage does.
pub async fn make(hub: &Hub, demo: &Demo, lessons: &Path) -> anyhow::Result<Made> {
    ensure!(!hub.is_relay(), "a relay has no ward of its own");
    ensure!(
        hub.store().counts().await?.people == 0,
        "this hub knows real people; make a demonstration in a folder of its own"
    );
    let curriculum = curriculum(lessons)?;
    let shape =
        Shape { people: demo.people, groups: demo.groups, days: demo.days, ..Shape::default() };
    let ward = Ward::new(demo.seed, &shape);
    let mut made = Made::default();
    let begin: Vec<&Learner> =
        ward.learners.iter().filter(|one| one.diligence != Diligence::Never).collect();
    let mut enrolled = BTreeSet::new();
    for some in begin.chunks(LEARNERS) {
        if made.events >= demo.max_events {
            break;
        }
        let mut intake = Intake { at: shape.begins, ..Intake::default() };
        let mut phones = Vec::new();
        for learner in some {
            let group = ward.groups[usize::from(learner.group)].name.clone();
            let life = Life::of(learner, &curriculum, demo.seed);
            made.people += 1;
            made.events += life.events.len() as u64;
            let passed = made.passed.entry(group.clone()).or_default();
            for (lesson, _) in life.truth.lessons.iter().filter(|(_, truth)| truth.is_passed()) {
                *passed.entry(lesson.to_string()).or_default() += 1;
            }
            intake.logs.push(life.log(hub, group.clone())?);
            intake.segments.extend(life.segments()?);
            intake.at = intake.at.max(life.ends());
            phones.push((life.device, group));
        }
        made.segments += intake.segments.len() as u64;
        hub.store().commit(vec![intake]).await?;
        for (phone, group) in phones {
            if enrolled.insert(phone.public()) {
                enrol(hub, &phone, group).await?;
            }
        }
    }
    Ok(made)
}

/// Lets a made-up phone in, as a learner's.
async fn enrol(hub: &Hub, phone: &DeviceKey, group: String) -> anyhow::Result<()> {
    let group = Some(group);
    let code = NewCode { role: Role::Learner, group, person: None, instructor: None };
    let token = hub.invite(code, Vec::new()).await?.token;
    let request = EnrolRequest::signed(token, phone, Vec::new());
    hub.enrol(&wire::to_bytes(&request)).await.context("a made-up phone isn't let in")?;
    Ok(())
}

/// The lessons of a folder, as the made-up learners play them.
///
/// # Errors
/// When they can't be read.
pub fn curriculum(lessons: &Path) -> anyhow::Result<Curriculum> {
    let texts = lessons.parent().unwrap_or(Path::new(".")).join("i18n");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(lessons.to_owned()), &Source::Folder(texts));
    ensure!(problems.is_empty(), "the lessons have problems; `./run check` names them");
    let curriculum = Curriculum::new(&catalog);
    ensure!(!curriculum.lessons().is_empty(), "there are no lessons in {}", lessons.display());
    Ok(curriculum)
}

/// One learner on one made-up phone.
struct Life {
    device: DeviceKey,
    person: PersonId,
    key: PersonKey,
    seed: [u8; 32],
    events: Vec<Recorded>,
    truth: population::Truth,
}

impl Life {
    fn of(learner: &Learner, curriculum: &Curriculum, seed: u64) -> Self {
        let secret = |purpose: &str, number: u64| {
            let bytes = [seed.to_le_bytes(), number.to_le_bytes()].concat();
            Hash::of(&format!("camtay demonstration {purpose}"), &bytes).0
        };
        let device = DeviceKey::from_secret(&secret("phone", u64::from(learner.phone)));
        let person = learner.person;
        let log = log_id(device.public().install(), person);
        let mut all = learner.events(curriculum);
        let events = (1..)
            .zip(all.by_ref())
            .map(|(seq, (stamp, event))| Recorded {
                n: 0,
                id: EventId { log, seq },
                author: person,
                subject: person,
                stamp,
                event,
            })
            .collect();
        let number = u64::from(learner.number);
        let (key, seed) =
            (PersonKey::from_secret(secret("person", number)), secret("seed", number));
        Self { device, person, key, seed, events, truth: all.truth().clone() }
    }

    fn log(&self, hub: &Hub, group: String) -> anyhow::Result<NewLog> {
        let (device, ward) = (self.device.public(), hub.ward().public);
        let wrap = |by| SealedKey::seal(&self.key, self.person, by, &ward.wrapping, self.seed);
        Ok(NewLog {
            log: log_id(device.install(), self.person),
            device,
            person: self.person,
            card_key: wrap(&device)?,
            key: Some(wrap(&ward.verifying)?),
            group: Some(group),
            instructor: None,
        })
    }

    fn segments(&self) -> anyhow::Result<Vec<NewSegment>> {
        let mut previous = None;
        let mut segments = Vec::with_capacity(self.events.len() / EVENTS + 1);
        for (number, run) in (0_u64..).zip(self.events.chunks(EVENTS)) {
            let mut nonce = [0; 24];
            let bytes = [self.seed.as_slice(), &number.to_le_bytes()].concat();
            nonce.copy_from_slice(&Hash::of("camtay demonstration nonce", &bytes).0[..24]);
            let segment: Segment = seal(run, previous, &self.key, &self.device, nonce)?;
            previous = Some(segment.hash());
            segments.push(NewSegment {
                hash: segment.hash(),
                header: *segment.header(),
                bytes: segment.to_bytes(),
                state: State::Durable,
                facts: facts(run),
                projected: true,
            });
        }
        Ok(segments)
    }

    fn ends(&self) -> UnixMillis {
        self.events.last().map_or(UnixMillis(0), |last| last.stamp.wall)
    }
}
