/* SPDX-License-Identifier: MIT
 *
 * The description of the API, generated: operations from the route table (openapi_operation.c), schemas from the records that they
 * name (openapi_schema.c), prose from openapi_text.c. */
#include "fcgi/describe/openapi.h"

#include "base/problem.h"
#include "base/str.h"
#include "base/version.h"
#include "fcgi/describe/openapi_operation.h"
#include "fcgi/describe/openapi_text.h"
#include "fcgi/serve/dialect.h"
#include "fcgi/serve/limits.h"

struct description {
    const char *openapi, *info, *paths, *components;
    struct list servers, security, tags;
};
static const struct record object_record = {.name = "Object"}; /* of any members: what stands in them is OpenAPI's own */
#define OBJECTS(m)                                                                                                             \
    {                                                                                                                          \
        .name = #m, .type = FT_LIST, .offset = offsetof(struct description, m), .sub = &object_record,                         \
        .about = "As OpenAPI 3.1 says"                                                                                         \
    }
static const struct field description_fields[] = {
    FIELD_TEXT(struct description, openapi, F_REQUIRED, 0, 0),
    FIELD_OBJECT(struct description, info, F_REQUIRED, 0),
    OBJECTS(servers),
    OBJECTS(security),
    OBJECTS(tags),
    FIELD_OBJECT(struct description, paths, F_REQUIRED, 0),
    FIELD_OBJECT(struct description, components, F_REQUIRED, 0),
};
RECORD(description_record, "Description", struct description, description_fields, NULL);

static const char workshop_failure[] =
    "{\"type\":\"object\",\"required\":[\"success\",\"error\",\"code\"],\"properties\":{"
    "\"success\":{\"type\":\"boolean\",\"const\":false},\"error\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},"
    "\"details\":{\"$ref\":\"#/components/schemas/FailureDetails\"}}}";

static const char pipeline_failure[] =
    "{\"type\":\"object\",\"required\":[\"error\",\"timestamp\",\"path\",\"request_id\"],\"properties\":{"
    "\"error\":{\"type\":\"object\",\"required\":[\"code\",\"message\"],\"properties\":{"
    "\"code\":{\"type\":\"string\"},\"message\":{\"type\":\"string\"},"
    "\"details\":{\"$ref\":\"#/components/schemas/FailureDetails\"},\"retry_after\":{\"type\":\"integer\"}}},"
    "\"timestamp\":{\"type\":\"string\",\"format\":\"date-time\"},\"path\":{\"type\":\"string\"},"
    "\"request_id\":{\"type\":\"string\"}}}";

static const char pagination[] =
    "{\"type\":\"object\",\"required\":[\"page\",\"limit\",\"total\",\"pages\"],\"properties\":{"
    "\"page\":{\"type\":\"integer\"},\"limit\":{\"type\":\"integer\"},\"total\":{\"type\":\"integer\"},"
    "\"pages\":{\"type\":\"integer\"},\"has_next\":{\"type\":\"boolean\"}}}";

#define QUOTED(name) ",\"" #name "\""
static const char warnings[] =
    "{\"type\":\"array\",\"description\":\"What is missing although the write succeeded; absent when nothing is\",\"items\":{"
    "\"type\":\"object\",\"required\":[\"code\",\"message\"],\"properties\":{\"code\":{\"type\":\"string\",\"enum\":["
    "\"LEGAL_IDENTITY_INCOMPLETE\",\"PLATE_EXISTS\",\"PHONE_EXISTS\",\"EMAIL_EXISTS\"" READINESS_PROBLEMS(
        QUOTED) "]},\"field\":{\"type\":\"string\"},"
                "\"message\":{\"type\":\"string\"},"
                "\"vehicle_id\":{\"type\":\"string\",\"format\":\"uuid\",\"description\":\"PLATE_EXISTS: which one has it\"},"
                "\"owner\":{\"$ref\":\"#/components/schemas/OwnerBrief\"},"
                "\"contact_id\":{\"type\":\"string\",\"format\":\"uuid\",\"description\":\"PHONE_EXISTS, EMAIL_EXISTS: who has "
                "it\"},"
                "\"name\":{\"type\":\"string\",\"description\":\"Of that contact\"},"
                "\"record\":{\"type\":\"string\",\"enum\":[\"settings\",\"contact\",\"invoice\",\"quote\"],"
                "\"description\":\"What a platform would refuse: whose field it is\"},"
                "\"record_id\":{\"type\":[\"string\",\"null\"],\"format\":\"uuid\",\"description\":\"null: the settings\"},"
                "\"params\":{\"type\":\"object\",\"properties\":{\"line\":{\"type\":\"integer\"}}}}}}";

static const char warned[] = "{\"type\":\"object\",\"properties\":{\"warnings\":{\"$ref\":\"#/components/schemas/Warnings\"}}}";

static const char security_schemes[] =
    "{\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"visioncrm_session\","
    "\"description\":\"Set by POST /api/auth/signin; a browser sends it by itself.\"},"
    "\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\","
    "\"description\":\"The access token of a token session. Wins where a cookie comes along.\"}}";

static const char parameters[] =
    "{\"IdempotencyKey\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"description\":\"1 to 255 visible characters: "
    "the same key and body have their effect once within 24 hours\",\"schema\":{\"type\":\"string\",\"maxLength\":255}},"
    "\"IfMatch\":{\"name\":\"If-Match\",\"in\":\"header\",\"description\":\"The ETag of the record as it was read: "
    "412 if it has changed since\",\"schema\":{\"type\":\"string\"}}}";

static const char headers[] = "{\"ETag\":{\"description\":\"For If-None-Match and If-Match; of a record: its version, a dot, "
                              "and a hash\",\"schema\":{\"type\":\"string\"}},"
                              "\"RetryAfter\":{\"description\":\"Seconds\",\"schema\":{\"type\":\"integer\"}}}";

/* Operations of one path; rows of a path need not be neighbours, so the first of each path writes them all. */
static void write_path(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *first)
{
    for (const struct route *earlier = NULL; (earlier = route_next(earlier)) != first;) {
        if (str_eq(earlier->path, first->path)) {
            return;
        }
    }
    json_key(json, first->path);
    json_object(json);
    for (const struct route *route = first; route; route = route_next(route)) {
        if (str_eq(route->path, first->path) && !(route->flags & ROUTE_BEARER)) {
            operation_write(cx, json, schemas, route);
        }
    }
    json_object_end(json);
}

static void write_example(struct json *json, const struct openapi_failure *failure, enum dialect dialect)
{
    json_key(json, "example");
    json_object(json);
    if (dialect == DIALECT_WORKSHOP) {
        json_kv_bool(json, "success", 0);
        json_kv_text(json, "error", failure->example);
    } else {
        json_key(json, "error");
        json_object(json);
    }
    json_kv_text(json, "code", rc_code(failure->rc));
    if (dialect == DIALECT_PIPELINE) {
        json_kv_text(json, "message", failure->example);
    }
    if (failure->rc == RC_INVALID) {
        json_kv_raw(json, "details", "[{\"field\":\"email\",\"code\":\"REQUIRED\",\"message\":\"Required\"}]");
    }
    if (dialect == DIALECT_PIPELINE) {
        json_object_end(json);
        json_kv_raw(json, "timestamp", "\"2026-01-15T10:00:00Z\"");
        json_kv_raw(json, "path", "\"/api/users/names\"");
        json_kv_raw(json, "request_id", "\"6f2b6c1e-1d0f-4f5e-9a50-7a3a3b1c2d4e\"");
    }
    json_object_end(json);
}

static void write_failure(struct cx *cx, struct json *json, const struct openapi_failure *failure, enum dialect dialect)
{
    const char *name = dialect == DIALECT_WORKSHOP ? "Workshop" : "Pipeline";
    json_key(json, arena_printf(cx->arena, "%s%s", name, failure->name));
    json_object(json);
    json_kv_text(json, "description", failure->about);
    if (failure->rc == RC_RATE_LIMITED) {
        json_kv_raw(json, "headers", "{\"Retry-After\":{\"$ref\":\"#/components/headers/RetryAfter\"}}");
    }
    if (failure->rc == RC_UNAUTHORIZED) {
        json_kv_raw(json, "headers", "{\"WWW-Authenticate\":{\"schema\":{\"type\":\"string\"},\"description\":\"RFC 6750\"}}");
    }
    json_key(json, "content");
    json_object(json);
    json_key(json, "application/json");
    json_object(json);
    json_kv_raw(json, "schema", arena_printf(cx->arena, "{\"$ref\":\"#/components/schemas/%sFailure\"}", name));
    write_example(json, failure, dialect);
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void write_failure_details(struct json *json)
{
    json_key(json, "FailureDetails");
    json_object(json);
    json_kv_text(json, "type", "array");
    json_key(json, "items");
    json_object(json);
    json_kv_text(json, "type", "object");
    json_kv_raw(json, "required", "[\"field\",\"code\",\"message\"]");
    json_key(json, "properties");
    json_object(json);
    json_kv_raw(
        json, "field",
        "{\"type\":\"string\",\"description\":\"Where it stands in the body (`items[0].quantity`), or the parameter\"}");
    json_key(json, "code");
    json_object(json);
    json_kv_text(json, "type", "string");
    json_key(json, "enum");
    json_array(json);
    for (enum problem_code code = 0; code < PROBLEM_COUNT; code++) {
        json_text(json, problem_name(code));
    }
    json_array_end(json);
    json_object_end(json);
    json_kv_raw(json, "message", "{\"type\":\"string\"}");
    json_kv_raw(json, "params",
                "{\"type\":\"object\",\"additionalProperties\":true,"
                "\"description\":\"What the message speaks of: `max`, `min`, `length`, `values`, `type`, `rate`\"}");
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void write_schemas(struct cx *cx, struct json *json, const struct schemas *schemas)
{
    json_key(json, "schemas");
    json_object(json);
    schemas_write(cx, json, schemas);
    json_kv_raw(json, "Pagination", pagination);
    json_kv_raw(json, "Warnings", warnings);
    json_kv_raw(json, "Warned", warned);
    json_kv_raw(json, "WorkshopFailure", workshop_failure);
    json_kv_raw(json, "PipelineFailure", pipeline_failure);
    write_failure_details(json);
    json_object_end(json);
}

static void write_components(struct cx *cx, struct json *json, const struct schemas *schemas)
{
    json_key(json, "components");
    json_object(json);
    json_kv_raw(json, "securitySchemes", security_schemes);
    json_kv_raw(json, "parameters", parameters);
    json_kv_raw(json, "headers", headers);
    json_key(json, "responses");
    json_object(json);
    for (const struct openapi_failure *failure = openapi_failures; failure->name; failure++) {
        write_failure(cx, json, failure, DIALECT_WORKSHOP);
        write_failure(cx, json, failure, DIALECT_PIPELINE);
    }
    json_object_end(json);
    write_schemas(cx, json, schemas);
    json_object_end(json);
}

static void write_limits(struct json *json)
{
    json_key(json, "x-rate-limits");
    json_array(json);
    for (const struct limit *limit = limits; limit->classes; limit++) {
        json_object(json);
        json_key(json, "classes");
        json_array(json);
        for (enum rate_class class = RATE_READ; class < RATE_CLASS_COUNT; class ++) {
            if (limit->classes & 1u << class) {
                json_text(json, rate_name(class));
            }
        }
        json_array_end(json);
        json_key(json, "dialects");
        json_array(json);
        for (enum dialect dialect = DIALECT_WORKSHOP; dialect <= DIALECT_PIPELINE; dialect++) {
            if (limit->dialects & 1u << dialect) {
                json_text(json, dialect_name(dialect));
            }
        }
        json_array_end(json);
        json_kv_bool(json, "pages", limit->pages);
        json_kv_text(json, "per", limit_per_name(limit->per));
        json_kv_int(json, "requests_a_minute", limit->count);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_head(struct json *json)
{
    json_kv_text(json, "openapi", "3.1.0");
    json_key(json, "info");
    json_object(json);
    json_kv_text(json, "title", "VisionCRM");
    json_kv_text(json, "version", VERSION);
    json_kv_text(json, "description", openapi_intro);
    json_kv_raw(json, "license", "{\"name\":\"MIT\",\"identifier\":\"MIT\"}");
    write_limits(json);
    json_object_end(json);
    json_kv_raw(json, "servers", "[{\"url\":\"/\"}]");
    json_kv_raw(json, "security", "[{\"cookie\":[]},{\"bearer\":[]}]");
    json_key(json, "tags");
    json_array(json);
    for (const struct route_group *const *group = route_groups; *group; group++) {
        if ((*group)->about) {
            json_object(json);
            json_kv_text(json, "name", (*group)->name);
            json_kv_text(json, "description", (*group)->about);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

void openapi_write(struct cx *cx, struct json *json)
{
    struct schemas *schemas = arena_alloc(cx->arena, sizeof *schemas);
    schemas->count = 0;
    for (const struct route *route = NULL; (route = route_next(route));) {
        operation_collect(schemas, route);
    }
    json_object(json);
    write_head(json);
    json_key(json, "paths");
    json_object(json);
    for (const struct route *route = NULL; (route = route_next(route));) {
        write_path(cx, json, schemas, route);
    }
    json_object_end(json);
    write_components(cx, json, schemas);
    json_object_end(json);
}
