-- Reports of the workshop.

-- name: report_quotes_by_status
-- rows-ok: five statuses
-- scan-ok: a report sums every quote; the index on (status, seq, total) covers it
SELECT status, count(*), coalesce(sum(total), 0) FROM quote GROUP BY status

-- name: report_quotes_converted
SELECT count(*) FROM invoice WHERE quote_id IS NOT NULL
