-- SPDX-License-Identifier: MIT
--
-- Moving in: files of contacts and vehicles that are read into the tenant, and what each of them made, so that it can be undone.

-- The statuses of imports (lib/transfer/import.c).
CREATE TABLE import_state (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO import_state (name, position, phase, success) VALUES
    ('DRAFT', 10, 'draft', 0),
    ('RUNNING', 20, 'open', 0),
    ('DONE', 30, 'closed', 1),
    ('FAILED', 40, 'closed', 0),
    ('UNDOING', 50, 'open', 0),
    ('UNDONE', 60, 'closed', 0);

CREATE TABLE import (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('contacts', 'vehicles')),
    name TEXT, -- of the file
    state TEXT NOT NULL REFERENCES import_state (name),
    encoding TEXT NOT NULL,
    separator TEXT NOT NULL,
    duplicates TEXT NOT NULL,
    columns TEXT NOT NULL CHECK (json_type(columns) = 'array'), -- title, samples, and the field that it goes to
    total INTEGER NOT NULL, -- rows below the heading that are not empty
    done INTEGER NOT NULL DEFAULT 0, -- of them; while undoing: of what was written
    created INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    undone INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0, -- where the job goes on: bytes of the file; while undoing: the item before
    line INTEGER NOT NULL DEFAULT 0, -- of the file, at that place
    created_by TEXT REFERENCES app_user (id),
    acting_id TEXT REFERENCES app_user (id), -- who had it run or undone: whose writes they are
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ended_at INTEGER, -- it has run
    undone_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX import_by_state ON import (state, seq);
CREATE INDEX import_by_end ON import (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX import_by_creator ON import (created_by);
CREATE INDEX import_by_actor ON import (acting_id);

-- The file, until its import has run.
CREATE TABLE import_file (
    import_seq INTEGER PRIMARY KEY REFERENCES import (seq) ON DELETE CASCADE,
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 10485760)
) STRICT;

-- What an import wrote, a row a write, for as long as it can be undone. The journal has the fields.
CREATE TABLE import_item (
    seq INTEGER PRIMARY KEY,
    import_seq INTEGER NOT NULL REFERENCES import (seq) ON DELETE CASCADE,
    line INTEGER NOT NULL, -- of the file
    entity_id TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('CREATED', 'UPDATED')),
    journal_seq INTEGER NOT NULL, -- its row of the journal
    reason TEXT, -- why undoing kept it, or some fields of it
    fields TEXT -- which, as a JSON array
) STRICT;
CREATE INDEX import_item_by_import ON import_item (import_seq, seq);
CREATE INDEX import_item_by_record ON import_item (entity_id, journal_seq, import_seq);
CREATE INDEX import_item_kept ON import_item (import_seq, seq) WHERE reason IS NOT NULL;

-- Rows that could not be read in, the first thousand.
CREATE TABLE import_problem (
    seq INTEGER PRIMARY KEY,
    import_seq INTEGER NOT NULL REFERENCES import (seq) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    problems TEXT NOT NULL CHECK (json_type(problems) = 'array'),
    text TEXT NOT NULL -- the row as CSV
) STRICT;
CREATE INDEX import_problem_by_import ON import_problem (import_seq, seq);
