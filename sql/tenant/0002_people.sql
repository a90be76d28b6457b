-- SPDX-License-Identifier: MIT
--
-- People and their teams, sessions and password resets.

-- "user" is a reserved word in PostgreSQL.
CREATE TABLE app_user (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    username TEXT NOT NULL CHECK (length(username) BETWEEN 1 AND 50),
    first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
    last_name TEXT CHECK (length(last_name) BETWEEN 1 AND 100),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'sales')),
    team_id TEXT,
    pending_team_id TEXT, -- asked for at registration, takes effect with the activation
    password_hash TEXT,   -- NULL until the first password is set
    profile_picture_url TEXT,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    last_login INTEGER,
    name_key TEXT,
    words TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email));
CREATE UNIQUE INDEX app_user_username ON app_user (lower(username));
CREATE INDEX app_user_team ON app_user (team_id);
CREATE TRIGGER app_user_few BEFORE INSERT ON app_user WHEN (SELECT count(*) FROM app_user) >= 10000 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A tenant has at most 10,000 people');
END;

CREATE TABLE team (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    manager_id TEXT REFERENCES app_user (id),
    description TEXT,
    name_key TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX team_name ON team (lower(name));
CREATE INDEX team_by_manager ON team (manager_id);
CREATE TRIGGER team_few BEFORE INSERT ON team WHEN (SELECT count(*) FROM team) >= 1000 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A tenant has at most 1,000 teams');
END;

-- A cookie session is found by the hash of its secret. A token session is found by its id, which its tokens carry.
CREATE TABLE session (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('cookie', 'token')),
    secret_hash TEXT UNIQUE CHECK (length(secret_hash) = 64),
    user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    extended_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK (kind = 'token' OR secret_hash IS NOT NULL)
) STRICT;
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_expires ON session (expires_at);

-- A reset token is known to its mail alone; here lies its SHA-256. Single use, 30 minutes.
CREATE TABLE password_reset (
    seq INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX password_reset_by_user ON password_reset (user_id);
CREATE INDEX password_reset_expires ON password_reset (expires_at);

-- Search. Index and search are cut by the same tokenizer, SQLite's own, here as in every other index of words. detail and
-- columnsize: only words are looked for, never phrases, and nothing is ranked. (Without any detail an index is a third as large, and
-- takes three times as long where most rows match.) rowid = seq, so that "newest first" is the index's own order.
CREATE VIRTUAL TABLE app_user_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
CREATE VIEW app_user_search_source AS
SELECT u.seq AS seq,
    coalesce(u.words, u.username || ' ' || u.first_name || ' ' || coalesce(u.last_name, '') || ' ' || u.email) AS words
FROM app_user u;
CREATE TRIGGER app_user_fts_insert AFTER INSERT ON app_user BEGIN
    INSERT INTO app_user_fts (rowid, words) SELECT seq, words FROM app_user_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER app_user_fts_update AFTER UPDATE OF username, first_name, last_name, email ON app_user
WHEN old.username IS NOT new.username OR old.first_name IS NOT new.first_name OR old.last_name IS NOT new.last_name
    OR old.email IS NOT new.email BEGIN
    DELETE FROM app_user_fts WHERE rowid = old.seq;
    INSERT INTO app_user_fts (rowid, words) SELECT seq, words FROM app_user_search_source WHERE seq = new.seq;
END;
