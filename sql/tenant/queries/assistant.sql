-- What the assistant's tools read, its conversations, and its quota. Columns are those of struct tool_row (lib/assistant/run.h).

-- fragment: assistant_quote
$.id, $.quote_number AS number, $.contact_id, c.name AS name, $.issue_date AS date, $.status, $.total AS amount,
coalesce($.sent_at, $.created_at) AS at

-- name: assistant_quotes
SELECT {assistant_quote q}
/*from*/ FROM quote q LEFT JOIN contact c ON c.id = q.contact_id WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: assistant_quote_sum
SELECT coalesce(sum(q.total), 0) FROM quote q WHERE 1 = 1 /*filters*/

-- fragment: assistant_invoice
$.id, $.invoice_number AS number, $.contact_id, c.name AS name, $.issue_date AS date, $.due_date, $.status, $.total AS amount,
{amount_due $} AS amount_due, $.paid_at AS at

-- name: assistant_invoices
SELECT {assistant_invoice i}
/*from*/ FROM invoice i LEFT JOIN contact c ON c.id = i.contact_id WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: assistant_invoice_sum
SELECT coalesce(sum(i.total - i.amount_deposited), 0) FROM invoice i WHERE 1 = 1 /*filters*/

-- name: assistant_invoice_due
SELECT coalesce(sum({amount_due i}), 0) FROM invoice i WHERE 1 = 1 /*filters*/

-- name: assistant_tasks
SELECT t.id, t.title, t.contact_id, c.name AS name, t.status, t.priority, t.due_date AS at
/*from*/ FROM task t LEFT JOIN contact c ON c.id = t.contact_id
WHERE t.deleted_at IS NULL AND {task_seen t} /*filters*/ /*order*/ /*page*/

-- name: assistant_activities
SELECT a.id, a.type AS status, a.description AS title, a.contact_id, c.name AS name, a.created_at AS at
/*from*/ FROM activity a LEFT JOIN contact c ON c.id = a.contact_id WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- fragment: assistant_contact
$.id, $.name, $.company AS title, $.phone, $.email, $.vehicles_count AS count, $.created_at AS at

-- name: assistant_contacts
SELECT {assistant_contact c}
/*from*/ FROM contact c WHERE c.deleted_at IS NULL /*filters*/ /*order*/ /*page*/

-- name: assistant_contact_search
SELECT {assistant_contact c}
/*from*/ FROM contact_fts f JOIN contact c ON c.seq = f.rowid WHERE contact_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: assistant_names
-- Whole words: who has one in the name.
SELECT coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' ' || coalesce(c.company, '')
FROM contact_fts f JOIN contact c ON c.seq = f.rowid WHERE contact_fts MATCH :match LIMIT 50

-- fragment: assistant_vehicle
$.id, $.license_plate AS plate, nullif(trim(coalesce($.make, '') || ' ' || coalesce($.model, '')), '') AS title,
$.owner_id AS contact_id, c.name AS name

-- name: assistant_vehicles
SELECT {assistant_vehicle v}, v.mileage AS count
/*from*/ FROM vehicle v LEFT JOIN contact c ON c.id = v.owner_id WHERE v.deleted_at IS NULL /*filters*/ /*order*/ /*page*/

-- name: assistant_services
SELECT s.id, s.date, s.description AS title, s.cost AS amount, s.mileage AS count
/*from*/ FROM service_record s WHERE s.vehicle_id = :vehicle_id /*filters*/ /*order*/ /*page*/

-- name: assistant_vehicles_due
-- Vehicles whose last service is of that day or earlier, the oldest first.
SELECT {assistant_vehicle v}, s.date
FROM service_record s JOIN vehicle v ON v.id = s.vehicle_id LEFT JOIN contact c ON c.id = v.owner_id
WHERE s.date <= :before AND v.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM service_record n WHERE n.vehicle_id = s.vehicle_id
    AND (n.date > s.date OR (n.date = s.date AND n.seq > s.seq)))
ORDER BY s.date, s.seq LIMIT 50

-- name: assistant_vehicles_due_count
-- Counted as far as anybody would go through them.
SELECT count(*) FROM (SELECT 1 FROM service_record s JOIN vehicle v ON v.id = s.vehicle_id
    WHERE s.date <= :before AND v.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM service_record n
        WHERE n.vehicle_id = s.vehicle_id AND (n.date > s.date OR (n.date = s.date AND n.seq > s.seq))) LIMIT 10000)

-- name: assistant_quote_numbered
SELECT {assistant_quote q}
FROM quote q LEFT JOIN contact c ON c.id = q.contact_id WHERE q.quote_number = :number

-- name: assistant_invoice_numbered
SELECT {assistant_invoice i}
FROM invoice i LEFT JOIN contact c ON c.id = i.contact_id WHERE i.invoice_number = :number

-- name: assistant_best_clients
-- Money received less what was given back, by client: a period, which one index holds.
SELECT c.id, c.name, sum(m.amount) AS amount, count(DISTINCT m.invoice_id) AS count
FROM movement m JOIN invoice i ON i.id = m.invoice_id JOIN contact c ON c.id = i.contact_id
WHERE m.paid_at >= :from_ms AND m.paid_at < :to_ms GROUP BY c.seq HAVING sum(m.amount) > 0 ORDER BY amount DESC, c.seq LIMIT :limit

-- name: assistant_conversion
SELECT count(*) FROM quote q WHERE q.issue_date BETWEEN :from AND :to AND q.status <> 'DRAFT'

-- name: assistant_converted
SELECT count(*) FROM quote q JOIN invoice i ON i.quote_id = q.id WHERE q.issue_date BETWEEN :from AND :to AND q.status <> 'DRAFT'

-- name: assistant_owners
-- rows-ok: one value; a tenant has ten thousand people at most
-- Whose deals the asking user sees.
-- scan-ok: for an admin, everybody
SELECT CASE WHEN :scope_all = 1 THEN (SELECT json_group_array(id) FROM app_user)
    ELSE (SELECT json_group_array(u.id) FROM ({people_in_scope}) u) END

-- fragment: assistant_quiet_deals
opportunity o INDEXED BY opportunity_quiet
WHERE o.owner_id IN (SELECT value FROM json_each(:owners)) AND o.status = 'Active' AND o.last_activity_at < :quiet_since

-- name: assistant_stalled
SELECT o.id, o.project_name AS title, o.client_name AS name, o.stage AS status, o.original_amount AS amount, o.closing_date AS date,
    o.last_activity_at AS at
FROM {assistant_quiet_deals}
ORDER BY o.last_activity_at, o.seq LIMIT 50

-- name: assistant_stalled_sum
SELECT coalesce(sum(o.original_amount), 0) FROM {assistant_quiet_deals}

-- name: assistant_stalled_count
SELECT count(*) FROM {assistant_quiet_deals}

-- name: assistant_quota_take
INSERT INTO assistant_usage (month, used) VALUES (:month, 1)
ON CONFLICT (month) DO UPDATE SET used = assistant_usage.used + 1 WHERE assistant_usage.used < :limit

-- name: assistant_quota_give_back
UPDATE assistant_usage SET used = used - 1 WHERE month = :month AND used > 0

-- name: assistant_quota_used
SELECT used FROM assistant_usage WHERE month = :month

-- name: assistant_conversation_insert
INSERT INTO assistant_conversation (id, user_id, created_at, updated_at) VALUES (:id, :user_id, :now, :now)

-- name: assistant_conversation_touch
UPDATE assistant_conversation SET updated_at = :now WHERE id = :id AND user_id = :user_id

-- name: assistant_conversation_find
SELECT id FROM assistant_conversation WHERE id = :id AND user_id = :user_id

-- name: assistant_conversation_newest
SELECT id FROM assistant_conversation WHERE user_id = :user_id ORDER BY updated_at DESC, seq DESC LIMIT 1

-- name: assistant_conversation_prune
DELETE FROM assistant_conversation WHERE user_id = :user_id AND seq NOT IN
    (SELECT k.seq FROM assistant_conversation k WHERE k.user_id = :user_id ORDER BY k.updated_at DESC, k.seq DESC LIMIT :keep)

-- name: assistant_turn_insert
INSERT INTO assistant_turn (conversation_id, question, reply, language, tool, arguments, created_at)
VALUES (:conversation_id, :question, :reply, :language, :tool, :arguments, :now)

-- name: assistant_turn_prune
DELETE FROM assistant_turn WHERE conversation_id = :conversation_id AND seq NOT IN
    (SELECT k.seq FROM assistant_turn k WHERE k.conversation_id = :conversation_id ORDER BY k.seq DESC LIMIT :keep)

-- name: assistant_turns
SELECT question, reply, language, tool, arguments FROM assistant_turn WHERE conversation_id = :conversation_id
ORDER BY seq DESC LIMIT 20
