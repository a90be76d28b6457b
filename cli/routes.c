/* SPDX-License-Identifier: MIT
 *
 * visioncrm routes: the route table as it is compiled in, for people and for the tests that are generated from it; and the
 * description of the API that is made of it, for the types of the front end. */
#include <stdio.h>

#include "base/str.h"
#include "cli/cli.h"
#include "fcgi/describe/openapi.h"
#include "fcgi/serve/route.h"

static const char *const tx_names[] = {[TX_NONE] = "none", [TX_READ] = "read", [TX_WRITE] = "write"};
static const char *const pool_names[] = {[POOL_API] = "api", [POOL_HEAVY] = "heavy", [POOL_SLOW] = "slow"};

static void write_route(struct json *json, const struct route *route)
{
    json_object(json);
    json_kv_text(json, "method", route->method);
    json_kv_text(json, "path", route->path);
    json_kv_text(json, "dialect", dialect_name(route->dialect));
    json_kv_text(json, "perm", perm_name(route->perm));
    json_kv_text(json, "tx", tx_names[route->tx]);
    json_kv_text(json, "pool", pool_names[route->pool]);
    json_kv_text(json, "rate", rate_name(route->rate));
    json_kv_bool(json, "anywhere", (route->flags & ROUTE_ANYWHERE) != 0);
    json_kv_bool(json, "upload", (route->flags & ROUTE_UPLOAD) != 0);
    json_kv_text(json, "about", route->about);
    json_object_end(json);
}

static void write_routes(struct cx *cx, struct json *json)
{
    (void)cx;
    json_array(json);
    for (const struct route *route = NULL; (route = route_next(route));) {
        write_route(json, route);
    }
    json_array_end(json);
}

static bool print_json(void (*write)(struct cx *cx, struct json *json))
{
    struct cx cx = {.arena = arena_new(0)};
    struct buf out;
    struct json json;
    buf_init(&out, cx.arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    write(&cx, &json);
    bool ok = cli_print(&out);
    arena_free(cx.arena);
    return ok;
}

static bool print_table(void)
{
    for (const struct route *route = NULL; (route = route_next(route));) {
        if (printf("%-6s %-45s %-8s %-7s %-5s %-5s %-5s %s\n", route->method, route->path, dialect_name(route->dialect),
                   perm_name(route->perm), tx_names[route->tx], pool_names[route->pool], rate_name(route->rate),
                   route->about ? route->about : "") < 0) {
            return false;
        }
    }
    return fflush(stdout) == 0;
}

int cmd_routes(int argc, char **argv)
{
    bool as_json = false;
    bool as_openapi = false;
    const struct cli_option options[] = {{"json", NULL, &as_json}, {"openapi", NULL, &as_openapi}, {NULL, NULL, NULL}};
    if (!cli_options(argc, argv, options, 0, 0)) {
        return EXIT_USAGE;
    }
    bool ok = as_openapi ? print_json(openapi_write) : as_json ? print_json(write_routes) : print_table();
    return ok ? EXIT_OK : EXIT_FAILED;
}
