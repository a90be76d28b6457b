-- People as the pipeline API shows them: an owner as an admin, the team with its name.

-- fragment: shown_role
CASE $.role WHEN 'owner' THEN 'admin' ELSE $.role END

-- fragment: person_columns
$.id, $.email, $.username, $.first_name, $.last_name, {shown_role $} AS role, $.team_id, t.name AS team_name, $.pending_team_id,
$.profile_picture_url, $.is_active, $.last_login, $.created_at, $.updated_at, $.version

-- name: person_get
SELECT {person_columns u},
    CASE WHEN t.id IS NOT NULL THEN json_object('id', t.id, 'name', t.name, 'manager_id', t.manager_id) END AS team
FROM app_user u LEFT JOIN team t ON t.id = u.team_id
WHERE u.id = :id;

-- name: person_list
SELECT {person_columns u}
/*from*/ FROM app_user u LEFT JOIN team t ON t.id = u.team_id WHERE 1 /*filters*/ /*order*/ /*page*/

-- name: person_count
-- scan-ok: people of one tenant are few
SELECT count(*) FROM app_user u WHERE 1 /*filters*/

-- name: person_total
-- scan-ok: people of one tenant are few
SELECT count(*) FROM app_user;

-- name: person_search
SELECT {person_columns u}
/*from*/ FROM app_user_fts f JOIN app_user u ON u.seq = f.rowid LEFT JOIN team t ON t.id = u.team_id
WHERE app_user_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: person_search_all
SELECT count(*) FROM app_user_fts WHERE app_user_fts MATCH :match

-- name: person_search_count
SELECT count(*) FROM app_user_fts f JOIN app_user u ON u.seq = f.rowid WHERE app_user_fts MATCH :match /*filters*/

-- name: person_role
-- An active person's role, for those who name one.
SELECT role FROM app_user WHERE id = :id AND is_active = 1;
