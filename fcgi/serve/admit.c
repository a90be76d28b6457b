/* SPDX-License-Identifier: MIT
 *
 * The first half of a request's path: match, tenant, credential, rate, permission, form. dispatch.c goes on from there. */
#include "fcgi/serve/admit.h"

#include "base/log.h"
#include "base/str.h"
#include "base/uuid.h"
#include "fcgi/serve/guard.h"
#include "fcgi/serve/parameters.h"
#include "fcgi/serve/route.h"
#include "tenant/cache.h"
#include "tenant/settings.h"
#include "tenant/storage.h"

/* Opens the tenant that nginx named. */
static enum rc enter_tenant(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    if (str_empty(exchange->request.tenant)) {
        return fault_set(cx, RC_NOT_FOUND, NULL, NULL);
    }
    struct tenant *tenant = arena_alloc(cx->arena, sizeof *tenant);
    TRY(tenant_cached(cx, service->names, exchange->request.tenant, tenant));
    const char *path = tenant_db_path(cx, tenant->id);
    enum rc rc = pool_get(cx, service->tenants, tenant->id, path, &cx->db);
    if (rc == RC_NOT_FOUND) {
        log_line(LOG_LEVEL_ERROR, "%s: the file of a tenant is missing", path);
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The data cannot be read at the moment");
    }
    TRY(rc);
    cx->tenant = tenant;
    return RC_OK;
}

/* `allow`: the methods that the path answers to, or NULL. */
static enum rc refuse_route(struct cx *cx, const char *allow)
{
    if (!allow) {
        return fault_set(cx, RC_NOT_FOUND, NULL, NULL);
    }
    fault_set(cx, RC_METHOD, NULL, NULL);
    cx->fault.allow = allow;
    return RC_METHOD;
}

static enum rc check_ids(struct cx *cx, const struct route *route)
{
    for (size_t i = 0; i < sizeof cx->request->ids / sizeof *cx->request->ids && cx->request->ids[i]; i++) {
        if (!uuid_valid(cx->request->ids[i])) {
            return fault_not_found(cx, route_label(route));
        }
    }
    return RC_OK;
}

static enum rc check_body(struct cx *cx, const struct route *route)
{
    const struct request *request = cx->request;
    bool json = !(route->flags & ROUTE_RAW);
    if (request->body_len == 0 || !json) {
        return RC_OK;
    }
    return str_eq(request->content_type, "application/json") ? RC_OK : fault_set(cx, RC_MEDIA_TYPE, NULL, NULL);
}

static enum rc enter_user(struct exchange *exchange, const struct route *route, bool *extend)
{
    struct cx *cx = &exchange->cx;
    *extend = false;
    if (route->perm != PERM_NONE || (route->flags & ROUTE_CREDENTIAL)) {
        TRY(guard_credential(cx, extend));
    }
    if (!exchange->counted) {
        TRY(guard_rate(cx, route));
        exchange->counted = true;
    }
    TRY(guard_same_origin(cx));
    return guard_permission(cx, route);
}

static enum rc read_zone(struct cx *cx)
{
    return db_text(cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx->zone);
}

enum rc admit_place(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const char *allow = NULL;
    const struct route *route = route_match(cx, exchange->request.method, &allow);
    if (exchange->request.body_too_large) {
        exchange->route = route; /* which has its dialect */
        return fault_set(cx, RC_TOO_LARGE, NULL, NULL);
    }
    if (!route || !(route->flags & ROUTE_ANYWHERE)) {
        TRY(enter_tenant(service, exchange));
    }
    if (!route) {
        TRY(guard_rate(cx, NULL));
    }
    exchange->route = route;
    return route ? RC_OK : refuse_route(cx, allow); /* said last: opening a tenant may say things and take them back */
}

/* A tenant that has used up its storage still reads and deletes; its people sign in and out and change their passwords, and an
 * admin takes a larger plan. */
static enum rc check_storage(struct cx *cx, const struct route *route)
{
    static const char *const lean[] = {"/api/auth/", "/api/users/me", "/api/billing/", "/api/vehicles/ocr"};
    bool adds = !str_eq(route->method, "GET") && !str_eq(route->method, "DELETE");
    for (size_t i = 0; i < sizeof lean / sizeof *lean; i++) {
        adds = adds && !str_starts(route->path, lean[i]);
    }
    return cx->tenant && cx->user && adds ? storage_check(cx) : RC_OK;
}

enum rc admit_user(struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const struct route *route = exchange->route;
    if (cx->db && route->tx == TX_READ) {
        TRY(db_begin(cx, cx->db, TX_READ));
    }
    TRY(enter_user(exchange, route, &exchange->extend_session));
    TRY(check_ids(cx, route));
    TRY(check_storage(cx, route));
    TRY(request_query_parse(cx));
    TRY(parameters_check(cx, route));
    TRY(check_body(cx, route));
    return cx->db ? read_zone(cx) : RC_OK;
}
