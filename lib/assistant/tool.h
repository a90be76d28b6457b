/* SPDX-License-Identifier: MIT
 *
 * The tools of the assistant: read-only, named, typed queries over the tenant's data, run with the asking user's rights. The embedded
 * engine and a remote model ask them alike; there is no way to the data beside them. */
#ifndef ASSISTANT_TOOL_H
#define ASSISTANT_TOOL_H

#include "assistant/ask.h"
#include "base/buf.h"

#define TOOL_ROWS 50       /* at most, of one answer */
#define TOOL_ROWS_SHOWN 10 /* … in a reply that people read */

struct tool {
    enum tool_id id;
    const char *name;
    const char *about[2];        /* by enum language */
    const char *arguments;       /* names of ask_record's fields, between blanks */
    const char *required;        /* … of those that it cannot do without */
    const char *const *statuses; /* allowed in `status`; NULL: it has none */
};

extern const struct tool tools[]; /* ends with name NULL */

/* NULL: no such tool. */
const struct tool *tool_of(enum tool_id id);
const struct tool *tool_named(const char *name);
/* True if the tool takes that argument. */
bool tool_takes(const struct tool *tool, const char *argument);
/* … and cannot do without it. */
bool tool_needs(const struct tool *tool, const char *argument);
/* Arguments as JSON, without those that are not given. */
const char *ask_json(struct cx *cx, const struct ask *ask);
/* Field errors for what the tool does not take, lacks, or does not know. */
enum rc tool_check(struct cx *cx, const struct tool *tool, const struct ask *ask);

#endif
