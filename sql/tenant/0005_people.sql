-- Keys of the tenant, teams, password resets and outgoing messages.

-- Encrypted with the installation's secret file (lib/auth/secret.c).
CREATE TABLE sealed_key (
    name TEXT PRIMARY KEY NOT NULL,
    sealed TEXT NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE team (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    manager_id TEXT REFERENCES app_user (id),
    description TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX team_name ON team (lower(name));
CREATE INDEX team_by_manager ON team (manager_id);

-- A reset token is known to its mail alone; here lies its SHA-256. Single use, 30 minutes.
CREATE TABLE password_reset (
    seq INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX password_reset_by_user ON password_reset (user_id);
CREATE INDEX password_reset_expires ON password_reset (expires_at);

-- The statuses of messages (lib/workshop/communication.c).
CREATE TABLE outbox_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_status (name, position, phase, success) VALUES
    ('queued', 10, 'open', 0),
    ('sending', 20, 'open', 0),
    ('sent', 30, 'closed', 1),
    ('failed', 40, 'closed', 0);

-- Messages are written in the transaction of their cause and handed to a carrier afterwards (lib/messaging). `attempt_id`
-- names the delivery under way, so that a carrier sees each attempt at most once. A message with `secret` = 1 loses its body
-- once it is delivered or given up.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'whatsapp')),
    recipient TEXT NOT NULL,
    subject TEXT,
    body TEXT NOT NULL,
    secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1)),
    status TEXT NOT NULL REFERENCES outbox_status (name),
    attempts INTEGER NOT NULL DEFAULT 0,
    attempt_id TEXT,
    next_at INTEGER NOT NULL,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE status IN ('queued', 'sending');
