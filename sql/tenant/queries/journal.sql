-- The journal (lib/resource/journal.c).

-- name: journal_insert
INSERT INTO journal (id, at, user_id, entity, entity_id, operation, before, after, source)
VALUES (:id, :at, :user_id, :entity, :entity_id, :operation, :before, :after, :source)
