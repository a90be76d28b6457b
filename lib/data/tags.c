/* SPDX-License-Identifier: MIT
 *
 * The canonical text of a list of tags, as it is stored: built by json_in.c and from plain text, taken apart by tags_split() in
 * json_load.c. */
#include <string.h>

#include "base/unicode.h"
#include "data/fields.h"
#include "data/json_out.h"

void tags_init(struct tags *tags, struct arena *arena)
{
    tags->count = 0;
    tags->arena = arena;
    buf_init(&tags->json, arena, 0);
    buf_char(&tags->json, '[');
}

bool tags_add(struct tags *tags, const char *tag)
{
    const char *folded = text_fold(tags->arena, tag);
    for (size_t i = 0; i < tags->count; i++) {
        if (strcmp(tags->seen[i], folded) == 0) {
            return true;
        }
    }
    if (tags->count == TAGS_MAX) {
        return false;
    }
    if (tags->count > 0) {
        buf_char(&tags->json, ',');
    }
    tags->seen[tags->count++] = folded;
    json_escape(&tags->json, tag);
    return true;
}

const char *tags_json(struct tags *tags)
{
    buf_char(&tags->json, ']');
    return tags->json.data;
}

const struct problem *tags_from_text(struct arena *arena, const char *input, const char **json)
{
    struct tags tags;
    tags_init(&tags, arena);
    while (*input) {
        size_t length = strcspn(input, ",;|");
        const char *tag = text_trim(arena, arena_strndup(arena, input, length));
        const struct problem *problem = *tag ? tag_from_text(arena, tag, &tag) : NULL;
        if (problem) {
            return problem;
        }
        if (*tag && !tags_add(&tags, tag)) {
            return problem_too_many(arena, TAGS_MAX);
        }
        input += length + (input[length] != '\0');
    }
    *json = tags_json(&tags);
    return NULL;
}
