-- SPDX-License-Identifier: MIT
--
-- What a task is about, beside its contact, and its place in its column of the board.

-- A record of any of these kinds; one that is gone leaves the task as it is.
ALTER TABLE task ADD COLUMN subject_type TEXT
    CHECK (subject_type IN ('contact', 'vehicle', 'quote', 'invoice', 'opportunity', 'client'));
ALTER TABLE task ADD COLUMN subject_id TEXT CHECK ((subject_id IS NULL) = (subject_type IS NULL));
-- Ascending; with room between neighbours (lib/workshop/task_order.h). The newest were above.
ALTER TABLE task ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE task SET position = -67108864 * seq;

CREATE INDEX task_by_subject ON task (subject_id, seq, status, deleted_at);
CREATE INDEX task_of_deals ON task (subject_id) WHERE subject_type = 'opportunity' AND deleted_at IS NULL;
CREATE INDEX task_by_position ON task (position, seq DESC) WHERE deleted_at IS NULL;
CREATE INDEX task_by_place ON task (status, position, seq DESC) WHERE deleted_at IS NULL;
CREATE INDEX task_by_completion ON task (completed_at, seq) WHERE deleted_at IS NULL;
CREATE INDEX task_by_status_completion ON task (status, completed_at, seq) WHERE deleted_at IS NULL;
-- Who may see a task is asked of each that is counted.
DROP INDEX task_by_assignee;
CREATE INDEX task_by_assignee ON task (assignee_id, seq, status, priority, contact_id, due_date, updated_at, deleted_at, subject_type,
    subject_id, created_by);
