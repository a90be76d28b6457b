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

-- name: changes_reach
-- The newest row, and the first of those that are told of.
SELECT coalesce((SELECT max(seq) FROM journal), 0) AS newest,
    (SELECT seq FROM journal WHERE at >= :since ORDER BY at, entity, operation LIMIT 1) AS first

-- fragment: deal_was_seen
-- By what a row of the journal says of a deal before: who had it then is told that it is gone.
(:scope_all = 1 OR ($.before ->> 'owner_id') = :scope_user
    OR ($.before ->> 'team_id') IN (SELECT value FROM json_each(:scope_teams)))

-- name: changes_after
-- What each person did last to each record, of the newest :looked rows behind :after; max() names the row whose other columns are
-- told. What is of interest to somebody alone is asked of its own table.
SELECT max(j.seq) AS seq, j.entity AS type, j.entity_id AS id, j.operation AS op, j.at,
    CASE WHEN u.id IS NOT NULL THEN json_object('id', u.id, 'name', {person_name u}) END AS by
FROM (SELECT * FROM journal WHERE seq > :after ORDER BY seq DESC LIMIT :looked) j
LEFT JOIN app_user u ON u.id = j.user_id
WHERE CASE j.entity
    WHEN 'OPPORTUNITY' THEN {deal_was_seen j}
        OR EXISTS (SELECT 1 FROM opportunity o WHERE o.id = j.entity_id AND {deal_scope o})
    WHEN 'OPPORTUNITY_ACTIVITY' THEN EXISTS (SELECT 1 FROM opportunity_activity a JOIN opportunity o ON o.id = a.opportunity_id
        WHERE a.id = j.entity_id AND {deal_scope o})
    WHEN 'TASK' THEN (j.before ->> 'assignee_id') = :scope_user
        OR EXISTS (SELECT 1 FROM task t WHERE t.id = j.entity_id AND {task_seen t})
    WHEN 'SAVED_VIEW' THEN j.user_id = :scope_user
        OR EXISTS (SELECT 1 FROM saved_view s WHERE s.id = j.entity_id AND {saved_view_seen s})
        OR (j.operation = 'REMOVE' AND EXISTS (SELECT 1 FROM (SELECT (j.before ->> 'user_id') AS user_id,
            (j.before ->> 'shared') AS shared) gone WHERE {saved_view_seen gone}))
    ELSE :scope_all = 1 OR j.entity IN (SELECT value FROM json_each(:entities)) END
GROUP BY j.entity, j.entity_id, j.user_id ORDER BY max(j.seq) DESC LIMIT :most
