-- Invoices, payments, credit notes.

-- name: invoice_insert
INSERT INTO invoice (id, invoice_number, quote_id, contact_id, vehicle_id, due_date, service_date, subtotal, vat_rate, vat_amount,
    total, status, payment_method, notes, terms, created_by, created_at, updated_at)
VALUES (:id, NULL, :quote_id, :contact_id, :vehicle_id, :due_date, :service_date, :subtotal, :vat_rate, :vat_amount,
    :total, 'DRAFT', :payment_method, :notes, :terms, :created_by, :created_at, :updated_at)

-- name: invoice_update
UPDATE invoice SET contact_id = :contact_id, vehicle_id = :vehicle_id, due_date = :due_date, service_date = :service_date,
    subtotal = :subtotal, vat_rate = :vat_rate, vat_amount = :vat_amount, total = :total, payment_method = :payment_method,
    notes = :notes, terms = :terms, updated_at = :updated_at
WHERE id = :id AND status = 'DRAFT'

-- name: invoice_issue
-- Where nothing is due (a job under warranty: 80 - 80) it is paid at once.
UPDATE invoice SET invoice_number = :invoice_number, issue_date = :issue_date, due_date = :due_date, seller = :seller,
    buyer = :buyer, vehicle = :vehicle, status = CASE WHEN total = 0 THEN 'PAID' ELSE 'SENT' END,
    paid_at = CASE WHEN total = 0 THEN :now END, issued_at = :now, updated_at = :now
WHERE id = :id AND status = 'DRAFT'

-- name: invoice_delete
DELETE FROM invoice WHERE id = :id AND status = 'DRAFT'

-- name: invoice_settle
-- What payments and credit notes derive.
UPDATE invoice SET amount_paid = :amount_paid, amount_credited = :amount_credited, status = :status,
    payment_method = :payment_method, paid_at = :paid_at, updated_at = :updated_at
WHERE id = :id

-- name: invoice_get
SELECT i.id, i.invoice_number, i.quote_id, i.contact_id, i.vehicle_id, i.issue_date, i.due_date, i.service_date, i.subtotal,
    i.vat_rate, i.vat_amount, i.total, i.amount_paid, i.amount_credited, i.total - i.amount_credited - i.amount_paid AS amount_due,
    i.status, i.payment_method, i.paid_at, i.notes, i.terms, i.seller, i.buyer, i.vehicle, i.created_by, i.issued_at, i.created_at,
    i.updated_at
FROM invoice i WHERE i.id = :id

-- name: invoice_list
SELECT i.id, i.invoice_number, i.quote_id, i.contact_id, c.name AS contact_name, i.vehicle_id, i.issue_date, i.due_date,
    i.subtotal, i.vat_amount, i.total, i.amount_paid, i.amount_credited, i.total - i.amount_credited - i.amount_paid AS amount_due,
    i.status, i.payment_method, i.paid_at, i.created_at, i.updated_at
/*from*/ FROM invoice i LEFT JOIN contact c ON c.id = i.contact_id WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: invoice_count
SELECT count(*) FROM invoice i WHERE 1 = 1 /*filters*/

-- name: invoice_total
SELECT value FROM counter WHERE name = 'invoice'

-- name: invoice_item_insert
INSERT INTO invoice_item (invoice_id, position, description, quantity, unit_price, unit_price_fine, vat_rate, total)
VALUES (:parent_id, :position, :description, :quantity, :unit_price / 100, :unit_price % 100, :vat_rate, :total)

-- name: invoice_item_clear
DELETE FROM invoice_item WHERE invoice_id = :id

-- name: invoice_items
-- rows-ok: a document has five hundred lines at most
SELECT description, quantity, unit_price * 100 + unit_price_fine AS unit_price, vat_rate, total
FROM invoice_item WHERE invoice_id = :id ORDER BY position

-- name: payment_insert
INSERT INTO payment (id, invoice_id, amount, payment_method, paid_at, reversal_of, reason, created_by, created_at)
VALUES (:id, :invoice_id, :amount, :payment_method, :paid_at, :reversal_of, :reason, :created_by, :created_at)

-- name: payment_get
SELECT p.id, p.invoice_id, p.amount, p.payment_method, p.paid_at, p.reversal_of, p.reason, p.created_by, p.created_at,
    r.id AS reversed_by
FROM payment p LEFT JOIN payment r ON r.reversal_of = p.id WHERE p.id = :id

-- name: payment_of_invoice
SELECT p.id, p.invoice_id, p.amount, p.payment_method, p.paid_at, p.reversal_of, p.reason, p.created_by, p.created_at,
    r.id AS reversed_by
FROM payment p LEFT JOIN payment r ON r.reversal_of = p.id WHERE p.invoice_id = :invoice_id ORDER BY p.seq LIMIT 1001

-- name: payment_received_many
-- Whether so much money was received between two instants that reading all payments in their order beats sorting these.
SELECT count(*) >= 20000 FROM (SELECT 1 FROM payment INDEXED BY payment_by_day WHERE paid_at >= :from_ms AND paid_at < :to_ms
    LIMIT 20000)

-- name: payment_received
-- rows-ok: the revenue report reads it row by row, invoice after invoice
SELECT invoice_id, paid_at, amount FROM payment INDEXED BY payment_by_day WHERE paid_at >= :from_ms AND paid_at < :to_ms
ORDER BY invoice_id

-- name: payment_received_all
-- scan-ok: reads an index in its order and sorts nothing
-- rows-ok: the revenue report reads it row by row, invoice after invoice
SELECT invoice_id, paid_at, amount FROM payment INDEXED BY payment_by_invoice WHERE paid_at >= :from_ms AND paid_at < :to_ms
ORDER BY invoice_id

-- name: credit_note_insert
INSERT INTO credit_note (id, credit_note_number, invoice_id, issue_date, reason, subtotal, vat_amount, total, created_by, created_at)
VALUES (:id, :credit_note_number, :invoice_id, :issue_date, :reason, :subtotal, :vat_amount, :total, :created_by, :created_at)

-- name: credit_note_get
SELECT id, credit_note_number, invoice_id, issue_date, reason, subtotal, vat_amount, total, created_by, created_at
FROM credit_note WHERE id = :id

-- name: credit_note_list
SELECT n.id, n.credit_note_number, n.invoice_id, n.issue_date, n.reason, n.subtotal, n.vat_amount, n.total, n.created_by,
    n.created_at
/*from*/ FROM credit_note n WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: credit_note_count
-- scan-ok: credit notes are few, and the total of their list is wanted
SELECT count(*) FROM credit_note n WHERE 1 = 1 /*filters*/

-- name: credit_note_of_invoice
SELECT id, credit_note_number, invoice_id, issue_date, reason, subtotal, vat_amount, total, created_by, created_at
FROM credit_note WHERE invoice_id = :invoice_id ORDER BY seq LIMIT 1001

-- name: credit_note_parts
-- rows-ok: read row by row
-- The net of each rate of an invoice's credit notes, in their order, up to and with the last one wanted (NULL: all).
SELECT n.id, n.vat_amount, x.vat_rate, sum(x.total) FROM credit_note n JOIN credit_note_item x ON x.credit_note_id = n.id
WHERE n.invoice_id = :invoice_id AND n.seq <= coalesce((SELECT m.seq FROM credit_note m WHERE m.id = :last_id), 9223372036854775807)
GROUP BY n.seq, x.vat_rate ORDER BY n.seq

-- name: credit_note_item_insert
INSERT INTO credit_note_item (credit_note_id, position, description, quantity, unit_price, unit_price_fine, vat_rate, total)
VALUES (:parent_id, :position, :description, :quantity, :unit_price / 100, :unit_price % 100, :vat_rate, :total)

-- name: credit_note_items
-- rows-ok: a document has five hundred lines at most
SELECT description, quantity, unit_price * 100 + unit_price_fine AS unit_price, vat_rate, total
FROM credit_note_item WHERE credit_note_id = :id ORDER BY position
