-- What people and the product write to a contact: about what, by whom, with which papers. `kind` goes on to tell messages from
-- links to an account, which nobody reads here.
ALTER TABLE outbox ADD COLUMN purpose TEXT NOT NULL DEFAULT 'MESSAGE' CHECK (purpose IN ('MESSAGE', 'QUOTE', 'INVOICE', 'REMINDER'));
ALTER TABLE outbox ADD COLUMN contact_id TEXT REFERENCES contact (id);
ALTER TABLE outbox ADD COLUMN created_by TEXT REFERENCES app_user (id);
ALTER TABLE outbox ADD COLUMN activity_id TEXT;
-- JSON array of {"filename","url"}: documents of the tenant, rendered when the message is handed over.
ALTER TABLE outbox ADD COLUMN files TEXT NOT NULL DEFAULT '[]';
CREATE INDEX outbox_by_kind ON outbox (kind, created_at, seq);
CREATE INDEX outbox_by_contact ON outbox (contact_id, created_at, seq);
CREATE INDEX outbox_by_creator ON outbox (created_by);
CREATE INDEX outbox_by_status ON outbox (status, created_at, seq);
CREATE INDEX outbox_by_channel ON outbox (channel, created_at, seq);
CREATE INDEX outbox_by_purpose ON outbox (purpose, created_at, seq);

INSERT INTO counter (name, value) SELECT 'message', count(*) FROM outbox WHERE kind = 'MESSAGE';
CREATE TRIGGER message_counted AFTER INSERT ON outbox WHEN NEW.kind = 'MESSAGE' BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'message';
END;
CREATE TRIGGER message_uncounted AFTER DELETE ON outbox WHEN OLD.kind = 'MESSAGE' BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'message';
END;

-- Whose address or number it is: a tenant with the plan FREE writes to nobody else.
CREATE INDEX contact_by_email ON contact (email COLLATE NOCASE) WHERE email IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX contact_by_phone ON contact (phone) WHERE phone IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX client_by_email ON client (email COLLATE NOCASE) WHERE email IS NOT NULL;
CREATE INDEX client_by_phone ON client (phone) WHERE phone IS NOT NULL;
