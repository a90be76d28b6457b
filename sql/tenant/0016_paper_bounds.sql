-- SPDX-License-Identifier: MIT
--
-- What grows with the years and is asked every day.

-- Of somebody's many papers the newest follow a new name; it is a key to sort by, and older ones stay where they were.
DROP TRIGGER contact_name_keyed;
CREATE TRIGGER contact_name_keyed AFTER UPDATE OF name_key ON contact WHEN old.name_key IS NOT new.name_key BEGIN
    UPDATE quote SET contact_name_key = new.name_key
        WHERE seq IN (SELECT seq FROM quote WHERE contact_id = new.id ORDER BY seq DESC LIMIT 1000);
    UPDATE invoice SET contact_name_key = new.name_key
        WHERE seq IN (SELECT seq FROM invoice WHERE contact_id = new.id ORDER BY seq DESC LIMIT 1000);
END;

-- Kept, so that whoever asks what is to be invoiced does not read every quote of all years.
ALTER TABLE quote ADD COLUMN is_converted INTEGER NOT NULL DEFAULT 0 CHECK (is_converted IN (0, 1));
UPDATE quote SET is_converted = 1 WHERE id IN (SELECT quote_id FROM invoice WHERE quote_id IS NOT NULL);
CREATE TRIGGER quote_converted AFTER INSERT ON invoice WHEN new.quote_id IS NOT NULL BEGIN
    UPDATE quote SET is_converted = 1 WHERE id = new.quote_id;
END;
CREATE TRIGGER quote_unconverted AFTER DELETE ON invoice WHEN old.quote_id IS NOT NULL BEGIN
    UPDATE quote SET is_converted = 0 WHERE id = old.quote_id;
END;
CREATE INDEX quote_by_conversion ON quote (is_converted, status, seq, total, issue_date);

-- Names of sectors and tiers are typed by people.
DROP INDEX client_by_industry_name;
DROP INDEX client_by_tier_name;
CREATE INDEX client_by_industry_name ON client (industry COLLATE NOCASE, seq);
CREATE INDEX client_by_tier_name ON client (relationship_tier COLLATE NOCASE, seq);
