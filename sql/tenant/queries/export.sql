-- Every deal of a list with all that a spreadsheet shows of it. The inner query finds and orders the rows, by their numbers
-- alone: a hundred thousand whole rows in a sorter are too many. Its LIMIT keeps SQLite from merging it into the outer query,
-- whose CROSS JOIN then takes the rows as they come.

-- name: opportunity_export
-- rows-ok: read row by row
-- scan-ok: an export reads every deal of its list
SELECT {opportunity_row o}, o.update_notes
FROM (SELECT o.seq AS seq FROM opportunity o
    WHERE {deal_scope o}
    /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN opportunity o ON o.seq = p.seq LEFT JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id

-- name: opportunity_export_search
-- rows-ok: read row by row
SELECT {opportunity_row o}, o.update_notes
FROM (SELECT f.rowid AS seq FROM opportunity_fts f CROSS JOIN opportunity o ON o.seq = f.rowid WHERE opportunity_fts MATCH :match
    AND {deal_scope o}
    /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN opportunity o ON o.seq = p.seq LEFT JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id
