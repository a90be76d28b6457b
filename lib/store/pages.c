/* SPDX-License-Identifier: MIT
 *
 * A file of small pages costs a third of one of ordinary pages while it holds nothing, for it has a page for each of its tables and
 * indexes; but long lists are read more slowly. So a file begins small where strangers make it, and is written anew in
 * ordinary pages when it has grown and nobody else has it open. */
#include "base/str.h"
#include "store/internal.h"

#define SMALL_PAGE "1024"
#define PAGE_BYTES 4096
#define WIDEN_FROM (1LL << 20)
#define WIDEN_TO (64LL << 20) /* a copy of it is held in memory meanwhile, for half a second */

int pages_small(sqlite3 *handle)
{
    return store_exec(handle, "PRAGMA page_size = " SMALL_PAGE);
}

/* The file is in a log's mode again afterwards, or store_migrate() sees to it next time. */
static int rewrite(struct cx *cx, struct db *db)
{
    const char *mode = NULL;
    int code = store_text(cx->arena, db->handle, "PRAGMA journal_mode = DELETE", &mode);
    if (code != SQLITE_OK || !str_eq(mode, "delete")) {
        return SQLITE_OK; /* somebody has it open: another time */
    }
    code = store_exec(db->handle, "PRAGMA page_size = 4096; VACUUM");
    sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS); /* whoever came meanwhile reads, and wants the log as well */
    int again = store_exec(db->handle, "PRAGMA journal_mode = WAL");
    return code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY ? again : code;
}

enum rc pages_widen(struct cx *cx, struct db *db)
{
    int64_t page = 0;
    int64_t count = 0;
    int code = store_number(db->handle, "PRAGMA page_size", &page);
    if (code == SQLITE_OK && page < PAGE_BYTES) {
        code = store_number(db->handle, "PRAGMA page_count", &count);
    }
    if (code != SQLITE_OK) {
        return store_fault(cx, db, code, "size");
    }
    if (page >= PAGE_BYTES || page * count < WIDEN_FROM || page * count > WIDEN_TO || lock_take(cx, db, LOCK_TRY) != RC_OK) {
        fault_clear(cx);
        return RC_OK;
    }
    sqlite3_busy_timeout(db->handle, 0);
    code = rewrite(cx, db);
    sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    lock_release(db);
    return code == SQLITE_OK ? RC_OK : store_fault(cx, db, code, "larger pages");
}
