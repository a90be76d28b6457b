-- What only the command line does to the registry.

-- name: tenant_set_plan
UPDATE tenant SET plan = :plan, updated_at = :now
WHERE id = :id;

-- name: backup_note
INSERT INTO backup (tenant_id, made_at) VALUES (:tenant_id, :made_at)
ON CONFLICT (tenant_id) DO UPDATE SET made_at = excluded.made_at;

-- name: backup_last
SELECT made_at FROM backup WHERE tenant_id = :tenant_id;
