-- What only the command line does to the registry.

-- name: tenant_set_plan
UPDATE tenant SET plan = :plan, updated_at = :now
WHERE id = :id;
