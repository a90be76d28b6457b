/* SPDX-License-Identifier: MIT
 *
 * The assistant: a question in, an answer from the tenant's own data out. */
#ifndef ASSISTANT_ASSISTANT_H
#define ASSISTANT_ASSISTANT_H

#include "assistant/ask.h"

#define QUESTION_MAX 2000 /* characters */

struct question {
    const char *message;
    const char *conversation_id; /* NULL: a new conversation */
    const char *language;        /* "fr" "en"; NULL: the question's own */
};
extern const struct record question_record;

/* What a model counted; embedded engine: words read and written. */
struct tokens_used {
    int64_t input;
    int64_t output;
};
extern const struct record tokens_used_record;

struct answered {
    const char *reply;
    struct list actions; /* struct action (reply.h) */
    const char *conversation_id;
    const char *tool;      /* that found it; NULL: none */
    const char *arguments; /* of it: JSON */
    const char *language;  /* of the reply */
    struct tokens_used tokens;
    int64_t understood;
    bool asked; /* a model has answered something, usable or not */
};
extern const struct record answered_record;

/* Answers and keeps the turn; opens its transactions itself and leaves the last, a write, open for dispatch to commit. RC_NOT_FOUND
 * for a conversation that is not the asking user's; RC_RATE_LIMITED beyond the quota. */
enum rc assistant_answer(struct cx *cx, const struct question *question, struct answered *answered);

/* Words of a text: what the embedded engine counts as tokens. */
int64_t assistant_words(const char *text);

#endif
