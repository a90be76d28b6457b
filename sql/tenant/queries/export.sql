-- Every deal of a list with all that a spreadsheet shows of it. The inner query finds and orders the rows, by their numbers
-- alone: a hundred thousand whole rows in a sorter are too many. Its LIMIT keeps SQLite from merging it into the outer query,
-- whose CROSS JOIN then takes the rows as they come.

-- name: opportunity_export
-- rows-ok: read row by row
-- scan-ok: an export reads every deal of its list
SELECT {opportunity_row o}, o.update_notes
FROM (SELECT o.seq AS seq FROM opportunity o
    WHERE {deal_scope o}
    /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN opportunity o ON o.seq = p.seq LEFT JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id

-- name: opportunity_export_search
-- rows-ok: read row by row
SELECT {opportunity_row o}, o.update_notes
FROM (SELECT f.rowid AS seq FROM opportunity_fts f CROSS JOIN opportunity o ON o.seq = f.rowid WHERE opportunity_fts MATCH :match
    AND {deal_scope o}
    /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN opportunity o ON o.seq = p.seq LEFT JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON t.id = o.team_id

-- What the garage's lists have for a spreadsheet, in the same way. The columns stand in the order of lib/workshop/export.c.

-- fragment: contact_export_row
SELECT c.last_name, c.first_name, c.company, c.phone, c.email, c.address_street, c.address_postal_code, c.address_city,
    c.address_country, c.siren, c.vat_number, (SELECT group_concat(value, ', ') FROM json_each(c.tags)), c.is_vip, c.vehicles_count,
    c.created_at, c.id

-- name: contact_export
-- rows-ok: read row by row
-- scan-ok: an export reads every row of its list
{contact_export_row} FROM (SELECT c.seq AS seq FROM contact c WHERE c.deleted_at IS NULL /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN contact c ON c.seq = p.seq

-- name: contact_export_search
-- rows-ok: read row by row
{contact_export_row} FROM (SELECT f.rowid AS seq FROM contact_fts f CROSS JOIN contact c ON c.seq = f.rowid
    WHERE contact_fts MATCH :match /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN contact c ON c.seq = p.seq

-- fragment: vehicle_export_row
SELECT v.license_plate, v.make, v.model, v.year, v.color, v.vin, v.mileage, c.name, iif(c.deleted_at IS NULL, c.phone, NULL),
    v.created_at, v.id

-- name: vehicle_export
-- rows-ok: read row by row
-- scan-ok: an export reads every row of its list
{vehicle_export_row} FROM (SELECT v.seq AS seq FROM vehicle v WHERE v.deleted_at IS NULL /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN vehicle v ON v.seq = p.seq LEFT JOIN contact c ON c.id = v.owner_id

-- name: vehicle_export_search
-- rows-ok: read row by row
{vehicle_export_row} FROM (SELECT f.rowid AS seq FROM vehicle_fts f CROSS JOIN vehicle v ON v.seq = f.rowid
    WHERE vehicle_fts MATCH :match /*filters*/ /*order*/ LIMIT -1) p
CROSS JOIN vehicle v ON v.seq = p.seq LEFT JOIN contact c ON c.id = v.owner_id

-- fragment: quote_export_row
SELECT q.quote_number, q.issue_date, q.valid_until, c.name, v.license_plate, q.subtotal, q.vat_amount, q.total, q.status, q.sent_at,
    i.invoice_number, q.id

-- fragment: quote_export_of
CROSS JOIN quote q ON q.seq = p.seq LEFT JOIN contact c ON c.id = q.contact_id LEFT JOIN vehicle v ON v.id = q.vehicle_id
LEFT JOIN invoice i ON i.quote_id = q.id

-- name: quote_export
-- rows-ok: read row by row
-- scan-ok: an export reads every row of its list
{quote_export_row} FROM (SELECT q.seq AS seq FROM quote q WHERE 1 = 1 /*filters*/ /*order*/ LIMIT -1) p {quote_export_of}

-- name: quote_export_search
-- rows-ok: read row by row
{quote_export_row} FROM (SELECT f.rowid AS seq FROM quote_fts f CROSS JOIN quote q ON q.seq = f.rowid
    WHERE quote_fts MATCH :match /*filters*/ /*order*/ LIMIT -1) p {quote_export_of}

-- fragment: invoice_export_row
SELECT i.invoice_number, i.issue_date, i.due_date, c.name, v.license_plate, i.subtotal, i.vat_amount, i.total,
    i.amount_deposited, i.amount_paid, i.amount_credited, {amount_due i},
    CASE WHEN i.status = 'SENT' AND i.due_date < :today AND {amount_due i} > 0 THEN 'OVERDUE' ELSE i.status END,
    i.payment_method, i.paid_at, q.quote_number, i.id

-- fragment: invoice_export_of
CROSS JOIN invoice i ON i.seq = p.seq LEFT JOIN contact c ON c.id = i.contact_id LEFT JOIN vehicle v ON v.id = i.vehicle_id
LEFT JOIN quote q ON q.id = {invoice_quote i}

-- name: invoice_export
-- rows-ok: read row by row
-- scan-ok: an export reads every row of its list
{invoice_export_row} FROM (SELECT i.seq AS seq FROM invoice i WHERE 1 = 1 /*filters*/ /*order*/ LIMIT -1) p {invoice_export_of}

-- name: invoice_export_search
-- rows-ok: read row by row
{invoice_export_row} FROM (SELECT f.rowid AS seq FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid
    WHERE invoice_fts MATCH :match /*filters*/ /*order*/ LIMIT -1) p {invoice_export_of}

-- fragment: payment_export_row
SELECT m.paid_at, i.invoice_number, c.name, m.kind, m.payment_method, m.amount, coalesce(p.reason, r.reason),
    coalesce(p.created_at, r.created_at), m.id

-- fragment: payment_export_of
CROSS JOIN movement m ON m.seq = n.seq {movement_of m} LEFT JOIN invoice i ON i.id = m.invoice_id
LEFT JOIN contact c ON c.id = i.contact_id

-- name: payment_export
-- rows-ok: read row by row
-- scan-ok: an export reads every row of its list
{payment_export_row} FROM (SELECT m.seq AS seq FROM movement m WHERE 1 = 1 /*filters*/ /*order*/ LIMIT -1) n
{payment_export_of}

-- name: payment_export_search
-- rows-ok: read row by row
{payment_export_row} FROM (SELECT m.seq AS seq FROM invoice_fts f CROSS JOIN invoice i ON i.seq = f.rowid
    CROSS JOIN movement m ON m.invoice_id = i.id WHERE invoice_fts MATCH :match /*filters*/ /*order*/ LIMIT -1) n
{payment_export_of}
