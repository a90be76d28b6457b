-- What carriers say of a message after they have taken it: their own id of it, and what became of it. 'sent' stays its status.
ALTER TABLE outbox ADD COLUMN carrier_id TEXT;
ALTER TABLE outbox ADD COLUMN delivery TEXT CHECK (delivery IN ('DELIVERED', 'READ', 'FAILED', 'BOUNCED', 'COMPLAINED'));
ALTER TABLE outbox ADD COLUMN delivery_at INTEGER; -- ms, when the carrier says that it happened
ALTER TABLE outbox ADD COLUMN delivery_error TEXT; -- one line
ALTER TABLE outbox ADD COLUMN handed_id TEXT; -- the last attempt that was begun with a carrier that knows no attempts
CREATE INDEX outbox_carrier ON outbox (carrier_id) WHERE carrier_id IS NOT NULL;
