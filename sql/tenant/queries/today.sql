-- What waits for somebody, counted for the first page of the day.

-- fragment: open_tasks
FROM task t WHERE t.status IN (SELECT name FROM task_status WHERE phase = 'open') AND t.deleted_at IS NULL

-- name: today_queues
-- rows-ok: one a queue
-- `day` is the first day that counts, as a date of the paper; `at` the same of a task, as an instant.
SELECT 'QUOTES_TO_CHASE' AS key, count(*) AS count, coalesce(sum(q.total), 0) AS sum, min(q.issue_date) AS day, NULL AS at
FROM quote q WHERE q.status = 'SENT' AND q.sent_at < :chase_before
UNION ALL
SELECT 'QUOTES_TO_INVOICE', count(*), coalesce(sum(q.total), 0), min(q.issue_date), NULL
FROM quote q WHERE q.status = 'ACCEPTED' AND q.is_converted = 0
UNION ALL
SELECT 'QUOTE_DRAFTS', count(*), coalesce(sum(q.total), 0), min(q.issue_date), NULL FROM quote q WHERE q.status = 'DRAFT'
UNION ALL
SELECT 'INVOICE_DRAFTS', count(*), coalesce(sum(i.total), 0), NULL, min(i.created_at) FROM invoice i WHERE i.status = 'DRAFT'
UNION ALL
SELECT 'INVOICES_OVERDUE', count(*), coalesce(sum({amount_due i}), 0), min(i.due_date), NULL
FROM invoice i WHERE i.status IN ('SENT', 'OVERDUE') AND i.due_date < :today AND {amount_due i} > 0
UNION ALL
SELECT 'INVOICES_DUE_THIS_WEEK', count(*), coalesce(sum({amount_due i}), 0), min(i.due_date), NULL
FROM invoice i WHERE i.status IN ('SENT', 'OVERDUE') AND i.due_date BETWEEN :today AND :week_end AND {amount_due i} > 0
UNION ALL
SELECT 'MY_TASKS_OVERDUE', count(*), NULL, NULL, min(t.due_date)
{open_tasks} AND t.assignee_id = :user_id AND t.due_date < :day_start
UNION ALL
SELECT 'MY_TASKS_TODAY', count(*), NULL, NULL, min(t.due_date)
{open_tasks} AND t.assignee_id = :user_id AND t.due_date >= :day_start AND t.due_date < :day_end
UNION ALL
SELECT 'MY_TASKS_LATER', count(*), NULL, NULL, min(t.due_date)
{open_tasks} AND t.assignee_id = :user_id AND (t.due_date >= :day_end OR t.due_date IS NULL)
UNION ALL
SELECT 'UNASSIGNED_TASKS', count(*), NULL, NULL, min(t.due_date) {open_tasks} AND t.assignee_id IS NULL AND {task_seen t}

-- name: today_activities
SELECT {activity_columns a}, {person_name u} AS user_name, c.name AS contact_name
FROM activity a LEFT JOIN app_user u ON u.id = a.user_id LEFT JOIN contact c ON c.id = a.contact_id
ORDER BY a.seq DESC LIMIT 10
