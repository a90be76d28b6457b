/* SPDX-License-Identifier: MIT
 *
 * Files kept open, the most recently used at the head of a list. An entry in use is pinned and never closed; one whose file
 * was replaced on disk is not handed out again, and goes when its last user has let go. The few files that are asked for
 * most keep more of their pages in memory. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "store/internal.h"
#include "store/pool.h"

#define CHECKPOINT_PAGES 250
#define BUSY_MAX 8    /* files with the large cache at a time */
#define BUSY_USES 200 /* ... which a file gets after that many uses */
#define IDLE_US 5000  /* after which no further checkpoint begins in one idle moment: a request may be on its way */

struct entry {
    struct db *db;
    char *tenant_id;
    int pins;   /* users who have not put it back */
    int uses;   /* until it is busy */
    bool busy;  /* has the large cache */
    bool stale; /* the path names another file by now */
    struct entry *newer;
    struct entry *older;
};

struct pool {
    struct entry *newest;
    struct entry *oldest;
    size_t count;
    size_t busy_count;
    size_t max_open;
    struct db_options options;
};

static void unlink_entry(struct pool *pool, struct entry *entry)
{
    if (entry->newer) {
        entry->newer->older = entry->older;
    } else {
        pool->newest = entry->older;
    }
    if (entry->older) {
        entry->older->newer = entry->newer;
    } else {
        pool->oldest = entry->newer;
    }
    pool->count--;
}

static void push_entry(struct pool *pool, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = pool->newest;
    if (pool->newest) {
        pool->newest->newer = entry;
    } else {
        pool->oldest = entry;
    }
    pool->newest = entry;
    pool->count++;
}

static void close_entry(struct pool *pool, struct entry *entry)
{
    unlink_entry(pool, entry);
    pool->busy_count -= entry->busy;
    db_close(entry->db);
    free(entry->tenant_id);
    free(entry);
}

/* Makes room for `more` entries, as far as pins allow. */
static void shrink(struct pool *pool, size_t more)
{
    for (struct entry *entry = pool->oldest; entry && pool->count + more > pool->max_open;) {
        struct entry *newer = entry->newer;
        if (entry->pins == 0) {
            close_entry(pool, entry);
        }
        entry = newer;
    }
}

struct pool *pool_new(size_t max_open, const struct db_options *options)
{
    struct pool *pool = store_alloc(sizeof *pool);
    pool->max_open = max_open > 0 ? max_open : 1;
    pool->options = *options;
    return pool;
}

void pool_free(struct pool *pool)
{
    if (!pool) {
        return;
    }
    for (struct entry *entry = pool->newest; entry;) {
        struct entry *older = entry->older;
        close_entry(pool, entry);
        entry = older;
    }
    free(pool);
}

/* The entry whose file is still the one on disk; an outdated one is closed or marked. */
static struct entry *find(struct pool *pool, const char *tenant_id)
{
    struct entry *entry = pool->newest;
    while (entry && (entry->stale || !str_eq(entry->tenant_id, tenant_id))) {
        entry = entry->older;
    }
    if (!entry) {
        return NULL;
    }
    if (store_current(entry->db)) {
        return entry;
    }
    entry->stale = true;
    if (entry->pins == 0) {
        close_entry(pool, entry);
    }
    return NULL;
}

static void set_busy(struct pool *pool, struct entry *entry, bool busy)
{
    int code = store_cache(entry->db->handle, busy ? CACHE_BUSY_KB : CACHE_KB);
    if (code != SQLITE_OK) {
        log_line(LOG_LEVEL_WARNING, "%s: cache size: %s", entry->db->path, sqlite3_errstr(code));
    }
    entry->busy = busy;
    entry->uses = 0;
    pool->busy_count += busy ? 1 : (size_t)-1;
}

/* Counts a use. One file too many with the large cache: the one that was not used for longest gives it back. */
static void use(struct pool *pool, struct entry *entry)
{
    if (entry->busy || ++entry->uses < BUSY_USES) {
        return;
    }
    if (pool->busy_count == BUSY_MAX) {
        struct entry *idle = pool->oldest;
        while (idle && !idle->busy) {
            idle = idle->newer;
        }
        if (idle) {
            set_busy(pool, idle, false);
        }
    }
    set_busy(pool, entry, true);
}

enum rc pool_get(struct cx *cx, struct pool *pool, const char *tenant_id, const char *path, struct db **db)
{
    struct entry *entry = find(pool, tenant_id);
    if (entry) {
        unlink_entry(pool, entry);
    } else {
        struct db *opened;
        shrink(pool, 1);
        TRY(db_open(cx, DB_TENANT, path, &pool->options, &opened));
        size_t size = strlen(tenant_id) + 1;
        entry = store_alloc(sizeof *entry);
        entry->tenant_id = store_alloc(size);
        memcpy(entry->tenant_id, tenant_id, size);
        entry->db = opened;
    }
    entry->pins++;
    push_entry(pool, entry);
    use(pool, entry);
    *db = entry->db;
    return RC_OK;
}

void pool_put(struct pool *pool, struct db *db)
{
    struct entry *entry = pool->newest;
    while (entry && entry->db != db) {
        entry = entry->older;
    }
    if (!entry || --entry->pins > 0) {
        return;
    }
    db_rollback(db); /* whatever its last user left behind */
    db_deadline(db, 0);
    db_budget(db, 0);
    if (entry->stale) {
        close_entry(pool, entry);
    }
    shrink(pool, 0);
}

void pool_idle(struct pool *pool)
{
    int64_t until_us = time_monotonic_us() + IDLE_US;
    for (struct entry *entry = pool->newest; entry && time_monotonic_us() < until_us; entry = entry->older) {
        if (entry->pins == 0) {
            db_checkpoint(entry->db, CHECKPOINT_PAGES);
        }
    }
}

size_t pool_count(const struct pool *pool)
{
    return pool->count;
}
