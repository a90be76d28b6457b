-- One search over all records (lib/find): of each kind the newest that match, in the words by which one is recognised, and how many
-- there are, counted no further than :most. An index of words is asked once.

-- name: find_contact
-- scan-ok: the index of words finds them
WITH m (seq) AS MATERIALIZED
    (SELECT f.rowid FROM contact_fts f WHERE contact_fts MATCH :match ORDER BY f.rowid DESC LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, c.id, c.name AS title,
    CASE WHEN c.company <> c.name THEN c.company END AS first, c.address_city AS second, c.phone
FROM m f CROSS JOIN contact c ON c.seq = f.seq
ORDER BY f.seq DESC LIMIT :limit

-- fragment: model_name
nullif(trim(coalesce($.make, '') || ' ' || coalesce($.model, '')), '')

-- name: find_vehicle
-- scan-ok: the index of words finds them
WITH m (seq) AS MATERIALIZED
    (SELECT f.rowid FROM vehicle_fts f WHERE vehicle_fts MATCH :match ORDER BY f.rowid DESC LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, v.id, coalesce(v.license_plate, {model_name v}, v.vin, c.name) AS title,
    CASE WHEN v.license_plate IS NOT NULL THEN {model_name v} END AS first,
    c.name AS second, v.license_plate AS plate
FROM m f CROSS JOIN vehicle v ON v.seq = f.seq LEFT JOIN contact c ON c.id = v.owner_id
ORDER BY f.seq DESC LIMIT :limit

-- name: find_quote
-- scan-ok: the index of words finds them
WITH m (seq) AS MATERIALIZED
    (SELECT f.rowid FROM quote_fts f WHERE quote_fts MATCH :match ORDER BY f.rowid DESC LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, q.id, q.quote_number AS title, c.name AS first,
    (SELECT substr(x.description, 1, 80) FROM quote_item x WHERE x.quote_id = q.id ORDER BY x.position LIMIT 1) AS second,
    q.status, q.total AS amount, v.license_plate AS plate
FROM m f CROSS JOIN quote q ON q.seq = f.seq LEFT JOIN contact c ON c.id = q.contact_id
LEFT JOIN vehicle v ON v.id = q.vehicle_id
ORDER BY f.seq DESC LIMIT :limit

-- name: find_invoice
-- scan-ok: the index of words finds them
-- A draft has no number yet: its customer is what one knows it by.
WITH m (seq) AS MATERIALIZED
    (SELECT f.rowid FROM invoice_fts f WHERE invoice_fts MATCH :match ORDER BY f.rowid DESC LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, i.id, coalesce(i.invoice_number, c.name) AS title,
    CASE WHEN i.invoice_number IS NOT NULL THEN coalesce(json_extract(i.buyer, '$.name'), c.name) END AS first,
    (SELECT substr(x.description, 1, 80) FROM invoice_item x WHERE x.invoice_id = i.id ORDER BY x.position LIMIT 1) AS second,
    CASE WHEN i.status = 'SENT' AND i.due_date < :today THEN 'OVERDUE' ELSE i.status END AS status, i.total AS amount,
    coalesce(json_extract(i.vehicle, '$.license_plate'), v.license_plate) AS plate
FROM m f CROSS JOIN invoice i ON i.seq = f.seq LEFT JOIN contact c ON c.id = i.contact_id
LEFT JOIN vehicle v ON v.id = i.vehicle_id
ORDER BY f.seq DESC LIMIT :limit

-- name: find_credit_note
-- scan-ok: the index of words finds them
WITH m (seq) AS MATERIALIZED
    (SELECT f.rowid FROM credit_note_fts f WHERE credit_note_fts MATCH :match ORDER BY f.rowid DESC LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, n.id, n.credit_note_number AS title,
    json_extract(i.buyer, '$.name') AS first, i.invoice_number AS second, n.total AS amount,
    json_extract(i.vehicle, '$.license_plate') AS plate
FROM m f CROSS JOIN credit_note n ON n.seq = f.seq LEFT JOIN invoice i ON i.id = n.invoice_id
ORDER BY f.seq DESC LIMIT :limit

-- name: find_client
-- scan-ok: the index of words finds them
WITH m (seq) AS MATERIALIZED
    (SELECT f.rowid FROM client_fts f WHERE client_fts MATCH :match ORDER BY f.rowid DESC LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, c.id, c.name AS title, c.contact_person AS first, c.industry AS second
FROM m f CROSS JOIN client c ON c.seq = f.seq
ORDER BY f.seq DESC LIMIT :limit

-- name: find_opportunity
-- scan-ok: the index of words finds them
-- Whose they are is looked up for the newest ten thousand.
WITH n (seq) AS MATERIALIZED
    (SELECT f.rowid FROM opportunity_fts f WHERE opportunity_fts MATCH :match ORDER BY f.rowid DESC LIMIT 10000),
m (seq) AS MATERIALIZED (SELECT n.seq FROM n CROSS JOIN opportunity o ON o.seq = n.seq
    WHERE {deal_scope o} ORDER BY n.seq DESC LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, o.id, o.project_name AS title, o.client_name AS first, {person_name u} AS second, o.status, o.original_amount AS amount
FROM m f CROSS JOIN opportunity o ON o.seq = f.seq LEFT JOIN app_user u ON u.id = o.owner_id
ORDER BY f.seq DESC LIMIT :limit

-- name: find_task
-- scan-ok: the index of words finds them
-- Who sees them is asked of the newest ten thousand, one after the other until there are enough.
WITH m (seq) AS MATERIALIZED (SELECT n.seq FROM
    (SELECT f.rowid AS seq FROM task_fts f WHERE task_fts MATCH :match ORDER BY f.rowid DESC LIMIT 10000) n
    CROSS JOIN task t ON t.seq = n.seq WHERE {task_seen t} LIMIT :most)
SELECT (SELECT count(*) FROM m) AS total, t.id, t.title, c.name AS first, substr(t.description, 1, 80) AS second, t.status
FROM m f CROSS JOIN task t ON t.seq = f.seq LEFT JOIN contact c ON c.id = t.contact_id
ORDER BY f.seq DESC LIMIT :limit

