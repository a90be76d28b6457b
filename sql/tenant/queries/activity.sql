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
title, description, assignee_id, contact_id, due_date, status, priority

-- fragment: task_columns
$.id, {task_fields $}, $.completed_at, $.created_at, $.updated_at, $.version

-- fragment: task_is_late
-- c-ok: lists are filtered by it
($.due_date IS NOT NULL AND $.due_date < :day_start AND $.status IN (SELECT name FROM task_status WHERE phase = 'open'))

-- fragment: task_beside
-- Objects, or nothing.
CASE WHEN u.id IS NOT NULL THEN json_object('id', u.id, 'name', {person_name u}) END AS assignee,
CASE WHEN c.id IS NOT NULL THEN json_object('id', c.id, 'name', c.name) END AS contact

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
SELECT {task_columns t}, t.created_by, {task_beside} {task_sources} WHERE t.id = :id AND t.deleted_at IS NULL

-- name: task_get_any
SELECT {task_columns t}, t.created_by, {task_beside} {task_sources} WHERE t.id = :id

-- name: task_list
SELECT {task_columns t}, {task_beside}
/*from*/ {task_sources}
WHERE t.deleted_at IS NULL /*filters*/ /*order*/ /*page*/

-- name: task_count
SELECT count(*) FROM task t WHERE t.deleted_at IS NULL /*filters*/

-- name: task_total
SELECT value FROM counter WHERE name = 'task'

-- name: task_search
-- CROSS JOIN: what matches is read first, whatever other filter has an index.
SELECT {task_columns t}, {task_beside}
/*from*/ FROM task_fts f CROSS JOIN task t ON t.seq = f.rowid LEFT JOIN app_user u ON u.id = t.assignee_id
LEFT JOIN contact c ON c.id = t.contact_id
WHERE task_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: task_search_all
SELECT count(*) FROM task_fts WHERE task_fts MATCH :match

-- name: task_search_count
SELECT count(*) FROM task_fts f CROSS JOIN task t ON t.seq = f.rowid WHERE task_fts MATCH :match /*filters*/
