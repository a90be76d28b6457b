/* SPDX-License-Identifier: MIT
 *
 * Records to JSON: which fields are printed, how, and the nested objects of grouped fields. The bytes are json_out.c's. */
#include <stdio.h>
#include <string.h>

#include "data/json_out.h"

static int64_t int_of(const struct field *field, const void *object)
{
    return *(const int64_t *)(const void *)((const char *)object + field->offset);
}

static const char *text_of(const struct field *field, const void *object)
{
    return *(const char *const *)(const void *)((const char *)object + field->offset);
}

static const struct list *list_of(const struct field *field, const void *object)
{
    return (const struct list *)(const void *)((const char *)object + field->offset);
}

static bool is_null(const struct field *field, const void *object)
{
    if (field->type > FT_LIST) {
        return false;
    }
    if (field_is_int(field)) {
        return int_of(field, object) == INT_NULL;
    }
    if (field->type == FT_LIST) {
        return list_of(field, object)->rows == NULL;
    }
    return text_of(field, object) == NULL;
}

static void print_list(struct json *json, const struct record *sub, const struct list *list)
{
    json_array(json);
    for (size_t i = 0; i < list->count; i++) {
        json_record(json, sub, (const char *)list->rows + i * sub->size, false);
    }
    json_array_end(json);
}

static void print_stream(struct json *json, const struct field *field, const void *object)
{
    const struct stream *stream = (const void *)((const char *)object + field->offset);
    char has_next[80];
    bool more = false;
    json_array(json);
    enum rc rc = stream->print(json, field->sub, stream->source, &more);
    json_array_end(json);
    (void)snprintf(has_next, sizeof has_next, "%s" ROWS_MORE, field->name);
    json_kv_bool(json, has_next, more);
    json->rc = json->rc == RC_OK ? rc : json->rc;
}

static void print_value(struct json *json, const struct field *field, const void *object, bool detail)
{
    switch (field->type) {
    case FT_TEXT:
    case FT_EMAIL:
    case FT_PHONE:
    case FT_UUID:
    case FT_ENUM:
    case FT_DATE:
        json_text(json, text_of(field, object));
        break;
    case FT_TIME:
        json_time(json, int_of(field, object));
        break;
    case FT_BOOL:
        json_bool(json, int_of(field, object));
        break;
    case FT_INT:
        json_int(json, int_of(field, object));
        break;
    case FT_DECIMAL:
        json_decimal(json, int_of(field, object), field->scale, field->min_decimals);
        break;
    case FT_TAGS:
    case FT_IDS:
        json_raw(json, is_null(field, object) ? "[]" : text_of(field, object));
        break;
    case FT_OBJECT:
        json_raw(json, is_null(field, object) ? "{}" : text_of(field, object));
        break;
    case FT_RAW:
        json_raw(json, text_of(field, object));
        break;
    case FT_LIST:
        print_list(json, field->sub, list_of(field, object));
        break;
    case FT_RECORD:
        json_record(json, field->sub, (const char *)object + field->offset, detail);
        break;
    case FT_ROWS:
        print_stream(json, field, object);
        break;
    case FT_TRUE:
        json_raw(json, "true");
        break;
    case FT_BASE: /* has no value of its own */
        break;
    }
}

void json_field(struct json *json, const struct field *field, const void *object)
{
    print_value(json, field, object, true);
}

static bool is_printed(const struct field *field, const void *object, bool detail)
{
    if (field->flags & (F_INTERNAL | F_SECRET) || (field->flags & F_DETAIL && !detail)) {
        return false;
    }
    return !(field->flags & F_OMIT_NULL) || !is_null(field, object);
}

/* The fields from `first` to before `end` are one group: {"street":…,"city":…}, or null when all of them are. */
static void print_group(struct json *json, const struct field *first, const struct field *end, const void *object, bool detail)
{
    bool printed = false;
    bool filled = false;
    for (const struct field *field = first; field < end; field++) {
        printed = printed || is_printed(field, object, detail);
        filled = filled || (is_printed(field, object, detail) && !is_null(field, object));
    }
    if (!printed) {
        return;
    }
    json_key(json, first->group);
    if (!filled) {
        json_raw(json, NULL);
        return;
    }
    size_t prefix = strlen(first->group) + 1;
    json_object(json);
    for (const struct field *field = first; field < end; field++) {
        if (is_printed(field, object, detail)) {
            json_key(json, field->name + prefix);
            print_value(json, field, object, detail);
        }
    }
    json_object_end(json);
}

void json_record_members(struct json *json, const struct record *record, const void *object, bool detail)
{
    const struct field *end = record->fields + record->count;
    for (const struct field *field = record->fields; field < end;) {
        if (field->group) {
            const struct field *first = field;
            while (field < end && field->group && strcmp(field->group, first->group) == 0) {
                field++;
            }
            print_group(json, first, field, object, detail);
            continue;
        }
        if (field->type == FT_BASE) {
            json_record_members(json, field->sub, object, detail);
        } else if (is_printed(field, object, detail)) {
            json_key(json, field->name);
            print_value(json, field, object, detail);
        }
        field++;
    }
}

void json_record(struct json *json, const struct record *record, const void *object, bool detail)
{
    json_object(json);
    json_record_members(json, record, object, detail);
    json_object_end(json);
}
