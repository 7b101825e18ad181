-- What the ward's hub said of the time in a boot of the device, or a start of the app: the last
-- time that it answered then. Events of that boot are dated by it where the device's own clock was
-- wrong. Frozen: what has to change becomes 0003.
CREATE TABLE clock_pin (
    n         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    boot      INTEGER NOT NULL UNIQUE,
    monotonic INTEGER NOT NULL,
    hub       INTEGER NOT NULL
) STRICT;
