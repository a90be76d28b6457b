-- Quotes, their lines, and the numbers of all documents.

-- name: sequence_next
INSERT INTO sequence (name, value) VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET value = sequence.value + 1 RETURNING value

-- name: quote_insert
INSERT INTO quote (id, quote_number, contact_id, vehicle_id, issue_date, valid_until, subtotal, vat_rate, vat_amount, total, status,
    notes, terms, created_by, created_at, updated_at)
VALUES (:id, :quote_number, :contact_id, :vehicle_id, :issue_date, :valid_until, :subtotal, :vat_rate, :vat_amount, :total, :status,
    :notes, :terms, :created_by, :created_at, :updated_at)

-- name: quote_update
UPDATE quote SET contact_id = :contact_id, vehicle_id = :vehicle_id, valid_until = :valid_until, subtotal = :subtotal,
    vat_rate = :vat_rate, vat_amount = :vat_amount, total = :total, notes = :notes, terms = :terms, updated_at = :updated_at
WHERE id = :id AND status = 'DRAFT'

-- name: quote_delete
DELETE FROM quote WHERE id = :id AND status = 'DRAFT'

-- name: quote_mark
UPDATE quote SET status = :status, valid_until = coalesce(:valid_until, valid_until), updated_at = :now,
    sent_at = CASE WHEN :status = 'SENT' THEN :now ELSE sent_at END,
    closed_at = CASE WHEN :status = 'SENT' THEN NULL ELSE :now END
WHERE id = :id

-- name: quote_get
SELECT q.id, q.quote_number, q.contact_id, q.vehicle_id, q.issue_date, q.valid_until, q.subtotal, q.vat_rate, q.vat_amount, q.total,
    q.status, q.notes, q.terms, i.id AS invoice_id, q.created_by, q.sent_at, q.closed_at, q.created_at, q.updated_at
FROM quote q LEFT JOIN invoice i ON i.quote_id = q.id WHERE q.id = :id

-- name: quote_list
SELECT q.id, q.quote_number, q.contact_id, c.name AS contact_name, q.vehicle_id, q.issue_date, q.valid_until, q.subtotal, q.vat_rate,
    q.vat_amount, q.total, q.status, q.notes, q.terms, i.id AS invoice_id, q.created_by, q.sent_at, q.closed_at, q.created_at, q.updated_at
/*from*/ FROM quote q LEFT JOIN contact c ON c.id = q.contact_id LEFT JOIN invoice i ON i.quote_id = q.id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: quote_count
SELECT count(*) FROM quote q WHERE 1 = 1 /*filters*/

-- name: quote_total
SELECT value FROM counter WHERE name = 'quote'

-- name: quote_item_insert
INSERT INTO quote_item (quote_id, position, description, quantity, unit_price, unit_price_fine, vat_rate, total)
VALUES (:parent_id, :position, :description, :quantity, :unit_price / 100, :unit_price % 100, :vat_rate, :total)

-- name: quote_item_clear
DELETE FROM quote_item WHERE quote_id = :id

-- name: quote_items
-- rows-ok: a document has five hundred lines at most
SELECT description, quantity, unit_price * 100 + unit_price_fine AS unit_price, vat_rate, total
FROM quote_item WHERE quote_id = :id ORDER BY position
