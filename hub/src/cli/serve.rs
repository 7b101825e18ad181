//! `serve`: opens everything in its order, says where it listens, and stops gracefully.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::accounts::{Accounts, SqlAccounts};
use crate::folder::{Folder, Serving};
use crate::service::{Forwarder, Hub, Outside};
use crate::storage::SegmentStore as _;
use crate::storage::sql::Database;
use crate::{console, http, https, keeping, listen, storage};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Where to listen, such as 0.0.0.0:8443; port 0 takes any that is free.
    #[arg(long, value_name = "ADDR")]
    listen: String,
    /// Serves as a relay of the hub that this code invites to. Needed once.
    #[arg(long, value_name = "CODE")]
    upstream: Option<String>,
}

pub(super) async fn run(
    folder: &Folder,
    database: Option<&str>,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    crate::log::start();
    let outside = Outside::system();
    if let Some(code) = &args.upstream {
        folder.begin_relay(&outside)?;
        let _lock = folder.lock()?;
        let known = folder.upstream()?;
        let invitation = wire::Invitation::from_link(code)?;
        // A code that this relay used already is no reason to ask for another.
        let same = |upstream: &crate::service::Upstream| {
            upstream.certificate_sha256 == invitation.certificate_sha256
                && upstream.addresses == invitation.addresses
        };
        if !known.as_ref().is_some_and(same) {
            folder.keep_upstream(&https::join(folder, code).await?)?;
        }
    }
    let certificate = folder.certificate()?;
    let lock = folder.lock()?;
    let (hub, database) = open_with_database(folder, database).await?;
    let hub = Arc::new(hub);
    // A restored copy, or a program that folds otherwise.
    if !hub.is_relay() && !hub.store().projections_are_current().await? {
        tracing::info!("making the figures anew");
        let segments = keeping::rebuild(&hub).await?;
        tracing::info!(segments, "the figures are made");
    }

    let tls = listen::tls(&certificate)?;
    let listener = TcpListener::bind(&args.listen)
        .await
        .with_context(|| format!("the hub cannot listen on {}", args.listen))?;
    let address = listener.local_addr()?.to_string();
    let accounts = accounts_in(&database).await?;
    let console = console::listen(Arc::clone(&hub), accounts, folder).await?;
    let certificate_sha256 = data_encoding::HEXLOWER.encode(&certificate.sha256());
    let serving = Serving { address, certificate_sha256, console };
    folder.say_serving(&serving)?;

    let (stopping, stop) = watch::channel(false);
    let forwarding = match folder.upstream()? {
        None => None,
        Some(upstream) => {
            let link = https::Https::to(&upstream.addresses, upstream.certificate_sha256)?;
            let keep = folder.clone();
            let forwarder =
                Forwarder::new(Arc::clone(&hub), Box::new(link), upstream, move |upstream| {
                    keep.keep_upstream(upstream)
                });
            Some(tokio::spawn(forwarder.run(stop.clone())))
        }
    };
    let addresses = vec![serving.address.clone()];
    let app = http::of_service(Arc::clone(&hub), database, addresses, folder.operator()?).await?;
    let watching = tokio::spawn(http::tell_changes(Arc::clone(&app), hub.changes(), stop.clone()));
    let router = http::router(app);
    println!(
        "{}",
        serde_json::json!({
            "address": serving.address,
            "certificate_sha256": serving.certificate_sha256,
        })
    );
    tracing::info!(address = serving.address, relay = hub.is_relay(), "serving");
    let serving = tokio::spawn(listen::serve(listener, tls, router, stop));
    told_to_stop().await?;
    tracing::info!("stopping");
    // Fails when nobody is left who would have to stop.
    let _ = stopping.send(true);
    serving.await?;
    watching.await?;
    if let Some(forwarding) = forwarding {
        forwarding.await?;
    }
    drop(lock);
    Ok(ExitCode::SUCCESS)
}

/// The hub of a folder that nobody serves.
pub(super) async fn open(folder: &Folder, database: Option<&str>) -> anyhow::Result<Hub> {
    Ok(open_with_database(folder, database).await?.0)
}

/// The same, with the database for whoever keeps other things in it.
pub(super) async fn open_with_database(
    folder: &Folder,
    database: Option<&str>,
) -> anyhow::Result<(Hub, Arc<dyn Database>)> {
    let ward = folder.ward()?;
    let certificate = folder.certificate()?.sha256();
    let store = storage::open(database, &folder.database(), &ward.public).await?;
    let database = store.database();
    let outside = Outside::system();
    // A database that was just made is a life of its own: phones that knew an earlier one have to
    // notice, and send again what this one lacks.
    if store.incarnation().await? == 0 {
        store.set_incarnation(u64::from_le_bytes(outside.random())).await?;
    }
    let keep = folder.clone();
    let hub = Hub::open(store, ward, certificate, outside)
        .await?
        .keeping_tombstones(move |tombstones| keep.keep_tombstones(tombstones));
    // A restored copy may have brought somebody back.
    hub.obey(&folder.tombstones()?).await?;
    Ok((hub, database))
}

/// The hub of a folder, to be read alone, also while it is served.
pub(super) async fn open_to_read(folder: &Folder, database: Option<&str>) -> anyhow::Result<Hub> {
    let (ward, certificate) = (folder.ward()?, folder.certificate()?.sha256());
    let store = storage::open_to_read(database, &folder.database(), &ward.public).await?;
    Ok(Hub::open(store, ward, certificate, Outside::system()).await?)
}

/// The accounts that a database keeps.
pub(super) async fn accounts_in(database: &Arc<dyn Database>) -> anyhow::Result<Accounts> {
    Ok(Accounts::open(Arc::new(SqlAccounts(Arc::clone(database)))).await?)
}

async fn told_to_stop() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            interrupted = tokio::signal::ctrl_c() => Ok(interrupted?),
        }
    }
    #[cfg(not(unix))]
    Ok(tokio::signal::ctrl_c().await?)
}
