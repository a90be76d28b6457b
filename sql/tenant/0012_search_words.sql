-- Search again, in words that people type. Index and search are cut by the same tokenizer, SQLite's own. What that takes for a
-- letter but is none (an isolate, a newer emoji), and letters that people type otherwise (oe for a ligature), are written in
-- `words` as they are to be found, by the program, with its function search_words (lib/store/words.c); NULL, nearly
-- always: as they stand. Triggers and views are plain SQL, so that any program that knows SQLite can read and write the file.
-- detail and columnsize: only words are looked for, never phrases, and nothing is ranked. (Without any detail an index is a third
-- as large, and takes three times as long where most rows match.)

ALTER TABLE contact ADD COLUMN words TEXT;
ALTER TABLE vehicle ADD COLUMN words TEXT;
ALTER TABLE opportunity ADD COLUMN words TEXT;
ALTER TABLE client ADD COLUMN words TEXT;
ALTER TABLE client ADD COLUMN name_words TEXT; -- of the name alone, for its opportunities
ALTER TABLE app_user ADD COLUMN words TEXT;
UPDATE contact SET words = search_words(first_name, last_name, company, email)
    WHERE search_words(first_name, last_name, company, email) IS NOT NULL;
UPDATE vehicle SET words = search_words(vin, license_plate, make, model, color)
    WHERE search_words(vin, license_plate, make, model, color) IS NOT NULL;
UPDATE opportunity SET words = search_words(project_name, update_notes) WHERE search_words(project_name, update_notes) IS NOT NULL;
UPDATE client SET words = search_words(name, industry, contact_person, email), name_words = search_words(name)
    WHERE search_words(name, industry, contact_person, email) IS NOT NULL;
UPDATE app_user SET words = search_words(username, first_name, last_name, email)
    WHERE search_words(username, first_name, last_name, email) IS NOT NULL;

DROP TRIGGER contact_fts_insert;
DROP TRIGGER contact_fts_update;
DROP TRIGGER vehicle_fts_insert;
DROP TRIGGER vehicle_fts_update;
DROP VIEW contact_search_source;
DROP TABLE contact_fts;

CREATE VIRTUAL TABLE contact_fts USING fts5 (
    names, keys,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);

-- keys: the phone number as 33612345678 and as it is dialled at home, 0612345678; plates and VINs with and without separators.
CREATE VIEW contact_search_source AS
SELECT c.seq AS seq,
    coalesce(c.words, coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' ' || coalesce(c.company, '') || ' '
        || coalesce(c.email, '')) AS names,
    coalesce(substr(c.phone, 2), '') || CASE
        WHEN c.phone LIKE '+330%' THEN ' 33' || substr(c.phone, 5) || ' ' || substr(c.phone, 4)
        WHEN substr(c.phone, 1, 3) IN ('+33', '+32', '+31', '+41', '+43', '+44', '+46', '+49', '+36', '+40', '+90', '+20', '+27',
            '+61', '+64', '+66', '+81', '+82', '+84', '+86', '+91', '+92') THEN ' 0' || substr(c.phone, 4)
        WHEN substr(c.phone, 1, 4) IN ('+262', '+590', '+594', '+596', '+212', '+213', '+218', '+233', '+234', '+254', '+261',
            '+353', '+355', '+358', '+380', '+381', '+385', '+386', '+387', '+389', '+421', '+961', '+962', '+966', '+971', '+972')
            THEN ' 0' || substr(c.phone, 5)
        WHEN substr(c.phone, 1, 4) = '+508'
            THEN ' ' || substr(c.phone, 5) || ' 0' || substr(c.phone, 5) || ' 0' || substr(c.phone, 2)
        WHEN substr(c.phone, 1, 4) IN ('+687', '+689', '+681', '+352', '+377', '+376', '+351', '+216', '+221', '+223', '+225', '+226',
            '+227', '+228', '+229', '+237', '+241', '+242', '+243', '+253', '+269', '+509') THEN ' ' || substr(c.phone, 5)
        WHEN substr(c.phone, 1, 3) IN ('+34', '+39', '+45', '+47', '+48', '+30') THEN ' ' || substr(c.phone, 4)
        ELSE '' END
        || coalesce((SELECT ' ' || group_concat(coalesce(v.vin, '') || ' ' || coalesce(v.license_plate, '') || ' '
            || replace(replace(replace(coalesce(v.license_plate, ''), '-', ''), ' ', ''), '.', ''), ' ')
            FROM vehicle v WHERE v.owner_id = c.id AND v.deleted_at IS NULL), '') AS keys
FROM contact c WHERE c.deleted_at IS NULL;

CREATE TRIGGER contact_fts_insert AFTER INSERT ON contact BEGIN
    INSERT INTO contact_fts (rowid, names, keys) SELECT seq, names, keys FROM contact_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER contact_fts_update AFTER UPDATE OF first_name, last_name, company, email, phone, deleted_at ON contact
WHEN old.first_name IS NOT new.first_name OR old.last_name IS NOT new.last_name OR old.company IS NOT new.company
    OR old.email IS NOT new.email OR old.phone IS NOT new.phone OR old.deleted_at IS NOT new.deleted_at BEGIN
    DELETE FROM contact_fts WHERE rowid = old.seq;
    INSERT INTO contact_fts (rowid, names, keys) SELECT seq, names, keys FROM contact_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER vehicle_fts_insert AFTER INSERT ON vehicle BEGIN
    DELETE FROM contact_fts WHERE rowid = (SELECT seq FROM contact WHERE id = new.owner_id);
    INSERT INTO contact_fts (rowid, names, keys)
        SELECT s.seq, s.names, s.keys FROM contact c JOIN contact_search_source s ON s.seq = c.seq WHERE c.id = new.owner_id;
END;
CREATE TRIGGER vehicle_fts_update AFTER UPDATE OF vin, license_plate, owner_id, deleted_at ON vehicle
WHEN old.vin IS NOT new.vin OR old.license_plate IS NOT new.license_plate OR old.owner_id IS NOT new.owner_id
    OR old.deleted_at IS NOT new.deleted_at BEGIN
    DELETE FROM contact_fts WHERE rowid IN (SELECT seq FROM contact WHERE id IN (old.owner_id, new.owner_id));
    INSERT INTO contact_fts (rowid, names, keys)
        SELECT s.seq, s.names, s.keys FROM contact c JOIN contact_search_source s ON s.seq = c.seq
        WHERE c.id IN (old.owner_id, new.owner_id);
END;
INSERT INTO contact_fts (rowid, names, keys) SELECT seq, names, keys FROM contact_search_source;

DROP TRIGGER vehicle_words_insert;
DROP TRIGGER vehicle_words_update;
DROP TABLE vehicle_fts;
CREATE VIRTUAL TABLE vehicle_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
CREATE VIEW vehicle_search_source AS
SELECT v.seq AS seq,
    coalesce(v.words, coalesce(v.vin, '') || ' ' || coalesce(v.license_plate, '') || ' ' || coalesce(v.make, '') || ' '
        || coalesce(v.model, '') || ' ' || coalesce(v.color, '')) || ' '
        || replace(replace(replace(coalesce(v.license_plate, ''), '-', ''), ' ', ''), '.', '') AS words
FROM vehicle v WHERE v.deleted_at IS NULL;
CREATE TRIGGER vehicle_words_insert AFTER INSERT ON vehicle BEGIN
    INSERT INTO vehicle_fts (rowid, words) SELECT seq, words FROM vehicle_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER vehicle_words_update AFTER UPDATE OF vin, license_plate, make, model, color, deleted_at ON vehicle
WHEN old.vin IS NOT new.vin OR old.license_plate IS NOT new.license_plate OR old.make IS NOT new.make
    OR old.model IS NOT new.model OR old.color IS NOT new.color OR old.deleted_at IS NOT new.deleted_at BEGIN
    DELETE FROM vehicle_fts WHERE rowid = old.seq;
    INSERT INTO vehicle_fts (rowid, words) SELECT seq, words FROM vehicle_search_source WHERE seq = new.seq;
END;
INSERT INTO vehicle_fts (rowid, words) SELECT seq, words FROM vehicle_search_source;

DROP TRIGGER opportunity_words_insert;
DROP TRIGGER opportunity_words_update;
DROP TRIGGER opportunity_words_delete;
DROP TRIGGER client_words_update;
DROP VIEW opportunity_search_source;
DROP TABLE opportunity_fts;
CREATE VIRTUAL TABLE opportunity_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
CREATE VIEW opportunity_search_source AS
SELECT o.seq AS seq, coalesce(o.words, o.project_name || ' ' || coalesce(o.update_notes, '')) || ' '
    || coalesce(c.name_words, c.name, '') AS words
FROM opportunity o LEFT JOIN client c ON c.id = o.client_id;
CREATE TRIGGER opportunity_words_insert AFTER INSERT ON opportunity BEGIN
    INSERT INTO opportunity_fts (rowid, words) SELECT seq, words FROM opportunity_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER opportunity_words_update AFTER UPDATE OF project_name, update_notes, client_id ON opportunity
WHEN old.project_name IS NOT new.project_name OR old.update_notes IS NOT new.update_notes OR old.client_id IS NOT new.client_id BEGIN
    DELETE FROM opportunity_fts WHERE rowid = old.seq;
    INSERT INTO opportunity_fts (rowid, words) SELECT seq, words FROM opportunity_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER opportunity_words_delete AFTER DELETE ON opportunity BEGIN
    DELETE FROM opportunity_fts WHERE rowid = old.seq;
END;
CREATE TRIGGER client_words_update AFTER UPDATE OF name ON client WHEN old.name IS NOT new.name BEGIN
    DELETE FROM opportunity_fts WHERE rowid IN (SELECT seq FROM opportunity WHERE client_id = new.id);
    INSERT INTO opportunity_fts (rowid, words)
        SELECT s.seq, s.words FROM opportunity o JOIN opportunity_search_source s ON s.seq = o.seq WHERE o.client_id = new.id;
END;
INSERT INTO opportunity_fts (rowid, words) SELECT seq, words FROM opportunity_search_source;

-- A client's phone number is kept as it was typed: here it is what the typed one means.
DROP TRIGGER client_fts_insert;
DROP TRIGGER client_fts_update;
DROP TRIGGER client_fts_delete;
DROP TABLE client_fts;
CREATE VIRTUAL TABLE client_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
CREATE VIEW client_number AS
SELECT seq, CASE WHEN digits LIKE '+330%' THEN '+33' || substr(digits, 5) WHEN digits LIKE '00%' THEN '+' || substr(digits, 3)
    ELSE digits END AS number
FROM (SELECT seq,
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        phone, '(0)', ''), ' ', ''), '.', ''), '-', ''), '/', ''), '(', ''), ')', ''), char(9), ''), char(160), ''),
        char(8201), ''), char(8209), ''), char(8211), ''), char(8239), '') AS digits
    FROM client);
CREATE VIEW client_search_source AS
SELECT c.seq AS seq,
    coalesce(c.words, c.name || ' ' || coalesce(c.industry, '') || ' ' || coalesce(c.contact_person, '') || ' '
        || coalesce(c.email, '')) || ' ' ||
    coalesce(c.phone, '') || ' ' || coalesce(n.number, '') || CASE
        WHEN substr(n.number, 1, 3) IN ('+33', '+32', '+31', '+41', '+43', '+44', '+46', '+49', '+36', '+40', '+90', '+20', '+27',
            '+61', '+64', '+66', '+81', '+82', '+84', '+86', '+91', '+92') THEN ' 0' || substr(n.number, 4)
        WHEN substr(n.number, 1, 4) IN ('+262', '+590', '+594', '+596', '+212', '+213', '+218', '+233', '+234', '+254', '+261',
            '+353', '+355', '+358', '+380', '+381', '+385', '+386', '+387', '+389', '+421', '+961', '+962', '+966', '+971', '+972')
            THEN ' 0' || substr(n.number, 5)
        WHEN substr(n.number, 1, 4) = '+508' THEN ' ' || substr(n.number, 5) || ' 0' || substr(n.number, 5) || ' 0' || substr(n.number, 2)
        WHEN substr(n.number, 1, 4) IN ('+687', '+689', '+681', '+352', '+377', '+376', '+351', '+216', '+221', '+223', '+225', '+226',
            '+227', '+228', '+229', '+237', '+241', '+242', '+243', '+253', '+269', '+509') THEN ' ' || substr(n.number, 5)
        WHEN substr(n.number, 1, 3) IN ('+34', '+39', '+45', '+47', '+48', '+30') THEN ' ' || substr(n.number, 4)
        ELSE '' END AS words
FROM client c JOIN client_number n ON n.seq = c.seq;
CREATE TRIGGER client_fts_insert AFTER INSERT ON client BEGIN
    INSERT INTO client_fts (rowid, words) SELECT seq, words FROM client_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER client_fts_update AFTER UPDATE OF name, industry, contact_person, email, phone ON client
WHEN old.name IS NOT new.name OR old.industry IS NOT new.industry OR old.contact_person IS NOT new.contact_person
    OR old.email IS NOT new.email OR old.phone IS NOT new.phone BEGIN
    DELETE FROM client_fts WHERE rowid = old.seq;
    INSERT INTO client_fts (rowid, words) SELECT seq, words FROM client_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER client_fts_delete AFTER DELETE ON client BEGIN
    DELETE FROM client_fts WHERE rowid = old.seq;
END;
INSERT INTO client_fts (rowid, words) SELECT seq, words FROM client_search_source;

DROP TRIGGER app_user_fts_insert;
DROP TRIGGER app_user_fts_update;
DROP TABLE app_user_fts;
CREATE VIRTUAL TABLE app_user_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
CREATE VIEW app_user_search_source AS
SELECT u.seq AS seq,
    coalesce(u.words, u.username || ' ' || u.first_name || ' ' || coalesce(u.last_name, '') || ' ' || u.email) AS words
FROM app_user u;
CREATE TRIGGER app_user_fts_insert AFTER INSERT ON app_user BEGIN
    INSERT INTO app_user_fts (rowid, words) SELECT seq, words FROM app_user_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER app_user_fts_update AFTER UPDATE OF username, first_name, last_name, email ON app_user
WHEN old.username IS NOT new.username OR old.first_name IS NOT new.first_name OR old.last_name IS NOT new.last_name
    OR old.email IS NOT new.email BEGIN
    DELETE FROM app_user_fts WHERE rowid = old.seq;
    INSERT INTO app_user_fts (rowid, words) SELECT seq, words FROM app_user_search_source WHERE seq = new.seq;
END;
INSERT INTO app_user_fts (rowid, words) SELECT seq, words FROM app_user_search_source;
