-- SPDX-License-Identifier: MIT
--
-- When each tenant was last backed up by this installation: `visioncrm tenant show` says it.

CREATE TABLE backup (
    tenant_id TEXT PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
