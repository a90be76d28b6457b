-- The journal (lib/resource/journal.c).

-- name: journal_insert
INSERT INTO journal (id, at, user_id, entity, entity_id, operation, before, after, source)
VALUES (:id, :at, :user_id, :entity, :entity_id, :operation, :before, :after, :source)

-- name: audit_list
SELECT j.id, j.at, j.user_id, {person_name u} AS user_name, j.entity, j.entity_id, j.operation, j.before, j.after, j.source
/*from*/ FROM journal j LEFT JOIN app_user u ON u.id = j.user_id WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: audit_count
-- As far as anybody pages: after years there are millions, and counting them all would end in QUERY_TOO_COSTLY.
-- scan-ok: an index alone is gone through, and the budget of a query ends what takes too long
SELECT count(*) FROM (SELECT 1 FROM journal j WHERE 1 = 1 /*filters*/ LIMIT 100000)
