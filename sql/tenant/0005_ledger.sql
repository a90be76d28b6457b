-- SPDX-License-Identifier: MIT
--
-- What was issued stays as it was issued.

-- The ledger chains every invoice, credit note, payment and reversal by SHA-256:
-- hash = SHA-256(previous hash, newline, entry). `entry` is the canonical text of the row and its lines; `visioncrm verify`
-- writes it anew from the rows and names the first entry that does not fit.
CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'REVERSAL')),
    ref_id TEXT NOT NULL UNIQUE,
    entry TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

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

-- An invoice with nothing due is paid, and what is paid says since when.
CREATE TRIGGER invoice_due BEFORE UPDATE OF status, amount_paid, amount_credited, paid_at ON invoice WHEN
    (new.status IN ('SENT', 'OVERDUE') AND new.total - new.amount_credited - new.amount_paid <= 0)
    OR (new.status = 'PAID' AND (new.total - new.amount_credited - new.amount_paid > 0 OR new.paid_at IS NULL)) BEGIN
    SELECT RAISE(ABORT, 'INVOICE_STATUS: An invoice is paid when, and only when, nothing of it is due');
END;

-- Only what payments and credit notes derive may change in an issued invoice.
CREATE TRIGGER invoice_immutable BEFORE UPDATE ON invoice WHEN old.status <> 'DRAFT' AND (
    new.id IS NOT old.id OR new.invoice_number IS NOT old.invoice_number OR new.quote_id IS NOT old.quote_id
    OR new.contact_id IS NOT old.contact_id OR new.vehicle_id IS NOT old.vehicle_id OR new.issue_date IS NOT old.issue_date
    OR new.due_date IS NOT old.due_date OR new.service_date IS NOT old.service_date OR new.subtotal IS NOT old.subtotal
    OR new.vat_rate IS NOT old.vat_rate OR new.vat_amount IS NOT old.vat_amount OR new.total IS NOT old.total
    OR new.notes IS NOT old.notes OR new.terms IS NOT old.terms OR new.seller IS NOT old.seller OR new.buyer IS NOT old.buyer
    OR new.vehicle IS NOT old.vehicle OR new.issued_at IS NOT old.issued_at OR new.created_at IS NOT old.created_at
    OR new.status = 'DRAFT') BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER invoice_undeletable BEFORE DELETE ON invoice WHEN old.status <> 'DRAFT' BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice is never deleted: cancel it with a credit note');
END;
CREATE TRIGGER invoice_item_no_insert BEFORE INSERT ON invoice_item
WHEN (SELECT status FROM invoice WHERE id = new.invoice_id) <> 'DRAFT' BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER invoice_item_no_update BEFORE UPDATE ON invoice_item
WHEN (SELECT status FROM invoice WHERE id = old.invoice_id) <> 'DRAFT' BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER invoice_item_no_delete BEFORE DELETE ON invoice_item
WHEN (SELECT status FROM invoice WHERE id = old.invoice_id) <> 'DRAFT' BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;

CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN
    SELECT RAISE(ABORT, 'PAYMENT_IMMUTABLE: A payment never changes: reverse it');
END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN
    SELECT RAISE(ABORT, 'PAYMENT_IMMUTABLE: A payment is never deleted: reverse it');
END;
CREATE TRIGGER credit_note_no_update BEFORE UPDATE ON credit_note BEGIN
    SELECT RAISE(ABORT, 'CREDIT_NOTE_IMMUTABLE: A credit note never changes');
END;
CREATE TRIGGER credit_note_no_delete BEFORE DELETE ON credit_note BEGIN
    SELECT RAISE(ABORT, 'CREDIT_NOTE_IMMUTABLE: A credit note is never deleted');
END;
CREATE TRIGGER credit_note_item_no_insert BEFORE INSERT ON credit_note_item
WHEN EXISTS (SELECT 1 FROM ledger WHERE ref_id = new.credit_note_id) BEGIN
    SELECT RAISE(ABORT, 'CREDIT_NOTE_IMMUTABLE: A credit note never changes');
END;
CREATE TRIGGER credit_note_item_no_update BEFORE UPDATE ON credit_note_item BEGIN
    SELECT RAISE(ABORT, 'CREDIT_NOTE_IMMUTABLE: A credit note never changes');
END;
CREATE TRIGGER credit_note_item_no_delete BEFORE DELETE ON credit_note_item BEGIN
    SELECT RAISE(ABORT, 'CREDIT_NOTE_IMMUTABLE: A credit note is never deleted');
END;
