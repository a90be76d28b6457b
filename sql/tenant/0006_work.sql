-- SPDX-License-Identifier: MIT
--
-- What is to be done, and what has happened: tasks and activities.

-- The statuses of tasks (lib/workshop/task.c).
CREATE TABLE task_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO task_status (name, position, phase, success) VALUES
    ('TODO', 10, 'open', 0),
    ('IN_PROGRESS', 20, 'open', 0),
    ('DONE', 30, 'closed', 1);
CREATE TABLE task (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT,
    assignee_id TEXT REFERENCES app_user (id),
    contact_id TEXT REFERENCES contact (id),
    due_date INTEGER,
    status TEXT NOT NULL DEFAULT 'TODO' REFERENCES task_status (name),
    priority TEXT NOT NULL DEFAULT 'MEDIUM' CHECK (priority IN ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT REFERENCES app_user (id),
    completed_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX task_by_status ON task (status, seq, deleted_at);
-- All that the list filters and sorts by (see vehicle_by_make), and which are deleted.
CREATE INDEX task_by_assignee ON task (assignee_id, seq, status, priority, contact_id, due_date, updated_at, deleted_at);
CREATE INDEX task_by_contact ON task (contact_id, seq);
CREATE INDEX task_by_due ON task (due_date, seq, deleted_at);
CREATE INDEX task_by_deletion ON task (deleted_at) WHERE deleted_at IS NOT NULL; -- those that the sweep takes away
CREATE INDEX task_by_creator ON task (created_by);

CREATE TABLE activity (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    description TEXT NOT NULL,
    user_id TEXT REFERENCES app_user (id),
    contact_id TEXT REFERENCES contact (id),
    metadata TEXT NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_by_contact ON activity (contact_id, seq);
CREATE INDEX activity_by_user ON activity (user_id, seq);
CREATE INDEX activity_by_type ON activity (type, seq, created_at, contact_id, user_id);
CREATE INDEX activity_by_time ON activity (created_at, seq);

INSERT INTO counter (name, value) VALUES ('task', 0), ('activity', 0);
CREATE TRIGGER task_counted AFTER INSERT ON task BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'task';
END;
CREATE TRIGGER task_uncounted AFTER UPDATE OF deleted_at ON task WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'task';
END;
CREATE TRIGGER task_recounted AFTER UPDATE OF deleted_at ON task WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'task';
END;
CREATE TRIGGER task_gone AFTER DELETE ON task WHEN old.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'task';
END;
CREATE TRIGGER activity_counted AFTER INSERT ON activity BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'activity';
END;
