-- Closings of days, months and fiscal years, and what periods of the chain add up to.

-- fragment: closing_columns
kind, number, from_date, to_date, from_at, to_at, entries, invoice_count, invoiced_net, invoiced_vat, invoiced, credit_note_count,
credited_net, credited_vat, credited, payment_count, paid, reversal_count, reversed, perpetual_invoiced, perpetual_credited,
perpetual_paid, perpetual_reversed, created_by, created_at, version

-- fragment: closing_select
$.id, {closing_columns $}, $.invoiced_net - $.credited_net AS turnover_net, $.invoiced_vat - $.credited_vat AS turnover_vat,
$.invoiced - $.credited AS turnover, $.paid - $.reversed AS received, $.perpetual_invoiced - $.perpetual_credited AS perpetual_turnover,
$.perpetual_paid - $.perpetual_reversed AS perpetual_received

-- name: closing_insert
INSERT INTO closing (id, {closing_columns}) VALUES (:id, {closing_columns :})

-- name: closing_get
SELECT {closing_select c}, l.hash FROM closing c LEFT JOIN ledger l ON l.ref_id = c.id WHERE c.id = :id

-- name: closing_list
SELECT {closing_select c}, l.hash /*from*/ FROM closing c LEFT JOIN ledger l ON l.ref_id = c.id WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: closing_count
-- scan-ok: a year has less than four hundred
SELECT count(*) FROM closing c WHERE 1 = 1 /*filters*/

-- name: closing_last
-- The newest of a kind.
SELECT {closing_select c}, l.hash FROM closing c LEFT JOIN ledger l ON l.ref_id = c.id
WHERE c.kind = :kind ORDER BY c.to_at DESC LIMIT 1

-- name: closing_before
-- The one that another follows.
SELECT c.id, {closing_columns c} FROM closing c WHERE c.kind = :kind AND c.number = :number - 1

-- name: closing_first_entry
-- The first that was recorded since, and before an instant.
SELECT created_at FROM ledger
WHERE kind NOT IN ('CLOSING', 'EVENT') AND created_at >= :since AND created_at < :before ORDER BY created_at LIMIT 1

-- name: closing_period
-- What was recorded in a period adds up to; what was given back counts with the reversals, and what an invoice deducts of deposits
-- was counted with these.
SELECT count(*) AS entries,
    count(i.seq) AS invoice_count, coalesce(sum(i.subtotal), 0) - coalesce(sum(CASE WHEN i.amount_deposited > 0
        THEN (SELECT sum(d.net) FROM deposit_deduction d WHERE d.invoice_id = i.id) END), 0) AS invoiced_net,
    coalesce(sum(i.vat_amount), 0) - coalesce(sum(CASE WHEN i.amount_deposited > 0
        THEN (SELECT sum(d.vat) FROM deposit_deduction d WHERE d.invoice_id = i.id) END), 0) AS invoiced_vat,
    coalesce(sum(i.total - i.amount_deposited), 0) AS invoiced,
    count(n.seq) AS credit_note_count, coalesce(sum(n.subtotal), 0) AS credited_net, coalesce(sum(n.vat_amount), 0) AS credited_vat,
    coalesce(sum(n.total), 0) AS credited,
    count(p.seq) FILTER (WHERE p.amount > 0) AS payment_count, coalesce(sum(p.amount) FILTER (WHERE p.amount > 0), 0) AS paid,
    count(p.seq) FILTER (WHERE p.amount < 0) + count(r.seq) AS reversal_count,
    coalesce(-sum(p.amount) FILTER (WHERE p.amount < 0), 0) + coalesce(sum(r.amount), 0) AS reversed
FROM ledger l
LEFT JOIN invoice i ON l.kind = 'INVOICE' AND i.id = l.ref_id
LEFT JOIN credit_note n ON l.kind = 'CREDIT_NOTE' AND n.id = l.ref_id
LEFT JOIN payment p ON l.kind IN ('PAYMENT', 'REVERSAL') AND p.id = l.ref_id
LEFT JOIN refund r ON l.kind = 'REFUND' AND r.id = l.ref_id
WHERE l.kind NOT IN ('CLOSING', 'EVENT') AND l.created_at >= :from_at AND l.created_at < :to_at

-- name: closing_calendar
SELECT timezone, fiscal_year_end FROM setting WHERE id = 1

-- name: till_methods
-- rows-ok: a garage has few tills, and six methods
-- scan-ok: of what an index gave
-- What was recorded in a period as paid and given back, by till and method; and how much of it is dated on another day.
SELECT p.till, p.payment_method, count(*) FILTER (WHERE p.amount > 0) AS payment_count,
    coalesce(sum(p.amount) FILTER (WHERE p.amount > 0), 0) AS paid, count(*) FILTER (WHERE p.amount < 0) AS reversal_count,
    coalesce(-sum(p.amount) FILTER (WHERE p.amount < 0), 0) AS reversed, sum(p.amount) AS received,
    count(*) FILTER (WHERE p.paid_at < :from_at OR p.paid_at >= :to_at) AS other_day_count,
    coalesce(sum(p.amount) FILTER (WHERE p.paid_at < :from_at OR p.paid_at >= :to_at), 0) AS other_day
FROM (SELECT p.till, p.payment_method, p.amount, p.paid_at FROM ledger l JOIN payment p ON p.id = l.ref_id
        WHERE l.kind NOT IN ('CLOSING', 'EVENT') AND l.created_at >= :from_at AND l.created_at < :to_at
    UNION ALL
    SELECT r.till, r.payment_method, -r.amount, r.paid_at FROM ledger l JOIN refund r ON r.id = l.ref_id
        WHERE l.kind NOT IN ('CLOSING', 'EVENT') AND l.created_at >= :from_at AND l.created_at < :to_at) p
GROUP BY p.till, p.payment_method ORDER BY p.till, p.payment_method

-- name: till_closed
-- The instant up to which the day is closed.
SELECT coalesce(max(to_at), 0) FROM closing WHERE kind = 'DAY' AND to_at <= :to_at

-- name: turnover_chain
-- rows-ok: gone through one by one, in flat memory
-- What the chain's own text says of a period.
SELECT seq, kind, entry, previous_hash, hash,
    coalesce(entry ->> '$.subtotal', 0) - (SELECT coalesce(sum(d.value ->> '$.net'), 0) FROM json_each(entry, '$.deposits') d),
    coalesce(entry ->> '$.vat_amount', 0) - (SELECT coalesce(sum(d.value ->> '$.vat'), 0) FROM json_each(entry, '$.deposits') d),
    coalesce(entry ->> '$.total', entry ->> '$.amount', 0)
        - (SELECT coalesce(sum(d.value ->> '$.net' + d.value ->> '$.vat'), 0) FROM json_each(entry, '$.deposits') d)
FROM ledger WHERE kind NOT IN ('CLOSING', 'EVENT') AND created_at >= :from_at AND created_at < :to_at
