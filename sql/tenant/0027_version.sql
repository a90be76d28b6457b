-- SPDX-License-Identifier: MIT
--
-- Each record counts its writes: what If-Match compares, and what a list says of a row that may have changed since. Every UPDATE
-- of a record raises it; what a record derives of others (a count of vehicles, the last activity, the last sign-in) does not.
ALTER TABLE app_user ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE setting ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE team ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE contact ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE vehicle ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE service_record ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE quote ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE invoice ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE payment ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE credit_note ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE task ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE activity ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE outbox ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE client ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE coefficient ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE opportunity ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE opportunity_activity ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE report ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
