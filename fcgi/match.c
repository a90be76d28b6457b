/* SPDX-License-Identifier: MIT
 *
 * Finding the row of the route table that serves a method and path. */
#include "base/str.h"
#include "base/uuid.h"
#include "fcgi/exchange.h"
#include "fcgi/route.h"

#define MAX_SEGMENTS 7

size_t route_count(void)
{
    size_t count = 0;
    while (routes[count].method) {
        count++;
    }
    return count;
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
    if (!cx->request) {
        return NULL;
    }
    const struct exchange *exchange = (const struct exchange *)(const void *)((const char *)cx - offsetof(struct exchange, cx));
    return exchange->route;
}

/* Compares a pattern with the path; what {…} stands for goes to ids (NULL: not wanted). */
static bool path_fits(const char *pattern, const char *path, struct cx *cx, const char **ids)
{
    size_t found = 0;
    while (*pattern && *path) {
        if (*pattern == '{') {
            const char *end = strchrnul(path, '/');
            if (end == path) {
                return false;
            }
            if (ids) {
                ids[found++] = str_lower(cx->arena, arena_strndup(cx->arena, path, (size_t)(end - path)));
            }
            path = end;
            pattern = strchr(pattern, '}') + 1;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *pattern == '\0' && *path == '\0';
}

static bool credential_fits(const struct route *route, const struct request *request)
{
    bool bearer = request->authorization && str_starts(request->authorization, "Bearer ");
    return !(route->flags & ROUTE_BEARER) || bearer;
}

const struct route *route_match(struct cx *cx, const char *method, const char **allow)
{
    struct request *request = cx->request;
    const char *wanted = str_eq(method, "HEAD") ? "GET" : method;
    *allow = NULL;
    const struct route *found = NULL;
    bool literal = false;
    for (const struct route *route = routes; route->method; route++) {
        /* Every path begins with "/api/", so the seventh character tells most rows apart. */
        if (strncmp(route->path, request->path, 7) != 0 || !path_fits(route->path, request->path, cx, NULL)) {
            continue;
        }
        bool this_literal = !strchr(route->path, '{');
        if (str_eq(route->method, wanted) && credential_fits(route, request) && (!found || (this_literal && !literal))) {
            found = route;
            literal = this_literal;
        }
        if (!*allow || !strstr(*allow, route->method)) {
            *allow = *allow ? arena_printf(cx->arena, "%s, %s", *allow, route->method) : route->method;
        }
    }
    if (found) {
        path_fits(found->path, request->path, cx, request->ids);
    }
    return found;
}
