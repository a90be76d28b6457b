-- What the operator does to a person's account from the command line.

-- name: account_set_password
UPDATE app_user SET password_hash = :password_hash, updated_at = :now, version = version + 1
WHERE id = :id;

-- name: account_set_active
-- Activation puts a person into the team that was asked for at registration.
UPDATE app_user SET is_active = :is_active, updated_at = :now, version = version + 1,
    team_id = CASE WHEN :is_active = 1 THEN coalesce(pending_team_id, team_id) ELSE team_id END,
    pending_team_id = CASE WHEN :is_active = 1 THEN NULL ELSE pending_team_id END
WHERE id = :id;
