/* SPDX-License-Identifier: MIT
 *
 * Which tool answers what was said: a table of rules, and the way on from the question before. */
#ifndef ASSISTANT_RULES_H
#define ASSISTANT_RULES_H

#include "assistant/ask.h"
#include "assistant/tokens.h"

/* Values that a question may name. */
enum value {
    VALUE_PERIOD = 1 << 0,
    VALUE_LENGTH = 1 << 1,
    VALUE_MIN = 1 << 2,
    VALUE_MAX = 1 << 3,
    VALUE_CONTACT = 1 << 4,
    VALUE_PLATE = 1 << 5,
    VALUE_PAPER = 1 << 6,
    VALUE_LIMIT = 1 << 7,
};
#define VALUE_AMOUNT (VALUE_MIN | VALUE_MAX)

/* What a question can be about; without one of them it is about what was asked before. */
#define MEANINGS_SUBJECT                                                                                                       \
    (M_QUOTE | M_INVOICE | M_REVENUE | M_CLIENT | M_VEHICLE | M_TASK | M_DEAL | M_PIPELINE | M_CONVERSION | M_ACTIVITY |       \
     M_HISTORY | M_SERVICE | M_BEST | M_STALLED | M_DETAILS | M_FIND | M_MONEY)

struct said {
    int64_t meanings; /* set of enum meaning */
    int values;       /* set of enum value */
    bool again;
    const struct ask *ask; /* the values */
};

/* The tool and its arguments; TOOL_NONE where no rule fits. `before` with `earlier`: what was asked before. */
enum tool_id rules_choose(struct arena *arena, const struct said *said, enum tool_id before, const struct ask *earlier,
                          int64_t today, struct ask *ask);

#endif
