-- The electronic invoices of what was issued.

-- name: einvoice_insert
INSERT INTO einvoice (ref_id, xml) VALUES (:ref_id, :xml)

-- name: einvoice_get
SELECT xml FROM einvoice WHERE ref_id = :ref_id
