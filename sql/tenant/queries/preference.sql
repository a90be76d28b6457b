-- What a person wants of the pages.

-- name: preference_get
SELECT body, version FROM preference WHERE user_id = :user_id;

-- name: preference_put
INSERT INTO preference (user_id, body) VALUES (:user_id, :body)
ON CONFLICT (user_id) DO UPDATE SET body = excluded.body, version = version + 1;
