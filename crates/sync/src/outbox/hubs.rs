//! The hubs that let this device in.

use protocol::{PersonId, UnixMillis};
use rusqlite::{Connection, Row, params};
use segment::{BoxPublicKey, DevicePublicKey, WardPublicKey};
use wire::{Credential, EnrolResponse, Invitation, Limits, Role};

use super::{Outbox, people};
use crate::SyncError;

/// How many bytes a new hub is sent at first.
pub(crate) const FIRST_BATCH: u32 = 8 * 1024;
/// And after a link broke.
pub(crate) const SMALL_BATCH: u32 = 2 * 1024;

/// A hub, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Its number on this device.
    pub n: i64,
    /// Where to try, each `host:port`.
    pub addresses: Vec<String>,
    /// SHA-256 of its certificate.
    pub certificate: [u8; 32],
    /// The keys of its ward.
    pub ward: WardPublicKey,
    /// What the ward is called.
    pub ward_name: String,
    /// What this device may do there.
    pub role: Role,
    /// Whether it is a relay.
    pub relay: bool,
    /// How often in a row it wasn't reached.
    pub failures: u32,
    /// When it last answered, by the device's clock.
    pub succeeded: Option<UnixMillis>,
    pub(crate) credential: Credential,
    pub(crate) cursor: Vec<u8>,
    pub(crate) incarnation: Option<u64>,
    pub(crate) refill: Option<i64>,
    pub(crate) limits: Limits,
    pub(crate) batch: u32,
}

/// What an enrolment came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// What the ward is called.
    pub ward_name: String,
    /// What this device may do.
    pub role: Role,
    /// The residential group.
    pub group: Option<String>,
    /// Who is restored on this device.
    pub restored: Option<PersonId>,
}

const SELECT: &str = "SELECT n, addresses, certificate, ward, wrapping, ward_name, role, relay, \
    failures, succeeded, credential, cursor, incarnation, refill, request_bytes, segments, batch \
    FROM hub ";

impl Outbox {
    /// Every hub: those of the wards first, since what they have is durable.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn hubs(&self) -> Result<Vec<Hub>, SyncError> {
        let mut statement = self.db.prepare_cached(&format!("{SELECT}ORDER BY relay, n"))?;
        let hubs = statement.query_map([], read)?;
        Ok(hubs.collect::<Result<_, _>>()?)
    }

    pub(crate) fn hub(&self, n: i64) -> Result<Hub, SyncError> {
        let mut statement = self.db.prepare_cached(&format!("{SELECT}WHERE n = ?1"))?;
        Ok(statement.query_row([n], read)?)
    }

    /// Writes down that a hub let this device in, for `people`, or for everybody when there is
    /// nobody yet. Durable when this returns.
    pub(crate) fn enrolled(
        &mut self,
        invitation: &Invitation,
        response: &EnrolResponse,
        members: &[PersonId],
        is_default: bool,
        shown: &[protocol::LogId],
    ) -> Result<Enrolled, SyncError> {
        let transaction = self.transaction()?;
        let limits = Limits::default();
        transaction.execute(
            "INSERT INTO hub (addresses, certificate, ward, wrapping, ward_name, role, grp, \
                credential, relay, request_bytes, segments, batch) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) \
             ON CONFLICT (ward, certificate) DO UPDATE SET addresses = excluded.addresses, \
                ward_name = excluded.ward_name, role = excluded.role, grp = excluded.grp, \
                credential = excluded.credential, relay = excluded.relay, cursor = x'', \
                failures = 0",
            params![
                invitation.addresses.join(" "),
                invitation.certificate_sha256,
                response.ward.verifying.0,
                response.ward.wrapping.0,
                response.ward_name,
                response.role.name(),
                response.group,
                response.credential.0,
                response.relay,
                limits.request_bytes,
                limits.segments,
                FIRST_BATCH,
            ],
        )?;
        let hub: i64 = transaction.query_row(
            "SELECT n FROM hub WHERE ward = ?1 AND certificate = ?2",
            params![response.ward.verifying.0, invitation.certificate_sha256],
            |row| row.get(0),
        )?;
        for log in shown {
            put_shown(&transaction, hub, *log)?;
        }
        let restored = response.person.map(|person| person.0);
        for person in members.iter().copied().chain(restored) {
            people::put_member(&transaction, person, response.ward.verifying)?;
        }
        if is_default {
            let claimed = !members.is_empty() || restored.is_some();
            transaction.execute(
                "INSERT INTO default_ward (one, ward, claimed) VALUES (1, ?1, ?2) \
                 ON CONFLICT (one) DO UPDATE SET ward = excluded.ward, \
                    claimed = max(claimed, excluded.claimed)",
                params![response.ward.verifying.0, claimed],
            )?;
        }
        transaction.commit()?;
        let (ward_name, role) = (response.ward_name.clone(), response.role);
        Ok(Enrolled { ward_name, role, group: response.group.clone(), restored })
    }

    /// The hub couldn't be reached, or didn't answer to the end: less is tried the next time.
    pub(crate) fn failed(&mut self, hub: i64) -> Result<(), SyncError> {
        self.db.execute(
            "UPDATE hub SET failures = failures + 1, batch = ?2 WHERE n = ?1",
            params![hub, SMALL_BATCH],
        )?;
        Ok(())
    }
}

/// Writes down what the hub said of itself.
pub(crate) fn put_hub(db: &Connection, hub: &Hub) -> Result<(), SyncError> {
    db.execute(
        "UPDATE hub SET relay = ?2, cursor = ?3, incarnation = ?4, refill = ?5, \
            request_bytes = ?6, segments = ?7, batch = ?8, failures = ?9, succeeded = ?10 \
         WHERE n = ?1",
        params![
            hub.n,
            hub.relay,
            hub.cursor,
            hub.incarnation.map(u64::cast_signed),
            hub.refill,
            hub.limits.request_bytes,
            hub.limits.segments,
            hub.batch,
            hub.failures,
            hub.succeeded.map(|at| at.0),
        ],
    )?;
    Ok(())
}

/// The hub was told whose this log is.
pub(crate) fn put_shown(db: &Connection, hub: i64, log: protocol::LogId) -> Result<(), SyncError> {
    db.execute(
        "INSERT INTO shown (hub, log) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![hub, log.0],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Hub> {
    let addresses: String = row.get(1)?;
    let role: String = row.get(6)?;
    Ok(Hub {
        n: row.get(0)?,
        addresses: addresses.split(' ').map(str::to_owned).collect(),
        certificate: row.get(2)?,
        ward: WardPublicKey {
            verifying: DevicePublicKey(row.get(3)?),
            wrapping: BoxPublicKey(row.get(4)?),
        },
        ward_name: row.get(5)?,
        role: Role::from_name(&role).unwrap_or(Role::Learner),
        relay: row.get(7)?,
        failures: row.get(8)?,
        succeeded: row.get::<_, Option<i64>>(9)?.map(UnixMillis),
        credential: Credential(row.get(10)?),
        cursor: row.get(11)?,
        incarnation: row.get::<_, Option<i64>>(12)?.map(i64::cast_unsigned),
        refill: row.get(13)?,
        limits: Limits { request_bytes: row.get(14)?, segments: row.get(15)? },
        batch: row.get(16)?,
    })
}
