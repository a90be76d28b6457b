-- SPDX-License-Identifier: MIT
--
-- The numbers of accounting entries. Each entry of the ledger whose kind is booked gets the next one, in the same transaction and for
-- ever: no number depends on what somebody asks for, and none is missing. An invoice whose every account comes to nothing is not
-- booked. booked_at is when it was recorded, so that what is recorded late goes into a period that is still open.
CREATE TABLE accounting_kind (
    name TEXT PRIMARY KEY -- of the ledger's kinds
) STRICT, WITHOUT ROWID;
INSERT INTO accounting_kind (name) VALUES ('INVOICE'), ('CREDIT_NOTE'), ('PAYMENT'), ('REVERSAL'), ('REFUND');

CREATE TABLE accounting_entry (
    number INTEGER PRIMARY KEY,
    ledger_seq INTEGER NOT NULL UNIQUE,
    booked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX accounting_entry_by_time ON accounting_entry (booked_at, number);

-- What an invoice books: the sums of its lines by account and rate that are not nothing.
CREATE VIEW accounting_worth AS
SELECT x.invoice_id AS invoice_id FROM invoice_item x JOIN invoice i ON i.id = x.invoice_id
GROUP BY x.invoice_id, coalesce(x.vat_rate, i.vat_rate),
    CASE WHEN x.kind IN ('PART', 'FLUID') THEN 'GOODS' WHEN x.kind = 'EXPENSE' THEN 'EXPENSES' ELSE 'SERVICES' END
HAVING sum(coalesce(x.net_total, x.total)) <> 0;

INSERT INTO accounting_entry (ledger_seq, booked_at)
SELECT l.seq, l.created_at FROM ledger l WHERE l.kind IN (SELECT name FROM accounting_kind)
    AND (l.kind <> 'INVOICE' OR EXISTS (SELECT 1 FROM accounting_worth w WHERE w.invoice_id = l.ref_id))
ORDER BY l.seq;

CREATE TRIGGER ledger_booked AFTER INSERT ON ledger WHEN new.kind IN (SELECT name FROM accounting_kind)
    AND (new.kind <> 'INVOICE' OR EXISTS (SELECT 1 FROM accounting_worth w WHERE w.invoice_id = new.ref_id)) BEGIN
    INSERT INTO accounting_entry (number, ledger_seq, booked_at)
    VALUES ((SELECT coalesce(max(number), 0) + 1 FROM accounting_entry), new.seq, new.created_at);
END;
CREATE TRIGGER accounting_entry_no_update BEFORE UPDATE ON accounting_entry BEGIN
    SELECT RAISE(ABORT, 'ACCOUNTING_IMMUTABLE: The number of an entry never changes');
END;
CREATE TRIGGER accounting_entry_no_delete BEFORE DELETE ON accounting_entry BEGIN
    SELECT RAISE(ABORT, 'ACCOUNTING_IMMUTABLE: The number of an entry never changes');
END;
