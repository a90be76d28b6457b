-- Outgoing messages. Whoever delivers holds the tenant's outbox lock, so that one in 'sending' was left there by a crash.

-- name: outbox_insert
INSERT INTO outbox (id, channel, kind, recipient, subject, body, secret, status, attempts, next_at, created_at)
VALUES (:id, :channel, :kind, :recipient, :subject, :body, :secret, 'queued', 0, :next_at, :created_at);

-- name: outbox_delete
DELETE FROM outbox WHERE id = :id;

-- name: outbox_next
-- What is to wait longer than anything may (:latest) was queued under a clock that was ahead: it is due.
SELECT id, channel, kind, recipient, subject, body, secret, status, attempts, attempt_id, next_at, last_error, created_at, sent_at
FROM outbox
WHERE seq = COALESCE(
    (SELECT seq FROM outbox WHERE status IN ('queued', 'sending') AND next_at <= :now ORDER BY next_at, seq LIMIT 1),
    (SELECT seq FROM outbox WHERE status IN ('queued', 'sending') AND next_at > :latest ORDER BY next_at, seq LIMIT 1));

-- name: outbox_claim
UPDATE outbox SET status = 'sending', attempt_id = :attempt_id, attempts = :attempts WHERE id = :id;

-- name: outbox_sent
UPDATE outbox SET status = 'sent', sent_at = :now, last_error = NULL, body = CASE secret WHEN 1 THEN '' ELSE body END
WHERE id = :id;

-- name: outbox_retry
UPDATE outbox SET status = 'queued', attempt_id = NULL, next_at = :next_at, last_error = :error WHERE id = :id;

-- name: outbox_failed
UPDATE outbox SET status = 'failed', last_error = :error, body = CASE secret WHEN 1 THEN '' ELSE body END WHERE id = :id;

-- name: outbox_invitations
-- Of a day, among the latest messages: more than those no plan allows in a day.
SELECT count(*) FROM outbox
WHERE seq > (SELECT coalesce(max(seq), 0) - 20000 FROM outbox) AND kind = 'INVITATION' AND created_at > :since;
