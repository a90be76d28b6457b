/* SPDX-License-Identifier: MIT
 *
 * json_parse: scanner first, then json-c; and how the tree is read. Records are filled in json_in.c and json_load.c. */
#include "data/json_tree.h"

#include <limits.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "base/unicode.h"
#include "data/json_in.h"

#define TREE_DEPTH 64 /* more than the scanner lets pass */

static void release_tokener(void *tokener)
{
    json_tokener_free(tokener);
}

static void release_tree(void *root)
{
    (void)json_object_put(root);
}

enum rc json_parse(struct cx *cx, const char *text, size_t len, size_t max_values, struct json_object **root)
{
    size_t at = 0;
    *root = NULL;
    const char *error = len < INT_MAX ? json_scan(text, len, max_values, &at) : "too long";
    if (error == JSON_TOO_MANY) {
        return fault_printf(cx, RC_TOO_LARGE, NULL, "A body has at most %zu values: send it in parts", max_values);
    }
    if (error) {
        return fault_printf(cx, RC_INVALID, NULL, "Malformed JSON at byte %zu: %s", at, error);
    }
    struct json_tokener *tokener = json_tokener_new_ex(TREE_DEPTH);
    if (!tokener) {
        log_fatal("out of memory for JSON");
    }
    cx_defer(cx, release_tokener, tokener);
    /* The scanner is the strict one: JSON_TOKENER_STRICT of json-c 0.17 and 0.18 refuses every byte of UTF-8 above 0x7f. */
    *root = json_tokener_parse_ex(tokener, text, (int)len);
    /* A number that ends with the text could go on; a NUL ends it. */
    if (json_tokener_get_error(tokener) == json_tokener_continue) {
        *root = json_tokener_parse_ex(tokener, "", 1);
    }
    enum json_tokener_error outcome = json_tokener_get_error(tokener);
    if (outcome != json_tokener_success) {
        log_line(LOG_LEVEL_ERROR, "json-c refused what the scanner accepted: %s", json_tokener_error_desc(outcome));
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    if (*root) {
        cx_defer(cx, release_tree, *root);
    }
    return RC_OK;
}

const char *tree_text(struct arena *arena, struct json_object *value)
{
    size_t len = 0;
    const char *text = json_object_to_json_string_length(value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &len);
    if (!text) {
        log_fatal("out of memory for JSON");
    }
    return arena_strndup(arena, text, len);
}

static const char *check_members(struct arena *arena, struct json_object *object, int levels)
{
    struct json_object_iterator at = json_object_iter_begin(object);
    struct json_object_iterator end = json_object_iter_end(object);
    const char *error = NULL;
    for (; !error && !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
        error = text_check(arena, json_object_iter_peek_name(&at), true);
        if (!error) {
            error = tree_check(arena, json_object_iter_peek_value(&at), levels);
        }
    }
    return error;
}

static const char *check_entries(struct arena *arena, struct json_object *array, int levels)
{
    const char *error = NULL;
    for (size_t i = 0; !error && i < json_object_array_length(array); i++) {
        error = tree_check(arena, json_object_array_get_idx(array, i), levels);
    }
    return error;
}

const char *tree_check(struct arena *arena, struct json_object *value, int levels)
{
    bool is_object = json_object_is_type(value, json_type_object);
    bool is_array = json_object_is_type(value, json_type_array);
    if ((is_object || is_array) && levels == 0) {
        return "Must not be nested so deeply";
    }
    if (is_object) {
        return check_members(arena, value, levels - 1);
    }
    if (is_array) {
        return check_entries(arena, value, levels - 1);
    }
    if (json_object_is_type(value, json_type_string)) {
        return text_check(arena, json_object_get_string(value), false);
    }
    int64_t number = json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : 0;
    return number == INT64_MAX || number == INT64_MIN ? "Must not contain integers beyond 64 bits" : NULL;
}

const char *field_key(const struct field *field)
{
    return field->group ? field->name + strlen(field->group) + 1 : field->name;
}

size_t group_end(const struct record *record, size_t first)
{
    size_t end = first + 1;
    while (end < record->count && str_eq(record->fields[end].group, record->fields[first].group)) {
        end++;
    }
    return end;
}
