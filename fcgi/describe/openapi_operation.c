/* SPDX-License-Identifier: MIT
 *
 * One route as an operation of the API's description: name, parameters, body, answer, errors. */
#include "fcgi/describe/openapi_operation.h"

#include "base/str.h"
#include "fcgi/describe/openapi_summary.h"
#include "fcgi/describe/openapi_text.h"
#include "fcgi/serve/crud.h"
#include "fcgi/serve/dialect.h"
#include "fcgi/serve/parameters.h"

/* ---- what a route is ---- */

static bool is_get(const struct route *route)
{
    return str_eq(route->method, "GET");
}

static bool is_write(const struct route *route)
{
    return !is_get(route) && route->perm != PERM_NONE && !str_starts(route->path, "/api/auth/");
}

static bool takes_file(const struct route *route)
{
    return route->flags & ROUTE_UPLOAD;
}

/* The body's record, or NULL. */
static const struct record *body_of(const struct route *route)
{
    if (route->in) {
        return route->in;
    }
    bool takes = route->handler == crud_create || route->handler == crud_change;
    return takes ? route->resource->record : NULL;
}

/* A PATCH whose body is the record that it answers names only what changes. */
static enum schema_use body_use(const struct route *route)
{
    bool change = route->handler == crud_change || ((str_eq(route->method, "PATCH") || str_eq(route->method, "PUT")) &&
                                                    route->out && route->in == record_base(route->out));
    return change ? SCHEMA_CHANGE : SCHEMA_CREATE;
}

/* The record that is answered, once or as rows; NULL for a file. */
static const struct record *answer_of(const struct route *route)
{
    if (!route->out && str_eq(route->method, "DELETE")) {
        return route->handler == crud_delete ? &deleted_record : &message_record;
    }
    if (route->out || !route->resource) {
        return route->out;
    }
    const struct resource *resource = route->resource;
    return route_is_list(route) ? resource->list->record : record_answered(resource->record);
}

static bool may_fail(const struct route *route, enum rc rc)
{
    bool created = route->flags & ROUTE_CREATED;
    bool signs_in = route->rate == RATE_AUTH && !created && route->out != &done_record;
    switch ((int)rc) {
    case RC_UNAUTHORIZED:
        return route->perm != PERM_NONE || signs_in;
    case RC_FORBIDDEN:
        return route->perm > PERM_USER || is_write(route) || route->rate == RATE_AUTH;
    case RC_NOT_FOUND:
        return strchr(route->path, '{') != NULL;
    case RC_CONFLICT:
        return is_write(route) || (route->rate == RATE_AUTH && created && route->dialect == DIALECT_PIPELINE);
    case RC_PRECONDITION:
        return is_write(route) && (strchr(route->path, '{') || !str_eq(route->method, "POST") || strstr(route->path, "/me/"));
    case RC_UNREADABLE:
        return takes_file(route);
    case RC_RATE_LIMITED:
        return route->rate != RATE_NONE;
    default:
        return true;
    }
}

/* ---- names ---- */

/* "/api/quotes/{id}/convert" -> "QuotesConvert". */
static const char *path_words(struct cx *cx, const char *path)
{
    char *words = arena_strdup(cx->arena, path + strlen("/api/"));
    bool inside = false;
    for (char *c = words; *c; c++) {
        inside = *c == '{' || (inside && *c != '}');
        *c = inside || *c == '}' ? ' ' : *c;
    }
    return schema_camel(cx, words);
}

/* listContacts, createContact, getContact, changeContact, deleteContact, restoreContact; otherwise method and path:
 * postQuotesConvert. */
static const char *operation_id(struct cx *cx, const struct route *route)
{
    static const char *const verbs[][2] = {{"GET", "get"}, {"PATCH", "change"}, {"PUT", "change"}, {"DELETE", "delete"}};
    if (route_is_list(route)) {
        return arena_printf(cx->arena, "list%s", path_words(cx, route->path));
    }
    if (route->handler == crud_create) {
        return arena_printf(cx->arena, "create%s", schema_camel(cx, route->resource->record->name));
    }
    if (route->handler == crud_restore) {
        return arena_printf(cx->arena, "restore%s", schema_camel(cx, route->resource->record->name));
    }
    const char *brace = strchr(route->path, '{');
    bool of_noun = brace && !strchr(brace, '/') && strchr(route->path + strlen("/api/"), '/') == brace - 1;
    for (size_t i = 0; of_noun && i < sizeof verbs / sizeof *verbs; i++) {
        if (str_eq(verbs[i][0], route->method)) {
            return arena_printf(cx->arena, "%s%s", verbs[i][1], schema_camel(cx, route_label(route)));
        }
    }
    return arena_printf(cx->arena, "%s%s", str_lower(cx->arena, route->method), path_words(cx, route->path));
}

/* ---- parameters ---- */

/* One value, or of a parameter that takes several a list of them. */
static void write_values(struct cx *cx, struct json *json, const struct field *field)
{
    struct field one = *field;
    one.flags &= ~(unsigned)F_MANY;
    if (field->flags & F_MANY) {
        json_object(json);
        json_kv_text(json, "type", "array");
        json_key(json, "items");
    }
    schema_value(cx, json, &one);
    if (field->flags & F_MANY) {
        json_object_end(json);
    }
}

static void write_parameter(struct cx *cx, struct json *json, const char *in, const struct field *field)
{
    json_object(json);
    json_kv_text(json, "name", field->name);
    json_kv_text(json, "in", in);
    json_kv_bool(json, "required", str_eq(in, "path") || field->flags & F_REQUIRED);
    if (field->about || openapi_note(field->name)) {
        json_kv_text(json, "description", field->about ? field->about : openapi_note(field->name));
    }
    json_key(json, "schema");
    write_values(cx, json, field);
    json_object_end(json);
}

static void write_path_parameters(struct cx *cx, struct json *json, const struct route *route)
{
    for (const char *brace = strchr(route->path, '{'); brace; brace = strchr(brace + 1, '{')) {
        struct field field = {.type = FT_UUID};
        field.name = arena_strndup(cx->arena, brace + 1, strcspn(brace + 1, "}"));
        write_parameter(cx, json, "path", &field);
    }
}

static void write_query_parameters(struct cx *cx, struct json *json, const struct route *route)
{
    for (const struct field *field = route_parameters(cx->arena, route); field->name; field++) {
        write_parameter(cx, json, "query", field);
    }
}

static void write_parameters(struct cx *cx, struct json *json, const struct route *route)
{
    json_key(json, "parameters");
    json_array(json);
    write_path_parameters(cx, json, route);
    write_query_parameters(cx, json, route);
    const struct route *bearer = route_for_bearer(route);
    if (bearer) {
        write_query_parameters(cx, json, bearer);
    }
    if (is_write(route) && str_eq(route->method, "POST")) {
        json_raw(json, "{\"$ref\":\"#/components/parameters/IdempotencyKey\"}");
    }
    if (may_fail(route, RC_PRECONDITION)) {
        json_raw(json, "{\"$ref\":\"#/components/parameters/IfMatch\"}");
    }
    json_array_end(json);
}

/* ---- bodies ---- */

static void write_body(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    const struct record *record = body_of(route);
    bool required = route->handler == crud_create || body_use(route) == SCHEMA_CHANGE;
    for (size_t i = 0; i < record->count; i++) {
        required = required || record->fields[i].flags & F_REQUIRED;
    }
    json_key(json, "requestBody");
    json_object(json);
    json_kv_bool(json, "required", required);
    json_key(json, "content");
    json_object(json);
    json_key(json, "application/json");
    json_object(json);
    json_key(json, "schema");
    schema_ref(cx, json, schemas, record, body_use(route));
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void write_upload(struct cx *cx, struct json *json, const struct route *route)
{
    json_kv_raw(json, "requestBody",
                arena_printf(cx->arena,
                             "{\"required\":true,\"content\":{\"multipart/form-data\":{\"schema\":{\"type\":\"object\","
                             "\"required\":[\"file\"],\"properties\":{\"file\":{\"type\":\"string\",\"format\":\"binary\","
                             "\"description\":\"%s\"}}}}}}",
                             route->upload));
}

/* What `data` or the bare answer holds. */
static void write_answer(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    if (!answer_of(route)) {
        json_raw(json, "{}"); /* says nothing; tests/api/test_docs.py asks for a record */
        return;
    }
    if (!route_is_rows(route)) {
        schema_ref(cx, json, schemas, answer_of(route), SCHEMA_ANSWER);
        return;
    }
    json_object(json);
    json_kv_text(json, "type", "array");
    json_key(json, "items");
    schema_ref(cx, json, schemas, answer_of(route), SCHEMA_ROW);
    json_object_end(json);
}

/* A write may answer warnings beside its data. */
static bool may_warn(const struct route *route)
{
    bool message = route->out == &message_record || route->out == &done_record;
    return is_write(route) && !message && !str_eq(route->method, "DELETE");
}

static void write_bare(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    if (!may_warn(route)) {
        write_answer(cx, json, schemas, route);
        return;
    }
    json_object(json);
    json_key(json, "allOf");
    json_array(json);
    write_answer(cx, json, schemas, route);
    json_raw(json, "{\"$ref\":\"#/components/schemas/Warned\"}");
    json_array_end(json);
    json_object_end(json);
}

static void write_enveloped(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    bool workshop = route->dialect == DIALECT_WORKSHOP;
    bool paged = workshop && route_is_paged(route);
    json_object(json);
    json_kv_text(json, "type", "object");
    json_kv_raw(json, "required",
                paged      ? "[\"success\",\"data\",\"pagination\"]"
                : workshop ? "[\"success\",\"data\"]"
                           : "[\"items\",\"total\",\"page\",\"limit\",\"pages\",\"has_next\",\"has_prev\"]");
    json_key(json, "properties");
    json_object(json);
    if (workshop) {
        json_kv_raw(json, "success", "{\"type\":\"boolean\",\"const\":true}");
    }
    json_key(json, workshop ? "data" : "items");
    write_answer(cx, json, schemas, route);
    if (may_warn(route)) {
        json_kv_raw(json, "warnings", "{\"$ref\":\"#/components/schemas/Warnings\"}");
    }
    if (paged) {
        json_kv_raw(json, "pagination", "{\"$ref\":\"#/components/schemas/Pagination\"}");
    } else if (!workshop) {
        static const char *const numbers[] = {"total", "page", "limit", "pages"};
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            json_kv_raw(json, numbers[i], "{\"type\":\"integer\"}");
        }
        json_kv_raw(json, "has_next", "{\"type\":\"boolean\"}");
        json_kv_raw(json, "has_prev", "{\"type\":\"boolean\"}");
    }
    openapi_summary(cx, json, route);
    json_object_end(json);
    json_object_end(json);
}

/* The kinds of file: those of the values of ?format, PDF where there is no choice. */
static void write_files(struct json *json, const struct route *route)
{
    static const struct {
        const char *format;
        const char *type;
    } files[] = {{"excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                 {"csv", "text/csv"},
                 {"pdf", "application/pdf"},
                 {"png", "image/png"},
                 {"jpeg", "image/jpeg"},
                 {"xml", "application/xml"},
                 {"lines", "application/x-ndjson"}};
    static const char *const pdf[] = {"pdf", NULL};
    static const char *const png[] = {"png", NULL};
    static const char *const xml[] = {"xml", NULL};
    static const char *const lines[] = {"lines", NULL};
    static const char *const any[] = {"pdf", "png", "jpeg", "xml", NULL};
    const char *const *format = route->flags & ROUTE_PICTURE    ? png
                                : route->flags & ROUTE_XML      ? xml
                                : route->flags & ROUTE_LINES    ? lines
                                : route->flags & ROUTE_ANY_FILE ? any
                                                                : pdf;
    for (const struct field *field = route->query; field && field->name; field++) {
        format = str_eq(field->name, "format") ? field->values : format;
    }
    for (; *format; format++) {
        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
            if (str_eq(files[i].format, *format)) {
                json_kv_raw(json, files[i].type, "{\"schema\":{\"type\":\"string\",\"format\":\"binary\"}}");
            }
        }
    }
}

static void write_schema(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    bool whole = route->flags & ROUTE_WHOLE || str_eq(route->method, "DELETE") ||
                 (route->dialect == DIALECT_PIPELINE && !route_is_rows(route));
    if (whole) {
        write_bare(cx, json, schemas, route);
    } else {
        write_enveloped(cx, json, schemas, route);
    }
}

static void write_content(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    json_key(json, "content");
    json_object(json);
    if (route->flags & ROUTE_FILE) {
        write_files(json, route);
        json_object_end(json);
        return;
    }
    const struct route *bearer = route_for_bearer(route);
    json_key(json, "application/json");
    json_object(json);
    json_key(json, "schema");
    if (bearer) { /* one answer for the cookie, another one for the token */
        json_object(json);
        json_key(json, "oneOf");
        json_array(json);
        write_schema(cx, json, schemas, route);
        write_schema(cx, json, schemas, bearer);
        json_array_end(json);
        json_object_end(json);
    } else {
        write_schema(cx, json, schemas, route);
    }
    json_object_end(json);
    json_object_end(json);
}

/* Reads, and writes that answer the record. */
static bool tells_tag(const struct route *route)
{
    const struct record *record = answer_of(route) ? record_base(answer_of(route)) : NULL;
    if (route->tx == TX_READ) {
        return !(route->flags & ROUTE_FILE);
    }
    return record && record_find(record, "version") >= 0;
}

static void write_responses(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    bool created = route->flags & ROUTE_CREATED;
    bool nothing = route->flags & ROUTE_NOTHING;
    json_key(json, "responses");
    json_object(json);
    json_key(json, nothing ? "204" : created ? "201" : "200");
    json_object(json);
    json_kv_text(json, "description", created ? "Created" : "Success");
    if (tells_tag(route)) {
        json_kv_raw(json, "headers", "{\"ETag\":{\"$ref\":\"#/components/headers/ETag\"}}");
    }
    if (!nothing) {
        write_content(cx, json, schemas, route);
    }
    json_object_end(json);
    const char *dialect = route->dialect == DIALECT_WORKSHOP ? "Workshop" : "Pipeline";
    for (const struct openapi_failure *failure = openapi_failures; failure->name; failure++) {
        if (may_fail(route, failure->rc)) {
            bool any = failure->rc == RC_INTERNAL;
            json_key(json, any ? "default" : arena_printf(cx->arena, "%d", rc_status(failure->rc)));
            json_raw(json, arena_printf(cx->arena, "{\"$ref\":\"#/components/responses/%s%s\"}", dialect, failure->name));
        }
    }
    json_object_end(json);
}

/* ---- the whole ---- */

void operation_collect(struct schemas *schemas, const struct route *route)
{
    if (body_of(route)) {
        schemas_add(schemas, body_of(route), body_use(route));
    }
    if (!(route->flags & (ROUTE_NOTHING | ROUTE_FILE))) {
        schemas_add(schemas, answer_of(route), route_is_rows(route) ? SCHEMA_ROW : SCHEMA_ANSWER);
    }
}

void operation_write(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route)
{
    static const char *const people[] = {[PERM_MANAGER] = "For managers and above.",
                                         [PERM_ADMIN] = "For admins and the owner.",
                                         [PERM_OWNER] = "For the owner."};
    json_key(json, str_lower(cx->arena, route->method));
    json_object(json);
    json_kv_text(json, "operationId", operation_id(cx, route));
    json_kv_text(json, "summary", route->about);
    json_key(json, "tags");
    json_array(json);
    json_text(json, route_group(route)->name);
    json_array_end(json);
    json_kv_text(json, "x-least-role", perm_name(route->perm));
    json_kv_text(json, "x-rate-class", rate_name(route->rate));
    if (route->perm == PERM_NONE) {
        json_kv_raw(json, "security", "[]");
    } else if (route->perm > PERM_USER) {
        json_kv_text(json, "description", people[route->perm]);
    }
    write_parameters(cx, json, route);
    if (body_of(route)) {
        write_body(cx, json, schemas, route);
    } else if (takes_file(route)) {
        write_upload(cx, json, route);
    }
    write_responses(cx, json, schemas, route);
    json_object_end(json);
}
