//! Joins the dashboard to the hub's service: devices' requests go there, and so does what needs the
//! ward's keys.

use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Bytes;
use protocol::PersonId;
use segment::Hash;
use tokio::sync::watch;
use wire::Invitation;

use super::device::{Answer, DeviceService};
use super::ward::{Invite, WardService};
use super::{App, Hub, Operator};
use crate::accounts::{Accounts, SqlAccounts};
use crate::service::{self, NewCode, Refusal};
use crate::storage::sql::Database;
use crate::storage::{Dashboard, DashboardStore, StorageError};

/// The hub's service, and where devices reach it.
struct Service {
    hub: Arc<service::Hub>,
    dashboard: Arc<dyn DashboardStore>,
    addresses: Vec<String>,
}

fn answer<M: minicbor::Encode<()>>(result: Result<M, Refusal>) -> Answer {
    let status = match result {
        Ok(message) => return Answer { status: 200, body: wire::to_bytes(&message) },
        Err(Refusal::Malformed) => 400,
        Err(Refusal::NotEnrolled) => 401,
        Err(Refusal::NoSuchInvitation) => 403,
        Err(Refusal::Storage(_)) => 503,
    };
    Answer { status, body: Vec::new() }
}

#[async_trait]
impl DeviceService for Service {
    async fn sync(&self, _: Option<SocketAddr>, body: Bytes) -> Answer {
        answer(self.hub.sync(&body).await)
    }

    async fn enrol(&self, _: Option<SocketAddr>, body: Bytes) -> Answer {
        answer(self.hub.enrol(&body).await)
    }

    async fn offer(&self, _: Option<SocketAddr>, body: Bytes) -> Answer {
        answer(self.hub.offer(&body).await)
    }
}

#[async_trait]
impl WardService for Service {
    async fn erase(&self, person: PersonId) -> Result<(), StorageError> {
        match self.hub.erase_person(person).await? {
            true => Ok(()),
            false => Err(StorageError::Failed("a relay erases nobody".to_owned())),
        }
    }

    async fn invite(&self, invite: Invite) -> Result<Invitation, StorageError> {
        let Invite { role, group, person, instructor } = invite;
        let code = NewCode { role, group, person, instructor };
        self.hub.invite(code, self.addresses.clone()).await
    }

    async fn try_again(&self, hash: &Hash) -> Result<bool, StorageError> {
        let Some((sender, bytes)) = self.dashboard.put_aside(hash).await? else {
            return Ok(false);
        };
        // First durable among the segments, then out of quarantine; or it stays where it is.
        if let Some(sender) = sender
            && self.hub.try_again(&sender, &bytes).await?
        {
            self.hub.store().release(hash).await?;
        }
        Ok(true)
    }
}

/// The dashboard of a hub, whose accounts are in its database; devices reach it at `addresses`.
///
/// # Errors
/// When the accounts can't be read, or nothing can be counted in this process.
pub async fn of_service(
    hub: Arc<service::Hub>,
    database: Arc<dyn Database>,
    addresses: Vec<String>,
    operator: Option<Operator>,
) -> anyhow::Result<App> {
    let table = Arc::new(SqlAccounts(Arc::clone(&database)));
    let dashboard: Arc<dyn DashboardStore> = Arc::new(Dashboard(database));
    let service =
        Arc::new(Service { hub: Arc::clone(&hub), dashboard: Arc::clone(&dashboard), addresses });
    let outside = hub.outside().clone();
    Ok(Arc::new(Hub {
        store: Arc::clone(hub.store()),
        dashboard,
        accounts: Accounts::open(table).await?,
        devices: Arc::clone(&service) as Arc<dyn DeviceService>,
        ward: service,
        ward_name: hub.ward().name.clone(),
        now: Box::new(move || outside.now()),
        live: crate::live::Live::default(),
        metrics: crate::metrics::install().map_err(anyhow::Error::msg)?,
        operator,
        strangers: super::access::Strangers::default(),
    }))
}

/// Tells the dashboards when figures change, until `stop` is told.
pub async fn tell_changes(
    app: App,
    mut changes: watch::Receiver<u64>,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            changed = changes.changed() => match changed {
                Ok(()) => app.live.changed(),
                Err(_) => return,
            },
        }
    }
}
