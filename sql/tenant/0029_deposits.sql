-- SPDX-License-Identifier: MIT
--
-- Deposits (acomptes, arrhes): invoices of their own, asked from a quote; the invoice of the quote deducts those that are paid, and
-- its total stays whole. And money given back after a credit note.
ALTER TABLE invoice ADD COLUMN type TEXT NOT NULL DEFAULT 'INVOICE' CHECK (type IN ('INVOICE', 'DEPOSIT'));
ALTER TABLE invoice ADD COLUMN deposit_quote_id TEXT REFERENCES quote (id); -- of a deposit; quote_id: what the quote became
ALTER TABLE invoice ADD COLUMN deposit_kind TEXT CHECK ((deposit_kind IN ('ACOMPTE', 'ARRHES')) = (type = 'DEPOSIT'));
ALTER TABLE invoice ADD COLUMN deposit_percent INTEGER CHECK (deposit_percent BETWEEN 1 AND 10000); -- hundredths; NULL: an amount
ALTER TABLE invoice ADD COLUMN amount_deposited INTEGER NOT NULL DEFAULT 0 CHECK (amount_deposited BETWEEN 0 AND total);
ALTER TABLE invoice ADD COLUMN amount_refunded INTEGER NOT NULL DEFAULT 0 CHECK (amount_refunded >= 0);
CREATE INDEX invoice_by_deposit ON invoice (deposit_quote_id, seq) WHERE deposit_quote_id IS NOT NULL;

DROP INDEX invoice_by_amount_due;
ALTER TABLE invoice DROP COLUMN amount_due;
ALTER TABLE invoice ADD COLUMN amount_due INTEGER
    GENERATED ALWAYS AS (total - amount_deposited - amount_credited - amount_paid + amount_refunded) VIRTUAL;
CREATE INDEX invoice_by_amount_due ON invoice (amount_due, seq);
DROP INDEX invoice_by_status;
CREATE INDEX invoice_by_status ON invoice
    (status, seq, due_date, issue_date, total, contact_id, vehicle_id, amount_deposited);

-- What a deposit asks for at each VAT rate: parts of the quote that add up to it, so that VAT is what is left of the quote's and not
-- that of the part by itself.
CREATE TABLE deposit_rate (
    seq INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    vat_rate INTEGER NOT NULL,
    net INTEGER NOT NULL CHECK (net >= 0),
    vat INTEGER NOT NULL CHECK (vat >= 0),
    UNIQUE (invoice_id, vat_rate)
) STRICT;

-- What an invoice deducts of each deposit.
CREATE TABLE deposit_deduction (
    seq INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    deposit_id TEXT NOT NULL REFERENCES invoice (id),
    vat_rate INTEGER NOT NULL,
    net INTEGER NOT NULL CHECK (net >= 0),
    vat INTEGER NOT NULL CHECK (vat >= 0),
    UNIQUE (deposit_id, vat_rate)
) STRICT;
CREATE INDEX deposit_deduction_by_invoice ON deposit_deduction (invoice_id, seq);

DROP TRIGGER invoice_due;
CREATE TRIGGER invoice_due BEFORE UPDATE OF status, amount_paid, amount_credited, amount_refunded, paid_at ON invoice WHEN
    (new.status IN ('SENT', 'OVERDUE')
        AND new.total - new.amount_deposited - new.amount_credited - new.amount_paid + new.amount_refunded <= 0)
    OR (new.status = 'PAID' AND (new.paid_at IS NULL
        OR new.total - new.amount_deposited - new.amount_credited - new.amount_paid + new.amount_refunded > 0)) BEGIN
    SELECT RAISE(ABORT, 'INVOICE_STATUS: An invoice is paid when, and only when, nothing of it is due');
END;
CREATE TRIGGER invoice_deposit_immutable BEFORE UPDATE OF type, deposit_quote_id, deposit_kind, deposit_percent, amount_deposited
ON invoice WHEN old.status <> 'DRAFT' AND (new.type IS NOT old.type OR new.deposit_quote_id IS NOT old.deposit_quote_id
    OR new.deposit_kind IS NOT old.deposit_kind OR new.deposit_percent IS NOT old.deposit_percent
    OR new.amount_deposited IS NOT old.amount_deposited) BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER deposit_rate_no_insert BEFORE INSERT ON deposit_rate
WHEN (SELECT status FROM invoice WHERE id = new.invoice_id) <> 'DRAFT' BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER deposit_rate_no_update BEFORE UPDATE ON deposit_rate BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER deposit_rate_no_delete BEFORE DELETE ON deposit_rate BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER deposit_deduction_no_insert BEFORE INSERT ON deposit_deduction
WHEN (SELECT status FROM invoice WHERE id = new.invoice_id) <> 'DRAFT' BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER deposit_deduction_no_update BEFORE UPDATE ON deposit_deduction BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
CREATE TRIGGER deposit_deduction_no_delete BEFORE DELETE ON deposit_deduction BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;

-- Money given back is no reversal: that undoes an entry made by mistake.
CREATE TABLE refund (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    credit_note_id TEXT NOT NULL REFERENCES credit_note (id),
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    payment_method TEXT NOT NULL CHECK (payment_method IN ('BANK_TRANSFER', 'CARD', 'CASH', 'CHECK', 'DIRECT_DEBIT', 'OTHER')),
    paid_at INTEGER NOT NULL,
    till TEXT CHECK (length(till) BETWEEN 1 AND 20),
    reason TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX refund_by_invoice ON refund (invoice_id, seq, paid_at, amount);
CREATE INDEX refund_by_day ON refund (paid_at, amount, invoice_id);
CREATE INDEX refund_by_note ON refund (credit_note_id, amount);
CREATE INDEX refund_by_creator ON refund (created_by);
CREATE TRIGGER refund_no_update BEFORE UPDATE ON refund BEGIN
    SELECT RAISE(ABORT, 'PAYMENT_IMMUTABLE: A refund never changes');
END;
CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund BEGIN
    SELECT RAISE(ABORT, 'PAYMENT_IMMUTABLE: A refund is never deleted');
END;
