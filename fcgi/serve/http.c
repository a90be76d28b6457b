/* SPDX-License-Identifier: MIT
 *
 * What is read out of a request when somebody asks: query parameters, cookies, the bearer's token; how much a path takes. */
#include "fcgi/serve/http.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/unicode.h"
#include "fcgi/serve/route.h"

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
        fault_field(cx, name, PROBLEM_INVALID_CHARACTER, error);
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
        fault_field(cx, name, PROBLEM_GIVEN_TWICE, "Must be given once");
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
