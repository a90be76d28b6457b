-- SPDX-License-Identifier: MIT
--
-- The registry: which tenants there are, their plan and their Stripe ids, and nothing else.
-- What a tenant owns lies in its own file (sql/tenant/).

-- The statuses of tenants (lib/tenant/tenant.c).
CREATE TABLE tenant_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO tenant_status (name, position, phase, success) VALUES
    ('active', 10, 'open', 0),
    ('past_due', 20, 'open', 0),
    ('suspended', 30, 'closed', 0);

CREATE TABLE tenant (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    subdomain TEXT NOT NULL UNIQUE CHECK (length(subdomain) BETWEEN 3 AND 63 AND subdomain = lower(subdomain)),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    status TEXT NOT NULL DEFAULT 'active' REFERENCES tenant_status (name),
    plan TEXT NOT NULL DEFAULT 'FREE' CHECK (plan IN ('FREE', 'PRO', 'BUSINESS')),
    stripe_customer_id TEXT UNIQUE,
    stripe_subscription_id TEXT UNIQUE,
    stripe_event_at INTEGER, -- of the newest event that was applied, milliseconds; Stripe counts seconds
    stripe_ended_id TEXT,    -- the last subscription that ended: it never comes back
    created_at INTEGER NOT NULL, -- instants are milliseconds since 1970, UTC
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tenant_by_status ON tenant (status);
