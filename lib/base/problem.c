/* SPDX-License-Identifier: MIT
 *
 * The names of what can be wrong with a field. */
#include "base/problem.h"

#define PROBLEM_NAME(name) #name,
static const char *const names[PROBLEM_COUNT] = {PROBLEMS(PROBLEM_NAME)};

const char *problem_name(enum problem_code code)
{
    return names[code];
}

const struct problem *problem_new(struct arena *arena, enum problem_code code, const char *params, const char *message)
{
    struct problem *problem = arena_alloc(arena, sizeof *problem);
    *problem = (struct problem){code, message, params};
    return problem;
}
