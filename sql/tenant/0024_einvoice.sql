-- SPDX-License-Identifier: MIT
--
-- The electronic invoice (XML) of each invoice and credit note, as it was written at issue. Its SHA-256 stands in the entry of the
-- ledger. What was issued before there were any has none here: it is written when it is asked for.
CREATE TABLE einvoice (
    seq INTEGER PRIMARY KEY,
    ref_id TEXT NOT NULL UNIQUE, -- of the invoice or credit note
    xml TEXT NOT NULL
) STRICT;
CREATE TRIGGER einvoice_no_late BEFORE INSERT ON einvoice WHEN EXISTS (SELECT 1 FROM ledger WHERE ref_id = new.ref_id) BEGIN
    SELECT RAISE(ABORT, 'EINVOICE_IMMUTABLE: An electronic invoice is written at issue');
END;
CREATE TRIGGER einvoice_no_update BEFORE UPDATE ON einvoice BEGIN
    SELECT RAISE(ABORT, 'EINVOICE_IMMUTABLE: An electronic invoice never changes');
END;
CREATE TRIGGER einvoice_no_delete BEFORE DELETE ON einvoice BEGIN
    SELECT RAISE(ABORT, 'EINVOICE_IMMUTABLE: An electronic invoice is never deleted');
END;
