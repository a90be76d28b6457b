-- The tags of contacts that are not deleted, for lists filtered by tags. An index of words gives the contacts that have all of
-- ten tags, each of which sixty thousand have, in 30 ms: four times as fast as a table of tags would. A tag is one word: the
-- hexadecimal form of its bytes, so that nothing in it is folded or taken apart.
CREATE VIRTUAL TABLE contact_tag_fts USING fts5 (tags, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

INSERT INTO contact_tag_fts (rowid, tags)
    SELECT c.seq, (SELECT group_concat(hex(value), ' ') FROM json_each(c.tags)) FROM contact c
    WHERE c.tags <> '[]' AND c.deleted_at IS NULL;

CREATE TRIGGER contact_tagged AFTER INSERT ON contact WHEN new.tags <> '[]' AND new.deleted_at IS NULL BEGIN
    INSERT INTO contact_tag_fts (rowid, tags) SELECT new.seq, group_concat(hex(value), ' ') FROM json_each(new.tags);
END;
CREATE TRIGGER contact_untagged AFTER UPDATE OF tags, deleted_at ON contact WHEN old.tags <> '[]' AND old.deleted_at IS NULL
    AND (new.tags <> old.tags OR new.deleted_at IS NOT NULL) BEGIN
    INSERT INTO contact_tag_fts (contact_tag_fts, rowid, tags)
        SELECT 'delete', old.seq, group_concat(hex(value), ' ') FROM json_each(old.tags);
END;
CREATE TRIGGER contact_tagged_anew AFTER UPDATE OF tags, deleted_at ON contact WHEN new.tags <> '[]' AND new.deleted_at IS NULL
    AND (new.tags <> old.tags OR old.deleted_at IS NOT NULL) BEGIN
    INSERT INTO contact_tag_fts (rowid, tags) SELECT new.seq, group_concat(hex(value), ' ') FROM json_each(new.tags);
END;
CREATE TRIGGER contact_tags_gone AFTER DELETE ON contact WHEN old.tags <> '[]' AND old.deleted_at IS NULL BEGIN
    INSERT INTO contact_tag_fts (contact_tag_fts, rowid, tags)
        SELECT 'delete', old.seq, group_concat(hex(value), ' ') FROM json_each(old.tags);
END;
