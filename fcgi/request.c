/* SPDX-License-Identifier: MIT
 *
 * FastCGI parameters -> struct request, and what is parsed later: query parameters and cookies. Nothing here decides
 * anything: a malformed path becomes "", which no route matches. X-Forwarded-For and its kin are never looked at. */
#include "fcgi/request.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/unicode.h"
#include "base/uuid.h"
#include "fcgi/route.h"

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

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Decodes %XX once into `out` (room for len + 1), '+' to a blank where `plus` says so. False for a broken escape,
 * and for what is not UTF-8 without NUL. */
static bool percent_decode(const char *text, size_t len, bool plus, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < len ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        out[used++] = c;
    }
    out[used] = '\0';
    return utf8_valid(out, used);
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

size_t request_max_body(const char *path)
{
    if (str_starts(path, "/api/auth/")) {
        return REQUEST_MAX_CREDENTIAL;
    }
    return route_takes_upload(path) ? REQUEST_MAX_UPLOAD : REQUEST_MAX_BODY;
}

static enum rc parse_pair(struct cx *cx, const char *pair, size_t len, struct parameter *parameter)
{
    const char *equals = memchr(pair, '=', len);
    size_t name_len = equals ? (size_t)(equals - pair) : len;
    char *name = arena_alloc(cx->arena, name_len + 1);
    char *value = arena_alloc(cx->arena, len - name_len + 1);
    *parameter = (struct parameter){name, value};
    if (len > QUERY_MAX_LENGTH) {
        return fault_printf(cx, RC_INVALID, NULL, "A query parameter has at most %d bytes", QUERY_MAX_LENGTH);
    }
    bool decoded =
        percent_decode(pair, name_len, true, name) && (!equals || percent_decode(equals + 1, len - name_len - 1, true, value));
    if (!decoded) {
        return fault_set(cx, RC_INVALID, NULL, "The query string is not valid UTF-8 in percent encoding");
    }
    const char *error = text_check(cx->arena, name, false);
    error = error ? error : text_check(cx->arena, value, false);
    if (error) {
        fault_field(cx, name, error);
    }
    return RC_OK;
}

enum rc request_query_parse(struct cx *cx)
{
    struct request *request = cx->request;
    struct parameter *parameters = NULL;
    size_t count = 0;
    for (const char *pair = request->query; *pair;) {
        size_t len = strcspn(pair, "&");
        if (len > 0 && count == QUERY_MAX_PARAMETERS) {
            return fault_printf(cx, RC_INVALID, NULL, "A query has at most %d parameters", QUERY_MAX_PARAMETERS);
        }
        if (len > 0) {
            parameters = parameters ? parameters : arena_array(cx->arena, QUERY_MAX_PARAMETERS, sizeof *parameters);
            TRY(parse_pair(cx, pair, len, &parameters[count++]));
        }
        pair += len + (pair[len] == '&');
    }
    request->parameters = parameters;
    request->parameter_count = count;
    return fault_check(cx);
}

const char *request_query(const struct cx *cx, const char *name, size_t nth)
{
    const struct request *request = cx->request;
    for (size_t i = 0; i < request->parameter_count; i++) {
        if (strcmp(request->parameters[i].name, name) == 0 && nth-- == 0) {
            return request->parameters[i].value;
        }
    }
    return NULL;
}

const char *request_query_once(struct cx *cx, const char *name)
{
    if (request_query(cx, name, 1)) {
        fault_field(cx, name, "Must be given once");
    }
    return request_query(cx, name, 0);
}

const char *request_bearer(const struct cx *cx)
{
    static const char scheme[] = "bearer ";
    const char *authorization = cx->request->authorization;
    if (!authorization || strncasecmp(authorization, scheme, strlen(scheme)) != 0) {
        return NULL;
    }
    authorization += strlen(scheme);
    return authorization + strspn(authorization, " ");
}

const char *request_cookie(struct cx *cx, const char *name)
{
    const char *pair = cx->request->cookie ? cx->request->cookie : "";
    size_t name_len = strlen(name);
    while (*pair) {
        pair += strspn(pair, " \t;");
        size_t pair_len = strcspn(pair, ";");
        if (pair_len > name_len && pair[name_len] == '=' && memcmp(pair, name, name_len) == 0) {
            const char *value = pair + name_len + 1;
            return arena_strndup(cx->arena, value, strcspn(value, "; \t"));
        }
        pair += pair_len;
    }
    return NULL;
}
