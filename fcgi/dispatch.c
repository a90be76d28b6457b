/* SPDX-License-Identifier: MIT
 *
 * The path of every request: match, tenant, credential, rate, permission, transaction, handler, commit, answer.
 * Everything that handlers must not repeat stands here, once. A request that finds its tenant's write lock held is parked
 * by worker.c and comes back at the transaction. */
#include <stdlib.h>
#include <string.h>

#include "auth/session.h"
#include "base/config.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "fcgi/dialect.h"
#include "fcgi/exchange.h"
#include "fcgi/guard.h"
#include "fcgi/replay.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"

enum rc service_open(struct service *service, bool heavy)
{
    struct arena *arena = arena_new(0);
    struct cx cx;
    cx_init(&cx, arena);
    struct db_options options = {.create = false, .migrate = true, .fast_pool = !heavy};
    *service = (struct service){.heavy = heavy};
    enum rc rc = registry_open(&cx, true, &service->registry);
    if (rc == RC_OK) {
        service->tenants = pool_new((size_t)config_int("open_tenants"), &options);
    }
    cx_end(&cx);
    arena_free(arena);
    return rc;
}

void service_close(struct service *service)
{
    pool_free(service->tenants);
    db_close(service->registry);
    *service = (struct service){0};
}

void service_idle(struct service *service)
{
    pool_idle(service->tenants);
}

static void arm_test_failure(const struct request *request)
{
#ifdef VISIONCRM_FAULTPOINTS
    static const struct {
        const char *prefix;
        enum faultpoint point;
    } points[] = {{"store:", FAULTPOINT_STORE}, {"alloc:", FAULTPOINT_ALLOC}, {"io:", FAULTPOINT_IO}};
    const char *text = request->test_fail ? request->test_fail : "";
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        size_t len = strlen(points[i].prefix);
        bool meant = strncmp(text, points[i].prefix, len) == 0;
        faultpoint_arm(points[i].point, meant ? strtol(text + len, NULL, 10) : 0);
    }
#else
    (void)request;
#endif
}

/* Opens the tenant that nginx named. */
static enum rc enter_tenant(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    if (str_empty(exchange->request.tenant)) {
        return fault_set(cx, RC_NOT_FOUND, NULL, NULL);
    }
    struct tenant *tenant = arena_alloc(cx->arena, sizeof *tenant);
    TRY(tenant_by_subdomain(cx, exchange->request.tenant, false, tenant));
    const char *path = tenant_db_path(cx, tenant->id);
    enum rc rc = pool_get(cx, service->tenants, tenant->id, path, &cx->db);
    if (rc == RC_NOT_FOUND) {
        log_line(LOG_LEVEL_ERROR, "%s: the file of a tenant is missing", path);
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The data cannot be read at the moment");
    }
    TRY(rc);
    cx->tenant = tenant;
    int64_t timeout_us = config_int("request_timeout_ms") * 1000;
    db_deadline(cx->db, service->heavy ? 0 : exchange->started_us + timeout_us);
    return RC_OK;
}

static enum rc find_route(struct exchange *exchange, const struct route **route)
{
    struct cx *cx = &exchange->cx;
    const char *allow = NULL;
    *route = route_match(cx, exchange->request.method, &allow);
    if (*route) {
        return RC_OK;
    }
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
    TRY(guard_rate(cx, route));
    TRY(guard_same_origin(cx));
    return guard_permission(cx, route);
}

static enum rc read_zone(struct cx *cx)
{
    return db_text(cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx->zone);
}

/* Everything before the handler. A read shares one snapshot between credential and handler. */
static enum rc prepare(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const struct route *route = NULL;
    if (exchange->request.body_too_large ||
        (exchange->request.body_len > REQUEST_MAX_BODY && !str_starts(exchange->request.path, "/api/vehicles/ocr"))) {
        return fault_set(cx, RC_TOO_LARGE, NULL, NULL);
    }
    enum rc found = find_route(exchange, &route);
    if (!route || !(route->flags & ROUTE_ANYWHERE)) {
        TRY(enter_tenant(service, exchange));
    }
    if (!route) {
        TRY(guard_rate(cx, NULL));
        return found;
    }
    exchange->route = route;
    if (cx->db && route->tx == TX_READ) {
        TRY(db_begin(cx, cx->db, TX_READ));
    }
    TRY(enter_user(exchange, route, &exchange->extend_session));
    TRY(check_ids(cx, route));
    if (!request_query_valid(cx)) {
        return fault_set(cx, RC_INVALID, NULL, "The query string is not valid UTF-8 in percent encoding");
    }
    TRY(check_body(cx, route));
    return cx->db ? read_zone(cx) : RC_OK;
}

/* A write to something that GET answers: everything but the creation of one more. */
static bool changes_one_record(const struct cx *cx, const struct route *route)
{
    return !str_eq(route->method, "GET") && (cx->request->ids[0] || !str_eq(route->method, "POST"));
}

/* The transaction around the handler. RC_BUSY: the write lock is held elsewhere and nothing was done. */
static enum rc perform(struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const struct route *route = exchange->route;
    if (route->tx == TX_WRITE && cx->db) {
        TRY(db_begin(cx, cx->db, TX_WRITE));
    }
    bool replayed = false;
    bool replay = replay_applies(cx, route);
    if (replay) {
        TRY(replay_find(cx, &replayed));
    }
    if (!replayed) {
        if (cx->request->if_match && changes_one_record(cx, route)) {
            TRY(etag_check(exchange));
        }
        TRY(route->handler(cx));
        dialect_close(cx);
        if (replay && exchange->response.status < 300) {
            TRY(replay_keep(cx));
        }
    }
    return cx->db && db_in_transaction(cx->db) ? db_commit(cx, cx->db) : RC_OK;
}

/* Slides the session's end once a day, after the answer's own transaction; skipped when the lock is held. */
static void extend_session(struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const char *secret = request_cookie(cx, SESSION_COOKIE);
    int64_t expires_at = 0;
    if (!exchange->extend_session || !secret || !cx->db || db_begin(cx, cx->db, TX_WRITE) != RC_OK) {
        return;
    }
    if (session_extend(cx, secret, &expires_at) == RC_OK && db_commit(cx, cx->db) == RC_OK) {
        guard_set_cookie(cx, secret, expires_at);
    } else {
        db_rollback(cx->db);
    }
}

static void log_request(const struct exchange *exchange)
{
    const struct cx *cx = &exchange->cx;
    char when[25];
    char line[640];
    time_format_ms(cx->now_ms, when);
    int64_t us = time_monotonic_us() - exchange->started_us;
    int len = snprintf(line, sizeof line,
                       "{\"time\":\"%s\",\"request_id\":\"%s\",\"tenant\":\"%s\",\"user\":\"%s\",\"route\":\"%s %s\","
                       "\"status\":%d,\"ms\":%lld.%03d}\n",
                       when, exchange->request.request_id, cx->tenant ? cx->tenant->id : "", cx->user ? cx->user->id : "",
                       exchange->route ? exchange->route->method : "-", exchange->route ? exchange->route->path : "-",
                       exchange->response.status, (long long)(us / 1000), (int)(us % 1000));
    if (len > 0 && (size_t)len < sizeof line) {
        log_raw(line, (size_t)len);
    }
}

static enum step answered(struct service *service, struct exchange *exchange)
{
    response_header(&exchange->response, "X-Request-Id", exchange->request.request_id);
    log_request(exchange);
    dispatch_abandon(service, exchange);
    return STEP_ANSWERED;
}

void dispatch_abandon(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    if (cx->db) {
        db_rollback(cx->db);
        db_deadline(cx->db, 0);
        pool_put(service->tenants, cx->db);
        cx->db = NULL;
    }
    db_rollback(service->registry);
    cx_end(cx);
}

static void start(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    cx_init(cx, exchange->arena);
    cx->request = &exchange->request;
    cx->response = &exchange->response;
    cx->registry = service->registry;
    cx->zone = "Europe/Paris";
    exchange->response.content_type = "application/json";
    exchange->response.body.arena = exchange->arena;
    exchange->route = NULL;
    exchange->extend_session = false;
    arm_test_failure(&exchange->request);
}

static bool patience_left(const struct exchange *exchange)
{
    return time_monotonic_us() - exchange->first_parked_us < config_int("write_wait_ms") * 1000;
}

enum step dispatch(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    enum rc rc = RC_OK;
    if (!exchange->first_parked_us) {
        start(service, exchange);
        rc = prepare(service, exchange);
    }
    if (rc == RC_OK) {
        rc = perform(exchange);
    }
    if (rc == RC_BUSY) {
        exchange->first_parked_us = exchange->first_parked_us ? exchange->first_parked_us : time_monotonic_us();
        if (patience_left(exchange)) {
            return STEP_PARKED;
        }
        rc = fault_set(cx, RC_UNAVAILABLE, NULL, "Another write of this tenant takes too long: try again");
        cx->fault.retry_after_s = 1;
    }
    if (rc != RC_OK) {
        if (cx->db) {
            db_rollback(cx->db);
        }
        if (cx->fault.rc == RC_OK) {
            fault_set(cx, rc, NULL, NULL);
        }
        dialect_error(cx);
    } else {
        if (exchange->response.status == 200 && exchange->route->tx == TX_READ && !exchange->response.file &&
            !(exchange->route->flags & ROUTE_FILE)) {
            etag_apply(cx);
        }
        extend_session(exchange);
    }
    return answered(service, exchange);
}
