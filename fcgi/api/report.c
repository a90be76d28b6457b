/* SPDX-License-Identifier: MIT
 *
 * Reports of the workshop API. */
#include "workshop/report.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/api/rows.h"

#define REPORT_MAX_DAYS 3660

static const char *const group_values[] = {"day", "week", "month", NULL};
enum { FROM_DATE, TO_DATE, GROUP_BY };
static const struct field report_revenue_query[] = {
    {.name = "from_date", .type = FT_DATE, .flags = F_REQUIRED},
    {.name = "to_date", .type = FT_DATE, .flags = F_REQUIRED, .about = "Included; at most ten years later"},
    {.name = "group_by", .type = FT_ENUM, .values = group_values, .about = "`day` when left out"},
    {.name = NULL},
};

static enum rc read_date(struct cx *cx, const char *name, int64_t *days)
{
    const char *text = request_query_once(cx, name);
    if (!text || !date_parse(text, days)) {
        return fault_field(cx, name, text ? PROBLEM_INVALID_DATE : PROBLEM_REQUIRED,
                           text ? "Must be a date (YYYY-MM-DD)" : "Required");
    }
    return RC_OK;
}

static void read_group(struct cx *cx, enum report_period *group)
{
    const char *value;
    (void)query_choice(cx, &report_revenue_query[GROUP_BY], &value); /* what is wrong is told with the dates */
    *group = str_eq(value, "week") ? PERIOD_WEEK : str_eq(value, "month") ? PERIOD_MONTH : PERIOD_DAY;
}

static enum rc read_range(struct cx *cx, int64_t *from, int64_t *to)
{
    enum rc from_rc = read_date(cx, "from_date", from);
    enum rc to_rc = read_date(cx, "to_date", to);
    if (from_rc == RC_OK && to_rc == RC_OK && *to < *from) {
        fault_field(cx, "to_date", PROBLEM_TOO_EARLY, "Must not be before from_date");
    } else if (from_rc == RC_OK && to_rc == RC_OK && *to - *from > REPORT_MAX_DAYS) {
        fault_field(cx, "to_date", PROBLEM_TOO_LATE, "Must be at most ten years after from_date");
    }
    return fault_check(cx);
}

static void write_periods(struct json *json, const struct revenue_report *report)
{
    json_key(json, "breakdown");
    json_array(json);
    for (size_t i = 0; i < report->count; i++) {
        json_object(json);
        json_kv_text(json, "period", report->periods[i].name);
        json_kv_money(json, "revenue", report->periods[i].revenue);
        json_kv_int(json, "invoices", report->periods[i].invoices);
        json_object_end(json);
    }
    json_array_end(json);
}

static enum rc report_revenue_get(struct cx *cx)
{
    int64_t from = 0, to = 0, average = 0;
    enum report_period group = PERIOD_DAY;
    struct revenue_report report;
    read_group(cx, &group);
    TRY(read_range(cx, &from, &to));
    TRY(report_revenue(cx, from, to, group, &report));
    if (report.invoices > 0 && !money_muldiv(report.total, 1, report.invoices, &average)) {
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    struct json *json = answer(cx, 200);
    json_object(json);
    json_key(json, "summary");
    json_object(json);
    json_kv_money(json, "total_revenue", report.total);
    json_kv_int(json, "invoices_paid", report.invoices);
    json_kv_money(json, "average_invoice", average);
    json_object_end(json);
    write_periods(json, &report);
    json_object_end(json);
    return RC_OK;
}

static enum rc report_quotes_get(struct cx *cx)
{
    struct quote_pipeline pipeline;
    TRY(report_quotes(cx, &pipeline));
    struct json *json = answer(cx, 200);
    json_object(json);
    json_key(json, "stages");
    json_array(json);
    for (size_t i = 0; i < sizeof pipeline.stages / sizeof *pipeline.stages; i++) {
        json_object(json);
        json_kv_text(json, "status", pipeline.stages[i].status);
        json_kv_int(json, "count", pipeline.stages[i].count);
        json_kv_money(json, "total_value", pipeline.stages[i].total);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "conversion_rate");
    json_decimal(json, pipeline.conversion_bp, 4, 2);
    json_kv_money(json, "average_deal_size", pipeline.average);
    json_kv_money(json, "total_pipeline_value", pipeline.total);
    json_object_end(json);
    return RC_OK;
}

static const struct route rows[] = {
    {READ("/api/reports/revenue", report_revenue_get, "Money received, by day, week or month"), .pool = POOL_HEAVY,
     .shape = "RevenueReport", .query = report_revenue_query},
    {READ("/api/reports/pipeline", report_quotes_get, "What the quotes are worth"), .pool = POOL_HEAVY,
     .shape = "QuotePipeline"},
    {READ("/api/reports/quote-pipeline", report_quotes_get, "What the quotes are worth, under its unambiguous name"),
     .pool = POOL_HEAVY, .shape = "QuotePipeline"},
    {.method = NULL},
};
const struct route_group report_routes = {"Reports", "Figures over time.", rows};
