-- What carriers say of messages that they have taken.

-- name: outbox_handed
UPDATE outbox SET handed_id = :attempt_id WHERE id = :id AND handed_id IS NOT :attempt_id;

-- name: outbox_carried
UPDATE outbox SET carrier_id = :carrier_id WHERE id = :id;

-- name: outbox_delivery
-- Reports come in any order, and more than once: a message only moves on (nothing, delivered, read, and what ends it).
UPDATE outbox SET delivery = :delivery, delivery_at = :at, delivery_error = :error, version = version + 1
WHERE seq = coalesce((SELECT seq FROM outbox WHERE id = :message_id), (SELECT max(seq) FROM outbox WHERE carrier_id = :carrier_id))
    AND CASE :delivery WHEN 'DELIVERED' THEN 1 WHEN 'READ' THEN 2 ELSE 3 END
        > CASE coalesce(delivery, '') WHEN '' THEN 0 WHEN 'DELIVERED' THEN 1 WHEN 'READ' THEN 2 ELSE 3 END;

-- name: outbox_of_carrier
SELECT 1 FROM outbox WHERE carrier_id = :carrier_id LIMIT 1
