-- Overdue reminders: a level each so many days after the due date (NULL: no such letter), and one letter a level and invoice.
ALTER TABLE setting ADD COLUMN reminder_days_1 INTEGER DEFAULT 7 CHECK (reminder_days_1 BETWEEN 1 AND 365);
ALTER TABLE setting ADD COLUMN reminder_days_2 INTEGER DEFAULT 21 CHECK (reminder_days_2 BETWEEN 1 AND 365);
ALTER TABLE setting ADD COLUMN reminder_days_3 INTEGER DEFAULT 35 CHECK (reminder_days_3 BETWEEN 1 AND 365);
CREATE TABLE reminder (
    seq INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    day TEXT NOT NULL, -- on which it was written, in the tenant's zone
    message_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (invoice_id, level)
) STRICT;
