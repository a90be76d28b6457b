-- Tenants of the registry.

-- fragment: tenant_columns
id, subdomain, name, status, plan, stripe_customer_id, stripe_subscription_id, created_at, updated_at

-- name: tenant_by_subdomain
SELECT {tenant_columns}
FROM tenant
WHERE subdomain = :subdomain;

-- name: tenant_by_id
SELECT {tenant_columns}
FROM tenant
WHERE id = :id;

-- name: tenant_page
-- The next of all tenants, by name.
SELECT {tenant_columns}
FROM tenant
WHERE subdomain > :after ORDER BY subdomain LIMIT 200;

-- name: tenant_insert
-- A name that is taken inserts nothing.
INSERT INTO tenant ({tenant_columns}) VALUES ({tenant_columns :})
ON CONFLICT (subdomain) DO NOTHING;

-- name: tenant_set_status
UPDATE tenant SET status = :status, updated_at = :now
WHERE id = :id;

-- name: tenant_delete
DELETE FROM tenant
WHERE id = :id;
