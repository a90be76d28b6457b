-- Password resets, by the hash of their token.

-- name: reset_insert
INSERT INTO password_reset (token_hash, user_id, expires_at) VALUES (:token_hash, :user_id, :expires_at);

-- name: reset_count
SELECT count(*) FROM password_reset WHERE user_id = :user_id AND expires_at > :now AND expires_at <= :latest;

-- name: reset_user
SELECT {user_columns u}
FROM password_reset r
JOIN app_user u ON u.id = r.user_id
WHERE r.token_hash = :token_hash AND r.expires_at > :now AND r.expires_at <= :latest AND u.is_active = 1;

-- name: reset_close_all
DELETE FROM password_reset WHERE user_id = :user_id;

-- name: reset_purge
DELETE FROM password_reset WHERE expires_at <= :now;
