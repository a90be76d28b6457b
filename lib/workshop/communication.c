/* SPDX-License-Identifier: MIT
 *
 * Writing messages. */
#include "workshop/communication.h"

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "data/json_out.h"
#include "messaging/status.h"
#include "resource/journal.h"
#include "store/db.h"
#include "tenant/plan.h"
#include "workshop/activity.h"
#include "workshop/attach.h"
#include "workshop/contact.h"

#define BODY_MAX 20000
#define DESCRIBED_CHARS 200
#define WHATSAPP_MAX 1600 /* Twilio's bound */

static const struct field email_fields[] = {
    FIELD_EMAIL(struct email, to, F_REQUIRED),
    FIELD_TEXT(struct email, subject, F_REQUIRED, 1, 200),
    FIELD_TEXT(struct email, body, F_REQUIRED, 1, BODY_MAX),
    FIELD_UUID(struct email, contact_id, 0),
    FIELD_LIST(struct email, attachments, 0, &named_file_record, 0, ATTACH_MAX),
};
RECORD(email_record, "Email", struct email, email_fields, NULL);

static const struct field whatsapp_fields[] = {
    FIELD_PHONE(struct whatsapp, to, F_REQUIRED),
    FIELD_TEXT(struct whatsapp, message, F_REQUIRED, 1, WHATSAPP_MAX),
    FIELD_UUID(struct whatsapp, contact_id, 0),
};
RECORD(whatsapp_record, "WhatsApp", struct whatsapp, whatsapp_fields, NULL);

static const struct field receipt_fields[] = {
    FIELD_UUID(struct receipt, message_id, F_REQUIRED),
    FIELD_STATUS(struct receipt, status, F_REQUIRED, &message_machine),
    FIELD_UUID(struct receipt, activity_id, F_REQUIRED),
};
RECORD(receipt_record, "Receipt", struct receipt, receipt_fields, NULL);

/* ---- limits ---- */

/* A day of UTC: the tenant's own begins whenever it says so. */
static enum rc check_quota(struct cx *cx)
{
    int64_t count = 0;
    int64_t since = cx->now_ms - cx->now_ms % MS_PER_DAY;
    int64_t most = plan_of(cx->tenant)->messages;
    TRY(db_int(cx, SQL_MESSAGE_DAY_COUNT, ARGS(ARG_I("since", since), ARG_I("bound", most)), &count));
    if (count < most) {
        return RC_OK;
    }
    fault_printf(cx, RC_RATE_LIMITED, "MESSAGE_QUOTA_EXCEEDED", "The plan %s has %lld messages a day: try again tomorrow",
                 plan_of(cx->tenant)->name, (long long)most);
    cx->fault.retry_after_s = (since + MS_PER_DAY - cx->now_ms) / 1000 + 1;
    return RC_RATE_LIMITED;
}

/* The contact whose address or number it is; NULL: nobody's. */
static enum rc find_contact(struct cx *cx, const struct message *message, const char **id)
{
    bool mail = str_eq(message->channel, "email");
    enum rc rc = db_text(cx, mail ? SQL_MESSAGE_CONTACT_OF_EMAIL : SQL_MESSAGE_CONTACT_OF_PHONE,
                         ARGS(ARG_T("recipient", message->recipient)), id);
    if (rc == RC_NOT_FOUND) {
        *id = NULL;
        fault_clear(cx);
        return RC_OK;
    }
    return rc;
}

static enum rc check_known(struct cx *cx, const struct message *message, const char *contact_id)
{
    int64_t known = contact_id != NULL;
    if (!plan_of(cx->tenant)->known_only || known) {
        return RC_OK;
    }
    TRY(db_int(cx, SQL_MESSAGE_CLIENT_KNOWN, ARGS(ARG_T("recipient", message->recipient)), &known));
    if (!known) {
        fault_coded(cx, PROBLEM_RECIPIENT_NOT_ALLOWED, "to",
                    "With the plan FREE, messages go to your own contacts and clients only");
    }
    return RC_OK;
}

/* Fault rows that were found before are kept. */
static enum rc check_recipient(struct cx *cx, struct message *message)
{
    const char *owner = NULL;
    if (!message->recipient) {
        return RC_OK;
    }
    struct fault before = cx->fault;
    enum rc rc = find_contact(cx, message, &owner);
    if (rc != RC_OK) {
        return rc;
    }
    cx->fault = before;
    message->contact_id = message->contact_id ? message->contact_id : owner;
    return check_known(cx, message, owner);
}

/* ---- posting ---- */

/* To whom and what about; the letter itself stands with the message. */
static enum rc tell_journal(struct cx *cx, const struct posting *posting)
{
    const struct message *message = &posting->message;
    static const struct record entity = {.name = "Communication"};
    struct buf note;
    struct json json;
    buf_init(&note, cx->arena, 0);
    json_init(&json, &note, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "channel", message->channel);
    json_kv_text(&json, "to", message->recipient);
    json_kv_text(&json, "subject", message->subject);
    json_kv_text(&json, "contact_id", message->contact_id);
    json_object_end(&json);
    struct journal_entry entry = {.operation = JOURNAL_CREATE,
                                  .record = &entity,
                                  .id = message->id,
                                  .source = posting->to_debtor ? JOURNAL_SWEEP : NULL,
                                  .note = note.data};
    return journal_write(cx, &entry);
}

enum rc communication_post(struct cx *cx, struct posting *posting, struct receipt *receipt)
{
    struct message *message = &posting->message;
    TRY(check_quota(cx));
    TRY(posting->to_debtor ? RC_OK : check_recipient(cx, message));
    TRY(fault_check(cx));
    message->id = uuid_new(cx->arena);
    message->kind = "MESSAGE";
    message->created_by = cx->user ? cx->user->id : NULL;
    const char *metadata = arena_printf(cx->arena, "{\"message_id\":\"%s\"%s%s}", message->id, posting->metadata ? "," : "",
                                        posting->metadata ? posting->metadata : "");
    TRY(activity_add(cx, posting->activity, message->contact_id, posting->description, metadata, &message->activity_id));
    TRY(outbox_add(cx, message));
    TRY(tell_journal(cx, posting));
    *receipt = (struct receipt){.message_id = message->id, .status = "queued", .activity_id = message->activity_id};
    return RC_OK;
}

/* The text, cut where it is long. */
static const char *described(struct cx *cx, const char *what, const char *text)
{
    const char *at = text;
    for (int i = 0; *at && i < DESCRIBED_CHARS; i++) {
        utf8_next(&at);
    }
    return arena_printf(cx->arena, "%s : %.*s%s", what, (int)(at - text), text, *at ? "…" : "");
}

enum rc communication_email(struct cx *cx, const struct email *email, struct receipt *receipt)
{
    struct posting posting = {
        .message = {.channel = "email",
                    .recipient = email->to,
                    .subject = email->subject,
                    .body = email->body,
                    .contact_id = email->contact_id},
        .activity = "EMAIL_SENT",
    };
    TRY(resource_refer(cx, &contact_resource, "contact_id", email->contact_id));
    TRY(attach_check(cx, &email->attachments, &posting.message.files));
    posting.description = email->subject ? described(cx, "E-mail", email->subject) : NULL;
    return communication_post(cx, &posting, receipt);
}

enum rc communication_whatsapp(struct cx *cx, const struct whatsapp *whatsapp, struct receipt *receipt)
{
    struct posting posting = {
        .message = {.channel = "whatsapp",
                    .recipient = whatsapp->to,
                    .body = whatsapp->message,
                    .contact_id = whatsapp->contact_id},
        .activity = "WHATSAPP_SENT",
    };
    TRY(resource_refer(cx, &contact_resource, "contact_id", whatsapp->contact_id));
    posting.description = whatsapp->message ? described(cx, "WhatsApp", whatsapp->message) : NULL;
    return communication_post(cx, &posting, receipt);
}

/* ---- what was sent ---- */

struct communication {
    const char *id, *channel, *kind, *to, *subject, *body, *status, *contact_id, *contact_name, *attachments, *last_error,
        *delivery, *delivery_error, *created_by, *activity_id;
    int64_t attempts, created_at, version, sent_at, delivery_at;
};

static const char *const channels[] = {"email", "whatsapp", NULL};

/* Those of its job (outbox.c), which has its id: who tries the one again tries the other. */
static const struct status message_statuses[] = {
    {"queued", PHASE_OPEN, false},
    {"sending", PHASE_OPEN, false},
    {"sent", PHASE_CLOSED, true},
    {"failed", PHASE_CLOSED, false},
};
static const struct transition message_transitions[] = {
    {"queued", "sending", NULL, NULL}, {"sending", "queued", NULL, NULL},        {"sending", "sent", NULL, NULL},
    {"sending", "failed", NULL, NULL}, {"failed", "queued", JOB_BY_RETRY, NULL},
};
MACHINE(message_machine, "outbox_status", "A message", message_statuses, message_transitions, NULL);

static const char *const purposes[] = {"MESSAGE", "QUOTE", "INVOICE", "REMINDER", NULL};

static const struct field communication_fields[] = {
    FIELD_UUID(struct communication, id, F_READONLY),
    FIELD_ENUM(struct communication, channel, F_READONLY | F_FILTER, channels),
    FIELD_ENUM(struct communication, kind, F_READONLY, purposes),
    FIELD_TEXT(struct communication, to, F_READONLY, 0, 0),
    FIELD_TEXT(struct communication, subject, F_READONLY, 0, 0),
    FIELD_TEXT(struct communication, body, F_READONLY | F_DETAIL, 0, 0),
    FIELD_STATUS(struct communication, status, F_READONLY | F_FILTER, &message_machine),
    FIELD_GROUP_UUID(struct communication, "contact", contact_id, F_READONLY | F_FILTER),
    FIELD_GROUP_TEXT(struct communication, "contact", contact_name, F_READONLY, 0, 0),
    FIELD_PRINTED_ROWS(struct communication, attachments, F_REQUIRED, &named_file_record),
    FIELD_INT(struct communication, attempts, F_READONLY, 0, 0),
    FIELD_TEXT(struct communication, last_error, F_READONLY, 0, 0),
    FIELD_UUID(struct communication, created_by, F_READONLY),
    FIELD_UUID(struct communication, activity_id, F_READONLY),
    FIELD_TIME(struct communication, created_at, F_READONLY),
    FIELD_INT(struct communication, version, F_READONLY, 0, 0),
    FIELD_TIME(struct communication, sent_at, F_READONLY),
    FIELD_STATUS(struct communication, delivery, F_READONLY | F_LATER, &delivery_machine),
    FIELD_TIME(struct communication, delivery_at, F_READONLY),
    FIELD_TEXT(struct communication, delivery_error, F_READONLY, 0, 0),
};
static RECORD(communication_record, "Communication", struct communication, communication_fields, NULL);

static const struct filter communication_filters[] = {
    {.param = "kind",
     .column = "o.purpose",
     .op = FILTER_FOLD,
     .type = {.name = "kind", .type = FT_ENUM, .flags = F_FOLD, .values = purposes}},
    {.param = "from_date", .column = "o.created_at", .op = FILTER_DAY_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "o.created_at", .op = FILTER_DAY_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = NULL},
};

static const struct sort_key communication_sorts[] = {{"created_at", "o.created_at"}, {NULL, NULL}};

static const struct list_spec communication_list = {
    .record = &communication_record,
    .select = SQL_COMMUNICATION_LIST,
    .count = SQL_COMMUNICATION_COUNT,
    .count_all = SQL_COMMUNICATION_TOTAL,
    .alias = "o",
    .filters = communication_filters,
    .sorts = communication_sorts,
    .order = "o.created_at DESC, o.seq DESC",
    .tie = "o.seq",
};

const struct resource communication_resource = {
    .record = &communication_record, .list = &communication_list, .get = SQL_COMMUNICATION_GET};
