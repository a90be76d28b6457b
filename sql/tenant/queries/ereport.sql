-- Reports to the state: what was sold to private persons, and what they paid for services.

-- name: ereport_papers
-- rows-ok: read row by row
-- What was issued in these days: invoices, then credit notes with their place in the ledger.
SELECT 'INVOICE', i.id, NULL FROM invoice i WHERE i.issue_date BETWEEN :from_date AND :to_date AND i.status <> 'DRAFT'
UNION ALL
SELECT 'CREDIT_NOTE', n.id, l.seq FROM credit_note n JOIN ledger l ON l.ref_id = n.id WHERE n.issue_date BETWEEN :from_date AND :to_date

-- name: ereport_payments
-- rows-ok: read row by row
SELECT p.id, l.seq, l.kind FROM payment p JOIN ledger l ON l.ref_id = p.id WHERE p.paid_at >= :from_ms AND p.paid_at < :to_ms
UNION ALL
SELECT r.id, l.seq, l.kind FROM refund r JOIN ledger l ON l.ref_id = r.id WHERE r.paid_at >= :from_ms AND r.paid_at < :to_ms

-- name: ereport_turnover
-- rows-ok: one a VAT rate
-- Of all that was issued in these days, from the lines alone.
SELECT rate, sum(net) FROM (
    SELECT coalesce(x.vat_rate, i.vat_rate) AS rate, coalesce(x.net_total, x.total) AS net FROM invoice i
        JOIN invoice_item x ON x.invoice_id = i.id WHERE i.issue_date BETWEEN :from_date AND :to_date AND i.status <> 'DRAFT'
    UNION ALL
    SELECT x.vat_rate, -coalesce(x.net_total, x.total) FROM credit_note n
        JOIN credit_note_item x ON x.credit_note_id = n.id WHERE n.issue_date BETWEEN :from_date AND :to_date
    UNION ALL
    SELECT d.vat_rate, -d.net FROM invoice i JOIN deposit_deduction d ON d.invoice_id = i.id
        WHERE i.issue_date BETWEEN :from_date AND :to_date AND i.status <> 'DRAFT')
GROUP BY rate ORDER BY rate DESC

-- fragment: ereport_columns
id, kind, from_date, to_date, type, figures_hash, created_by, created_at

-- name: ereport_insert
INSERT INTO ereport ({ereport_columns}, xml) VALUES ({ereport_columns :}, :xml)

-- name: ereport_last
-- The last one of a period.
SELECT {ereport_columns}, xml FROM ereport WHERE from_date = :from_date AND to_date = :to_date AND kind = :kind ORDER BY seq DESC LIMIT 1
