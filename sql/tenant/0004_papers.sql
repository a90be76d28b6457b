-- SPDX-License-Identifier: MIT
--
-- What the garage writes for its clients: quotes, invoices, what is paid of them, credit notes and reminders.

-- The statuses of quotes, in the order in which they are shown; lib/workshop/quote.c has the same rows. A draft may be changed and
-- deleted, open waits for something, closed does not; success: closed as it was hoped.
CREATE TABLE quote_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO quote_status (name, position, phase, success) VALUES
    ('DRAFT', 10, 'draft', 0),
    ('SENT', 20, 'open', 0),
    ('ACCEPTED', 30, 'closed', 1),
    ('REJECTED', 40, 'closed', 0),
    ('EXPIRED', 50, 'closed', 0);
CREATE TABLE quote (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    quote_number TEXT NOT NULL UNIQUE,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    vehicle_id TEXT REFERENCES vehicle (id),
    issue_date TEXT NOT NULL,
    valid_until TEXT,
    subtotal INTEGER NOT NULL,
    vat_rate INTEGER NOT NULL,
    vat_amount INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total >= 0),
    status TEXT NOT NULL REFERENCES quote_status (name),
    notes TEXT,
    terms TEXT, -- of the quote alone: they do not go into its invoice
    created_by TEXT REFERENCES app_user (id),
    sent_at INTEGER,
    closed_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX quote_by_contact ON quote (contact_id, seq);
CREATE INDEX quote_by_vehicle ON quote (vehicle_id);
CREATE INDEX quote_by_status ON quote (status, seq, total, issue_date, contact_id, vehicle_id);
CREATE INDEX quote_by_expiry ON quote (valid_until) WHERE status = 'SENT';
CREATE INDEX quote_by_issue_date ON quote (issue_date, seq);
CREATE INDEX quote_by_creator ON quote (created_by);

CREATE TABLE quote_item (
    seq INTEGER PRIMARY KEY,
    quote_id TEXT NOT NULL REFERENCES quote (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL, -- ten-thousandths
    vat_rate INTEGER, -- NULL: the document's
    total INTEGER NOT NULL,
    UNIQUE (quote_id, position)
) STRICT;

-- The statuses of invoices (lib/workshop/payment.c).
CREATE TABLE invoice_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO invoice_status (name, position, phase, success) VALUES
    ('DRAFT', 10, 'draft', 0),
    ('SENT', 20, 'open', 0),
    ('PAID', 30, 'closed', 1),
    ('OVERDUE', 40, 'open', 0),
    ('CREDITED', 50, 'closed', 0);

-- status is what was last recorded; a SENT invoice past its due date reads as OVERDUE before the sweep says so.
-- seller, buyer and vehicle are copies made at issue (JSON), so that the document never changes.
CREATE TABLE invoice (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    invoice_number TEXT UNIQUE,
    quote_id TEXT UNIQUE REFERENCES quote (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    vehicle_id TEXT REFERENCES vehicle (id),
    issue_date TEXT,
    due_date TEXT,
    service_date TEXT,
    subtotal INTEGER NOT NULL,
    vat_rate INTEGER NOT NULL,
    vat_amount INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total >= 0),
    amount_paid INTEGER NOT NULL DEFAULT 0,
    amount_credited INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL REFERENCES invoice_status (name),
    payment_method TEXT CHECK (payment_method IN ('BANK_TRANSFER', 'CARD', 'CASH', 'CHECK', 'DIRECT_DEBIT', 'OTHER')),
    paid_at INTEGER,
    notes TEXT,
    terms TEXT,
    seller TEXT,
    buyer TEXT,
    vehicle TEXT,
    created_by TEXT REFERENCES app_user (id),
    issued_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((status = 'DRAFT') = (invoice_number IS NULL)),
    CHECK (status = 'DRAFT' OR (issue_date IS NOT NULL AND due_date IS NOT NULL AND seller IS NOT NULL AND buyer IS NOT NULL)),
    CHECK (amount_paid BETWEEN 0 AND total AND amount_credited BETWEEN 0 AND total)
) STRICT;
CREATE INDEX invoice_by_contact ON invoice (contact_id, seq);
CREATE INDEX invoice_by_vehicle ON invoice (vehicle_id);
CREATE INDEX invoice_by_status ON invoice (status, seq, due_date, issue_date, total, contact_id, vehicle_id);
CREATE INDEX invoice_by_issue_date ON invoice (issue_date, seq);
CREATE INDEX invoice_by_due ON invoice (due_date, seq) WHERE status = 'SENT';
CREATE INDEX invoice_by_creator ON invoice (created_by);

CREATE TABLE invoice_item (
    seq INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL, -- ten-thousandths
    vat_rate INTEGER, -- NULL: the document's
    total INTEGER NOT NULL,
    UNIQUE (invoice_id, position)
) STRICT;

-- A reversal is a payment row of its own with a negative amount that names what it undoes.
CREATE TABLE payment (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    amount INTEGER NOT NULL CHECK (amount <> 0),
    payment_method TEXT NOT NULL CHECK (payment_method IN ('BANK_TRANSFER', 'CARD', 'CASH', 'CHECK', 'DIRECT_DEBIT', 'OTHER')),
    paid_at INTEGER NOT NULL,
    reversal_of TEXT UNIQUE REFERENCES payment (id),
    reason TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    CHECK ((reversal_of IS NULL) = (amount > 0))
) STRICT;
-- Those of an invoice, and those of some days, with what is added up of them.
CREATE INDEX payment_by_invoice ON payment (invoice_id, seq, paid_at, amount);
CREATE INDEX payment_by_day ON payment (paid_at, amount, invoice_id);
CREATE INDEX payment_by_creator ON payment (created_by);

CREATE TABLE credit_note (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    credit_note_number TEXT NOT NULL UNIQUE,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    issue_date TEXT NOT NULL,
    reason TEXT,
    subtotal INTEGER NOT NULL,
    vat_amount INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total > 0),
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX credit_note_by_invoice ON credit_note (invoice_id, seq);
CREATE INDEX credit_note_by_creator ON credit_note (created_by);

CREATE TABLE credit_note_item (
    seq INTEGER PRIMARY KEY,
    credit_note_id TEXT NOT NULL REFERENCES credit_note (id),
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL, -- ten-thousandths
    vat_rate INTEGER NOT NULL,
    total INTEGER NOT NULL,
    UNIQUE (credit_note_id, position)
) STRICT;

-- One letter a level and invoice.
CREATE TABLE reminder (
    seq INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    day TEXT NOT NULL, -- on which it was written, in the tenant's zone
    message_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (invoice_id, level)
) STRICT;

-- Kept totals, so that an unfiltered list does not count its rows.
INSERT INTO counter (name, value) VALUES ('quote', 0), ('invoice', 0);
CREATE TRIGGER quote_counted AFTER INSERT ON quote BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'quote';
END;
CREATE TRIGGER quote_uncounted AFTER DELETE ON quote BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'quote';
END;
CREATE TRIGGER invoice_counted AFTER INSERT ON invoice BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'invoice';
END;
CREATE TRIGGER invoice_uncounted AFTER DELETE ON invoice BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'invoice';
END;
