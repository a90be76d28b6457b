-- SPDX-License-Identifier: MIT
--
-- What people recognise their sessions by, and what they want of the pages.

-- "Firefox, Windows": as the browser calls itself, no more of it; NULL: it does not say.
ALTER TABLE session ADD COLUMN device TEXT CHECK (length(device) BETWEEN 1 AND 60);
-- To the hour for who writes, to the day for who only reads: reads do not write.
ALTER TABLE session ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
UPDATE session SET seen_at = extended_at;

-- One object a person, whose members the pages choose: language, theme, columns.
CREATE TABLE preference (
    user_id TEXT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    body TEXT NOT NULL CHECK (json_type(body) = 'object' AND length(body) <= 16384),
    version INTEGER NOT NULL DEFAULT 1 -- one more at each write
) STRICT;
