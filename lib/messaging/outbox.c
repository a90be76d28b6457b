/* SPDX-License-Identifier: MIT
 *
 * The outbox table of a tenant: queueing, handing over what a job names, and noting what became of it. When and how often is the
 * jobs' business (lib/jobs). */
#include "messaging/outbox.h"

#include <string.h>

#include "auth/secret.h"
#include "base/str.h"
#include "base/uuid.h"
#include "messaging/carrier.h"
#include "store/db.h"

#define SEAL_LABEL "outbox"
#define SEAL_MARK "sealed:"

static const struct field message_fields[] = {
    FIELD_UUID(struct message, id, 0),
    FIELD_TEXT(struct message, channel, 0, 0, 0),
    FIELD_TEXT(struct message, recipient, 0, 0, 0),
    FIELD_TEXT(struct message, subject, 0, 0, 0),
    FIELD_TEXT(struct message, kind, 0, 0, 0),
    FIELD_TEXT(struct message, body, 0, 0, 0),
    FIELD_INT(struct message, secret, 0, 0, 1),
    FIELD_TEXT(struct message, status, 0, 0, 0),
    FIELD_INT(struct message, attempts, 0, 0, 0),
    FIELD_UUID(struct message, attempt_id, 0),
    FIELD_TIME(struct message, next_at, 0),
    FIELD_TEXT(struct message, last_error, 0, 0, 0),
    FIELD_TEXT(struct message, purpose, 0, 0, 0),
    FIELD_UUID(struct message, contact_id, 0),
    FIELD_UUID(struct message, created_by, 0),
    FIELD_UUID(struct message, activity_id, 0),
    FIELD_TEXT(struct message, files, 0, 0, 0),
    FIELD_TIME(struct message, created_at, 0),
    FIELD_TIME(struct message, sent_at, 0),
};
static RECORD(message_record, "Message", struct message, message_fields, NULL);

/* ---- queueing ---- */

/* A secret body is sealed before it is written: neither the file, nor its log, nor a backup ever holds the link. */
static enum rc seal_body(struct cx *cx, struct message *message)
{
    const char *sealed = NULL;
    TRY(secret_seal(cx, SEAL_LABEL, message->body, strlen(message->body), &sealed));
    message->body = arena_printf(cx->arena, SEAL_MARK "%s", sealed);
    return RC_OK;
}

static enum rc open_body(struct cx *cx, struct message *message)
{
    if (!message->secret || !str_starts(message->body, SEAL_MARK)) {
        return RC_OK;
    }
    const char *sealed = message->body + strlen(SEAL_MARK);
    size_t len = secret_length(sealed);
    char *plain = arena_alloc(cx->arena, len + 1);
    enum rc rc = secret_open(cx, SEAL_LABEL, sealed, plain, len);
    message->body = plain;
    return rc == RC_NOT_FOUND ? fault_set(cx, RC_INTERNAL, NULL, "it was sealed with another secret.key") : rc;
}

enum rc outbox_add(struct cx *cx, struct message *message)
{
    message->id = message->id ? message->id : uuid_new(cx->arena);
    message->created_at = cx->now_ms;
    message->next_at = cx->now_ms;
    if (message->secret) {
        TRY(seal_body(cx, message));
    }
    TRY(db_run(cx, SQL_OUTBOX_INSERT, ARGS(ARG_R(&message_record, message))));
    job_wake_later(cx);
    return RC_OK;
}

enum rc outbox_remove(struct cx *cx, const char *id)
{
    TRY(job_remove(cx, id));
    return db_run(cx, SQL_OUTBOX_DELETE, ARGS(ARG_T("id", id)));
}

/* ---- delivering ---- */

/* One statement in a transaction of its own. */
static enum rc write_row(struct cx *cx, enum sql_id id, const struct arg *args, int64_t *changed)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db, db_run_count(cx, id, args, changed));
}

/* A carrier that knows no attempts is given each once: one that a crash cut off has failed, and another one follows. */
static enum rc begin_attempt(struct cx *cx, const struct message *message)
{
    int64_t begun = 0;
    TRY(write_row(cx, SQL_OUTBOX_HANDED, ARGS(ARG_T("id", message->id), ARG_T("attempt_id", message->attempt_id)), &begun));
    return begun ? RC_OK : fault_set(cx, RC_UNAVAILABLE, NULL, "It was cut off: the message may have arrived");
}

enum rc outbox_send(struct cx *cx, struct job *job, outbox_load *load)
{
    struct message message;
    enum rc rc = db_get(cx, SQL_OUTBOX_GET, ARGS(ARG_T("id", job->ref)), &message_record, &message);
    if (rc != RC_OK) {
        return rc == RC_NOT_FOUND ? fault_set(cx, rc, NULL, "the message is gone") : rc;
    }
    carrier_send *send = carrier_choose(&message);
    if (!send) {
        return fault_set(cx, RC_INTERNAL, NULL, "no carrier for this channel");
    }
    TRY(open_body(cx, &message));
    message.attempt_id = job->attempt_id;
    message.attempts = job->attempts;
    TRY(load(cx, &message));
    TRY(carrier_knows_attempts(send) ? RC_OK : begin_attempt(cx, &message));
    TRY(send(cx, &message));
    job->result = message.carrier_id;
    return RC_OK;
}

/* What was erased with its last attempt cannot be tried again. */
static enum rc check_kept(struct cx *cx, const struct job *job)
{
    int64_t one;
    enum rc rc = db_int(cx, SQL_OUTBOX_ERASED, ARGS(ARG_T("id", job->ref)), &one);
    if (rc == RC_OK) {
        return fault_set(cx, RC_INVALID, "INVALID_TRANSITION",
                         "What was confidential in this message was erased: write it anew");
    }
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* The status of a message whose job is in that state. */
static const char *status_of(const char *state)
{
    static const char *const others[][2] = {{"running", "sending"}, {"done", "sent"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (str_eq(others[i][0], state)) {
            return others[i][1];
        }
    }
    return state;
}

enum rc outbox_noted(struct cx *cx, const struct job *job)
{
    bool done = status_succeeded(&job_machine, job->state);
    const char *status = status_of(job->state);
    TRY(str_eq(status, "queued") ? check_kept(cx, job) : RC_OK);
    if (done && job->result) { /* lost in a crash, it comes again with the attempt */
        TRY(db_run(cx, SQL_OUTBOX_CARRIED, ARGS(ARG_T("id", job->ref), ARG_T("carrier_id", job->result))));
    }
    return db_run(cx, SQL_OUTBOX_NOTED,
                  ARGS(ARG_T("id", job->ref), ARG_T("status", status), ARG_T("attempt_id", job->attempt_id),
                       ARG_I("attempts", job->attempts), ARG_T("last_error", job->last_error),
                       ARG_I("sent_at", done ? job->done_at : INT_NULL)));
}
