-- People of the tenant. E-mail addresses and user names compare without case.

-- fragment: user_columns
id, email, username, first_name, last_name, role, team_id, pending_team_id, password_hash, profile_picture_url,
is_active, last_login, created_at, updated_at

-- fragment: person_name
trim($.first_name || ' ' || coalesce($.last_name, ''))

-- name: user_by_id
SELECT {user_columns}
FROM app_user
WHERE id = :id;

-- name: user_by_email
SELECT {user_columns}
FROM app_user
WHERE lower(email) = lower(:email);

-- name: user_owner
-- scan-ok: people of one tenant are few; the command line asks
SELECT {user_columns}
FROM app_user
WHERE role = 'owner' LIMIT 1;

-- name: user_page
-- For the command line: everybody, a page after the last one seen.
SELECT {user_columns}
FROM app_user
WHERE id > :after
ORDER BY id LIMIT :limit;

-- name: user_username_exists
SELECT 1
FROM app_user
WHERE lower(username) = lower(:username);

-- name: user_insert
INSERT INTO app_user ({user_columns}, words, name_key)
VALUES ({user_columns :},
        search_words(:username, :first_name, :last_name, :email),
        text_key(trim(:first_name || ' ' || coalesce(:last_name, ''))));

-- name: user_name_list
-- scan-ok: people of one tenant are few; everyone may read ids and names, to assign tasks
SELECT u.id, {person_name u} AS name, {shown_role u} AS role, u.team_id, u.is_active
/*from*/ FROM app_user u WHERE (:active = 'all' OR u.is_active = (:active = 'true')) /*filters*/ /*order*/ /*page*/

-- name: user_name_count
-- scan-ok: people of one tenant are few
SELECT count(*) FROM app_user u WHERE (:active = 'all' OR u.is_active = (:active = 'true')) /*filters*/

-- name: user_signed_in
UPDATE app_user SET last_login = :now WHERE id = :id;

-- name: user_by_username
SELECT {user_columns}
FROM app_user
WHERE lower(username) = lower(:username);

-- name: user_update
-- Everything but address, user name and password.
UPDATE app_user SET first_name = :first_name, last_name = :last_name, role = :role, team_id = :team_id,
    pending_team_id = :pending_team_id, profile_picture_url = :profile_picture_url, is_active = :is_active,
    updated_at = :updated_at, version = version + 1, words = search_words(username, :first_name, :last_name, email),
    name_key = text_key(trim(:first_name || ' ' || coalesce(:last_name, '')))
WHERE id = :id;
