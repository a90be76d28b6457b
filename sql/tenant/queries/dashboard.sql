-- Dashboards of the pipeline. Figures are sums over :owners, a JSON array of user ids: oneself, a team, everybody. They come
-- from the aggregates of 0006_pipeline.sql; deals themselves are read for lists only.

-- name: dashboard_team
SELECT id, name, manager_id FROM team WHERE id = :id
    AND (:scope_all = 1 OR id IN (SELECT value FROM json_each(:scope_teams)))

-- name: dashboard_teams
SELECT id, name, manager_id FROM team ORDER BY name_key, seq LIMIT 1000

-- name: dashboard_members
SELECT json_group_array(id) FROM (SELECT id FROM app_user WHERE team_id = :team_id LIMIT 10000)

-- name: dashboard_everybody
-- scan-ok: the company's dashboard is about everybody
SELECT json_group_array(id) FROM (SELECT id FROM app_user LIMIT 10000)

-- name: dashboard_chosen
-- scan-ok: people are few; an admin's forecast may be about all of them
-- Of the people in scope the one, and those of the team, that were chosen (NULL: any).
SELECT json_group_array(id) FROM (SELECT u.id FROM app_user u
    WHERE (:scope_all = 1 OR u.id = :scope_user OR u.team_id IN (SELECT value FROM json_each(:scope_teams)))
        AND (:owner_id IS NULL OR u.id = :owner_id) AND (:team_id IS NULL OR u.team_id = :team_id) LIMIT 10000)

-- name: dashboard_people
-- rows-ok: the :owners, of whom there are ten thousand at most
-- Active people, and those gone who still own deals, so that the rows add up.
SELECT u.id, {person_name u} AS name, u.team_id, t.name AS team, u.is_active,
    coalesce(s.active, 0) AS active, coalesce(s.value, 0) AS value, coalesce(s.weighted, 0) AS weighted,
    coalesce(s.created_sum, 0) AS created_sum, coalesce(s.won, 0) AS won, coalesce(s.lost, 0) AS lost
FROM app_user u LEFT JOIN team t ON t.id = u.team_id
LEFT JOIN (SELECT owner_id, sum(CASE status WHEN 'Active' THEN deals ELSE 0 END) AS active,
        sum(CASE status WHEN 'Active' THEN total ELSE 0 END) AS value,
        sum(CASE status WHEN 'Active' THEN weighted ELSE 0 END) AS weighted,
        sum(CASE status WHEN 'Active' THEN created_sum ELSE 0 END) AS created_sum,
        sum(CASE status WHEN 'Won' THEN deals ELSE 0 END) AS won, sum(CASE status WHEN 'Lost' THEN deals ELSE 0 END) AS lost
    FROM opportunity_stat WHERE owner_id IN (SELECT value FROM json_each(:owners)) GROUP BY owner_id) s ON s.owner_id = u.id
WHERE u.id IN (SELECT value FROM json_each(:owners)) AND (u.is_active = 1 OR s.active + s.won + s.lost > 0)
ORDER BY weighted DESC, u.seq

-- name: dashboard_stages
-- rows-ok: seven stages
SELECT stage, sum(deals) AS count, sum(total) AS total_value, sum(weighted) AS weighted_value FROM opportunity_stat
WHERE owner_id IN (SELECT value FROM json_each(:owners)) AND status = 'Active' GROUP BY stage

-- name: dashboard_sectors
-- rows-ok: the first thousand are read
SELECT nullif(sector_type, '') AS sector, sum(CASE status WHEN 'Active' THEN deals ELSE 0 END) AS count,
    sum(CASE status WHEN 'Active' THEN total ELSE 0 END) AS total_value,
    sum(CASE status WHEN 'Active' THEN weighted ELSE 0 END) AS weighted_value,
    sum(CASE status WHEN 'Won' THEN deals ELSE 0 END) AS won_count, sum(CASE status WHEN 'Won' THEN total ELSE 0 END) AS won_value
FROM opportunity_stat WHERE owner_id IN (SELECT value FROM json_each(:owners)) AND status IN ('Active', 'Won')
GROUP BY sector_type HAVING sum(deals) > 0 ORDER BY total_value DESC, won_value DESC, sector_type

-- name: dashboard_revenue
-- rows-ok: the months of a dashboard
-- All that came before the first month counts as that month's.
SELECT CASE WHEN month < :first THEN :first ELSE month END AS month, sum(sales) AS sales, sum(margin) AS margin
FROM revenue_delta WHERE owner_id IN (SELECT value FROM json_each(:owners)) AND month <= :last
GROUP BY CASE WHEN month < :first THEN :first ELSE month END

-- name: dashboard_months
-- rows-ok: the months of a dashboard
SELECT month, sum(created) AS created, sum(won) AS won, sum(lost) AS lost, sum(won_total) AS won_total FROM opportunity_month
WHERE owner_id IN (SELECT value FROM json_each(:owners)) AND month BETWEEN :first AND :last GROUP BY month

-- name: dashboard_steps
-- rows-ok: seven stages
SELECT stage, sum(entered) AS entered, sum(advanced) AS advanced, sum(stays) AS stays, sum(seconds) AS seconds FROM stage_stat
WHERE owner_id IN (SELECT value FROM json_each(:owners)) GROUP BY stage

-- fragment: dashboard_deal
id, project_name, original_amount, weighted_amount, probability_score, stage, closing_date, last_activity_at

-- name: dashboard_top
SELECT {dashboard_deal}
FROM opportunity WHERE owner_id = :owner AND status = 'Active' ORDER BY weighted_amount DESC, seq DESC LIMIT 10

-- name: dashboard_closing
SELECT {dashboard_deal}
FROM opportunity WHERE owner_id = :owner AND status = 'Active' AND closing_date BETWEEN :first AND :last
ORDER BY closing_date, seq LIMIT :limit

-- name: dashboard_closing_count
SELECT count(*) FROM opportunity WHERE owner_id = :owner AND status = 'Active' AND closing_date BETWEEN :first AND :last

-- name: dashboard_quiet
SELECT {dashboard_deal}
FROM opportunity WHERE owner_id = :owner AND status = 'Active' AND last_activity_at <= :quiet_since
ORDER BY last_activity_at, seq LIMIT :limit

-- name: dashboard_late
-- Past their closing date, but not quiet: asked for only when few are quiet.
SELECT {dashboard_deal}
FROM opportunity WHERE owner_id = :owner AND status = 'Active' AND closing_date < :today AND last_activity_at > :quiet_since
ORDER BY closing_date, seq LIMIT :limit
