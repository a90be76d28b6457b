-- Reports of the pipeline: made from the deals of some days that the asking user sees, and kept as they were made.

-- fragment: report_deals
-- Those of its days and team that the asking user sees.
{deal_scope o} AND (:team_id IS NULL OR o.team_id = :team_id) AND o.created_date BETWEEN :start_date AND :end_date

-- name: pipeline_report_stages
-- rows-ok: seven stages
-- scan-ok: a report looks at every deal of its period
SELECT o.stage, count(*) AS count, sum(o.original_amount) AS total_value, sum(o.weighted_amount) AS weighted_value,
    sum(o.status = 'Won') AS won, sum(o.status = 'Lost') AS lost
FROM opportunity o
WHERE {report_deals}
GROUP BY o.stage

-- name: pipeline_report_sectors
-- scan-ok: a report looks at every deal of its period
SELECT o.sector_type AS sector, count(*) AS count, sum(o.original_amount) AS total_value, sum(o.weighted_amount) AS weighted_value
FROM opportunity o
WHERE {report_deals}
GROUP BY o.sector_type ORDER BY total_value DESC, sector LIMIT 1000

-- name: pipeline_report_forecast
-- rows-ok: read row by row
-- What runs in the forecast's months.
-- scan-ok: a report looks at every deal of its period
SELECT o.starting_date, o.duration_months, o.weighted_amount, o.gross_margin_amount
FROM opportunity o
WHERE {report_deals}
    AND o.status IN ('Active', 'Won')

-- name: pipeline_report_team
SELECT name FROM team WHERE id = :team_id

-- name: pipeline_report_insert
INSERT INTO report (id, report_type, parameters, data, created_by, created_at)
VALUES (:report_id, :report_type, :parameters, :data, :created_by, :generated_at)

-- name: pipeline_report_trim
DELETE FROM report WHERE created_by = :created_by
    AND seq <= (SELECT seq FROM report WHERE created_by = :created_by ORDER BY seq DESC LIMIT 1 OFFSET :kept)

-- fragment: report_columns
$.id AS report_id, $.report_type, $.parameters, $.created_by, $.created_at AS generated_at, $.version,
'/api/reports/' || $.id || '/download' AS download_url

-- name: pipeline_report_get
SELECT {report_columns}, data
FROM report WHERE id = :id AND (:scope_all = 1 OR created_by = :scope_user)

-- name: pipeline_report_list
SELECT {report_columns r}
/*from*/ FROM report r WHERE r.created_by = :scope_user /*filters*/ /*order*/ /*page*/

-- name: pipeline_report_count
SELECT count(*) FROM report r WHERE r.created_by = :scope_user /*filters*/
