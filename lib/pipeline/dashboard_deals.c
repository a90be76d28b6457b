/* SPDX-License-Identifier: MIT
 *
 * The lists of deals on one's own dashboard: the largest, those that close this month, and those that nobody follows up. */
#include "pipeline/dashboard.h"

#include "auth/user.h"
#include "base/time.h"
#include "pipeline/opportunity.h"
#include "store/db.h"

static const struct field deal_fields[] = {
    FIELD_UUID(struct dashboard_deal, id, 0),
    FIELD_TEXT(struct dashboard_deal, project_name, 0, 0, 0),
    FIELD_INT(struct dashboard_deal, original_amount, 0, 0, 0),
    FIELD_INT(struct dashboard_deal, weighted_amount, 0, 0, 0),
    FIELD_INT(struct dashboard_deal, probability_score, 0, 0, 0),
    FIELD_TEXT(struct dashboard_deal, stage, 0, 0, 0),
    FIELD_DATE(struct dashboard_deal, closing_date, 0),
    FIELD_TIME(struct dashboard_deal, last_activity_at, 0),
};
static RECORD(deal_row, "Deal", struct dashboard_deal, deal_fields, NULL);

static enum rc read_closing(struct cx *cx, const struct dashboard *dashboard, struct dashboard_deals *deals)
{
    char first[DATE_LEN], last[DATE_LEN];
    date_format(date_from_parts(dashboard->year, dashboard->month, 1), first);
    date_format(date_from_parts(dashboard->year, dashboard->month + 1, 1) - 1, last);
    const struct arg *args =
        ARGS(ARG_T("owner", cx->user->id), ARG_T("first", first), ARG_T("last", last), ARG_I("limit", DASHBOARD_LIST));
    TRY(db_int(cx, SQL_DASHBOARD_CLOSING_COUNT, args, &deals->closing_count));
    return db_all(cx, SQL_DASHBOARD_CLOSING, args, &deal_row, &deals->closing);
}

/* How long nobody followed it up, and why it stands in the list. */
static void explain(const struct cx *cx, const struct dashboard *dashboard, struct dashboard_deal *deal)
{
    int64_t closing = 0;
    int64_t quiet_ms = cx->now_ms - deal->last_activity_at;
    deal->days_since_activity = quiet_ms > 0 ? quiet_ms / MS_PER_DAY : 0; /* the clock may have been set back */
    bool late = date_parse(deal->closing_date, &closing) && closing < dashboard->today;
    bool quiet = deal->days_since_activity >= DEAL_QUIET_DAYS;
    deal->reason = late && quiet ? "both" : late ? "past_closing_date" : "no_activity";
}

static enum rc read_overdue(struct cx *cx, const struct dashboard *dashboard, struct list *overdue)
{
    char today[DATE_LEN];
    struct list late;
    int64_t quiet_since = cx->now_ms - DEAL_QUIET_DAYS * MS_PER_DAY;
    date_format(dashboard->today, today);
    TRY(db_all(cx, SQL_DASHBOARD_QUIET,
               ARGS(ARG_T("owner", cx->user->id), ARG_I("quiet_since", quiet_since), ARG_I("limit", DASHBOARD_LIST)), &deal_row,
               overdue));
    if (overdue->count == DASHBOARD_LIST) {
        return RC_OK;
    }
    TRY(db_all(cx, SQL_DASHBOARD_LATE,
               ARGS(ARG_T("owner", cx->user->id), ARG_I("quiet_since", quiet_since), ARG_T("today", today),
                    ARG_I("limit", DASHBOARD_LIST - (int64_t)overdue->count)),
               &deal_row, &late));
    const struct dashboard_deal *quiet_rows = overdue->rows, *late_rows = late.rows;
    struct dashboard_deal *all = arena_array(cx->arena, overdue->count + late.count + 1, sizeof *all);
    for (size_t i = 0; i < overdue->count + late.count; i++) {
        all[i] = i < overdue->count ? quiet_rows[i] : late_rows[i - overdue->count];
    }
    *overdue = (struct list){all, overdue->count + late.count};
    return RC_OK;
}

enum rc dashboard_deals(struct cx *cx, const struct dashboard *dashboard, struct dashboard_deals *deals)
{
    TRY(db_all(cx, SQL_DASHBOARD_TOP, ARGS(ARG_T("owner", cx->user->id)), &deal_row, &deals->top));
    TRY(read_closing(cx, dashboard, deals));
    TRY(read_overdue(cx, dashboard, &deals->overdue));
    struct dashboard_deal *overdue = deals->overdue.rows;
    for (size_t i = 0; i < deals->overdue.count; i++) {
        explain(cx, dashboard, &overdue[i]);
    }
    return RC_OK;
}
