/* SPDX-License-Identifier: MIT
 *
 * From question to answer: the embedded engine reads, runs one tool and words the reply; or a model is asked (model.c). The turn is
 * kept either way. */
#include "assistant/assistant.h"

#include "assistant/model.h"
#include "assistant/quota.h"
#include "assistant/reader.h"
#include "assistant/reply.h"
#include "assistant/thread.h"
#include "base/str.h"
#include "base/time.h"
#include "base/unicode.h"
#include "data/json_in.h"
#include "tenant/turn.h"

static const char *const language_names[] = {"fr", "en", NULL};

static const struct field question_fields[] = {
    {.name = "message",
     .type = FT_TEXT,
     .flags = F_REQUIRED | F_LINES,
     .offset = offsetof(struct question, message),
     .min = 1,
     .max = QUESTION_MAX,
     .about = "A question about the tenant's data, in French or English"},
    {.name = "conversation_id",
     .type = FT_UUID,
     .offset = offsetof(struct question, conversation_id),
     .about = "Goes on with a conversation of one's own"},
    {.name = "language",
     .type = FT_ENUM,
     .offset = offsetof(struct question, language),
     .values = language_names,
     .about = "Of the reply; otherwise that of the question"},
};
RECORD(question_record, "Question", struct question, question_fields, NULL);

static const struct field tokens_used_fields[] = {
    FIELD_INT(struct tokens_used, input, F_REQUIRED, 0, 0),
    FIELD_INT(struct tokens_used, output, F_REQUIRED, 0, 0),
};
RECORD(tokens_used_record, "TokensUsed", struct tokens_used, tokens_used_fields, NULL);

static const struct field answered_fields[] = {
    FIELD_TEXT(struct answered, reply, F_REQUIRED, 0, 0),
    FIELD_LIST(struct answered, actions, F_READONLY, &action_record, 0, 0),
    FIELD_RECORD_AS(struct answered, "tokens_used", tokens, &tokens_used_record),
    FIELD_UUID(struct answered, conversation_id, F_REQUIRED),
    FIELD_TEXT(struct answered, tool, 0, 0, 0),
    FIELD_BOOL(struct answered, understood, F_REQUIRED),
};
RECORD(answered_record, "Reply", struct answered, answered_fields, NULL);

int64_t assistant_words(const char *text)
{
    int64_t words = 0;
    bool within = false;
    for (uint32_t c; (c = utf8_next(&text)) != 0;) {
        bool blank = unicode_is_blank(c) || unicode_is_line_end(c);
        words += !blank && !within;
        within = !blank;
    }
    return words;
}

/* What was asked before and understood, for questions that go on. */
static enum rc read_before(struct cx *cx, const struct question *question, struct reader *reader, struct ask *ask)
{
    struct list turns;
    if (!question->conversation_id) {
        return RC_OK;
    }
    TRY(thread_read(cx, question->conversation_id, &turns));
    const struct turn *turn = turns.rows;
    for (size_t i = 0; i < turns.count && reader->before == TOOL_NONE; i++) {
        const struct tool *tool = turn[i].tool ? tool_named(turn[i].tool) : NULL;
        if (i == 0) {
            reader->language = str_eq(turn[i].language, "en") ? LANGUAGE_EN : LANGUAGE_FR;
        }
        if (tool) {
            TRY(record_load(cx, &ask_record, turn[i].arguments, ask));
            reader->before = tool->id;
            reader->ask = ask;
        }
    }
    return RC_OK;
}

/* Within a read transaction. */
static enum rc find(struct cx *cx, const struct question *question, struct answered *answered)
{
    struct ask before;
    struct reading reading;
    struct reply reply;
    struct reader reader = {.today = zone_date(cx->zone, cx->now_ms), .names = {tool_knows_name, cx}, .language = LANGUAGE_FR};
    TRY(read_before(cx, question, &reader, &before));
    reader_read(cx->arena, &reader, question->message, &reading);
    if (question->language) {
        reading.language = str_eq(question->language, "en") ? LANGUAGE_EN : LANGUAGE_FR;
    }
    const struct tool *tool = tool_of(reading.tool);
    if (tool) {
        struct tool_answer found;
        TRY(tool_run(cx, tool, &reading.ask, &found));
        reply_answer(cx, reading.language, &found, &reply);
        answered->tool = tool->name;
        answered->arguments = ask_json(cx, &reading.ask);
    } else {
        reply_not_understood(cx, reading.language, reading.unknown, &reply);
    }
    answered->understood = tool != NULL;
    answered->language = language_names[reading.language];
    answered->reply = reply.text;
    answered->actions = reply.actions;
    answered->tokens = (struct tokens_used){assistant_words(question->message), assistant_words(reply.text)};
    return RC_OK;
}

static enum rc keep(struct cx *cx, const struct question *question, struct answered *answered)
{
    const struct turn turn = {question->message, answered->reply, answered->language, answered->tool, answered->arguments};
    return thread_add(cx, &turn, &answered->conversation_id);
}

/* The embedded engine: what is counted and what is kept are one transaction. */
static enum rc answer_here(struct cx *cx, const struct question *question, struct answered *answered)
{
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(quota_look(cx));
    TRY(find(cx, question, answered));
    TRY(db_read_done(cx, cx->db));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(quota_take(cx));
    return keep(cx, question, answered);
}

/* A model costs somebody money: the call is counted before it is asked, and given back if it has not answered at all. */
static enum rc ask_counted(struct cx *cx, const struct question *question, const struct list *turns, struct answered *answered)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(quota_take(cx));
    TRY(db_commit(cx, cx->db));
    enum rc rc = model_answer(cx, question, turns, answered);
    if (rc == RC_OK || answered->asked) {
        return rc;
    }
    const struct fault fault = cx->fault;
    db_rollback(cx->db);
    if (db_begin(cx, cx->db, TX_WRITE) == RC_OK && quota_give_back(cx) == RC_OK) {
        db_commit(cx, cx->db);
    }
    cx->fault = fault;
    return rc;
}

static enum rc answer_there(struct cx *cx, const struct question *question, struct answered *answered)
{
    struct list turns = {0};
    TRY(turn_take(cx));
    TRY(db_begin(cx, cx->db, TX_READ));
    if (question->conversation_id) {
        TRY(thread_read(cx, question->conversation_id, &turns));
    }
    TRY(quota_look(cx));
    TRY(db_read_done(cx, cx->db));
    TRY(ask_counted(cx, question, &turns, answered));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return keep(cx, question, answered);
}

enum rc assistant_answer(struct cx *cx, const struct question *question, struct answered *answered)
{
    *answered = (struct answered){.conversation_id = question->conversation_id};
    return model_is_set() ? answer_there(cx, question, answered) : answer_here(cx, question, answered);
}
