-- SPDX-License-Identifier: MIT
--
-- What every tenant has before it has any business: settings, keys, kept answers, counters.
--
-- The same everywhere: `seq` orders rows and is never shown; `id` is the public UUIDv7. Money is in cents, unit prices in
-- ten-thousandths of a unit of money, quantities in thousandths, rates in hundredths of a percent, shares, scores and coefficients
-- in ten-thousandths. Instants are milliseconds since 1970, UTC; dates are YYYY-MM-DD. `version` counts the writes of a record: what
-- If-Match compares. Every UPDATE of a record raises it; what a record derives of others (a count of vehicles, the last activity,
-- the last sign-in) does not. A column that ends in `_key` orders texts as people expect it (text_key of lib/store/order.c), `words`
-- and `phone_words` are what a search finds where the text alone would not do (search_words, phone_words of lib/store/words.c; NULL,
-- nearly always: as it stands); the program fills them. Triggers and views are plain SQL, so that any program that knows SQLite can
-- read and write the file.

-- One row. Legal wording is data: it moves from one law to the next, and each garage has its own.
CREATE TABLE setting (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    legal_name TEXT,
    legal_form TEXT,
    siret TEXT CHECK (length(siret) = 14),
    vat_number TEXT,
    rcs TEXT,
    address_street TEXT,
    address_city TEXT,
    address_postal_code TEXT,
    address_country TEXT,
    phone TEXT,
    email TEXT,
    iban TEXT,
    timezone TEXT NOT NULL,
    registration TEXT NOT NULL CHECK (registration IN ('open', 'approval', 'closed')),
    probability_step INTEGER NOT NULL CHECK (probability_step BETWEEN 0 AND 10000),    -- ten-thousandths
    payment_terms_days INTEGER NOT NULL CHECK (payment_terms_days BETWEEN 0 AND 120),
    default_vat_rate INTEGER NOT NULL CHECK (default_vat_rate BETWEEN 0 AND 10000),    -- hundredths of a percent
    late_penalty_text TEXT,
    recovery_text TEXT,
    discount_text TEXT,
    quote_footer TEXT,
    invoice_footer TEXT,
    logo TEXT,
    -- What an analysis measures by: after how many days a quote or deal is stalled, how many of them are grave, the share of
    -- quotes that are to become invoices and the fall of revenue that is grave (ten-thousandths).
    stalled_days INTEGER NOT NULL DEFAULT 14 CHECK (stalled_days BETWEEN 1 AND 365),
    stalled_grave INTEGER NOT NULL DEFAULT 5 CHECK (stalled_grave BETWEEN 1 AND 1000),
    conversion_target INTEGER NOT NULL DEFAULT 3500 CHECK (conversion_target BETWEEN 0 AND 10000),
    revenue_fall_grave INTEGER NOT NULL DEFAULT 1000 CHECK (revenue_fall_grave BETWEEN 0 AND 10000),
    -- Overdue reminders: a level each so many days after the due date. NULL: no such letter.
    reminder_days_1 INTEGER DEFAULT 7 CHECK (reminder_days_1 BETWEEN 1 AND 365),
    reminder_days_2 INTEGER DEFAULT 21 CHECK (reminder_days_2 BETWEEN 1 AND 365),
    reminder_days_3 INTEGER DEFAULT 35 CHECK (reminder_days_3 BETWEEN 1 AND 365),
    -- A demonstration says so itself, whatever it is called: `visioncrm demo` sets the flag, and nothing clears it.
    demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    updated_at INTEGER NOT NULL
) STRICT;

-- Code de commerce L441-9, L441-10 and D441-5: what an invoice to a business must say about paying late or early.
INSERT INTO setting (id, name, timezone, registration, probability_step, payment_terms_days, default_vat_rate,
                     late_penalty_text, recovery_text, discount_text, updated_at)
VALUES (1, 'VisionCRM', 'Europe/Paris', 'approval', 500, 30, 2000,
        'Pénalités de retard : taux de refinancement de la Banque centrale européenne majoré de 10 points, '
        || 'exigibles sans rappel dès le lendemain de l''échéance.',
        'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.',
        'Pas d''escompte pour paiement anticipé.',
        0);

-- Answers kept for 24 hours under an Idempotency-Key. `user_id` is '' for a request without a credential.
CREATE TABLE idempotency (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    user_id TEXT NOT NULL,
    path TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    content_type TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0, -- of the record that the answer shows, so that it goes out again with its tag; 0: it shows none
    created_at INTEGER NOT NULL,
    UNIQUE (user_id, path, key)
) STRICT;
CREATE INDEX idempotency_created ON idempotency (created_at);

-- Kept totals: counting ten thousand rows costs more than reading a page of them.
CREATE TABLE counter (
    name TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- The last number given in each series of documents ("invoice-2026").
CREATE TABLE sequence (
    name TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Encrypted with the installation's secret file (lib/auth/secret.c).
CREATE TABLE sealed_key (
    name TEXT PRIMARY KEY NOT NULL,
    sealed TEXT NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
