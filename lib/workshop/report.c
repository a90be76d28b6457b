/* SPDX-License-Identifier: MIT
 *
 * Revenue by period, from payments; the worth of quotes by status. */
#include "workshop/report.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "store/db.h"

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

/* What one invoice received in one period: a hash table on the arena, doubled when half full. */
struct receipt {
    const char *invoice_id; /* NULL: free */
    size_t period;
    int64_t net;
};

struct receipts {
    struct receipt *slots;
    size_t capacity; /* a power of two */
    size_t used;
};

static struct receipt *receipt_find(struct receipts *receipts, const char *invoice_id, size_t period)
{
    size_t at = (size_t)hash64(invoice_id, strlen(invoice_id), period) & (receipts->capacity - 1);
    while (receipts->slots[at].invoice_id &&
           (receipts->slots[at].period != period || !str_eq(receipts->slots[at].invoice_id, invoice_id))) {
        at = (at + 1) & (receipts->capacity - 1);
    }
    return &receipts->slots[at];
}

static void receipts_grow(struct cx *cx, struct receipts *receipts)
{
    struct receipts bigger = {.capacity = receipts->capacity ? receipts->capacity * 2 : 64, .used = receipts->used};
    bigger.slots = arena_array(cx->arena, bigger.capacity, sizeof *bigger.slots);
    for (size_t i = 0; i < receipts->capacity; i++) {
        if (receipts->slots[i].invoice_id) {
            *receipt_find(&bigger, receipts->slots[i].invoice_id, receipts->slots[i].period) = receipts->slots[i];
        }
    }
    *receipts = bigger;
}

static void receipts_add(struct cx *cx, struct receipts *receipts, const char *invoice_id, size_t period, int64_t amount)
{
    if (receipts->used * 2 >= receipts->capacity) {
        receipts_grow(cx, receipts);
    }
    struct receipt *receipt = receipt_find(receipts, invoice_id, period);
    if (!receipt->invoice_id) {
        *receipt = (struct receipt){invoice_id, period, 0};
        receipts->used++;
    }
    receipt->net += amount;
}

#define WHOLE_RANGE SIZE_MAX

static void count_invoices(const struct receipts *receipts, struct revenue_report *report)
{
    for (size_t i = 0; i < receipts->capacity; i++) {
        const struct receipt *receipt = &receipts->slots[i];
        if (!receipt->invoice_id || receipt->net <= 0) {
            continue;
        }
        if (receipt->period == WHOLE_RANGE) {
            report->invoices++;
        } else {
            report->periods[receipt->period].invoices++;
        }
    }
}

enum rc report_revenue(struct cx *cx, int64_t from, int64_t to, enum report_period group, struct revenue_report *report)
{
    *report = (struct revenue_report){0};
    struct receipts receipts = {0};
    struct rows rows;
    enum rc rc;
    size_t *period_of_day = plan_periods(cx, from, to, group, report);
    TRY(rows_open(
        cx, SQL_PAYMENT_RECEIVED,
        ARGS(ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1))), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        int64_t day = zone_date(cx->zone, rows_int(&rows, 0));
        int64_t amount = rows_int(&rows, 1);
        size_t period = period_of_day[day < from ? 0 : day > to ? to - from : day - from];
        const char *invoice_id = rows_text(&rows, 2);
        receipts_add(cx, &receipts, invoice_id, period, amount);
        receipts_add(cx, &receipts, invoice_id, WHOLE_RANGE, amount);
        report->periods[period].revenue += amount;
        report->total += amount;
    }
    if (rc != RC_END) {
        return rc;
    }
    rows_close(&rows);
    count_invoices(&receipts, report);
    return RC_OK;
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
        sent += str_eq(status, "DRAFT") ? 0 : rows_int(&rows, 1);
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
