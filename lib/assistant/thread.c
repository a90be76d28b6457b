/* SPDX-License-Identifier: MIT
 *
 * Conversations in the tenant's file. */
#include "assistant/thread.h"

#include "auth/user.h"
#include "base/uuid.h"
#include "store/db.h"

static const struct field turn_fields[] = {
    FIELD_TEXT(struct turn, question, 0, 0, 0),  FIELD_TEXT(struct turn, reply, 0, 0, 0),
    FIELD_TEXT(struct turn, language, 0, 0, 0),  FIELD_TEXT(struct turn, tool, 0, 0, 0),
    FIELD_TEXT(struct turn, arguments, 0, 0, 0),
};
static RECORD(turn_record, "KeptTurn", struct turn, turn_fields, NULL);

static const struct field talk_turn_fields[] = {
    FIELD_TEXT(struct turn, question, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct turn, reply, F_REQUIRED, 0, 0),
};
RECORD(talk_turn_record, "Turn", struct turn, talk_turn_fields, NULL);

static enum rc check_own(struct cx *cx, const char *conversation_id)
{
    const char *id;
    enum rc rc =
        db_text(cx, SQL_ASSISTANT_CONVERSATION_FIND, ARGS(ARG_T("id", conversation_id), ARG_T("user_id", cx->user->id)), &id);
    return rc == RC_NOT_FOUND ? fault_not_found(cx, "Conversation") : rc;
}

enum rc thread_newest(struct cx *cx, struct conversation *conversation)
{
    *conversation = (struct conversation){0};
    enum rc rc = db_text(cx, SQL_ASSISTANT_CONVERSATION_NEWEST, ARGS(ARG_T("user_id", cx->user->id)), &conversation->id);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_OK;
    }
    TRY(rc);
    return thread_read(cx, conversation->id, &conversation->turns);
}

enum rc thread_read(struct cx *cx, const char *conversation_id, struct list *turns)
{
    TRY(check_own(cx, conversation_id));
    return db_all(cx, SQL_ASSISTANT_TURNS, ARGS(ARG_T("conversation_id", conversation_id)), &turn_record, turns);
}

static enum rc begin(struct cx *cx, const char **conversation_id)
{
    *conversation_id = uuid_new(cx->arena);
    TRY(db_run(cx, SQL_ASSISTANT_CONVERSATION_INSERT,
               ARGS(ARG_T("id", *conversation_id), ARG_T("user_id", cx->user->id), ARG_I("now", cx->now_ms))));
    return db_run(cx, SQL_ASSISTANT_CONVERSATION_PRUNE, ARGS(ARG_T("user_id", cx->user->id), ARG_I("keep", THREAD_KEPT)));
}

enum rc thread_add(struct cx *cx, const struct turn *turn, const char **conversation_id)
{
    if (*conversation_id) {
        TRY(check_own(cx, *conversation_id)); /* it may have been pruned meanwhile */
        TRY(db_run(cx, SQL_ASSISTANT_CONVERSATION_TOUCH,
                   ARGS(ARG_T("id", *conversation_id), ARG_T("user_id", cx->user->id), ARG_I("now", cx->now_ms))));
    } else {
        TRY(begin(cx, conversation_id));
    }
    TRY(db_run(cx, SQL_ASSISTANT_TURN_INSERT,
               ARGS(ARG_T("conversation_id", *conversation_id), ARG_I("now", cx->now_ms), ARG_R(&turn_record, turn))));
    return db_run(cx, SQL_ASSISTANT_TURN_PRUNE, ARGS(ARG_T("conversation_id", *conversation_id), ARG_I("keep", THREAD_TURNS)));
}
