/* SPDX-License-Identifier: MIT
 *
 * The lists that tools read: the same composed statements as the API's lists, with rows of one shape. Private to lib/assistant. */
#ifndef ASSISTANT_LISTS_H
#define ASSISTANT_LISTS_H

#include "assistant/run.h"
#include "store/list.h"

/* What a list is asked: parameters by name. */
struct wanted {
    const char *names[16];
    const char *values[16];
    size_t count;
};

void want(struct wanted *wanted, const char *name, const char *value); /* a NULL value wants nothing */
void want_number(struct cx *cx, struct wanted *wanted, const char *name, int64_t value);

extern const struct list_spec assistant_quotes, assistant_invoices, assistant_tasks, assistant_activities, assistant_contacts,
    assistant_vehicles, assistant_services;

/* Rows and total; `sum` (may be SQL_NONE) adds up all that matches. */
enum rc lists_read(struct cx *cx, const struct list_spec *spec, enum sql_id sum, const struct wanted *wanted,
                   const struct arg *args, struct tool_answer *answer);

#endif
