-- The timeline and tasks.

-- fragment: activity_columns
id, type, description, user_id, contact_id, metadata, created_at, version

-- name: activity_insert
INSERT INTO activity ({activity_columns}, words)
VALUES (:id, :type, :description, :user_id, :contact_id, coalesce(:metadata, '{}'), :created_at, :version,
    search_words(:description))

-- name: activity_get
SELECT {activity_columns} FROM activity WHERE id = :id

-- name: activity_list
SELECT {activity_columns a}, {person_name u} AS user_name, c.name AS contact_name
/*from*/ FROM activity a LEFT JOIN app_user u ON u.id = a.user_id LEFT JOIN contact c ON c.id = a.contact_id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: activity_count
SELECT count(*) FROM activity a WHERE 1 = 1 /*filters*/

-- name: activity_total
SELECT value FROM counter WHERE name = 'activity'

-- name: activity_search
-- CROSS JOIN: what matches is read first, whatever other filter has an index.
SELECT {activity_columns a}, {person_name u} AS user_name, c.name AS contact_name
/*from*/ FROM activity_fts f CROSS JOIN activity a ON a.seq = f.rowid LEFT JOIN app_user u ON u.id = a.user_id
LEFT JOIN contact c ON c.id = a.contact_id
WHERE activity_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: activity_search_all
SELECT count(*) FROM activity_fts WHERE activity_fts MATCH :match

-- name: activity_search_count
SELECT count(*) FROM activity_fts f CROSS JOIN activity a ON a.seq = f.rowid WHERE activity_fts MATCH :match /*filters*/

-- fragment: task_fields
title, description, assignee_id, contact_id, subject_type, subject_id, due_date, status, priority, position

-- fragment: task_columns
$.id, {task_fields $}, $.completed_at, $.created_at, $.updated_at, $.version

-- fragment: task_is_late
-- c-ok: lists are filtered by it
($.due_date IS NOT NULL AND $.due_date < :day_start AND $.status IN (SELECT name FROM task_status WHERE phase = 'open'))

-- fragment: task_seen
-- Tasks of a deal are seen by whoever sees the deal, by who has the task or made it, and by admins once the deal is gone; others by
-- everybody.
($.subject_type IS NOT 'opportunity' OR $.assignee_id = :user OR $.created_by = :user
    OR (SELECT role FROM app_user WHERE id = :user) IN ('owner', 'admin')
    OR EXISTS (SELECT 1 FROM opportunity o WHERE o.id = $.subject_id AND {deal_seen o}))

-- fragment: task_subject_title
-- NULL: it is gone, has no name yet, or is a deal that the user does not see.
CASE $.subject_type
WHEN 'contact' THEN (SELECT name FROM contact WHERE id = $.subject_id)
WHEN 'vehicle' THEN (SELECT trim(coalesce(make || ' ', '') || coalesce(model || ' ', '') || coalesce(license_plate, ''))
    FROM vehicle WHERE id = $.subject_id)
WHEN 'quote' THEN (SELECT quote_number FROM quote WHERE id = $.subject_id)
WHEN 'invoice' THEN (SELECT invoice_number FROM invoice WHERE id = $.subject_id)
WHEN 'opportunity' THEN (SELECT o.project_name FROM opportunity o WHERE o.id = $.subject_id AND {deal_seen o})
WHEN 'client' THEN (SELECT name FROM client WHERE id = $.subject_id)
END

-- fragment: task_beside
-- Objects, or nothing.
CASE WHEN u.id IS NOT NULL THEN json_object('id', u.id, 'name', {person_name u}) END AS assignee,
CASE WHEN c.id IS NOT NULL THEN json_object('id', c.id, 'name', c.name) END AS contact,
{task_subject_title t} AS subject_title

-- fragment: task_sources
FROM task t LEFT JOIN app_user u ON u.id = t.assignee_id LEFT JOIN contact c ON c.id = t.contact_id

-- name: task_insert
INSERT INTO task (id, {task_fields}, created_by, completed_at, created_at, updated_at, words)
VALUES (:id, {task_fields :}, :created_by, :completed_at, :created_at, :updated_at, search_words(:title, :description))

-- name: task_update
UPDATE task SET {task_fields =}, completed_at = :completed_at, updated_at = :updated_at, version = version + 1,
    words = search_words(:title, :description)
WHERE id = :id AND deleted_at IS NULL

-- name: task_delete
UPDATE task SET deleted_at = :now, updated_at = :now, version = version + 1 WHERE id = :id AND deleted_at IS NULL

-- name: task_restore
UPDATE task SET deleted_at = NULL, updated_at = :now, version = version + 1 WHERE id = :id AND deleted_at IS NOT NULL

-- name: task_get
SELECT {task_columns t}, t.created_by, {task_beside} {task_sources}
WHERE t.id = :id AND t.deleted_at IS NULL AND {task_seen t}

-- name: task_get_changed
-- Whoever had a deal's task and hands it on may not see it from then on: the answer is what was written.
SELECT {task_columns t}, t.created_by, {task_beside} {task_sources} WHERE t.id = :id AND t.deleted_at IS NULL

-- name: task_get_any
SELECT {task_columns t}, t.created_by, {task_beside} {task_sources} WHERE t.id = :id AND {task_seen t}

-- name: task_list
SELECT {task_columns t}, {task_beside}
/*from*/ {task_sources}
WHERE t.deleted_at IS NULL AND {task_seen t} /*filters*/ /*order*/ /*page*/

-- name: task_count
SELECT count(*) FROM task t WHERE t.deleted_at IS NULL AND {task_seen t} /*filters*/

-- name: task_total
-- scan-ok: the index holds tasks of deals alone
-- All, less those of deals that the user may not see, of the 20,000 tasks that belong to the newest deals (ids ascend with time). Others
-- count as if they were seen: the total is then too large, its cost has an end, and the rows are right.
SELECT value - (SELECT count(*) FROM (SELECT d.seq FROM task d INDEXED BY task_of_deals
    WHERE d.subject_type = 'opportunity' AND d.deleted_at IS NULL ORDER BY d.subject_id DESC LIMIT 20000) n
    CROSS JOIN task t ON t.seq = n.seq WHERE {task_seen t} IS NOT TRUE)
FROM counter WHERE name = 'task'

-- name: task_stored
SELECT value FROM counter WHERE name = 'task'

-- name: task_search
-- CROSS JOIN: what matches is read first, whatever other filter has an index.
SELECT {task_columns t}, {task_beside}
/*from*/ FROM task_fts f CROSS JOIN task t ON t.seq = f.rowid LEFT JOIN app_user u ON u.id = t.assignee_id
LEFT JOIN contact c ON c.id = t.contact_id
WHERE task_fts MATCH :match AND {task_seen t} /*filters*/ /*order*/ /*page*/

-- name: task_search_count
SELECT count(*) FROM task_fts f CROSS JOIN task t ON t.seq = f.rowid WHERE task_fts MATCH :match AND {task_seen t} /*filters*/

-- name: task_subject
-- The contact that a subject belongs to: a row, if there is such a record and the user sees it. The contact is NULL where it is gone.
SELECT CASE :subject_type
    WHEN 'contact' THEN :subject_id
    WHEN 'vehicle' THEN (SELECT c.id FROM vehicle v JOIN contact c ON c.id = v.owner_id WHERE v.id = :subject_id AND c.deleted_at IS NULL)
    WHEN 'quote' THEN (SELECT c.id FROM quote q JOIN contact c ON c.id = q.contact_id WHERE q.id = :subject_id AND c.deleted_at IS NULL)
    WHEN 'invoice' THEN (SELECT c.id FROM invoice i JOIN contact c ON c.id = i.contact_id WHERE i.id = :subject_id
        AND c.deleted_at IS NULL)
    END
WHERE CASE :subject_type
    WHEN 'contact' THEN EXISTS (SELECT 1 FROM contact WHERE id = :subject_id AND deleted_at IS NULL)
    WHEN 'vehicle' THEN EXISTS (SELECT 1 FROM vehicle WHERE id = :subject_id AND deleted_at IS NULL)
    WHEN 'quote' THEN EXISTS (SELECT 1 FROM quote WHERE id = :subject_id)
    WHEN 'invoice' THEN EXISTS (SELECT 1 FROM invoice WHERE id = :subject_id)
    WHEN 'client' THEN EXISTS (SELECT 1 FROM client WHERE id = :subject_id)
    WHEN 'opportunity' THEN EXISTS (SELECT 1 FROM opportunity o WHERE o.id = :subject_id AND {deal_seen o})
    END

-- name: task_top
-- The place of the first task of a column.
SELECT coalesce((SELECT position FROM task WHERE status = :status AND deleted_at IS NULL ORDER BY position, seq DESC LIMIT 1), 0)

-- name: task_beside_place
-- Whether another task of the column has just this place.
SELECT count(*) FROM (SELECT 1 FROM task WHERE status = :status AND position = :position AND id <> :id AND deleted_at IS NULL LIMIT 1)

-- name: task_after
-- Those that come behind a place: how many there are, of as many as are looked at, and the place of the last.
SELECT count(*) AS count, max(position) AS last FROM (SELECT position FROM task
    WHERE status = :status AND position >= :position AND id <> :id AND deleted_at IS NULL ORDER BY position, seq DESC LIMIT :most)

-- name: task_spread
-- The same ones anew, :step apart behind the place. Nobody has changed them: they keep their version.
UPDATE task SET position = :position + :step * place.nth
FROM (SELECT seq, row_number() OVER (ORDER BY position, seq DESC) AS nth FROM (SELECT seq, position FROM task
    WHERE status = :status AND position >= :position AND id <> :id AND deleted_at IS NULL ORDER BY position, seq DESC LIMIT :most)) AS place
WHERE task.seq = place.seq

-- name: task_sums
-- rows-ok: one a status
SELECT t.status, count(*), NULL, NULL, NULL FROM task t WHERE t.deleted_at IS NULL AND {task_seen t} /*filters*/ GROUP BY t.status

-- name: task_search_sums
-- rows-ok: one a status
SELECT t.status, count(*), NULL, NULL, NULL FROM task_fts f CROSS JOIN task t ON t.seq = f.rowid
WHERE task_fts MATCH :match AND {task_seen t} /*filters*/ GROUP BY t.status
