/* SPDX-License-Identifier: MIT
 *
 * What dashboards say about time: expected revenue by month, what was won and lost, and how deals move through the stages. */
#include "pipeline/dashboard.h"

#include "base/str.h"
#include "base/time.h"
#include "pipeline/revenue.h"
#include "store/db.h"

/* ---- expected revenue ---- */

/* From January of this year, so that the year's and the quarter's past is there, to eleven months ahead. */
#define SPAN_MAX (2 * DASHBOARD_MONTHS - 1)

struct span {
    int64_t first; /* 12 * year + month - 1 */
    int64_t count;
    int64_t sales[SPAN_MAX];
    int64_t margin[SPAN_MAX];
};

static enum rc read_span(struct cx *cx, const struct dashboard *dashboard, struct span *span)
{
    struct rows rows;
    enum rc rc;
    *span = (struct span){.first = dashboard->year * 12, .count = dashboard->month - 1 + DASHBOARD_MONTHS};
    TRY(rows_open(
        cx, SQL_DASHBOARD_REVENUE,
        ARGS(ARG_T("owners", dashboard->owners), ARG_I("first", span->first), ARG_I("last", span->first + span->count - 1)),
        &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        int64_t at = rows_int(&rows, 0) - span->first;
        span->sales[at] = rows_int(&rows, 1);
        span->margin[at] = rows_int(&rows, 2);
    }
    rows_close(&rows);
    for (int64_t i = 1; i < span->count; i++) { /* differences become months */
        span->sales[i] += span->sales[i - 1];
        span->margin[i] += span->margin[i - 1];
    }
    return rc == RC_END ? RC_OK : rc;
}

static int64_t sales_of(const struct span *span, int from, int count)
{
    int64_t sum = 0;
    for (int i = from; i < from + count; i++) {
        sum += span->sales[i];
    }
    return sum;
}

/* A year of months, from the span's month `from` on. */
static void months_of(struct cx *cx, const struct span *span, int from, struct list *list)
{
    struct revenue_month *months = arena_array(cx->arena, DASHBOARD_MONTHS, sizeof *months);
    for (int i = 0; i < DASHBOARD_MONTHS; i++) {
        int month = from + i;
        months[i] = (struct revenue_month){.year = (span->first + month) / 12,
                                           .month = month % 12 + 1,
                                           .sales_amount = span->sales[month],
                                           .gross_margin_amount = span->margin[month]};
    }
    *list = (struct list){months, DASHBOARD_MONTHS};
}

enum rc dashboard_revenue(struct cx *cx, const struct dashboard *dashboard, struct dashboard_revenue *revenue)
{
    struct span span;
    TRY(read_span(cx, dashboard, &span));
    int current = dashboard->month - 1;
    revenue->this_month = sales_of(&span, current, 1);
    revenue->this_quarter = sales_of(&span, current - current % 3, 3);
    revenue->this_year = sales_of(&span, 0, 12);
    months_of(cx, &span, current, &revenue->forecast);
    return RC_OK;
}

enum rc dashboard_months(struct cx *cx, const struct dashboard *dashboard, int64_t first, struct list *months)
{
    struct span span;
    TRY(read_span(cx, dashboard, &span));
    months_of(cx, &span, (int)(first - span.first), months);
    return RC_OK;
}

/* ---- won and lost ---- */

static const struct field month_fields[] = {
    FIELD_TEXT(struct dashboard_month, month, 0, 0, 0),    FIELD_INT(struct dashboard_month, created, 0, 0, 0),
    FIELD_INT(struct dashboard_month, won, 0, 0, 0),       FIELD_INT(struct dashboard_month, lost, 0, 0, 0),
    FIELD_INT(struct dashboard_month, won_total, 0, 0, 0),
};
static RECORD(month_row, "Month", struct dashboard_month, month_fields, NULL);

enum rc dashboard_trend(struct cx *cx, const struct dashboard *dashboard, struct list *trend)
{
    struct list found;
    struct dashboard_month *months = arena_array(cx->arena, DASHBOARD_MONTHS, sizeof *months);
    int first = dashboard->year * 12 + dashboard->month - DASHBOARD_MONTHS;
    for (int i = 0; i < DASHBOARD_MONTHS; i++) {
        int month = first + i;
        months[i] = (struct dashboard_month){.month = arena_printf(cx->arena, "%04d-%02d", month / 12, month % 12 + 1)};
    }
    TRY(db_all(cx, SQL_DASHBOARD_MONTHS,
               ARGS(ARG_T("owners", dashboard->owners), ARG_T("first", months[0].month),
                    ARG_T("last", months[DASHBOARD_MONTHS - 1].month)),
               &month_row, &found));
    const struct dashboard_month *rows = found.rows;
    for (size_t i = 0; i < DASHBOARD_MONTHS; i++) {
        for (size_t k = 0; k < found.count; k++) {
            months[i] = str_eq(rows[k].month, months[i].month) ? rows[k] : months[i];
        }
        months[i].win_rate = dashboard_ratio(months[i].won, months[i].won + months[i].lost, 2);
    }
    *trend = (struct list){months, DASHBOARD_MONTHS};
    return RC_OK;
}

/* ---- steps ---- */

enum rc dashboard_steps(struct cx *cx, const struct dashboard *dashboard, struct dashboard_step steps[DASHBOARD_STEPS])
{
    static const char *const names[DASHBOARD_STEPS] = {"Prospection", "RFI", "RFQ", "Negotiation"};
    struct rows rows;
    enum rc rc;
    for (size_t i = 0; i < DASHBOARD_STEPS; i++) {
        steps[i] = (struct dashboard_step){.stage = names[i]};
    }
    TRY(rows_open(cx, SQL_DASHBOARD_STEPS, ARGS(ARG_T("owners", dashboard->owners)), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        const char *stage = rows_text(&rows, 0);
        for (size_t i = 0; i < DASHBOARD_STEPS; i++) {
            if (str_eq(stage, steps[i].stage)) {
                steps[i].conversion = dashboard_ratio(rows_int(&rows, 2), rows_int(&rows, 1), 2);
                steps[i].average_days = dashboard_ratio(rows_int(&rows, 4), rows_int(&rows, 3) * (MS_PER_DAY / 1000), 0);
            }
        }
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}
