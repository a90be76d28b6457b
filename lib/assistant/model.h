/* SPDX-License-Identifier: MIT
 *
 * A remote model in place of the embedded engine: any endpoint that speaks OpenAI's chat completions (setting `ai`). It reaches the
 * data through the tools alone, with the asking user's rights; what records say is data to it, and whatever it wants, it can only
 * read. Bounded in rounds, tools, time and length. */
#ifndef ASSISTANT_MODEL_H
#define ASSISTANT_MODEL_H

#include "assistant/assistant.h"
#include "assistant/run.h"

#define MODEL_TOOL_CALLS 5   /* for one question */
#define MODEL_REPLY_MAX 4000 /* bytes */
#define MODEL_TURNS 6        /* of the conversation that it is told */

/* True where the settings name an endpoint. */
bool model_is_set(void);

/* Answers with the conversation so far (struct turn, newest first). Takes time: never inside a transaction; opens read transactions
 * for its tools. RC_UNAVAILABLE with code AI_UNAVAILABLE (no connection, no answer in time, refused), AI_BUSY (asked to wait; with
 * retry_after_s) or AI_BAD_ANSWER (what came is none). */
enum rc model_answer(struct cx *cx, const struct question *question, const struct list *turns, struct answered *answered);

/* The tools as `tools` of a request: generated from their table. */
void model_write_tools(struct json *json);

#endif
