-- What time does by itself: invoices fall overdue, quotes expire, sessions, kept answers and deleted tasks go.

-- name: sweep_due
-- Whether there is any work, so that a tenant without takes no write lock. A few looks at the first entry of an index.
SELECT EXISTS (SELECT 1 FROM invoice WHERE status = 'SENT' AND due_date < :today)
    OR EXISTS (SELECT 1 FROM quote WHERE status = 'SENT' AND valid_until < :today)
    OR EXISTS (SELECT 1 FROM session WHERE expires_at <= :now)
    OR EXISTS (SELECT 1 FROM idempotency WHERE created_at <= :before)
    OR EXISTS (SELECT 1 FROM journal WHERE at < :journal)
    OR EXISTS (SELECT 1 FROM task WHERE deleted_at < :tasks)
    OR EXISTS (SELECT 1 FROM import i JOIN import_item k ON k.import_seq = i.seq WHERE i.ended_at < :imports)
    OR :version IS NOT (SELECT detail FROM event WHERE kind = 'VERSION' ORDER BY seq DESC LIMIT 1)
    OR EXISTS (SELECT 1 FROM ledger WHERE kind NOT IN ('CLOSING', 'EVENT') AND created_at < :day_at
        AND created_at >= (SELECT coalesce(max(to_at), 0) FROM closing WHERE kind = 'DAY'))
    OR EXISTS (SELECT 1 FROM ledger WHERE kind NOT IN ('CLOSING', 'EVENT') AND created_at < :month_at
        AND created_at >= (SELECT coalesce(max(to_at), 0) FROM closing WHERE kind = 'MONTH'))
    OR EXISTS (SELECT 1 FROM ledger WHERE kind NOT IN ('CLOSING', 'EVENT') AND created_at < :year_at
        AND created_at >= (SELECT coalesce(max(to_at), 0) FROM closing WHERE kind = 'YEAR'))

-- name: sweep_invoices
-- The next invoices past their due date.
SELECT id, invoice_number, contact_id FROM invoice
WHERE status = 'SENT' AND due_date < :today ORDER BY due_date, seq LIMIT 50

-- name: sweep_mark
UPDATE invoice SET status = 'OVERDUE', updated_at = :now, version = version + 1 WHERE id = :id AND status = 'SENT'

-- name: sweep_quotes
SELECT id FROM quote WHERE status = 'SENT' AND valid_until < :today ORDER BY valid_until LIMIT 50

-- name: sweep_expire
UPDATE quote SET status = 'EXPIRED', closed_at = :now, updated_at = :now, version = version + 1 WHERE id = :id AND status = 'SENT'

-- name: sweep_sessions
DELETE FROM session WHERE seq IN (SELECT seq FROM session WHERE expires_at <= :now ORDER BY expires_at LIMIT 50)

-- name: sweep_answers
DELETE FROM idempotency WHERE seq IN (SELECT seq FROM idempotency WHERE created_at <= :before ORDER BY created_at LIMIT 50)

-- name: sweep_journal
DELETE FROM journal WHERE seq IN (SELECT seq FROM journal WHERE at < :before ORDER BY at LIMIT 50)

-- name: sweep_tasks
DELETE FROM task WHERE seq IN (SELECT seq FROM task WHERE deleted_at < :before ORDER BY deleted_at LIMIT 50)

-- name: sweep_imports
-- What imports wrote that can no longer be undone.
DELETE FROM import_item WHERE seq IN (
    SELECT k.seq FROM import i JOIN import_item k ON k.import_seq = i.seq WHERE i.ended_at < :before LIMIT 50)
