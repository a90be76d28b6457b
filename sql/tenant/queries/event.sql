-- What happened to the data as a whole.

-- fragment: event_columns
id, kind, detail, created_by, created_at, version

-- name: event_insert
INSERT INTO event ({event_columns}) VALUES ({event_columns :})

-- name: event_get
SELECT {event_columns e}, l.hash FROM event e LEFT JOIN ledger l ON l.ref_id = e.id WHERE e.id = :id

-- name: event_list
SELECT {event_columns e}, l.hash /*from*/ FROM event e LEFT JOIN ledger l ON l.ref_id = e.id
WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: event_count
-- scan-ok: few things happen to all of the data
SELECT count(*) FROM event e WHERE 1 = 1 /*filters*/

-- name: event_newest
SELECT detail FROM event WHERE kind = :kind ORDER BY seq DESC LIMIT 1

-- name: archive_entries
-- scan-ok: an archive holds the chain
-- rows-ok: written one by one, in flat memory
SELECT seq, kind, ref_id, created_at, previous_hash, hash, entry FROM ledger ORDER BY seq
