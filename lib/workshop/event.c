/* SPDX-License-Identifier: MIT
 *
 * The technical log. */
#include "workshop/event.h"

#include "base/str.h"

static const char *const event_kinds[] = {EVENT_ARCHIVE, EVENT_RESTORE, EVENT_VERSION, EVENT_VERIFY_FAILED, EVENT_DEMO, NULL};

static const struct field event_fields[] = {
    FIELD_UUID(struct event, id, F_READONLY),           FIELD_ENUM(struct event, kind, F_READONLY | F_FILTER, event_kinds),
    FIELD_TEXT(struct event, detail, F_READONLY, 0, 0), FIELD_UUID(struct event, created_by, F_READONLY),
    FIELD_TIME(struct event, created_at, F_READONLY),   FIELD_INT(struct event, version, F_READONLY, 0, 0),
    FIELD_TEXT(struct event, hash, F_READONLY, 0, 0),
};
static RECORD(event_record, "Event", struct event, event_fields, NULL);

static const struct list_spec event_list = {
    .record = &event_record,
    .select = SQL_EVENT_LIST,
    .count = SQL_EVENT_COUNT,
    .count_all = SQL_EVENT_COUNT,
    .alias = "e",
    .order = "e.seq DESC",
    .tie = "e.seq DESC",
};

const struct resource event_resource = {.record = &event_record, .list = &event_list, .get = SQL_EVENT_GET};

static enum rc ledger_entry(struct cx *cx, struct json *json, const char *id)
{
    struct event event;
    TRY(db_get(cx, SQL_EVENT_GET, ARGS(ARG_T("id", id)), &event_record, &event));
    json_kv_text(json, "event", event.kind);
    json_kv_text(json, "detail", event.detail);
    json_kv_text(json, "created_by", event.created_by);
    json_kv_int(json, "created_at", event.created_at);
    return RC_OK;
}

const struct ledger_kind event_ledger = {.name = "EVENT", .entry = ledger_entry};

enum rc event_add(struct cx *cx, const char *kind, const char *detail)
{
    struct event event = {.kind = kind, .detail = detail};
    TRY(resource_insert(cx, &event_record, SQL_EVENT_INSERT, &event));
    return ledger_append(cx, &event_ledger, event.id);
}

enum rc event_add_once(struct cx *cx, const char *kind, const char *detail)
{
    const char *newest = NULL;
    enum rc rc = db_text(cx, SQL_EVENT_NEWEST, ARGS(ARG_T("kind", kind)), &newest);
    if (rc == RC_OK && str_eq(newest, detail)) {
        return RC_OK;
    }
    return rc == RC_OK || rc == RC_NOT_FOUND ? event_add(cx, kind, detail) : rc;
}
