-- Suppliers' invoices. A file lies in a row of its own, so that lists do not go through it.

-- fragment: supplier_invoice_fields
-- What is typed, or read of the file.
type, supplier_name, supplier_siren, supplier_vat_number, invoice_number, issue_date, due_date, currency, net_total, vat_amount,
total, amount_due, difference_count, notes

-- fragment: supplier_invoice_row_columns
$.id, $.format, $.status, {supplier_invoice_fields $}, $.paid_on, $.payment_method, $.created_at, $.updated_at, $.version

-- fragment: supplier_invoice_columns
{supplier_invoice_row_columns $}, $.reason_code, $.reason, $.buyer_siren, $.content, $.file_name, $.file_size, $.sha256, $.created_by

-- fragment: supplier_invoice_given
-- Said once, when it comes.
id, format, status, buyer_siren, content, file_name, file_size, sha256, created_by, created_at, updated_at

-- name: supplier_invoice_insert
INSERT INTO supplier_invoice ({supplier_invoice_given}, {supplier_invoice_fields}, supplier_name_key, invoice_number_key, words)
VALUES ({supplier_invoice_given :}, {supplier_invoice_fields :}, text_key(:supplier_name), text_key(:invoice_number),
    search_words(:supplier_name, :invoice_number, :notes))

-- name: supplier_invoice_update
UPDATE supplier_invoice SET {supplier_invoice_fields =}, status = :status, reason_code = :reason_code, reason = :reason,
    paid_on = :paid_on, payment_method = :payment_method, supplier_name_key = text_key(:supplier_name),
    invoice_number_key = text_key(:invoice_number), words = search_words(:supplier_name, :invoice_number, :notes),
    updated_at = :updated_at, version = version + 1
WHERE id = :id

-- name: supplier_invoice_delete
DELETE FROM supplier_invoice WHERE id = :id AND :now IS NOT NULL

-- name: supplier_invoice_get
SELECT {supplier_invoice_columns i} FROM supplier_invoice i WHERE i.id = :id

-- name: supplier_invoice_twin
-- Another one of that supplier, number and year. A supplier whose SIREN is not known is known by name.
SELECT o.id FROM supplier_invoice i JOIN supplier_invoice o ON o.invoice_number = i.invoice_number COLLATE NOCASE
WHERE i.id = :id AND o.id <> i.id AND o.type = i.type AND substr(o.issue_date, 1, 4) = substr(i.issue_date, 1, 4)
    AND CASE WHEN i.supplier_siren IS NULL OR o.supplier_siren IS NULL THEN o.supplier_name = i.supplier_name COLLATE NOCASE
        ELSE o.supplier_siren = i.supplier_siren END
ORDER BY o.seq LIMIT 1

-- name: supplier_invoice_list
SELECT {supplier_invoice_row_columns i} /*from*/ FROM supplier_invoice i WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: supplier_invoice_count
SELECT count(*) FROM supplier_invoice i WHERE 1 = 1 /*filters*/

-- name: supplier_invoice_total
SELECT value FROM counter WHERE name = 'supplier_invoice'

-- name: supplier_invoice_search
SELECT {supplier_invoice_row_columns i}
/*from*/ FROM supplier_invoice_fts f CROSS JOIN supplier_invoice i ON i.seq = f.rowid
WHERE supplier_invoice_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: supplier_invoice_search_all
SELECT count(*) FROM supplier_invoice_fts WHERE supplier_invoice_fts MATCH :match

-- name: supplier_invoice_search_count
SELECT count(*) FROM supplier_invoice_fts f CROSS JOIN supplier_invoice i ON i.seq = f.rowid
WHERE supplier_invoice_fts MATCH :match /*filters*/

-- fragment: supplier_invoice_owed
-- What a supplier gives back counts negative, however its file writes it. In another currency than the tenant's it adds up to nothing.
CASE WHEN $.currency <> (SELECT currency FROM setting WHERE id = 1) THEN 0 WHEN $.type = 'CREDIT_NOTE' THEN -abs($.total) ELSE $.total END

-- fragment: supplier_invoice_due
-- Nothing, once it is paid or refused.
CASE WHEN $.status IN ('PAID', 'REFUSED') OR $.currency <> (SELECT currency FROM setting WHERE id = 1) THEN 0 WHEN $.type = 'CREDIT_NOTE' THEN -abs($.amount_due) ELSE $.amount_due END

-- fragment: supplier_invoice_sums_of
$.status, count(*), coalesce(sum({supplier_invoice_owed $}), 0), coalesce(sum({supplier_invoice_due $}), 0), NULL

-- name: supplier_invoice_sums
-- rows-ok: one a status
SELECT {supplier_invoice_sums_of i} FROM supplier_invoice i WHERE 1 = 1 /*filters*/ GROUP BY i.status

-- name: supplier_invoice_search_sums
-- rows-ok: one a status
SELECT {supplier_invoice_sums_of i} FROM supplier_invoice_fts f CROSS JOIN supplier_invoice i ON i.seq = f.rowid
WHERE supplier_invoice_fts MATCH :match /*filters*/ GROUP BY i.status

-- name: supplier_invoice_same_file
SELECT id FROM supplier_invoice WHERE sha256 = :sha256

-- name: supplier_invoice_file_put
INSERT INTO supplier_invoice_file (invoice_seq, bytes) SELECT seq, :bytes FROM supplier_invoice WHERE id = :id

-- name: supplier_invoice_file_get
SELECT f.bytes FROM supplier_invoice i JOIN supplier_invoice_file f ON f.invoice_seq = i.seq WHERE i.id = :id
