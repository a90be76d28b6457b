/* SPDX-License-Identifier: MIT
 *
 * The route table as a whole: its rows one after the other, and the names of what they say. */
#include "fcgi/serve/route.h"

#include "base/str.h"
#include "fcgi/serve/exchange.h"

const char *perm_name(enum perm perm)
{
    static const char *const names[] = {
        [PERM_NONE] = "none", [PERM_USER] = "user", [PERM_MANAGER] = "manager", [PERM_ADMIN] = "admin", [PERM_OWNER] = "owner"};
    return names[perm];
}

const char *rate_name(enum rate_class rate)
{
    static const char *const names[] = {
        [RATE_NONE] = "none", [RATE_READ] = "read", [RATE_WRITE] = "write", [RATE_AUTH] = "auth", [RATE_PULSE] = "pulse"};
    return names[rate];
}

const char *dialect_name(enum dialect dialect)
{
    return dialect == DIALECT_PIPELINE ? "pipeline" : "workshop";
}

const struct route_group *route_group(const struct route *route)
{
    for (const struct route_group *const *group = route_groups; *group; group++) {
        for (const struct route *row = (*group)->routes; row->method; row++) {
            if (row == route) {
                return *group;
            }
        }
    }
    return NULL;
}

const struct route *route_next(const struct route *route)
{
    if (route && route[1].method) {
        return route + 1;
    }
    const struct route_group *const *group = route_groups;
    if (route) {
        const struct route_group *ended = route_group(route);
        while (*group++ != ended) {
        }
    }
    return *group ? (*group)->routes : NULL;
}

const char *route_label(const struct route *route)
{
    if (route->label) {
        return route->label;
    }
    return route->resource ? route->resource->record->name : "Record";
}

const struct route *route_of(const struct cx *cx)
{
    return cx->exchange ? cx->exchange->route : NULL;
}

const struct route *route_for_bearer(const struct route *route)
{
    const struct route *other = NULL;
    while ((other = route_next(other)) != NULL) {
        if (other != route && other->flags & ROUTE_BEARER && str_eq(other->method, route->method) &&
            str_eq(other->path, route->path)) {
            return other;
        }
    }
    return NULL;
}
