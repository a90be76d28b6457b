-- SPDX-License-Identifier: MIT
--
-- The logo for papers: one PNG, drawn anew from what was uploaded. `setting.logo` names it. It lies here and not beside the file, so
-- that it is written, backed up and restored with the settings that name it.
CREATE TABLE logo (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    png BLOB NOT NULL CHECK (length(png) BETWEEN 1 AND 1048576)
) STRICT;
