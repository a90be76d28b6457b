-- Opportunities and their history. :scope_all, :scope_user and :scope_teams say what the asking user sees
-- (lib/pipeline/access.h).

-- name: access_teams
-- rows-ok: one value; a tenant has a thousand teams at most
-- The team of a manager and those that the manager leads, as a JSON array.
SELECT json_group_array(id) FROM (SELECT :team_id AS id WHERE :team_id IS NOT NULL UNION SELECT id FROM team WHERE manager_id = :user_id)

-- name: opportunity_get
SELECT o.id, o.project_name, o.update_notes, o.owner_id,
    json_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'email', u.email) AS owner,
    o.team_id, CASE WHEN t.id IS NOT NULL THEN json_object('id', t.id, 'name', t.name) END AS team,
    o.client_id, CASE WHEN c.id IS NOT NULL THEN json_object('id', c.id, 'name', c.name, 'industry', c.industry,
        'relationship_tier', c.relationship_tier) END AS client,
    o.service_type, o.sector_type, o.original_amount, o.gross_margin_percentage, o.project_type, o.project_maturity, o.client_type,
    o.client_relationship, o.conservative_approach, o.project_type_coef, o.maturity_coef, o.client_type_coef, o.relationship_coef,
    o.conservative_coef, o.probability, o.probability_score, o.win_probability_override, o.weighted_amount, o.gross_margin_amount,
    o.starting_date, o.closing_date, o.duration_months, o.status, o.stage, o.created_date, o.closed_date, o.last_activity_at,
    o.created_by_id, o.last_modified_by_id, o.created_at, o.updated_at
FROM opportunity o JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id LEFT JOIN client c ON c.id = o.client_id
WHERE o.id = :id
    AND (:scope_all = 1 OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))

-- name: opportunity_insert
INSERT INTO opportunity (id, project_name, update_notes, owner_id, team_id, client_id, service_type, sector_type, original_amount,
    gross_margin_percentage, project_type, project_maturity, client_type, client_relationship, conservative_approach,
    project_type_coef, maturity_coef, client_type_coef, relationship_coef, conservative_coef, probability, probability_score,
    win_probability_override, weighted_amount, gross_margin_amount, starting_date, closing_date, duration_months, status, stage,
    created_date, closed_date, last_activity_at, created_by_id, last_modified_by_id, created_at, updated_at,
    words, project_name_key)
VALUES (:id, :project_name, :update_notes, :owner_id, :team_id, :client_id, :service_type, :sector_type, :original_amount,
    :gross_margin_percentage, :project_type, :project_maturity, :client_type, :client_relationship, :conservative_approach,
    :project_type_coef, :maturity_coef, :client_type_coef, :relationship_coef, :conservative_coef, :probability, :probability_score,
    :win_probability_override, :weighted_amount, :gross_margin_amount, :starting_date, :closing_date, :duration_months, :status,
    :stage, :created_date, :closed_date, :last_activity_at, :created_by_id, :last_modified_by_id, :created_at, :updated_at,
    search_words(:project_name, :update_notes), text_key(:project_name))

-- name: opportunity_update
UPDATE opportunity SET project_name = :project_name, update_notes = :update_notes, owner_id = :owner_id, team_id = :team_id,
    client_id = :client_id, service_type = :service_type, sector_type = :sector_type, original_amount = :original_amount,
    gross_margin_percentage = :gross_margin_percentage, project_type = :project_type, project_maturity = :project_maturity,
    client_type = :client_type, client_relationship = :client_relationship, conservative_approach = :conservative_approach,
    project_type_coef = :project_type_coef, maturity_coef = :maturity_coef, client_type_coef = :client_type_coef,
    relationship_coef = :relationship_coef, conservative_coef = :conservative_coef, probability = :probability,
    probability_score = :probability_score, win_probability_override = :win_probability_override,
    weighted_amount = :weighted_amount, gross_margin_amount = :gross_margin_amount, starting_date = :starting_date,
    closing_date = :closing_date, duration_months = :duration_months, status = :status, stage = :stage, closed_date = :closed_date,
    last_activity_at = :last_activity_at, last_modified_by_id = :last_modified_by_id, updated_at = :updated_at,
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
    ELSE (SELECT json_group_array(u.id) FROM (SELECT id, team_id FROM app_user WHERE id = :scope_user
        UNION SELECT id, team_id FROM app_user WHERE team_id IN (SELECT value FROM json_each(:scope_teams))) u WHERE 1 /*filters*/)
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
SELECT o.id, o.project_name, o.owner_id, trim(u.first_name || ' ' || coalesce(u.last_name, '')) AS owner_name, o.team_id,
    t.name AS team_name, o.client_id, o.client_name, o.service_type, o.sector_type, o.original_amount,
    o.gross_margin_percentage, o.project_type, o.project_maturity, o.client_type, o.client_relationship, o.conservative_approach,
    o.probability_score, o.win_probability_override, o.weighted_amount, o.gross_margin_amount, o.starting_date, o.closing_date,
    o.duration_months, o.status, o.stage, o.closed_date, o.created_at, o.updated_at
FROM json_each(:page) p CROSS JOIN opportunity o ON o.seq = p.value LEFT JOIN app_user u ON u.id = o.owner_id
LEFT JOIN team t ON t.id = o.team_id

-- name: opportunity_total
SELECT CASE WHEN :scope_all = 1 THEN (SELECT value FROM counter WHERE name = 'opportunity')
    ELSE (SELECT coalesce(sum(s.deals), 0) FROM opportunity_stat s WHERE s.owner_id IN (SELECT id FROM app_user
        WHERE id = :scope_user OR team_id IN (SELECT value FROM json_each(:scope_teams)))) END

-- name: opportunity_search
-- CROSS JOIN: what matches is read first, whatever other filter has an index.
SELECT o.id, o.project_name, o.owner_id, trim(u.first_name || ' ' || coalesce(u.last_name, '')) AS owner_name, o.team_id,
    t.name AS team_name, o.client_id, o.client_name, o.service_type, o.sector_type, o.original_amount,
    o.gross_margin_percentage, o.project_type, o.project_maturity, o.client_type, o.client_relationship, o.conservative_approach,
    o.probability_score, o.win_probability_override, o.weighted_amount, o.gross_margin_amount, o.starting_date, o.closing_date,
    o.duration_months, o.status, o.stage, o.closed_date, o.created_at, o.updated_at
FROM (SELECT f.rowid AS rowid FROM opportunity_fts f CROSS JOIN opportunity o WHERE opportunity_fts MATCH :match AND o.seq = f.rowid
    AND (:scope_all = 1 OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))
    /*filters*/ /*order*/ /*page*/) f
JOIN opportunity o ON o.seq = f.rowid JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id
/*order*/

-- name: opportunity_search_count
SELECT count(*) FROM opportunity_fts f CROSS JOIN opportunity o WHERE opportunity_fts MATCH :match AND o.seq = f.rowid
    AND (:scope_all = 1 OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams))) /*filters*/

-- name: opportunity_search_all
SELECT CASE WHEN :scope_all = 1 THEN (SELECT count(*) FROM opportunity_fts WHERE opportunity_fts MATCH :match)
    ELSE (SELECT count(*) FROM opportunity_fts f CROSS JOIN opportunity o WHERE opportunity_fts MATCH :match AND o.seq = f.rowid
        AND (o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))) END

-- name: opportunity_touch
UPDATE opportunity SET last_activity_at = :now WHERE id = :id

-- name: opportunity_stage_enter
INSERT INTO opportunity_stage (opportunity_id, stage, entered_at, lost) VALUES (:id, :stage, :now, :lost)

-- name: opportunity_stage_leave
UPDATE opportunity_stage SET left_at = :now WHERE opportunity_id = :id AND left_at IS NULL

-- name: opportunity_stage_mark
UPDATE opportunity_stage SET lost = :lost WHERE opportunity_id = :id AND left_at IS NULL

-- name: opportunity_activity_insert
INSERT INTO opportunity_activity (id, opportunity_id, user_id, activity_type, description, old_value, new_value, created_at)
VALUES (:id, :opportunity_id, :user_id, :activity_type, :description, :old_value, :new_value, :created_at)

-- name: opportunity_activity_list
SELECT a.id, a.opportunity_id, a.user_id, trim(u.first_name || ' ' || coalesce(u.last_name, '')) AS user_name, a.activity_type,
    a.description, a.old_value, a.new_value, a.created_at
/*from*/ FROM opportunity_activity a LEFT JOIN app_user u ON u.id = a.user_id WHERE a.opportunity_id = :id /*filters*/ /*order*/ /*page*/

-- name: opportunity_activity_count
SELECT count(*) FROM opportunity_activity a WHERE a.opportunity_id = :id /*filters*/
