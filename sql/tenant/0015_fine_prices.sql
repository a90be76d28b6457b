-- SPDX-License-Identifier: MIT
--
-- A unit price has up to four decimals (a litre of oil, a screw of a thousand). unit_price stays in cents, so that no issued
-- line is touched; the hundredths of a cent stand beside it, with the same sign.
ALTER TABLE quote_item ADD COLUMN unit_price_fine INTEGER NOT NULL DEFAULT 0 CHECK (unit_price_fine BETWEEN -99 AND 99);
ALTER TABLE invoice_item ADD COLUMN unit_price_fine INTEGER NOT NULL DEFAULT 0 CHECK (unit_price_fine BETWEEN -99 AND 99);
ALTER TABLE credit_note_item ADD COLUMN unit_price_fine INTEGER NOT NULL DEFAULT 0 CHECK (unit_price_fine BETWEEN -99 AND 99);
