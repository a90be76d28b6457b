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

static enum rc refuse(struct cx *cx, int64_t used)
{
    const struct plan *plan = plan_of(cx->tenant);
    struct buf details;
    struct json json;
    buf_init(&details, cx->arena, 0);
    json_init(&json, &details, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "plan", plan->name);
    json_kv_int(&json, "limit", plan->ai_calls);
    json_kv_int(&json, "used", used);
    json_kv_time(&json, "reset_at", reset_ms(cx));
    json_object_end(&json);
    fault_set(cx, RC_RATE_LIMITED, "AI_QUOTA_EXCEEDED", "AI quota exceeded");
    cx->fault.details_json = details.data;
    cx->fault.retry_after_s = (reset_ms(cx) - cx->now_ms + 999) / 1000;
    return RC_RATE_LIMITED;
}

static enum rc used_of(struct cx *cx, int64_t *used)
{
    enum rc rc = db_int(cx, SQL_ASSISTANT_QUOTA_USED, ARGS(ARG_T("month", month_of(cx))), used);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        *used = 0;
        return RC_OK;
    }
    return rc;
}

enum rc quota_look(struct cx *cx)
{
    int64_t used;
    TRY(used_of(cx, &used));
    return used >= plan_of(cx->tenant)->ai_calls ? refuse(cx, used) : RC_OK;
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
