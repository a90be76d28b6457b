/* SPDX-License-Identifier: MIT
 *
 * Envelopes and errors of the two specifications. Domain code only says enum rc and cx->fault; here that becomes HTTP. */
#include "fcgi/serve/dialect.h"

#include "base/str.h"
#include "base/time.h"

#define CHALLENGE "Bearer realm=\"VisionCRM\"" /* RFC 6750, section 3 */

static const struct outcome {
    int status;
    const char *code;
    const char *workshop; /* standard messages */
    const char *pipeline;
} outcomes[] = {
    [RC_OK] = {200, "", "", ""},
    [RC_INVALID] = {400, "VALIDATION_ERROR", "Validation error", "Invalid input data"},
    [RC_UNAUTHORIZED] = {401, "UNAUTHORIZED", "Authentication required", "Authentication required"},
    [RC_FORBIDDEN] = {403, "FORBIDDEN", "Insufficient permissions", "Insufficient permissions"},
    [RC_NOT_FOUND] = {404, "NOT_FOUND", "Not found", "Not found"},
    [RC_METHOD] = {405, "METHOD_NOT_ALLOWED", "Method not allowed", "Method not allowed"},
    [RC_CONFLICT] = {409, "CONFLICT", "Conflict with the stored state", "Resource already exists"},
    [RC_PRECONDITION] = {412, "PRECONDITION_FAILED", "The record was changed meanwhile: read it again",
                         "The record was changed meanwhile: read it again"},
    [RC_TOO_LARGE] = {413, "PAYLOAD_TOO_LARGE", "Request body too large", "Request body too large"},
    [RC_MEDIA_TYPE] = {415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json",
                       "Content-Type must be application/json"},
    [RC_UNREADABLE] = {422, "UNREADABLE_FILE", "The file cannot be read", "The file cannot be read"},
    [RC_RATE_LIMITED] = {429, "RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.",
                         "Too many requests. Please try again later."},
    [RC_INTERNAL] = {500, "INTERNAL_ERROR", "Internal server error", "Internal server error"},
    [RC_UNAVAILABLE] = {503, "SERVICE_UNAVAILABLE", "Service temporarily unavailable", "Service temporarily unavailable"},
    [RC_NO_SPACE] = {507, "INSUFFICIENT_STORAGE", "The disk is full or takes no writes: nothing was saved",
                     "The disk is full or takes no writes: nothing was saved"},
    [RC_BUSY] = {503, "SERVICE_UNAVAILABLE", "The tenant is busy", "The tenant is busy"},
    [RC_END] = {500, "INTERNAL_ERROR", "Internal server error", "Internal server error"},
};

int rc_status(enum rc rc)
{
    return outcomes[rc].status;
}

const char *rc_code(enum rc rc)
{
    return outcomes[rc].code;
}

enum dialect dialect_of(const struct cx *cx)
{
    const struct route *route = route_of(cx);
    if (route) {
        return route->dialect;
    }
    return request_bearer(cx) ? DIALECT_PIPELINE : DIALECT_WORKSHOP;
}

void dialect_open(struct json *json, enum dialect dialect)
{
    if (dialect == DIALECT_WORKSHOP) {
        json_object(json);
        json_kv_bool(json, "success", 1);
        json_key(json, "data");
    }
}

static void write_counts(struct json *json, const struct list_sums *sums)
{
    const struct list_group *groups = sums->groups.rows;
    json_key(json, "count_by_status");
    json_object(json);
    for (size_t i = 0; i < sums->groups.count; i++) {
        json_kv_int(json, groups[i].name, groups[i].count);
    }
    json_object_end(json);
}

/* "sum_due" -> "due_by_status". */
static void write_groups(struct json *json, const struct list_sums *sums, size_t which)
{
    const struct list_group *groups = sums->groups.rows;
    char name[32];
    snprintf(name, sizeof name, "%s_by_status", summary_names[which] + strlen("sum_"));
    json_key(json, name);
    json_object(json);
    for (size_t i = 0; i < sums->groups.count; i++) {
        json_kv_money(json, groups[i].name, groups[i].sums[which]);
    }
    json_object_end(json);
}

static void write_summary(struct json *json, const struct list_sums *sums)
{
    json_key(json, "summary");
    json_object(json);
    if (sums->of->status) {
        write_counts(json, sums);
    }
    for (size_t i = 0; i < sizeof summary_names / sizeof *summary_names; i++) {
        if (sums->of->sums_of >> i & 1) {
            json_kv_money(json, summary_names[i], sums->sums[i]);
            if (sums->of->status) {
                write_groups(json, sums, i);
            }
        }
    }
    json_object_end(json);
}

void dialect_page(struct json *json, enum dialect dialect, const struct list_page *page)
{
    if (dialect == DIALECT_WORKSHOP) {
        json_key(json, "pagination");
        json_object(json);
        json_kv_int(json, "page", page->page);
        json_kv_int(json, "limit", page->limit);
        json_kv_int(json, "total", page->total);
        json_kv_int(json, "pages", page->pages);
        if (!page->paged) {
            json_kv_bool(json, "has_next", page->page < page->pages);
        }
        json_object_end(json);
        if (page->sums) {
            write_summary(json, page->sums);
        }
        return;
    }
    json_kv_int(json, "total", page->total);
    json_kv_int(json, "page", page->page);
    json_kv_int(json, "limit", page->limit);
    json_kv_int(json, "pages", page->pages);
    json_kv_bool(json, "has_next", page->page < page->pages);
    json_kv_bool(json, "has_prev", page->page > 1);
    if (page->sums) {
        write_summary(json, page->sums);
    }
}

static void write_warnings(struct json *json, const struct warning *warnings)
{
    json_key(json, "warnings");
    json_array(json);
    for (const struct warning *warning = warnings; warning; warning = warning->next) {
        json_object(json);
        json_kv_text(json, "code", warning->code);
        if (warning->field) {
            json_kv_text(json, "field", warning->field);
        }
        json_kv_text(json, "message", warning->message);
        for (size_t i = 0; i < WARNING_ABOUT && warning->about[i].name; i++) {
            json_kv_raw(json, warning->about[i].name, warning->about[i].json);
        }
        json_object_end(json);
    }
    json_array_end(json);
}

/* Takes the brace off an object that is finished, for one member more. */
static bool reopen(struct response *response)
{
    struct buf *body = &response->body;
    if (response->file || body->len < 3 || body->data[body->len - 1] != '}') {
        return false;
    }
    body->len--;
    return true;
}

void dialect_close(struct cx *cx)
{
    struct response *response = cx->response;
    bool enveloped = response->enveloped && dialect_of(cx) == DIALECT_WORKSHOP;
    if (enveloped && response->page) {
        dialect_page(&response->json, DIALECT_WORKSHOP, response->page);
    }
    bool warned = cx->warnings && (enveloped || reopen(response));
    if (warned) {
        write_warnings(&response->json, cx->warnings);
    }
    if (enveloped || warned) {
        json_object_end(&response->json);
    }
    response->enveloped = response->enveloped && !enveloped;
}

static void write_details(struct json *json, const struct fault *fault)
{
    if (fault->details_json) {
        json_kv_raw(json, "details", fault->details_json);
        return;
    }
    if (!fault->fields) {
        return;
    }
    json_key(json, "details");
    json_array(json);
    for (const struct fault_field *field = fault->fields; field; field = field->next) {
        json_object(json);
        json_kv_text(json, "field", field->field);
        json_kv_text(json, "code", problem_name(field->problem.code));
        json_kv_text(json, "message", field->problem.message);
        if (field->problem.params) {
            json_kv_raw(json, "params", field->problem.params);
        }
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_workshop(struct json *json, const struct fault *fault, const char *code, const char *message)
{
    json_object(json);
    json_kv_bool(json, "success", 0);
    json_kv_text(json, "error", message);
    json_kv_text(json, "code", code);
    write_details(json, fault);
    json_object_end(json);
}

static void write_pipeline(struct cx *cx, struct json *json, const char *code, const char *message)
{
    const struct fault *fault = &cx->fault;
    json_object(json);
    json_key(json, "error");
    json_object(json);
    json_kv_text(json, "code", code);
    json_kv_text(json, "message", message);
    write_details(json, fault);
    if (fault->rc == RC_RATE_LIMITED) {
        json_kv_int(json, "retry_after", fault->retry_after_s);
    }
    json_object_end(json);
    json_kv_time(json, "timestamp", cx->now_ms);
    json_kv_text(json, "path", cx->request->path);
    json_kv_text(json, "request_id", cx->request->request_id);
    json_object_end(json);
}

/* What a handler promised before the failure (a cookie, a file name, a tag) is not true any more. */
static void forget_headers(struct response *response)
{
    size_t kept = 0;
    for (size_t i = 0; i < response->header_count; i++) {
        if (str_starts(response->headers[i].name, "X-RateLimit-")) {
            response->headers[kept++] = response->headers[i];
        }
    }
    response->header_count = kept;
}

void dialect_error(struct cx *cx)
{
    struct response *response = cx->response;
    const struct fault *fault = &cx->fault;
    const struct outcome *outcome = &outcomes[fault->rc];
    enum dialect dialect = dialect_of(cx);
    const char *code = fault->code ? fault->code : outcome->code;
    const char *standard = dialect == DIALECT_WORKSHOP ? outcome->workshop : outcome->pipeline;
    const char *message = fault->message ? fault->message : standard;

    response->status = outcome->status;
    response->content_type = "application/json";
    response->file = NULL;
    response->enveloped = false;
    response->page = NULL;
    forget_headers(response);
    buf_init(&response->body, cx->arena, 512);
    json_init(&response->json, &response->body, dialect == DIALECT_WORKSHOP ? TIME_MILLISECONDS : TIME_SECONDS);
    if (dialect == DIALECT_WORKSHOP) {
        write_workshop(&response->json, fault, code, message);
    } else {
        write_pipeline(cx, &response->json, code, message);
    }
    if (fault->rc == RC_UNAUTHORIZED) {
        /* In both dialects: every route takes a token, and no browser asks for a password because of it. */
        response_header(response, "WWW-Authenticate", request_bearer(cx) ? CHALLENGE ", error=\"invalid_token\"" : CHALLENGE);
    }
    if (fault->allow) {
        response_header(response, "Allow", fault->allow);
    }
    if (fault->retry_after_s > 0) {
        response_header(response, "Retry-After", arena_printf(cx->arena, "%lld", (long long)fault->retry_after_s));
    }
}
