/* SPDX-License-Identifier: MIT
 *
 * The embedded engine's voice: what a tool found, in a few lines of French or English, and what may be done about it. */
#ifndef ASSISTANT_REPLY_H
#define ASSISTANT_REPLY_H

#include "assistant/run.h"

struct reply {
    const char *text;
    const char *actions; /* JSON array; ids in it are those of the rows */
};

/* `today` in the tenant's zone is worked out from cx. */
void reply_answer(struct cx *cx, enum language language, const struct tool_answer *answer, struct reply *reply);
/* What one can ask. `unknown`: the word that was not understood, or NULL. */
void reply_not_understood(struct cx *cx, enum language language, const char *unknown, struct reply *reply);

/* {"type","label", ids} of the answer, in an array; also beside a remote model's words. */
const char *reply_actions(struct cx *cx, enum language language, const struct tool_answer *answer);

#endif
