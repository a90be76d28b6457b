/* SPDX-License-Identifier: MIT
 *
 * The assistant's endpoints (workshop API, "AI Agents"). Each call counts against the plan's quota. */
#include "assistant/analyze.h"
#include "assistant/assistant.h"
#include "assistant/compose.h"
#include "fcgi/api/rows.h"

static void write_tokens(struct json *json, int64_t in, int64_t out)
{
    json_key(json, "tokens_used");
    json_object(json);
    json_kv_int(json, "input", in);
    json_kv_int(json, "output", out);
    json_object_end(json);
}

static enum rc ai_assistant(struct cx *cx)
{
    struct question question;
    struct answered answered;
    TRY(input(cx, &question_record, PARSE_CREATE, &question, NULL));
    TRY(assistant_answer(cx, &question, &answered));
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_text(json, "reply", answered.reply);
    json_kv_raw(json, "actions", answered.actions);
    write_tokens(json, answered.tokens_in, answered.tokens_out);
    json_kv_text(json, "conversation_id", answered.conversation_id);
    json_kv_text(json, "tool", answered.tool);
    json_kv_bool(json, "understood", answered.understood);
    json_object_end(json);
    return RC_OK;
}

static enum rc ai_analyze(struct cx *cx)
{
    struct analysis_wish wish;
    struct analysis analysis;
    TRY(input(cx, &analysis_wish_record, PARSE_CREATE, &wish, NULL));
    TRY(analyze(cx, &wish, &analysis));
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_raw(json, "insights", analysis.insights);
    json_kv_raw(json, "recommendations", analysis.recommendations);
    json_object_end(json);
    return RC_OK;
}

static enum rc ai_generate(struct cx *cx)
{
    struct letter_wish wish;
    struct letter_text text;
    TRY(input(cx, &letter_wish_record, PARSE_CREATE, &wish, NULL));
    TRY(compose(cx, &wish, &text));
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_text(json, "subject", text.subject);
    json_kv_text(json, "body", text.body);
    write_tokens(json, text.tokens_in, text.tokens_out);
    json_object_end(json);
    return RC_OK;
}

static const struct route rows[] = {
    {ASK("/api/ai/assistant", ai_assistant, "Ask about the tenant's data, in French or English"), .in = &question_record,
     .shape = "Reply"},
    {ASK("/api/ai/analyze", ai_analyze, "What the figures of a period say, and what to do about it"),
     .in = &analysis_wish_record, .shape = "Analysis"},
    {ASK("/api/ai/generate", ai_generate, "Write an e-mail or a short message to a client"), .in = &letter_wish_record,
     .shape = "Letter"},
    {.method = NULL},
};
const struct route_group ai_routes = {"Assistant",
                                      "Questions about the tenant's data, analyses and texts. Each call counts against the "
                                      "plan's month (FREE 10, PRO 500, BUSINESS 5000); refused ones do not.",
                                      rows};
