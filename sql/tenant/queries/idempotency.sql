-- Answers kept under an Idempotency-Key.

-- name: idempotency_find
SELECT body_hash, status, version, body, content_type
FROM idempotency
WHERE user_id = :user_id AND path = :path AND key = :key AND created_at > :after AND created_at <= :latest;

-- name: idempotency_insert
-- A key whose answer has expired but is not purged yet begins anew.
INSERT INTO idempotency (key, user_id, path, body_hash, status, version, body, content_type, created_at)
VALUES (:key, :user_id, :path, :body_hash, :status, :version, :body, :content_type, :created_at)
ON CONFLICT (user_id, path, key) DO UPDATE SET
    body_hash = excluded.body_hash, status = excluded.status, version = excluded.version, body = excluded.body,
    content_type = excluded.content_type, created_at = excluded.created_at;
