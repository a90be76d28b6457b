-- Quotes, their lines, and the numbers of all documents.

-- name: sequence_next
INSERT INTO sequence (name, value) VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET value = sequence.value + 1 RETURNING value

-- fragment: quote_fields
-- What a draft may change.
contact_id, vehicle_id, valid_until, price_mode, subtotal, vat_rate, vat_exemption, vat_amount, total, notes, terms

-- fragment: quote_columns
$.id, $.quote_number, $.issue_date, {quote_fields $}, $.status, i.id AS invoice_id, $.created_by, $.sent_at, $.closed_at,
$.created_at, $.updated_at, $.version

-- fragment: quote_answer
-- What the customer said.
$.acceptance_accepted_by, $.acceptance_method, $.acceptance_recycled_parts, $.acceptance_at, $.acceptance_ip, $.acceptance_signed,
$.rejection_reason

-- fragment: quote_asks
-- A private customer chooses about parts, where there are any.
c.company IS NULL AND c.siren IS NULL AND c.vat_number IS NULL
    AND EXISTS (SELECT 1 FROM quote_item x WHERE x.quote_id = $.id AND x.kind = 'PART')

-- fragment: quote_brief
CASE WHEN $.id IS NOT NULL THEN json_object('id', $.id, 'quote_number', $.quote_number) END

-- name: quote_insert
INSERT INTO quote (id, quote_number, issue_date, {quote_fields}, status, created_by, created_at, updated_at)
VALUES (:id, :quote_number, :issue_date, {quote_fields :}, :status, :created_by, :created_at, :updated_at)

-- name: quote_update
UPDATE quote SET {quote_fields =}, updated_at = :updated_at, version = version + 1 WHERE id = :id AND status = 'DRAFT'

-- name: quote_delete
DELETE FROM quote WHERE id = :id AND status = 'DRAFT'

-- name: quote_mark
UPDATE quote SET status = :status, valid_until = coalesce(:valid_until, valid_until), updated_at = :now, version = version + 1,
    sent_at = CASE WHEN :status = 'SENT' THEN :now ELSE sent_at END,
    closed_at = CASE WHEN :status = 'SENT' THEN NULL ELSE :now END,
    acceptance_at = CASE WHEN :status = 'ACCEPTED' THEN :now END, acceptance_ip = CASE WHEN :status = 'ACCEPTED' THEN :ip END,
    acceptance_accepted_by = :accepted_by, acceptance_method = :method, acceptance_recycled_parts = :recycled_parts,
    acceptance_signed = CASE WHEN :status = 'ACCEPTED' THEN :signed END, rejection_reason = :reason
WHERE id = :id

-- name: quote_signature_insert
INSERT INTO quote_signature (quote_id, png, created_at) VALUES (:id, :png, :now)

-- name: quote_signature_get
SELECT png FROM quote_signature WHERE quote_id = :id

-- name: quote_get
SELECT {quote_columns q}, {quote_answer q}, i.created_at AS invoiced_at, {quote_asks q} AS asks_recycled_parts,
    {contact_brief c} AS contact, {vehicle_brief v} AS vehicle, {invoice_brief i} AS invoice
FROM quote q JOIN contact c ON c.id = q.contact_id LEFT JOIN vehicle v ON v.id = q.vehicle_id LEFT JOIN invoice i ON i.quote_id = q.id
WHERE q.id = :id

-- name: quote_list
SELECT {quote_columns q}, c.name AS contact_name, {vehicle_brief v} AS vehicle
/*from*/ FROM quote q LEFT JOIN contact c ON c.id = q.contact_id LEFT JOIN invoice i ON i.quote_id = q.id
    LEFT JOIN vehicle v ON v.id = q.vehicle_id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: quote_count
SELECT count(*) FROM quote q WHERE 1 = 1 /*filters*/

-- name: quote_total
SELECT value FROM counter WHERE name = 'quote'

-- name: quote_search
-- CROSS JOIN: what matches is read first, whatever other filter has an index.
SELECT {quote_columns q}, c.name AS contact_name, {vehicle_brief v} AS vehicle
/*from*/ FROM quote_fts f CROSS JOIN quote q ON q.seq = f.rowid LEFT JOIN contact c ON c.id = q.contact_id
LEFT JOIN invoice i ON i.quote_id = q.id LEFT JOIN vehicle v ON v.id = q.vehicle_id
WHERE quote_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: quote_search_all
SELECT count(*) FROM quote_fts WHERE quote_fts MATCH :match

-- name: quote_search_count
SELECT count(*) FROM quote_fts f CROSS JOIN quote q ON q.seq = f.rowid WHERE quote_fts MATCH :match /*filters*/

-- fragment: quote_sums_of
$.status, count(*), coalesce(sum($.total), 0), NULL, NULL

-- name: quote_sums
-- rows-ok: one a status
SELECT {quote_sums_of q} FROM quote q WHERE 1 = 1 /*filters*/ GROUP BY q.status

-- name: quote_search_sums
-- rows-ok: one a status
SELECT {quote_sums_of q} FROM quote_fts f CROSS JOIN quote q ON q.seq = f.rowid WHERE quote_fts MATCH :match /*filters*/ GROUP BY q.status

-- name: quote_words
-- Of its lines.
UPDATE quote SET words = (SELECT coalesce(search_words(d.text), d.text)
    FROM (SELECT substr(group_concat(x.description, ' '), 1, 8000) AS text FROM quote_item x WHERE x.quote_id = :id) d)
WHERE id = :id

-- fragment: line_fields
description, quantity, unit_price, vat_rate, total, kind, unit, reference, discount_percent, vat_exemption

-- fragment: line_columns
{line_fields}, coalesce(net_total, total) AS net_total

-- name: quote_item_insert
INSERT INTO quote_item (quote_id, position, {line_fields}, net_total)
VALUES (:parent_id, :position, {line_fields :}, :net_total)

-- name: quote_item_clear
DELETE FROM quote_item WHERE quote_id = :id

-- name: quote_items
-- rows-ok: a document has five hundred lines at most
SELECT {line_columns} FROM quote_item WHERE quote_id = :id ORDER BY position
