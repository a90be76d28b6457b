-- Erasing what is known of a person. Issued papers, their copies and the ledger stay; all else that names them goes. `:words` is a JSON
-- array of what tells them from others: names, addresses, numbers, plates.

-- name: erasure_open_messages
SELECT EXISTS (SELECT 1 FROM outbox o JOIN outbox_status s ON s.name = o.status WHERE o.contact_id = :id AND s.phase = 'open')

-- name: erasure_words
-- rows-ok: one
-- What of the person is written here and there.
SELECT json_group_array(DISTINCT word) FROM (
    SELECT e.value AS word FROM contact c, json_each(json_array(c.last_name, c.name, c.company, c.email, c.phone, c.siren, c.siret,
        c.vat_number, c.electronic_address_value, c.address_street, c.delivery_address_street)) e WHERE c.id = :id
    UNION ALL SELECT e.value FROM vehicle v, json_each(json_array(v.license_plate, v.vin,
        replace(v.license_plate, '-', ''))) e WHERE v.owner_id = :id)
WHERE length(word) >= 3

-- fragment: erased_ids
-- The records that are about the person.
SELECT :id UNION ALL SELECT id FROM vehicle WHERE owner_id = :id
UNION ALL SELECT s.id FROM service_record s JOIN vehicle v ON v.id = s.vehicle_id WHERE v.owner_id = :id
UNION ALL SELECT id FROM quote WHERE contact_id = :id UNION ALL SELECT id FROM invoice WHERE contact_id = :id
UNION ALL SELECT n.id FROM credit_note n JOIN invoice i ON i.id = n.invoice_id WHERE i.contact_id = :id
UNION ALL SELECT p.id FROM payment p JOIN invoice i ON i.id = p.invoice_id WHERE i.contact_id = :id
UNION ALL SELECT id FROM activity WHERE contact_id = :id UNION ALL SELECT id FROM outbox WHERE contact_id = :id
UNION ALL SELECT id FROM task WHERE contact_id = :id UNION ALL SELECT id FROM task WHERE subject_id = :id

-- fragment: names_person
EXISTS (SELECT 1 FROM json_each(:words) w WHERE instr(lower($.text), lower(w.value)) > 0)

-- name: erasure_journal
-- Which fields changed stays; what they held does not.
UPDATE journal SET before = iif(before IS NULL, NULL, (SELECT json_group_object(key, NULL) FROM json_each(before))),
    after = iif(after IS NULL, NULL, (SELECT json_group_object(key, NULL) FROM json_each(after)))
WHERE entity_id IN ({erased_ids})

-- name: erasure_named
-- scan-ok: what was written of imports and views, in an index
UPDATE journal SET before = iif(before IS NULL, NULL, (SELECT json_group_object(key, NULL) FROM json_each(before))),
    after = iif(after IS NULL, NULL, (SELECT json_group_object(key, NULL) FROM json_each(after)))
WHERE entity IN ('IMPORT', 'SAVED_VIEW')
    AND EXISTS (SELECT 1 FROM (SELECT coalesce(before, '') || coalesce(after, '') AS text) x WHERE {names_person x})

-- name: erasure_activities
UPDATE activity SET description = :shown, words = NULL, metadata = '{}', version = version + 1 WHERE contact_id = :id

-- name: erasure_activity_words
DELETE FROM activity_fts WHERE rowid IN (SELECT seq FROM activity WHERE contact_id = :id)

-- name: erasure_activity_words_anew
INSERT INTO activity_fts (rowid, words) SELECT s.seq, s.words FROM activity a CROSS JOIN activity_search_source s ON s.seq = a.seq
WHERE a.contact_id = :id

-- name: erasure_tasks
UPDATE task SET title = :shown, description = NULL, words = NULL, updated_at = :now, version = version + 1
WHERE contact_id = :id OR subject_id = :id

-- name: erasure_jobs
UPDATE job SET last_error = NULL WHERE id IN (SELECT id FROM outbox WHERE contact_id = :id)

-- name: erasure_messages
UPDATE outbox SET recipient = '', subject = NULL, body = '', last_error = NULL, delivery_error = NULL, version = version + 1
WHERE contact_id = :id

-- name: erasure_signatures
DELETE FROM quote_signature WHERE quote_id IN (SELECT id FROM quote WHERE contact_id = :id)

-- name: erasure_acceptances
UPDATE quote SET acceptance_accepted_by = NULL, acceptance_ip = NULL, rejection_reason = NULL, version = version + 1
WHERE contact_id = :id AND (acceptance_accepted_by IS NOT NULL OR acceptance_ip IS NOT NULL OR rejection_reason IS NOT NULL)

-- name: erasure_vehicles
UPDATE vehicle SET license_plate = NULL, vin = NULL, words = NULL, deleted_at = coalesce(deleted_at, :now), updated_at = :now,
    version = version + 1
WHERE owner_id = :id

-- name: erasure_contact
UPDATE contact SET first_name = NULL, last_name = :shown, email = NULL, phone = NULL, company = NULL, siren = NULL, siret = NULL,
    vat_number = NULL, address_street = NULL, address_city = NULL, address_postal_code = NULL, address_country = NULL,
    electronic_address_scheme = NULL, electronic_address_value = NULL, delivery_address_street = NULL, delivery_address_city = NULL,
    delivery_address_postal_code = NULL, delivery_address_country = NULL, tags = '[]', is_vip = 0, custom_fields = '{}', words = NULL,
    name_words = NULL, name_key = text_key(:shown), last_name_key = text_key(:shown), company_key = NULL, phone_words = NULL,
    deleted_at = coalesce(deleted_at, :now), erased_at = :now, erased_by = :user, updated_at = :now, version = version + 1
WHERE id = :id AND erased_at IS NULL

-- name: erasure_get
SELECT id, erased_at, erased_by FROM contact WHERE id = :id AND erased_at IS NOT NULL

-- name: erasure_invoice_words
-- Issued ones are found by their number.
UPDATE invoice SET party_words = NULL WHERE contact_id = :id AND party_words IS NOT NULL

-- name: erasure_quote_words
DELETE FROM quote_fts WHERE rowid IN (SELECT seq FROM quote WHERE contact_id = :id)

-- name: erasure_quote_words_anew
INSERT INTO quote_fts (rowid, words) SELECT s.seq, s.words FROM quote q CROSS JOIN quote_search_source s ON s.seq = q.seq
WHERE q.contact_id = :id

-- name: erasure_credit_note_words
DELETE FROM credit_note_fts WHERE rowid IN (SELECT n.seq FROM credit_note n JOIN invoice i ON i.id = n.invoice_id WHERE i.contact_id = :id)

-- name: erasure_credit_note_words_anew
INSERT INTO credit_note_fts (rowid, words) SELECT s.seq, s.words FROM credit_note n JOIN invoice i ON i.id = n.invoice_id
CROSS JOIN credit_note_search_source s ON s.seq = n.seq WHERE i.contact_id = :id

-- name: erasure_answers
-- scan-ok: of one day
DELETE FROM idempotency WHERE instr(body, :id) > 0
    OR EXISTS (SELECT 1 FROM (SELECT body AS text) x WHERE {names_person x})

-- name: erasure_questions
-- scan-ok: what was asked of the assistant
DELETE FROM assistant_turn WHERE instr(coalesce(arguments, ''), :id) > 0
    OR EXISTS (SELECT 1 FROM (SELECT question || ' ' || reply || ' ' || coalesce(arguments, '') AS text) x WHERE {names_person x})

-- name: erasure_views
-- scan-ok: views are few
DELETE FROM saved_view WHERE EXISTS (SELECT 1 FROM (SELECT name || ' ' || query AS text) x WHERE {names_person x})

-- name: erasure_import_drafts
-- scan-ok: files that wait to be run are few
DELETE FROM import WHERE state IN ('DRAFT', 'DONE', 'FAILED', 'UNDONE') AND seq IN (SELECT f.import_seq FROM import_file f
    WHERE EXISTS (SELECT 1 FROM (SELECT CAST(f.bytes AS TEXT) AS text) x WHERE {names_person x}))

-- name: erasure_import_samples
-- scan-ok: imports are few
UPDATE import SET columns = (SELECT json_group_array(json_set(value, '$.samples', json('[]'))) FROM json_each(columns)),
    version = version + 1
WHERE EXISTS (SELECT 1 FROM (SELECT columns AS text) x WHERE {names_person x})

-- name: erasure_import_rows
-- scan-ok: rows that could not be taken in
DELETE FROM import_problem WHERE EXISTS (SELECT 1 FROM (SELECT text || problems AS text) x WHERE {names_person x})

-- name: erasure_merge_contacts
-- An index of words keeps what was taken out of it until its parts are merged.
INSERT INTO contact_fts (contact_fts) VALUES ('optimize')

-- name: erasure_merge_vehicles
INSERT INTO vehicle_fts (vehicle_fts) VALUES ('optimize')

-- name: erasure_merge_quotes
INSERT INTO quote_fts (quote_fts) VALUES ('optimize')

-- name: erasure_merge_invoices
INSERT INTO invoice_fts (invoice_fts) VALUES ('optimize')

-- name: erasure_merge_credit_notes
INSERT INTO credit_note_fts (credit_note_fts) VALUES ('optimize')

-- name: erasure_merge_tasks
INSERT INTO task_fts (task_fts) VALUES ('optimize')

-- name: erasure_merge_activities
INSERT INTO activity_fts (activity_fts) VALUES ('optimize')
