-- SPDX-License-Identifier: MIT
--
-- Billing: which events of Stripe were processed.

CREATE TABLE billing_event (
    id TEXT PRIMARY KEY, -- Stripe's
    type TEXT NOT NULL,
    tenant_id TEXT,      -- NULL: it concerned none that is known
    outcome TEXT NOT NULL CHECK (outcome IN ('APPLIED', 'OUT_OF_DATE', 'OTHER_SUBSCRIPTION', 'NOT_CONCERNED', 'UNKNOWN_TENANT')),
    happened_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX billing_event_received ON billing_event (received_at);
