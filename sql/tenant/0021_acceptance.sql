-- SPDX-License-Identifier: MIT
--
-- What is kept of a customer's answer to a quote: who said yes, how, when and from where; and why not.

ALTER TABLE quote ADD COLUMN acceptance_accepted_by TEXT;
ALTER TABLE quote ADD COLUMN acceptance_method TEXT CHECK (acceptance_method IN ('SIGNATURE', 'PHONE', 'EMAIL'));
ALTER TABLE quote ADD COLUMN acceptance_recycled_parts INTEGER CHECK (acceptance_recycled_parts IN (0, 1)); -- NULL: was not asked
ALTER TABLE quote ADD COLUMN acceptance_at INTEGER;
ALTER TABLE quote ADD COLUMN acceptance_ip TEXT; -- of who entered it
ALTER TABLE quote ADD COLUMN acceptance_signed INTEGER CHECK (acceptance_signed IN (0, 1)); -- NULL: not accepted
ALTER TABLE quote ADD COLUMN rejection_reason TEXT;
UPDATE quote SET acceptance_at = closed_at, acceptance_signed = 0 WHERE status = 'ACCEPTED';

-- Drawings by hand, checked and made anew: base64url of a PNG.
CREATE TABLE quote_signature (
    seq INTEGER PRIMARY KEY,
    quote_id TEXT NOT NULL UNIQUE REFERENCES quote (id) ON DELETE CASCADE,
    png TEXT NOT NULL CHECK (length(png) <= 360000),
    created_at INTEGER NOT NULL
) STRICT;
