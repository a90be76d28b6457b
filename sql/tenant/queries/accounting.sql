-- What the ledger's entries book.

-- name: accounting_entries
-- rows-ok: read row by row
SELECT a.number, a.booked_at, l.kind, l.ref_id, l.seq
FROM accounting_entry a CROSS JOIN ledger l ON l.seq = a.ledger_seq
WHERE a.booked_at >= :from_ms AND a.booked_at < :to_ms ORDER BY a.booked_at, a.number

-- name: accounting_settled
-- rows-ok: one row, of sums
-- When the last of an invoice's entries before a time was booked, if the customer owes nothing by them and is owed nothing; else NULL.
SELECT CASE WHEN sum(m.cents) = 0 THEN max(a.booked_at) END AS settled_at FROM (
    SELECT i.id, i.total - i.amount_deposited AS cents FROM invoice i WHERE i.id = :invoice_id
    UNION ALL
    SELECT n.id, -n.total FROM credit_note n WHERE n.invoice_id = :invoice_id
    UNION ALL
    SELECT p.id, -p.amount FROM payment p WHERE p.invoice_id = :invoice_id
    UNION ALL
    SELECT r.id, r.amount FROM refund r WHERE r.invoice_id = :invoice_id) m
CROSS JOIN ledger l ON l.ref_id = m.id CROSS JOIN accounting_entry a ON a.ledger_seq = l.seq WHERE a.booked_at < :to_ms

-- fragment: sale_head
-- What accounts and reports want of the paper that a line of the ledger is about.
i.id AS invoice_id, i.invoice_number, i.issue_date, i.price_mode, i.type, i.total - i.amount_deposited AS total,
coalesce(i.seller ->> 'vat_on_debits', 0) AS vat_on_debits,
coalesce(i.seller ->> 'parts_follow_repair', 0) AS parts_follow_repair,
coalesce(i.buyer ->> 'company', i.buyer ->> 'name') AS buyer_name, i.buyer ->> 'kind' AS buyer_kind,
i.buyer ->> 'siren' AS buyer_siren, 'C' || c.seq AS buyer_code, i.amount_credited > 0 AS has_credits

-- name: sale_of_invoice
SELECT {sale_head} FROM invoice i LEFT JOIN contact c ON c.id = i.contact_id WHERE i.id = :id

-- name: sale_of_credit_note
SELECT {sale_head}, n.credit_note_number AS piece, n.issue_date AS piece_date, n.total AS amount
FROM credit_note n JOIN invoice i ON i.id = n.invoice_id LEFT JOIN contact c ON c.id = i.contact_id WHERE n.id = :id

-- name: sale_of_payment
SELECT {sale_head}, p.amount, p.payment_method, p.paid_at
FROM payment p JOIN invoice i ON i.id = p.invoice_id LEFT JOIN contact c ON c.id = i.contact_id WHERE p.id = :id

-- name: sale_of_refund
SELECT {sale_head}, -r.amount AS amount, r.payment_method, r.paid_at
FROM refund r JOIN invoice i ON i.id = r.invoice_id LEFT JOIN contact c ON c.id = i.contact_id WHERE r.id = :id

-- fragment: sale_part
-- What the lines of one kind and rate come to: as prices are, and without VAT. L: labour, G: goods, E: paid for the customer, S: all else.
CASE WHEN x.kind IN ('PART', 'FLUID') THEN 'G' WHEN x.kind = 'EXPENSE' THEN 'E' WHEN x.kind = 'LABOUR' THEN 'L' ELSE 'S' END AS nature,
coalesce(x.vat_rate, i.vat_rate) AS rate,
coalesce(x.vat_exemption, i.vat_exemption) IN ('VATEX-EU-D', 'VATEX-EU-F', 'VATEX-EU-I', 'VATEX-EU-J')
    AND coalesce(x.vat_rate, i.vat_rate) = 0 AS margin,
sum(x.total), sum(coalesce(x.net_total, x.total))

-- name: sale_invoice_parts
-- rows-ok: a document has five hundred lines at most
SELECT {sale_part} FROM invoice_item x JOIN invoice i ON i.id = x.invoice_id WHERE x.invoice_id = :id GROUP BY 1, 2, 3 ORDER BY 2 DESC, 1, 3

-- name: sale_credit_parts
-- rows-ok: a document has five hundred lines at most
SELECT {sale_part} FROM credit_note_item x JOIN credit_note n ON n.id = x.credit_note_id JOIN invoice i ON i.id = n.invoice_id
WHERE x.credit_note_id = :id GROUP BY 1, 2, 3 ORDER BY 2 DESC, 1, 3

-- name: sale_deposit_parts
-- rows-ok: a document has twenty rates at most
-- What a deposit asks for at each rate.
SELECT vat_rate, net, vat FROM deposit_rate WHERE invoice_id = :id ORDER BY vat_rate DESC

-- name: sale_deduction_parts
-- rows-ok: a document has twenty rates at most
-- What an invoice deducts of deposits at each rate.
SELECT vat_rate, -sum(net), -sum(vat) FROM deposit_deduction WHERE invoice_id = :id GROUP BY vat_rate ORDER BY vat_rate DESC

-- name: sale_paid_before
-- Of an invoice, before an entry of the ledger; what was given back taken off.
SELECT (SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN ledger l ON l.ref_id = p.id WHERE p.invoice_id = :invoice_id AND l.seq < :seq)
    - (SELECT coalesce(sum(r.amount), 0) FROM refund r JOIN ledger l ON l.ref_id = r.id WHERE r.invoice_id = :invoice_id AND l.seq < :seq)

-- name: sale_credits_before
-- rows-ok: an invoice has a thousand credit notes at most
SELECT n.id, n.total FROM credit_note n JOIN ledger l ON l.ref_id = n.id WHERE n.invoice_id = :invoice_id AND l.seq < :seq ORDER BY n.seq

-- name: accounting_received_elsewhere
-- scan-ok: reads the entries of the period, in an index
-- Money of a period's entries that was received on other days; and money of its days that stands in other entries.
SELECT coalesce(sum(CASE WHEN m.paid_at < :from_ms OR m.paid_at >= :to_ms THEN m.amount END), 0) FROM (
    SELECT p.paid_at, p.amount FROM accounting_entry a CROSS JOIN ledger l ON l.seq = a.ledger_seq
        CROSS JOIN payment p ON p.id = l.ref_id WHERE a.booked_at >= :from_ms AND a.booked_at < :to_ms
    UNION ALL
    SELECT r.paid_at, -r.amount FROM accounting_entry a CROSS JOIN ledger l ON l.seq = a.ledger_seq
        CROSS JOIN refund r ON r.id = l.ref_id WHERE a.booked_at >= :from_ms AND a.booked_at < :to_ms) m

-- name: accounting_booked_elsewhere
SELECT coalesce(sum(CASE WHEN m.created_at < :from_ms OR m.created_at >= :to_ms THEN m.amount END), 0) FROM (
    SELECT p.created_at, p.amount FROM payment p WHERE p.paid_at >= :from_ms AND p.paid_at < :to_ms
    UNION ALL
    SELECT r.created_at, -r.amount FROM refund r WHERE r.paid_at >= :from_ms AND r.paid_at < :to_ms) m
