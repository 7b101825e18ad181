-- Logs of other installations. Frozen: what has to change becomes 0004.

-- Up to which number somebody else's log was handed over to this device: the play found there goes
-- on in this device's own log. What the other installation wrote later is history only.
CREATE TABLE handed_over (
    log INTEGER NOT NULL PRIMARY KEY REFERENCES log (n) ON DELETE CASCADE,
    seq INTEGER NOT NULL CHECK (seq >= 1)
) STRICT;
