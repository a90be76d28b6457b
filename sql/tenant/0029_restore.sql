-- SPDX-License-Identifier: MIT
--
-- What was deleted can come back (lib/resource/resource.h). Tasks are kept for it, as contacts and vehicles are for their documents;
-- indexes that lists are read from alone say which are deleted. Kept totals follow a record both ways.
ALTER TABLE task ADD COLUMN deleted_at INTEGER;
DROP INDEX task_by_status;
DROP INDEX task_by_assignee;
DROP INDEX task_by_due;
CREATE INDEX task_by_status ON task (status, seq, deleted_at);
CREATE INDEX task_by_assignee ON task (assignee_id, seq, status, priority, contact_id, due_date, updated_at, deleted_at);
CREATE INDEX task_by_due ON task (due_date, seq, deleted_at);
CREATE INDEX task_by_deletion ON task (deleted_at) WHERE deleted_at IS NOT NULL; -- those that the sweep takes away

DROP TRIGGER task_uncounted;
CREATE TRIGGER task_uncounted AFTER UPDATE OF deleted_at ON task WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'task';
END;
CREATE TRIGGER task_recounted AFTER UPDATE OF deleted_at ON task WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'task';
END;
CREATE TRIGGER task_gone AFTER DELETE ON task WHEN old.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'task';
END;
CREATE TRIGGER contact_recounted AFTER UPDATE OF deleted_at ON contact WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'contact';
END;
CREATE TRIGGER vehicle_recounted AFTER UPDATE OF deleted_at ON vehicle WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'vehicle';
    UPDATE contact SET vehicles_count = vehicles_count + 1 WHERE id = new.owner_id;
END;
