-- What carriers say of messages that they have taken.

-- name: outbox_handed
UPDATE outbox SET handed_id = :attempt_id WHERE id = :id AND handed_id IS NOT :attempt_id;

-- name: outbox_carried
UPDATE outbox SET carrier_id = :carrier_id WHERE id = :id;

-- name: outbox_delivery
-- A message only moves on.
UPDATE outbox SET delivery = :delivery, delivery_at = :at, delivery_error = :error, version = version + 1
WHERE seq = coalesce((SELECT seq FROM outbox WHERE id = :message_id), (SELECT max(seq) FROM outbox WHERE carrier_id = :carrier_id))
    AND (delivery IS NULL OR (SELECT position FROM delivery_status WHERE name = :delivery)
        > (SELECT d.position FROM delivery_status d WHERE d.name = outbox.delivery AND d.phase = 'open'));

-- name: outbox_of_carrier
SELECT 1 FROM outbox WHERE carrier_id = :carrier_id LIMIT 1
