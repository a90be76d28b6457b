/* SPDX-License-Identifier: MIT
 *
 * A question as the assistant understands it: one tool of the table in tool.c and its arguments. The embedded reader (reader.h)
 * makes one out of a sentence, a remote model out of a tool call; tools (tool.h) answer it. */
#ifndef ASSISTANT_ASK_H
#define ASSISTANT_ASK_H

#include "data/record.h"

enum tool_id {
    TOOL_NONE,
    TOOL_QUOTES,
    TOOL_INVOICES,
    TOOL_DOCUMENT,
    TOOL_REVENUE,
    TOOL_BEST_CLIENTS,
    TOOL_FIND_CONTACT,
    TOOL_NEW_CONTACTS,
    TOOL_VEHICLES,
    TOOL_VEHICLE_HISTORY,
    TOOL_VEHICLES_DUE,
    TOOL_TASKS,
    TOOL_PIPELINE,
    TOOL_STALLED_DEALS,
    TOOL_CONVERSION_RATE,
    TOOL_ACTIVITIES,
    TOOL_COUNT,
    TOOL_IDS /* how many */
};

enum language { LANGUAGE_FR, LANGUAGE_EN };

/* The arguments; NULL or INT_NULL: not given. What a tool takes of them stands in its row. */
struct ask {
    const char *status;
    const char *from; /* dates of the tenant's zone, both included */
    const char *to;
    const char *contact; /* a name, as it was typed */
    const char *plate;
    const char *number; /* of a quote or invoice */
    const char *priority;
    const char *what;
    int64_t older_than_days;
    int64_t min_amount; /* cents */
    int64_t max_amount; /* cents */
    int64_t limit;
    int64_t late; /* 0 or 1 */
    int64_t mine; /* 0 or 1 */
};

extern const struct record ask_record;

#endif
