/* SPDX-License-Identifier: MIT
 *
 * Finding the row of the route table that serves a method and path. */
#include "base/str.h"
#include "fcgi/serve/http.h"
#include "fcgi/serve/route.h"

#define MAX_SEGMENTS 7

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

static bool credential_fits(const struct route *route, const struct cx *cx)
{
    return !(route->flags & ROUTE_BEARER) || request_bearer(cx);
}

#define ROOT "/api/"

/* Every pattern begins with ROOT, and so does the path: the two characters behind it tell most rows apart. */
static bool path_may_fit(const struct route *route, const char *path)
{
    const size_t at = sizeof ROOT - 1;
    return route->path[at] == path[at] && path[at] && route->path[at + 1] == path[at + 1];
}

/* "GET, HEAD, PATCH": what the path answers to; NULL where it is no path of ours. */
static const char *methods_of_path(struct cx *cx)
{
    const char *allow = NULL;
    for (const struct route *route = NULL; (route = route_next(route));) {
        if (path_fits(route->path, cx->request->path, cx, NULL) && (!allow || !strstr(allow, route->method))) {
            const char *methods = str_eq(route->method, "GET") ? "GET, HEAD" : route->method;
            allow = allow ? arena_printf(cx->arena, "%s, %s", allow, methods) : methods;
        }
    }
    return allow;
}

bool route_takes_upload(const char *path)
{
    for (const struct route_group *const *group = route_groups; *group; group++) {
        for (const struct route *route = (*group)->routes; route->method; route++) {
            if (route->flags & ROUTE_UPLOAD && path_fits(route->path, path, NULL, NULL)) {
                return true;
            }
        }
    }
    return false;
}

/* The row of a group for this method and path; one without {…} before any other. */
static const struct route *match_group(struct cx *cx, const struct route_group *group, const char *method)
{
    const char *path = cx->request->path;
    const struct route *found = NULL;
    for (const struct route *route = group->routes; route->method; route++) {
        if (path_may_fit(route, path) && str_eq(route->method, method) && credential_fits(route, cx) &&
            path_fits(route->path, path, cx, NULL)) {
            if (!strchr(route->path, '{')) {
                return route;
            }
            found = found ? found : route;
        }
    }
    return found;
}

const struct route *route_match(struct cx *cx, const char *method, const char **allow)
{
    struct request *request = cx->request;
    const char *wanted = str_eq(method, "HEAD") ? "GET" : method;
    const struct route *found = NULL;
    *allow = NULL;
    if (!str_starts(request->path, ROOT)) {
        return NULL;
    }
    for (const struct route_group *const *group = route_groups; *group && !(found && !strchr(found->path, '{')); group++) {
        const struct route *route = match_group(cx, *group, wanted);
        found = route && (!found || !strchr(route->path, '{')) ? route : found;
    }
    if (found) {
        path_fits(found->path, request->path, cx, request->ids);
    }
    *allow = found ? NULL : methods_of_path(cx);
    return found;
}
