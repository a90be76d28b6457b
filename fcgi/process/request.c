/* SPDX-License-Identifier: MIT
 *
 * FastCGI parameters -> struct request. Nothing here decides anything: a malformed path becomes "", which no route matches.
 * X-Forwarded-For and its kin are never looked at. */
#include "fcgi/process/request.h"

#include <string.h>

#include "base/str.h"
#include "base/uuid.h"

enum param {
    P_METHOD,
    P_URI,
    P_DOCUMENT_URI,
    P_QUERY,
    P_TENANT,
    P_REQUEST_ID,
    P_REMOTE_ADDR,
    P_HTTPS,
    P_ACCEL,
    P_CONTENT_TYPE,
    P_CONTENT_LENGTH,
    P_HOST,
    P_COOKIE,
    P_AUTHORIZATION,
    P_ORIGIN,
    P_SEC_FETCH_SITE,
    P_USER_AGENT,
    P_IF_MATCH,
    P_IF_NONE_MATCH,
    P_IDEMPOTENCY_KEY,
    P_STRIPE_SIGNATURE,
    P_SVIX_ID,
    P_SVIX_TIMESTAMP,
    P_SVIX_SIGNATURE,
    P_TWILIO_SIGNATURE,
    P_TEST_FAIL,
    P_COUNT
};

#define NAME(text)                                                                                                             \
    {                                                                                                                          \
        (text), sizeof(text) - 1                                                                                               \
    }

static const struct {
    const char *text;
    size_t len;
} names[P_COUNT] = {
    [P_METHOD] = NAME("REQUEST_METHOD"),
    [P_URI] = NAME("REQUEST_URI"),
    [P_DOCUMENT_URI] = NAME("DOCUMENT_URI"),
    [P_QUERY] = NAME("QUERY_STRING"),
    [P_TENANT] = NAME("TENANT"),
    [P_REQUEST_ID] = NAME("REQUEST_ID"),
    [P_REMOTE_ADDR] = NAME("REMOTE_ADDR"),
    [P_HTTPS] = NAME("HTTPS"),
    [P_ACCEL] = NAME("VISIONCRM_ACCEL"),
    [P_CONTENT_TYPE] = NAME("CONTENT_TYPE"),
    [P_CONTENT_LENGTH] = NAME("CONTENT_LENGTH"),
    [P_HOST] = NAME("HTTP_HOST"),
    [P_COOKIE] = NAME("HTTP_COOKIE"),
    [P_AUTHORIZATION] = NAME("HTTP_AUTHORIZATION"),
    [P_ORIGIN] = NAME("HTTP_ORIGIN"),
    [P_SEC_FETCH_SITE] = NAME("HTTP_SEC_FETCH_SITE"),
    [P_USER_AGENT] = NAME("HTTP_USER_AGENT"),
    [P_IF_MATCH] = NAME("HTTP_IF_MATCH"),
    [P_IF_NONE_MATCH] = NAME("HTTP_IF_NONE_MATCH"),
    [P_IDEMPOTENCY_KEY] = NAME("HTTP_IDEMPOTENCY_KEY"),
    [P_STRIPE_SIGNATURE] = NAME("HTTP_STRIPE_SIGNATURE"),
    [P_SVIX_ID] = NAME("HTTP_SVIX_ID"),
    [P_SVIX_TIMESTAMP] = NAME("HTTP_SVIX_TIMESTAMP"),
    [P_SVIX_SIGNATURE] = NAME("HTTP_SVIX_SIGNATURE"),
    [P_TWILIO_SIGNATURE] = NAME("HTTP_X_TWILIO_SIGNATURE"),
    [P_TEST_FAIL] = NAME("HTTP_X_TEST_FAIL"),
};

/* The value of one "NAME=value" goes to its place; a name that is not wanted is passed over. */
static void take_param(const char *values[P_COUNT], const char *param)
{
    const char *equals = strchr(param, '=');
    if (!equals) {
        return;
    }
    size_t len = (size_t)(equals - param);
    for (size_t i = 0; i < P_COUNT; i++) {
        if (names[i].len == len && memcmp(names[i].text, param, len) == 0) {
            values[i] = equals + 1;
            return;
        }
    }
}

/* True unless a segment is empty (but the last), "." or "..": nginx resolves those, so that the location it chose would
 * not be that of the path seen here. */
static bool path_plain(const char *path)
{
    if (*path != '/') {
        return false;
    }
    while (path) {
        const char *segment = path + 1;
        const char *end = strchr(segment, '/');
        size_t len = end ? (size_t)(end - segment) : strlen(segment);
        if ((len == 0 && end) || (len == 1 && segment[0] == '.') || (len == 2 && segment[0] == '.' && segment[1] == '.')) {
            return false;
        }
        path = end;
    }
    return true;
}

/* The path comes from what the client wrote (REQUEST_URI); servers that do not pass it pass a decoded DOCUMENT_URI. */
static const char *path_of(struct arena *arena, const char *uri, const char *document_uri)
{
    if (!uri) {
        return document_uri && path_plain(document_uri) && utf8_valid(document_uri, strlen(document_uri))
                   ? arena_strdup(arena, document_uri)
                   : "";
    }
    size_t len = strcspn(uri, "?#");
    char *path = arena_alloc(arena, len + 1);
    return percent_decode(uri, len, false, path) && path_plain(path) ? path : "";
}

/* "Application/JSON; charset=utf-8" -> "application/json" */
static const char *media_type(struct arena *arena, const char *raw)
{
    raw += strspn(raw, " \t");
    return str_lower(arena, arena_strndup(arena, raw, strcspn(raw, "; \t,")));
}

static const char *copy(struct arena *arena, const char *value)
{
    return value ? arena_strdup(arena, value) : "";
}

static const char *copy_header(struct arena *arena, const char *value)
{
    return str_empty(value) ? NULL : arena_strdup(arena, value);
}

size_t request_from_params(struct request *request, struct arena *arena, const char *const *params)
{
    const char *values[P_COUNT] = {NULL};
    for (; *params; params++) {
        take_param(values, *params);
    }
    *request = (struct request){
        .method = copy(arena, values[P_METHOD]),
        .path = path_of(arena, values[P_URI], values[P_DOCUMENT_URI]),
        .query = copy(arena, values[P_QUERY]),
        .tenant = copy(arena, values[P_TENANT]),
        .remote_addr = copy(arena, values[P_REMOTE_ADDR]),
        .host = copy(arena, values[P_HOST]),
        .https = str_ieq(values[P_HTTPS], "on"),
        .accel = str_eq(values[P_ACCEL], "1"),
        .content_type_raw = copy(arena, values[P_CONTENT_TYPE]),
        .cookie = copy_header(arena, values[P_COOKIE]),
        .authorization = copy_header(arena, values[P_AUTHORIZATION]),
        .origin = copy_header(arena, values[P_ORIGIN]),
        .sec_fetch_site = copy_header(arena, values[P_SEC_FETCH_SITE]),
        .user_agent = copy_header(arena, values[P_USER_AGENT]),
        .if_match = copy_header(arena, values[P_IF_MATCH]),
        .if_none_match = copy_header(arena, values[P_IF_NONE_MATCH]),
        .idempotency_key = copy_header(arena, values[P_IDEMPOTENCY_KEY]),
        .stripe_signature = copy_header(arena, values[P_STRIPE_SIGNATURE]),
        .svix_id = copy_header(arena, values[P_SVIX_ID]),
        .svix_timestamp = copy_header(arena, values[P_SVIX_TIMESTAMP]),
        .svix_signature = copy_header(arena, values[P_SVIX_SIGNATURE]),
        .twilio_signature = copy_header(arena, values[P_TWILIO_SIGNATURE]),
        .body = "",
    };
    request->content_type = *request->content_type_raw ? media_type(arena, request->content_type_raw) : "";
    bool id_given = values[P_REQUEST_ID] && uuid_valid(values[P_REQUEST_ID]);
    request->request_id = id_given ? arena_strdup(arena, values[P_REQUEST_ID]) : uuid_new(arena);
#ifdef VISIONCRM_FAULTPOINTS
    request->test_fail = copy_header(arena, values[P_TEST_FAIL]);
#endif
    int64_t length = 0;
    return str_int(values[P_CONTENT_LENGTH] ? values[P_CONTENT_LENGTH] : "", 0, INT64_MAX, &length) ? (size_t)length : 0;
}
