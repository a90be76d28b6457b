-- A contact's tags stand in the index that has its words, so that a write keeps one index instead of two; and the forms of its
-- telephone number in a column, which the program fills (phone_words of lib/store/words.c) as it fills `words`. The same for
-- clients. A tag is one word: "œ", which no search can ask for (it is folded to "oe" on both sides), and the hexadecimal form
-- of its bytes, so that nothing in it is folded or taken apart.

ALTER TABLE contact ADD COLUMN phone_words TEXT;
ALTER TABLE client ADD COLUMN phone_words TEXT;
UPDATE contact SET phone_words = phone_words(phone) WHERE phone IS NOT NULL;
UPDATE client SET phone_words = phone_words(phone) WHERE phone IS NOT NULL;

DROP TRIGGER contact_tagged;
DROP TRIGGER contact_untagged;
DROP TRIGGER contact_tagged_anew;
DROP TRIGGER contact_tags_gone;
DROP TABLE contact_tag_fts;

DROP TRIGGER contact_fts_insert;
DROP TRIGGER contact_fts_update;
DROP TRIGGER vehicle_fts_insert;
DROP TRIGGER vehicle_fts_update;
DROP VIEW contact_search_source;
DROP TABLE contact_fts;
CREATE VIRTUAL TABLE contact_fts USING fts5 (
    names, keys, tags,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
CREATE VIEW contact_search_source AS
SELECT c.seq AS seq,
    coalesce(c.words, coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' ' || coalesce(c.company, '') || ' '
        || coalesce(c.email, '')) AS names,
    coalesce(c.phone_words, c.phone, '')
        || coalesce((SELECT ' ' || group_concat(coalesce(v.vin, '') || ' ' || coalesce(v.license_plate, '') || ' '
            || replace(replace(replace(coalesce(v.license_plate, ''), '-', ''), ' ', ''), '.', ''), ' ')
            FROM vehicle v WHERE v.owner_id = c.id AND v.deleted_at IS NULL), '') AS keys,
    CASE c.tags WHEN '[]' THEN '' ELSE (SELECT group_concat('œ' || hex(value), ' ') FROM json_each(c.tags)) END AS tags
FROM contact c WHERE c.deleted_at IS NULL;
-- A new contact has no vehicles yet.
CREATE TRIGGER contact_fts_insert AFTER INSERT ON contact WHEN new.deleted_at IS NULL BEGIN
    INSERT INTO contact_fts (rowid, names, keys, tags) VALUES (new.seq,
        coalesce(new.words, coalesce(new.first_name, '') || ' ' || coalesce(new.last_name, '') || ' ' || coalesce(new.company, '')
            || ' ' || coalesce(new.email, '')),
        coalesce(new.phone_words, new.phone, ''),
        CASE new.tags WHEN '[]' THEN '' ELSE (SELECT group_concat('œ' || hex(value), ' ') FROM json_each(new.tags)) END);
END;
-- Another program that changes a number leaves the forms of the old one.
CREATE TRIGGER contact_phone_changed AFTER UPDATE OF phone ON contact
WHEN old.phone IS NOT new.phone AND old.phone_words IS new.phone_words BEGIN
    UPDATE contact SET phone_words = NULL WHERE seq = new.seq;
END;
CREATE TRIGGER contact_fts_update AFTER UPDATE OF first_name, last_name, company, email, phone, phone_words, tags, deleted_at ON contact
WHEN old.first_name IS NOT new.first_name OR old.last_name IS NOT new.last_name OR old.company IS NOT new.company
    OR old.email IS NOT new.email OR old.phone IS NOT new.phone OR old.phone_words IS NOT new.phone_words OR old.tags <> new.tags
    OR old.deleted_at IS NOT new.deleted_at BEGIN
    DELETE FROM contact_fts WHERE rowid = old.seq;
    INSERT INTO contact_fts (rowid, names, keys, tags) SELECT seq, names, keys, tags FROM contact_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER contact_fts_delete AFTER DELETE ON contact BEGIN
    DELETE FROM contact_fts WHERE rowid = old.seq;
END;
CREATE TRIGGER vehicle_fts_insert AFTER INSERT ON vehicle BEGIN
    DELETE FROM contact_fts WHERE rowid = (SELECT seq FROM contact WHERE id = new.owner_id);
    INSERT INTO contact_fts (rowid, names, keys, tags)
        SELECT s.seq, s.names, s.keys, s.tags FROM contact c JOIN contact_search_source s ON s.seq = c.seq WHERE c.id = new.owner_id;
END;
CREATE TRIGGER vehicle_fts_update AFTER UPDATE OF vin, license_plate, owner_id, deleted_at ON vehicle
WHEN old.vin IS NOT new.vin OR old.license_plate IS NOT new.license_plate OR old.owner_id IS NOT new.owner_id
    OR old.deleted_at IS NOT new.deleted_at BEGIN
    DELETE FROM contact_fts WHERE rowid IN (SELECT seq FROM contact WHERE id IN (old.owner_id, new.owner_id));
    INSERT INTO contact_fts (rowid, names, keys, tags)
        SELECT s.seq, s.names, s.keys, s.tags FROM contact c JOIN contact_search_source s ON s.seq = c.seq
        WHERE c.id IN (old.owner_id, new.owner_id);
END;
INSERT INTO contact_fts (rowid, names, keys, tags) SELECT seq, names, keys, tags FROM contact_search_source;

DROP TRIGGER client_fts_insert;
DROP TRIGGER client_fts_update;
DROP VIEW client_search_source;
DROP VIEW client_number;
CREATE VIEW client_search_source AS
SELECT c.seq AS seq,
    coalesce(c.words, c.name || ' ' || coalesce(c.industry, '') || ' ' || coalesce(c.contact_person, '') || ' '
        || coalesce(c.email, '')) || ' ' || coalesce(c.phone, '') || ' ' || coalesce(c.phone_words, '') AS words
FROM client c;
CREATE TRIGGER client_fts_insert AFTER INSERT ON client BEGIN
    INSERT INTO client_fts (rowid, words) SELECT seq, words FROM client_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER client_fts_update AFTER UPDATE OF name, industry, contact_person, email, phone ON client
WHEN old.name IS NOT new.name OR old.industry IS NOT new.industry OR old.contact_person IS NOT new.contact_person
    OR old.email IS NOT new.email OR old.phone IS NOT new.phone BEGIN
    DELETE FROM client_fts WHERE rowid = old.seq;
    INSERT INTO client_fts (rowid, words) SELECT seq, words FROM client_search_source WHERE seq = new.seq;
END;
DELETE FROM client_fts;
INSERT INTO client_fts (rowid, words) SELECT seq, words FROM client_search_source;
