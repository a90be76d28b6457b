/* SPDX-License-Identifier: MIT
 *
 * The path of every request: match, tenant, credential, rate, permission, transaction, handler, commit, answer.
 * Everything that handlers must not repeat stands here, once. A request that finds its tenant's write lock held is parked
 * by worker.c and comes back at the transaction. Writes of one tenant that are there at the same time form a group: one
 * transaction, one wait for the disk. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "auth/session.h"
#include "base/config.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/serve/admit.h"
#include "fcgi/serve/dialect.h"
#include "fcgi/serve/group.h"
#include "fcgi/serve/guard.h"
#include "fcgi/serve/replay.h"
#include "tenant/tenant.h"

#define INPUT_LARGE 16384   /* bytes of body and query from which on a want of memory is the client's doing */
#define REPEATED_RETRY_S 60 /* when a request that ended its workers may be sent again */

static void arm_test_failure(const struct request *request)
{
#ifdef VISIONCRM_FAULTPOINTS
    static const struct {
        const char *prefix;
        enum faultpoint point;
    } points[] = {{"store:", FAULTPOINT_STORE}, {"alloc:", FAULTPOINT_ALLOC}, {"io:", FAULTPOINT_IO}, {"cap:", FAULTPOINT_CAP}};
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

/* A write to something that GET answers: everything but the creation of one more. */
static bool changes_one_record(const struct cx *cx, const struct route *route)
{
    return !str_eq(route->method, "GET") && (cx->request->ids[0] || !str_eq(route->method, "POST"));
}

static enum rc run_handler(struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const struct route *route = exchange->route;
    bool replayed = false;
    bool replay = replay_applies(cx, route);
    if (replay) {
        TRY(replay_find(cx, &replayed));
    }
    if (replayed) {
        return RC_OK;
    }
    if (cx->request->if_match && changes_one_record(cx, route)) {
        TRY(etag_check(cx));
    }
    TRY(route->handler(cx));
    dialect_close(cx);
    return replay && exchange->response.status < 300 ? replay_keep(cx) : RC_OK;
}

/* Slides the session's end, once a day, inside of a write transaction. */
static enum rc extend_session(struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const char *secret = request_cookie(cx, SESSION_COOKIE);
    int64_t expires_at = 0;
    if (!exchange->extend_session || !secret) {
        return RC_OK;
    }
    exchange->extend_session = false;
    enum rc rc = session_extend(cx, secret, &expires_at);
    if (rc == RC_OK) {
        guard_set_cookie(cx, secret, expires_at);
    }
    return rc == RC_UNAUTHORIZED ? RC_OK : rc; /* it ended meanwhile */
}

/* The same after an answer that wrote nothing; skipped when the lock is held. */
static void extend_session_apart(struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    if (!exchange->extend_session || !cx->db || db_begin(cx, cx->db, TX_WRITE) != RC_OK) {
        return;
    }
    if (extend_session(exchange) != RC_OK || db_commit(cx, cx->db) != RC_OK) {
        db_rollback(cx->db);
    }
}

/* The transaction around the handler; a write leaves it open when it may become a member of the group. RC_BUSY: the write
 * lock is held elsewhere and nothing was done. */
static enum rc perform(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    bool writes = exchange->route->tx == TX_WRITE && cx->db;
    if (writes && service->group.count == 0) {
        TRY(db_begin(cx, cx->db, TX_WRITE));
    }
    if (writes) {
        cx->now_ms = time_now_ms(); /* writes are recorded in the order of their times, however long they waited */
    }
    TRY(run_handler(exchange));
    if (!cx->db || !db_in_transaction(cx->db)) {
        return RC_OK;
    }
    if (writes) {
        TRY(extend_session(exchange));
        TRY(cx->user ? session_seen(cx, cx->user) : RC_OK);
    }
    if (service->grouping && group_takes(exchange)) {
        exchange->step = STEP_HELD;
        return RC_OK;
    }
    return db_commit(cx, cx->db);
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

/* What the request holds is given back; the transaction of a group is not its own. */
static void let_go(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    if (cx->db) {
        if (cx->db != group_db(service)) {
            db_rollback(cx->db);
        }
        db_deadline(cx->db, 0);
        db_budget(cx->db, 0);
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
    cx->exchange = exchange;
    cx->request = &exchange->request;
    cx->response = &exchange->response;
    cx->registry = service->registry;
    cx->zone = "Europe/Paris";
    cx->agent = exchange->request.user_agent;
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

void dispatch_finish(struct service *service, struct exchange *exchange, enum rc rc)
{
    struct cx *cx = &exchange->cx;
    struct response *response = &exchange->response;
    if (rc != RC_OK) {
        if (cx->db && cx->db != group_db(service)) {
            db_rollback(cx->db);
        }
        if (cx->fault.rc == RC_OK) {
            fault_set(cx, rc, NULL, NULL);
        }
        dialect_error(cx);
    } else {
        if (response->status == 200 && exchange->route->tx == TX_READ && !response->file) {
            etag_apply(cx);
        } else if (response->status < 300) {
            etag_tell(cx);
        }
        extend_session_apart(exchange);
    }
    response_header(response, "X-Request-Id", exchange->request.request_id);
    log_request(exchange);
    let_go(service, exchange);
    exchange->step = STEP_ANSWERED;
    exchange->done(exchange);
}

/* What was counted stays counted, and is said in the new answer as well. */
static void forget_answer(struct exchange *exchange)
{
    struct response *response = &exchange->response;
    struct response fresh = {0};
    for (size_t i = 0; exchange->counted && i < response->header_count; i++) {
        if (str_starts(response->headers[i].name, "X-RateLimit-")) {
            fresh.headers[fresh.header_count++] = response->headers[i];
        }
    }
    *response = fresh;
}

void dispatch_again(struct service *service, struct exchange *exchange)
{
    let_go(service, exchange);
    forget_answer(exchange);
    exchange->first_parked_us = 0;
    dispatch(service, exchange);
}

static enum rc refuse(struct cx *cx, enum rc rc, const char *message)
{
    fault_set(cx, rc, NULL, message);
    cx->fault.retry_after_s = 1;
    return rc;
}

/* RC_BUSY: to be parked; refused when it has waited long enough. */
static enum rc wait_or_refuse(struct exchange *exchange)
{
    exchange->first_parked_us = exchange->first_parked_us ? exchange->first_parked_us : time_monotonic_us();
    return patience_left(exchange)
               ? RC_BUSY
               : refuse(&exchange->cx, RC_UNAVAILABLE, "Another write of this tenant takes too long: try again");
}

void dispatch_refuse(struct service *service, struct exchange *exchange, enum rc rc)
{
    bool own = rc == RC_RATE_LIMITED;
    dispatch_finish(
        service, exchange,
        refuse(&exchange->cx, rc, own ? "Too many writes of this tenant wait: try again" : "Too many writes wait: try again"));
}

void dispatch_repeated(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const char *allow = NULL;
    exchange->request.test_fail = NULL;
    start(service, exchange);
    exchange->route = route_match(cx, exchange->request.method, &allow); /* for the log and the dialect */
    fault_set(cx, RC_UNAVAILABLE, NULL, "This request could not be served: it ended those who tried");
    cx->fault.retry_after_s = REPEATED_RETRY_S;
    dispatch_finish(service, exchange, RC_UNAVAILABLE);
}

/* From the request to the end of its handler. */
static enum rc serve(struct service *service, struct exchange *exchange)
{
    bool parked = exchange->first_parked_us != 0;
    enum rc rc = RC_OK;
    if (!parked) {
        start(service, exchange);
        rc = admit_place(service, exchange);
    }
    if (!group_passes(service, exchange) && (!group_takes(exchange) || exchange->cx.db != group_db(service))) {
        group_settle(service);
    }
    struct db *db = exchange->cx.db;
    if (db) {
        bool reads = rc == RC_OK && exchange->route->tx == TX_READ;
        db_budget(db, reads ? service->query_budget_us : 0);
        db_deadline(db, service->request_time_us ? exchange->started_us + service->request_time_us : 0);
    }
    if (rc == RC_OK && !parked) {
        rc = admit_user(exchange);
    }
    if (rc == RC_OK) {
        exchange->changes_before = db ? db_changes(db) : -1;
        rc = perform(service, exchange);
    }
    return rc;
}

/* It changed something in the open transaction. */
static bool has_written(const struct exchange *exchange)
{
    return exchange->cx.db && exchange->changes_before >= 0 && db_changes(exchange->cx.db) != exchange->changes_before;
}

/* Its memory has reached the cap, anywhere in serve(): this request ends, nobody else notices. */
static enum rc refuse_size(struct service *service, struct exchange *exchange)
{
    struct cx *cx = &exchange->cx;
    const struct request *request = &exchange->request;
    log_line(LOG_LEVEL_WARNING, "request %s needs more than %zu bytes of memory: %s %s", request->request_id,
             arena_used(exchange->arena), request->method, exchange->route ? exchange->route->path : "-");
    if (cx->db) {
        db_abandon_rows(cx->db);
    }
    db_abandon_rows(service->registry);
    cx_unwind(cx);
    if (cx->committed) {
        return fault_set(cx, RC_UNAVAILABLE, NULL, "It was saved, but its answer is too large: read it again");
    }
    if (request->body_len + strlen(request->query) >= INPUT_LARGE) {
        return fault_set(cx, RC_TOO_LARGE, NULL, "This request asks for more work than one may: send less at a time");
    }
    return refuse(cx, RC_UNAVAILABLE, "This answer is too large: ask for less at a time");
}

/* serve(), ended where the request's memory reaches its cap. */
static enum rc serve_within(struct service *service, struct exchange *exchange)
{
    jmp_buf escape;
    enum rc rc;
    exchange->changes_before = -1;
    if (setjmp(escape) == 0) {
        arena_escape(exchange->arena, &escape);
        rc = serve(service, exchange);
    } else {
        rc = refuse_size(service, exchange);
    }
    arena_escape(exchange->arena, NULL);
    return rc;
}

void dispatch(struct service *service, struct exchange *exchange)
{
    if (!group_joins(service, exchange) && !group_may_pass(service, exchange)) {
        group_settle(service); /* what is neither goes after the answers of its members */
    }
    exchange->step = STEP_ANSWERED;
    enum rc rc = serve_within(service, exchange);
    if (rc == RC_BUSY && (rc = wait_or_refuse(exchange)) == RC_BUSY) {
        exchange->step = STEP_PARKED;
        exchange->done(exchange);
    } else if (rc == RC_OK && exchange->step == STEP_HELD) {
        group_add(service, exchange);
    } else if (rc != RC_OK && has_written(exchange) && service->group.count > 0) {
        group_break(service); /* else what it wrote before it failed would be committed with the others' */
        dispatch_again(service, exchange);
    } else if (!group_passes(service, exchange) && !group_settle(service) && rc != RC_OK) {
        dispatch_again(service, exchange); /* it may have failed for what was not committed after all */
    } else {
        dispatch_finish(service, exchange, rc);
    }
}

const char *dispatch_writer(const struct service *service)
{
    return service->group.count > 0 ? service->group.members[0]->request.tenant : NULL;
}

void dispatch_settle(struct service *service)
{
    group_settle(service);
}

void dispatch_abandon(struct service *service, struct exchange *exchange)
{
    let_go(service, exchange);
}
