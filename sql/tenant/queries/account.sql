-- What the operator does to a person's account from the command line.

-- name: account_set_password
UPDATE app_user SET password_hash = :password_hash, updated_at = :now, version = version + 1
WHERE id = :id;
