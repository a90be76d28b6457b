-- SPDX-License-Identifier: MIT
--
-- One row for every write of a record, in the transaction of the write (lib/resource/journal.c), kept for so many days as the
-- installation's `journal_days` says. It names people and records without referring to them, so that it outlives both; `before` and
-- `after` are JSON objects of the fields that changed, at most 7,800 bytes together, and hold no secret. `id` is only printed: no
-- index finds it. Three indexes and no more: each costs a write of anything one page to the log.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    user_id TEXT, -- NULL: nobody was signed in
    entity TEXT NOT NULL,
    entity_id TEXT, -- NULL: the one record of its kind, the settings
    operation TEXT NOT NULL CHECK (operation IN ('CREATE', 'CHANGE', 'REMOVE', 'RESTORE')),
    before TEXT,
    after TEXT,
    source TEXT -- what the write came from, when it was no request of a person; or what a deal's score follows from
) STRICT;
CREATE INDEX journal_by_time ON journal (at, entity, operation); -- and the writes of one kind of record, of which it is gone through
CREATE INDEX journal_by_record ON journal (entity_id, at);
CREATE INDEX journal_by_user ON journal (user_id, at, entity);
