/* SPDX-License-Identifier: MIT
 *
 * The monthly quota: one row a month, counted by one statement, so that no two requests take the last call. */
#include "assistant/quota.h"

#include "base/time.h"
#include "data/json_out.h"
#include "tenant/plan.h"

static const char *month_of(struct cx *cx)
{
    int year, month, day;
    date_parts(cx->now_ms / MS_PER_DAY, &year, &month, &day);
    return arena_printf(cx->arena, "%04d-%02d", year, month);
}

/* The first of next month, midnight UTC. */
static int64_t reset_ms(const struct cx *cx)
{
    int year, month, day;
    date_parts(cx->now_ms / MS_PER_DAY, &year, &month, &day);
    return date_from_parts(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) * MS_PER_DAY;
}

static const struct field quota_fields[] = {
    FIELD_TEXT(struct quota, plan, F_REQUIRED, 0, 0),
    FIELD_INT(struct quota, limit, F_REQUIRED, 0, 0),
    FIELD_INT(struct quota, used, F_REQUIRED, 0, 0),
    FIELD_TIME(struct quota, reset_at, F_REQUIRED),
};
RECORD(quota_record, "AiQuota", struct quota, quota_fields, NULL);

enum rc quota_read(struct cx *cx, struct quota *quota)
{
    const struct plan *plan = plan_of(cx->tenant);
    *quota = (struct quota){.plan = plan->name, .limit = plan->ai_calls, .reset_at = reset_ms(cx)};
    enum rc rc = db_int(cx, SQL_ASSISTANT_QUOTA_USED, ARGS(ARG_T("month", month_of(cx))), &quota->used);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        quota->used = 0;
        return RC_OK;
    }
    return rc;
}

static enum rc refuse(struct cx *cx, const struct quota *quota)
{
    struct buf details;
    struct json json;
    buf_init(&details, cx->arena, 0);
    json_init(&json, &details, TIME_MILLISECONDS);
    json_record(&json, &quota_record, quota, true);
    fault_set(cx, RC_RATE_LIMITED, "AI_QUOTA_EXCEEDED", "AI quota exceeded");
    cx->fault.details_json = details.data;
    cx->fault.retry_after_s = (quota->reset_at - cx->now_ms + 999) / 1000;
    return RC_RATE_LIMITED;
}

enum rc quota_look(struct cx *cx)
{
    struct quota quota;
    TRY(quota_read(cx, &quota));
    return quota.used >= quota.limit ? refuse(cx, &quota) : RC_OK;
}

enum rc quota_take(struct cx *cx)
{
    int64_t changed;
    TRY(db_run_count(cx, SQL_ASSISTANT_QUOTA_TAKE,
                     ARGS(ARG_T("month", month_of(cx)), ARG_I("limit", plan_of(cx->tenant)->ai_calls)), &changed));
    return changed > 0 ? RC_OK : quota_look(cx);
}

enum rc quota_give_back(struct cx *cx)
{
    return db_run(cx, SQL_ASSISTANT_QUOTA_GIVE_BACK, ARGS(ARG_T("month", month_of(cx))));
}
