-- Every deal of a list with all that a spreadsheet shows of it. The inner query finds and orders the rows, by their numbers
-- alone: a hundred thousand whole rows in a sorter are too many. Its LIMIT keeps SQLite from merging it into the outer query,
-- whose CROSS JOIN then takes the rows as they come.

-- name: opportunity_export
-- rows-ok: read row by row
-- scan-ok: an export reads every deal of its list
SELECT o.id, o.project_name, o.update_notes, o.owner_id, trim(u.first_name || ' ' || coalesce(u.last_name, '')) AS owner_name,
    o.team_id, t.name AS team_name, o.client_id, o.client_name, o.service_type, o.sector_type, o.original_amount,
    o.gross_margin_percentage, o.project_type, o.project_maturity, o.client_type, o.client_relationship, o.conservative_approach,
    o.probability_score, o.win_probability_override, o.weighted_amount, o.gross_margin_amount, o.starting_date, o.closing_date,
    o.duration_months, o.status, o.stage, o.closed_date, o.created_at, o.updated_at
FROM (SELECT o.seq AS seq FROM opportunity o
    WHERE (:scope_all = 1 OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))
    /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN opportunity o ON o.seq = p.seq LEFT JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id

-- name: opportunity_export_search
-- rows-ok: read row by row
SELECT o.id, o.project_name, o.update_notes, o.owner_id, trim(u.first_name || ' ' || coalesce(u.last_name, '')) AS owner_name,
    o.team_id, t.name AS team_name, o.client_id, o.client_name, o.service_type, o.sector_type, o.original_amount,
    o.gross_margin_percentage, o.project_type, o.project_maturity, o.client_type, o.client_relationship, o.conservative_approach,
    o.probability_score, o.win_probability_override, o.weighted_amount, o.gross_margin_amount, o.starting_date, o.closing_date,
    o.duration_months, o.status, o.stage, o.closed_date, o.created_at, o.updated_at
FROM (SELECT f.rowid AS seq FROM opportunity_fts f CROSS JOIN opportunity o ON o.seq = f.rowid WHERE opportunity_fts MATCH :match
    AND (:scope_all = 1 OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))
    /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN opportunity o ON o.seq = p.seq LEFT JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id
