/* SPDX-License-Identifier: MIT
 *
 * Credential, cross-site check, rate limit and permission of one request. */
#include "fcgi/serve/guard.h"

#include <arpa/inet.h>
#include <string.h>
#include <time.h>

#include "auth/rate.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/str.h"
#include "fcgi/serve/credential.h"
#include "fcgi/serve/http.h"
#include "fcgi/serve/limits.h"
#include "tenant/tenant.h"

enum rc guard_credential(struct cx *cx, bool *extend)
{
    const char *secret;
    const struct credential_kind *kind = credential_of(cx, &secret);
    *extend = false;
    if (!cx->db || !kind) {
        return RC_OK;
    }
    struct user *user = arena_alloc(cx->arena, sizeof *user);
    enum rc rc = kind->user(cx, secret, user, extend);
    if (rc == RC_OK) {
        cx->user = user;
    }
    if (rc == RC_UNAUTHORIZED) {
        fault_clear(cx);
        return RC_OK;
    }
    return rc;
}

static bool from_elsewhere(struct cx *cx)
{
    const struct request *request = cx->request;
    const char *site = request->sec_fetch_site;
    if (site && !str_eq(site, "same-origin") && !str_eq(site, "none")) {
        return true;
    }
    if (!request->origin) {
        return false;
    }
    const char *own = arena_printf(cx->arena, "%s://%s", request->https ? "https" : "http", request->host ? request->host : "");
    return !str_ieq(request->origin, own);
}

/* A read is answered, whoever links to it, but leaves nothing behind. */
enum rc guard_same_origin(struct cx *cx)
{
    const struct request *request = cx->request;
    bool safe = str_eq(request->method, "GET") || str_eq(request->method, "HEAD");
    if (!cx->user || credential_is_deliberate(cx) || !from_elsewhere(cx)) {
        return RC_OK;
    }
    cx->foreign = true;
    return safe ? RC_OK : fault_set(cx, RC_FORBIDDEN, NULL, "Cross-site requests are refused");
}

static enum rc rate_tell(struct cx *cx, struct rate_answer answer)
{
    if (answer.limit == 0) {
        return RC_OK;
    }
    struct response *response = cx->response;
    response_header(response, "X-RateLimit-Limit", arena_printf(cx->arena, "%lld", (long long)answer.limit));
    response_header(response, "X-RateLimit-Remaining", arena_printf(cx->arena, "%lld", (long long)answer.remaining));
    response_header(response, "X-RateLimit-Reset", arena_printf(cx->arena, "%lld", (long long)answer.reset_s));
    if (answer.allowed) {
        return RC_OK;
    }
    fault_clear(cx); /* of what else is wrong */
    fault_set(cx, RC_RATE_LIMITED, NULL, NULL);
    cx->fault.retry_after_s = answer.retry_after_s;
    return RC_RATE_LIMITED;
}

static enum rc rate_apply(struct cx *cx, const char *bucket, int64_t limit)
{
    return rate_tell(cx, rate_hit(rate_key(bucket), limit, cx->now_ms));
}

const char *guard_peer(struct cx *cx)
{
    struct in6_addr address;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, cx->request->remote_addr, &address) != 1) {
        return cx->request->remote_addr;
    }
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        const char *written = inet_ntop(AF_INET, address.s6_addr + 12, text, sizeof text);
        return arena_strdup(cx->arena, written ? written : "");
    }
    memset(address.s6_addr + 8, 0, 8);
    return arena_strdup(cx->arena, inet_ntop(AF_INET6, &address, text, sizeof text) ? text : "");
}

/* Sent by a page of the product itself, which its browser says, for a session that is one: a program that says so needs a
 * session as well, and has no more than its person has. */
static bool is_page(struct cx *cx)
{
    return cx->user && !credential_is_deliberate(cx) && str_eq(cx->request->sec_fetch_site, "same-origin");
}

/* Whom a limit counts. */
static const char *limit_key(struct cx *cx, const struct limit *limit)
{
    const char *tenant = cx->tenant && limit->per != PER_PEER ? cx->tenant->id : "";
    const char *who = cx->user && limit->per == PER_USER      ? cx->user->id
                      : cx->user && limit->per == PER_SESSION ? cx->user->session_id
                                                              : guard_peer(cx);
    return arena_printf(cx->arena, "%s %s %s", limit->bucket, tenant, who);
}

/* Counts in every window that the request falls into, and tells of the one that is fullest. */
enum rc guard_rate(struct cx *cx, const struct route *route)
{
    unsigned class = 1u << (route ? route->rate : RATE_READ);
    unsigned dialect = 1u << (route ? route->dialect : DIALECT_WORKSHOP);
    bool page = class & (1u << RATE_READ | 1u << RATE_WRITE) && is_page(cx);
    int64_t least = INT64_MAX;
    for (const struct limit *limit = limits; limit->classes; limit++) {
        if (!(limit->classes & class) || !(limit->dialects & dialect) || limit->pages != page || limit->per == PER_ACCOUNT) {
            continue;
        }
        struct rate_answer counted = rate_hit(rate_key(limit_key(cx, limit)), limit->count, cx->now_ms);
        if (!counted.allowed || counted.remaining < least) {
            TRY(rate_tell(cx, counted));
            least = counted.remaining;
        }
    }
    return RC_OK;
}

static enum rc rate_account(struct cx *cx, const char *kind, const char *name)
{
    const char *tenant = cx->tenant ? cx->tenant->id : "";
    return rate_apply(cx, arena_printf(cx->arena, "account %s %s %s %s", tenant, guard_peer(cx), kind, name),
                      LIMIT_AUTH_ACCOUNT);
}

/* One account is one bucket, by whatever name it is called. */
enum rc guard_rate_account(struct cx *cx, const char *login)
{
    struct user user;
    enum rc rc = cx->db ? user_by_login(cx, login, &user) : RC_NOT_FOUND;
    if (rc != RC_OK && rc != RC_NOT_FOUND) {
        return rc;
    }
    return rate_account(cx, rc == RC_OK ? "id" : "name", rc == RC_OK ? user.id : str_lower(cx->arena, login));
}

enum rc guard_rate_secret(struct cx *cx, const char *secret)
{
    return rate_account(cx, "secret", secret);
}

enum rc guard_rate_signup(struct cx *cx)
{
    int64_t limit = config_int("signup_per_hour");
    const char *bucket = arena_printf(cx->arena, "signup %s", guard_peer(cx));
    return limit > 0 ? rate_tell(cx, rate_hit_hour(rate_key(bucket), limit, cx->now_ms)) : RC_OK;
}

enum rc guard_permission(struct cx *cx, const struct route *route)
{
    if (route->perm == PERM_NONE) {
        return RC_OK;
    }
    if (!cx->user) {
        return fault_set(cx, RC_UNAUTHORIZED, NULL, NULL);
    }
    return user_may(cx->user, route->perm) ? RC_OK : fault_set(cx, RC_FORBIDDEN, NULL, NULL);
}

void guard_set_cookie(struct cx *cx, const char *secret, int64_t expires_at)
{
    const char *secure = cx->request->https ? "; Secure" : "";
    char expires[40] = "Thu, 01 Jan 1970 00:00:00 GMT";
    if (secret) {
        struct tm tm;
        time_t seconds = (time_t)(expires_at / 1000);
        gmtime_r(&seconds, &tm);
        strftime(expires, sizeof expires, "%a, %d %b %Y %H:%M:%S GMT", &tm);
    }
    const char *value = arena_printf(cx->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s; Expires=%s", SESSION_COOKIE,
                                     secret ? secret : "", secure, expires);
    response_header(cx->response, "Set-Cookie", value);
}

enum rc guard_leave(struct cx *cx)
{
    TRY(session_end(cx, cx->user->session_id));
    if (!credential_is_deliberate(cx)) {
        guard_set_cookie(cx, NULL, 0);
    }
    return RC_OK;
}
