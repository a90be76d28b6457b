-- Teams. Their members are the active people whose team they are.

-- fragment: team_columns
$.id, $.name, $.manager_id, {person_name m} AS manager_name, $.description, $.created_at, $.updated_at, $.version,
(SELECT count(*) FROM app_user u WHERE u.team_id = $.id AND u.is_active = 1) AS member_count

-- name: team_list
SELECT {team_columns t}
/*from*/ FROM team t LEFT JOIN app_user m ON m.id = t.manager_id WHERE 1 /*filters*/ /*order*/ /*page*/

-- name: team_count
SELECT count(*) FROM team t WHERE 1 /*filters*/

-- name: team_get
SELECT {team_columns t},
    CASE WHEN m.id IS NOT NULL THEN
        json_object('id', m.id, 'first_name', m.first_name, 'last_name', m.last_name, 'email', m.email) END AS manager,
    (SELECT json_group_array(json(p.person)) FROM (
        SELECT json_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'email', u.email,
            'role', {shown_role u}) AS person
        FROM app_user u WHERE u.team_id = t.id AND u.is_active = 1 ORDER BY u.seq LIMIT 1000) p) AS members
FROM team t LEFT JOIN app_user m ON m.id = t.manager_id
WHERE t.id = :id;

-- name: team_led
-- rows-ok: one value
SELECT json_group_array(id) FROM (SELECT id FROM team WHERE manager_id = :user_id ORDER BY seq LIMIT 1000);

-- name: team_by_name
SELECT id FROM team WHERE lower(name) = lower(:name);

-- name: team_insert
INSERT INTO team (id, name, manager_id, description, created_at, updated_at, name_key)
VALUES (:id, :name, :manager_id, :description, :created_at, :updated_at, text_key(:name));

-- name: team_update
UPDATE team SET name = :name, manager_id = :manager_id, description = :description, updated_at = :updated_at, version = version + 1,
    name_key = text_key(:name) WHERE id = :id;

-- name: team_strangers
-- The first of the ids that is no active person.
SELECT j.key FROM json_each(:member_ids) j LEFT JOIN app_user u ON u.id = j.value AND u.is_active = 1
WHERE u.id IS NULL ORDER BY j.key LIMIT 1;

-- name: team_moves
-- Who leaves the team (0) and who joins it (1). UNION without ALL: all are known before the first is moved.
-- rows-ok: read row by row; a tenant has ten thousand people at most
SELECT id, 0 AS joins FROM app_user WHERE team_id = :id AND is_active = 1 AND id NOT IN (SELECT value FROM json_each(:member_ids))
UNION SELECT id, 1 FROM app_user WHERE id IN (SELECT value FROM json_each(:member_ids)) AND team_id IS NOT :id;

-- name: team_move
UPDATE app_user SET team_id = :team_id, updated_at = :now, version = version + 1 WHERE id = :id;
