-- What the device's sync knows. Frozen: what has to change becomes 0002.

-- 'CmSy': tells this file from any other program's.
PRAGMA application_id = 0x436d5379;

-- A hub that this device was let into. `addresses` are `host:port`, separated by spaces, in the
-- order of being tried. `refill` is the number up to which segments were asked for at a hub that
-- was restored from a backup; null where there is nothing to ask. `batch` is how many bytes it is
-- sent at once, `failures` how often in a row it wasn't reached, `succeeded` when it last answered,
-- in Unix milliseconds by the device's clock.
CREATE TABLE hub (
    n             INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    addresses     TEXT    NOT NULL,
    certificate   BLOB    NOT NULL CHECK (length(certificate) = 32),
    ward          BLOB    NOT NULL CHECK (length(ward) = 32),
    wrapping      BLOB    NOT NULL CHECK (length(wrapping) = 32),
    ward_name     TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    grp           TEXT,
    credential    BLOB    NOT NULL CHECK (length(credential) = 16),
    relay         INTEGER NOT NULL CHECK (relay IN (0, 1)),
    cursor        BLOB    NOT NULL DEFAULT x'',
    incarnation   INTEGER,
    refill        INTEGER,
    request_bytes INTEGER NOT NULL,
    segments      INTEGER NOT NULL,
    batch         INTEGER NOT NULL,
    failures      INTEGER NOT NULL DEFAULT 0,
    succeeded     INTEGER,
    UNIQUE (ward, certificate)
) STRICT;

-- To which ward a person belongs, by the ward's signing key.
CREATE TABLE member (
    person BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16),
    ward   BLOB NOT NULL CHECK (length(ward) = 32)
) STRICT, WITHOUT ROWID;

-- The ward of everybody who has none of their own, once they agreed to it. `claimed`: somebody was
-- there already, or came since, for whom the device was enrolled.
CREATE TABLE default_ward (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    ward    BLOB    NOT NULL CHECK (length(ward) = 32),
    claimed INTEGER NOT NULL CHECK (claimed IN (0, 1))
) STRICT;

-- The first key of a person is what this device seals with; the others only open.
CREATE TABLE person_key (
    n      INTEGER NOT NULL PRIMARY KEY,
    person BLOB    NOT NULL CHECK (length(person) = 16),
    secret BLOB    NOT NULL CHECK (length(secret) = 32),
    UNIQUE (person, secret)
) STRICT;

-- What this device sealed; kept for ever, since a restored hub has to be filled again. `state`:
-- 0 to be sent, 1 received by the relay `relay`, 2 durable at the ward, 3 put aside there. `asks`
-- counts how often a received one was asked for.
CREATE TABLE segment (
    n      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    hash   BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
    log    BLOB    NOT NULL CHECK (length(log) = 16),
    person BLOB    NOT NULL CHECK (length(person) = 16),
    first  INTEGER NOT NULL,
    count  INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    state  INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
    relay  INTEGER,
    asks   INTEGER NOT NULL DEFAULT 0,
    UNIQUE (log, first)
) STRICT;
CREATE INDEX segment_open ON segment (state, person, n) WHERE state < 2;
CREATE INDEX segment_of_person ON segment (person, n);

-- Whose this device's logs are; and which hub was told so.
CREATE TABLE own_log (
    log    BLOB NOT NULL PRIMARY KEY,
    device BLOB NOT NULL CHECK (length(device) = 32),
    person BLOB NOT NULL CHECK (length(person) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE shown (
    hub INTEGER NOT NULL REFERENCES hub (n),
    log BLOB    NOT NULL,
    PRIMARY KEY (hub, log)
) STRICT, WITHOUT ROWID;

-- What others wrote. `bytes` is null once the events are in the event store. `state`: 0 to be
-- opened, once key and card are there, 1 taken over, 2 of no use: forged or unreadable.
CREATE TABLE received (
    n      INTEGER NOT NULL PRIMARY KEY,
    hash   BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
    log    BLOB    NOT NULL,
    person BLOB    NOT NULL,
    bytes  BLOB,
    state  INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2)
) STRICT;
CREATE INDEX received_open ON received (person, n) WHERE state = 0;
-- Whose those logs are.
CREATE TABLE foreign_log (
    log    BLOB NOT NULL PRIMARY KEY,
    device BLOB NOT NULL CHECK (length(device) = 32),
    person BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Who was erased. Nothing about them is taken in again.
CREATE TABLE erased (
    person BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16),
    -- Whether the event store still has to erase them.
    here   INTEGER NOT NULL CHECK (here IN (0, 1))
) STRICT, WITHOUT ROWID;
-- The wish that has still to reach a hub.
CREATE TABLE tombstone (
    hub       INTEGER NOT NULL REFERENCES hub (n),
    person    BLOB    NOT NULL,
    by        BLOB    NOT NULL CHECK (length(by) = 32),
    signature BLOB    NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (hub, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
