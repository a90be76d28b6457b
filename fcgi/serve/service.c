/* SPDX-License-Identifier: MIT
 *
 * What one worker process keeps between requests: the registry, what it knows of it, and the pool of open tenants. */
#include "base/config.h"
#include "fcgi/serve/exchange.h"
#include "tenant/cache.h"
#include "tenant/copier.h"
#include "tenant/registry.h"

enum rc service_open(struct service *service, bool heavy)
{
    struct arena *arena = arena_new(0);
    struct cx cx;
    cx_init(&cx, arena);
    struct db_options options = {.create = false, .migrate = true, .fast_pool = !heavy, .copy_log = heavy ? NULL : copier_ask};
    *service = (struct service){
        .query_budget_us = heavy ? 0 : config_int("query_budget_ms") * 1000,
        .request_time_us = heavy ? 0 : config_int("request_timeout_ms") * 1000,
    };
    enum rc rc = registry_open(&cx, true, &service->registry);
    if (rc == RC_OK) {
        service->names = tenant_cache_new();
        service->tenants = pool_new((size_t)config_int("open_tenants"), &options);
    }
    cx_end(&cx);
    arena_free(arena);
    return rc;
}

void service_close(struct service *service)
{
    pool_free(service->tenants);
    tenant_cache_free(service->names);
    db_close(service->registry);
    *service = (struct service){0};
}

void service_idle(struct service *service)
{
    pool_idle(service->tenants);
}
