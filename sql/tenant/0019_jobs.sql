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
INSERT INTO job (id, kind, ref, state, due_at, attempts, attempt_id, last_error, created_at)
SELECT id, CASE channel WHEN 'email' THEN 'mail' ELSE channel END, id, CASE status WHEN 'sending' THEN 'running' ELSE 'queued' END,
    next_at, attempts, attempt_id, last_error, created_at
FROM outbox WHERE status IN ('queued', 'sending') ORDER BY seq;
DROP INDEX outbox_due;

-- What was left of recalculations.
INSERT INTO job (id, kind, state, due_at, created_at)
SELECT id, 'recalculate', 'queued', updated_at, updated_at FROM coefficient WHERE recalculated_to IS NOT NULL ORDER BY seq LIMIT 1;
