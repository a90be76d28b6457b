-- SPDX-License-Identifier: MIT
--
-- Conditions of a paper beside its notes: those of a quote speak of its validity and do not go into its invoice.
ALTER TABLE quote ADD COLUMN terms TEXT;
ALTER TABLE invoice ADD COLUMN terms TEXT;

DROP TRIGGER invoice_immutable;
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
