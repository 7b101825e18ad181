-- What a hub keeps. On PostgreSQL many wards share the tables.
-- Every table and every unique index begins with the ward: the first 16 bytes of its verifying
-- key. Times are Unix milliseconds by the hub's clock; truth is 0 or 1.

-- One row for each ward. A position is never given twice; what has one is a segment, a person's
-- becoming visible to a device, or an erasure.
CREATE TABLE hub (
    ward bytea NOT NULL PRIMARY KEY,
    incarnation bigint NOT NULL DEFAULT 0,
    position bigint NOT NULL DEFAULT 0,
    segments bigint NOT NULL DEFAULT 0,
    -- The version of the folds that the projections were made by; 0 while they are incomplete.
    projections bigint NOT NULL DEFAULT 0
);

-- Whom the hub knows. `group_name` is empty for people without a group.
CREATE TABLE person (
    ward bytea NOT NULL,
    person bytea NOT NULL,
    group_name text NOT NULL,
    -- Wrapped for the ward and bound to it; none on a relay and once erased.
    key bytea,
    -- The position of the erasure.
    erased bigint,
    -- The last segment's.
    last_position bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0,
    last_received bigint,
    PRIMARY KEY (ward, person)
);
CREATE INDEX person_of_group ON person (ward, group_name, person);

CREATE TABLE tombstone (
    ward bytea NOT NULL,
    person bytea NOT NULL,
    signed_by bytea NOT NULL,
    signature bytea NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (ward, person)
);

CREATE TABLE log (
    ward bytea NOT NULL,
    log bytea NOT NULL,
    device bytea NOT NULL,
    person bytea NOT NULL,
    -- The person's key as the log's card has it; none once erased.
    key bytea,
    -- The most numbers that one of its segments has.
    longest bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (ward, log)
);

-- `first` and `last` are numbers of events: the same may be in several segments, when a device was
-- copied or set back.
CREATE TABLE segment (
    ward bytea NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    log bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    person bytea NOT NULL,
    device bytea NOT NULL,
    -- 0 here, 1 durable, 2 with another relay, from 10 quarantined for a reason.
    state bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (ward, position)
);
CREATE UNIQUE INDEX segment_by_hash ON segment (ward, hash);
CREATE INDEX segment_of_log ON segment (ward, log, first);
CREATE INDEX segment_of_person ON segment (ward, person, position);
CREATE INDEX segment_to_forward ON segment (ward, position) WHERE state = 0;
CREATE INDEX segment_passed ON segment (ward, position) WHERE state = 2;
-- What is encrypted doesn't get smaller.
ALTER TABLE segment ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Who may see whom, from which position on: everything of the person that came before counts as
-- having come there. `reasons`: 1 writes about them, 2 restored, 4 on the roster.
CREATE TABLE visible (
    ward bytea NOT NULL,
    device bytea NOT NULL,
    person bytea NOT NULL,
    position bigint NOT NULL,
    reasons bigint NOT NULL,
    PRIMARY KEY (ward, device, person)
);
CREATE INDEX visible_person ON visible (ward, person);

CREATE TABLE invitation (
    ward bytea NOT NULL,
    name bytea NOT NULL,
    -- Forgotten once used.
    token bytea,
    role bigint NOT NULL,
    group_name text NOT NULL,
    person bytea,
    instructor bytea,
    at bigint NOT NULL,
    used_by bytea,
    PRIMARY KEY (ward, name)
);

CREATE TABLE device (
    ward bytea NOT NULL,
    device bytea NOT NULL,
    wrapping bytea NOT NULL,
    role bigint NOT NULL,
    group_name text NOT NULL,
    person bytea,
    instructor bytea,
    revoked bigint NOT NULL DEFAULT 0,
    enrolled_at bigint NOT NULL,
    PRIMARY KEY (ward, device)
);

-- What devices show, as its hash. A device that was enrolled more than once has several: a copy of
-- it, which has the same key, doesn't shut the other one out.
CREATE TABLE credential (
    ward bytea NOT NULL,
    credential bytea NOT NULL,
    device bytea NOT NULL,
    invitation bytea NOT NULL,
    PRIMARY KEY (ward, credential)
);
CREATE INDEX credential_of_device ON credential (ward, device);

CREATE TABLE quarantine (
    ward bytea NOT NULL,
    hash bytea NOT NULL,
    reason bigint NOT NULL,
    sender bytea,
    at bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (ward, hash)
);
CREATE INDEX quarantine_by_time ON quarantine (ward, at);

CREATE TABLE audit (
    ward bytea NOT NULL,
    n bigint NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    allowed bigint NOT NULL,
    PRIMARY KEY (ward, n)
);

-- Projections: what follows from the segments, and can be made anew from them.
CREATE TABLE learner_lesson (
    ward bytea NOT NULL,
    person bytea NOT NULL,
    lesson text NOT NULL,
    opened bigint NOT NULL,
    passed bigint NOT NULL,
    placed bigint NOT NULL,
    attempts bigint NOT NULL,
    facts bytea NOT NULL,
    PRIMARY KEY (ward, person, lesson)
);

CREATE TABLE group_lesson (
    ward bytea NOT NULL,
    group_name text NOT NULL,
    lesson text NOT NULL,
    opened bigint NOT NULL,
    passed bigint NOT NULL,
    PRIMARY KEY (ward, group_name, lesson)
);

-- How many people there are in a group, whatever they did. Kept as people come and go.
CREATE TABLE ward_group (
    ward bytea NOT NULL,
    group_name text NOT NULL,
    people bigint NOT NULL,
    PRIMARY KEY (ward, group_name)
);
