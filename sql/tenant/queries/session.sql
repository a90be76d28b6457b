-- Sessions: cookie sessions by the hash of their secret, token sessions by their id. One that ends later than any that begins
-- now (:latest) was made under a clock that was ahead, and counts no more.

-- name: session_insert
INSERT INTO session (id, kind, secret_hash, user_id, device, created_at, extended_at, seen_at, expires_at)
VALUES (:id, :kind, :secret_hash, :user_id, :device, :now, :now, :now, :expires_at);

-- name: session_user
-- Runs on every request with a cookie: two lookups by unique index. session.c reads the first four columns by position.
SELECT s.id AS session_id, s.extended_at, s.expires_at, s.seen_at,
       {user_columns u}
FROM session s
JOIN app_user u ON u.id = s.user_id
WHERE s.secret_hash = :secret_hash AND s.kind = 'cookie' AND s.expires_at > :now AND s.expires_at <= :latest
    AND u.is_active = 1;

-- name: session_extend
UPDATE session SET extended_at = :now, seen_at = :now, expires_at = :expires_at
WHERE secret_hash = :secret_hash AND kind = 'cookie' AND expires_at > :now;

-- name: session_close
DELETE FROM session
WHERE secret_hash = :secret_hash AND kind = 'cookie';

-- name: session_close_all
DELETE FROM session
WHERE user_id = :user_id AND id <> COALESCE(:keep_id, '');

-- name: session_of_token
-- Runs on every request with a bearer token. token.c reads the first two columns by position.
SELECT s.id AS session_id, s.seen_at,
       {user_columns u}
FROM session s
JOIN app_user u ON u.id = s.user_id
WHERE s.id = :id AND s.kind = 'token' AND s.user_id = :user_id AND s.expires_at > :now AND s.expires_at <= :latest
    AND u.is_active = 1;

-- name: session_expiry
SELECT expires_at FROM session WHERE id = :id;

-- name: session_end
DELETE FROM session WHERE id = :id;

-- name: session_seen
-- Beside a write, for a session whose last sign is old.
UPDATE session SET seen_at = :now WHERE id = :id;

-- name: session_of_user
-- Those that live, the newest sign first; more than one looks through are not shown.
SELECT id, kind, device, created_at, seen_at AS last_seen_at, expires_at, id = :current AS is_current
FROM session
WHERE user_id = :user_id AND expires_at > :now
ORDER BY is_current DESC, seen_at DESC, seq DESC
LIMIT 100;

-- name: session_end_own
DELETE FROM session WHERE id = :id AND user_id = :user_id;
