-- SPDX-License-Identifier: MIT
--
-- Reports to the state that were handed over: what they said, so that another of the same period is sent when that has changed, and
-- says that it replaces it.
CREATE TABLE ereport (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('TRANSACTIONS', 'PAYMENTS')),
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('IN', 'RE')),
    figures_hash TEXT NOT NULL, -- SHA-256 of what it says but for its number and time
    xml TEXT NOT NULL,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ereport_by_period ON ereport (from_date, to_date, kind, seq);
CREATE INDEX ereport_by_creator ON ereport (created_by);
CREATE TRIGGER ereport_no_update BEFORE UPDATE ON ereport BEGIN
    SELECT RAISE(ABORT, 'EREPORT_IMMUTABLE: A report that was handed over never changes: send another');
END;
CREATE TRIGGER ereport_no_delete BEFORE DELETE ON ereport BEGIN
    SELECT RAISE(ABORT, 'EREPORT_IMMUTABLE: A report that was handed over is never deleted');
END;
CREATE INDEX credit_note_by_issue_date ON credit_note (issue_date, seq);
