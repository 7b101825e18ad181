-- Who looks at the dashboard. Passwords and tokens are kept as hashes alone.

CREATE TABLE account (
    ward BLOB NOT NULL,
    name TEXT NOT NULL,
    -- 1 instructor, 2 group, 3 ward.
    role INTEGER NOT NULL,
    group_name TEXT,
    -- The device whose roster an instructor has.
    device BLOB,
    -- The PHC string of Argon2id.
    password TEXT NOT NULL,
    PRIMARY KEY (ward, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    ward BLOB NOT NULL,
    token BLOB NOT NULL,
    account TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (ward, token),
    FOREIGN KEY (ward, account) REFERENCES account (ward, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_account ON session (ward, account);
