-- Events of Stripe, and what they change of a tenant.

-- name: billing_event_insert
-- One that was processed already inserts nothing.
INSERT INTO billing_event (id, type, tenant_id, outcome, happened_at, received_at)
VALUES (:id, :type, :tenant_id, :outcome, :happened_at, :now)
ON CONFLICT (id) DO NOTHING;

-- name: billing_event_prune
DELETE FROM billing_event
WHERE received_at < :before;

-- fragment: subscriber_fields
status, plan, stripe_customer_id, stripe_subscription_id, stripe_event_at, stripe_ended_id

-- name: subscriber_by_id
SELECT id, {subscriber_fields}
FROM tenant
WHERE id = :id;

-- name: subscriber_by_customer
SELECT id, {subscriber_fields}
FROM tenant
WHERE stripe_customer_id = :customer;

-- name: subscriber_update
UPDATE tenant SET {subscriber_fields =},
    updated_at = :now
WHERE id = :id;
