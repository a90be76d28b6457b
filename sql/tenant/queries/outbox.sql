-- Outgoing messages: what the jobs of their channels carry. Inserting one queues its job (trigger outbox_job).

-- name: outbox_insert
INSERT INTO outbox (id, channel, kind, recipient, subject, body, secret, status, attempts, next_at, created_at)
VALUES (:id, :channel, :kind, :recipient, :subject, :body, :secret, 'queued', 0, :next_at, :created_at);

-- name: outbox_delete
DELETE FROM outbox WHERE id = :id;

-- name: outbox_get
SELECT id, channel, kind, recipient, subject, body, secret, status, attempts, attempt_id, next_at, last_error, created_at, sent_at
FROM outbox WHERE id = :id;

-- name: outbox_noted
-- What has become of its job. A secret is erased with its last attempt.
UPDATE outbox SET status = :status, attempt_id = :attempt_id, attempts = :attempts, last_error = :last_error, sent_at = :sent_at,
    body = CASE WHEN secret = 1 AND :status IN ('sent', 'failed') THEN '' ELSE body END
WHERE id = :id;

-- name: outbox_erased
SELECT 1 FROM outbox WHERE id = :id AND secret = 1 AND body = '';

-- name: outbox_invitations
-- Of a day, among the latest messages: more than those no plan allows in a day.
SELECT count(*) FROM outbox
WHERE seq > (SELECT coalesce(max(seq), 0) - 20000 FROM outbox) AND kind = 'INVITATION' AND created_at > :since;
