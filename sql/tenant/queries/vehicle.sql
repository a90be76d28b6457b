-- Vehicles and their service records.

-- fragment: vehicle_fields
owner_id, vin, license_plate, make, model, year, color, mileage

-- fragment: vehicle_columns
$.id, {vehicle_fields $}, $.created_at, $.updated_at, $.version

-- fragment: vehicle_brief
CASE WHEN $.id IS NOT NULL THEN json_object('id', $.id, 'license_plate', $.license_plate, 'make', $.make, 'model', $.model) END

-- name: vehicle_insert
INSERT INTO vehicle (id, {vehicle_fields}, created_at, updated_at, words, make_key)
VALUES (:id, {vehicle_fields :}, :created_at, :updated_at,
    search_words(:vin, :license_plate, :make, :model, :color), text_key(:make))

-- name: vehicle_update
UPDATE vehicle SET {vehicle_fields =}, updated_at = :updated_at, version = version + 1,
    words = search_words(:vin, :license_plate, :make, :model, :color), make_key = text_key(:make)
WHERE id = :id AND deleted_at IS NULL

-- name: vehicle_delete
UPDATE vehicle SET deleted_at = :now, updated_at = :now, version = version + 1 WHERE id = :id AND deleted_at IS NULL

-- name: vehicle_restore
UPDATE vehicle SET deleted_at = NULL, updated_at = :now, version = version + 1 WHERE id = :id AND deleted_at IS NOT NULL

-- name: vehicle_get
SELECT {vehicle_columns v}, {owner_brief c} AS owner
FROM vehicle v JOIN contact c ON c.id = v.owner_id WHERE v.id = :id AND v.deleted_at IS NULL

-- name: vehicle_get_any
SELECT {vehicle_columns v}, {owner_brief c} AS owner FROM vehicle v JOIN contact c ON c.id = v.owner_id WHERE v.id = :id

-- name: vehicle_known
-- What a certificate names; a part that could not be read is NULL and fits nothing.
SELECT {vehicle_columns} FROM vehicle WHERE seq IN (SELECT seq FROM vehicle WHERE vin = :vin AND deleted_at IS NULL
    UNION SELECT seq FROM vehicle WHERE license_plate = :license_plate AND deleted_at IS NULL) ORDER BY seq DESC LIMIT 5

-- name: vehicle_twins
-- Others with this plate.
SELECT v.id, {owner_brief c} AS shown FROM vehicle v JOIN contact c ON c.id = v.owner_id
WHERE v.license_plate = :value AND v.deleted_at IS NULL AND v.id <> :id ORDER BY v.seq DESC LIMIT 5

-- name: vehicle_list
SELECT {vehicle_columns v}, {owner_brief c} AS owner
/*from*/ FROM vehicle v LEFT JOIN contact c ON c.id = v.owner_id WHERE v.deleted_at IS NULL /*filters*/ /*order*/ /*page*/

-- name: vehicle_count
SELECT count(*) FROM vehicle v WHERE v.deleted_at IS NULL /*filters*/

-- name: vehicle_total
SELECT value FROM counter WHERE name = 'vehicle'

-- name: vehicle_search
SELECT {vehicle_columns v}, {owner_brief c} AS owner
/*from*/ FROM vehicle_fts f JOIN vehicle v ON v.seq = f.rowid LEFT JOIN contact c ON c.id = v.owner_id
WHERE vehicle_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: vehicle_search_all
SELECT count(*) FROM vehicle_fts WHERE vehicle_fts MATCH :match

-- name: vehicle_search_count
SELECT count(*) FROM vehicle_fts f JOIN vehicle v ON v.seq = f.rowid WHERE vehicle_fts MATCH :match /*filters*/

-- fragment: service_record_columns
id, vehicle_id, date, mileage, description, cost, parts, labor_hours, created_by, created_at, version

-- name: service_record_insert
INSERT INTO service_record ({service_record_columns})
VALUES (:id, :vehicle_id, :date, :mileage, :description, :cost, coalesce(:parts, '[]'), :labor_hours, :created_by, :created_at, :version)

-- name: service_record_list
SELECT {service_record_columns s}
/*from*/ FROM service_record s WHERE s.vehicle_id = :vehicle_id /*filters*/ /*order*/ /*page*/

-- name: service_record_count
SELECT count(*) FROM service_record s WHERE s.vehicle_id = :vehicle_id /*filters*/
