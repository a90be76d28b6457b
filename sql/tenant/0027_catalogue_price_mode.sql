-- SPDX-License-Identifier: MIT
--
-- Whether a price of the catalogue includes VAT is its own, so that it means the same when the tenant's papers change. What there is was
-- read as the settings say.
ALTER TABLE catalogue_item ADD COLUMN price_mode TEXT NOT NULL DEFAULT 'NET' CHECK (price_mode IN ('NET', 'GROSS'));
UPDATE catalogue_item SET price_mode = (SELECT price_mode FROM setting WHERE id = 1)
WHERE EXISTS (SELECT 1 FROM setting WHERE id = 1 AND price_mode <> 'NET');
