-- The event log and its projections. Frozen: what has to change becomes 0002.

-- 'CmTy': tells this file from any other program's.
PRAGMA application_id = 0x436d5479;

-- This installation; one row.
CREATE TABLE install (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One log for each installation and each person it wrote about. `local`: written by this device,
-- be it before its file was damaged and a new installation begun.
CREATE TABLE log (
    n       INTEGER NOT NULL PRIMARY KEY,
    id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    install BLOB    NOT NULL CHECK (length(install) = 16),
    subject BLOB    NOT NULL CHECK (length(subject) = 16),
    local   INTEGER NOT NULL CHECK (local IN (0, 1)),
    UNIQUE (install, subject)
) STRICT;
CREATE INDEX log_of_subject ON log (subject);
-- A second copy on another page: without this table no event could be told to whom it belongs.
CREATE INDEX log_copy ON log (n, id, install, subject, local);

-- `author` is null where it is the log's subject, as nearly always. `monotonic` holds the bits of
-- an unsigned number.
CREATE TABLE event (
    n         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    log       INTEGER NOT NULL REFERENCES log (n),
    seq       INTEGER NOT NULL CHECK (seq >= 1),
    author    BLOB             CHECK (length(author) = 16),
    wall      INTEGER NOT NULL,
    boot      INTEGER NOT NULL,
    monotonic INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    schema    INTEGER NOT NULL,
    body      BLOB    NOT NULL,
    UNIQUE (log, seq)
) STRICT;
-- Finds the last opened lesson of a log without reading its history.
CREATE INDEX event_lesson_opened ON event (log, seq) WHERE kind = 100;

-- Damaged files whose events were already taken over, by file name.
CREATE TABLE salvage (
    file    TEXT    NOT NULL PRIMARY KEY,
    kept    INTEGER NOT NULL,
    missing INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Projections: nothing below holds anything that the events don't say.
CREATE TABLE projection (
    name    TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id       BLOB    NOT NULL PRIMARY KEY,
    n        INTEGER NOT NULL,
    address  TEXT    NOT NULL,
    nickname TEXT,
    added    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preference (
    subject BLOB NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (subject, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE progress (
    subject BLOB NOT NULL,
    lesson  TEXT NOT NULL,
    state   BLOB NOT NULL,
    PRIMARY KEY (subject, lesson)
) STRICT;
