/* SPDX-License-Identifier: MIT
 *
 * The names of what can be wrong with a field. */
#include "base/problem.h"

#include "base/buf.h"

#define PROBLEM_NAME(name) #name,
static const char *const codes[PROBLEM_COUNT] = {PROBLEMS(PROBLEM_NAME)};

const char *problem_name(enum problem_code code)
{
    return codes[code];
}

const struct problem *problem_new(struct arena *arena, enum problem_code code, const char *params, const char *message)
{
    struct problem *problem = arena_alloc(arena, sizeof *problem);
    *problem = (struct problem){code, message, params};
    return problem;
}

const struct problem *problem_too_many(struct arena *arena, size_t max)
{
    return problem_new(arena, PROBLEM_TOO_MANY_ENTRIES, arena_printf(arena, "{\"max\":%zu}", max),
                       arena_printf(arena, "Must have at most %zu %s", max, max == 1 ? "entry" : "entries"));
}

const struct problem *problem_one_of(struct arena *arena, const char *const *names)
{
    struct buf message, params;
    buf_init(&message, arena, 0);
    buf_init(&params, arena, 0);
    for (size_t i = 0; names[i]; i++) {
        buf_printf(&message, "%s%s", i == 0 ? "Must be one of: " : ", ", names[i]);
        buf_printf(&params, "%s\"%s\"", i == 0 ? "" : ",", names[i]);
    }
    return problem_new(arena, PROBLEM_NOT_IN_LIST, arena_printf(arena, "{\"values\":[%s]}", params.data), message.data);
}
