-- SPDX-License-Identifier: MIT
--
-- An invoice with nothing due is paid, and what is paid says since when: first what stands, then as a rule of the file.
UPDATE invoice SET status = 'PAID'
WHERE status IN ('SENT', 'OVERDUE') AND total - amount_credited - amount_paid <= 0;
UPDATE invoice SET paid_at = coalesce((SELECT max(p.paid_at) FROM payment p WHERE p.invoice_id = invoice.id), issued_at)
WHERE status = 'PAID' AND paid_at IS NULL;

CREATE TRIGGER invoice_due BEFORE UPDATE OF status, amount_paid, amount_credited, paid_at ON invoice WHEN
    (new.status IN ('SENT', 'OVERDUE') AND new.total - new.amount_credited - new.amount_paid <= 0)
    OR (new.status = 'PAID' AND (new.total - new.amount_credited - new.amount_paid > 0 OR new.paid_at IS NULL)) BEGIN
    SELECT RAISE(ABORT, 'INVOICE_STATUS: An invoice is paid when, and only when, nothing of it is due');
END;

-- VAT of the credit notes up to here was rounded note by note; `visioncrm verify` asks the later ones to add up by rate.
INSERT INTO counter (name, value) SELECT 'credit_note_by_note', coalesce(max(seq), 0) FROM credit_note;
