-- Clients: companies of the pipeline. Counts and totals cover what the asking user sees.

-- name: client_insert
INSERT INTO client (id, name, industry, relationship_tier, contact_person, email, phone, address, notes, created_by, created_at,
    updated_at, words, name_words, name_key, phone_words)
VALUES (:id, :name, :industry, :relationship_tier, :contact_person, :email, :phone, :address, :notes, :created_by, :created_at,
    :updated_at, search_words(:name, :industry, :contact_person, :email), search_words(:name), text_key(:name), phone_words(:phone))

-- name: client_update
UPDATE client SET name = :name, industry = :industry, relationship_tier = :relationship_tier, contact_person = :contact_person,
    email = :email, phone = :phone, address = :address, notes = :notes, updated_at = :updated_at,
    words = search_words(:name, :industry, :contact_person, :email), name_words = search_words(:name), name_key = text_key(:name),
    phone_words = phone_words(:phone)
WHERE id = :id

-- name: client_delete
DELETE FROM client WHERE id = :id

-- name: client_get
SELECT c.id, c.name, c.industry, c.relationship_tier, c.contact_person, c.email, c.phone, c.address, c.notes, c.created_by,
    c.created_at, c.updated_at
FROM client c WHERE c.id = :id

-- name: client_exists
SELECT 1 FROM client WHERE id = :id

-- name: client_deals
SELECT count(*), coalesce(sum(o.original_amount), 0) FROM opportunity o WHERE o.client_id = :id
    AND (:scope_all = 1 OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))

-- name: client_used
SELECT 1 FROM opportunity WHERE client_id = :id LIMIT 1

-- name: client_list
SELECT c.id, c.name, c.industry, c.relationship_tier, c.contact_person, c.email, c.phone, c.address, c.notes,
    (SELECT count(*) FROM opportunity o WHERE o.client_id = c.id AND (:scope_all = 1 OR o.owner_id = :scope_user
        OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))) AS opportunity_count,
    (SELECT coalesce(sum(o.original_amount), 0) FROM opportunity o WHERE o.client_id = c.id AND (:scope_all = 1
        OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))) AS total_value,
    c.created_at, c.updated_at
FROM (SELECT c.seq AS seq FROM client c WHERE 1 = 1 /*filters*/ /*order*/ /*page*/) p JOIN client c ON c.seq = p.seq
/*order*/

-- name: client_count
SELECT count(*) FROM client c WHERE 1 = 1 /*filters*/

-- name: client_total
SELECT value FROM counter WHERE name = 'client'

-- name: client_search
-- CROSS JOIN: what matches is read first.
SELECT c.id, c.name, c.industry, c.relationship_tier, c.contact_person, c.email, c.phone, c.address, c.notes,
    (SELECT count(*) FROM opportunity o WHERE o.client_id = c.id AND (:scope_all = 1 OR o.owner_id = :scope_user
        OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))) AS opportunity_count,
    (SELECT coalesce(sum(o.original_amount), 0) FROM opportunity o WHERE o.client_id = c.id AND (:scope_all = 1
        OR o.owner_id = :scope_user OR o.team_id IN (SELECT value FROM json_each(:scope_teams)))) AS total_value,
    c.created_at, c.updated_at
FROM (SELECT f.rowid AS rowid FROM client_fts f CROSS JOIN client c ON c.seq = f.rowid WHERE client_fts MATCH :match
    /*filters*/ /*order*/ /*page*/) f JOIN client c ON c.seq = f.rowid
/*order*/

-- name: client_search_count
SELECT count(*) FROM client_fts f CROSS JOIN client c ON c.seq = f.rowid WHERE client_fts MATCH :match /*filters*/

-- name: client_search_all
SELECT count(*) FROM client_fts WHERE client_fts MATCH :match
