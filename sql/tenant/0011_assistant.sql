-- SPDX-License-Identifier: MIT
--
-- The assistant: what was said in a conversation (bounded: the last turns of the last conversations of each person), and how many
-- calls a month has had (UTC, as plans count them).
CREATE TABLE assistant_conversation (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE, -- nobody else reads it
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX assistant_conversation_by_user ON assistant_conversation (user_id, updated_at, seq);

CREATE TABLE assistant_turn (
    seq INTEGER PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES assistant_conversation (id) ON DELETE CASCADE,
    question TEXT NOT NULL CHECK (length(question) <= 2000),
    reply TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    tool TEXT,      -- NULL: not understood
    arguments TEXT, -- JSON
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX assistant_turn_of ON assistant_turn (conversation_id, seq);

CREATE TABLE assistant_usage (
    month TEXT PRIMARY KEY NOT NULL CHECK (length(month) = 7), -- YYYY-MM, UTC
    used INTEGER NOT NULL CHECK (used >= 0)
) WITHOUT ROWID, STRICT;
