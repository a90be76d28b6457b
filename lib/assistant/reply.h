/* SPDX-License-Identifier: MIT
 *
 * The embedded engine's voice: what a tool found, in a few lines of French or English, and what may be done about it. */
#ifndef ASSISTANT_REPLY_H
#define ASSISTANT_REPLY_H

#include "assistant/run.h"

struct reply {
    const char *text;
    struct list actions; /* struct action; ids in them are those of the rows */
};

/* What may be done about an answer. */
struct action {
    const char *type;
    const char *label;
    const char *quote_ids;   /* JSON arrays; NULL: not about these */
    const char *invoice_ids; /* … */
    const char *record;      /* what `id` names; NULL: no single record */
    const char *id;
};
extern const struct record action_record;

/* `today` in the tenant's zone is worked out from cx. */
void reply_answer(struct cx *cx, enum language language, const struct tool_answer *answer, struct reply *reply);
/* What one can ask. `unknown`: the word that was not understood, or NULL. */
void reply_not_understood(struct cx *cx, enum language language, const char *unknown, struct reply *reply);

/* The actions of the answer; also beside a remote model's words. */
struct list reply_actions(struct cx *cx, enum language language, const struct tool_answer *answer);

#endif
