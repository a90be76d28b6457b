-- SPDX-License-Identifier: MIT
--
-- A contact whose personal data was erased: when, and by whom. It comes back no more.
ALTER TABLE contact ADD COLUMN erased_at INTEGER;
ALTER TABLE contact ADD COLUMN erased_by TEXT;
