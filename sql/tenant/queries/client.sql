-- Clients: companies of the pipeline. Counts and totals cover what the asking user sees.

-- fragment: client_fields
name, industry, relationship_tier, contact_person, email, phone, address, notes

-- fragment: client_columns
$.id, {client_fields $}, $.created_at, $.updated_at, $.version

-- fragment: client_deal_count
-- c-ok: lists are sorted by it
(SELECT count(*) FROM opportunity o WHERE o.client_id = $.id AND {deal_scope o})

-- fragment: client_deal_value
-- c-ok: lists are sorted by it
(SELECT coalesce(sum(o.original_amount), 0) FROM opportunity o WHERE o.client_id = $.id AND {deal_scope o})

-- fragment: client_row
{client_columns c}, {client_deal_count c} AS opportunity_count, {client_deal_value c} AS total_value

-- name: client_insert
INSERT INTO client (id, {client_fields}, created_by, created_at, updated_at, words, name_words, name_key, industry_key,
    relationship_tier_key, contact_person_key, email_key, phone_words)
VALUES (:id, {client_fields :}, :created_by, :created_at,
    :updated_at, search_words(:name, :industry, :contact_person, :email), search_words(:name), text_key(:name),
    text_key(:industry), text_key(:relationship_tier), text_key(:contact_person), text_key(:email), phone_words(:phone))

-- name: client_update
UPDATE client SET {client_fields =}, updated_at = :updated_at, version = version + 1,
    words = search_words(:name, :industry, :contact_person, :email), name_words = search_words(:name), name_key = text_key(:name),
    industry_key = text_key(:industry), relationship_tier_key = text_key(:relationship_tier),
    contact_person_key = text_key(:contact_person), email_key = text_key(:email), phone_words = phone_words(:phone)
WHERE id = :id

-- name: client_delete
DELETE FROM client WHERE id = :id

-- name: client_get
SELECT {client_columns c}, c.created_by FROM client c WHERE c.id = :id

-- name: client_exists
SELECT 1 FROM client WHERE id = :id

-- name: client_deals
SELECT count(*), coalesce(sum(o.original_amount), 0) FROM opportunity o WHERE o.client_id = :id AND {deal_scope o}

-- name: client_used
SELECT 1 FROM opportunity WHERE client_id = :id LIMIT 1

-- name: client_list
SELECT {client_row}
FROM (SELECT c.seq AS seq FROM client c WHERE 1 = 1 /*filters*/ /*order*/ /*page*/) p JOIN client c ON c.seq = p.seq
/*order*/

-- name: client_count
SELECT count(*) FROM client c WHERE 1 = 1 /*filters*/

-- name: client_total
SELECT value FROM counter WHERE name = 'client'

-- name: client_search
-- CROSS JOIN: what matches is read first.
SELECT {client_row}
FROM (SELECT f.rowid AS rowid FROM client_fts f CROSS JOIN client c ON c.seq = f.rowid WHERE client_fts MATCH :match
    /*filters*/ /*order*/ /*page*/) f JOIN client c ON c.seq = f.rowid
/*order*/

-- name: client_search_count
SELECT count(*) FROM client_fts f CROSS JOIN client c ON c.seq = f.rowid WHERE client_fts MATCH :match /*filters*/

-- name: client_search_all
SELECT count(*) FROM client_fts WHERE client_fts MATCH :match
