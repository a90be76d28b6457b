/* SPDX-License-Identifier: MIT
 *
 * A table with one place for each hash. A writer touches the log first and makes its commit visible after the disk has
 * confirmed it, and two writes within one tick of the file system's clock leave the same time. So a row is kept only when it
 * was read from a log that had been at rest for long, and for a minute at most. */
#include "tenant/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/siphash.h"
#include "base/str.h"
#include "tenant/registry.h"

enum {
    PLACES = 1024,
    KEPT_MAX = 4 * PLACES, /* rows put into the arena before all are forgotten */
    REST_MS = 10000,       /* longer than a commit waits for its disk */
    TRUST_MS = 60000,
};

struct tenant_cache {
    struct arena *arena;
    struct stat log;            /* as it was when the rows were read */
    struct tenant rows[PLACES]; /* id NULL: empty */
    size_t kept;
    int64_t since_ms; /* when the first of them was read */
};

struct tenant_cache *tenant_cache_new(void)
{
    struct tenant_cache *cache = calloc(1, sizeof *cache);
    if (!cache) {
        log_fatal("out of memory");
    }
    cache->arena = arena_new(0);
    return cache;
}

void tenant_cache_free(struct tenant_cache *cache)
{
    if (cache) {
        arena_free(cache->arena);
        free(cache);
    }
}

static void copy_row(struct arena *arena, struct tenant *to, const struct tenant *from)
{
    *to = *from;
    for (size_t i = 0; i < tenant_record.count; i++) {
        const struct field *field = &tenant_record.fields[i];
        if (!field_is_int(field)) {
            const char **text = field_text(field, to);
            *text = arena_strdup(arena, *text);
        }
    }
}

static void forget(struct tenant_cache *cache, int64_t now_ms)
{
    arena_reset(cache->arena);
    memset(cache->rows, 0, sizeof cache->rows);
    cache->kept = 0;
    cache->since_ms = now_ms;
}

static bool same_log(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_size == b->st_size &&
           a->st_ino == b->st_ino && a->st_dev == b->st_dev;
}

enum rc tenant_cached(struct cx *cx, struct tenant_cache *cache, const char *subdomain, struct tenant *tenant)
{
    struct stat log;
    char path[4096];
    int len = snprintf(path, sizeof path, "%s-wal", db_path(cx->registry));
    if (len < 0 || (size_t)len >= sizeof path || stat(path, &log) != 0) {
        return tenant_by_subdomain(cx, subdomain, false, tenant);
    }
    struct tenant *row = &cache->rows[siphash_own(subdomain, strlen(subdomain)) % PLACES];
    int64_t age_ms = cx->now_ms - cache->since_ms;
    if (!same_log(&log, &cache->log) || cache->kept == KEPT_MAX || age_ms < 0 || age_ms > TRUST_MS) {
        forget(cache, cx->now_ms);
        cache->log = log;
    }
    if (row->id && str_eq(row->subdomain, subdomain)) {
        copy_row(cx->arena, tenant, row);
        return RC_OK;
    }
    TRY(tenant_by_subdomain(cx, subdomain, false, tenant));
    int64_t rest_ms = cx->now_ms - (log.st_mtim.tv_sec * 1000 + log.st_mtim.tv_nsec / 1000000);
    if (rest_ms > REST_MS || rest_ms < -REST_MS) { /* a clock that was ahead: the next write will show as well */
        copy_row(cache->arena, row, tenant);
        cache->kept++;
    }
    return RC_OK;
}
