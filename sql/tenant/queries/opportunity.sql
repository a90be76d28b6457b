-- Opportunities and their history.

-- fragment: deal_scope
-- What the asking user sees (lib/pipeline/access.h).
(:scope_all = 1 OR $.owner_id = :scope_user OR $.team_id IN (SELECT value FROM json_each(:scope_teams)))

-- fragment: deal_seen
-- The same out of the user alone, for what is no list of deals.
EXISTS (SELECT 1 FROM app_user me WHERE me.id = :user AND (me.role IN ('owner', 'admin') OR $.owner_id = me.id
    OR $.team_id = me.team_id OR (me.role = 'manager' AND $.team_id IN (SELECT id FROM team WHERE manager_id = me.id))))

-- fragment: people_in_scope
-- Whose deals those are, unless they are everybody's.
SELECT id, team_id FROM app_user WHERE id = :scope_user
UNION SELECT id, team_id FROM app_user WHERE team_id IN (SELECT value FROM json_each(:scope_teams))

-- fragment: opportunity_fields
-- What a deal is, whoever looks at it.
project_name, owner_id, team_id, client_id, service_type, sector_type, original_amount, gross_margin_percentage, project_type,
project_maturity, client_type, client_relationship, conservative_approach, win_probability_override, starting_date, closing_date,
duration_months, status, stage, stage_entered_at, closed_date, last_activity_at, updated_at

-- fragment: opportunity_scores
-- What follows from it.
project_type_coef, maturity_coef, client_type_coef, relationship_coef, conservative_coef, probability, probability_score,
weighted_amount, gross_margin_amount

-- fragment: opportunity_row
$.id, {opportunity_fields $}, {person_name u} AS owner_name, t.name AS team_name, $.client_name, $.probability_score,
$.weighted_amount, $.gross_margin_amount, $.created_at, $.version

-- fragment: deal_next_task
-- What is to be done next about it, as JSON: of its open tasks the one that is due first.
(SELECT json_object('id', k.id, 'title', k.title, 'due_date', strftime('%Y-%m-%dT%H:%M:%SZ', k.due_date / 1000, 'unixepoch')) FROM task k
    WHERE k.subject_id = $.id AND k.subject_type = 'opportunity' AND k.deleted_at IS NULL
        AND k.status IN (SELECT name FROM task_status WHERE phase = 'open')
    ORDER BY k.due_date IS NULL, k.due_date, k.seq LIMIT 1)

-- fragment: deal_owner_name
-- c-ok: lists are sorted by it
(SELECT name_key FROM app_user WHERE id = $.owner_id)

-- fragment: deal_team_name
-- c-ok: lists are sorted by it
(SELECT name_key FROM team WHERE id = $.team_id)

-- name: access_teams
-- rows-ok: one value; a tenant has a thousand teams at most
-- The team of a manager and those that the manager leads, as a JSON array.
SELECT json_group_array(id) FROM (SELECT :team_id AS id WHERE :team_id IS NOT NULL UNION SELECT id FROM team WHERE manager_id = :user_id)

-- name: opportunity_get
SELECT o.id, {opportunity_fields o}, {opportunity_scores o}, o.update_notes,
    json_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'email', u.email) AS owner,
    CASE WHEN t.id IS NOT NULL THEN json_object('id', t.id, 'name', t.name) END AS team,
    CASE WHEN c.id IS NOT NULL THEN json_object('id', c.id, 'name', c.name, 'industry', c.industry,
        'relationship_tier', c.relationship_tier) END AS client,
    {deal_next_task o} AS next_task, o.created_date, o.created_by_id, o.last_modified_by_id, o.created_at, o.version
FROM opportunity o JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id LEFT JOIN client c ON c.id = o.client_id
WHERE o.id = :id
    AND {deal_scope o}

-- name: opportunity_insert
INSERT INTO opportunity (id, {opportunity_fields}, {opportunity_scores}, update_notes, created_date, created_by_id,
    last_modified_by_id, created_at, words, project_name_key)
VALUES (:id, {opportunity_fields :}, {opportunity_scores :}, :update_notes, :created_date, :created_by_id,
    :last_modified_by_id, :created_at,
    search_words(:project_name, :update_notes), text_key(:project_name))

-- name: opportunity_update
UPDATE opportunity SET {opportunity_fields =}, {opportunity_scores =}, update_notes = :update_notes, version = version + 1,
    last_modified_by_id = :last_modified_by_id,
    words = search_words(:project_name, :update_notes), project_name_key = text_key(:project_name)
WHERE id = :id

-- name: opportunity_delete
DELETE FROM opportunity WHERE id = :id

-- name: opportunity_owners
-- rows-ok: one value; a tenant has ten thousand people at most
-- Whose deals the list is about, and how many people that are; NULL: everybody's.
-- scan-ok: where the scope is everybody, the filters have the index
SELECT p.owners, json_array_length(p.owners) FROM (SELECT CASE
    WHEN :scope_all = 1 AND :chosen = 0 THEN NULL
    WHEN :scope_all = 1 THEN (SELECT json_group_array(u.id) FROM app_user u WHERE 1 /*filters*/)
    ELSE (SELECT json_group_array(u.id) FROM ({people_in_scope}) u WHERE 1 /*filters*/)
    END AS owners) p

-- name: opportunity_totals
-- How many of their deals match, how many are in the group, and how many there are in all.
SELECT coalesce(sum(CASE WHEN 1 /*filters*/ THEN s.deals END), 0), coalesce(sum(s.deals), 0),
    (SELECT value FROM counter WHERE name = 'opportunity')
FROM opportunity_stat s WHERE s.owner_id IN (SELECT value FROM json_each(:owners)) /*group*/

-- name: opportunity_totals_all
SELECT coalesce(sum(CASE WHEN 1 /*filters*/ THEN s.deals END), 0), coalesce(sum(s.deals), 0),
    (SELECT value FROM counter WHERE name = 'opportunity')
FROM opportunity_total s WHERE 1 /*group*/

-- name: opportunity_count
SELECT count(*) FROM opportunity o /*index*/ WHERE 1 /*filters*/

-- name: opportunity_find
SELECT o.seq AS tie /*place*/ FROM opportunity o /*index*/ WHERE 1 /*filters*/ /*order*/ /*page*/

-- name: opportunity_find_by_owner
SELECT o.seq AS tie FROM app_user u LEFT JOIN team t ON t.id = u.team_id
CROSS JOIN opportunity o INDEXED BY opportunity_filter ON o.owner_id = u.id WHERE 1 /*filters*/ /*order*/ /*page*/

-- name: opportunity_rows
-- rows-ok: the numbers of a page
-- json_each gives the numbers in their order, and CROSS JOIN takes them as they come.
SELECT {opportunity_row o}, {deal_next_task o} AS next_task
FROM json_each(:page) p CROSS JOIN opportunity o ON o.seq = p.value LEFT JOIN app_user u ON u.id = o.owner_id
LEFT JOIN team t ON t.id = o.team_id

-- name: opportunity_total
SELECT CASE WHEN :scope_all = 1 THEN (SELECT value FROM counter WHERE name = 'opportunity')
    ELSE (SELECT coalesce(sum(s.deals), 0) FROM opportunity_stat s WHERE s.owner_id IN (SELECT id FROM app_user
        WHERE id = :scope_user OR team_id IN (SELECT value FROM json_each(:scope_teams)))) END

-- name: opportunity_search
-- CROSS JOIN: what matches is read first, whatever other filter has an index.
SELECT {opportunity_row o}, {deal_next_task o} AS next_task
FROM (SELECT f.rowid AS rowid FROM opportunity_fts f CROSS JOIN opportunity o WHERE opportunity_fts MATCH :match AND o.seq = f.rowid
    AND {deal_scope o}
    /*filters*/ /*order*/ /*page*/) f
JOIN opportunity o ON o.seq = f.rowid JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id
/*order*/

-- name: opportunity_search_count
SELECT count(*) FROM opportunity_fts f CROSS JOIN opportunity o WHERE opportunity_fts MATCH :match AND o.seq = f.rowid
    AND {deal_scope o} /*filters*/

-- name: opportunity_search_all
SELECT CASE WHEN :scope_all = 1 THEN (SELECT count(*) FROM opportunity_fts WHERE opportunity_fts MATCH :match)
    ELSE (SELECT count(*) FROM opportunity_fts f CROSS JOIN opportunity o WHERE opportunity_fts MATCH :match AND o.seq = f.rowid
        AND {deal_scope o}) END

-- fragment: deal_board
-- The first deals of each stage, with how many there are and what they are worth.
SELECT seq, stage, count, total_value, weighted_value FROM (SELECT $.seq AS seq, $.stage AS stage,
    row_number() OVER (PARTITION BY $.stage /*order*/) AS place, count(*) OVER stages AS count,
    sum($.original_amount) OVER stages AS total_value, sum($.weighted_amount) OVER stages AS weighted_value

-- name: opportunity_board
-- rows-ok: seven stages of :per_stage rows
-- scan-ok: a board is about every deal that its filters let through
{deal_board o} FROM opportunity o INDEXED BY opportunity_filter WHERE {deal_scope o} /*filters*/
    WINDOW stages AS (PARTITION BY o.stage)) WHERE place <= :per_stage ORDER BY stage, place

-- name: opportunity_board_search
-- rows-ok: seven stages of :per_stage rows
{deal_board o} FROM opportunity_fts f CROSS JOIN opportunity o ON o.seq = f.rowid WHERE opportunity_fts MATCH :match
    AND {deal_scope o} /*filters*/
    WINDOW stages AS (PARTITION BY o.stage)) WHERE place <= :per_stage ORDER BY stage, place

-- fragment: opportunity_sums_of
$.status, count(*), coalesce(sum($.original_amount), 0), NULL, coalesce(sum($.weighted_amount), 0)

-- name: opportunity_sums
-- rows-ok: one a status
-- The plus: deals are read as they lie, and not one by one in the order of an index by status.
SELECT {opportunity_sums_of o} FROM opportunity o WHERE {deal_scope o} /*filters*/ GROUP BY +o.status

-- name: opportunity_kept_sums
-- rows-ok: one a status
SELECT s.status, sum(s.deals), sum(s.total), NULL, sum(s.weighted) FROM opportunity_stat s CROSS JOIN app_user u ON u.id = s.owner_id
WHERE (:scope_all = 1 OR u.id = :scope_user OR u.team_id IN (SELECT value FROM json_each(:scope_teams))) /*filters*/ GROUP BY s.status

-- name: opportunity_search_sums
-- rows-ok: one a status
SELECT {opportunity_sums_of o} FROM opportunity_fts f CROSS JOIN opportunity o WHERE opportunity_fts MATCH :match AND o.seq = f.rowid
    AND {deal_scope o} /*filters*/ GROUP BY o.status

-- name: opportunity_touch
UPDATE opportunity SET last_activity_at = :now WHERE id = :id

-- name: opportunity_stage_enter
INSERT INTO opportunity_stage (opportunity_id, stage, entered_at, lost) VALUES (:id, :stage, :now, :lost)

-- name: opportunity_stage_leave
UPDATE opportunity_stage SET left_at = :now WHERE opportunity_id = :id AND left_at IS NULL

-- name: opportunity_stage_mark
UPDATE opportunity_stage SET lost = :lost WHERE opportunity_id = :id AND left_at IS NULL

-- fragment: opportunity_activity_columns
id, opportunity_id, user_id, activity_type, description, old_value, new_value, created_at, version

-- name: opportunity_activity_insert
INSERT INTO opportunity_activity ({opportunity_activity_columns}) VALUES ({opportunity_activity_columns :})

-- name: opportunity_activity_list
SELECT {opportunity_activity_columns a}, {person_name u} AS user_name
/*from*/ FROM opportunity_activity a LEFT JOIN app_user u ON u.id = a.user_id WHERE a.opportunity_id = :id /*filters*/ /*order*/ /*page*/

-- name: opportunity_activity_count
SELECT count(*) FROM opportunity_activity a WHERE a.opportunity_id = :id /*filters*/
