//! Devices, and the invitations that let them in.

use protocol::{PersonId, UnixMillis};
use segment::{BoxPublicKey, DevicePublicKey, Hash};
use wire::{CredentialHash, OfferRequest};

use super::codes::{group_name, group_of, maybe, role_code, role_of};
use super::people::{self, reason};
use super::sql::{Database, Row};
use super::write::Write;
use super::{DeviceRow, Enrolled, Enrolment, InvitationRow, NewInvitation, Result};
use crate::values;

/// Keeps an invitation.
pub(super) async fn invite(database: &dyn Database, new: &NewInvitation) -> Result<()> {
    let mut write = Write::begin(database).await?;
    let sql = "INSERT INTO invitation \
               (ward, name, token, role, group_name, person, instructor, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (ward, name) DO NOTHING";
    let values = values![
        write.ward,
        OfferRequest::of(&new.token).invitation.0,
        new.token,
        role_code(new.role),
        group_name(new.group.as_deref()),
        maybe(new.person.map(|person| person.0)),
        maybe(new.instructor.map(|instructor| instructor.0)),
        new.at.0,
    ];
    write.execute(sql, values).await?;
    write.commit().await
}

const INVITATION: &str = "SELECT token, role, group_name, person, instructor, used_by \
                          FROM invitation WHERE ward = $1 AND name = $2";

fn invitation_row(mut row: Row) -> Result<InvitationRow> {
    Ok(InvitationRow {
        token: row.take(0)?,
        role: role_of(row.take(1)?)?,
        group: group_of(row.take(2)?),
        person: row.take::<Option<_>>(3)?.map(PersonId),
        instructor: row.take::<Option<_>>(4)?.map(DevicePublicKey),
        used_by: row.take::<Option<_>>(5)?.map(DevicePublicKey),
    })
}

/// The invitation of this name.
pub(super) async fn invitation(
    database: &dyn Database,
    name: &Hash,
) -> Result<Option<InvitationRow>> {
    let rows = database.query(INVITATION, values![database.ward(), name.0]).await?;
    rows.into_iter().next().map(invitation_row).transpose()
}

/// Enrols; see [`SegmentStore::enrol`](super::SegmentStore::enrol).
pub(super) async fn enrol(database: &dyn Database, new: &Enrolment) -> Result<Enrolled> {
    let mut write = Write::begin(database).await?;
    let ward = write.ward;
    let rows = write.query(INVITATION, values![ward, new.invitation.0]).await?;
    let Some(row) = rows.into_iter().next() else { return Ok(Enrolled::NoSuchInvitation) };
    let invitation = invitation_row(row)?;
    let before = write.query(DEVICE, values![ward, new.device.0]).await?;
    let before = before.into_iter().next().map(device_row).transpose()?;
    let again = match invitation.used_by {
        None => false,
        Some(device) if device == new.device => true,
        Some(_) => return Ok(Enrolled::Used),
    };
    // A used invitation lets nobody in again who was put out since.
    if again && before.as_ref().is_none_or(|device| device.revoked) {
        return Ok(Enrolled::Used);
    }
    let before_was_revoked = before.as_ref().is_some_and(|device| device.revoked);
    let sql = "UPDATE invitation SET token = NULL, used_by = $3 WHERE ward = $1 AND name = $2";
    write.execute(sql, values![ward, new.invitation.0, new.device.0]).await?;
    let row = DeviceRow {
        device: new.device,
        wrapping: new.wrapping,
        role: invitation.role,
        group: invitation.group,
        person: invitation.person,
        instructor: invitation.instructor,
        revoked: false,
        enrolled_at: before.filter(|_| again).map_or(new.at, |device| device.enrolled_at),
    };
    // A copy of the device may be enrolled as well. Whoever was put out comes with a new one alone.
    let forget = if before_was_revoked {
        "DELETE FROM credential WHERE ward = $1 AND device = $2"
    } else {
        "DELETE FROM credential WHERE ward = $1 AND device = $2 AND invitation = $3"
    };
    let mut of_device = values![ward, new.device.0];
    if !before_was_revoked {
        of_device.push(new.invitation.0.into());
    }
    write.execute(forget, of_device).await?;
    put(&mut write, &row).await?;
    let sql = "INSERT INTO credential (ward, credential, device, invitation) \
               VALUES ($1, $2, $3, $4)";
    let values = values![ward, new.credential.0, new.device.0, new.invitation.0];
    write.execute(sql, values).await?;
    let logs: Vec<_> = new.logs.iter().map(|log| (log, row.group.as_deref())).collect();
    people::add_logs(&mut write, &logs).await?;
    let mut visible: Vec<_> =
        row.person.iter().map(|person| (row.device, *person, reason::RESTORED)).collect();
    if let Some(instructor) = row.instructor {
        let people = new.logs.iter().map(|log| log.person).chain(row.person);
        visible.extend(people.map(|person| (instructor, person, reason::ROSTER)));
    }
    people::show(&mut write, visible).await?;
    write.commit().await?;
    Ok(Enrolled::Done(row))
}

async fn put(write: &mut Write<'_>, row: &DeviceRow) -> Result<()> {
    let sql = "INSERT INTO device (ward, device, wrapping, role, group_name, person, \
               instructor, revoked, enrolled_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8) \
               ON CONFLICT (ward, device) DO UPDATE SET wrapping = excluded.wrapping, \
               role = excluded.role, \
               group_name = excluded.group_name, person = excluded.person, \
               instructor = excluded.instructor, revoked = 0, enrolled_at = excluded.enrolled_at";
    let values = values![
        write.ward,
        row.device.0,
        row.wrapping.0,
        role_code(row.role),
        group_name(row.group.as_deref()),
        maybe(row.person.map(|person| person.0)),
        maybe(row.instructor.map(|instructor| instructor.0)),
        row.enrolled_at.0,
    ];
    write.execute(sql, values).await.map(drop)
}

const DEVICE: &str = "SELECT device, wrapping, role, group_name, person, instructor, revoked, \
                      enrolled_at FROM device WHERE ward = $1 AND device = $2";
const BY_CREDENTIAL: &str = "SELECT d.device, d.wrapping, d.role, d.group_name, d.person, \
                             d.instructor, d.revoked, d.enrolled_at FROM credential c \
                             JOIN device d ON d.ward = c.ward AND d.device = c.device \
                             WHERE c.ward = $1 AND c.credential = $2";
const DEVICES: &str = "SELECT device, wrapping, role, group_name, person, instructor, revoked, \
                       enrolled_at FROM device WHERE ward = $1 ORDER BY enrolled_at, device";

fn device_row(mut row: Row) -> Result<DeviceRow> {
    Ok(DeviceRow {
        device: DevicePublicKey(row.take(0)?),
        wrapping: BoxPublicKey(row.take(1)?),
        role: role_of(row.take(2)?)?,
        group: group_of(row.take(3)?),
        person: row.take::<Option<_>>(4)?.map(PersonId),
        instructor: row.take::<Option<_>>(5)?.map(DevicePublicKey),
        revoked: row.take(6)?,
        enrolled_at: UnixMillis(row.take(7)?),
    })
}

/// The device with this credential.
pub(super) async fn device(
    database: &dyn Database,
    credential: &CredentialHash,
) -> Result<Option<DeviceRow>> {
    let rows = database.query(BY_CREDENTIAL, values![database.ward(), credential.0]).await?;
    rows.into_iter().next().map(device_row).transpose()
}

/// All devices, as they came.
pub(super) async fn devices(database: &dyn Database) -> Result<Vec<DeviceRow>> {
    let rows = database.query(DEVICES, values![database.ward()]).await?;
    rows.into_iter().map(device_row).collect()
}

/// A page of devices, the newest first.
pub(super) async fn newest(
    database: &dyn Database,
    after: Option<&DevicePublicKey>,
    limit: usize,
) -> Result<Vec<DeviceRow>> {
    const FIRST: &str = "SELECT device, wrapping, role, group_name, person, instructor, revoked, \
                         enrolled_at FROM device WHERE ward = $1 \
                         ORDER BY enrolled_at DESC, device DESC LIMIT $2";
    const NEXT: &str = "SELECT device, wrapping, role, group_name, person, instructor, revoked, \
                        enrolled_at FROM device WHERE ward = $1 AND (enrolled_at, device) < \
                        (SELECT enrolled_at, device FROM device WHERE ward = $1 AND device = $3) \
                        ORDER BY enrolled_at DESC, device DESC LIMIT $2";
    let mut values = values![database.ward(), limit];
    values.extend(after.map(|after| after.0.into()));
    let rows = database.query(if after.is_some() { NEXT } else { FIRST }, values).await?;
    rows.into_iter().map(device_row).collect()
}

/// Revokes a device.
pub(super) async fn revoke(database: &dyn Database, device: &DevicePublicKey) -> Result<bool> {
    let mut write = Write::begin(database).await?;
    let sql = "UPDATE device SET revoked = 1 WHERE ward = $1 AND device = $2";
    let changed = write.execute(sql, values![write.ward, device.0]).await?;
    write.commit().await?;
    Ok(changed > 0)
}

/// Puts people on a roster or takes them off. Who is visible for another reason stays so.
pub(super) async fn set_roster(
    database: &dyn Database,
    instructor: &DevicePublicKey,
    people: &[PersonId],
    on: bool,
) -> Result<()> {
    let mut write = Write::begin(database).await?;
    if on {
        let visible = people.iter().map(|person| (*instructor, *person, reason::ROSTER)).collect();
        people::show(&mut write, visible).await?;
    } else {
        let all = || people.iter().map(|person| values![write.ward, instructor.0, person.0]);
        let (forgotten, gone) = (all().collect(), all().collect());
        let sql = "UPDATE visible SET reasons = reasons & ~4 \
                   WHERE ward = $1 AND device = $2 AND person = $3";
        write.each(sql, forgotten).await?;
        let sql = "DELETE FROM visible \
                   WHERE ward = $1 AND device = $2 AND person = $3 AND reasons = 0";
        write.each(sql, gone).await?;
    }
    write.commit().await
}
