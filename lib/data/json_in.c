/* SPDX-License-Identifier: MIT
 *
 * JSON from outside into records: every field checked, every error told. Rows and groups are parsed with plain names;
 * the errors they added are prefixed afterwards ("items[2].", "address."), those of validate functions included.
 * Rules of single values stand in fields.c; json_load.c reads our own JSON. */
#include "data/json_in.h"

#include <string.h>

#include "base/str.h"
#include "data/fields.h"
#include "data/json_tree.h"

#define ERRORS_MAX 200 /* a hostile body could otherwise earn an answer larger than itself */
#define NAME_SHOWN_MAX 100

struct parse {
    struct cx *cx;
    enum parse_mode mode;
    size_t errors;
};

/* What is being filled. */
struct target {
    const struct record *record;
    void *object;
    uint64_t present;
};

static void parse_object(struct parse *parse, struct target *target, struct json_object *from);

static void reject(struct parse *parse, const char *name, const struct problem *problem)
{
    if (parse->errors++ < ERRORS_MAX) {
        (void)fault_problem(parse->cx, name, problem);
    }
}

static const struct problem unknown = {PROBLEM_UNKNOWN_FIELD, "Unknown field", NULL};
static const struct problem no_text = {PROBLEM_WRONG_TYPE, "Must be text", "{\"type\":\"text\"}"};
static const struct problem no_object = {PROBLEM_WRONG_TYPE, "Must be an object", "{\"type\":\"object\"}"};
static const struct problem no_list = {PROBLEM_WRONG_TYPE, "Must be a list", "{\"type\":\"list\"}"};
static const struct problem no_texts = {PROBLEM_WRONG_TYPE, "Must be a list of texts", "{\"type\":\"list\"}"};
static const struct problem no_id = {PROBLEM_WRONG_TYPE, "Must be a string", "{\"type\":\"text\"}"};

/* Prefixes the names of all errors from *mark on. */
static void prefix_errors(struct parse *parse, struct fault_field **mark, const char *prefix)
{
    for (struct fault_field *row = *mark; row; row = row->next) {
        row->field = arena_printf(parse->cx->arena, "%s%s", prefix, row->field);
    }
}

/* ---- single values ---- */

static void parse_bool(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    if (json_object_is_type(value, json_type_boolean)) {
        *field_int(field, object) = json_object_get_boolean(value) ? 1 : 0;
    } else {
        reject(parse, field_key(field), &field_no_bool);
    }
}

static void parse_number(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    const char *digits = "";
    if (json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double)) {
        digits = tree_text(parse->cx->arena, value);
    }
    const struct problem *problem = field_from_number(parse->cx->arena, field, digits, field_int(field, object));
    if (problem) {
        reject(parse, field_key(field), problem);
    }
}

static void parse_string(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    const struct problem *problem = &no_text;
    bool is_int = field_is_int(field);
    int64_t number = INT_NULL;
    const char *text = NULL;
    if (json_object_is_type(value, json_type_string)) {
        problem = field_from_text(parse->cx->arena, field, json_object_get_string(value), &number, &text);
    }
    if (problem) {
        reject(parse, field_key(field), problem);
    } else if (is_int) {
        *field_int(field, object) = number;
    } else {
        *field_text(field, object) = text;
    }
}

static void parse_json(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    const char *key = field_key(field);
    size_t max = (size_t)(field->max > 0 ? field->max : FIELD_OBJECT_MAX);
    if (!json_object_is_type(value, json_type_object)) {
        reject(parse, key, &no_object);
        return;
    }
    const char *error = tree_check(parse->cx->arena, value, FIELD_OBJECT_LEVELS);
    if (error) {
        reject(parse, key, problem_new(parse->cx->arena, PROBLEM_TOO_DEEP, NULL, error));
        return;
    }
    const char *text = tree_text(parse->cx->arena, value);
    if (strlen(text) > max) {
        reject(parse, key,
               problem_new(parse->cx->arena, PROBLEM_TOO_LARGE, arena_printf(parse->cx->arena, "{\"max\":%zu}", max),
                           arena_printf(parse->cx->arena, "Must be at most %zu bytes", max)));
    } else {
        *field_text(field, object) = text;
    }
}

/* ---- tags ---- */

static void parse_tags(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    struct arena *arena = parse->cx->arena;
    const char *key = field_key(field);
    if (!json_object_is_type(value, json_type_array)) {
        reject(parse, key, &no_texts);
        return;
    }
    struct tags tags;
    tags_init(&tags, arena);
    for (size_t i = 0; i < json_object_array_length(value) && parse->errors < ERRORS_MAX; i++) {
        struct json_object *entry = json_object_array_get_idx(value, i);
        const char *tag = NULL;
        const struct problem *problem = &no_text;
        if (json_object_is_type(entry, json_type_string)) {
            problem = tag_from_text(arena, json_object_get_string(entry), &tag);
        }
        if (problem) {
            reject(parse, arena_printf(arena, "%s[%zu]", key, i), problem);
        } else if (!tags_add(&tags, tag)) {
            reject(parse, key, problem_too_many(arena, TAGS_MAX));
            return;
        }
    }
    *field_text(field, object) = tags_json(&tags);
}

/* ---- ids ---- */

static void parse_ids(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    static const struct field id = {.name = "id", .type = FT_UUID};
    struct arena *arena = parse->cx->arena;
    const char *key = field_key(field);
    if (!json_object_is_type(value, json_type_array)) {
        reject(parse, key, &no_list);
        return;
    }
    size_t count = json_object_array_length(value);
    if (count > (size_t)field->max) {
        reject(parse, key, problem_too_many(arena, (size_t)field->max));
        return;
    }
    struct buf json;
    buf_init(&json, arena, 40 * count + 3);
    buf_char(&json, '[');
    for (size_t i = 0; i < count; i++) {
        struct json_object *entry = json_object_array_get_idx(value, i);
        const char *text = "";
        bool is_text = json_object_is_type(entry, json_type_string);
        const struct problem *problem =
            is_text ? field_from_text(arena, &id, json_object_get_string(entry), NULL, &text) : &no_id;
        bool kept = problem && is_text && field->flags & F_UNCHECKED;
        if (problem && !kept) {
            reject(parse, arena_printf(arena, "%s[%zu]", key, i), problem);
        }
        if (kept) {
            buf_printf(&json, "%s%s", i ? "," : "", tree_text(arena, entry));
        } else {
            buf_printf(&json, "%s\"%s\"", i ? "," : "", problem ? "" : text);
        }
    }
    buf_char(&json, ']');
    *field_text(field, object) = json.data;
}

/* ---- rows ---- */

static void parse_row(struct parse *parse, const struct field *field, size_t index, struct json_object *value, void *object)
{
    const char *prefix = arena_printf(parse->cx->arena, "%s[%zu]", field_key(field), index);
    struct target row = {.record = field->sub, .object = object};
    if (!json_object_is_type(value, json_type_object)) {
        record_clear(field->sub, object);
        reject(parse, prefix, &no_object);
        return;
    }
    struct fault *fault = &parse->cx->fault;
    struct fault_field **outer = fault->scope;
    fault->scope = fault->tail;
    parse_object(parse, &row, value);
    prefix_errors(parse, fault->scope, arena_printf(parse->cx->arena, "%s.", prefix));
    fault->scope = outer;
}

static bool check_row_count(struct parse *parse, const struct field *field, size_t count)
{
    size_t min = (size_t)(field->min > 0 ? field->min : 0);
    size_t max = (size_t)(field->max > 0 ? field->max : FIELD_LIST_MAX);
    if (count >= min && count <= max) {
        return true;
    }
    struct arena *arena = parse->cx->arena;
    reject(parse, field_key(field),
           count > max ? problem_too_many(arena, max)
                       : problem_new(arena, PROBLEM_TOO_FEW_ENTRIES, arena_printf(arena, "{\"min\":%zu}", min),
                                     arena_printf(arena, "Must have at least %zu %s", min, min == 1 ? "entry" : "entries")));
    return false;
}

/* Rows are always given whole, also in a change: their required fields are required. */
static void parse_list(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    if (!json_object_is_type(value, json_type_array)) {
        reject(parse, field_key(field), &no_list);
        return;
    }
    size_t count = json_object_array_length(value);
    if (!check_row_count(parse, field, count)) {
        return;
    }
    char *rows = arena_array(parse->cx->arena, count + 1, field->sub->size); /* no rows are not NULL */
    *field_list(field, object) = (struct list){rows, count};
    enum parse_mode mode = parse->mode;
    parse->mode = PARSE_CREATE;
    for (size_t i = 0; i < count; i++) {
        if (parse->errors >= ERRORS_MAX) {
            record_clear(field->sub, rows + i * field->sub->size);
        } else {
            parse_row(parse, field, i, json_object_array_get_idx(value, i), rows + i * field->sub->size);
        }
    }
    parse->mode = mode;
}

/* ---- records ---- */

static void parse_value(struct parse *parse, const struct field *field, struct json_object *value, void *object)
{
    switch (field->type) {
    case FT_TEXT:
    case FT_EMAIL:
    case FT_PHONE:
    case FT_UUID:
    case FT_ENUM:
    case FT_DATE:
    case FT_TIME:
        parse_string(parse, field, value, object);
        break;
    case FT_BOOL:
        parse_bool(parse, field, value, object);
        break;
    case FT_INT:
    case FT_DECIMAL:
        parse_number(parse, field, value, object);
        break;
    case FT_TAGS:
        parse_tags(parse, field, value, object);
        break;
    case FT_IDS:
        parse_ids(parse, field, value, object);
        break;
    case FT_OBJECT:
        parse_json(parse, field, value, object);
        break;
    case FT_LIST:
        parse_list(parse, field, value, object);
        break;
    case FT_RAW: /* read-only */
    case FT_RECORD:
    case FT_BASE:
    case FT_ROWS:
    case FT_TRUE:
        break;
    }
}

static bool is_ignored(const struct parse *parse, const struct field *field)
{
    return field->type == FT_RAW || field->flags & F_READONLY || (field->flags & F_CREATE_ONLY && parse->mode == PARSE_CHANGE);
}

/* Notes that the field was named, and its value if that is not null. */
static void parse_named(struct parse *parse, struct target *target, size_t index, struct json_object *value)
{
    const struct field *field = &target->record->fields[index];
    if (is_ignored(parse, field)) {
        return;
    }
    target->present |= (uint64_t)1 << index;
    if (value) {
        parse_value(parse, field, value, target->object);
    } else if (field->flags & F_REQUIRED) {
        reject(parse, field_key(field), &field_required);
    }
}

/* One field's member of `from` (NULL: there is no such object). Returns the number of members this explains. */
static int parse_member(struct parse *parse, struct target *target, size_t index, struct json_object *from)
{
    const struct field *field = &target->record->fields[index];
    struct json_object *value = NULL;
    if (field->flags & F_INTERNAL) {
        return 0;
    }
    if (json_object_object_get_ex(from, field_key(field), &value)) {
        parse_named(parse, target, index, value);
        return 1;
    }
    if (field->flags & F_REQUIRED && parse->mode == PARSE_CREATE && !is_ignored(parse, field)) {
        reject(parse, field_key(field), &field_required);
    }
    return 0;
}

/* True if the field is printed as that member, or as the one beside rows. */
static bool is_called(const struct field *field, const char *name, const char *key)
{
    size_t len = strlen(name);
    bool begins = (field->flags & F_INTERNAL) == 0 && strncmp(name, key, len) == 0;
    return begins && (!key[len] || (field->type == FT_ROWS && str_eq(key + len, ROWS_MORE)));
}

/* True if `key` is a member that the record knows: of the group if that is not NULL, else at the top. */
static bool key_known(const struct record *record, const char *group, const char *key)
{
    for (size_t i = 0; record && i < record->count; i++) {
        const struct field *field = &record->fields[i];
        const char *known = !group && field->group ? field->group : field_key(field);
        bool here = !group || str_eq(group, field->group);
        if (here && (field->type == FT_BASE ? key_known(field->sub, group, key) : is_called(field, known, key))) {
            return true;
        }
    }
    return false;
}

/* At most NAME_SHOWN_MAX bytes of a name, cut between characters. */
static const char *shown_name(struct arena *arena, const char *name)
{
    size_t len = strlen(name);
    if (len <= NAME_SHOWN_MAX) {
        return name;
    }
    len = NAME_SHOWN_MAX;
    while (len > 0 && ((unsigned char)name[len] & 0xc0) == 0x80) {
        len--;
    }
    return arena_printf(arena, "%.*s…", (int)len, name);
}

static void reject_unknown(struct parse *parse, const struct record *record, const char *group, struct json_object *from)
{
    struct json_object_iterator at = json_object_iter_begin(from);
    struct json_object_iterator end = json_object_iter_end(from);
    for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
        const char *name = json_object_iter_peek_name(&at);
        if (!key_known(record, group, name) && !key_known(record->answered, group, name)) {
            reject(parse, shown_name(parse->cx->arena, name), &unknown);
        }
    }
}

/* The fields [first, end) of one group. Returns the number of members of `from` this explains. */
static int parse_group(struct parse *parse, struct target *target, size_t first, size_t end, struct json_object *from)
{
    const char *group = target->record->fields[first].group;
    struct json_object *inner = NULL;
    bool named = json_object_object_get_ex(from, group, &inner);
    if (inner && !json_object_is_type(inner, json_type_object)) {
        reject(parse, group, &no_object);
        return 1;
    }
    struct fault *fault = &parse->cx->fault;
    struct fault_field **outer = fault->scope;
    fault->scope = fault->tail;
    int explained = 0;
    for (size_t i = first; i < end; i++) {
        if (named && !inner && (target->record->fields[i].flags & F_INTERNAL) == 0) {
            parse_named(parse, target, i, NULL);
        } else {
            explained += parse_member(parse, target, i, inner);
        }
    }
    if (inner && explained < json_object_object_length(inner)) {
        reject_unknown(parse, target->record, group, inner);
    }
    prefix_errors(parse, fault->scope, arena_printf(parse->cx->arena, "%s.", group));
    fault->scope = outer;
    return named ? 1 : 0;
}

static void parse_object(struct parse *parse, struct target *target, struct json_object *from)
{
    const struct record *record = target->record;
    int explained = 0;
    record_clear(record, target->object);
    for (size_t i = 0; i < record->count;) {
        if (!record->fields[i].group) {
            explained += parse_member(parse, target, i++, from);
        } else {
            size_t end = group_end(record, i);
            explained += parse_group(parse, target, i, end, from);
            i = end;
        }
    }
    if (explained < json_object_object_length(from)) {
        reject_unknown(parse, record, NULL, from);
    }
    if (record->validate && parse->mode == PARSE_CREATE) {
        record->validate(parse->cx, target->object, target->present);
    }
}

enum rc record_parse(struct cx *cx, const struct record *record, struct json_object *root, enum parse_mode mode, void *object,
                     uint64_t *present)
{
    struct parse parse = {.cx = cx, .mode = mode};
    struct target target = {.record = record, .object = object};
    *present = 0;
    if (!json_object_is_type(root, json_type_object)) {
        record_clear(record, object);
        return fault_set(cx, RC_INVALID, NULL, "The body must be a JSON object");
    }
    parse_object(&parse, &target, root);
    *present = target.present;
    return fault_check(cx);
}

/* NOLINTNEXTLINE(readability-function-size): as below */
static enum rc parse_within(struct cx *cx, const struct record *record, const char *text, size_t len, size_t max_values,
                            enum parse_mode mode, void *object, uint64_t *present)
{
    struct json_object *root = NULL;
    *present = 0;
    record_clear(record, object);
    TRY(json_parse(cx, text, len, max_values, &root));
    return record_parse(cx, record, root, mode, object, present);
}

/* NOLINTNEXTLINE(readability-function-size): calls that always stand together, with the parameters of both */
enum rc record_parse_text(struct cx *cx, const struct record *record, const char *text, size_t len, enum parse_mode mode,
                          void *object, uint64_t *present)
{
    return parse_within(cx, record, text, len, JSON_MAX_VALUES, mode, object, present);
}

/* NOLINTNEXTLINE(readability-function-size): as above */
enum rc record_parse_credential(struct cx *cx, const struct record *record, const char *text, size_t len, enum parse_mode mode,
                                void *object, uint64_t *present)
{
    return parse_within(cx, record, text, len, JSON_MAX_CREDENTIAL, mode, object, present);
}
