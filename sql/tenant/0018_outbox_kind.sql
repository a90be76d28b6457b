-- What a message is for: invitations are counted by the day.
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'MESSAGE' CHECK (kind IN ('MESSAGE', 'RESET', 'INVITATION'));
