/* SPDX-License-Identifier: MIT
 *
 * Revenue by period, from payments; the worth of quotes by status. */
#include "workshop/report.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "store/db.h"
#include "workshop/quote.h"

static void period_name(int64_t day, enum report_period group, char out[12])
{
    int year, month, date, week;
    switch (group) {
    case PERIOD_DAY:
        date_format(day, out);
        break;
    case PERIOD_WEEK:
        date_iso_week(day, &year, &week);
        snprintf(out, 12, "%04d-W%02d", year % 10000, week % 100);
        break;
    case PERIOD_MONTH:
        date_parts(day, &year, &month, &date);
        snprintf(out, 12, "%04d-%02d", year % 10000, month % 100);
        break;
    }
}

/* Which period each day of the range belongs to, and the list of periods. */
static size_t *plan_periods(struct cx *cx, int64_t from, int64_t to, enum report_period group, struct revenue_report *report)
{
    size_t days = (size_t)(to - from + 1);
    size_t *period_of_day = arena_array(cx->arena, days, sizeof *period_of_day);
    report->periods = arena_array(cx->arena, days, sizeof *report->periods);
    report->count = 0;
    for (size_t i = 0; i < days; i++) {
        struct revenue_period *next = &report->periods[report->count];
        period_name(from + (int64_t)i, group, next->name);
        if (report->count == 0 || !str_eq(next->name, report->periods[report->count - 1].name)) {
            report->count++;
        }
        period_of_day[i] = report->count - 1;
    }
    return period_of_day;
}

/* What the invoice at hand received in each period; payments come invoice by invoice, so that no more than that is kept. */
struct tally {
    char invoice_id[UUID_LEN];
    int64_t *nets;    /* by period, */
    bool *is_touched; /* where there is any, */
    size_t *touched;  /* and which these are */
    size_t touched_count;
    struct revenue_report *report;
};

/* The invoice's payments are all seen. */
static void tally_settle(struct tally *tally)
{
    int64_t whole = 0;
    for (size_t i = 0; i < tally->touched_count; i++) {
        size_t period = tally->touched[i];
        whole += tally->nets[period];
        tally->report->periods[period].invoices += tally->nets[period] > 0;
        tally->nets[period] = 0;
        tally->is_touched[period] = false;
    }
    tally->report->invoices += whole > 0;
    tally->touched_count = 0;
}

static void tally_add(struct tally *tally, const char *invoice_id, size_t period, int64_t amount)
{
    if (!str_eq(invoice_id, tally->invoice_id)) {
        tally_settle(tally);
        snprintf(tally->invoice_id, sizeof tally->invoice_id, "%s", invoice_id);
    }
    if (!tally->is_touched[period]) {
        tally->touched[tally->touched_count++] = period;
        tally->is_touched[period] = true;
    }
    tally->nets[period] += amount;
    tally->report->periods[period].revenue += amount;
    tally->report->total += amount;
}

static enum rc tally_rows(struct cx *cx, struct rows *rows, int64_t from, int64_t to, const size_t *period_of_day,
                          struct tally *tally)
{
    struct scratch scratch;
    enum rc rc;
    cx_scratch_begin(cx, &scratch);
    while ((rc = rows_next(rows)) == RC_OK) {
        int64_t day = zone_date(cx->zone, rows_int(rows, 1));
        size_t period = period_of_day[day < from ? 0 : day > to ? to - from : day - from];
        tally_add(tally, rows_text(rows, 0), period, rows_int(rows, 2));
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(rows);
    tally_settle(tally);
    return rc == RC_END ? RC_OK : rc;
}

enum rc report_revenue(struct cx *cx, int64_t from, int64_t to, enum report_period group, struct revenue_report *report)
{
    *report = (struct revenue_report){0};
    struct rows rows;
    int64_t many;
    size_t *period_of_day = plan_periods(cx, from, to, group, report);
    struct tally tally = {.report = report,
                          .nets = arena_array(cx->arena, report->count, sizeof *tally.nets),
                          .is_touched = arena_array(cx->arena, report->count, sizeof *tally.is_touched),
                          .touched = arena_array(cx->arena, report->count, sizeof *tally.touched)};
    const struct arg *range =
        ARGS(ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1)));
    TRY(db_int(cx, SQL_PAYMENT_RECEIVED_MANY, range, &many));
    TRY(rows_open(cx, many ? SQL_PAYMENT_RECEIVED_ALL : SQL_PAYMENT_RECEIVED, range, &rows));
    return tally_rows(cx, &rows, from, to, period_of_day, &tally);
}

enum rc report_quotes(struct cx *cx, struct quote_pipeline *pipeline)
{
    *pipeline = (struct quote_pipeline){.stages = {{"DRAFT", 0, 0}, {"SENT", 0, 0}, {"ACCEPTED", 0, 0}}};
    struct rows rows;
    enum rc rc;
    int64_t sent = 0, converted = 0, count = 0;
    TRY(rows_open(cx, SQL_REPORT_QUOTES_BY_STATUS, NO_ARGS, &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        const char *status = rows_text(&rows, 0);
        sent += status_is(&quote_machine, status, PHASE_DRAFT) ? 0 : rows_int(&rows, 1);
        for (size_t i = 0; i < 3; i++) {
            if (str_eq(pipeline->stages[i].status, status)) {
                pipeline->stages[i].count = rows_int(&rows, 1);
                pipeline->stages[i].total = rows_int(&rows, 2);
                count += pipeline->stages[i].count;
                pipeline->total += pipeline->stages[i].total;
            }
        }
    }
    if (rc != RC_END) {
        return rc;
    }
    rows_close(&rows);
    TRY(db_int(cx, SQL_REPORT_QUOTES_CONVERTED, NO_ARGS, &converted));
    bool fits = (sent == 0 || money_muldiv(converted, 10000, sent, &pipeline->conversion_bp)) &&
                (count == 0 || money_muldiv(pipeline->total, 1, count, &pipeline->average));
    return fits ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, NULL);
}
