-- Full-text search over contacts: names, e-mail, company; and keys in the forms that people type: phone numbers
-- (33612345678 and 0612345678), plates and VINs without separators. rowid = contact.seq, so that "newest first" is the
-- index's own order. SQLite's own dialect: another store would bring its own search here.

CREATE VIRTUAL TABLE contact_fts USING fts5 (
    names, keys, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE VIEW contact_search_source AS
SELECT c.seq AS seq,
    coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' ' || coalesce(c.company, '') || ' '
        || coalesce(c.email, '') AS names,
    coalesce(replace(c.phone, '+', ''), '')
        || CASE WHEN c.phone LIKE '+33%' THEN ' 0' || substr(c.phone, 4) ELSE '' END
        || coalesce((SELECT ' ' || group_concat(coalesce(v.vin, '') || ' ' || coalesce(v.license_plate, '') || ' '
            || replace(replace(coalesce(v.license_plate, ''), '-', ''), ' ', ''), ' ')
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

-- Vehicles are searched by plate, VIN, make and model.
CREATE VIRTUAL TABLE vehicle_fts USING fts5 (
    words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER vehicle_words_insert AFTER INSERT ON vehicle BEGIN
    INSERT INTO vehicle_fts (rowid, words) VALUES (new.seq, coalesce(new.vin, '') || ' ' || coalesce(new.license_plate, '') || ' '
        || replace(replace(coalesce(new.license_plate, ''), '-', ''), ' ', '') || ' ' || coalesce(new.make, '') || ' '
        || coalesce(new.model, '') || ' ' || coalesce(new.color, ''));
END;
CREATE TRIGGER vehicle_words_update AFTER UPDATE OF vin, license_plate, make, model, color, deleted_at ON vehicle BEGIN
    DELETE FROM vehicle_fts WHERE rowid = old.seq;
    INSERT INTO vehicle_fts (rowid, words)
        SELECT new.seq, coalesce(new.vin, '') || ' ' || coalesce(new.license_plate, '') || ' '
        || replace(replace(coalesce(new.license_plate, ''), '-', ''), ' ', '') || ' ' || coalesce(new.make, '') || ' '
        || coalesce(new.model, '') || ' ' || coalesce(new.color, '')
        WHERE new.deleted_at IS NULL;
END;
