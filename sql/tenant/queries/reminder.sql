-- Overdue reminders (lib/workshop/reminder.c).

-- name: reminder_next
-- The next overdue invoice that has not had its last letter, with the level that is next and the day of the letter before.
SELECT i.seq, i.id, i.due_date, coalesce(r.level, 0) + 1 AS level, r.day AS last_day
FROM invoice i LEFT JOIN reminder r ON r.invoice_id = i.id
    AND r.level = (SELECT max(level) FROM reminder x WHERE x.invoice_id = i.id)
WHERE i.status = 'OVERDUE' AND i.seq > :after AND coalesce(r.level, 0) < 3
ORDER BY i.seq LIMIT 1;

-- name: reminder_last_level
SELECT coalesce(max(level), 0) FROM reminder WHERE invoice_id = :invoice_id;

-- name: reminder_insert
INSERT INTO reminder (invoice_id, level, day, message_id, created_at) VALUES (:invoice_id, :level, :day, :message_id, :now);
