/* SPDX-License-Identifier: MIT
 *
 * Tools that reckon: money received, conversion, the pipeline. */
#include "assistant/run_parts.h"
#include "base/money.h"
#include "base/time.h"
#include "pipeline/access.h"
#include "pipeline/dashboard.h"
#include "tenant/settings.h"
#include "workshop/report.h"

#define BEST_CLIENTS 5
#define REPORT_DAYS_MAX 3660 /* of a revenue report */

/* ---- money ---- */

/* The days of a period; what is left open ends today, or begins with the default. */
static void days_of(const struct cx *cx, const struct tool_answer *answer, int64_t *from, int64_t *to)
{
    if (!answer->ask.from || !date_parse(answer->ask.from, from)) {
        *from = 0;
    }
    if (!answer->ask.to || !date_parse(answer->ask.to, to)) {
        *to = run_today(cx);
    }
    *to = *to < *from ? *from : *to;
}

static void default_period(struct cx *cx, struct tool_answer *answer, bool whole_year)
{
    int year, month, day;
    if (answer->ask.from || answer->ask.to) {
        return;
    }
    date_parts(run_today(cx), &year, &month, &day);
    answer->ask.from = run_date(cx, date_from_parts(year, whole_year ? 1 : month, 1));
    answer->ask.to = run_date(cx, run_today(cx));
}

enum rc run_revenue(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t from, to;
    struct revenue_report report;
    (void)ask;
    default_period(cx, answer, false);
    days_of(cx, answer, &from, &to);
    if (to - from > REPORT_DAYS_MAX) {
        from = to - REPORT_DAYS_MAX;
        answer->ask.from = run_date(cx, from);
    }
    TRY(report_revenue(cx, from, to, PERIOD_MONTH, &report));
    const struct revenue_period *periods = report.breakdown.rows;
    size_t count = report.breakdown.count;
    answer->sum = report.summary.total_revenue;
    answer->total = report.summary.invoices_paid;
    answer->rows.rows = arena_array(cx->arena, TOOL_ROWS, sizeof(struct tool_row));
    for (size_t i = 0; count > 1 && i < count && i < TOOL_ROWS; i++) {
        struct tool_row *row = &run_rows(answer)[answer->rows.count++];
        record_clear(&tool_row_record, row);
        row->title = periods[i].period;
        row->amount = periods[i].revenue;
        row->count = periods[i].invoices;
    }
    return RC_OK;
}

enum rc run_best_clients(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t from, to;
    default_period(cx, answer, true);
    days_of(cx, answer, &from, &to);
    TRY(db_all(cx, SQL_ASSISTANT_BEST_CLIENTS,
               ARGS(ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1)),
                    ARG_I("limit", ask->limit != INT_NULL ? ask->limit : BEST_CLIENTS)),
               &tool_row_record, &answer->rows));
    answer->total = (int64_t)answer->rows.count;
    answer->sum = 0;
    for (size_t i = 0; i < answer->rows.count; i++) {
        if (!money_add(answer->sum, run_rows(answer)[i].amount, &answer->sum)) {
            return fault_set(cx, RC_INTERNAL, NULL, NULL);
        }
    }
    return RC_OK;
}

enum rc run_conversion(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t converted;
    const struct arg *args =
        ARGS(ARG_T("from", ask->from ? ask->from : "0000-01-01"), ARG_T("to", ask->to ? ask->to : "9999-12-31"));
    TRY(db_int(cx, SQL_ASSISTANT_CONVERSION, args, &answer->total));
    TRY(db_int(cx, SQL_ASSISTANT_CONVERTED, args, &converted));
    answer->rate = 0;
    answer->weighted = INT_NULL;
    if (answer->total > 0 && !money_muldiv(converted, 10000, answer->total, &answer->rate)) {
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    answer->sum = converted;
    return RC_OK;
}

/* ---- deals ---- */

enum rc tool_owners(struct cx *cx, bool mine, const char **owners)
{
    struct access access;
    if (mine) {
        *owners = arena_printf(cx->arena, "[\"%s\"]", cx->user->id);
        return RC_OK;
    }
    TRY(access_of(cx, &access));
    return db_text(cx, SQL_ASSISTANT_OWNERS, ARGS(ACCESS_ARGS(&access)), owners);
}

enum rc run_pipeline(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct dashboard dashboard = {.today = run_today(cx)};
    struct list found;
    TRY(tool_owners(cx, ask->mine == 1, &dashboard.owners));
    TRY(dashboard_stages(cx, &dashboard, &found));
    const struct stage_figures *stages = found.rows;
    answer->rows.rows = arena_array(cx->arena, found.count, sizeof(struct tool_row));
    answer->sum = 0;
    answer->weighted = 0;
    for (size_t i = 0; i < found.count; i++) {
        if (stages[i].count == 0) {
            continue;
        }
        struct tool_row *row = &run_rows(answer)[answer->rows.count++];
        record_clear(&tool_row_record, row);
        row->title = stages[i].stage;
        row->count = stages[i].count;
        row->amount = stages[i].total_value;
        row->weighted = stages[i].weighted_value;
        answer->total += stages[i].count;
        if (!money_add(answer->sum, row->amount, &answer->sum) ||
            !money_add(answer->weighted, row->weighted, &answer->weighted)) {
            return fault_set(cx, RC_INTERNAL, NULL, NULL);
        }
    }
    return RC_OK;
}

enum rc run_stalled_deals(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    const char *owners;
    struct settings settings;
    TRY(settings_get(cx, &settings));
    int64_t days = ask->older_than_days != INT_NULL ? ask->older_than_days : settings.stalled_days;
    answer->ask.older_than_days = days;
    TRY(tool_owners(cx, ask->mine == 1, &owners));
    const struct arg *args =
        ARGS(ARG_T("owners", owners), ARG_I("quiet_since", zone_day_start_ms(cx->zone, run_today(cx) - days)));
    TRY(db_all(cx, SQL_ASSISTANT_STALLED, args, &tool_row_record, &answer->rows));
    for (size_t i = 0; i < answer->rows.count; i++) {
        run_rows(answer)[i].days = run_days_since(cx, run_rows(answer)[i].at);
    }
    TRY(db_int(cx, SQL_ASSISTANT_STALLED_SUM, args, &answer->sum));
    return db_int(cx, SQL_ASSISTANT_STALLED_COUNT, args, &answer->total);
}
