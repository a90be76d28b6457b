/* SPDX-License-Identifier: MIT
 *
 * Schemas of records: types, limits, what is required and what may be null, as json_in.c and record_out.c treat them. */
#include "fcgi/describe/openapi_schema.h"

#include <ctype.h>

#include "base/str.h"
#include "fcgi/describe/openapi_state.h"
#include "fcgi/describe/openapi_text.h"

static const struct {
    const char *type, *format;
} json_types[] = {
    [FT_TEXT] = {"string", NULL},        [FT_EMAIL] = {"string", "email"}, [FT_PHONE] = {"string", NULL},
    [FT_UUID] = {"string", "uuid"},      [FT_ENUM] = {"string", NULL},     [FT_DATE] = {"string", "date"},
    [FT_TIME] = {"string", "date-time"}, [FT_BOOL] = {"boolean", NULL},    [FT_INT] = {"integer", NULL},
    [FT_DECIMAL] = {"number", NULL},     [FT_TAGS] = {"array", NULL},      [FT_IDS] = {"array", NULL},
    [FT_OBJECT] = {"object", NULL},      [FT_RAW] = {"object", NULL},      [FT_LIST] = {"array", NULL},
    [FT_RECORD] = {NULL, NULL},          [FT_BASE] = {NULL, NULL},         [FT_ROWS] = {"array", NULL},
    [FT_TRUE] = {"boolean", NULL},
};

const char *schema_camel(struct cx *cx, const char *words)
{
    char *name = arena_strdup(cx->arena, words);
    char *to = name;
    bool start = true;
    for (const char *from = words; *from; from++) {
        if (!isalnum((unsigned char)*from)) {
            start = true;
            continue;
        }
        *to++ = start ? (char)toupper((unsigned char)*from) : *from;
        start = false;
    }
    *to = '\0';
    return name;
}

static bool has(const struct schemas *schemas, const struct record *record, enum schema_use use)
{
    for (size_t i = 0; i < schemas->count; i++) {
        if (schemas->all[i].record == record && schemas->all[i].use == use) {
            return true;
        }
    }
    return false;
}

static bool is_answer(enum schema_use use)
{
    return use == SCHEMA_ANSWER || use == SCHEMA_ROW;
}

/* What lies in place is shown as far as what it lies in. */
static bool lies_in_place(const struct field *field)
{
    return field->type == FT_RECORD || field->type == FT_BASE;
}

static bool has_details(const struct record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        if (field->flags & F_DETAIL || (lies_in_place(field) && has_details(field->sub))) {
            return true;
        }
    }
    return false;
}

/* A row that shows all of the record has no schema of its own. */
static enum schema_use use_of(const struct record *record, enum schema_use use)
{
    return use == SCHEMA_ROW && !has_details(record) ? SCHEMA_ANSWER : use;
}

/* How the records of a field are printed (record_out.c), or read. */
static enum schema_use use_inside(const struct field *field, enum schema_use use)
{
    if (!is_answer(use)) {
        return SCHEMA_CREATE;
    }
    return lies_in_place(field) ? use : field->type == FT_LIST ? SCHEMA_ROW : SCHEMA_ANSWER;
}

void schemas_add(struct schemas *schemas, const struct record *record, enum schema_use wanted)
{
    enum schema_use use = record ? use_of(record, wanted) : wanted;
    if (!record || has(schemas, record, use) || schemas->count == SCHEMAS_MAX) {
        return;
    }
    schemas->all[schemas->count++] = (struct schema){record, use};
    for (size_t i = 0; i < record->count; i++) {
        schemas_add(schemas, record->fields[i].sub, use_inside(&record->fields[i], use));
    }
}

/* A record that is only ever read from a body ("SignIn") keeps its plain name. */
static const char *schema_name(struct cx *cx, const struct schemas *schemas, const struct schema *schema)
{
    const char *name = schema_camel(cx, schema->record->name);
    if (schema->use == SCHEMA_CHANGE) {
        return arena_printf(cx->arena, "%sChange", name);
    }
    if (schema->use == SCHEMA_ROW) {
        return arena_printf(cx->arena, "%sRow", name);
    }
    bool both = schema->use == SCHEMA_CREATE && has(schemas, schema->record, SCHEMA_ANSWER);
    return both ? arena_printf(cx->arena, "New%s", name) : name;
}

void schema_ref(struct cx *cx, struct json *json, const struct schemas *schemas, const struct record *record,
                enum schema_use use)
{
    const struct schema schema = {record, use_of(record, use)};
    json_object(json);
    json_kv_text(json, "$ref", arena_printf(cx->arena, "#/components/schemas/%s", schema_name(cx, schemas, &schema)));
    json_object_end(json);
}

static void write_limits(struct json *json, const struct field *field)
{
    if (field->type == FT_TEXT && field->max > 0) {
        json_kv_int(json, "minLength", field->min);
        json_kv_int(json, "maxLength", field->max);
    } else if (field->type == FT_LIST && field->max > 0) {
        json_kv_int(json, "minItems", field->min);
        json_kv_int(json, "maxItems", field->max);
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

static void write_type(struct json *json, const char *type, bool nullable)
{
    if (!nullable) {
        json_kv_text(json, "type", type);
        return;
    }
    json_key(json, "type");
    json_array(json);
    json_text(json, type);
    json_text(json, "null");
    json_array_end(json);
}

static void write_values(struct json *json, const struct field *field, bool nullable)
{
    json_key(json, "enum");
    json_array(json);
    for (size_t i = 0; field_value(field, i); i++) {
        json_text(json, field_value(field, i));
    }
    if (nullable) {
        json_raw(json, "null");
    }
    json_array_end(json);
}

static void write_about(struct json *json, const struct field *field)
{
    const char *about = field->about ? field->about : openapi_note(field->name);
    if (about) {
        json_kv_text(json, "description", about);
    }
}

/* A record in place of a value. */
static void write_record(struct cx *cx, struct json *json, const struct schemas *schemas, const struct field *field,
                         enum schema_use use, bool nullable)
{
    if (!nullable) {
        schema_ref(cx, json, schemas, field->sub, use_inside(field, use));
        return;
    }
    json_object(json);
    json_key(json, "oneOf");
    json_array(json);
    schema_ref(cx, json, schemas, field->sub, use_inside(field, use));
    json_raw(json, "{\"type\":\"null\"}");
    json_array_end(json);
    write_about(json, field);
    json_object_end(json);
}

static const char *type_of(const struct field *field)
{
    return field->flags & F_MANY ? "array" : json_types[field->type].type;
}

static void write_field(struct cx *cx, struct json *json, const struct schemas *schemas, const struct field *field,
                        enum schema_use use, bool nullable)
{
    if (lies_in_place(field) || (field->type == FT_RAW && field->sub && !(field->flags & F_MANY))) {
        write_record(cx, json, schemas, field, use, nullable);
        return;
    }
    json_object(json);
    write_type(json, type_of(field), nullable);
    if (json_types[field->type].format) {
        json_kv_text(json, "format", json_types[field->type].format);
    }
    if (field_value(field, 0)) {
        write_values(json, field, nullable);
    }
    if (field->machine && field->machine->transition_count > 0 && is_answer(use)) {
        transitions_write(json, field);
    }
    if (field->type == FT_OBJECT || (field->type == FT_RAW && !field->sub)) {
        json_kv_raw(json, "additionalProperties", "true");
    } else if (field->type == FT_TAGS) {
        json_kv_raw(json, "items", "{\"type\":\"string\"}");
    } else if (field->type == FT_IDS) {
        json_kv_raw(json, "items", "{\"type\":\"string\",\"format\":\"uuid\"}");
    } else if (field->type == FT_TRUE) {
        json_kv_raw(json, "const", "true");
    } else if (field->sub) {
        json_key(json, "items");
        schema_ref(cx, json, schemas, field->sub, use_inside(field, use));
    }
    if (!is_answer(use)) {
        write_limits(json, field);
    }
    write_about(json, field);
    json_object_end(json);
}

void schema_value(struct cx *cx, struct json *json, const struct field *field)
{
    struct field bare = *field;
    bare.name = bare.about = NULL;
    write_field(cx, json, NULL, &bare, SCHEMA_CREATE, false);
}

static bool is_shown(const struct field *field, enum schema_use use)
{
    if (field->flags & F_INTERNAL || field->type == FT_BASE) {
        return false;
    }
    if (is_answer(use)) {
        return !(field->flags & F_SECRET) && !(use == SCHEMA_ROW && field->flags & F_DETAIL);
    }
    return !(field->flags & F_READONLY) && !(use == SCHEMA_CHANGE && field->flags & F_CREATE_ONLY);
}

static bool is_required(const struct field *field, enum schema_use use)
{
    if (is_answer(use)) {
        return !(field->flags & (F_OMIT_NULL | F_SECRET));
    }
    return use == SCHEMA_CREATE && field->flags & F_REQUIRED;
}

static bool is_nullable(const struct field *field, enum schema_use use)
{
    if (field->flags & F_REQUIRED || (is_answer(use) && field->flags & F_OMIT_NULL)) {
        return false;
    }
    bool later = field->flags & F_LATER;
    bool always = field->type >= FT_LIST || (field->type == FT_BOOL && !later) || field->type == FT_IDS ||
                  field->type == FT_TAGS || field->type == FT_OBJECT || (field->machine && !later) ||
                  str_eq(field->name, "id") || str_eq(field->name, "created_at") || str_eq(field->name, "updated_at") ||
                  str_eq(field->name, "version");
    return !is_answer(use) || !always;
}

/* The second member of rows that are read while they are printed. */
static const char *has_next(struct cx *cx, const struct field *field)
{
    return arena_printf(cx->arena, "%s" ROWS_MORE, field->name);
}

/* One past the last field of the group that begins at `first`. */
static size_t group_end(const struct record *record, size_t first)
{
    size_t end = first + 1;
    while (end < record->count && str_eq(record->fields[end].group, record->fields[first].group)) {
        end++;
    }
    return end;
}

/* Whether a record says of one of them that it is never null; then the group is not, either. */
static bool is_filled(const struct schema *schema, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        if (schema->record->fields[i].flags & F_REQUIRED) {
            return true;
        }
    }
    return false;
}

/* The members of one group ("address") as a nested object, null when all of them are. */
static void write_group(struct cx *cx, struct json *json, const struct schema *schema, size_t first, size_t end)
{
    const struct field *fields = schema->record->fields;
    size_t prefix = strlen(fields[first].group) + 1;
    json_key(json, fields[first].group);
    json_object(json);
    write_type(json, "object", !is_filled(schema, first, end));
    if (is_answer(schema->use)) {
        json_key(json, "required");
        json_array(json);
        for (size_t i = first; i < end; i++) {
            if (is_shown(&fields[i], schema->use) && is_required(&fields[i], schema->use)) {
                json_text(json, fields[i].name + prefix);
            }
        }
        json_array_end(json);
    }
    json_key(json, "properties");
    json_object(json);
    for (size_t i = first; i < end; i++) {
        if (is_shown(&fields[i], schema->use)) {
            json_key(json, fields[i].name + prefix);
            write_field(cx, json, NULL, &fields[i], schema->use, is_nullable(&fields[i], schema->use));
        }
    }
    json_object_end(json);
    json_object_end(json);
}

static void write_required(struct cx *cx, struct json *json, const struct schema *schema)
{
    bool any = false;
    const struct record *record = schema->record;
    for (size_t i = 0; i < record->count;) {
        const struct field *field = &record->fields[i];
        if (is_shown(field, schema->use) && is_required(field, schema->use)) {
            if (!any) {
                json_key(json, "required");
                json_array(json);
            }
            any = true;
            json_text(json, field->group ? field->group : field->name);
            if (field->type == FT_ROWS) {
                json_text(json, has_next(cx, field));
            }
        }
        i = field->group ? group_end(record, i) : i + 1;
    }
    if (any) {
        json_array_end(json);
    }
}

static void write_properties(struct cx *cx, struct json *json, const struct schemas *schemas, const struct schema *schema)
{
    const struct record *record = schema->record;
    json_key(json, "properties");
    json_object(json);
    for (size_t i = 0; i < record->count;) {
        const struct field *field = &record->fields[i];
        size_t next = field->group ? group_end(record, i) : i + 1;
        if (field->group) {
            write_group(cx, json, schema, i, next);
        } else if (is_shown(field, schema->use)) {
            json_key(json, field->name);
            write_field(cx, json, schemas, field, schema->use, is_nullable(field, schema->use));
            if (field->type == FT_ROWS) {
                json_kv_raw(json, has_next(cx, field), "{\"type\":\"boolean\"}");
            }
        }
        i = next;
    }
    json_object_end(json);
}

static void write_object(struct cx *cx, struct json *json, const struct schemas *schemas, const struct schema *schema)
{
    json_object(json);
    json_kv_text(json, "type", "object");
    if (schema->record->count == 0) {
        json_kv_raw(json, "additionalProperties", "true");
        json_object_end(json);
        return;
    }
    write_required(cx, json, schema);
    write_properties(cx, json, schemas, schema);
    const char *example = openapi_example(schema_name(cx, schemas, schema));
    if (example) {
        json_kv_raw(json, "example", example);
    }
    json_object_end(json);
}

void schemas_write(struct cx *cx, struct json *json, const struct schemas *schemas)
{
    for (size_t i = 0; i < schemas->count; i++) {
        const struct schema *schema = &schemas->all[i];
        const struct field *first = schema->record->fields;
        json_key(json, schema_name(cx, schemas, schema));
        if (schema->record->count == 0 || first->type != FT_BASE) {
            write_object(cx, json, schemas, schema);
            continue;
        }
        json_object(json);
        json_key(json, "allOf");
        json_array(json);
        schema_ref(cx, json, schemas, first->sub, schema->use);
        write_object(cx, json, schemas, schema);
        json_array_end(json);
        json_object_end(json);
    }
}
