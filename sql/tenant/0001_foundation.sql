-- SPDX-License-Identifier: MIT
--
-- What every tenant has before it has any business: people, their sessions, settings, kept answers, counters.
-- Instants are milliseconds since 1970, UTC. `seq` orders rows and is never shown; `id` is a UUIDv7.

-- "user" is a reserved word in PostgreSQL.
CREATE TABLE app_user (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    username TEXT NOT NULL CHECK (length(username) BETWEEN 1 AND 50),
    first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
    last_name TEXT CHECK (length(last_name) BETWEEN 1 AND 100),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'sales')),
    team_id TEXT,
    pending_team_id TEXT, -- asked for at registration, takes effect with the activation
    password_hash TEXT,   -- NULL until the first password is set
    profile_picture_url TEXT,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    last_login INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email));
CREATE UNIQUE INDEX app_user_username ON app_user (lower(username));
CREATE INDEX app_user_team ON app_user (team_id);

-- A cookie session is found by the hash of its secret. A token session is found by its id, which its tokens carry.
CREATE TABLE session (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('cookie', 'token')),
    secret_hash TEXT UNIQUE CHECK (length(secret_hash) = 64),
    user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    extended_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK (kind = 'token' OR secret_hash IS NOT NULL)
) STRICT;
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_expires ON session (expires_at);

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
