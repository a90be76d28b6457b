-- SPDX-License-Identifier: MIT
--
-- Which parts of the product a tenant uses, so that nobody looks at empty pages of the other: a garage's desk, a sales pipeline. And
-- the currency of its deals (ISO 4217); papers are in euros by law. Who had deals before goes on seeing them.
ALTER TABLE setting ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR' CHECK (length(currency) = 3);
ALTER TABLE setting ADD COLUMN modules_garage INTEGER NOT NULL DEFAULT 1 CHECK (modules_garage IN (0, 1));
ALTER TABLE setting ADD COLUMN modules_pipeline INTEGER NOT NULL DEFAULT 0 CHECK (modules_pipeline IN (0, 1));
UPDATE setting SET modules_pipeline = 1 WHERE EXISTS (SELECT 1 FROM opportunity);
