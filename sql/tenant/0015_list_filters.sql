-- SPDX-License-Identifier: MIT
--
-- What lists are further filtered, sorted and searched by.

-- By name, whatever it is made of; papers keep the key of their customer's, as deals do.
ALTER TABLE contact ADD COLUMN name_key TEXT;
UPDATE contact SET name_key = text_key(name);
CREATE INDEX contact_by_name ON contact (name_key, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_city ON contact (address_city COLLATE NOCASE, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_created ON contact (created_at, seq) WHERE deleted_at IS NULL;

ALTER TABLE quote ADD COLUMN contact_name_key TEXT;
ALTER TABLE invoice ADD COLUMN contact_name_key TEXT;
UPDATE quote SET contact_name_key = (SELECT name_key FROM contact WHERE id = contact_id);
UPDATE invoice SET contact_name_key = (SELECT name_key FROM contact WHERE id = contact_id);
CREATE TRIGGER quote_contact_named AFTER INSERT ON quote BEGIN
    UPDATE quote SET contact_name_key = (SELECT name_key FROM contact WHERE id = new.contact_id) WHERE seq = new.seq;
END;
CREATE TRIGGER quote_contact_changed AFTER UPDATE OF contact_id ON quote WHEN old.contact_id <> new.contact_id BEGIN
    UPDATE quote SET contact_name_key = (SELECT name_key FROM contact WHERE id = new.contact_id) WHERE seq = new.seq;
END;
CREATE TRIGGER invoice_contact_named AFTER INSERT ON invoice BEGIN
    UPDATE invoice SET contact_name_key = (SELECT name_key FROM contact WHERE id = new.contact_id) WHERE seq = new.seq;
END;
CREATE TRIGGER invoice_contact_changed AFTER UPDATE OF contact_id ON invoice WHEN old.contact_id <> new.contact_id BEGIN
    UPDATE invoice SET contact_name_key = (SELECT name_key FROM contact WHERE id = new.contact_id) WHERE seq = new.seq;
END;
CREATE TRIGGER contact_name_keyed AFTER UPDATE OF name_key ON contact WHEN old.name_key IS NOT new.name_key BEGIN
    UPDATE quote SET contact_name_key = new.name_key WHERE contact_id = new.id;
    UPDATE invoice SET contact_name_key = new.name_key WHERE contact_id = new.id;
END;

-- "2026-1000" comes after "2026-999".
ALTER TABLE quote ADD COLUMN number_key TEXT
    GENERATED ALWAYS AS (substr(quote_number, 1, 5) || substr('00000000' || substr(quote_number, 6), -9)) VIRTUAL;
ALTER TABLE invoice ADD COLUMN number_key TEXT
    GENERATED ALWAYS AS (substr(invoice_number, 1, 5) || substr('00000000' || substr(invoice_number, 6), -9)) VIRTUAL;
ALTER TABLE invoice ADD COLUMN amount_due INTEGER GENERATED ALWAYS AS (total - amount_credited - amount_paid) VIRTUAL;
CREATE INDEX quote_by_contact_name ON quote (contact_name_key, seq);
CREATE INDEX quote_by_number ON quote (number_key, seq);
CREATE INDEX quote_by_sending ON quote (sent_at, seq);
CREATE INDEX quote_by_validity ON quote (valid_until, seq);
CREATE INDEX invoice_by_contact_name ON invoice (contact_name_key, seq);
CREATE INDEX invoice_by_number ON invoice (number_key, seq);
CREATE INDEX invoice_by_amount_due ON invoice (amount_due, seq);
CREATE INDEX invoice_by_due_date ON invoice (due_date, seq);

ALTER TABLE task ADD COLUMN priority_rank INTEGER
    GENERATED ALWAYS AS (CASE priority WHEN 'LOW' THEN 1 WHEN 'MEDIUM' THEN 2 WHEN 'HIGH' THEN 3 ELSE 4 END) VIRTUAL;
CREATE INDEX task_by_priority ON task (priority_rank, seq, deleted_at);

CREATE INDEX client_by_industry_name ON client (industry, seq);
CREATE INDEX client_by_tier_name ON client (relationship_tier, seq);

ALTER TABLE activity ADD COLUMN words TEXT;
UPDATE activity SET words = search_words(description) WHERE search_words(description) IS NOT NULL;
CREATE VIRTUAL TABLE activity_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
-- The timeline is only added to.
CREATE VIEW activity_search_source AS
SELECT a.seq AS seq, coalesce(a.words, a.description) AS words FROM activity a;
CREATE TRIGGER activity_words_insert AFTER INSERT ON activity BEGIN
    INSERT INTO activity_fts (rowid, words) SELECT seq, words FROM activity_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER activity_words_delete AFTER DELETE ON activity BEGIN
    DELETE FROM activity_fts WHERE rowid = old.seq;
END;
INSERT INTO activity_fts (rowid, words) SELECT seq, words FROM activity_search_source;
