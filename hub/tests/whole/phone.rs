//! A phone: the store and the syncing of the app, without its screen.

use std::path::{Path, PathBuf};

use protocol::{Event, PersonId, Stamp, UnixMillis, export};
use store::{EventStore, Notice, SqliteStore};
use sync::{Code, DeviceKeys, Https, LinkKind, Outbox, Random, Report, Syncer};

pub struct Phone {
    folder: PathBuf,
    pub store: SqliteStore,
    syncer: Syncer,
    carrier: Https,
    person: Option<PersonId>,
}

fn random() -> Random {
    Random::new(Box::new(|bytes| getrandom::fill(bytes).is_ok()))
}

impl Phone {
    pub fn new(folder: &Path) -> Self {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).unwrap();
        Self::with_secret(folder, secret)
    }

    /// A phone whose key has this secret.
    pub fn with_secret(folder: &Path, secret: [u8; 32]) -> Self {
        let keys = DeviceKeys::open(&folder.join("device"), || Ok(secret)).unwrap();
        let store = SqliteStore::open(folder, keys.install(), UnixMillis(0)).unwrap().store;
        let syncer = Syncer::new(Outbox::open(folder).unwrap(), keys, random());
        let carrier = Https::default();
        Self { folder: folder.to_owned(), store, syncer, carrier, person: None }
    }

    /// Begins somebody's life: the first event adds them.
    pub fn live(&mut self, events: &[(Stamp, Event)]) {
        if self.person.is_none() {
            let Event::PersonAdded(added) = &events[0].1 else { panic!("nobody is added") };
            self.person = Some(added.person);
        }
        self.add(events);
    }

    /// Records what comes next.
    pub fn add(&mut self, events: &[(Stamp, Event)]) {
        let person = self.person();
        let of_them = |(_, event): &&(Stamp, Event)| !matches!(event, Event::ConsentSet(_));
        let count = events.iter().filter(of_them).count();
        assert!(count > 0);
        // Whoever is asked in a made-up life may say no; here everybody sends.
        let agreed = |(stamp, event): &(Stamp, Event)| {
            let event = match event {
                Event::ConsentSet(set) => {
                    Event::ConsentSet(protocol::ConsentSet { given: true, ..set.clone() })
                }
                event => event.clone(),
            };
            (*stamp, event)
        };
        let events: Vec<_> = events.iter().map(agreed).collect();
        self.store.append_stamped(person, person, &events).unwrap();
    }

    /// Who is on it.
    pub fn person(&self) -> PersonId {
        self.person.unwrap_or_else(|| self.store.people().unwrap()[0].id)
    }

    pub fn enrol(&mut self, code: &str) {
        let code: Code = code.parse().unwrap();
        self.syncer.enrol(&code, None, &mut self.store, &mut self.carrier).unwrap();
    }

    pub fn sync(&mut self) -> Report {
        let now = Stamp { wall: UnixMillis(1_794_000_000_000), boot: 1, monotonic_millis: 5 };
        self.syncer.sync(&mut self.store, &mut self.carrier, LinkKind::Unmetered, now).unwrap()
    }

    /// As after the loss of what syncing remembers: everything is sealed and sent anew.
    pub fn forget_what_was_sent(&mut self) {
        let keys = self.keys();
        let aside = self.folder.join("aside");
        std::fs::create_dir_all(&aside).unwrap();
        for entry in std::fs::read_dir(&self.folder).unwrap().flatten() {
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(sync::OUTBOX_NAME) {
                std::fs::rename(entry.path(), aside.join(name)).unwrap();
            }
        }
        let outbox = Outbox::open(&self.folder).unwrap();
        self.syncer = Syncer::new(outbox, keys, random());
    }

    /// Its database is cut off after this many bytes, and opened without a tally beside the keys:
    /// what is missing is fetched again, as the app does.
    pub fn cut_and_open(&mut self, bytes: u64) -> Option<Notice> {
        let mut keys = self.keys();
        let aside = tempfile::tempdir().unwrap();
        self.store = SqliteStore::open(aside.path(), keys.install(), UnixMillis(0)).unwrap().store;
        let database = self.folder.join("camtay.db");
        std::fs::OpenOptions::new().write(true).open(database).unwrap().set_len(bytes).unwrap();
        let opened = SqliteStore::open(&self.folder, keys.install(), UnixMillis(0)).unwrap();
        self.store = opened.store;
        let mut outbox = Outbox::open(&self.folder).unwrap();
        if opened.notice.as_ref().is_some_and(Notice::is_loss) {
            outbox.fetch_again().unwrap();
        }
        if opened.used_up {
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).unwrap();
            keys.renew(&secret).unwrap();
            self.store.set_install(keys.install()).unwrap();
        }
        self.syncer = Syncer::new(outbox, keys, random());
        opened.notice
    }

    fn keys(&self) -> DeviceKeys {
        DeviceKeys::open(&self.folder.join("device"), || unreachable!("there is a key")).unwrap()
    }

    /// Everything, as the app exports it.
    pub fn export(&self) -> Vec<String> {
        export(self.store.events_after(0).unwrap())
    }

    /// Where a line stands in an export.
    pub fn place(line: &str) -> (String, u64) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        (line["log"].as_str().unwrap().to_owned(), line["seq"].as_u64().unwrap())
    }
}
