/* SPDX-License-Identifier: MIT
 *
 * Reading json-c's tree: the little that json_in.c and json_load.c share. Private to lib/data. A JSON null is NULL.
 * A file includes this or json_out.h, not both: json-c's types json_object and json_bool are named like our writer's calls. */
#ifndef DATA_JSON_TREE_H
#define DATA_JSON_TREE_H

#include "base/arena.h"
#include "data/record.h"

#include <json-c/json.h>

/* Compact text on the arena; numbers stay as they were written. */
const char *tree_text(struct arena *arena, struct json_object *value);
/* What keeps a tree from being stored, or NULL: more than `levels` of nesting, an integer beyond what json-c kept of it
 * (it saturates at 64 bits), or a character that no text holds. */
const char *tree_check(struct arena *arena, struct json_object *value, int levels);

/* The JSON key of a field inside its group: "city" of "address_city". */
const char *field_key(const struct field *field);
/* One behind the last of the adjacent fields that share the group of field `first`. */
size_t group_end(const struct record *record, size_t first);

#endif
