-- Invoices, payments, credit notes.

-- fragment: invoice_fields
-- What a draft may change, and lists show;
contact_id, vehicle_id, due_date, subtotal, vat_amount, total, payment_method

-- fragment: invoice_details
-- what they do not.
service_date, vat_rate, vat_exemption, price_mode, notes, terms

-- fragment: amount_due
$.total - $.amount_deposited - $.amount_credited - $.amount_paid + $.amount_refunded

-- fragment: invoice_quote
-- What it is an invoice, or a deposit, of.
coalesce($.quote_id, $.deposit_quote_id)

-- fragment: invoice_columns
$.id, $.invoice_number, $.type, {invoice_quote $} AS quote_id, $.deposit_kind, $.deposit_percent, $.issue_date, {invoice_fields $},
$.amount_deposited, $.amount_paid, $.amount_credited, $.amount_refunded, {amount_due $} AS amount_due, $.status, $.paid_at, $.created_at, $.updated_at,
$.version

-- fragment: invoice_brief
CASE WHEN $.id IS NOT NULL THEN json_object('id', $.id, 'invoice_number', $.invoice_number, 'status',
    CASE WHEN $.status = 'SENT' AND $.due_date < :today AND {amount_due $} > 0 THEN 'OVERDUE' ELSE $.status END) END

-- name: invoice_insert
INSERT INTO invoice (id, invoice_number, type, quote_id, deposit_quote_id, deposit_kind, deposit_percent, amount_deposited,
    {invoice_fields}, {invoice_details}, status, created_by, created_at, updated_at)
VALUES (:id, NULL, :type, CASE :type WHEN 'INVOICE' THEN :quote_id END, CASE :type WHEN 'DEPOSIT' THEN :quote_id END, :deposit_kind,
    :deposit_percent, :amount_deposited, {invoice_fields :}, {invoice_details :}, 'DRAFT', :created_by, :created_at, :updated_at)

-- name: invoice_update
UPDATE invoice SET {invoice_fields =}, {invoice_details =}, updated_at = :updated_at, version = version + 1
WHERE id = :id AND status = 'DRAFT'

-- name: invoice_issue
-- Where nothing is due (a job under warranty: 80 - 80, or all of it a deposit's) it is paid at once.
UPDATE invoice SET invoice_number = :invoice_number, issue_date = :issue_date, due_date = :due_date, seller = :seller,
    buyer = :buyer, vehicle = :vehicle, vat_exemption = :vat_exemption,
    party_words = (SELECT coalesce(c.names, '') || ' ' || coalesce(v.plates, '')
        FROM contact_names c LEFT JOIN vehicle_plates v ON v.id = invoice.vehicle_id WHERE c.id = invoice.contact_id),
    status = CASE WHEN total = amount_deposited THEN 'PAID' ELSE 'SENT' END,
    paid_at = CASE WHEN total = amount_deposited THEN :now END, issued_at = :now, updated_at = :now, version = version + 1
WHERE id = :id AND status = 'DRAFT'

-- name: invoice_delete
DELETE FROM invoice WHERE id = :id AND status = 'DRAFT'

-- name: invoice_settle
-- What payments, credit notes and refunds derive.
UPDATE invoice SET amount_paid = :amount_paid, amount_credited = :amount_credited, amount_refunded = :amount_refunded, status = :status,
    payment_method = :payment_method, paid_at = :paid_at, updated_at = :updated_at, version = version + 1
WHERE id = :id

-- name: invoice_get
SELECT {invoice_columns i}, {invoice_details i}, i.seller, i.buyer, i.vehicle, i.created_by, i.issued_at
FROM invoice i WHERE i.id = :id

-- name: invoice_beside
SELECT {contact_brief c} AS contact, {quote_brief q} AS quote
FROM invoice i JOIN contact c ON c.id = i.contact_id LEFT JOIN quote q ON q.id = {invoice_quote i} WHERE i.id = :id

-- name: invoice_list
SELECT {invoice_columns i}, c.name AS contact_name, {vehicle_brief v} AS vehicle
/*from*/ FROM invoice i LEFT JOIN contact c ON c.id = i.contact_id LEFT JOIN vehicle v ON v.id = i.vehicle_id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: invoice_count
SELECT count(*) FROM invoice i WHERE 1 = 1 /*filters*/

-- name: invoice_total
SELECT value FROM counter WHERE name = 'invoice'

-- name: invoice_search
-- CROSS JOIN: what matches is read first, whatever other filter has an index.
SELECT {invoice_columns i}, c.name AS contact_name, {vehicle_brief v} AS vehicle
/*from*/ FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid LEFT JOIN contact c ON c.id = i.contact_id
LEFT JOIN vehicle v ON v.id = i.vehicle_id
WHERE invoice_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: invoice_search_all
SELECT count(*) FROM invoice_fts WHERE invoice_fts MATCH :match

-- name: invoice_search_count
SELECT count(*) FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid WHERE invoice_fts MATCH :match /*filters*/

-- fragment: invoice_sums_of
-- What is due of a draft is nothing, nor of what is settled: only open ones are looked at themselves, all others in an index.
-- A deposit counts where it was asked for, and not once more where it is deducted.
count(*), coalesce(sum($.total - $.amount_deposited), 0),
coalesce(sum(CASE WHEN $.status IN ('SENT', 'OVERDUE') THEN (SELECT {amount_due x} FROM invoice x WHERE x.seq = $.seq) END), 0), NULL

-- fragment: invoice_as_of_today
CASE WHEN $.due_date < :today THEN 'OVERDUE' ELSE 'SENT' END

-- name: invoice_sums
-- rows-ok: one a status, and two of those that are late or not as of today
-- scan-ok: all are counted, in an index
SELECT i.status, {invoice_sums_of i} FROM invoice i WHERE i.status <> 'SENT' /*filters*/ GROUP BY i.status
UNION ALL SELECT {invoice_as_of_today i}, {invoice_sums_of i} FROM invoice i WHERE i.status = 'SENT' /*filters*/ GROUP BY 1

-- name: invoice_search_sums
-- rows-ok: as above
SELECT i.status, {invoice_sums_of i} FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid
WHERE invoice_fts MATCH :match AND i.status <> 'SENT' /*filters*/ GROUP BY i.status
UNION ALL SELECT {invoice_as_of_today i}, {invoice_sums_of i} FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid
WHERE invoice_fts MATCH :match AND i.status = 'SENT' /*filters*/ GROUP BY 1

-- name: invoice_words
-- Of its lines.
UPDATE invoice SET words = (SELECT coalesce(search_words(d.text), d.text)
    FROM (SELECT substr(group_concat(x.description, ' '), 1, 8000) AS text FROM invoice_item x WHERE x.invoice_id = :id) d)
WHERE id = :id

-- name: invoice_item_insert
INSERT INTO invoice_item (invoice_id, position, {line_fields}, net_total)
VALUES (:parent_id, :position, {line_fields :}, :net_total)

-- name: invoice_item_clear
DELETE FROM invoice_item WHERE invoice_id = :id

-- name: invoice_items
-- rows-ok: a document has five hundred lines at most
SELECT {line_columns} FROM invoice_item WHERE invoice_id = :id ORDER BY position

-- name: deposit_list
-- The deposits of a quote, in their order.
SELECT {invoice_columns i}, {invoice_details i}, i.seller, i.buyer, i.vehicle, i.created_by, i.issued_at
FROM invoice i WHERE i.deposit_quote_id = :quote_id ORDER BY i.seq LIMIT 101

-- name: deposit_of_quote
SELECT {invoice_columns i} FROM invoice i WHERE i.deposit_quote_id = :quote_id ORDER BY i.seq LIMIT 101

-- name: deposit_rate_insert
INSERT INTO deposit_rate (invoice_id, vat_rate, net, vat) VALUES (:invoice_id, :vat_rate, :net, :vat)

-- name: deposit_rates
-- rows-ok: a document has sixteen rates at most
SELECT vat_rate, net, vat FROM deposit_rate WHERE invoice_id = :invoice_id ORDER BY seq

-- name: deposit_deduct
INSERT INTO deposit_deduction (invoice_id, deposit_id, vat_rate, net, vat) VALUES (:invoice_id, :deposit_id, :vat_rate, :net, :vat)

-- name: deposit_deducted_by
SELECT i.invoice_number FROM deposit_deduction d JOIN invoice i ON i.id = d.invoice_id WHERE d.deposit_id = :deposit_id LIMIT 1

-- name: deposit_deductions
-- A hundred deposits of sixteen rates at most.
SELECT d.deposit_id AS id, i.invoice_number, i.issue_date, i.deposit_kind, d.vat_rate, d.net, d.vat AS vat_amount,
    d.net + d.vat AS total
FROM deposit_deduction d JOIN invoice i ON i.id = d.deposit_id WHERE d.invoice_id = :invoice_id ORDER BY d.seq LIMIT 1601

-- fragment: payment_columns
id, invoice_id, amount, payment_method, paid_at, till, reversal_of, reason, created_by, created_at, version

-- name: payment_insert
INSERT INTO payment ({payment_columns}) VALUES ({payment_columns :})

-- name: payment_get
SELECT {payment_columns p}, r.id AS reversed_by
FROM payment p LEFT JOIN payment r ON r.reversal_of = p.id WHERE p.id = :id

-- name: payment_of_invoice
SELECT {payment_columns p}, r.id AS reversed_by
FROM payment p LEFT JOIN payment r ON r.reversal_of = p.id WHERE p.invoice_id = :invoice_id ORDER BY p.seq LIMIT 1001

-- fragment: movement_of
-- What a payment or a refund has of its own.
LEFT JOIN payment p ON p.id = $.id LEFT JOIN refund r ON r.id = $.id

-- fragment: payment_row
$.id, $.kind, $.invoice_id, $.amount, $.payment_method, $.paid_at, p.reversal_of, u.id AS reversed_by, r.credit_note_id,
coalesce(p.reason, r.reason) AS reason, coalesce(p.created_by, r.created_by) AS created_by,
coalesce(p.created_at, r.created_at) AS created_at, coalesce(p.version, r.version) AS version, i.invoice_number, i.contact_id,
c.name AS contact_name

-- name: payment_list
SELECT {payment_row m}
/*from*/ FROM movement m {movement_of m} LEFT JOIN payment u ON u.reversal_of = m.id LEFT JOIN invoice i ON i.id = m.invoice_id
LEFT JOIN contact c ON c.id = i.contact_id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: payment_search
-- Of invoices that match.
SELECT {payment_row m}
/*from*/ FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid CROSS JOIN movement m ON m.invoice_id = i.id {movement_of m}
LEFT JOIN payment u ON u.reversal_of = m.id LEFT JOIN contact c ON c.id = i.contact_id
WHERE invoice_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: payment_search_count
SELECT count(*) FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid CROSS JOIN movement m ON m.invoice_id = i.id
WHERE invoice_fts MATCH :match /*filters*/

-- name: payment_count
-- scan-ok: counted in an index
SELECT count(*) FROM movement m WHERE 1 = 1 /*filters*/

-- name: payment_sums
-- rows-ok: one a kind
-- scan-ok: added up in an index
SELECT m.kind, count(*), sum(m.amount), NULL, NULL FROM movement m WHERE 1 = 1 /*filters*/ GROUP BY m.kind

-- name: payment_search_sums
-- rows-ok: one a kind
SELECT m.kind, count(*), sum(m.amount), NULL, NULL
FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid CROSS JOIN movement m ON m.invoice_id = i.id
WHERE invoice_fts MATCH :match /*filters*/ GROUP BY m.kind

-- name: payment_received_many
-- Whether so much money moved between two instants that reading all of it by its invoices beats sorting this.
SELECT count(*) >= 20000 FROM (SELECT 1 FROM movement INDEXED BY movement_by_day WHERE paid_at >= :from_ms AND paid_at < :to_ms
    LIMIT 20000)

-- name: payment_received
-- rows-ok: the revenue report reads it row by row, invoice after invoice
SELECT invoice_id, paid_at, amount FROM movement INDEXED BY movement_by_day WHERE paid_at >= :from_ms AND paid_at < :to_ms
ORDER BY invoice_id

-- name: payment_received_all
-- scan-ok: reads an index in its order and sorts nothing
-- rows-ok: the revenue report reads it row by row, invoice after invoice
SELECT invoice_id, paid_at, amount FROM movement INDEXED BY movement_by_invoice WHERE paid_at >= :from_ms AND paid_at < :to_ms
ORDER BY invoice_id

-- fragment: refund_columns
id, credit_note_id, invoice_id, amount, payment_method, paid_at, till, reason, created_by, created_at, version

-- name: refund_insert
INSERT INTO refund ({refund_columns}) VALUES ({refund_columns :})

-- name: refund_get
SELECT {refund_columns} FROM refund WHERE id = :id

-- name: refund_of_invoice
SELECT {refund_columns} FROM refund WHERE invoice_id = :invoice_id ORDER BY seq LIMIT 1001

-- name: refund_of_note
-- What was given back of a credit note.
SELECT coalesce(sum(amount), 0) FROM refund WHERE credit_note_id = :credit_note_id

-- fragment: credit_note_columns
id, credit_note_number, invoice_id, issue_date, reason, price_mode, subtotal, vat_amount, total, created_by, created_at, version

-- name: credit_note_insert
INSERT INTO credit_note ({credit_note_columns}) VALUES ({credit_note_columns :})

-- name: credit_note_get
SELECT {credit_note_columns} FROM credit_note WHERE id = :id

-- name: credit_note_beside
SELECT {contact_brief c} AS contact, {invoice_brief i} AS invoice
FROM credit_note n JOIN invoice i ON i.id = n.invoice_id JOIN contact c ON c.id = i.contact_id WHERE n.id = :id

-- name: credit_note_list
SELECT {credit_note_columns n}, {contact_brief c} AS contact, {invoice_brief i} AS invoice
/*from*/ FROM credit_note n LEFT JOIN invoice i ON i.id = n.invoice_id LEFT JOIN contact c ON c.id = i.contact_id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: credit_note_count
-- scan-ok: credit notes are few, and the total of their list is wanted
SELECT count(*) FROM credit_note n WHERE 1 = 1 /*filters*/

-- name: credit_note_search
SELECT {credit_note_columns n}, {contact_brief c} AS contact, {invoice_brief i} AS invoice
/*from*/ FROM credit_note_fts f CROSS JOIN credit_note n ON n.seq = f.rowid LEFT JOIN invoice i ON i.id = n.invoice_id
LEFT JOIN contact c ON c.id = i.contact_id WHERE credit_note_fts MATCH :match
/*filters*/ /*order*/ /*page*/

-- name: credit_note_search_all
SELECT count(*) FROM credit_note_fts WHERE credit_note_fts MATCH :match

-- name: credit_note_search_count
SELECT count(*) FROM credit_note_fts f CROSS JOIN credit_note n ON n.seq = f.rowid WHERE credit_note_fts MATCH :match /*filters*/

-- name: credit_note_of_invoice
SELECT {credit_note_columns} FROM credit_note WHERE invoice_id = :invoice_id ORDER BY seq LIMIT 1001

-- name: credit_note_parts
-- rows-ok: read row by row
-- What the lines of each rate add up to in an invoice's credit notes, in their order, up to and with the last one wanted (NULL: all).
SELECT n.id, n.vat_amount, x.vat_rate, sum(x.total) FROM credit_note n JOIN credit_note_item x ON x.credit_note_id = n.id
WHERE n.invoice_id = :invoice_id AND n.seq <= coalesce((SELECT m.seq FROM credit_note m WHERE m.id = :last_id), 9223372036854775807)
GROUP BY n.seq, x.vat_rate ORDER BY n.seq

-- name: credit_note_item_insert
INSERT INTO credit_note_item (credit_note_id, position, {line_fields}, net_total)
VALUES (:parent_id, :position, {line_fields :}, :net_total)

-- name: credit_note_items
-- rows-ok: a document has five hundred lines at most
SELECT {line_columns} FROM credit_note_item WHERE credit_note_id = :id ORDER BY position
