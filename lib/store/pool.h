/* SPDX-License-Identifier: MIT
 *
 * The tenants' files that this process keeps open: least recently used out first, bounded (VISIONCRM_OPEN_TENANTS). Each
 * keeps 256 KB of pages, the eight that are asked for most 8 MB. */
#ifndef STORE_POOL_H
#define STORE_POOL_H

#include "store/db.h"

struct pool;

struct pool *pool_new(size_t max_open, const struct db_options *options);
void pool_free(struct pool *pool); /* closes everything */

/* The open file of this tenant id, opening (and migrating) it if needed. A file that was replaced on disk
 * (restore: another inode) is reopened. Errors as db_open. The handle belongs to the pool; it is pinned until the
 * matching pool_put, so that a parked request keeps its file. */
enum rc pool_get(struct cx *cx, struct pool *pool, const char *tenant_id, const char *path, struct db **db);
void pool_put(struct pool *pool, struct db *db);
/* Checkpoints idle files with a long log; call when the event loop is idle. */
void pool_idle(struct pool *pool);
size_t pool_count(const struct pool *pool);

#endif
