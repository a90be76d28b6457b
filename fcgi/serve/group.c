/* SPDX-License-Identifier: MIT
 *
 * The open group of a worker: who joins, when it ends, and what happens to its members when its transaction is lost. */
#include "fcgi/serve/group.h"

#include "base/str.h"
#include "base/time.h"
#include "fcgi/serve/route.h"

#define GROUP_OPEN_US 10000 /* how long the first member may wait for more */

bool group_takes(const struct exchange *exchange)
{
    const struct route *route = exchange->route;
    return route && route->tx == TX_WRITE && route->pool == POOL_API;
}

static bool is_open(const struct group *group)
{
    return group->count > 0 && time_monotonic_us() - group->began_us < GROUP_OPEN_US;
}

static bool is_read(const struct request *request)
{
    return str_eq(request->method, "GET") || str_eq(request->method, "HEAD");
}

bool group_joins(const struct service *service, const struct exchange *exchange)
{
    const struct group *group = &service->group;
    const struct request *request = &exchange->request;
    return is_open(group) && group->count < GROUP_MAX && !is_read(request) &&
           str_eq(request->tenant, group->members[0]->request.tenant);
}

bool group_may_pass(const struct service *service, const struct exchange *exchange)
{
    const struct group *group = &service->group;
    const struct request *request = &exchange->request;
    return is_open(group) && is_read(request) && !str_eq(request->tenant, group->members[0]->request.tenant);
}

bool group_passes(const struct service *service, const struct exchange *exchange)
{
    const struct route *route = exchange->route;
    return service->group.count > 0 && is_read(&exchange->request) && route && route->tx == TX_READ &&
           route->pool == POOL_API && exchange->cx.db && exchange->cx.db != group_db(service);
}

struct db *group_db(const struct service *service)
{
    return service->group.count > 0 ? service->group.members[0]->cx.db : NULL;
}

void group_add(struct service *service, struct exchange *exchange)
{
    struct group *group = &service->group;
    if (group->count == 0) {
        group->began_us = time_monotonic_us();
    }
    group->members[group->count++] = exchange;
    if (exchange->request.test_fail) {
        group_settle(service); /* the next request would disarm what is to fail at the commit */
    }
}

void group_break(struct service *service)
{
    struct group group = service->group;
    bool grouping = service->grouping;
    db_rollback(group_db(service));
    service->group.count = 0;
    service->grouping = false;
    for (size_t i = 0; i < group.count; i++) {
        dispatch_again(service, group.members[i]);
    }
    service->grouping = grouping;
}

bool group_settle(struct service *service)
{
    struct group group = service->group;
    if (group.count == 0) {
        return true;
    }
    struct cx *cx = &group.members[0]->cx;
    if (!db_in_transaction(cx->db) || db_commit(cx, cx->db) != RC_OK) {
        group_break(service);
        return false;
    }
    service->group.count = 0;
    for (size_t i = 0; i < group.count; i++) {
        dispatch_finish(service, group.members[i], RC_OK);
    }
    return true;
}
