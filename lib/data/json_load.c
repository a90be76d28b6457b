/* SPDX-License-Identifier: MIT
 *
 * Our own stored JSON back into records (snapshots of invoices, tags). It was checked when it was written, perhaps under
 * older rules, so nothing is checked again but what the struct's types need: read-only fields are read, unknown ones
 * skipped, and a value of another type is null. */
#include <string.h>

#include "base/log.h"
#include "base/money.h"
#include "base/time.h"
#include "data/json_in.h"
#include "data/json_tree.h"

static void load_object(struct arena *arena, const struct record *record, struct json_object *from, void *object);

static void load_rows(struct arena *arena, const struct field *field, struct json_object *value, void *object)
{
    const struct record *sub = field->sub;
    if (!json_object_is_type(value, json_type_array)) {
        return;
    }
    size_t count = json_object_array_length(value);
    char *rows = arena_array(arena, count + 1, sub->size); /* no rows are not NULL */
    for (size_t i = 0; i < count; i++) {
        load_object(arena, sub, json_object_array_get_idx(value, i), rows + i * sub->size);
    }
    *field_list(field, object) = (struct list){rows, count};
}

static void load_number(struct arena *arena, const struct field *field, struct json_object *value, void *object)
{
    int64_t number = INT_NULL;
    if (json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double)) {
        int scale = field->type == FT_DECIMAL ? field->scale : 0;
        if (decimal_parse(tree_text(arena, value), scale, &number) != DECIMAL_OK) {
            number = INT_NULL;
        }
    }
    *field_int(field, object) = number;
}

static void load_time(const struct field *field, struct json_object *value, void *object)
{
    int64_t ms = INT_NULL;
    if (json_object_is_type(value, json_type_string) && !time_parse(json_object_get_string(value), &ms)) {
        ms = INT_NULL;
    }
    *field_int(field, object) = ms;
}

/* `value` is not null. */
static void load_value(struct arena *arena, const struct field *field, struct json_object *value, void *object)
{
    switch (field->type) {
    case FT_TEXT:
    case FT_EMAIL:
    case FT_PHONE:
    case FT_UUID:
    case FT_ENUM:
    case FT_DATE:
        if (json_object_is_type(value, json_type_string)) {
            *field_text(field, object) = arena_strdup(arena, json_object_get_string(value));
        }
        break;
    case FT_TIME:
        load_time(field, value, object);
        break;
    case FT_BOOL:
        if (json_object_is_type(value, json_type_boolean)) {
            *field_int(field, object) = json_object_get_boolean(value) ? 1 : 0;
        }
        break;
    case FT_INT:
    case FT_DECIMAL:
        load_number(arena, field, value, object);
        break;
    case FT_TAGS:
    case FT_IDS:
    case FT_OBJECT:
    case FT_RAW:
        *field_text(field, object) = tree_text(arena, value);
        break;
    case FT_LIST:
        load_rows(arena, field, value, object);
        break;
    case FT_RECORD:
        load_object(arena, field->sub, value, (char *)object + field->offset);
        break;
    case FT_BASE: /* of answers, which nobody loads */
    case FT_ROWS:
    case FT_TRUE:
        break;
    }
}

/* `from` may be anything; what is no object has no members. */
static void load_object(struct arena *arena, const struct record *record, struct json_object *from, void *object)
{
    record_clear(record, object);
    if (!json_object_is_type(from, json_type_object)) {
        return;
    }
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        struct json_object *inner = from;
        struct json_object *value = NULL;
        if (field->flags & F_INTERNAL) {
            continue;
        }
        if (field->group) {
            (void)json_object_object_get_ex(from, field->group, &inner);
        }
        if (json_object_is_type(inner, json_type_object) && json_object_object_get_ex(inner, field_key(field), &value) &&
            value != NULL) {
            load_value(arena, field, value, object);
        }
    }
}

static enum rc load_broken(struct cx *cx, const char *what)
{
    log_line(LOG_LEVEL_ERROR, "stored %s is no JSON of its kind", what);
    return fault_set(cx, RC_INTERNAL, NULL, NULL);
}

enum rc record_load(struct cx *cx, const struct record *record, const char *text, void *object)
{
    struct json_object *root = NULL;
    record_clear(record, object);
    if (!text) {
        return RC_OK;
    }
    if (json_parse(cx, text, strlen(text), JSON_STORED, &root) != RC_OK || !json_object_is_type(root, json_type_object)) {
        return load_broken(cx, record->name);
    }
    load_object(cx->arena, record, root, object);
    return RC_OK;
}

const char **tags_split(struct cx *cx, const char *tags_json, size_t *count)
{
    struct json_object *root = NULL;
    size_t found = 0;
    if (tags_json && json_parse(cx, tags_json, strlen(tags_json), JSON_STORED, &root) != RC_OK) {
        (void)load_broken(cx, "list of tags");
    }
    bool is_array = json_object_is_type(root, json_type_array);
    size_t length = is_array ? json_object_array_length(root) : 0;
    const char **tags = arena_array(cx->arena, length + 1, sizeof *tags);
    for (size_t i = 0; i < length; i++) {
        struct json_object *entry = json_object_array_get_idx(root, i);
        if (json_object_is_type(entry, json_type_string)) {
            tags[found++] = arena_strdup(cx->arena, json_object_get_string(entry));
        }
    }
    *count = found;
    return tags;
}
