/* SPDX-License-Identifier: MIT
 *
 * The assistant's endpoints (workshop API, "AI Agents"). Each call counts against the plan's quota. */
#include "assistant/analyze.h"
#include "assistant/compose.h"
#include "assistant/quota.h"
#include "assistant/thread.h"
#include "fcgi/api/rows.h"

/* What the assistant's page begins with. */
struct start {
    struct quota quota;
    struct conversation newest;
};

static const struct field start_fields[] = {
    FIELD_RECORD(struct start, quota, &quota_record),
    FIELD_AS(struct start, "conversation_id", newest.id, FT_UUID, 0),
    {.name = "turns",
     .type = FT_LIST,
     .flags = F_READONLY | F_NOT_STORED,
     .offset = offsetof(struct start, newest.turns),
     .sub = &talk_turn_record,
     .about = "Of one's newest conversation, newest first; the last 20 are kept"},
};
static RECORD(start_record, "AssistantStart", struct start, start_fields, NULL);

static enum rc ai_start(struct cx *cx)
{
    struct start start;
    TRY(quota_read(cx, &start.quota));
    TRY(thread_newest(cx, &start.newest));
    return answer_record(cx, 200, &start_record, &start);
}

static enum rc ai_assistant(struct cx *cx)
{
    struct question question;
    struct answered answered;
    TRY(input(cx, &question_record, PARSE_CREATE, &question, NULL));
    TRY(assistant_answer(cx, &question, &answered));
    return answer_record(cx, 200, &answered_record, &answered);
}

static enum rc ai_analyze(struct cx *cx)
{
    struct analysis_wish wish;
    struct analysis analysis;
    TRY(input(cx, &analysis_wish_record, PARSE_CREATE, &wish, NULL));
    TRY(analyze(cx, &wish, &analysis));
    return answer_record(cx, 200, &analysis_record, &analysis);
}

static enum rc ai_generate(struct cx *cx)
{
    struct letter_wish wish;
    struct letter_text text;
    TRY(input(cx, &letter_wish_record, PARSE_CREATE, &wish, NULL));
    TRY(compose(cx, &wish, &text));
    return answer_record(cx, 200, &letter_text_record, &text);
}

static const struct route rows[] = {
    {READ("/api/ai/assistant", ai_start, "One's newest conversation, and how many calls the month still has"),
     .out = &start_record},
    {ASK("/api/ai/assistant", ai_assistant, "Ask about the tenant's data, in French or English"), .in = &question_record,
     .out = &answered_record},
    {ASK("/api/ai/analyze", ai_analyze, "What the figures of a period say, and what to do about it"),
     .in = &analysis_wish_record, .out = &analysis_record},
    {ASK("/api/ai/generate", ai_generate, "Write an e-mail or a short message to a client"), .in = &letter_wish_record,
     .out = &letter_text_record},
    {.method = NULL},
};
const struct route_group ai_routes = {"Assistant",
                                      "Questions about the tenant's data, analyses and texts. Each call counts against the "
                                      "plan's month (FREE 10, PRO 500, BUSINESS 5000); refused ones do not.",
                                      rows};
