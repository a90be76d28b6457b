/* SPDX-License-Identifier: MIT
 *
 * One value of one field: from its text to what the struct holds, with the rules of its type. Private to lib/data;
 * json_in.c feeds it from JSON, field_parse_text() from query parameters and the command line. */
#ifndef DATA_FIELDS_H
#define DATA_FIELDS_H

#include "data/record.h"

/* Bounds of a field that states none (min and max both 0). */
#define FIELD_TEXT_MAX 1000
#define FIELD_INT_MAX 9007199254740991LL /* what every JSON reader keeps exactly */
#define FIELD_OBJECT_MAX 16384
#define FIELD_OBJECT_LEVELS 16 /* so that a record that holds it can itself be stored inside JSON */
#define FIELD_LIST_MAX 1000

#define FIELD_LINE_MAX 300 /* a text of at most so many characters is a single line */
#define TAGS_MAX 50
#define TAG_MAX 50

/* What both JSON and plain text may have wrong. */
extern const struct problem field_required, field_no_bool;

/* Each returns what is wrong, on the arena or constant, or NULL and the value. */

/* Types whose JSON form is a string. Only FT_TIME sets *number, all others *text. */
const struct problem *field_from_text(struct arena *arena, const struct field *field, const char *input, int64_t *number,
                                      const char **text);
/* FT_INT and FT_DECIMAL, from the number as it was written. */
const struct problem *field_from_number(struct arena *arena, const struct field *field, const char *digits, int64_t *number);
/* One tag, trimmed. */
const struct problem *tag_from_text(struct arena *arena, const char *input, const char **tag);
/* "VIP, flotte": tags between commas, semicolons and bars, as their canonical text. */
const struct problem *tags_from_text(struct arena *arena, const char *input, const char **json);

/* Distinct tags in the order they come, and their canonical text: a compact JSON array. Of two that differ by case only the
 * first one stays. */
struct tags {
    const char *seen[TAGS_MAX]; /* folded */
    size_t count;
    struct arena *arena;
    struct buf json; /* the array so far, without its end */
};
void tags_init(struct tags *tags, struct arena *arena);
bool tags_add(struct tags *tags, const char *tag); /* false: one too many; a tag that is there already is fine */
const char *tags_json(struct tags *tags);

#endif
