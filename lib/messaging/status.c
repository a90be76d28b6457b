/* SPDX-License-Identifier: MIT
 *
 * Reports of Resend (https://resend.com/docs/dashboard/webhooks/event-types) and Twilio
 * (https://www.twilio.com/docs/messaging/api/message-resource#message-status-values) to one row of the outbox. */
#include "messaging/status.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/uuid.h"
#include "data/json_in.h"
#include "http/http.h"
#include "messaging/mime.h"
#include "store/db.h"
#include "tenant/registry.h"
#include "tenant/tenant.h"

#define ERROR_MAX_CHARS 500
#define SOON_MS (10 * 60 * 1000LL) /* a carrier's id is noted, or will never be */
#define AGAIN_S 30

static const struct status delivery_statuses[] = {
    {"DELIVERED", PHASE_OPEN, false}, {"READ", PHASE_OPEN, false},         {"FAILED", PHASE_CLOSED, false},
    {"BOUNCED", PHASE_CLOSED, false}, {"COMPLAINED", PHASE_CLOSED, false},
};
/* As SQL_OUTBOX_DELIVERY does, whatever comes first. */
static const struct transition delivery_transitions[] = {
    {"DELIVERED", "READ", NULL, NULL},    {"DELIVERED", "FAILED", NULL, NULL}, {"READ", "FAILED", NULL, NULL},
    {"DELIVERED", "BOUNCED", NULL, NULL}, {"READ", "BOUNCED", NULL, NULL},     {"DELIVERED", "COMPLAINED", NULL, NULL},
    {"READ", "COMPLAINED", NULL, NULL},
};
MACHINE(delivery_machine, "delivery_status", "A message that was taken", delivery_statuses, delivery_transitions, NULL);

struct report {
    const char *carrier_id;
    const char *message_id; /* ours, where the carrier knows it; NULL: it does not */
    bool again;             /* the message may have left a moment ago, and its carrier's id not be noted yet */
    const char *delivery;   /* NULL: says nothing that we keep */
    const char *error;      /* NULL: none */
    int64_t at;
};

struct word {
    const char *theirs;
    const char *ours;
};

static const char *translate(const struct word *words, const char *text)
{
    while (words->theirs && !str_eq(words->theirs, text)) {
        words++;
    }
    return words->ours;
}

static const char *short_line(struct cx *cx, const char *text)
{
    const char *end = text;
    for (size_t count = 0; *end && count < ERROR_MAX_CHARS; count++) {
        utf8_next(&end);
    }
    return mime_one_line(cx->arena, arena_strndup(cx->arena, text, (size_t)(end - text)));
}

static enum rc check_known(struct cx *cx, const struct report *report)
{
    int64_t one;
    enum rc rc = db_int(cx, SQL_OUTBOX_OF_CARRIER, ARGS(ARG_T("carrier_id", report->carrier_id)), &one);
    if (rc != RC_NOT_FOUND) {
        return rc;
    }
    fault_set(cx, RC_UNAVAILABLE, NULL, "This message is not known, or not yet: report it again");
    cx->fault.retry_after_s = AGAIN_S;
    return RC_UNAVAILABLE;
}

static enum rc write_delivery(struct cx *cx, const struct report *report)
{
    int64_t changed;
    TRY(db_run_count(cx, SQL_OUTBOX_DELIVERY,
                     ARGS(ARG_T("message_id", report->message_id), ARG_T("carrier_id", report->carrier_id),
                          ARG_T("delivery", report->delivery), ARG_T("error", report->error), ARG_I("at", report->at)),
                     &changed));
    return changed == 0 && report->again ? check_known(cx, report) : RC_OK;
}

/* In a transaction of cx->db of its own. */
static enum rc note(struct cx *cx, const struct report *report)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db, write_delivery(cx, report));
}

/* ---- Resend ---- */

struct event {
    const char *type;
    int64_t created_at;
    const char *data_email_id;
    const char *data_tags; /* {"tenant":"…"}, or [{"name":"tenant","value":"…"}] */
    const char *data_bounce;
    const char *data_failed;
};
#define DATA_RAW(member)                                                                                                       \
    {                                                                                                                          \
        .name = #member, .type = FT_RAW, .offset = offsetof(struct event, member), .group = "data"                             \
    }
static const struct field event_fields[] = {
    FIELD_TEXT(struct event, type, 0, 0, 0),
    FIELD_TIME(struct event, created_at, 0),
    FIELD_GROUP_TEXT(struct event, "data", data_email_id, 0, 0, 0),
    DATA_RAW(data_tags),
    DATA_RAW(data_bounce),
    DATA_RAW(data_failed),
};
static RECORD(event_record, "Event", struct event, event_fields, NULL);

struct detail {
    const char *message; /* of a bounce */
    const char *reason;  /* of a failure */
    const char *tenant;  /* of tags */
};
static const struct field detail_fields[] = {
    FIELD_TEXT(struct detail, message, 0, 0, 0),
    FIELD_TEXT(struct detail, reason, 0, 0, 0),
    FIELD_TEXT(struct detail, tenant, 0, 0, 0),
};
static RECORD(detail_record, "Detail", struct detail, detail_fields, NULL);

struct tag {
    const char *name;
    const char *value;
};
static const struct field tag_fields[] = {
    FIELD_TEXT(struct tag, name, 0, 0, 0),
    FIELD_TEXT(struct tag, value, 0, 0, 0),
};
static RECORD(tag_record, "Tag", struct tag, tag_fields, NULL);

struct tags {
    struct list rows;
};
static const struct field tags_fields[] = {FIELD_LIST(struct tags, rows, 0, &tag_record, 0, 100)};
static RECORD(tags_record, "Tags", struct tags, tags_fields, NULL);

/* *tenant: NULL when the tags name none. */
static enum rc read_tenant(struct cx *cx, const char *tags, const char **tenant)
{
    struct detail detail = {0};
    struct tags list = {0};
    *tenant = NULL;
    if (tags && *tags == '{') {
        TRY(record_load(cx, &detail_record, tags, &detail));
        *tenant = detail.tenant;
    } else if (tags && *tags == '[') {
        TRY(record_load(cx, &tags_record, arena_printf(cx->arena, "{\"rows\":%s}", tags), &list));
        const struct tag *rows = list.rows.rows;
        for (size_t i = 0; i < list.rows.count; i++) {
            *tenant = str_eq(rows[i].name, "tenant") ? rows[i].value : *tenant;
        }
    }
    return RC_OK;
}

static enum rc read_event(struct cx *cx, const char *body, size_t len, struct event *event)
{
    size_t at;
    const char *error = json_scan(body, len, JSON_MAX_VALUES, &at);
    if (error) {
        return fault_printf(cx, RC_INVALID, NULL, "Malformed JSON at byte %zu: %s", at, error);
    }
    if (body[strspn(body, " \t\r\n")] != '{') {
        return fault_set(cx, RC_INVALID, NULL, "This is no event of Resend");
    }
    TRY(record_load(cx, &event_record, body, event));
    return str_empty(event->type) ? fault_set(cx, RC_INVALID, NULL, "This is no event of Resend") : RC_OK;
}

static enum rc read_reason(struct cx *cx, const struct event *event, const char **reason)
{
    struct detail detail = {0};
    const char *raw = event->data_bounce ? event->data_bounce : event->data_failed;
    if (raw && *raw == '{') {
        TRY(record_load(cx, &detail_record, raw, &detail));
    }
    const char *text = detail.message ? detail.message : detail.reason;
    *reason = text ? short_line(cx, text) : NULL;
    return RC_OK;
}

static void close_file(void *db)
{
    db_close(db);
}

/* In a context of its own: the request's may stand in another tenant's file. */
static enum rc note_in(struct cx *cx, const struct tenant *tenant, const struct report *report)
{
    struct cx inner;
    const struct db_options options = {.migrate = true};
    cx_init(&inner, cx->arena);
    const char *path = tenant_db_path(cx, tenant->id);
    jmp_buf *escape = arena_escape(cx->arena, NULL); /* or a file that is half open would stay so */
    enum rc rc = db_open(&inner, DB_TENANT, path, &options, &inner.db);
    arena_escape(cx->arena, escape);
    if (rc == RC_OK) {
        cx_defer(cx, close_file, inner.db);
        rc = note(&inner, report);
        cx->committed = cx->committed || inner.committed;
    }
    if (rc != RC_OK) {
        fault_set(cx, rc, inner.fault.code, inner.fault.message);
        cx->fault.retry_after_s = inner.fault.retry_after_s;
    }
    return rc;
}

enum rc status_resend(struct cx *cx, const char *body, size_t len)
{
    static const struct word words[] = {{"email.delivered", "DELIVERED"},
                                        {"email.opened", "READ"},
                                        {"email.clicked", "READ"},
                                        {"email.bounced", "BOUNCED"},
                                        {"email.failed", "FAILED"},
                                        {"email.complained", "COMPLAINED"},
                                        {NULL, NULL}};
    struct event event = {0};
    struct tenant tenant;
    struct report report = {0};
    const char *id;
    TRY(read_event(cx, body, len, &event));
    TRY(read_tenant(cx, event.data_tags, &id));
    TRY(read_reason(cx, &event, &report.error));
    report.carrier_id = event.data_email_id;
    report.delivery = translate(words, event.type);
    report.at = event.created_at == INT_NULL ? cx->now_ms : event.created_at;
    report.again = event.created_at != INT_NULL && llabs(cx->now_ms - event.created_at) <= SOON_MS;
    if (!report.delivery || str_empty(report.carrier_id) || !id || !uuid_valid(id)) {
        return RC_OK;
    }
    enum rc rc = tenant_by_id(cx, id, &tenant);
    if (rc == RC_NOT_FOUND || (rc == RC_OK && tenant_is_suspended(&tenant))) {
        fault_clear(cx);
        return RC_OK;
    }
    return rc == RC_OK ? note_in(cx, &tenant, &report) : rc;
}

/* ---- Twilio ---- */

static const char *field(const struct http_pair *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(fields[i].name, name)) {
            return fields[i].value;
        }
    }
    return NULL;
}

enum rc status_twilio(struct cx *cx, const char *message_id, const struct http_pair *fields, size_t count)
{
    static const struct word words[] = {
        {"delivered", "DELIVERED"}, {"read", "READ"}, {"failed", "FAILED"}, {"undelivered", "FAILED"}, {NULL, NULL}};
    const char *code = field(fields, count, "ErrorCode");
    const char *message = field(fields, count, "ErrorMessage");
    struct report report = {
        .carrier_id = field(fields, count, "MessageSid"),
        .message_id = message_id,
        .delivery = translate(words, field(fields, count, "MessageStatus")),
        .at = cx->now_ms,
    };
    if (!report.delivery || str_empty(report.carrier_id)) {
        return RC_OK;
    }
    if (!str_empty(code) || !str_empty(message)) {
        const char *text = arena_printf(cx->arena, "%s %s", code ? code : "", message ? message : "");
        report.error = short_line(cx, str_trim(cx->arena, text));
    }
    return note(cx, &report);
}
