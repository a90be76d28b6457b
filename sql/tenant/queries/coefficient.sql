-- Coefficients, and carrying a change of one to the opportunities that use it (lib/pipeline/recalculate.c).

-- fragment: coefficient_columns
id, factor_type, factor_value, coefficient, is_active, recalculated_to,
min(100, 100 * recalculated_to / max(1, (SELECT coalesce(max(seq), 0) FROM opportunity))) AS carried_percent,
created_at, updated_at, version

-- name: coefficient_all
SELECT {coefficient_columns} FROM coefficient ORDER BY seq LIMIT 1000

-- name: coefficient_get
SELECT {coefficient_columns} FROM coefficient WHERE id = :id

-- name: coefficient_exists
SELECT 1 FROM coefficient WHERE factor_type = :factor_type AND lower(factor_value) = lower(:factor_value)

-- name: coefficient_insert
INSERT INTO coefficient (id, factor_type, factor_value, coefficient, is_active, created_at, updated_at)
VALUES (:id, :factor_type, :factor_value, :coefficient, :is_active, :created_at, :updated_at)

-- name: coefficient_update
UPDATE coefficient SET coefficient = :coefficient, is_active = :is_active, recalculated_to = :recalculated_to,
    updated_at = :updated_at, version = version + 1 WHERE id = :id

-- name: probability_step
SELECT probability_step FROM setting WHERE id = 1

-- name: recalculate_next
-- The first change that is not carried to its end.
SELECT {coefficient_columns} FROM coefficient
WHERE recalculated_to IS NOT NULL ORDER BY recalculated_to LIMIT 1

-- name: recalculate_last
SELECT coalesce(max(seq), 0) FROM opportunity

-- name: recalculate_window
-- rows-ok: the deals of so many numbers
-- The open deals of a stretch of numbers that use a factor value.
SELECT o.id, o.status, o.original_amount, o.gross_margin_percentage, o.win_probability_override, {opportunity_scores o}
FROM opportunity o
WHERE o.seq > :after AND o.seq <= :until AND +o.status IN ('Active', 'On Hold')
    AND CASE :factor_type WHEN 'project_type' THEN o.project_type WHEN 'project_maturity' THEN o.project_maturity
        WHEN 'client_type' THEN o.client_type WHEN 'client_relationship' THEN o.client_relationship
        ELSE CASE o.conservative_approach WHEN 1 THEN 'Yes' ELSE 'No' END END = :factor_value

-- name: recalculate_write
UPDATE opportunity SET {opportunity_scores =}, version = version + 1 WHERE id = :id

-- name: recalculate_mark
UPDATE coefficient SET recalculated_to = :recalculated_to WHERE id = :id

-- name: recalculate_mark_every
-- Every deal uses one of these two.
UPDATE coefficient SET recalculated_to = 0 WHERE factor_type = 'conservative_approach'
