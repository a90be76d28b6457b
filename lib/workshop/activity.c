/* SPDX-License-Identifier: MIT
 *
 * Activities: a timeline that people add to and that the product logs by itself. */
#include "workshop/activity.h"

#include "auth/user.h"
#include "base/uuid.h"
#include "workshop/contact.h"

const char *const activity_types[] = {
    "EMAIL_SENT",     "CALL_MADE",        "MEETING",      "NOTE",
    "SMS_SENT",       "WHATSAPP_SENT",    "QUOTE_SENT",   "QUOTE_ACCEPTED",
    "QUOTE_REJECTED", "INVOICE_SENT",     "INVOICE_PAID", "INVOICE_OVERDUE",
    "TASK_DONE",      "VEHICLE_SERVICED", NULL,
};

static const struct field activity_fields[] = {
    FIELD_UUID(struct activity, id, F_READONLY),
    FIELD_ENUM(struct activity, type, F_REQUIRED | F_FILTER, activity_types),
    FIELD_TEXT(struct activity, description, F_REQUIRED, 1, 2000),
    FIELD_UUID(struct activity, user_id, F_READONLY | F_FILTER),
    FIELD_UUID(struct activity, contact_id, F_FILTER),
    FIELD_OBJECT(struct activity, metadata, 0, 16384),
    FIELD_TIME(struct activity, created_at, F_READONLY | F_SORT),
    FIELD_INT(struct activity, version, F_READONLY, 0, 0),
};
RECORD(activity_record, "Activity", struct activity, activity_fields, NULL);

static const struct field activity_row_fields[] = {
    FIELD_UUID(struct activity, id, 0),
    FIELD_ENUM(struct activity, type, 0, activity_types),
    FIELD_TEXT(struct activity, description, 0, 0, 0),
    FIELD_GROUP_TEXT(struct activity, "user", user_id, 0, 0, 0),
    FIELD_GROUP_TEXT(struct activity, "user", user_name, 0, 0, 0),
    FIELD_GROUP_TEXT(struct activity, "contact", contact_id, 0, 0, 0),
    FIELD_GROUP_TEXT(struct activity, "contact", contact_name, 0, 0, 0),
    FIELD_OBJECT(struct activity, metadata, 0, 0),
    FIELD_TIME(struct activity, created_at, 0),
    FIELD_INT(struct activity, version, 0, 0, 0),
};
RECORD(activity_row_record, "ActivityRow", struct activity, activity_row_fields, NULL);

static enum rc activity_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct activity *activity = now;
    (void)before;
    (void)present;
    activity->user_id = cx->user ? cx->user->id : NULL;
    activity->metadata = activity->metadata ? activity->metadata : "{}";
    return resource_refer(cx, &contact_resource, "contact_id", activity->contact_id);
}

static const struct filter activity_filters[] = {
    {.param = "from_date", .column = "a.created_at", .op = FILTER_DAY_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "a.created_at", .op = FILTER_DAY_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = NULL},
};

static const struct list_spec activity_list = {
    .record = &activity_row_record,
    .select = SQL_ACTIVITY_LIST,
    .count = SQL_ACTIVITY_COUNT,
    .count_all = SQL_ACTIVITY_TOTAL,
    .search = SQL_ACTIVITY_SEARCH,
    .search_count = SQL_ACTIVITY_SEARCH_COUNT,
    .search_all = SQL_ACTIVITY_SEARCH_ALL,
    .fields = &activity_record,
    .alias = "a",
    .filters = activity_filters,
    .order = "a.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "a.seq DESC",
    .optional_paging = true,
};

const struct resource activity_resource = {
    .record = &activity_record,
    .list = &activity_list,
    .get = SQL_ACTIVITY_GET,
    .insert = SQL_ACTIVITY_INSERT,
    .check = activity_check,
};

enum rc activity_add(struct cx *cx, const char *type, const char *contact_id, const char *description, const char *metadata,
                     const char **id)
{
    struct activity activity = {
        .id = uuid_new(cx->arena),
        .type = type,
        .description = description,
        .user_id = cx->user ? cx->user->id : NULL,
        .contact_id = contact_id,
        .metadata = metadata,
        .created_at = cx->now_ms,
        .version = 1,
    };
    *id = activity.id;
    return db_run(cx, SQL_ACTIVITY_INSERT, ARGS(ARG_R(&activity_record, &activity)));
}

enum rc activity_log(struct cx *cx, const char *type, const char *contact_id, const char *description, const char *metadata)
{
    const char *id;
    return activity_add(cx, type, contact_id, description, metadata, &id);
}
