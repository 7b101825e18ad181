-- Several people on one device. Frozen: what has to change becomes 0003.

-- A secret number before somebody's lessons, as a PHC string. Only of this device: it is no event,
-- so it is never exported and never sent anywhere. `wrong` counts wrong tries in a row, the last of
-- them at `tried`; `forgotten` is when somebody said that they forgot it. Times in Unix
-- milliseconds.
CREATE TABLE pin (
    subject   BLOB    NOT NULL PRIMARY KEY CHECK (length(subject) = 16),
    hash      TEXT    NOT NULL,
    wrong     INTEGER NOT NULL,
    tried     INTEGER NOT NULL,
    forgotten INTEGER
) STRICT, WITHOUT ROWID;

-- Finds who took up the device last without reading the history. 3 is the kind of `PersonOpened`.
CREATE INDEX event_person_opened ON event (n) WHERE kind = 3;

-- A projection: the last answer of each person for each purpose.
CREATE TABLE consent (
    subject  BLOB    NOT NULL,
    purpose  TEXT    NOT NULL,
    given    INTEGER NOT NULL CHECK (given IN (0, 1)),
    wording  BLOB    NOT NULL CHECK (length(wording) = 8),
    answered INTEGER NOT NULL,
    PRIMARY KEY (subject, purpose)
) STRICT, WITHOUT ROWID;
