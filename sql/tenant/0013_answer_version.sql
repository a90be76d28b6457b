-- SPDX-License-Identifier: MIT
--
-- The version of the record that a kept answer shows, so that it goes out again with its tag. 0: it shows none.
ALTER TABLE idempotency ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
