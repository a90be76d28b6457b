/* SPDX-License-Identifier: MIT
 *
 * Idempotency keys and entity tags. Both work on finished answers, so no handler knows of them. */
#include "fcgi/serve/replay.h"

#include <stdlib.h>

#include "auth/digest.h"
#include "auth/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/serve/crud.h"
#include "fcgi/serve/dialect.h"

#define KEY_MAX 255
#define KEEP_MS MS_PER_DAY

struct kept {
    const char *body_hash;
    const char *body;
    int64_t status;
    int64_t version; /* of the record that it shows; 0: none */
};

static const struct field kept_fields[] = {
    FIELD_TEXT(struct kept, body_hash, 0, 0, 64),
    FIELD_TEXT(struct kept, body, 0, 0, 0),
    FIELD_INT(struct kept, status, 0, 0, 0),
    FIELD_INT(struct kept, version, 0, 0, 0),
};
static RECORD(kept_record, "Answer", struct kept, kept_fields, NULL);

/* Handlers that hash a password begin their transaction themselves. */
static bool own_transaction(const struct route *route)
{
    return route->tx == TX_NONE && route->perm != PERM_NONE;
}

bool replay_applies(const struct cx *cx, const struct route *route)
{
    return cx->request->idempotency_key && str_eq(route->method, "POST") && (route->tx == TX_WRITE || own_transaction(route)) &&
           !str_starts(route->path, "/api/auth/");
}

static enum rc body_hash(struct cx *cx, const char **hash)
{
    const struct request *request = cx->request;
    if (own_transaction(route_of(cx))) {
        return secret_mac(cx, request->body, request->body_len, hash);
    }
    char *hex = arena_alloc(cx->arena, SHA256_HEX);
    sha256_hex(request->body, request->body_len, hex);
    *hash = hex;
    return RC_OK;
}

static bool key_valid(const char *key)
{
    size_t len = strlen(key);
    if (len == 0 || len > KEY_MAX) {
        return false;
    }
    for (const char *c = key; *c; c++) {
        if (*c < 0x21 || *c > 0x7e) {
            return false;
        }
    }
    return true;
}

static const char *owner(const struct cx *cx)
{
    return cx->user ? cx->user->id : "";
}

enum rc replay_find(struct cx *cx, bool *replayed)
{
    const char *key = cx->request->idempotency_key;
    *replayed = false;
    if (!key_valid(key)) {
        fault_field(cx, "Idempotency-Key", PROBLEM_INVALID_KEY, "Must be 1 to 255 visible ASCII characters");
        return RC_INVALID;
    }
    struct kept kept;
    enum rc rc = db_get(cx, SQL_IDEMPOTENCY_FIND,
                        ARGS(ARG_T("user_id", owner(cx)), ARG_T("path", cx->request->path), ARG_T("key", key),
                             ARG_I("after", cx->now_ms - KEEP_MS), ARG_I("latest", cx->now_ms + KEEP_MS)),
                        &kept_record, &kept);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_OK;
    }
    TRY(rc);
    const char *hash;
    TRY(body_hash(cx, &hash));
    if (!str_eq(kept.body_hash, hash)) {
        return fault_set(cx, RC_CONFLICT, NULL, "This Idempotency-Key was used with another body");
    }
    struct response *response = cx->response;
    response->status = (int)kept.status;
    response->version = kept.version;
    buf_init(&response->body, cx->arena, 0);
    buf_str(&response->body, kept.body);
    response_header(response, "Idempotency-Replayed", "true");
    *replayed = true;
    return RC_OK;
}

enum rc replay_keep(struct cx *cx)
{
    const struct response *response = cx->response;
    const char *hash;
    if (!db_in_transaction(cx->db)) {
        return RC_OK; /* a handler with nothing to write */
    }
    TRY(body_hash(cx, &hash));
    return db_run(cx, SQL_IDEMPOTENCY_INSERT,
                  ARGS(ARG_T("user_id", owner(cx)), ARG_T("path", cx->request->path),
                       ARG_T("key", cx->request->idempotency_key), ARG_T("body_hash", hash), ARG_I("status", response->status),
                       ARG_I("version", response->version), ARG_T("body", response->body.data),
                       ARG_T("content_type", "application/json"), ARG_I("created_at", cx->now_ms)));
}

/* After the quote of an entity tag: "<version>." of what is written there. */
static bool names_version(const char *tag, int64_t version)
{
    char *end = NULL;
    return *tag >= '1' && *tag <= '9' && strtoll(tag, &end, 10) == version && *end == '.';
}

/* True if the list of entity tags in a header is "*", names `tag`, or, where `tag` is NULL, one of that version. Weak marks are
 * ignored: gzip adds them. */
static bool tags_name(const char *header, const char *tag, int64_t version)
{
    size_t len = tag ? strlen(tag) : 0;
    while (*header) {
        header += strspn(header, " \t,");
        if (strncmp(header, "W/", 2) == 0) {
            header += 2;
        }
        bool same = tag ? strncmp(header, tag, len) == 0 : *header == '"' && names_version(header + 1, version);
        if (*header == '*' || same) {
            return true;
        }
        header += strcspn(header, ",");
    }
    return false;
}

static const char *etag_of(struct cx *cx)
{
    const struct response *response = cx->response;
    unsigned long long hash = (unsigned long long)hash64(response->body.data, response->body.len, 1);
    return response->version ? arena_printf(cx->arena, "\"%lld.%016llx\"", (long long)response->version, hash)
                             : arena_printf(cx->arena, "\"%016llx\"", hash);
}

void etag_apply(struct cx *cx)
{
    struct response *response = cx->response;
    const char *tag = etag_of(cx);
    response_header(response, "ETag", tag);
    response_header(response, "Cache-Control", "private, no-cache");
    if (cx->request->if_none_match && tags_name(cx->request->if_none_match, tag, 0)) {
        response->status = 304;
        buf_clear(&response->body);
    }
}

void etag_tell(struct cx *cx)
{
    if (cx->response->version) {
        response_header(cx->response, "ETag", etag_of(cx));
    }
}

/* True if each {…} of `reading` stands where `writing` has one, too: "/api/users/me" is no id. */
static bool same_ids(const char *reading, const char *writing)
{
    while (*reading && *writing) {
        size_t read = strcspn(reading + 1, "/") + 1;
        size_t written = strcspn(writing + 1, "/") + 1;
        if (reading[1] == '{' && writing[1] != '{') {
            return false;
        }
        reading += read;
        writing += written;
    }
    return true;
}

/* "/api/quotes/{id}", "/api/users/me"; not a list. */
static bool reads_one(const struct route *route)
{
    return strchr(route->path, '{') || (route->out && !route->resource);
}

/* What answers a record: a file has no version of its own, but that of the record above it. */
static const struct route *answers_record(const struct route *route)
{
    return route && !(route->flags & ROUTE_FILE) ? route : NULL;
}

/* The GET route of the request's path, or of the next path above it that names one record ("/api/quotes/{id}/status" ->
 * "/api/quotes/{id}"). */
static const struct route *read_route(struct cx *cx, const struct route *writing)
{
    const char *allow;
    const char *whole = cx->request->path;
    const struct route *route = answers_record(route_match(cx, "GET", &allow));
    for (size_t len = strlen(whole); !route && len > 0;) {
        do {
            len--;
        } while (len > 0 && whole[len] != '/');
        cx->request->path = arena_strndup(cx->arena, whole, len);
        route = route_match(cx, "GET", &allow);
        route = answers_record(route && reads_one(route) ? route : NULL);
    }
    cx->request->path = whole;
    return route && same_ids(route->path, writing->path) ? route : NULL;
}

enum rc etag_check(struct cx *cx)
{
    struct exchange *exchange = cx->exchange;
    struct response *response = cx->response;
    const char *wanted = cx->request->if_match;
    const struct route *writing = exchange->route;
    const struct route *reading = wanted ? read_route(cx, writing) : NULL;
    if (!reading) {
        return RC_OK;
    }
    exchange->route = reading;
    enum rc rc = writing->handler == crud_restore ? crud_get_any(cx) : reading->handler(cx);
    if (rc == RC_OK) {
        dialect_close(cx);
    }
    exchange->route = writing;
    TRY(rc);
    bool same = tags_name(wanted, response->version ? NULL : etag_of(cx), response->version);
    response->status = 0;
    response->version = 0;
    response->page = NULL;
    response->enveloped = false;
    buf_clear(&response->body);
    return same ? RC_OK : fault_set(cx, RC_PRECONDITION, NULL, NULL);
}
