-- Views of lists that people keep.

-- fragment: saved_view_fields
noun, name, query, shared

-- fragment: saved_view_columns
$.id, $.user_id, {saved_view_fields $}, $.created_at, $.updated_at, $.version

-- fragment: saved_view_seen
-- One's own. Shared ones within a team, of which who leads it is a part, and among those who have no team; admins share with everybody
-- and see all that is shared.
($.user_id = :user OR ($.shared = 1 AND EXISTS (SELECT 1 FROM app_user a JOIN app_user me ON me.id = :user WHERE a.id = $.user_id
    AND (a.team_id IS me.team_id OR a.role IN ('owner', 'admin') OR me.role IN ('owner', 'admin')
        OR a.team_id IN (SELECT id FROM team WHERE manager_id = me.id)
        OR me.team_id IN (SELECT id FROM team WHERE manager_id = a.id)))))

-- name: saved_view_insert
INSERT INTO saved_view (id, user_id, {saved_view_fields}, name_key, created_at, updated_at)
VALUES (:id, :user_id, {saved_view_fields :}, text_key(:name), :created_at, :updated_at)

-- name: saved_view_update
UPDATE saved_view SET {saved_view_fields =}, name_key = text_key(:name), updated_at = :updated_at, version = version + 1
WHERE id = :id

-- name: saved_view_delete
DELETE FROM saved_view WHERE id = :id AND :now IS NOT NULL

-- name: saved_view_get
SELECT {saved_view_columns s}, {person_name u} AS user_name
FROM saved_view s JOIN app_user u ON u.id = s.user_id WHERE s.id = :id AND {saved_view_seen s}

-- name: saved_view_list
SELECT {saved_view_columns s}, {person_name u} AS user_name
/*from*/ FROM saved_view s JOIN app_user u ON u.id = s.user_id WHERE {saved_view_seen s} /*filters*/ /*order*/ /*page*/

-- name: saved_view_count
-- scan-ok: there are few
SELECT count(*) FROM saved_view s WHERE {saved_view_seen s} /*filters*/
