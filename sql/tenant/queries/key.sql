-- Keys of the tenant, encrypted.

-- name: sealed_key_get
SELECT sealed FROM sealed_key WHERE name = :name;

-- name: sealed_key_put
INSERT INTO sealed_key (name, sealed, created_at) VALUES (:name, :sealed, :now)
ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at;
