-- Outgoing messages: what the jobs of their channels carry. Inserting one queues its job (trigger outbox_job).

-- name: outbox_insert
INSERT INTO outbox (id, channel, kind, purpose, recipient, subject, body, secret, status, attempts, next_at, contact_id, created_by,
    activity_id, files, created_at)
VALUES (:id, :channel, :kind, coalesce(:purpose, 'MESSAGE'), :recipient, :subject, :body, :secret, 'queued', 0, :next_at, :contact_id,
    :created_by, :activity_id, coalesce(:files, '[]'), :created_at);

-- name: outbox_delete
DELETE FROM outbox WHERE id = :id;

-- name: outbox_get
SELECT id, channel, kind, recipient, subject, body, secret, status, attempts, attempt_id, next_at, last_error, purpose, contact_id,
    created_by, activity_id, files, created_at, sent_at
FROM outbox WHERE id = :id;

-- name: outbox_noted
-- What has become of its job. A secret is erased with its last attempt.
UPDATE outbox SET status = :status, attempt_id = :attempt_id, attempts = :attempts, last_error = :last_error, sent_at = :sent_at,
    body = CASE WHEN secret = 1 AND :status IN ('sent', 'failed') THEN '' ELSE body END,
    version = version + 1
WHERE id = :id;

-- name: outbox_erased
SELECT 1 FROM outbox WHERE id = :id AND secret = 1 AND body = '';

-- name: outbox_invitations
-- Of a day, among the latest messages: more than those no plan allows in a day.
SELECT count(*) FROM outbox
WHERE seq > (SELECT coalesce(max(seq), 0) - 20000 FROM outbox) AND kind = 'INVITATION' AND created_at > :since;

-- name: message_day_count
-- Of a day; counting ends at the bound.
SELECT count(*) FROM (SELECT 1 FROM outbox WHERE kind = 'MESSAGE' AND created_at >= :since LIMIT :bound);

-- name: message_contact_of_email
SELECT id FROM contact WHERE email = :recipient COLLATE NOCASE AND email IS NOT NULL AND deleted_at IS NULL LIMIT 1;

-- name: message_contact_of_phone
SELECT id FROM contact WHERE phone = :recipient AND phone IS NOT NULL AND deleted_at IS NULL LIMIT 1;

-- name: message_client_known
SELECT EXISTS (SELECT 1 FROM client WHERE email = :recipient COLLATE NOCASE AND email IS NOT NULL)
    OR EXISTS (SELECT 1 FROM client WHERE phone = :recipient AND phone IS NOT NULL);

-- fragment: communication_columns
$.id, $.channel, $.purpose AS kind, $.recipient AS "to", $.subject, $.status, $.contact_id, c.name AS contact_name,
$.files AS attachments, $.attempts, $.last_error, $.created_by, $.activity_id, $.created_at, $.sent_at, $.delivery, $.delivery_at,
$.delivery_error, $.version

-- name: communication_get
SELECT {communication_columns o}, o.body
FROM outbox o LEFT JOIN contact c ON c.id = o.contact_id WHERE o.id = :id AND o.kind = 'MESSAGE';

-- name: communication_list
SELECT {communication_columns o}
/*from*/ FROM outbox o LEFT JOIN contact c ON c.id = o.contact_id WHERE o.kind = 'MESSAGE' /*filters*/ /*order*/ /*page*/

-- name: communication_count
SELECT count(*) FROM outbox o WHERE o.kind = 'MESSAGE' /*filters*/

-- name: communication_total
SELECT value FROM counter WHERE name = 'message'
