-- The chain of what was issued and paid.

-- name: ledger_last
SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1

-- name: ledger_insert
INSERT INTO ledger (seq, kind, ref_id, entry, previous_hash, hash, created_at)
VALUES (:seq, :kind, :ref_id, :entry, :previous_hash, :hash, :created_at)

-- name: ledger_page
-- The next of the chain, for `visioncrm verify`: with five hundred lines an entry may hold a megabyte.
SELECT seq, kind, ref_id, entry, previous_hash, hash FROM ledger WHERE seq > :after ORDER BY seq LIMIT 1

-- name: ledger_missing
-- scan-ok: verification reads everything. What was issued or paid without an entry.
SELECT 'INVOICE ' || i.id AS entry FROM invoice i
    WHERE i.status <> 'DRAFT' AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.ref_id = i.id)
UNION ALL
SELECT 'CREDIT_NOTE ' || n.id FROM credit_note n WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.ref_id = n.id)
UNION ALL
SELECT 'PAYMENT ' || p.id FROM payment p WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.ref_id = p.id)
UNION ALL
SELECT 'CLOSING ' || c.id FROM closing c WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.ref_id = c.id)
UNION ALL
SELECT 'REFUND ' || r.id FROM refund r WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.ref_id = r.id)
UNION ALL
SELECT 'EVENT ' || e.id FROM event e WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.ref_id = e.id)
LIMIT 1

-- name: ledger_time_wrong
-- scan-ok: verification reads everything. Entries that were recorded, they say, at another time than the periods count them in.
SELECT l.kind || ' ' || l.ref_id FROM ledger l
WHERE l.created_at IS NOT coalesce(l.entry ->> '$.issued_at', l.entry ->> '$.created_at') LIMIT 1

-- name: ledger_sums_wrong
-- scan-ok: verification reads everything. Invoices whose kept sums differ from their payments, credit notes or refunds.
SELECT 'INVOICE ' || i.invoice_number FROM invoice i WHERE i.status <> 'DRAFT' AND (
    i.amount_paid <> (SELECT coalesce(sum(p.amount), 0) FROM payment p WHERE p.invoice_id = i.id)
    OR i.amount_credited <> (SELECT coalesce(sum(n.total), 0) FROM credit_note n WHERE n.invoice_id = i.id)
    OR i.amount_refunded <> (SELECT coalesce(sum(r.amount), 0) FROM refund r WHERE r.invoice_id = i.id))
LIMIT 1

-- name: ledger_movements_wrong
-- scan-ok: verification reads everything. Where the list of payments and the revenue report read something else than was recorded.
SELECT 'MOVEMENT ' || m.id FROM movement m LEFT JOIN payment p ON p.id = m.id LEFT JOIN refund r ON r.id = m.id
WHERE coalesce(p.amount, -r.amount) IS NOT m.amount OR coalesce(p.paid_at, r.paid_at) IS NOT m.paid_at
    OR coalesce(p.payment_method, r.payment_method) IS NOT m.payment_method OR coalesce(p.invoice_id, r.invoice_id) IS NOT m.invoice_id
    OR m.kind IS NOT CASE WHEN r.id IS NOT NULL THEN 'REFUND' WHEN p.reversal_of IS NOT NULL THEN 'REVERSAL' ELSE 'PAYMENT' END
UNION ALL
SELECT 'MOVEMENT' WHERE (SELECT count(DISTINCT id) FROM movement) <> (SELECT count(*) FROM payment) + (SELECT count(*) FROM refund)
LIMIT 1

-- name: ledger_number_gap
-- scan-ok: verification reads everything. Years whose numbers do not run from 1 to their count, or whose sequence disagrees.
SELECT series || ' ' || year FROM (
    SELECT 'invoice' AS series, substr(invoice_number, 1, 4) AS year, count(*) AS documents,
        max(CAST(substr(invoice_number, 6) AS INTEGER)) AS highest
    FROM invoice WHERE invoice_number IS NOT NULL GROUP BY substr(invoice_number, 1, 4)
    UNION ALL
    SELECT 'credit_note', substr(credit_note_number, 4, 4), count(*), max(CAST(substr(credit_note_number, 9) AS INTEGER))
    FROM credit_note GROUP BY substr(credit_note_number, 4, 4)
) AS numbered
WHERE documents <> highest
    OR highest <> coalesce((SELECT value FROM sequence WHERE name = numbered.series || ':' || numbered.year), 0)
LIMIT 1

-- name: ledger_lines_wrong
-- scan-ok: verification reads everything. Invoices whose lines and VAT by rate do not add up to what they say. Where prices include
-- VAT, it is what a rate's sum contains: sum * rate / (100 % + rate).
SELECT 'INVOICE ' || i.invoice_number FROM invoice i WHERE i.status <> 'DRAFT' AND (
    i.subtotal + i.vat_amount <> i.total
    OR i.subtotal <> coalesce((SELECT sum(coalesce(x.net_total, x.total)) FROM invoice_item x WHERE x.invoice_id = i.id), -1)
    OR CASE i.price_mode WHEN 'GROSS' THEN i.total ELSE i.subtotal END
        <> (SELECT sum(x.total) FROM invoice_item x WHERE x.invoice_id = i.id)
    OR i.vat_amount <> CASE i.type WHEN 'DEPOSIT' THEN (SELECT sum(r.vat) FROM deposit_rate r WHERE r.invoice_id = i.id)
        ELSE (SELECT sum((2 * abs(base) * rate + whole) / (2 * whole) * sign(base)) FROM (
        SELECT coalesce(x.vat_rate, i.vat_rate) AS rate, sum(x.total) AS base,
            10000 + CASE i.price_mode WHEN 'GROSS' THEN coalesce(x.vat_rate, i.vat_rate) ELSE 0 END AS whole
        FROM invoice_item x WHERE x.invoice_id = i.id GROUP BY 1, 3)) END)
LIMIT 1

-- name: ledger_status_wrong
-- scan-ok: verification reads everything. Invoices whose status does not follow from what is due.
SELECT 'INVOICE ' || i.invoice_number FROM invoice i WHERE i.status <> 'DRAFT' AND (
    (i.status = 'CREDITED') <> (i.total > 0 AND i.amount_credited = i.total)
    OR (i.status IN ('SENT', 'OVERDUE') AND {amount_due i} <= 0)
    OR (i.status = 'PAID' AND ({amount_due i} > 0 OR i.paid_at IS NULL)))
LIMIT 1

-- name: ledger_deposits_wrong
-- scan-ok: verification reads everything. Deposits whose rates do not add up to what they say, or whose VAT is a cent or more away from
-- its rate; and invoices that deduct something else than what deposits of their quote ask for, less what is credited of those.
SELECT 'INVOICE ' || i.invoice_number FROM invoice i WHERE i.status <> 'DRAFT' AND (
    i.amount_deposited <> (SELECT coalesce(sum(d.net + d.vat), 0) FROM deposit_deduction d WHERE d.invoice_id = i.id)
    OR (i.type = 'DEPOSIT' AND (
        i.total <> (SELECT coalesce(sum(r.net + r.vat), -1) FROM deposit_rate r WHERE r.invoice_id = i.id)
        OR EXISTS (SELECT 1 FROM deposit_rate r WHERE r.invoice_id = i.id AND abs(r.net * r.vat_rate - r.vat * 10000) > 20000)
        OR EXISTS (SELECT 1 FROM deposit_rate r WHERE r.invoice_id = i.id
            AND CASE i.price_mode WHEN 'GROSS' THEN r.net + r.vat ELSE r.net END
                <> (SELECT coalesce(sum(x.total), -1) FROM invoice_item x WHERE x.invoice_id = i.id AND x.vat_rate = r.vat_rate))
        OR i.total - i.amount_credited <> (SELECT coalesce(sum(d.net + d.vat), i.total - i.amount_credited)
            FROM deposit_deduction d WHERE d.deposit_id = i.id)
        OR EXISTS (SELECT 1 FROM deposit_deduction d JOIN invoice f ON f.id = d.invoice_id
            WHERE d.deposit_id = i.id AND f.quote_id IS NOT i.deposit_quote_id))))
LIMIT 1
