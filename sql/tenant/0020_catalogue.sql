-- SPDX-License-Identifier: MIT
--
-- What the garage sells, with its prices, and what it sold before: both are offered while a line is typed.

-- `unit_price` is as prices are on the tenant's papers. A package has no price of its own: it costs what its lines do.
CREATE TABLE catalogue_item (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    code TEXT,
    label TEXT NOT NULL,
    unit TEXT CHECK (unit IN ('PIECE', 'SET', 'HOUR', 'DAY', 'LITRE', 'KILOGRAM', 'METRE', 'KILOMETRE', 'FLAT_RATE')),
    unit_price INTEGER, -- ten-thousandths
    vat_rate INTEGER, -- hundredths of a percent; NULL: the paper's
    kind TEXT NOT NULL CHECK (kind IN ('LABOUR', 'PART', 'FLUID', 'FEE', 'EXPENSE', 'PACKAGE')),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    code_key TEXT,
    label_key TEXT NOT NULL,
    words TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((kind = 'PACKAGE') = (unit_price IS NULL))
) STRICT;
CREATE UNIQUE INDEX catalogue_item_by_code ON catalogue_item (code COLLATE NOCASE) WHERE code IS NOT NULL;
CREATE INDEX catalogue_item_by_name ON catalogue_item (label COLLATE NOCASE);
CREATE INDEX catalogue_item_by_label ON catalogue_item (label_key, seq);
CREATE INDEX catalogue_item_by_code_key ON catalogue_item (code_key, seq);
CREATE INDEX catalogue_item_by_price ON catalogue_item (unit_price, seq);
CREATE INDEX catalogue_item_by_updated ON catalogue_item (updated_at, seq);
CREATE INDEX catalogue_item_by_kind ON catalogue_item (kind, is_active, seq);
CREATE INDEX catalogue_item_by_active ON catalogue_item (is_active, seq);

-- Lines of a package: so much of another item, or a line of its own.
CREATE TABLE catalogue_line (
    seq INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL REFERENCES catalogue_item (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    item_id TEXT REFERENCES catalogue_item (id),
    quantity INTEGER NOT NULL, -- thousandths
    description TEXT,
    unit TEXT CHECK (unit IN ('PIECE', 'SET', 'HOUR', 'DAY', 'LITRE', 'KILOGRAM', 'METRE', 'KILOMETRE', 'FLAT_RATE')),
    unit_price INTEGER,
    vat_rate INTEGER,
    kind TEXT CHECK (kind IN ('LABOUR', 'PART', 'FLUID', 'FEE', 'EXPENSE')),
    UNIQUE (package_id, position),
    CHECK (item_id IS NOT NULL OR (description IS NOT NULL AND unit_price IS NOT NULL))
) STRICT;
CREATE INDEX catalogue_line_by_item ON catalogue_line (item_id);
CREATE TRIGGER catalogue_item_in_use BEFORE DELETE ON catalogue_item
WHEN EXISTS (SELECT 1 FROM catalogue_line WHERE item_id = old.id) BEGIN
    SELECT RAISE(ABORT, 'IN_A_PACKAGE: A package contains it: take it out first, or make it inactive');
END;

INSERT INTO counter (name, value) VALUES ('catalogue_item', 0);
CREATE TRIGGER catalogue_item_counted AFTER INSERT ON catalogue_item BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'catalogue_item';
END;
CREATE TRIGGER catalogue_item_uncounted AFTER DELETE ON catalogue_item BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'catalogue_item';
END;

-- (How an index of words is made: 0003_contacts.sql.) A code is found without its separators, too.
CREATE VIRTUAL TABLE catalogue_item_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '1 2 3', detail = column, columnsize = 0
);
CREATE VIEW catalogue_item_search_source AS
SELECT c.seq AS seq, coalesce(c.words, coalesce(c.code, '') || ' ' || c.label) || ' '
    || replace(replace(replace(replace(coalesce(c.code, ''), '-', ''), ' ', ''), '.', ''), '/', '') AS words
FROM catalogue_item c;
CREATE TRIGGER catalogue_item_words_insert AFTER INSERT ON catalogue_item BEGIN
    INSERT INTO catalogue_item_fts (rowid, words) SELECT seq, words FROM catalogue_item_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER catalogue_item_words_update AFTER UPDATE OF code, label ON catalogue_item
WHEN old.code IS NOT new.code OR old.label IS NOT new.label BEGIN
    DELETE FROM catalogue_item_fts WHERE rowid = old.seq;
    INSERT INTO catalogue_item_fts (rowid, words) SELECT seq, words FROM catalogue_item_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER catalogue_item_words_delete AFTER DELETE ON catalogue_item BEGIN
    DELETE FROM catalogue_item_fts WHERE rowid = old.seq;
END;

-- What quotes and invoices say, each text once: how often, and at what price last, on the whole and for one model of car. An invoice
-- made of a quote repeats what is counted. Kept by the lines themselves, so that a suggestion reads as many rows as it has texts to
-- choose from, however many papers there are. Very long texts are nobody's to choose.
CREATE TABLE past_line (
    seq INTEGER PRIMARY KEY,
    description TEXT NOT NULL UNIQUE COLLATE NOCASE,
    unit_price INTEGER NOT NULL, -- ten-thousandths; the last one, as are
    price_mode TEXT NOT NULL, -- as the paper's,
    vat_rate INTEGER NOT NULL,
    kind TEXT,
    unit TEXT,
    reference TEXT,
    last_used_at INTEGER NOT NULL,
    times_used INTEGER NOT NULL
) STRICT;
CREATE TABLE past_line_model (
    line INTEGER NOT NULL REFERENCES past_line (seq) ON DELETE CASCADE,
    make TEXT NOT NULL COLLATE NOCASE,
    model TEXT NOT NULL COLLATE NOCASE,
    unit_price INTEGER NOT NULL,
    price_mode TEXT NOT NULL,
    vat_rate INTEGER NOT NULL,
    reference TEXT,
    last_used_at INTEGER NOT NULL,
    PRIMARY KEY (line, make, model)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE past_line_fts USING fts5 (
    words,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mn Mc'", prefix = '1 2 3', detail = column, columnsize = 0
);
CREATE TRIGGER past_line_words_insert AFTER INSERT ON past_line BEGIN
    INSERT INTO past_line_fts (rowid, words)
        VALUES (new.seq, replace(replace(replace(replace(new.description, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'));
END;
CREATE TRIGGER past_line_words_delete AFTER DELETE ON past_line BEGIN
    DELETE FROM past_line_fts WHERE rowid = old.seq;
END;

CREATE TRIGGER quote_item_used AFTER INSERT ON quote_item
WHEN length(new.description) <= 300 BEGIN
    INSERT INTO past_line (description, unit_price, price_mode, vat_rate, kind, unit, reference, last_used_at, times_used)
        SELECT new.description, new.unit_price, q.price_mode, coalesce(new.vat_rate, q.vat_rate), new.kind, new.unit, new.reference,
            q.updated_at, 1
        FROM quote q WHERE q.id = new.quote_id
        ON CONFLICT (description) DO UPDATE SET unit_price = excluded.unit_price, price_mode = excluded.price_mode,
            vat_rate = excluded.vat_rate, kind = coalesce(excluded.kind, kind), unit = coalesce(excluded.unit, unit),
            reference = excluded.reference, last_used_at = excluded.last_used_at, times_used = times_used + 1;
    INSERT INTO past_line_model (line, make, model, unit_price, price_mode, vat_rate, reference, last_used_at)
        SELECT p.seq, v.make, v.model, p.unit_price, p.price_mode, p.vat_rate, p.reference, p.last_used_at
        FROM past_line p JOIN quote q ON q.id = new.quote_id JOIN vehicle v ON v.id = q.vehicle_id
        WHERE p.description = new.description AND v.make IS NOT NULL AND v.model IS NOT NULL
        ON CONFLICT (line, make, model) DO UPDATE SET unit_price = excluded.unit_price, price_mode = excluded.price_mode,
            vat_rate = excluded.vat_rate, reference = excluded.reference, last_used_at = excluded.last_used_at;
END;
CREATE TRIGGER quote_item_unused AFTER DELETE ON quote_item WHEN length(old.description) <= 300 BEGIN
    UPDATE past_line SET times_used = times_used - 1 WHERE description = old.description;
    DELETE FROM past_line WHERE description = old.description AND times_used <= 0;
END;
CREATE TRIGGER invoice_item_used AFTER INSERT ON invoice_item
WHEN length(new.description) <= 300 AND (SELECT quote_id FROM invoice WHERE id = new.invoice_id) IS NULL BEGIN
    INSERT INTO past_line (description, unit_price, price_mode, vat_rate, kind, unit, reference, last_used_at, times_used)
        SELECT new.description, new.unit_price, i.price_mode, coalesce(new.vat_rate, i.vat_rate), new.kind, new.unit, new.reference,
            i.updated_at, 1
        FROM invoice i WHERE i.id = new.invoice_id
        ON CONFLICT (description) DO UPDATE SET unit_price = excluded.unit_price, price_mode = excluded.price_mode,
            vat_rate = excluded.vat_rate, kind = coalesce(excluded.kind, kind), unit = coalesce(excluded.unit, unit),
            reference = excluded.reference, last_used_at = excluded.last_used_at, times_used = times_used + 1;
    INSERT INTO past_line_model (line, make, model, unit_price, price_mode, vat_rate, reference, last_used_at)
        SELECT p.seq, v.make, v.model, p.unit_price, p.price_mode, p.vat_rate, p.reference, p.last_used_at
        FROM past_line p JOIN invoice i ON i.id = new.invoice_id JOIN vehicle v ON v.id = i.vehicle_id
        WHERE p.description = new.description AND v.make IS NOT NULL AND v.model IS NOT NULL
        ON CONFLICT (line, make, model) DO UPDATE SET unit_price = excluded.unit_price, price_mode = excluded.price_mode,
            vat_rate = excluded.vat_rate, reference = excluded.reference, last_used_at = excluded.last_used_at;
END;
-- Only drafts lose lines, and no draft was made of a quote.
CREATE TRIGGER invoice_item_unused AFTER DELETE ON invoice_item WHEN length(old.description) <= 300 BEGIN
    UPDATE past_line SET times_used = times_used - 1 WHERE description = old.description;
    DELETE FROM past_line WHERE description = old.description AND times_used <= 0;
END;

-- What there is already, from the oldest to the newest: the last price is what stays.
INSERT INTO past_line (description, unit_price, price_mode, vat_rate, kind, unit, reference, last_used_at, times_used)
    SELECT x.description, x.unit_price, x.price_mode, x.vat_rate, x.kind, x.unit, x.reference, x.used_at, 1 FROM (
        SELECT y.description, q.vehicle_id, y.unit_price, q.price_mode, coalesce(y.vat_rate, q.vat_rate) AS vat_rate, y.kind, y.unit,
            y.reference, q.updated_at AS used_at
            FROM quote_item y JOIN quote q ON q.id = y.quote_id
        UNION ALL SELECT y.description, i.vehicle_id, y.unit_price, i.price_mode, coalesce(y.vat_rate, i.vat_rate), y.kind, y.unit,
            y.reference, i.updated_at
            FROM invoice_item y JOIN invoice i ON i.id = y.invoice_id WHERE i.quote_id IS NULL) x
    WHERE length(x.description) <= 300 ORDER BY x.used_at
    ON CONFLICT (description) DO UPDATE SET unit_price = excluded.unit_price, price_mode = excluded.price_mode,
            vat_rate = excluded.vat_rate, kind = coalesce(excluded.kind, kind), unit = coalesce(excluded.unit, unit),
            reference = excluded.reference, last_used_at = excluded.last_used_at, times_used = times_used + 1;
INSERT INTO past_line_model (line, make, model, unit_price, price_mode, vat_rate, reference, last_used_at)
    SELECT p.seq, v.make, v.model, x.unit_price, x.price_mode, x.vat_rate, x.reference, x.used_at FROM (
        SELECT y.description, q.vehicle_id, y.unit_price, q.price_mode, coalesce(y.vat_rate, q.vat_rate) AS vat_rate, y.kind, y.unit,
            y.reference, q.updated_at AS used_at
            FROM quote_item y JOIN quote q ON q.id = y.quote_id
        UNION ALL SELECT y.description, i.vehicle_id, y.unit_price, i.price_mode, coalesce(y.vat_rate, i.vat_rate), y.kind, y.unit,
            y.reference, i.updated_at
            FROM invoice_item y JOIN invoice i ON i.id = y.invoice_id WHERE i.quote_id IS NULL) x
    JOIN past_line p ON p.description = x.description JOIN vehicle v ON v.id = x.vehicle_id
    WHERE v.make IS NOT NULL AND v.model IS NOT NULL ORDER BY x.used_at
    ON CONFLICT (line, make, model) DO UPDATE SET unit_price = excluded.unit_price, price_mode = excluded.price_mode,
            vat_rate = excluded.vat_rate, reference = excluded.reference, last_used_at = excluded.last_used_at;
