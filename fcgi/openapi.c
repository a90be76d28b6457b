/* SPDX-License-Identifier: MIT
 *
 * The description of the API, generated: paths from routes[], schemas from the records that they name. */
#include "fcgi/openapi.h"

#include "base/str.h"
#include "base/version.h"
#include "fcgi/route.h"

#define SCHEMAS_MAX 128

/* Records met on the way, so that each becomes one schema. */
struct schemas {
    const struct record *records[SCHEMAS_MAX];
    size_t count;
};

static void remember(struct schemas *schemas, const struct record *record)
{
    if (!record) {
        return;
    }
    for (size_t i = 0; i < schemas->count; i++) {
        if (schemas->records[i] == record) {
            return;
        }
    }
    if (schemas->count < SCHEMAS_MAX) {
        schemas->records[schemas->count++] = record;
    }
}

static const char *schema_name(struct cx *cx, const struct record *record)
{
    char *name = arena_strdup(cx->arena, record->name);
    char *to = name;
    for (const char *from = record->name; *from; from++) {
        if (*from != ' ') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return name;
}

static void write_ref(struct cx *cx, struct json *json, const struct record *record)
{
    json_object(json);
    json_kv_text(json, "$ref", arena_printf(cx->arena, "#/components/schemas/%s", schema_name(cx, record)));
    json_object_end(json);
}

static const struct {
    const char *type, *format;
} json_types[] = {
    [FT_TEXT] = {"string", NULL},      [FT_EMAIL] = {"string", "email"},       [FT_PHONE] = {"string", "phone"},
    [FT_UUID] = {"string", "uuid"},    [FT_ENUM] = {"string", NULL},           [FT_DATE] = {"string", "date"},
    [FT_TIME] = {"string", "date-time"}, [FT_BOOL] = {"boolean", NULL},        [FT_INT] = {"integer", NULL},
    [FT_DECIMAL] = {"number", NULL},   [FT_TAGS] = {"array", NULL},            [FT_OBJECT] = {"object", NULL},
    [FT_RAW] = {NULL, NULL},           [FT_LIST] = {"array", NULL},
};

static void write_limits(struct json *json, const struct field *field)
{
    if (field->type == FT_TEXT && field->max > 0) {
        json_kv_int(json, "minLength", field->min);
        json_kv_int(json, "maxLength", field->max);
    } else if (field->type == FT_INT && field->max > 0) {
        json_kv_int(json, "minimum", field->min);
        json_kv_int(json, "maximum", field->max);
    } else if (field->type == FT_DECIMAL && (field->min || field->max)) {
        json_key(json, "minimum");
        json_decimal(json, field->min, field->scale, 0);
        json_key(json, "maximum");
        json_decimal(json, field->max, field->scale, 0);
    }
}

static void write_items(struct cx *cx, struct json *json, const struct field *field)
{
    json_key(json, "items");
    if (field->sub) {
        write_ref(cx, json, field->sub);
        return;
    }
    json_object(json);
    json_kv_text(json, "type", "string");
    json_object_end(json);
}

static void write_field(struct cx *cx, struct json *json, const struct field *field, bool nullable)
{
    json_object(json);
    const char *type = json_types[field->type].type;
    if (type && nullable) {
        json_key(json, "type");
        json_array(json);
        json_text(json, type);
        json_text(json, "null");
        json_array_end(json);
    } else if (type) {
        json_kv_text(json, "type", type);
    }
    if (json_types[field->type].format) {
        json_kv_text(json, "format", json_types[field->type].format);
    }
    if (field->values) {
        json_key(json, "enum");
        json_array(json);
        for (const char *const *value = field->values; *value; value++) {
            json_text(json, *value);
        }
        if (nullable) {
            json_raw(json, "null");
        }
        json_array_end(json);
    }
    if (field->type == FT_TAGS || field->type == FT_LIST) {
        write_items(cx, json, field);
    }
    write_limits(json, field);
    if (field->flags & F_READONLY) {
        json_kv_bool(json, "readOnly", 1);
    }
    if (field->about) {
        json_kv_text(json, "description", field->about);
    }
    json_object_end(json);
}

/* The members of one group ("address") as a nested object; returns how many fields it took. */
static size_t write_group(struct cx *cx, struct json *json, const struct record *record, size_t at)
{
    const char *group = record->fields[at].group;
    size_t count = 0;
    json_key(json, group);
    json_object(json);
    json_kv_text(json, "type", "object");
    json_key(json, "properties");
    json_object(json);
    while (at + count < record->count && str_eq(record->fields[at + count].group, group)) {
        const struct field *field = &record->fields[at + count];
        json_key(json, field->name + strlen(group) + 1);
        write_field(cx, json, field, true);
        count++;
    }
    json_object_end(json);
    json_object_end(json);
    return count;
}

static void write_required(struct json *json, const struct record *record)
{
    bool any = false;
    for (size_t i = 0; i < record->count; i++) {
        if (!(record->fields[i].flags & F_REQUIRED)) {
            continue;
        }
        if (!any) {
            json_key(json, "required");
            json_array(json);
            any = true;
        }
        json_text(json, record->fields[i].name);
    }
    if (any) {
        json_array_end(json);
    }
}

static void write_schema(struct cx *cx, struct json *json, const struct record *record)
{
    json_key(json, schema_name(cx, record));
    json_object(json);
    json_kv_text(json, "type", "object");
    write_required(json, record);
    json_key(json, "properties");
    json_object(json);
    for (size_t i = 0; i < record->count;) {
        const struct field *field = &record->fields[i];
        if (field->flags & F_INTERNAL) {
            i++;
        } else if (field->group) {
            i += write_group(cx, json, record, i);
        } else {
            json_key(json, field->name);
            write_field(cx, json, field, !(field->flags & F_REQUIRED));
            i++;
        }
    }
    json_object_end(json);
    json_object_end(json);
}

static void write_parameter(struct cx *cx, struct json *json, const char *name, const char *in, const struct field *type)
{
    json_object(json);
    json_kv_text(json, "name", name);
    json_kv_text(json, "in", in);
    json_kv_bool(json, "required", str_eq(in, "path"));
    json_key(json, "schema");
    write_field(cx, json, type, false);
    json_object_end(json);
}

static void write_list_parameters(struct cx *cx, struct json *json, const struct list_spec *list)
{
    static const struct field page = {.type = FT_INT, .min = 1, .max = 1000000000};
    static const struct field limit = {.type = FT_INT, .min = 1, .max = 100};
    static const struct field text = {.type = FT_TEXT};
    write_parameter(cx, json, "page", "query", &page);
    write_parameter(cx, json, "limit", "query", &limit);
    if (list->search) {
        write_parameter(cx, json, "search", "query", &text);
    }
    if (list->sorts) {
        write_parameter(cx, json, "sort_by", "query", &text);
        write_parameter(cx, json, "sort_order", "query", &text);
    }
    for (const struct filter *filter = list->filters; filter && filter->param; filter++) {
        write_parameter(cx, json, filter->param, "query", &filter->type);
    }
}

static void write_parameters(struct cx *cx, struct json *json, const struct route *route, bool is_list)
{
    static const struct field id = {.type = FT_UUID};
    json_key(json, "parameters");
    json_array(json);
    for (const char *brace = strchr(route->path, '{'); brace; brace = strchr(brace + 1, '{')) {
        const char *end = strchr(brace, '}');
        write_parameter(cx, json, arena_strndup(cx->arena, brace + 1, (size_t)(end - brace - 1)), "path", &id);
    }
    if (is_list) {
        write_list_parameters(cx, json, route->resource->list);
    }
    json_array_end(json);
}

static void write_content(struct cx *cx, struct json *json, const struct route *route, const struct record *record, bool is_list)
{
    bool enveloped = route->dialect == DIALECT_WORKSHOP;
    const char *rows = enveloped ? "data" : "items";
    json_key(json, "content");
    json_object(json);
    json_key(json, route->flags & ROUTE_FILE ? "application/pdf" : "application/json");
    json_object(json);
    json_key(json, "schema");
    if (route->flags & ROUTE_FILE) {
        json_raw(json, "{\"type\":\"string\",\"format\":\"binary\"}");
    } else if (!record) {
        json_raw(json, "{\"type\":\"object\"}");
    } else if (!enveloped && !is_list) {
        write_ref(cx, json, record);
    } else {
        json_raw(json, arena_printf(cx->arena, "{\"type\":\"object\",\"properties\":{\"%s\":", rows));
        json->comma = false;
        if (is_list) {
            json_raw(json, "{\"type\":\"array\",\"items\":");
            json->comma = false;
        }
        write_ref(cx, json, record);
        buf_str(json->out, is_list ? "}}}" : "}}");
    }
    json_object_end(json);
    json_object_end(json);
}

static void write_responses(struct cx *cx, struct json *json, const struct route *route, bool is_list)
{
    const struct record *out = route->out;
    if (!out && route->resource) {
        out = is_list ? route->resource->list->record : route->resource->record;
    }
    bool removes = str_eq(route->method, "DELETE");
    bool creates = route->handler == NULL ? false : str_eq(route->method, "POST") && out;
    json_key(json, "responses");
    json_object(json);
    json_key(json, creates ? "201" : "200");
    json_object(json);
    json_kv_text(json, "description", creates ? "Created" : "Success");
    write_content(cx, json, route, removes ? NULL : out, is_list);
    json_object_end(json);
    json_key(json, "default");
    json_raw(json, route->dialect == DIALECT_WORKSHOP ? "{\"$ref\":\"#/components/responses/WorkshopError\"}"
                                                      : "{\"$ref\":\"#/components/responses/PipelineError\"}");
    json_object_end(json);
}

static const char *tag_of(struct cx *cx, const struct route *route)
{
    const char *noun = route->path + strlen("/api/");
    return arena_strndup(cx->arena, noun, strcspn(noun, "/"));
}

static void write_operation(struct cx *cx, struct json *json, const struct route *route)
{
    bool is_list = route->resource && route->resource->list && str_eq(route->method, "GET") && !strchr(route->path, '{');
    bool has_body = !str_eq(route->method, "GET") && !str_eq(route->method, "DELETE");
    const struct record *in = route->in ? route->in : route->resource && !route->out ? route->resource->record : NULL;
    json_key(json, str_lower(cx->arena, route->method));
    json_object(json);
    json_kv_text(json, "summary", route->about);
    json_key(json, "tags");
    json_array(json);
    json_text(json, tag_of(cx, route));
    json_array_end(json);
    if (route->perm == PERM_NONE) {
        json_kv_raw(json, "security", "[]");
    }
    write_parameters(cx, json, route, is_list);
    if (has_body && in) {
        json_key(json, "requestBody");
        json_object(json);
        json_key(json, "content");
        json_object(json);
        json_key(json, "application/json");
        json_object(json);
        json_key(json, "schema");
        write_ref(cx, json, in);
        json_object_end(json);
        json_object_end(json);
        json_object_end(json);
    }
    write_responses(cx, json, route, is_list);
    json_object_end(json);
}

/* Operations of one path; rows of a path need not be neighbours, so the first of each path writes them all. */
static void write_path(struct cx *cx, struct json *json, const struct route *first)
{
    for (const struct route *earlier = routes; earlier < first; earlier++) {
        if (str_eq(earlier->path, first->path)) {
            return;
        }
    }
    json_key(json, first->path);
    json_object(json);
    for (const struct route *route = first; route->method; route++) {
        if (str_eq(route->path, first->path) && !(route->flags & ROUTE_BEARER)) {
            write_operation(cx, json, route);
        }
    }
    json_object_end(json);
}

static void collect(struct schemas *schemas)
{
    for (const struct route *route = routes; route->method; route++) {
        remember(schemas, route->in);
        remember(schemas, route->out);
        if (route->resource) {
            remember(schemas, route->resource->record);
            remember(schemas, route->resource->list ? route->resource->list->record : NULL);
        }
    }
    for (size_t i = 0; i < schemas->count; i++) {
        for (size_t f = 0; f < schemas->records[i]->count; f++) {
            remember(schemas, schemas->records[i]->fields[f].sub);
        }
    }
}

static void write_components(struct cx *cx, struct json *json)
{
    struct schemas *schemas = arena_alloc(cx->arena, sizeof *schemas);
    collect(schemas);
    json_key(json, "components");
    json_object(json);
    json_kv_raw(json, "securitySchemes",
                "{\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"visioncrm_session\"},"
                "\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\"}}");
    json_kv_raw(json, "responses",
                "{\"WorkshopError\":{\"description\":\"Error\",\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\","
                "\"properties\":{\"success\":{\"const\":false},\"error\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},"
                "\"details\":{}}}}}},"
                "\"PipelineError\":{\"description\":\"Error\",\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\","
                "\"properties\":{\"error\":{\"type\":\"object\",\"properties\":{\"code\":{\"type\":\"string\"},"
                "\"message\":{\"type\":\"string\"},\"details\":{}}},\"timestamp\":{\"type\":\"string\",\"format\":\"date-time\"},"
                "\"path\":{\"type\":\"string\"},\"request_id\":{\"type\":\"string\"}}}}}}}");
    json_key(json, "schemas");
    json_object(json);
    for (size_t i = 0; i < schemas->count; i++) {
        write_schema(cx, json, schemas->records[i]);
    }
    json_object_end(json);
    json_object_end(json);
}

void openapi_write(struct cx *cx, struct json *json)
{
    json_object(json);
    json_kv_text(json, "openapi", "3.1.0");
    json_key(json, "info");
    json_object(json);
    json_kv_text(json, "title", "VisionCRM");
    json_kv_text(json, "version", VERSION);
    json_object_end(json);
    json_kv_raw(json, "servers", "[{\"url\":\"/\"}]");
    json_kv_raw(json, "security", "[{\"cookie\":[]},{\"bearer\":[]}]");
    json_key(json, "paths");
    json_object(json);
    for (const struct route *route = routes; route->method; route++) {
        write_path(cx, json, route);
    }
    json_object_end(json);
    write_components(cx, json);
    json_object_end(json);
}
