-- SPDX-License-Identifier: MIT
--
-- The registry: which tenants there are, their plan and their Stripe ids, and nothing else.
-- What a tenant owns lies in its own file (sql/tenant/).

CREATE TABLE tenant (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    subdomain TEXT NOT NULL UNIQUE CHECK (length(subdomain) BETWEEN 3 AND 63 AND subdomain = lower(subdomain)),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'past_due', 'suspended')),
    plan TEXT NOT NULL DEFAULT 'FREE' CHECK (plan IN ('FREE', 'PRO', 'BUSINESS')),
    stripe_customer_id TEXT UNIQUE,
    stripe_subscription_id TEXT UNIQUE,
    created_at INTEGER NOT NULL, -- instants are milliseconds since 1970, UTC
    updated_at INTEGER NOT NULL
) STRICT;
