-- The timeline and tasks.

-- name: activity_insert
INSERT INTO activity (id, type, description, user_id, contact_id, metadata, created_at)
VALUES (:id, :type, :description, :user_id, :contact_id, coalesce(:metadata, '{}'), :created_at)

-- name: activity_get
SELECT id, type, description, user_id, contact_id, metadata, created_at FROM activity WHERE id = :id

-- name: activity_list
SELECT a.id, a.type, a.description, a.user_id, trim(u.first_name || ' ' || coalesce(u.last_name, '')) AS user_name, a.contact_id,
    c.name AS contact_name, a.metadata, a.created_at
/*from*/ FROM activity a LEFT JOIN app_user u ON u.id = a.user_id LEFT JOIN contact c ON c.id = a.contact_id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: activity_count
SELECT count(*) FROM activity a WHERE 1 = 1 /*filters*/

-- name: activity_total
SELECT value FROM counter WHERE name = 'activity'

-- name: task_insert
INSERT INTO task (id, title, description, assignee_id, contact_id, due_date, status, priority, created_by, completed_at, created_at,
    updated_at)
VALUES (:id, :title, :description, :assignee_id, :contact_id, :due_date, coalesce(:status, 'TODO'), coalesce(:priority, 'MEDIUM'),
    :created_by, :completed_at, :created_at, :updated_at)

-- name: task_update
UPDATE task SET title = :title, description = :description, assignee_id = :assignee_id, contact_id = :contact_id,
    due_date = :due_date, status = coalesce(:status, 'TODO'), priority = coalesce(:priority, 'MEDIUM'),
    completed_at = :completed_at, updated_at = :updated_at
WHERE id = :id

-- name: task_delete
DELETE FROM task WHERE id = :id AND :now IS NOT NULL

-- name: task_get
SELECT id, title, description, assignee_id, contact_id, due_date, status, priority, created_by, completed_at, created_at, updated_at
FROM task WHERE id = :id

-- name: task_list
SELECT t.id, t.title, t.description, t.assignee_id, trim(u.first_name || ' ' || coalesce(u.last_name, '')) AS assignee_name,
    t.contact_id, c.name AS contact_name, t.due_date, t.status, t.priority, t.completed_at, t.created_at, t.updated_at
/*from*/ FROM task t LEFT JOIN app_user u ON u.id = t.assignee_id LEFT JOIN contact c ON c.id = t.contact_id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: task_count
SELECT count(*) FROM task t WHERE 1 = 1 /*filters*/

-- name: task_total
SELECT value FROM counter WHERE name = 'task'
