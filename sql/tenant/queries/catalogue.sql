-- The catalogue, the lines of its packages, and what is suggested while a line is typed.

-- fragment: catalogue_item_fields
-- What clients write.
code, label, unit, unit_price, price_mode, vat_rate, kind

-- fragment: catalogue_item_rate
-- That of papers, where it has none.
coalesce($.vat_rate, (SELECT default_vat_rate FROM setting WHERE id = 1), 0)

-- fragment: catalogue_line_price
-- In ten-thousandths and as the prices of its package p are, with VAT or without; half away from zero. y: the item that it names.
(CASE WHEN y.id IS NULL THEN $.unit_price WHEN y.price_mode = p.price_mode THEN y.unit_price
    WHEN p.price_mode = 'GROSS' THEN (abs(y.unit_price) * (10000 + {catalogue_item_rate y}) + 5000) / 10000 * sign(y.unit_price)
    ELSE (abs(y.unit_price) * 20000 + 10000 + {catalogue_item_rate y}) / (20000 + 2 * {catalogue_item_rate y}) * sign(y.unit_price) END)

-- fragment: catalogue_line_total
-- In cents, half away from zero, as lines of papers are.
((abs($.quantity * {catalogue_line_price $}) + 50000) / 100000 * sign($.quantity * {catalogue_line_price $}))

-- fragment: catalogue_line_sources
FROM catalogue_line x JOIN catalogue_item p ON p.id = x.package_id LEFT JOIN catalogue_item y ON y.id = x.item_id

-- fragment: catalogue_item_columns
$.id, {catalogue_item_fields $}, $.is_active, $.created_at, $.updated_at, $.version,
CASE WHEN $.kind = 'PACKAGE' THEN (SELECT CAST(coalesce(sum({catalogue_line_total x}), 0) AS INTEGER)
    {catalogue_line_sources} WHERE x.package_id = $.id) END AS total

-- name: catalogue_item_insert
INSERT INTO catalogue_item (id, {catalogue_item_fields}, is_active, created_at, updated_at, code_key, label_key, words)
VALUES (:id, {catalogue_item_fields :}, :is_active, :created_at, :updated_at, text_key(:code), text_key(:label),
    search_words(:code, :label))

-- name: catalogue_item_update
UPDATE catalogue_item SET {catalogue_item_fields =}, is_active = :is_active, updated_at = :updated_at, version = version + 1,
    code_key = text_key(:code), label_key = text_key(:label), words = search_words(:code, :label)
WHERE id = :id

-- name: catalogue_item_delete
DELETE FROM catalogue_item WHERE id = :id AND :now IS NOT NULL

-- name: catalogue_item_get
SELECT {catalogue_item_columns c} FROM catalogue_item c WHERE c.id = :id

-- name: catalogue_item_kind
SELECT kind FROM catalogue_item WHERE id = :id

-- name: catalogue_item_namesake
-- Another one with this code.
SELECT id FROM catalogue_item WHERE code = :code COLLATE NOCASE AND code IS NOT NULL AND id <> coalesce(:id, '')

-- name: catalogue_item_is_contained
SELECT EXISTS (SELECT 1 FROM catalogue_line WHERE item_id = :id)

-- name: catalogue_item_list
SELECT {catalogue_item_columns c} /*from*/ FROM catalogue_item c WHERE 1 = 1 /*filters*/ /*order*/ /*page*/

-- name: catalogue_item_count
SELECT count(*) FROM catalogue_item c WHERE 1 = 1 /*filters*/

-- name: catalogue_item_total
SELECT value FROM counter WHERE name = 'catalogue_item'

-- name: catalogue_item_search
SELECT {catalogue_item_columns c}
/*from*/ FROM catalogue_item_fts f CROSS JOIN catalogue_item c ON c.seq = f.rowid
WHERE catalogue_item_fts MATCH :match /*filters*/ /*order*/ /*page*/

-- name: catalogue_item_search_all
SELECT count(*) FROM catalogue_item_fts WHERE catalogue_item_fts MATCH :match

-- name: catalogue_item_search_count
SELECT count(*) FROM catalogue_item_fts f CROSS JOIN catalogue_item c ON c.seq = f.rowid
WHERE catalogue_item_fts MATCH :match /*filters*/

-- name: catalogue_line_insert
INSERT INTO catalogue_line (package_id, position, item_id, quantity, description, unit, unit_price, vat_rate, kind)
VALUES (:package_id, :position, :item_id, :quantity, :description, :unit, :unit_price, :vat_rate, :kind)

-- name: catalogue_line_clear
DELETE FROM catalogue_line WHERE package_id = :id

-- name: catalogue_lines
-- rows-ok: a package has fifty lines at most
SELECT x.item_id, x.quantity, coalesce(y.label, x.description) AS description, y.code,
    CASE WHEN y.id IS NULL THEN x.unit ELSE y.unit END AS unit, CAST({catalogue_line_price x} AS INTEGER) AS unit_price,
    CASE WHEN y.id IS NULL THEN x.vat_rate ELSE y.vat_rate END AS vat_rate, coalesce(y.kind, x.kind) AS kind,
    CAST({catalogue_line_total x} AS INTEGER) AS total
{catalogue_line_sources} WHERE x.package_id = :id ORDER BY x.position

-- fragment: words_of_key
-- The words of a key of text_key(), without what tells equal ones apart.
CASE instr($.key, char(1)) WHEN 0 THEN $.key ELSE substr($.key, 1, instr($.key, char(1)) - 1) END

-- name: catalogue_suggested
-- scan-ok: the index of words finds them
-- A code that is typed whole comes first, then what begins with what is typed, packages before single items. Of very many that match,
-- those and the newest are looked at: of what is still sold :most, found among ten thousand.
WITH t (key) AS MATERIALIZED (SELECT text_key(:typed)),
k (words) AS MATERIALIZED (SELECT {words_of_key t} FROM t),
m (seq) AS MATERIALIZED (
    SELECT seq FROM (SELECT a.seq AS seq FROM (SELECT f.rowid AS seq FROM catalogue_item_fts f
            WHERE catalogue_item_fts MATCH :match ORDER BY f.rowid DESC LIMIT 10000) n
        CROSS JOIN catalogue_item a ON a.seq = n.seq WHERE a.is_active = 1 LIMIT :most)
    UNION SELECT seq FROM catalogue_item WHERE code = :typed COLLATE NOCASE
    UNION SELECT seq FROM (SELECT a.seq AS seq FROM (SELECT b.seq AS seq FROM k
            CROSS JOIN catalogue_item b INDEXED BY catalogue_item_by_label
            ON b.label_key >= k.words AND b.label_key < k.words || char(1114111) LIMIT 10000) n
        CROSS JOIN catalogue_item a ON a.seq = n.seq WHERE a.is_active = 1 LIMIT :most))
SELECT {catalogue_item_columns c},
    coalesce(c.code = :typed COLLATE NOCASE, 0) OR substr(c.label_key, 1, length(k.words)) = k.words
        OR coalesce(substr(c.code_key, 1, length(k.words)) = k.words, 0) AS begins
FROM k, m f CROSS JOIN catalogue_item c ON c.seq = f.seq
WHERE c.is_active = 1
ORDER BY coalesce(c.code = :typed COLLATE NOCASE, 0) DESC, begins DESC, c.kind = 'PACKAGE' DESC, c.label_key, c.seq LIMIT :limit

-- name: catalogue_past
-- scan-ok: the index of words finds them
-- Of very many texts that match the oldest, which are the most used ones, and the newest. What the catalogue offers is not told twice,
-- but for another price for that model.
WITH m (seq) AS MATERIALIZED (
    SELECT seq FROM (SELECT f.rowid AS seq FROM past_line_fts f WHERE past_line_fts MATCH :match ORDER BY f.rowid DESC LIMIT :most)
    UNION SELECT seq FROM (SELECT f.rowid AS seq FROM past_line_fts f WHERE past_line_fts MATCH :match ORDER BY f.rowid LIMIT :most))
SELECT p.description, coalesce(x.unit_price, p.unit_price) AS unit_price, coalesce(x.price_mode, p.price_mode) AS price_mode,
    coalesce(x.vat_rate, p.vat_rate) AS vat_rate, p.kind, p.unit,
    CASE WHEN x.line IS NULL THEN p.reference ELSE x.reference END AS reference, p.times_used, p.last_used_at,
    x.line IS NOT NULL AS same_model
FROM m f CROSS JOIN past_line p ON p.seq = f.seq
LEFT JOIN past_line_model x ON x.line = p.seq AND x.make = :make AND x.model = :model
WHERE NOT EXISTS (SELECT 1 FROM catalogue_item c WHERE c.label = p.description COLLATE NOCASE AND +c.is_active = 1
    AND (x.line IS NULL OR (x.unit_price = c.unit_price AND x.price_mode = c.price_mode)))
ORDER BY same_model DESC, p.times_used DESC, p.last_used_at DESC, p.seq DESC LIMIT :limit
