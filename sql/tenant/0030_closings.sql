-- SPDX-License-Identifier: MIT
--
-- Evidence for the tax office: the closings of days, months and fiscal years, entries of the chain themselves.

-- The chain may hold other kinds of entries from now on; which there are, the program knows (lib/workshop/ledger_verify.c).
DROP TRIGGER credit_note_item_no_insert;
DROP TRIGGER einvoice_no_late;
CREATE TABLE ledger_before AS SELECT * FROM ledger;
DROP TABLE ledger;
CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    ref_id TEXT NOT NULL UNIQUE,
    entry TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL -- when it was recorded, which its text says as well
) STRICT;
INSERT INTO ledger (seq, kind, ref_id, entry, previous_hash, hash, created_at)
SELECT seq, kind, ref_id, entry, previous_hash, hash, created_at FROM ledger_before ORDER BY seq;
DROP TABLE ledger_before;
-- What was issued or paid, by the time of its recording.
CREATE INDEX ledger_by_time ON ledger (created_at, kind, ref_id) WHERE kind NOT IN ('CLOSING', 'EVENT');

CREATE TRIGGER ledger_append_only BEFORE INSERT ON ledger
WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) BEGIN
    SELECT RAISE(ABORT, 'LEDGER_ORDER: Ledger entries are appended in order');
END;
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN
    SELECT RAISE(ABORT, 'LEDGER_IMMUTABLE: A ledger entry never changes');
END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN
    SELECT RAISE(ABORT, 'LEDGER_IMMUTABLE: A ledger entry is never deleted');
END;
CREATE TRIGGER credit_note_item_no_insert BEFORE INSERT ON credit_note_item
WHEN EXISTS (SELECT 1 FROM ledger WHERE ref_id = new.credit_note_id) BEGIN
    SELECT RAISE(ABORT, 'CREDIT_NOTE_IMMUTABLE: A credit note never changes');
END;
CREATE TRIGGER einvoice_no_late BEFORE INSERT ON einvoice WHEN EXISTS (SELECT 1 FROM ledger WHERE ref_id = new.ref_id) BEGIN
    SELECT RAISE(ABORT, 'EINVOICE_IMMUTABLE: An electronic invoice is written at issue');
END;

-- A closing sums what was recorded from `from_at` up to, and without, `to_at`. Those of one kind follow each other: a day that was
-- closed early has another for what came after it.
CREATE TABLE closing (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('DAY', 'MONTH', 'YEAR')),
    number INTEGER NOT NULL, -- of its kind, from 1 without gap
    from_date TEXT NOT NULL, -- the period, both days included, in the tenant's zone
    to_date TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL CHECK (to_at > from_at),
    entries INTEGER NOT NULL CHECK (entries > 0),
    invoice_count INTEGER NOT NULL,
    invoiced_net INTEGER NOT NULL,
    invoiced_vat INTEGER NOT NULL,
    invoiced INTEGER NOT NULL,
    credit_note_count INTEGER NOT NULL,
    credited_net INTEGER NOT NULL,
    credited_vat INTEGER NOT NULL,
    credited INTEGER NOT NULL,
    payment_count INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    reversal_count INTEGER NOT NULL,
    reversed INTEGER NOT NULL,
    perpetual_invoiced INTEGER NOT NULL, -- since the first entry, this period included
    perpetual_credited INTEGER NOT NULL,
    perpetual_paid INTEGER NOT NULL,
    perpetual_reversed INTEGER NOT NULL,
    created_by TEXT REFERENCES app_user (id), -- NULL: nobody, the sweep
    created_at INTEGER NOT NULL CHECK (created_at >= to_at),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (kind, number)
) STRICT;
CREATE INDEX closing_by_end ON closing (kind, to_at);
CREATE INDEX closing_by_time ON closing (to_at);
CREATE INDEX closing_by_day ON closing (to_date, seq);
CREATE INDEX closing_by_creator ON closing (created_by);

CREATE TRIGGER closing_order BEFORE INSERT ON closing
WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM closing WHERE kind = new.kind)
    OR new.from_at < (SELECT coalesce(max(to_at), 0) FROM closing WHERE kind = new.kind) BEGIN
    SELECT RAISE(ABORT, 'CLOSING_ORDER: Closings follow each other');
END;
CREATE TRIGGER closing_no_update BEFORE UPDATE ON closing BEGIN
    SELECT RAISE(ABORT, 'CLOSING_IMMUTABLE: A closing never changes');
END;
CREATE TRIGGER closing_no_delete BEFORE DELETE ON closing BEGIN
    SELECT RAISE(ABORT, 'CLOSING_IMMUTABLE: A closing is never deleted');
END;

-- What is recorded belongs to a period that is open. Only a clock that was set back says otherwise.
CREATE TRIGGER ledger_period_open BEFORE INSERT ON ledger
WHEN new.kind NOT IN ('CLOSING', 'EVENT') AND new.created_at < (SELECT coalesce(max(to_at), 0) FROM closing) BEGIN
    SELECT RAISE(ABORT, 'PERIOD_CLOSED: This period is closed: the clock of the server was set back');
END;

-- What happened to the data as a whole, entries of the chain as well: archives, restores, other versions of the program, checks that
-- found something, that it is a demonstration.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('ARCHIVE', 'RESTORE', 'VERSION', 'VERIFY_FAILED', 'DEMO')),
    detail TEXT,
    created_by TEXT REFERENCES app_user (id), -- NULL: the command line
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX event_by_kind ON event (kind, seq);
CREATE INDEX event_by_creator ON event (created_by);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'EVENT_IMMUTABLE: An event never changes');
END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN
    SELECT RAISE(ABORT, 'EVENT_IMMUTABLE: An event is never deleted');
END;
