-- Imports (lib/transfer). A file lies in a row of its own, so that lists do not go through it.

-- fragment: import_columns
$.id, $.kind, $.name, $.state, $.encoding, $.separator, $.duplicates, $.columns, $.total, $.done, $.created, $.updated, $.skipped,
$.failed, $.undone, $.kept, $.created_by, $.created_at, $.updated_at, $.ended_at, $.undone_at, $.version

-- fragment: import_written
id, kind, name, state, encoding, separator, duplicates, columns, total, created_by, created_at, updated_at

-- name: import_insert
INSERT INTO import ({import_written}) VALUES ({import_written :})

-- name: import_update
-- What people change, and what a run begins with.
UPDATE import SET state = :state, encoding = :encoding, separator = :separator, duplicates = :duplicates, columns = :columns,
    total = :total, updated_at = :updated_at, version = version + 1
WHERE id = :id

-- name: import_begin
-- Who runs or undoes it, from its beginning.
UPDATE import SET state = :state, acting_id = :acting_id, total = :total, done = :done, undone = :undone, kept = :kept, place = :place,
    line = :line, updated_at = :updated_at, version = version + 1
WHERE id = :id

-- name: import_progress
UPDATE import SET state = :state, done = :done, created = :created, updated = :updated, skipped = :skipped, failed = :failed,
    undone = :undone, kept = :kept, place = :place, line = :line, ended_at = :ended_at, undone_at = :undone_at,
    updated_at = :updated_at, version = version + 1
WHERE id = :id

-- name: import_delete
DELETE FROM import WHERE id = :id AND :now IS NOT NULL

-- name: import_get
SELECT {import_columns}, seq, acting_id, place, line FROM import WHERE id = :id

-- name: import_list
SELECT {import_columns i} /*from*/ FROM import i WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: import_count
-- scan-ok: a tenant keeps some hundred
SELECT count(*) FROM import i WHERE 1 = 1 /*filters*/

-- name: import_prune
-- The oldest one behind the newest hundreds, unless it is at work: what it wrote the sweep has mostly taken away before.
DELETE FROM import WHERE seq IN (SELECT seq FROM import WHERE seq <= (SELECT max(seq) FROM import) - :keep ORDER BY seq LIMIT 1)
    AND state NOT IN ('RUNNING', 'UNDOING')

-- name: import_drafts
SELECT count(*) FROM import WHERE state = 'DRAFT'

-- name: import_file_put
INSERT INTO import_file (import_seq, bytes) SELECT seq, :bytes FROM import WHERE id = :id

-- name: import_file_get
SELECT f.bytes FROM import i JOIN import_file f ON f.import_seq = i.seq WHERE i.id = :id

-- name: import_file_remove
DELETE FROM import_file WHERE import_seq = :import_seq

-- name: import_item_insert
-- Behind the write: its row of the journal is the last.
INSERT INTO import_item (import_seq, line, entity_id, change, journal_seq)
VALUES (:import_seq, :line, :entity_id, :change, (SELECT max(seq) FROM journal))

-- name: import_items_before
-- The next ones to undo, the last write first.
SELECT seq, line, entity_id, change, journal_seq FROM import_item
WHERE import_seq = :import_seq AND seq < :before ORDER BY seq DESC LIMIT 20

-- name: import_item_keep
UPDATE import_item SET reason = :reason, fields = :fields WHERE seq = :seq

-- name: import_written_fields
-- What one write changed, as the journal has it.
SELECT a.key AS name, b.value AS before, a.value AS after
FROM journal j, json_each(j.after) a LEFT JOIN json_each(j.before) b ON b.key = a.key WHERE j.seq = :journal_seq LIMIT 64

-- name: import_changed_since
-- Whether somebody else has written the record after this import had.
SELECT EXISTS (SELECT 1 FROM journal j WHERE j.entity_id = :id AND j.seq > :journal_seq AND coalesce(j.source, '') <> 'UNDO'
    AND NOT EXISTS (SELECT 1 FROM import_item i
        WHERE i.entity_id = j.entity_id AND i.journal_seq = j.seq AND i.import_seq = :import_seq))

-- name: import_contact_used
-- What else names it; NULL: nothing.
SELECT CASE
    WHEN EXISTS (SELECT 1 FROM quote WHERE contact_id = :id) OR EXISTS (SELECT 1 FROM invoice WHERE contact_id = :id) THEN 'PAPER'
    WHEN EXISTS (SELECT 1 FROM vehicle WHERE owner_id = :id AND deleted_at IS NULL) THEN 'VEHICLE'
    WHEN EXISTS (SELECT 1 FROM task WHERE contact_id = :id AND deleted_at IS NULL) THEN 'TASK'
    WHEN EXISTS (SELECT 1 FROM activity WHERE contact_id = :id) THEN 'ACTIVITY'
    WHEN EXISTS (SELECT 1 FROM outbox WHERE contact_id = :id) THEN 'MESSAGE' END

-- name: import_vehicle_used
SELECT CASE
    WHEN EXISTS (SELECT 1 FROM quote WHERE vehicle_id = :id) OR EXISTS (SELECT 1 FROM invoice WHERE vehicle_id = :id) THEN 'PAPER'
    WHEN EXISTS (SELECT 1 FROM service_record WHERE vehicle_id = :id) THEN 'SERVICE' END

-- name: import_kept
-- What undoing left, with the name it goes by.
SELECT k.line, k.entity_id, coalesce(c.name, v.license_plate, v.vin, v.make, v.model, v.owner_id) AS label, k.reason, k.fields
FROM import i JOIN import_item k ON k.import_seq = i.seq
    LEFT JOIN contact c ON c.id = k.entity_id LEFT JOIN vehicle v ON v.id = k.entity_id
WHERE i.id = :id AND k.reason IS NOT NULL ORDER BY k.seq LIMIT 1001

-- name: import_problem_insert
INSERT INTO import_problem (import_seq, line, problems, text) VALUES (:import_seq, :line, :problems, :text)

-- name: import_problems
SELECT p.line, p.problems, p.text FROM import i JOIN import_problem p ON p.import_seq = i.seq
WHERE i.id = :id ORDER BY p.seq LIMIT 1001
