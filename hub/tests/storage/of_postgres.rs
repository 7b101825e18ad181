//! What PostgreSQL alone can meet: several wards, lost connections; and what it leaves to others.

use hub::storage::sql::WardId;
use hub::storage::{SegmentStore, Storage, StorageError};

use crate::place::{Place, WARD, run};
use crate::samples::*;

fn url(place: &Place) -> &str {
    match place {
        Place::Postgres(url) => url,
        Place::Sqlite(_) => panic!("no database"),
    }
}

async fn administrator(place: &Place) -> tokio_postgres::Client {
    let connected = tokio_postgres::connect(url(place), tokio_postgres::NoTls).await;
    let (client, connection) = connected.unwrap();
    tokio::spawn(connection);
    client
}

#[test]
fn wards_share_a_database_and_see_nothing_of_each_other() {
    run(Place::postgres(), async |place| {
        let (one, other) = (place.open().await, place.open_for(WardId([8; 16])).await.unwrap());
        let log = log(1, 1);
        commit(&one, &log, vec![segment(&log, 1, 1, 0), segment(&log, 2, 1, 0)]).await;
        assert_eq!(other.counts().await.unwrap().segments, 0);
        assert_eq!(other.people(&[log.person]).await.unwrap(), [None]);
        assert_eq!(other.segments_after(0, 9).await.unwrap(), []);
        commit(&other, &log, vec![segment(&log, 1, 1, 0)]).await;
        assert_eq!(other.counts().await.unwrap().segments, 1);
        assert_eq!(one.counts().await.unwrap().segments, 2);
    });
}

#[test]
fn a_lost_connection_loses_nothing_that_was_told() {
    run(Place::postgres(), async |place| {
        let storage = place.open().await;
        let admin = administrator(&place).await;
        let log = log(1, 1);
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE application_name = 'camtay-hub' AND datname = current_database()";
        let mut taken_in = 0;
        for n in 1..=5 {
            commit(&storage, &log, vec![segment(&log, n, 1, 0)]).await;
            taken_in += 1;
            admin.execute(end, &[]).await.unwrap();
            // The one that meets the broken connection may be told so; then it is there again.
            let meets = intake(&[], vec![segment(&log, 1_000 + n, 1, 0)]);
            let mut tries = 0;
            while let Err(error) = storage.commit(vec![meets.clone()]).await {
                assert!(matches!(error, StorageError::Failed(_) | StorageError::InUse), "{error}");
                tries += 1;
                assert!(tries < 1_000, "it never came back");
                tokio::task::yield_now().await;
            }
            taken_in += 1;
        }
        let counts = loop {
            // A reader's connection was ended as well, and is noticed when it is used.
            if let Ok(counts) = storage.counts().await {
                break counts;
            }
        };
        assert_eq!(counts.segments, taken_in);
    });
}

#[test]
fn whoever_lost_the_lock_to_another_hub_is_told() {
    run(Place::postgres(), async |place| {
        let storage = place.open().await;
        let admin = administrator(&place).await;
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE application_name = 'camtay-hub' AND datname = current_database()";
        admin.execute(end, &[]).await.unwrap();
        let second = place.open_again().await;
        let log = log(1, 1);
        let refused = loop {
            match storage.commit(vec![sent(&log, Vec::new())]).await {
                Ok(_) => panic!("two hubs write for one ward"),
                Err(StorageError::InUse) => break StorageError::InUse,
                // Until it has noticed that its connection was ended.
                Err(_) => tokio::task::yield_now().await,
            }
        };
        assert!(matches!(refused, StorageError::InUse));
        commit(&second, &log, vec![segment(&log, 1, 1, 0)]).await;
    });
}

#[test]
fn a_newer_database_and_a_wrong_address_are_told_without_values() {
    run(Place::postgres(), async |place| {
        drop(place.open().await);
        let admin = administrator(&place).await;
        admin.execute("INSERT INTO camtay_schema VALUES (999)", &[]).await.unwrap();
        let newer = loop {
            match place.open_for(WARD).await.map(drop) {
                Err(StorageError::InUse) => tokio::task::yield_now().await,
                opened => break opened,
            }
        };
        assert!(matches!(newer, Err(StorageError::Newer)), "{newer:?}");
        for wrong in ["postgres://:secret@[", "host=/nowhere user=hub password=secret", ""] {
            let error = Storage::postgres(wrong, WARD).await.err().unwrap();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    });
}

#[test]
fn a_backup_is_left_to_its_own_tool() {
    run(Place::postgres(), async |place| {
        let storage = place.open().await;
        let error = storage.backup(std::path::Path::new("/nowhere/x")).await.unwrap_err();
        assert!(error.to_string().contains("pg_dump"), "{error}");
    });
}
