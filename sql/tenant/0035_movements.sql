-- SPDX-License-Identifier: MIT
--
-- Money as it came in and was given back, in one order: what payments and refunds have in common, copied once, as neither ever
-- changes. Lists read it.
CREATE TABLE movement (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL, -- of the payment or refund
    kind TEXT NOT NULL CHECK (kind IN ('PAYMENT', 'REVERSAL', 'REFUND')),
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    amount INTEGER NOT NULL CHECK (amount <> 0 AND (kind = 'PAYMENT') = (amount > 0)),
    payment_method TEXT NOT NULL,
    paid_at INTEGER NOT NULL
) STRICT;
INSERT INTO movement (id, kind, invoice_id, amount, payment_method, paid_at)
SELECT id, kind, invoice_id, amount, payment_method, paid_at FROM (
    SELECT p.id, iif(p.reversal_of IS NULL, 'PAYMENT', 'REVERSAL') AS kind, p.invoice_id, p.amount, p.payment_method, p.paid_at, l.seq
    FROM payment p LEFT JOIN ledger l ON l.ref_id = p.id
    UNION ALL
    SELECT r.id, 'REFUND', r.invoice_id, -r.amount, r.payment_method, r.paid_at, l.seq FROM refund r LEFT JOIN ledger l ON l.ref_id = r.id)
ORDER BY seq;
CREATE INDEX movement_by_day ON movement (paid_at, invoice_id, amount, kind, payment_method);
CREATE INDEX movement_by_kind ON movement (kind, seq, amount);
CREATE INDEX movement_by_invoice ON movement (invoice_id, seq, paid_at, amount);

CREATE TRIGGER payment_moves AFTER INSERT ON payment BEGIN
    INSERT INTO movement (id, kind, invoice_id, amount, payment_method, paid_at)
    VALUES (new.id, iif(new.reversal_of IS NULL, 'PAYMENT', 'REVERSAL'), new.invoice_id, new.amount, new.payment_method, new.paid_at);
END;
CREATE TRIGGER refund_moves AFTER INSERT ON refund BEGIN
    INSERT INTO movement (id, kind, invoice_id, amount, payment_method, paid_at)
    VALUES (new.id, 'REFUND', new.invoice_id, -new.amount, new.payment_method, new.paid_at);
END;
CREATE TRIGGER movement_no_update BEFORE UPDATE ON movement BEGIN
    SELECT RAISE(ABORT, 'PAYMENT_IMMUTABLE: A payment never changes: reverse it');
END;
CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement BEGIN
    SELECT RAISE(ABORT, 'PAYMENT_IMMUTABLE: A payment is never deleted: reverse it');
END;
