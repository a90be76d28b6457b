-- The coefficients that every tenant begins with had the same ids everywhere and the time 1970. They get ids of their own and the
-- time at which the tenant began: that of its first person, or now where there is none yet. The rows' order is that of the ids.
UPDATE coefficient SET
    id = lower(printf('%08x-%04x-7%03x-%04x-%04x%08x', began.at >> 16, began.at & 65535, seq, 32768 | (random() & 16383),
        random() & 65535, random() & 4294967295)),
    created_at = began.at,
    updated_at = max(updated_at, began.at)
FROM (SELECT coalesce(min(created_at), CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)) AS at FROM app_user) AS began
WHERE id LIKE '00000000-0000-7000-8000-%';
