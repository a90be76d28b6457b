-- Contacts. Deleted ones are kept for their documents but found by nothing here.

-- fragment: contact_fields
-- What clients write.
first_name, last_name, email, phone, company, siren, vat_number, address_street, address_city, address_postal_code,
address_country, tags, is_vip, custom_fields, siret, electronic_address_scheme, electronic_address_value, delivery_address_street,
delivery_address_city, delivery_address_postal_code, delivery_address_country

-- fragment: contact_columns
$.id, {contact_fields $}, $.vehicles_count, $.name, $.created_at, $.updated_at, $.version

-- fragment: contact_name
-- As the table makes it.
coalesce(nullif(trim(coalesce(:first_name, '') || ' ' || coalesce(:last_name, '')), ''), :company)

-- fragment: contact_is_late
-- c-ok: lists are filtered by it
($.id IN (SELECT x.contact_id FROM invoice x WHERE x.status IN ('SENT', 'OVERDUE') AND x.due_date < :today))

-- fragment: contact_brief
-- Whoever was deleted is still named, and not to be called or written to.
json_object('id', $.id, 'name', $.name, 'phone', iif($.deleted_at IS NULL, $.phone, NULL),
    'email', iif($.deleted_at IS NULL, $.email, NULL))

-- fragment: owner_brief
json_object('id', $.id, 'name', $.name, 'phone', iif($.deleted_at IS NULL, $.phone, NULL))

-- name: contact_insert
INSERT INTO contact (id, {contact_fields}, created_at, updated_at, words, name_words, name_key, last_name_key, company_key,
    phone_words)
VALUES (:id, {contact_fields :}, :created_at, :updated_at, search_words(:first_name, :last_name, :company, :email),
    search_words(:first_name, :last_name, :company), text_key({contact_name}), text_key(:last_name), text_key(:company), phone_words(:phone))

-- name: contact_update
UPDATE contact SET {contact_fields =}, updated_at = :updated_at, version = version + 1,
    words = search_words(:first_name, :last_name, :company, :email), name_words = search_words(:first_name, :last_name, :company),
    name_key = text_key({contact_name}), last_name_key = text_key(:last_name),
    company_key = text_key(:company), phone_words = phone_words(:phone)
WHERE id = :id AND deleted_at IS NULL

-- name: contact_delete
UPDATE contact SET deleted_at = :now, updated_at = :now, version = version + 1 WHERE id = :id AND deleted_at IS NULL

-- name: contact_restore
UPDATE contact SET deleted_at = NULL, updated_at = :now, version = version + 1
WHERE id = :id AND deleted_at IS NOT NULL AND erased_at IS NULL

-- name: contact_get
SELECT {contact_columns} FROM contact WHERE id = :id AND deleted_at IS NULL

-- name: contact_get_any
-- Deleted ones too, for the documents that name them.
SELECT {contact_columns} FROM contact WHERE id = :id

-- name: contact_phone_twins
-- Others with this number, and with this address: who they are as JSON.
SELECT id, json_quote(name) AS shown FROM contact WHERE phone = :value AND phone IS NOT NULL AND deleted_at IS NULL AND id <> :id
ORDER BY seq DESC LIMIT 5

-- name: contact_email_twins
SELECT id, json_quote(name) AS shown FROM contact
WHERE email = :value COLLATE NOCASE AND email IS NOT NULL AND deleted_at IS NULL AND id <> :id ORDER BY seq DESC LIMIT 5

-- name: contact_list
SELECT {contact_columns c}
/*from*/ FROM contact c WHERE c.deleted_at IS NULL /*filters*/ /*order*/ /*page*/

-- name: contact_count
SELECT count(*) FROM contact c WHERE c.deleted_at IS NULL /*filters*/

-- name: contact_total
SELECT value FROM counter WHERE name = 'contact'

-- name: contact_search
SELECT {contact_columns c}
/*from*/ FROM contact_fts f JOIN contact c ON c.seq = f.rowid WHERE contact_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: contact_known
-- Whose name has all of these words.
-- scan-ok: the index of words is what finds them
SELECT {contact_columns c}
FROM contact_fts f JOIN contact c ON c.seq = f.rowid WHERE contact_fts MATCH :match ORDER BY f.rowid DESC LIMIT 5

-- name: contact_search_all
SELECT count(*) FROM contact_fts WHERE contact_fts MATCH :match

-- name: contact_search_count
SELECT count(*) FROM contact_fts f JOIN contact c ON c.seq = f.rowid WHERE contact_fts MATCH :match /*filters*/

-- fragment: contact_sums_of
-- What they owe. Open invoices are few: each one's customer is looked at, and not every customer.
SELECT NULL, NULL, NULL, coalesce(sum({amount_due i}), 0), NULL
FROM invoice i CROSS JOIN contact c ON c.id = i.contact_id WHERE i.status IN ('SENT', 'OVERDUE') AND c.deleted_at IS NULL

-- name: contact_sums
-- rows-ok: one
{contact_sums_of} /*filters*/

-- name: contact_search_sums
-- rows-ok: one
{contact_sums_of} AND +c.seq IN (SELECT rowid FROM contact_fts WHERE contact_fts MATCH :match) /*filters*/

-- name: contact_recent_quotes
SELECT id, quote_number, status, total, issue_date, created_at FROM quote WHERE contact_id = :id ORDER BY seq DESC LIMIT 5

-- name: contact_recent_activities
SELECT id, type, description, created_at FROM activity WHERE contact_id = :id ORDER BY seq DESC LIMIT 5

-- name: contact_vehicles
SELECT {vehicle_columns} FROM vehicle WHERE owner_id = :id AND deleted_at IS NULL ORDER BY seq LIMIT 1001
