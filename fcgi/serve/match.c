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
        if (path_may_fit(route, cx->request->path) && path_fits(route->path, cx->request->path, cx, NULL) &&
            (!allow || !strstr(allow, route->method))) {
            const char *methods = str_eq(route->method, "GET") ? "GET, HEAD" : route->method;
            allow = allow ? arena_printf(cx->arena, "%s, %s", allow, methods) : methods;
        }
    }
    return allow;
}

bool route_takes_upload(const char *path)
{
    bool found = false;
    for (const struct route *route = NULL; !found && (route = route_next(route));) {
        found = (route->flags & ROUTE_UPLOAD) && path_fits(route->path, path, NULL, NULL);
    }
    return found;
}

const struct route *route_match(struct cx *cx, const char *method, const char **allow)
{
    struct request *request = cx->request;
    const char *wanted = str_eq(method, "HEAD") ? "GET" : method;
    const struct route *found = NULL;
    bool literal = false;
    *allow = NULL;
    if (!str_starts(request->path, ROOT)) {
        return NULL;
    }
    for (const struct route *route = NULL; !literal && (route = route_next(route));) {
        if (path_may_fit(route, request->path) && str_eq(route->method, wanted) && credential_fits(route, cx) &&
            path_fits(route->path, request->path, cx, NULL)) {
            literal = !strchr(route->path, '{');
            found = literal || !found ? route : found;
        }
    }
    if (found) {
        path_fits(found->path, request->path, cx, request->ids);
    }
    *allow = found ? NULL : methods_of_path(cx);
    return found;
}
