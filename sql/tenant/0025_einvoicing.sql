-- SPDX-License-Identifier: MIT
--
-- What an electronic invoice says beyond a paper one: why a line bears no VAT, where its parties receive invoices and goods, and how
-- the garage declares its VAT; the accounts that its accountant books on; at which till money was taken.

ALTER TABLE setting ADD COLUMN electronic_address_scheme TEXT CHECK (electronic_address_scheme IN ('0225', 'EM'));
ALTER TABLE setting ADD COLUMN electronic_address_value TEXT; -- NULL: its SIREN
ALTER TABLE setting ADD COLUMN vat_regime TEXT CHECK (vat_regime IN ('MONTHLY', 'QUARTERLY', 'SIMPLIFIED', 'FRANCHISE')); -- NULL: not said
ALTER TABLE setting ADD COLUMN vat_on_debits INTEGER NOT NULL DEFAULT 0 CHECK (vat_on_debits IN (0, 1));
ALTER TABLE setting ADD COLUMN parts_follow_repair INTEGER NOT NULL DEFAULT 0 CHECK (parts_follow_repair IN (0, 1));
ALTER TABLE setting ADD COLUMN fiscal_year_end TEXT NOT NULL DEFAULT '12-31' CHECK (length(fiscal_year_end) = 5);
ALTER TABLE setting ADD COLUMN einvoicing INTEGER NOT NULL DEFAULT 0 CHECK (einvoicing IN (0, 1));
ALTER TABLE setting ADD COLUMN private_endpoint TEXT; -- where an invoice goes whose customer has no e-mail
ALTER TABLE setting ADD COLUMN platform_name TEXT;
ALTER TABLE setting ADD COLUMN platform_matricule TEXT;

-- Of the plan comptable général; the accountant's own are longer.
ALTER TABLE setting ADD COLUMN accounts_customers TEXT NOT NULL DEFAULT '411';
ALTER TABLE setting ADD COLUMN accounts_services TEXT NOT NULL DEFAULT '706';
ALTER TABLE setting ADD COLUMN accounts_goods TEXT NOT NULL DEFAULT '707';
ALTER TABLE setting ADD COLUMN accounts_expenses TEXT NOT NULL DEFAULT '467';
ALTER TABLE setting ADD COLUMN accounts_deposits TEXT NOT NULL DEFAULT '4191';
ALTER TABLE setting ADD COLUMN accounts_vat TEXT NOT NULL DEFAULT '44571';
ALTER TABLE setting ADD COLUMN accounts_vat_pending TEXT NOT NULL DEFAULT '44574'; -- of services, until they are paid
ALTER TABLE setting ADD COLUMN accounts_bank TEXT NOT NULL DEFAULT '512';
ALTER TABLE setting ADD COLUMN accounts_cheques TEXT NOT NULL DEFAULT '5112';
ALTER TABLE setting ADD COLUMN accounts_cards TEXT NOT NULL DEFAULT '5115';
ALTER TABLE setting ADD COLUMN accounts_cash TEXT NOT NULL DEFAULT '530';

ALTER TABLE contact ADD COLUMN siret TEXT CHECK (length(siret) = 14);
ALTER TABLE contact ADD COLUMN electronic_address_scheme TEXT CHECK (electronic_address_scheme IN ('0225', 'EM'));
ALTER TABLE contact ADD COLUMN electronic_address_value TEXT;
ALTER TABLE contact ADD COLUMN delivery_address_street TEXT; -- where it differs
ALTER TABLE contact ADD COLUMN delivery_address_city TEXT;
ALTER TABLE contact ADD COLUMN delivery_address_postal_code TEXT;
ALTER TABLE contact ADD COLUMN delivery_address_country TEXT;

-- Codes of the list VATEX (lib/invoicing/exemption.c), for lines at 0 %. A paper's is that of lines without their own.
ALTER TABLE quote ADD COLUMN vat_exemption TEXT;
ALTER TABLE invoice ADD COLUMN vat_exemption TEXT;
ALTER TABLE quote_item ADD COLUMN vat_exemption TEXT;
ALTER TABLE invoice_item ADD COLUMN vat_exemption TEXT;
ALTER TABLE credit_note_item ADD COLUMN vat_exemption TEXT;
CREATE TRIGGER invoice_exemption_immutable BEFORE UPDATE OF vat_exemption ON invoice
WHEN old.status <> 'DRAFT' AND new.vat_exemption IS NOT old.vat_exemption BEGIN
    SELECT RAISE(ABORT, 'INVOICE_IMMUTABLE: An issued invoice never changes: cancel it with a credit note');
END;

ALTER TABLE payment ADD COLUMN till TEXT CHECK (length(till) BETWEEN 1 AND 20);
