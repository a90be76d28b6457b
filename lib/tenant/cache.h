/* SPDX-License-Identifier: MIT
 *
 * Rows of the registry that a process remembers. Every request asks for its tenant, and the registry is seldom written: a
 * row counts as long as the registry's write-ahead log is the file it was, which one stat(2) tells. */
#ifndef TENANT_CACHE_H
#define TENANT_CACHE_H

#include "tenant/tenant.h"

struct tenant_cache;

struct tenant_cache *tenant_cache_new(void);
void tenant_cache_free(struct tenant_cache *cache);

/* tenant_by_subdomain() of a tenant that is not suspended, with the same results: what another process has committed is seen
 * by the next call (within a minute, should that commit have waited more than ten seconds for its disk). */
enum rc tenant_cached(struct cx *cx, struct tenant_cache *cache, const char *subdomain, struct tenant *tenant);

#endif
