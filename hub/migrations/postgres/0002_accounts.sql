-- Who looks at the dashboard. Passwords and tokens are kept as hashes alone.

CREATE TABLE account (
    ward bytea NOT NULL,
    name text NOT NULL,
    -- 1 instructor, 2 group, 3 ward.
    role bigint NOT NULL,
    group_name text,
    -- The device whose roster an instructor has.
    device bytea,
    -- The PHC string of Argon2id.
    password text NOT NULL,
    PRIMARY KEY (ward, name)
);

CREATE TABLE session (
    ward bytea NOT NULL,
    token bytea NOT NULL,
    account text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (ward, token),
    FOREIGN KEY (ward, account) REFERENCES account (ward, name) ON DELETE CASCADE
);
CREATE INDEX session_of_account ON session (ward, account);
