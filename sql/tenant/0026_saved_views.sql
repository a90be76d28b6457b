-- SPDX-License-Identifier: MIT
--
-- What a list was narrowed to and ordered by, kept under a name: the part of the page's address behind the `?`.
CREATE TABLE saved_view (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE, -- who keeps it, and alone changes it
    noun TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key TEXT NOT NULL,
    query TEXT NOT NULL CHECK (length(query) <= 2048),
    shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX saved_view_by_user ON saved_view (user_id);
CREATE INDEX saved_view_by_noun ON saved_view (noun, name_key, seq);
CREATE INDEX saved_view_by_name ON saved_view (name_key, seq);
CREATE TRIGGER saved_view_few BEFORE INSERT ON saved_view
WHEN (SELECT count(*) FROM saved_view WHERE user_id = new.user_id) >= 50 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A person has at most 50 saved views');
END;
CREATE TRIGGER saved_view_bounded BEFORE INSERT ON saved_view WHEN (SELECT count(*) FROM saved_view) >= 20000 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A tenant has at most 20,000 saved views');
END;
