/* SPDX-License-Identifier: MIT
 *
 * Activities that people add and those that follow from a write. Every change of status or stage is told with old and new
 * value; the figures about conversion and time in stage are made of the stays recorded here. */
#include "pipeline/opportunity_history.h"

#include "base/str.h"
#include "base/uuid.h"
#include "data/json_out.h"
#include "resource/journal.h"

static const char *const all_types[] = {
    "created",   "updated",    "status_changed", "stage_changed",     "note_added", "meeting_scheduled",
    "call_made", "email_sent", "proposal_sent",  "document_uploaded", NULL};
static const char *const manual_types[] = {"note_added",    "meeting_scheduled", "call_made", "email_sent",
                                           "proposal_sent", "document_uploaded", NULL};

static const struct field activity_fields[] = {
    FIELD_UUID(struct opportunity_activity, id, F_READONLY),
    FIELD_UUID(struct opportunity_activity, opportunity_id, F_READONLY),
    FIELD_UUID(struct opportunity_activity, user_id, F_READONLY),
    FIELD_TEXT(struct opportunity_activity, user_name, F_READONLY | F_NOT_STORED, 0, 0),
    FIELD_ENUM(struct opportunity_activity, activity_type, F_READONLY | F_FILTER, all_types),
    FIELD_TEXT(struct opportunity_activity, description, F_READONLY, 1, 5000),
    FIELD_RAW(struct opportunity_activity, old_value, F_OMIT_NULL),
    FIELD_RAW(struct opportunity_activity, new_value, F_OMIT_NULL),
    FIELD_TIME(struct opportunity_activity, created_at, F_READONLY | F_SORT),
    FIELD_INT(struct opportunity_activity, version, F_READONLY, 0, 0),
};
RECORD(opportunity_activity_record, "OpportunityActivity", struct opportunity_activity, activity_fields, NULL);

static const struct field activity_input_fields[] = {
    FIELD_ENUM(struct opportunity_activity, activity_type, F_REQUIRED | F_FOLD, manual_types),
    FIELD_TEXT(struct opportunity_activity, description, F_REQUIRED, 1, 5000),
};
RECORD(opportunity_activity_input_record, "NewOpportunityActivity", struct opportunity_activity, activity_input_fields, NULL);

const struct list_spec opportunity_activity_list = {
    .record = &opportunity_activity_record,
    .select = SQL_OPPORTUNITY_ACTIVITY_LIST,
    .count = SQL_OPPORTUNITY_ACTIVITY_COUNT,
    .count_all = SQL_OPPORTUNITY_ACTIVITY_COUNT,
    .alias = "a",
    .order = "a.seq DESC",
    .tie = "a.seq DESC",
};

enum rc opportunity_activity_write(struct cx *cx, const char *opportunity_id, struct opportunity_activity *activity)
{
    activity->id = uuid_new(cx->arena);
    activity->opportunity_id = opportunity_id;
    activity->user_id = cx->user ? cx->user->id : NULL;
    activity->user_name = cx->user ? user_name(cx, cx->user) : NULL;
    activity->created_at = cx->now_ms;
    activity->version = 1;
    return db_run(cx, SQL_OPPORTUNITY_ACTIVITY_INSERT, ARGS(ARG_R(&opportunity_activity_record, activity)));
}

enum rc opportunity_activity_add(struct cx *cx, const char *opportunity_id, struct opportunity_activity *activity)
{
    struct journal_entry entry = {.operation = JOURNAL_CREATE, .record = &opportunity_activity_record, .now = activity};
    TRY(opportunity_activity_write(cx, opportunity_id, activity));
    TRY(journal_write(cx, &entry));
    return db_run(cx, SQL_OPPORTUNITY_TOUCH, ARGS(ARG_T("id", opportunity_id), ARG_I("now", cx->now_ms)));
}

static const char *one_member(struct cx *cx, const char *key, const char *value)
{
    return arena_printf(cx->arena, "{\"%s\":\"%s\"}", key, value); /* statuses and stages need no escaping */
}

static enum rc log_step(struct cx *cx, const char *id, const char *key, const char *from, const char *to)
{
    struct opportunity_activity activity = {
        .activity_type = arena_printf(cx->arena, "%s_changed", key),
        .description =
            arena_printf(cx->arena, "%s changed from %s to %s", str_eq(key, "status") ? "Status" : "Stage", from, to),
        .old_value = one_member(cx, key, from),
        .new_value = one_member(cx, key, to),
    };
    return opportunity_activity_write(cx, id, &activity);
}

static bool differs(const struct field *field, const struct opportunity *a, const struct opportunity *b)
{
    const char *left = (const char *)a + field->offset;
    const char *right = (const char *)b + field->offset;
    if (field_is_int(field)) {
        return *(const int64_t *)(const void *)left != *(const int64_t *)(const void *)right;
    }
    return !str_eq(*(const char *const *)(const void *)left, *(const char *const *)(const void *)right);
}

/* The fields that people write, but status and stage, which have activities of their own. */
static bool is_told(const struct field *field)
{
    return !(field->flags & (F_READONLY | F_INTERNAL)) && !str_eq(field->name, "status") && !str_eq(field->name, "stage");
}

/* One `updated` activity for everything else; none where nothing else changed. */
static enum rc log_update(struct cx *cx, const struct opportunity *before, const struct opportunity *deal)
{
    struct buf names, from, to;
    struct json old_value, new_value;
    buf_init(&names, cx->arena, 64);
    buf_init(&from, cx->arena, 256);
    buf_init(&to, cx->arena, 256);
    json_init(&old_value, &from, TIME_SECONDS);
    json_init(&new_value, &to, TIME_SECONDS);
    json_object(&old_value);
    json_object(&new_value);
    for (size_t i = 0; i < opportunity_record.count; i++) {
        const struct field *field = &opportunity_record.fields[i];
        if (!is_told(field) || !differs(field, before, deal)) {
            continue;
        }
        buf_printf(&names, "%s%s", names.len ? ", " : "", field->name);
        json_key(&old_value, field->name);
        json_field(&old_value, field, before);
        json_key(&new_value, field->name);
        json_field(&new_value, field, deal);
    }
    if (names.len == 0) {
        return RC_OK;
    }
    json_object_end(&old_value);
    json_object_end(&new_value);
    struct opportunity_activity activity = {
        .activity_type = "updated",
        .description = arena_printf(cx->arena, "Updated %s", names.data),
        .old_value = from.data,
        .new_value = to.data,
    };
    return opportunity_activity_write(cx, deal->id, &activity);
}

/* True for a deal that went to Closed by being lost or cancelled. */
static int64_t is_loss(const struct opportunity *deal)
{
    return status_is(&stage_machine, deal->stage, PHASE_CLOSED) &&
           status_is(&opportunity_machine, deal->status, PHASE_CLOSED) && !status_succeeded(&opportunity_machine, deal->status);
}

static enum rc enter_stage(struct cx *cx, const struct opportunity *deal)
{
    return db_run(
        cx, SQL_OPPORTUNITY_STAGE_ENTER,
        ARGS(ARG_T("id", deal->id), ARG_T("stage", deal->stage), ARG_I("now", cx->now_ms), ARG_I("lost", is_loss(deal))));
}

static enum rc record_birth(struct cx *cx, const struct opportunity *deal)
{
    struct opportunity_activity activity = {
        .activity_type = "created",
        .description = "Opportunity created",
        .new_value = arena_printf(cx->arena, "{\"status\":\"%s\",\"stage\":\"%s\"}", deal->status, deal->stage),
    };
    TRY(opportunity_activity_write(cx, deal->id, &activity));
    return enter_stage(cx, deal);
}

enum rc opportunity_record_history(struct cx *cx, const struct opportunity *before, const struct opportunity *deal)
{
    if (!before) {
        return record_birth(cx, deal);
    }
    TRY(log_update(cx, before, deal));
    bool moved = !str_eq(before->stage, deal->stage);
    if (moved) {
        TRY(log_step(cx, deal->id, "stage", before->stage, deal->stage));
        TRY(db_run(cx, SQL_OPPORTUNITY_STAGE_LEAVE, ARGS(ARG_T("id", deal->id), ARG_I("now", cx->now_ms))));
        TRY(enter_stage(cx, deal));
    }
    if (str_eq(before->status, deal->status)) {
        return RC_OK;
    }
    TRY(log_step(cx, deal->id, "status", before->status, deal->status));
    return moved ? RC_OK : db_run(cx, SQL_OPPORTUNITY_STAGE_MARK, ARGS(ARG_T("id", deal->id), ARG_I("lost", is_loss(deal))));
}
