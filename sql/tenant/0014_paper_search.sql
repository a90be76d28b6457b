-- SPDX-License-Identifier: MIT
--
-- Search over quotes, invoices, credit notes and tasks. (How an index of words is made: 0003_contacts.sql.)
--
-- A paper is found by its number, its customer's name, the plate and, but for credit notes, the text of its lines. `words` of a
-- quote or invoice are those of its lines, as search_words has them, written by the program when the lines are (of very long papers
-- the first eight thousand characters). Name and plate are the living ones while a quote or a draft may still follow them; an issued
-- invoice and its credit notes keep those that they were issued with, `party_words`. So one thing alone makes many rows be indexed
-- anew, a new name or plate: of a contact's or vehicle's quotes and drafts the newest thousand follow it.

ALTER TABLE contact ADD COLUMN name_words TEXT; -- of the name alone; NULL, nearly always: as it stands
UPDATE contact SET name_words = search_words(first_name, last_name, company);
ALTER TABLE quote ADD COLUMN words TEXT;
ALTER TABLE invoice ADD COLUMN words TEXT;
ALTER TABLE invoice ADD COLUMN party_words TEXT; -- of an issued one: the buyer's name and the plate, without separators too
ALTER TABLE task ADD COLUMN words TEXT;
UPDATE task SET words = search_words(title, description);

CREATE VIEW contact_names AS
SELECT c.id AS id, coalesce(c.name_words, coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' '
    || coalesce(c.company, '')) AS names
FROM contact c;
CREATE VIEW vehicle_plates AS
SELECT v.id AS id, v.license_plate || ' ' || replace(replace(replace(v.license_plate, '-', ''), ' ', ''), '.', '') AS plates
FROM vehicle v;

CREATE VIRTUAL TABLE quote_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '1 2 3', detail = column, columnsize = 0
);
CREATE VIEW quote_search_source AS
SELECT q.seq AS seq, q.quote_number || ' ' || coalesce(q.words, '') || ' ' || coalesce(c.names, '') || ' ' || coalesce(v.plates, '')
    AS words
FROM quote q LEFT JOIN contact_names c ON c.id = q.contact_id LEFT JOIN vehicle_plates v ON v.id = q.vehicle_id;
-- A new one is indexed when its lines are there.
CREATE TRIGGER quote_words_update AFTER UPDATE OF words, contact_id, vehicle_id ON quote
WHEN old.words IS NOT new.words OR old.contact_id IS NOT new.contact_id OR old.vehicle_id IS NOT new.vehicle_id BEGIN
    DELETE FROM quote_fts WHERE rowid = old.seq;
    INSERT INTO quote_fts (rowid, words) SELECT seq, words FROM quote_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER quote_words_delete AFTER DELETE ON quote BEGIN
    DELETE FROM quote_fts WHERE rowid = old.seq;
END;

CREATE VIRTUAL TABLE invoice_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '1 2 3', detail = column, columnsize = 0
);
CREATE VIEW invoice_search_source AS
SELECT i.seq AS seq, coalesce(i.invoice_number, '') || ' ' || coalesce(i.words, '') || ' '
    || coalesce(i.party_words, coalesce(c.names, '') || ' ' || coalesce(v.plates, '')) AS words
FROM invoice i LEFT JOIN contact_names c ON c.id = i.contact_id LEFT JOIN vehicle_plates v ON v.id = i.vehicle_id;
CREATE TRIGGER invoice_words_update AFTER UPDATE OF words, party_words, contact_id, vehicle_id ON invoice
WHEN old.words IS NOT new.words OR old.party_words IS NOT new.party_words OR old.contact_id IS NOT new.contact_id
    OR old.vehicle_id IS NOT new.vehicle_id BEGIN
    DELETE FROM invoice_fts WHERE rowid = old.seq;
    INSERT INTO invoice_fts (rowid, words) SELECT seq, words FROM invoice_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER invoice_words_delete AFTER DELETE ON invoice BEGIN
    DELETE FROM invoice_fts WHERE rowid = old.seq;
END;

CREATE VIRTUAL TABLE credit_note_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '1 2 3', detail = column, columnsize = 0
);
CREATE VIEW credit_note_search_source AS
SELECT n.seq AS seq, n.credit_note_number || ' ' || coalesce(i.invoice_number, '') || ' ' || coalesce(i.party_words, '') AS words
FROM credit_note n LEFT JOIN invoice i ON i.id = n.invoice_id;
CREATE TRIGGER credit_note_words_insert AFTER INSERT ON credit_note BEGIN
    INSERT INTO credit_note_fts (rowid, words) SELECT seq, words FROM credit_note_search_source WHERE seq = new.seq;
END;

CREATE TRIGGER contact_papers_renamed AFTER UPDATE OF first_name, last_name, company, name_words ON contact
WHEN old.first_name IS NOT new.first_name OR old.last_name IS NOT new.last_name OR old.company IS NOT new.company BEGIN
    DELETE FROM quote_fts WHERE rowid IN (SELECT seq FROM quote WHERE contact_id = new.id ORDER BY seq DESC LIMIT 1000);
    INSERT INTO quote_fts (rowid, words) SELECT s.seq, s.words FROM quote_search_source s
        WHERE s.seq IN (SELECT seq FROM quote WHERE contact_id = new.id ORDER BY seq DESC LIMIT 1000);
    DELETE FROM invoice_fts WHERE rowid IN
        (SELECT seq FROM invoice WHERE contact_id = new.id AND status = 'DRAFT' ORDER BY seq DESC LIMIT 1000);
    INSERT INTO invoice_fts (rowid, words) SELECT s.seq, s.words FROM invoice_search_source s WHERE s.seq IN
        (SELECT seq FROM invoice WHERE contact_id = new.id AND status = 'DRAFT' ORDER BY seq DESC LIMIT 1000);
END;
CREATE TRIGGER vehicle_papers_replated AFTER UPDATE OF license_plate ON vehicle WHEN old.license_plate IS NOT new.license_plate BEGIN
    DELETE FROM quote_fts WHERE rowid IN (SELECT seq FROM quote WHERE vehicle_id = new.id ORDER BY seq DESC LIMIT 1000);
    INSERT INTO quote_fts (rowid, words) SELECT s.seq, s.words FROM quote_search_source s
        WHERE s.seq IN (SELECT seq FROM quote WHERE vehicle_id = new.id ORDER BY seq DESC LIMIT 1000);
    DELETE FROM invoice_fts WHERE rowid IN
        (SELECT seq FROM invoice WHERE vehicle_id = new.id AND status = 'DRAFT' ORDER BY seq DESC LIMIT 1000);
    INSERT INTO invoice_fts (rowid, words) SELECT s.seq, s.words FROM invoice_search_source s WHERE s.seq IN
        (SELECT seq FROM invoice WHERE vehicle_id = new.id AND status = 'DRAFT' ORDER BY seq DESC LIMIT 1000);
END;

CREATE VIRTUAL TABLE task_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '1 2 3', detail = column, columnsize = 0
);
CREATE VIEW task_search_source AS
SELECT t.seq AS seq, coalesce(t.words, t.title || ' ' || coalesce(t.description, '')) AS words FROM task t WHERE t.deleted_at IS NULL;
CREATE TRIGGER task_words_insert AFTER INSERT ON task BEGIN
    INSERT INTO task_fts (rowid, words) SELECT seq, words FROM task_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER task_words_update AFTER UPDATE OF title, description, deleted_at ON task
WHEN old.title IS NOT new.title OR old.description IS NOT new.description OR old.deleted_at IS NOT new.deleted_at BEGIN
    DELETE FROM task_fts WHERE rowid = old.seq;
    INSERT INTO task_fts (rowid, words) SELECT seq, words FROM task_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER task_words_delete AFTER DELETE ON task BEGIN
    DELETE FROM task_fts WHERE rowid = old.seq;
END;

-- What there is already; triggers index each.
UPDATE quote SET words = (SELECT coalesce(search_words(substr(d.text, 1, 8000)), substr(d.text, 1, 8000))
    FROM (SELECT group_concat(x.description, ' ') AS text FROM quote_item x WHERE x.quote_id = quote.id) d);
UPDATE invoice SET words = (SELECT coalesce(search_words(substr(d.text, 1, 8000)), substr(d.text, 1, 8000))
        FROM (SELECT group_concat(x.description, ' ') AS text FROM invoice_item x WHERE x.invoice_id = invoice.id) d),
    party_words = CASE WHEN status <> 'DRAFT' THEN (SELECT coalesce(search_words(p.text), p.text) FROM (SELECT
        coalesce(json_extract(invoice.buyer, '$.first_name'), '') || ' ' || coalesce(json_extract(invoice.buyer, '$.last_name'), '')
        || ' ' || coalesce(json_extract(invoice.buyer, '$.company'), '') || ' '
        || coalesce(json_extract(invoice.vehicle, '$.license_plate'), '') || ' '
        || replace(replace(replace(coalesce(json_extract(invoice.vehicle, '$.license_plate'), ''), '-', ''), ' ', ''), '.', '')
        AS text) p) END;
INSERT INTO credit_note_fts (rowid, words) SELECT seq, words FROM credit_note_search_source;
INSERT INTO task_fts (rowid, words) SELECT seq, words FROM task_search_source;
