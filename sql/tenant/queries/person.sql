-- People as the pipeline API shows them: an owner as an admin, the team with its name.

-- name: person_get
SELECT u.id, u.email, u.username, u.first_name, u.last_name, CASE u.role WHEN 'owner' THEN 'admin' ELSE u.role END AS role,
    u.team_id, t.name AS team_name,
    CASE WHEN t.id IS NOT NULL THEN json_object('id', t.id, 'name', t.name, 'manager_id', t.manager_id) END AS team,
    u.pending_team_id, u.profile_picture_url, u.is_active, u.last_login, u.created_at, u.updated_at
FROM app_user u LEFT JOIN team t ON t.id = u.team_id
WHERE u.id = :id;

-- name: person_list
SELECT u.id, u.email, u.username, u.first_name, u.last_name, CASE u.role WHEN 'owner' THEN 'admin' ELSE u.role END AS role,
    u.team_id, t.name AS team_name, u.pending_team_id, u.profile_picture_url, u.is_active, u.last_login, u.created_at,
    u.updated_at
/*from*/ FROM app_user u LEFT JOIN team t ON t.id = u.team_id WHERE 1 /*filters*/ /*order*/ /*page*/

-- name: person_count
-- scan-ok: people of one tenant are few
SELECT count(*) FROM app_user u WHERE 1 /*filters*/

-- name: person_total
-- scan-ok: people of one tenant are few
SELECT count(*) FROM app_user;

-- name: person_search
SELECT u.id, u.email, u.username, u.first_name, u.last_name, CASE u.role WHEN 'owner' THEN 'admin' ELSE u.role END AS role,
    u.team_id, t.name AS team_name, u.pending_team_id, u.profile_picture_url, u.is_active, u.last_login, u.created_at,
    u.updated_at
/*from*/ FROM app_user_fts f JOIN app_user u ON u.seq = f.rowid LEFT JOIN team t ON t.id = u.team_id
WHERE app_user_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: person_search_all
SELECT count(*) FROM app_user_fts WHERE app_user_fts MATCH :match

-- name: person_search_count
SELECT count(*) FROM app_user_fts f JOIN app_user u ON u.seq = f.rowid WHERE app_user_fts MATCH :match /*filters*/

-- name: person_role
-- An active person's role, for those who name one.
SELECT role FROM app_user WHERE id = :id AND is_active = 1;
