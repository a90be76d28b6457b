/* SPDX-License-Identifier: MIT
 *
 * Writing the hash chain. */
#include "workshop/ledger.h"

#include <string.h>

#include "auth/digest.h"
#include "store/db.h"

enum rc ledger_text(struct cx *cx, const struct ledger_kind *kind, const char *ref_id, const char **text)
{
    struct buf buf;
    struct json json;
    buf_init(&buf, cx->arena, 1024);
    json_init(&json, &buf, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "kind", kind->name);
    json_kv_text(&json, "id", ref_id);
    TRY(kind->entry(cx, &json, ref_id));
    json_object_end(&json);
    *text = buf.data;
    return RC_OK;
}

const char *ledger_hash(struct cx *cx, const char *previous, const char *entry)
{
    char *hash = arena_alloc(cx->arena, SHA256_HEX);
    const char *linked = arena_printf(cx->arena, "%s\n%s", previous, entry);
    sha256_hex(linked, strlen(linked), hash);
    return hash;
}

enum rc ledger_append(struct cx *cx, const struct ledger_kind *kind, const char *ref_id)
{
    struct rows rows;
    int64_t seq = 0;
    const char *previous = LEDGER_FIRST;
    const char *entry = NULL;
    TRY(rows_open(cx, SQL_LEDGER_LAST, NO_ARGS, &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        seq = rows_int(&rows, 0);
        previous = rows_text(&rows, 1);
    } else if (rc != RC_END) {
        return rc;
    }
    rows_close(&rows);
    TRY(ledger_text(cx, kind, ref_id, &entry));
    return db_run(cx, SQL_LEDGER_INSERT,
                  ARGS(ARG_I("seq", seq + 1), ARG_T("kind", kind->name), ARG_T("ref_id", ref_id), ARG_T("entry", entry),
                       ARG_T("previous_hash", previous), ARG_T("hash", ledger_hash(cx, previous, entry)),
                       ARG_I("created_at", cx->now_ms)));
}
