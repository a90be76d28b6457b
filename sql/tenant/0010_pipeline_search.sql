-- SPDX-License-Identifier: MIT
--
-- Search over the pipeline: project name, notes and the client's name; clients. (How an index of words is made: 0002_people.sql.)

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

-- A deal has its client's name.
CREATE TRIGGER opportunity_client_named AFTER INSERT ON opportunity WHEN new.client_id IS NOT NULL BEGIN
    UPDATE opportunity SET (client_name, client_name_key) = (SELECT name, name_key FROM client WHERE id = new.client_id)
        WHERE seq = new.seq;
END;
CREATE TRIGGER opportunity_client_changed AFTER UPDATE OF client_id ON opportunity WHEN old.client_id IS NOT new.client_id BEGIN
    UPDATE opportunity SET (client_name, client_name_key) = (SELECT name, name_key FROM client WHERE id = new.client_id)
        WHERE seq = new.seq;
END;
CREATE TRIGGER client_renamed AFTER UPDATE OF name ON client WHEN old.name IS NOT new.name BEGIN
    UPDATE opportunity SET client_name = new.name, client_name_key = new.name_key WHERE client_id = new.id;
END;

-- A client's phone number is kept as it was typed: here it is what the typed one means.
CREATE VIRTUAL TABLE client_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '2 3', detail = column, columnsize = 0
);
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
CREATE TRIGGER client_fts_delete AFTER DELETE ON client BEGIN
    DELETE FROM client_fts WHERE rowid = old.seq;
END;
