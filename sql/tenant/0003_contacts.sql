-- SPDX-License-Identifier: MIT
--
-- The garage's contacts, their vehicles, and what was done to those.

CREATE TABLE contact (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    first_name TEXT,
    last_name TEXT,
    email TEXT,
    phone TEXT,
    company TEXT,
    siren TEXT,
    vat_number TEXT,
    address_street TEXT,
    address_city TEXT,
    address_postal_code TEXT,
    address_country TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    is_vip INTEGER NOT NULL DEFAULT 0 CHECK (is_vip IN (0, 1)),
    custom_fields TEXT NOT NULL DEFAULT '{}',
    vehicles_count INTEGER NOT NULL DEFAULT 0,
    name TEXT GENERATED ALWAYS AS
        (coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), company)) STORED,
    last_name_key TEXT,
    company_key TEXT,
    words TEXT,
    phone_words TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CHECK (first_name IS NOT NULL OR last_name IS NOT NULL OR company IS NOT NULL)
) STRICT;
CREATE INDEX contact_by_vip ON contact (is_vip, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_last_name ON contact (last_name_key, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_company ON contact (company_key, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_updated ON contact (updated_at, seq) WHERE deleted_at IS NULL;
-- Whose address or number it is: a tenant with the plan FREE writes to nobody else.
CREATE INDEX contact_by_email ON contact (email COLLATE NOCASE) WHERE email IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX contact_by_phone ON contact (phone) WHERE phone IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE vehicle (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner_id TEXT NOT NULL REFERENCES contact (id),
    vin TEXT CHECK (length(vin) = 17),
    license_plate TEXT,
    make TEXT,
    model TEXT,
    year INTEGER,
    color TEXT,
    mileage INTEGER CHECK (mileage >= 0),
    make_key TEXT,
    words TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX vehicle_by_owner ON vehicle (owner_id, seq);
CREATE INDEX vehicle_by_plate ON vehicle (license_plate) WHERE deleted_at IS NULL;
CREATE INDEX vehicle_by_vin ON vehicle (vin) WHERE deleted_at IS NULL;
-- Lists of sixty thousand rows: one index of each table has all that its list filters and sorts by, so that pages and totals are
-- found without a look at the rows themselves, which may be large.
CREATE INDEX vehicle_by_make ON vehicle (make_key, seq, make, year, mileage, updated_at, deleted_at) WHERE deleted_at IS NULL;

CREATE TABLE service_record (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    vehicle_id TEXT NOT NULL REFERENCES vehicle (id),
    date TEXT NOT NULL,
    mileage INTEGER,
    description TEXT NOT NULL,
    cost INTEGER,
    parts TEXT NOT NULL DEFAULT '[]',
    labor_hours INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX service_record_by_vehicle ON service_record (vehicle_id, date, seq);
CREATE INDEX service_record_by_creator ON service_record (created_by);
-- For lists that only the assistant asks for.
CREATE INDEX service_record_by_date ON service_record (date, seq, vehicle_id);

-- Kept totals, so that an unfiltered list does not count its rows. They follow a record that is deleted and comes back.
INSERT INTO counter (name, value) VALUES ('contact', 0), ('vehicle', 0);
CREATE TRIGGER contact_counted AFTER INSERT ON contact BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'contact';
END;
CREATE TRIGGER contact_uncounted AFTER UPDATE OF deleted_at ON contact WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'contact';
END;
CREATE TRIGGER contact_recounted AFTER UPDATE OF deleted_at ON contact WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'contact';
END;
CREATE TRIGGER vehicle_counted AFTER INSERT ON vehicle BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'vehicle';
    UPDATE contact SET vehicles_count = vehicles_count + 1 WHERE id = new.owner_id;
END;
CREATE TRIGGER vehicle_uncounted AFTER UPDATE OF deleted_at ON vehicle WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'vehicle';
    UPDATE contact SET vehicles_count = vehicles_count - 1 WHERE id = new.owner_id;
END;
CREATE TRIGGER vehicle_recounted AFTER UPDATE OF deleted_at ON vehicle WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'vehicle';
    UPDATE contact SET vehicles_count = vehicles_count + 1 WHERE id = new.owner_id;
END;
CREATE TRIGGER vehicle_moved AFTER UPDATE OF owner_id ON vehicle WHEN old.owner_id <> new.owner_id AND new.deleted_at IS NULL BEGIN
    UPDATE contact SET vehicles_count = vehicles_count - 1 WHERE id = old.owner_id;
    UPDATE contact SET vehicles_count = vehicles_count + 1 WHERE id = new.owner_id;
END;

-- Search over contacts: names, e-mail, company; keys: the phone number as 33612345678 and as it is dialled at home, 0612345678,
-- plates and VINs with and without separators; and tags, so that a write keeps one index instead of two. A tag is one word: "œ",
-- which no search can ask for (it is folded to "oe" on both sides), and the hexadecimal form of its bytes, so that nothing in it is
-- folded or taken apart.
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

-- Vehicles are searched by plate, VIN, make and model.
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
