-- SPDX-License-Identifier: MIT
--
-- What a line is, how it is counted, the part's reference and what is taken off its price; and papers whose prices include VAT, as
-- the law makes a garage display them.
ALTER TABLE setting ADD COLUMN price_mode TEXT NOT NULL DEFAULT 'NET' CHECK (price_mode IN ('NET', 'GROSS'));
ALTER TABLE quote ADD COLUMN price_mode TEXT NOT NULL DEFAULT 'NET' CHECK (price_mode IN ('NET', 'GROSS'));
ALTER TABLE invoice ADD COLUMN price_mode TEXT NOT NULL DEFAULT 'NET' CHECK (price_mode IN ('NET', 'GROSS'));
ALTER TABLE credit_note ADD COLUMN price_mode TEXT NOT NULL DEFAULT 'NET' CHECK (price_mode IN ('NET', 'GROSS'));

-- `total` is with or without VAT, as the paper's prices are; net_total without, NULL: the same. The lists of kinds and units are those
-- of lib/workshop/line.c; a unit's code abroad is that of UN/ECE recommendation 20.
ALTER TABLE quote_item ADD COLUMN net_total INTEGER;
ALTER TABLE quote_item ADD COLUMN kind TEXT CHECK (kind IN ('LABOUR', 'PART', 'FLUID', 'FEE', 'EXPENSE'));
ALTER TABLE quote_item ADD COLUMN unit TEXT
    CHECK (unit IN ('PIECE', 'SET', 'HOUR', 'DAY', 'LITRE', 'KILOGRAM', 'METRE', 'KILOMETRE', 'FLAT_RATE'));
ALTER TABLE quote_item ADD COLUMN reference TEXT;
ALTER TABLE quote_item ADD COLUMN discount_percent INTEGER CHECK (discount_percent BETWEEN 0 AND 10000); -- hundredths of a percent
ALTER TABLE invoice_item ADD COLUMN net_total INTEGER;
ALTER TABLE invoice_item ADD COLUMN kind TEXT CHECK (kind IN ('LABOUR', 'PART', 'FLUID', 'FEE', 'EXPENSE'));
ALTER TABLE invoice_item ADD COLUMN unit TEXT
    CHECK (unit IN ('PIECE', 'SET', 'HOUR', 'DAY', 'LITRE', 'KILOGRAM', 'METRE', 'KILOMETRE', 'FLAT_RATE'));
ALTER TABLE invoice_item ADD COLUMN reference TEXT;
ALTER TABLE invoice_item ADD COLUMN discount_percent INTEGER CHECK (discount_percent BETWEEN 0 AND 10000);
ALTER TABLE credit_note_item ADD COLUMN net_total INTEGER;
ALTER TABLE credit_note_item ADD COLUMN kind TEXT CHECK (kind IN ('LABOUR', 'PART', 'FLUID', 'FEE', 'EXPENSE'));
ALTER TABLE credit_note_item ADD COLUMN unit TEXT
    CHECK (unit IN ('PIECE', 'SET', 'HOUR', 'DAY', 'LITRE', 'KILOGRAM', 'METRE', 'KILOMETRE', 'FLAT_RATE'));
ALTER TABLE credit_note_item ADD COLUMN reference TEXT;
ALTER TABLE credit_note_item ADD COLUMN discount_percent INTEGER CHECK (discount_percent BETWEEN 0 AND 10000);

CREATE TRIGGER invoice_price_mode_immutable BEFORE UPDATE OF price_mode ON invoice
WHEN old.status <> 'DRAFT' AND new.price_mode IS NOT old.price_mode BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;
