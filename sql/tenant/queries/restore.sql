-- What a restoration takes away.

-- name: documents_since
-- scan-ok: for the command line, before a tenant is replaced
SELECT (SELECT count(*) FROM quote WHERE created_at > :since)
    + (SELECT count(*) FROM invoice WHERE created_at > :since OR issued_at > :since)
    + (SELECT count(*) FROM credit_note WHERE created_at > :since)
