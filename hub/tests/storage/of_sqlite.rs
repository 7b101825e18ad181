//! What SQLite alone can meet: full disks, foreign files, damage; and its backup.

use std::io::{Seek, SeekFrom, Write};

use hub::storage::sql::{Options, WardId};
use hub::storage::{SegmentStore, Storage, StorageError};

use crate::place::{Place, WARD, run};
use crate::samples::*;

async fn error(place: &Place, ward: WardId) -> StorageError {
    place.open_for(ward).await.err().expect("it should have been refused")
}

#[test]
fn a_full_disk_changes_nothing_and_is_told() {
    run(Place::sqlite(), async |place| {
        drop(place.open().await);
        let options = Options { max_bytes: Some(400 * 1024), ..Options::default() };
        let storage = Storage::sqlite(&place.file(), WARD, options).await.unwrap();
        let log = log(1, 1);
        let (mut n, mut taken_in) = (0, 0);
        let full = loop {
            let mut some: Vec<_> = (0..20).map(|i| segment(&log, 1 + n + i, 1, 0)).collect();
            some.iter_mut().for_each(|segment| segment.bytes = vec![1; 500]);
            some[0].facts = vec![opened(&format!("lesson-{n}"), 1 + n)];
            n += 20;
            assert!(n < 10_000, "it never became full");
            match storage.commit(vec![sent(&log, some)]).await {
                Ok(_) => taken_in = n,
                Err(error) => break error,
            }
        };
        assert!(matches!(full, StorageError::Full), "{full}");
        assert!(taken_in > 0);
        let holds = async |storage: &Storage| {
            let counts = storage.counts().await.unwrap();
            assert_eq!((counts.segments, counts.events), (taken_in, taken_in));
            let learner = storage.learner(&log.person).await.unwrap().unwrap();
            assert_eq!(learner.lessons.len() as u64, taken_in / 20);
            let stored = storage.segments_after(0, 100_000).await.unwrap();
            assert_eq!(stored.len() as u64, taken_in);
        };
        holds(&storage).await;
        storage.check().await.unwrap();
        drop(storage);
        // With room again it goes on.
        let storage = place.open().await;
        holds(&storage).await;
        commit(&storage, &log, vec![segment(&log, n + 1, 1, 0)]).await;
        assert_eq!(storage.counts().await.unwrap().segments, taken_in + 1);
    });
}

#[test]
fn foreign_files_are_refused_and_left_alone() {
    run(Place::sqlite(), async |place| {
        for theirs in ["CREATE TABLE other (x)", "PRAGMA user_version = 3"] {
            let file = rusqlite::Connection::open(place.file()).unwrap();
            file.execute_batch(theirs).unwrap();
            drop(file);
            let before = std::fs::read(place.file()).unwrap();
            assert!(matches!(error(&place, WARD).await, StorageError::Failed(_)));
            assert_eq!(std::fs::read(place.file()).unwrap(), before);
        }
        std::fs::write(place.file(), b"no database, but a text that is long enough".repeat(99))
            .unwrap();
        assert!(matches!(error(&place, WARD).await, StorageError::Damaged));
    });
}

#[test]
fn another_wards_file_and_a_newer_one_are_refused() {
    run(Place::sqlite(), async |place| {
        drop(place.open().await);
        let other = error(&place, WardId([8; 16])).await;
        assert!(matches!(other, StorageError::Failed(_)), "{other}");
        drop(place.open().await);
        let file = rusqlite::Connection::open(place.file()).unwrap();
        file.execute_batch("PRAGMA user_version = 9999").unwrap();
        drop(file);
        assert!(matches!(error(&place, WARD).await, StorageError::Newer));
    });
}

#[test]
fn damage_is_found() {
    run(Place::sqlite(), async |place| {
        let storage = place.open().await;
        let log = log(1, 1);
        let all = (1..2_000).map(|n| segment(&log, n, 1, 0)).collect();
        commit(&storage, &log, all).await;
        storage.check().await.unwrap();
        drop(storage);
        let mut file = std::fs::OpenOptions::new().write(true).open(place.file()).unwrap();
        let length = file.metadata().unwrap().len();
        for page in (8..length / 4_096).step_by(3) {
            file.seek(SeekFrom::Start(page * 4_096)).unwrap();
            file.write_all(&[0xff; 64]).unwrap();
        }
        drop(file);
        let checked = match place.open_for(WARD).await {
            Ok(storage) => storage.check().await,
            Err(error) => Err(error),
        };
        assert!(matches!(checked, Err(StorageError::Damaged)));
    });
}

#[test]
fn a_backup_is_of_one_moment_while_the_hub_takes_in() {
    run(Place::sqlite(), async |place| {
        let storage = place.open().await;
        let log = log(1, 1);
        let mut first: Vec<_> = (1..3_000).map(|n| segment(&log, n, 1, 0)).collect();
        first[0].facts = vec![opened("call", 1)];
        commit(&storage, &log, first).await;
        let to = place.file().with_file_name("backup.sqlite");
        let write = async {
            for n in 0..40 {
                commit(&storage, &log, vec![segment(&log, 3_000 + n, 1, 0)]).await;
            }
        };
        let (copied, ()) = tokio::join!(storage.backup(&to), write);
        copied.unwrap();
        assert!(storage.backup(&to).await.is_err(), "a backup is never overwritten");
        assert_eq!(storage.counts().await.unwrap().segments, 3_039);
        let copy = Storage::sqlite(&to, WARD, Options::default()).await.unwrap();
        copy.check().await.unwrap();
        let counts = copy.counts().await.unwrap();
        assert!((2_999..=3_039).contains(&counts.segments), "{counts:?}");
        assert_eq!(counts.segments, counts.events);
        let stored = copy.segments_after(0, 10_000).await.unwrap();
        assert_eq!(stored.len() as u64, counts.segments);
        assert_eq!(copy.figures().await.unwrap().len(), 1);
        let left: Vec<_> = std::fs::read_dir(to.parent().unwrap())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("unfinished"))
            .collect();
        assert_eq!(left, Vec::<String>::new());
    });
}

/// However many segments there are, those after a position are found at once.
#[test]
fn segments_are_read_by_their_position() {
    run(Place::sqlite(), async |place| {
        drop(place.open().await);
        let storage = place.open().await;
        let plan = "EXPLAIN QUERY PLAN SELECT s.bytes, p.key FROM segment s CROSS JOIN person p \
                    WHERE p.ward = s.ward AND p.person = s.person AND s.ward = $1 \
                    AND s.position > $2 ORDER BY s.position LIMIT $3";
        let values = hub::values![WARD, 0_u64, 9_u64];
        let rows = storage.database().query(plan, values).await.unwrap();
        let steps: Vec<_> =
            rows.into_iter().map(|mut row| row.take::<String>(3).unwrap()).collect();
        assert!(steps[0].contains("INTEGER PRIMARY KEY"), "{steps:?}");
        assert!(steps.iter().all(|step| !step.contains("TEMP")), "{steps:?}");
    });
}
