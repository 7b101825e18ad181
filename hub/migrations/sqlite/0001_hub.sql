-- What a hub keeps. On SQLite a file is of one ward, so a position is the row itself.
-- Every table and every unique index begins with the ward: the first 16 bytes of its verifying
-- key. Times are Unix milliseconds by the hub's clock; truth is 0 or 1.

-- One row for each ward. A position is never given twice; what has one is a segment, a person's
-- becoming visible to a device, or an erasure.
CREATE TABLE hub (
    ward BLOB NOT NULL PRIMARY KEY,
    incarnation INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,
    segments INTEGER NOT NULL DEFAULT 0,
    -- The version of the folds that the projections were made by; 0 while they are incomplete.
    projections INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Whom the hub knows. `group_name` is empty for people without a group.
CREATE TABLE person (
    ward BLOB NOT NULL,
    person BLOB NOT NULL,
    group_name TEXT NOT NULL,
    -- Wrapped for the ward and bound to it; none on a relay and once erased.
    key BLOB,
    -- The position of the erasure.
    erased INTEGER,
    -- The last segment's.
    last_position INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0,
    last_received INTEGER,
    PRIMARY KEY (ward, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_of_group ON person (ward, group_name, person);

CREATE TABLE tombstone (
    ward BLOB NOT NULL,
    person BLOB NOT NULL,
    signed_by BLOB NOT NULL,
    signature BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (ward, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    ward BLOB NOT NULL,
    log BLOB NOT NULL,
    device BLOB NOT NULL,
    person BLOB NOT NULL,
    -- The person's key as the log's card has it; none once erased.
    key BLOB,
    -- The most numbers that one of its segments has.
    longest INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (ward, log)
) STRICT, WITHOUT ROWID;

-- `first` and `last` are numbers of events: the same may be in several segments, when a device was
-- copied or set back.
CREATE TABLE segment (
    ward BLOB NOT NULL,
    position INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    log BLOB NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    person BLOB NOT NULL,
    device BLOB NOT NULL,
    -- 0 here, 1 durable, 2 with another relay, from 10 quarantined for a reason.
    state INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX segment_by_hash ON segment (ward, hash);
CREATE INDEX segment_of_log ON segment (ward, log, first);
CREATE INDEX segment_of_person ON segment (ward, person, position);
CREATE INDEX segment_to_forward ON segment (ward, position) WHERE state = 0;
CREATE INDEX segment_passed ON segment (ward, position) WHERE state = 2;

-- Who may see whom, from which position on: everything of the person that came before counts as
-- having come there. `reasons`: 1 writes about them, 2 restored, 4 on the roster.
CREATE TABLE visible (
    ward BLOB NOT NULL,
    device BLOB NOT NULL,
    person BLOB NOT NULL,
    position INTEGER NOT NULL,
    reasons INTEGER NOT NULL,
    PRIMARY KEY (ward, device, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX visible_person ON visible (ward, person);

CREATE TABLE invitation (
    ward BLOB NOT NULL,
    name BLOB NOT NULL,
    -- Forgotten once used.
    token BLOB,
    role INTEGER NOT NULL,
    group_name TEXT NOT NULL,
    person BLOB,
    instructor BLOB,
    at INTEGER NOT NULL,
    used_by BLOB,
    PRIMARY KEY (ward, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    ward BLOB NOT NULL,
    device BLOB NOT NULL,
    wrapping BLOB NOT NULL,
    role INTEGER NOT NULL,
    group_name TEXT NOT NULL,
    person BLOB,
    instructor BLOB,
    revoked INTEGER NOT NULL DEFAULT 0,
    enrolled_at INTEGER NOT NULL,
    PRIMARY KEY (ward, device)
) STRICT, WITHOUT ROWID;

-- What devices show, as its hash. A device that was enrolled more than once has several: a copy of
-- it, which has the same key, doesn't shut the other one out.
CREATE TABLE credential (
    ward BLOB NOT NULL,
    credential BLOB NOT NULL,
    device BLOB NOT NULL,
    invitation BLOB NOT NULL,
    PRIMARY KEY (ward, credential)
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_of_device ON credential (ward, device);

CREATE TABLE quarantine (
    ward BLOB NOT NULL,
    hash BLOB NOT NULL,
    reason INTEGER NOT NULL,
    sender BLOB,
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (ward, hash)
) STRICT;
CREATE INDEX quarantine_by_time ON quarantine (ward, at);

CREATE TABLE audit (
    ward BLOB NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    allowed INTEGER NOT NULL,
    PRIMARY KEY (ward, n)
) STRICT, WITHOUT ROWID;

-- Projections: what follows from the segments, and can be made anew from them.
CREATE TABLE learner_lesson (
    ward BLOB NOT NULL,
    person BLOB NOT NULL,
    lesson TEXT NOT NULL,
    opened INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    placed INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    facts BLOB NOT NULL,
    PRIMARY KEY (ward, person, lesson)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_lesson (
    ward BLOB NOT NULL,
    group_name TEXT NOT NULL,
    lesson TEXT NOT NULL,
    opened INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    PRIMARY KEY (ward, group_name, lesson)
) STRICT, WITHOUT ROWID;

-- How many people there are in a group, whatever they did. Kept as people come and go.
CREATE TABLE ward_group (
    ward BLOB NOT NULL,
    group_name TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (ward, group_name)
) STRICT, WITHOUT ROWID;

-- What the planner can't know of an empty table: that all segments are of one ward. Otherwise it
-- would look for those after a position by an index that begins with the ward, and sort them all.
ANALYZE;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('segment', 'segment_by_hash', '1000000 1000000 1'),
    ('segment', 'segment_of_log', '1000000 1000000 200 1'),
    ('segment', 'segment_of_person', '1000000 1000000 100 1'),
    ('segment', 'segment_to_forward', '1000 1000 1');
ANALYZE sqlite_schema;
