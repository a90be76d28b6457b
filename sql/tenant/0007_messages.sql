-- SPDX-License-Identifier: MIT
--
-- What happens after the answer: messages, and the jobs that carry them and do all other work of the kind.

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

-- What a carrier says of a message after it has taken it (lib/messaging/status.c). Reports come in any order, and more than once: a
-- message goes from what is open to what has a higher position.
CREATE TABLE delivery_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO delivery_status (name, position, phase, success) VALUES
    ('DELIVERED', 10, 'open', 0),
    ('READ', 20, 'open', 0),
    ('FAILED', 30, 'closed', 0),
    ('BOUNCED', 40, 'closed', 0),
    ('COMPLAINED', 50, 'closed', 0);

-- Messages are written in the transaction of their cause and handed to a carrier afterwards (lib/messaging). `attempt_id`
-- names the delivery under way, so that a carrier sees each attempt at most once. A message with `secret` = 1 loses its body
-- once it is delivered or given up.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'whatsapp')),
    recipient TEXT NOT NULL,
    -- MESSAGE tells what people and the product write to a contact from links to an account, which nobody reads here; invitations are
    -- counted by the day.
    kind TEXT NOT NULL DEFAULT 'MESSAGE' CHECK (kind IN ('MESSAGE', 'RESET', 'INVITATION')),
    purpose TEXT NOT NULL DEFAULT 'MESSAGE' CHECK (purpose IN ('MESSAGE', 'QUOTE', 'INVOICE', 'REMINDER')),
    contact_id TEXT REFERENCES contact (id),
    activity_id TEXT,
    subject TEXT,
    body TEXT NOT NULL,
    -- JSON array of {"filename","url"}: documents of the tenant, rendered when the message is handed over.
    files TEXT NOT NULL DEFAULT '[]',
    secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1)),
    status TEXT NOT NULL REFERENCES outbox_status (name),
    attempts INTEGER NOT NULL DEFAULT 0,
    attempt_id TEXT,
    next_at INTEGER NOT NULL,
    last_error TEXT,
    -- What a carrier says of a message after it has taken it: its own id of it, and what became of it. 'sent' stays its status.
    carrier_id TEXT,
    delivery TEXT REFERENCES delivery_status (name),
    delivery_at INTEGER, -- ms, when the carrier says that it happened
    delivery_error TEXT, -- one line
    handed_id TEXT, -- the last attempt that was begun with a carrier that knows no attempts
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;
CREATE INDEX outbox_carrier ON outbox (carrier_id) WHERE carrier_id IS NOT NULL;
CREATE INDEX outbox_by_delivery ON outbox (delivery) WHERE delivery IS NOT NULL;
CREATE INDEX outbox_by_kind ON outbox (kind, created_at, seq);
CREATE INDEX outbox_by_contact ON outbox (contact_id, created_at, seq);
CREATE INDEX outbox_by_creator ON outbox (created_by);
CREATE INDEX outbox_by_status ON outbox (status, created_at, seq);
CREATE INDEX outbox_by_channel ON outbox (channel, created_at, seq);
CREATE INDEX outbox_by_purpose ON outbox (purpose, created_at, seq);

INSERT INTO counter (name, value) VALUES ('message', 0);
CREATE TRIGGER message_counted AFTER INSERT ON outbox WHEN NEW.kind = 'MESSAGE' BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'message';
END;
CREATE TRIGGER message_uncounted AFTER DELETE ON outbox WHEN OLD.kind = 'MESSAGE' BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'message';
END;

-- The statuses of jobs (lib/jobs/job.c).
CREATE TABLE job_state (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO job_state (name, position, phase, success) VALUES
    ('queued', 10, 'open', 0),
    ('running', 20, 'open', 0),
    ('done', 30, 'closed', 1),
    ('failed', 40, 'closed', 0);

-- Jobs: what is to happen after the answer, written in the transaction of its cause and done by a courier (lib/jobs). Who works
-- at one holds the tenant's lease of its kind, a lock that the kernel frees; so one found in 'running' was left by a crash, and
-- goes on under the attempt it had. `ref` names what the job is about, in the words of its kind.
CREATE TABLE job (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    ref TEXT,
    state TEXT NOT NULL REFERENCES job_state (name),
    due_at INTEGER NOT NULL, -- not to be tried before
    attempts INTEGER NOT NULL DEFAULT 0, -- begun
    -- Processes that died while they worked at the attempt under way: a job that ends whoever works at it is given up.
    deaths INTEGER NOT NULL DEFAULT 0 CHECK (deaths >= 0),
    attempt_id TEXT, -- of the attempt under way, or of the last one
    last_error TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER, -- the last attempt
    done_at INTEGER -- done, or given up
) STRICT;
CREATE INDEX job_due ON job (kind, due_at, seq) WHERE state IN ('queued', 'running');
CREATE INDEX job_by_state ON job (state, seq);
CREATE INDEX job_by_kind ON job (kind, seq);
CREATE INDEX job_ended ON job (done_at) WHERE done_at IS NOT NULL;

-- A message is what the job of its channel carries: whoever queues one has queued the job, under the same id.
CREATE TRIGGER outbox_job AFTER INSERT ON outbox WHEN NEW.status = 'queued'
BEGIN
    INSERT INTO job (id, kind, ref, state, due_at, created_at)
    VALUES (NEW.id, CASE NEW.channel WHEN 'email' THEN 'mail' ELSE NEW.channel END, NEW.id, 'queued', NEW.next_at, NEW.created_at);
END;
