-- SPDX-License-Identifier: MIT
--
-- Invoices that suppliers send: what was read of them or typed, what became of them, and the file as it came.

-- The statuses of suppliers' invoices (lib/workshop/supplier_invoice.c); beside them those of the French life cycle.
CREATE TABLE supplier_invoice_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO supplier_invoice_status (name, position, phase, success) VALUES
    ('RECEIVED', 10, 'draft', 0), -- 202 Reçue
    ('APPROVED', 20, 'open', 0), -- 205 Approuvée
    ('PARTLY_APPROVED', 30, 'open', 0), -- 206 Approuvée partiellement
    ('DISPUTED', 40, 'open', 0), -- 207 En litige
    ('SUSPENDED', 50, 'open', 0), -- 208 Suspendue
    ('REFUSED', 60, 'closed', 0), -- 210 Refusée
    ('PAID', 70, 'closed', 1); -- 211 Paiement transmis

-- Amounts are as the file or its reader gave them; none is reckoned from others.
CREATE TABLE supplier_invoice (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL CHECK (format IN ('FACTURX', 'CII', 'UBL', 'PDF', 'JPEG', 'PNG')),
    type TEXT NOT NULL CHECK (type IN ('INVOICE', 'CREDIT_NOTE', 'DEPOSIT')),
    status TEXT NOT NULL DEFAULT 'RECEIVED' REFERENCES supplier_invoice_status (name),
    reason_code TEXT,
    reason TEXT,
    supplier_name TEXT,
    supplier_name_key TEXT,
    supplier_siren TEXT,
    supplier_vat_number TEXT,
    buyer_siren TEXT, -- as the file says it
    invoice_number TEXT,
    invoice_number_key TEXT,
    issue_date TEXT,
    due_date TEXT,
    currency TEXT,
    net_total INTEGER, -- cents
    vat_amount INTEGER,
    total INTEGER,
    amount_due INTEGER,
    difference_count INTEGER NOT NULL DEFAULT 0, -- what does not add up
    content TEXT CHECK (content IS NULL OR json_type(content) = 'object'), -- the rest of what was read
    notes TEXT,
    paid_on TEXT,
    payment_method TEXT,
    file_name TEXT,
    file_size INTEGER NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    words TEXT,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((status = 'PAID') = (paid_on IS NOT NULL))
) STRICT;
CREATE INDEX supplier_invoice_by_status ON supplier_invoice (status, seq);
CREATE INDEX supplier_invoice_by_supplier ON supplier_invoice (supplier_name_key, seq);
CREATE INDEX supplier_invoice_by_number ON supplier_invoice (invoice_number_key, seq);
CREATE INDEX supplier_invoice_by_twin ON supplier_invoice (invoice_number COLLATE NOCASE); -- who may be another's twin
CREATE INDEX supplier_invoice_by_issue ON supplier_invoice (issue_date, seq);
CREATE INDEX supplier_invoice_by_due ON supplier_invoice (due_date, seq);
CREATE INDEX supplier_invoice_by_total ON supplier_invoice (total, seq);
CREATE INDEX supplier_invoice_by_creator ON supplier_invoice (created_by);

-- The file as it came, byte by byte; it goes with its row alone.
CREATE TABLE supplier_invoice_file (
    invoice_seq INTEGER PRIMARY KEY REFERENCES supplier_invoice (seq) ON DELETE CASCADE,
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 10485760)
) STRICT;
CREATE TRIGGER supplier_invoice_file_stays BEFORE UPDATE ON supplier_invoice_file BEGIN
    SELECT RAISE(ABORT, 'a received file is never changed');
END;
CREATE TRIGGER supplier_invoice_kept BEFORE DELETE ON supplier_invoice WHEN old.status <> 'RECEIVED' BEGIN
    SELECT RAISE(ABORT, 'only a supplier invoice that is RECEIVED can be deleted');
END;

INSERT INTO counter (name, value) VALUES ('supplier_invoice', 0);
CREATE TRIGGER supplier_invoice_counted AFTER INSERT ON supplier_invoice BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'supplier_invoice';
END;
CREATE TRIGGER supplier_invoice_uncounted AFTER DELETE ON supplier_invoice BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'supplier_invoice';
END;

-- (How an index of words is made: 0003_contacts.sql.) A number is found without its separators, too.
CREATE VIRTUAL TABLE supplier_invoice_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '1 2 3', detail = column, columnsize = 0
);
CREATE VIEW supplier_invoice_search_source AS
SELECT i.seq AS seq, coalesce(i.words, coalesce(i.supplier_name, '') || ' ' || coalesce(i.invoice_number, '') || ' '
    || coalesce(i.notes, '')) || ' ' || coalesce(i.supplier_siren, '') || ' '
    || replace(replace(replace(coalesce(i.invoice_number, ''), '-', ''), ' ', ''), '/', '') AS words
FROM supplier_invoice i;
CREATE TRIGGER supplier_invoice_words_insert AFTER INSERT ON supplier_invoice BEGIN
    INSERT INTO supplier_invoice_fts (rowid, words) SELECT seq, words FROM supplier_invoice_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER supplier_invoice_words_update AFTER UPDATE OF supplier_name, invoice_number, supplier_siren, notes ON supplier_invoice
WHEN old.supplier_name IS NOT new.supplier_name OR old.invoice_number IS NOT new.invoice_number
    OR old.supplier_siren IS NOT new.supplier_siren OR old.notes IS NOT new.notes BEGIN
    DELETE FROM supplier_invoice_fts WHERE rowid = old.seq;
    INSERT INTO supplier_invoice_fts (rowid, words) SELECT seq, words FROM supplier_invoice_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER supplier_invoice_words_delete AFTER DELETE ON supplier_invoice BEGIN
    DELETE FROM supplier_invoice_fts WHERE rowid = old.seq;
END;
