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

static const struct field summary_fields[] = {
    FIELD_MONEY(struct revenue_summary, total_revenue, F_REQUIRED),
    FIELD_INT(struct revenue_summary, invoices_paid, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct revenue_summary, average_invoice, F_REQUIRED),
    FIELD_MONEY(struct revenue_summary, average_period, F_REQUIRED),
};
static RECORD(summary_record, "RevenueSummary", struct revenue_summary, summary_fields, NULL);

static const struct field period_fields[] = {
    FIELD_TEXT(struct revenue_period, period, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct revenue_period, revenue, F_REQUIRED),
    FIELD_INT(struct revenue_period, invoices, F_REQUIRED, 0, 0),
};
static RECORD(period_record, "RevenuePeriod", struct revenue_period, period_fields, NULL);

static const struct field revenue_fields[] = {
    FIELD_RECORD(struct revenue_report, summary, &summary_record),
    FIELD_LIST(struct revenue_report, breakdown, F_READONLY, &period_record, 0, 0),
};
RECORD(revenue_report_record, "RevenueReport", struct revenue_report, revenue_fields, NULL);

static const struct field stage_fields[] = {
    FIELD_STATUS(struct quote_stage, status, F_REQUIRED, &quote_machine),
    FIELD_INT(struct quote_stage, count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct quote_stage, total_value, F_REQUIRED),
};
static RECORD(stage_record, "QuoteStage", struct quote_stage, stage_fields, NULL);

static const struct field pipeline_fields[] = {
    FIELD_LIST(struct quote_pipeline, stages, F_READONLY, &stage_record, 0, 0),
    FIELD_DECIMAL(struct quote_pipeline, conversion_rate, F_REQUIRED, 4, 2, 0, 0),
    FIELD_MONEY(struct quote_pipeline, average_deal_size, F_REQUIRED),
    FIELD_MONEY(struct quote_pipeline, total_pipeline_value, F_REQUIRED),
};
RECORD(quote_pipeline_record, "QuotePipeline", struct quote_pipeline, pipeline_fields, NULL);

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
    struct revenue_period *periods = arena_array(cx->arena, days, sizeof *periods);
    size_t count = 0;
    for (size_t i = 0; i < days; i++) {
        char name[12];
        period_name(from + (int64_t)i, group, name);
        if (count == 0 || !str_eq(name, periods[count - 1].period)) {
            periods[count++].period = arena_strdup(cx->arena, name);
        }
        period_of_day[i] = count - 1;
    }
    report->breakdown = (struct list){periods, count};
    return period_of_day;
}

/* What the invoice at hand received in each period; payments come invoice by invoice, so that no more than that is kept. */
struct tally {
    char invoice_id[UUID_LEN];
    int64_t *nets;    /* by period, */
    bool *is_touched; /* where there is any, */
    size_t *touched;  /* and which these are */
    size_t touched_count;
    struct revenue_summary *summary;
    struct revenue_period *periods;
};

/* The invoice's payments are all seen. */
static void tally_settle(struct tally *tally)
{
    int64_t whole = 0;
    for (size_t i = 0; i < tally->touched_count; i++) {
        size_t period = tally->touched[i];
        whole += tally->nets[period];
        tally->periods[period].invoices += tally->nets[period] > 0;
        tally->nets[period] = 0;
        tally->is_touched[period] = false;
    }
    tally->summary->invoices_paid += whole > 0;
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
    tally->periods[period].revenue += amount;
    tally->summary->total_revenue += amount;
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
    size_t count = report->breakdown.count;
    struct tally tally = {.summary = &report->summary,
                          .periods = report->breakdown.rows,
                          .nets = arena_array(cx->arena, count, sizeof *tally.nets),
                          .is_touched = arena_array(cx->arena, count, sizeof *tally.is_touched),
                          .touched = arena_array(cx->arena, count, sizeof *tally.touched)};
    const struct arg *range =
        ARGS(ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1)));
    TRY(db_int(cx, SQL_PAYMENT_RECEIVED_MANY, range, &many));
    TRY(rows_open(cx, many ? SQL_PAYMENT_RECEIVED_ALL : SQL_PAYMENT_RECEIVED, range, &rows));
    TRY(tally_rows(cx, &rows, from, to, period_of_day, &tally));
    struct revenue_summary *sum = &report->summary;
    bool fits = money_muldiv(sum->total_revenue, 1, (int64_t)count, &sum->average_period) &&
                (sum->invoices_paid == 0 || money_muldiv(sum->total_revenue, 1, sum->invoices_paid, &sum->average_invoice));
    return fits ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, NULL);
}

enum rc report_quotes(struct cx *cx, struct quote_pipeline *pipeline)
{
    static const char *const statuses[] = {"DRAFT", "SENT", "ACCEPTED"};
    struct quote_stage *stages = arena_array(cx->arena, 3, sizeof *stages);
    *pipeline = (struct quote_pipeline){.stages = {stages, 3}};
    for (size_t i = 0; i < 3; i++) {
        stages[i].status = statuses[i];
    }
    struct rows rows;
    enum rc rc;
    int64_t sent = 0, converted = 0, count = 0;
    TRY(rows_open(cx, SQL_REPORT_QUOTES_BY_STATUS, NO_ARGS, &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        const char *status = rows_text(&rows, 0);
        sent += status_is(&quote_machine, status, PHASE_DRAFT) ? 0 : rows_int(&rows, 1);
        for (size_t i = 0; i < 3; i++) {
            if (str_eq(stages[i].status, status)) {
                stages[i].count = rows_int(&rows, 1);
                stages[i].total_value = rows_int(&rows, 2);
                count += stages[i].count;
                pipeline->total_pipeline_value += stages[i].total_value;
            }
        }
    }
    if (rc != RC_END) {
        return rc;
    }
    rows_close(&rows);
    TRY(db_int(cx, SQL_REPORT_QUOTES_CONVERTED, NO_ARGS, &converted));
    bool fits = (sent == 0 || money_muldiv(converted, 10000, sent, &pipeline->conversion_rate)) &&
                (count == 0 || money_muldiv(pipeline->total_pipeline_value, 1, count, &pipeline->average_deal_size));
    return fits ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, NULL);
}
