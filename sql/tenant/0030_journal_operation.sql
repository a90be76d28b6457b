-- SPDX-License-Identifier: MIT
--
-- What was deleted is looked for in the journal: its index by time says what was done, so that a million other rows are passed over
-- without a look at them.
DROP INDEX journal_by_time;
CREATE INDEX journal_by_time ON journal (at, entity, operation);
