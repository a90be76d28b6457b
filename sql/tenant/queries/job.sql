-- Jobs. Whoever works holds the lease of the kind, so that one in 'running' was left there by a crash.

-- name: job_insert
INSERT INTO job (id, kind, ref, state, due_at, created_at) VALUES (:id, :kind, :ref, 'queued', :now, :now)

-- name: job_hasten
-- One that waits already is enough, and waits no longer.
UPDATE job SET due_at = :now WHERE kind = :kind AND state IN ('queued', 'running') AND state = 'queued'

-- name: job_delete
DELETE FROM job WHERE id = :id

-- fragment: job_columns
id, kind, ref, state, attempts, last_error, created_at, started_at, done_at

-- fragment: job_next_at
CASE WHEN $.done_at IS NULL THEN $.due_at END

-- name: job_next
-- What is to wait longer than anything may (:latest) was queued under a clock that was ahead: it is due.
SELECT {job_columns}, due_at, attempt_id, deaths FROM job
WHERE seq = COALESCE(
    (SELECT seq FROM job WHERE kind = :kind AND state IN ('queued', 'running') AND due_at <= :now ORDER BY due_at, seq LIMIT 1),
    (SELECT seq FROM job WHERE kind = :kind AND state IN ('queued', 'running') AND due_at > :latest ORDER BY due_at, seq LIMIT 1))

-- name: job_write
UPDATE job SET state = :state, due_at = :due_at, attempts = :attempts, attempt_id = :attempt_id, deaths = :deaths,
    last_error = :last_error, started_at = :started_at, done_at = :done_at WHERE id = :id

-- name: job_prune
-- What has ended long ago, or is far behind: more at a time than come in.
DELETE FROM job WHERE seq IN (
    SELECT seq FROM (SELECT seq FROM job WHERE done_at <= :before ORDER BY done_at LIMIT 10)
    UNION ALL SELECT seq FROM (SELECT seq FROM job WHERE state = 'done' AND seq <= (SELECT max(seq) FROM job) - :keep ORDER BY seq LIMIT 10)
    UNION ALL SELECT seq FROM (SELECT seq FROM job WHERE state = 'failed' AND seq <= (SELECT max(seq) FROM job) - :keep ORDER BY seq LIMIT 10))

-- name: job_get
SELECT {job_columns}, due_at, {job_next_at} AS next_at, attempt_id, deaths FROM job WHERE id = :id

-- name: job_list
SELECT {job_columns j}, {job_next_at j} AS next_at
/*from*/ FROM job j WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: job_count
-- scan-ok: what has ended is pruned to some ten thousand
SELECT count(*) FROM job j WHERE 1 = 1 /*filters*/
