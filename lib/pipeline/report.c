/* SPDX-License-Identifier: MIT
 *
 * Making and keeping reports. */
#include "pipeline/report.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "data/json_out.h"
#include "pipeline/opportunity.h"
#include "pipeline/revenue.h"
#include "resource/journal.h"

static const struct field summary_fields[] = {
    FIELD_INT(struct report_summary, total_opportunities, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct report_summary, total_value, F_REQUIRED),
    FIELD_MONEY(struct report_summary, weighted_value, F_REQUIRED),
    FIELD_INT(struct report_summary, won_deals, F_REQUIRED, 0, 0),
    FIELD_INT(struct report_summary, lost_deals, F_REQUIRED, 0, 0),
};
static RECORD(summary_record, "ReportSummary", struct report_summary, summary_fields, NULL);

static const struct field data_fields[] = {
    FIELD_RECORD(struct report_data, summary, &summary_record),
    FIELD_LIST(struct report_data, by_stage, F_READONLY, &stage_figures_record, 0, 0),
    FIELD_LIST(struct report_data, by_sector, F_READONLY, &sector_figures_record, 0, 0),
    FIELD_LIST(struct report_data, forecast, F_READONLY, &revenue_month_record, 0, 0),
};
RECORD(report_data_record, "ReportData", struct report_data, data_fields, NULL);

static const struct field query_fields[] = {
    FIELD_UUID(struct report_query, team_id, 0),
    FIELD_TEXT(struct report_query, team_name, 0, 0, 0),
    FIELD_DATE(struct report_query, start_date, 0),
    FIELD_DATE(struct report_query, end_date, 0),
};
RECORD(report_query_record, "ReportParameters", struct report_query, query_fields, NULL);

/* What stands before the data, and behind it. */
#define HEAD                                                                                                                   \
    FIELD_UUID(struct report, report_id, F_REQUIRED), FIELD_TEXT(struct report, report_type, F_REQUIRED, 0, 0),                \
        FIELD_TIME(struct report, generated_at, F_REQUIRED), FIELD_INT(struct report, version, F_REQUIRED, 0, 0),              \
        FIELD_PRINTED(struct report, parameters, F_REQUIRED, &report_query_record)
#define TAIL FIELD_UUID(struct report, created_by, F_INTERNAL), FIELD_TEXT(struct report, download_url, F_REQUIRED, 0, 0)

static const struct field report_fields[] = {HEAD, FIELD_PRINTED(struct report, data, F_REQUIRED, &report_data_record), TAIL};
RECORD(report_record, "Report", struct report, report_fields, NULL);

static const struct field head_fields[] = {HEAD, TAIL};
RECORD(report_head_record, "ReportHead", struct report, head_fields, NULL);

const struct list_spec report_list = {
    .record = &report_head_record,
    .select = SQL_PIPELINE_REPORT_LIST,
    .count = SQL_PIPELINE_REPORT_COUNT,
    .count_all = SQL_PIPELINE_REPORT_COUNT,
    .order = "r.seq DESC",
    .tie = "r.seq DESC",
};

const struct resource report_resource = {.record = &report_record, .list = &report_list};

#define REPORT_ARGS(query, access)                                                                                             \
    ARGS(ACCESS_ARGS(access), ARG_T("team_id", (query)->team_id),                                                              \
         ARG_T("start_date", (query)->start_date ? (query)->start_date : "0000-00-00"),                                        \
         ARG_T("end_date", (query)->end_date ? (query)->end_date : "9999-12-31"))

/* ---- figures ---- */

static enum rc too_large(struct cx *cx)
{
    return fault_set(cx, RC_INTERNAL, NULL, "The sums of this report are too large");
}

/* Every stage, also those without deals; and the summary, which is their sum. */
static enum rc make_stages(struct cx *cx, const struct list *found, struct report_data *data)
{
    struct report_summary *summary = &data->summary;
    figures_of_stages(cx, found, &data->by_stage);
    const struct stage_figures *stages = data->by_stage.rows;
    for (size_t i = 0; i < data->by_stage.count; i++) {
        summary->total_opportunities += stages[i].count;
        summary->won_deals += stages[i].won;
        summary->lost_deals += stages[i].lost;
        if (!money_add(summary->total_value, stages[i].total_value, &summary->total_value) ||
            !money_add(summary->weighted_value, stages[i].weighted_value, &summary->weighted_value)) {
            return too_large(cx);
        }
    }
    return RC_OK;
}

static enum rc make_percentages(struct cx *cx, struct report_data *data)
{
    struct sector_figures *sectors = data->by_sector.rows;
    for (size_t i = 0; i < data->by_sector.count; i++) {
        sectors[i].percentage = 0;
        if (data->summary.total_value > 0 &&
            !money_muldiv(sectors[i].total_value, 1000, data->summary.total_value, &sectors[i].percentage)) {
            return too_large(cx);
        }
    }
    return RC_OK;
}

/* Adds a deal's shares to the months that it runs in. */
static bool forecast_add(struct revenue_month *months, int64_t first, const struct opportunity *deal)
{
    int64_t days;
    if (!date_parse(deal->starting_date, &days)) {
        return false;
    }
    for (int64_t i = 0; i < REPORT_MONTHS; i++) {
        int64_t index = first + i - revenue_month_of(days);
        if (index >= 0 && index < deal->duration_months &&
            (!money_add(months[i].sales_amount, revenue_share(deal->weighted_amount, deal->duration_months, index),
                        &months[i].sales_amount) ||
             !money_add(months[i].gross_margin_amount, revenue_share(deal->gross_margin_amount, deal->duration_months, index),
                        &months[i].gross_margin_amount))) {
            return false;
        }
    }
    return true;
}

/* Deal by deal in scratch memory: there may be a hundred thousand. */
static enum rc forecast_sum(struct cx *cx, struct rows *rows, int64_t first, struct revenue_month *months)
{
    struct scratch scratch;
    enum rc rc;
    cx_scratch_begin(cx, &scratch);
    while ((rc = rows_next(rows)) == RC_OK) {
        struct opportunity deal = {.starting_date = rows_text(rows, 0),
                                   .duration_months = rows_int(rows, 1),
                                   .weighted_amount = rows_int(rows, 2),
                                   .gross_margin_amount = rows_int(rows, 3)};
        if (!forecast_add(months, first, &deal)) {
            rc = too_large(cx);
            break;
        }
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(rows);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc make_forecast(struct cx *cx, const struct arg *args, struct report_data *data)
{
    struct rows rows;
    struct revenue_month *months = arena_array(cx->arena, REPORT_MONTHS, sizeof *months);
    int64_t first = revenue_month_of(zone_date(cx->zone, cx->now_ms));
    for (int64_t i = 0; i < REPORT_MONTHS; i++) {
        months[i] = (struct revenue_month){.year = (first + i) / 12, .month = (first + i) % 12 + 1};
    }
    data->forecast = (struct list){months, REPORT_MONTHS};
    TRY(rows_open(cx, SQL_PIPELINE_REPORT_FORECAST, args, &rows));
    return forecast_sum(cx, &rows, first, months);
}

static enum rc make_data(struct cx *cx, const struct report_query *query, struct report_data *data)
{
    struct access access;
    struct list stages;
    *data = (struct report_data){0};
    TRY(access_of(cx, &access));
    const struct arg *args = REPORT_ARGS(query, &access);
    TRY(db_all(cx, SQL_PIPELINE_REPORT_STAGES, args, &stage_figures_record, &stages));
    TRY(make_stages(cx, &stages, data));
    TRY(db_all(cx, SQL_PIPELINE_REPORT_SECTORS, args, &sector_figures_record, &data->by_sector));
    TRY(make_percentages(cx, data));
    return make_forecast(cx, args, data);
}

/* ---- stored reports ---- */

static const char *printed(struct cx *cx, const struct record *record, const void *object)
{
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 4096);
    json_init(&json, &out, TIME_SECONDS);
    json_record(&json, record, object, true);
    return out.data;
}

/* As asked, and the name that the team had. */
static enum rc print_parameters(struct cx *cx, struct report_query *query, const char **text)
{
    const struct arg *args = ARGS(ARG_T("team_id", query->team_id));
    enum rc rc = query->team_id ? db_text(cx, SQL_PIPELINE_REPORT_TEAM, args, &query->team_name) : RC_OK;
    *text = printed(cx, &report_query_record, query);
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc report_make(struct cx *cx, struct report_query *query, struct report *report)
{
    struct report_data data;
    TRY(make_data(cx, query, &data));
    *report = (struct report){
        .report_id = uuid_new(cx->arena),
        .report_type = "pipeline",
        .generated_at = cx->now_ms,
        .version = 1,
        .data = printed(cx, &report_data_record, &data),
        .created_by = cx->user->id,
    };
    TRY(print_parameters(cx, query, &report->parameters));
    report->download_url = arena_printf(cx->arena, "/api/reports/%s/download", report->report_id);
    return RC_OK;
}

enum rc report_store(struct cx *cx, const struct report *report)
{
    TRY(db_run(cx, SQL_PIPELINE_REPORT_INSERT, ARGS(ARG_R(&report_record, report))));
    struct journal_entry entry = {
        .operation = JOURNAL_CREATE, .record = &report_record, .id = report->report_id, .now = report};
    TRY(journal_write(cx, &entry));
    return db_run(cx, SQL_PIPELINE_REPORT_TRIM, ARGS(ARG_T("created_by", report->created_by), ARG_I("kept", REPORTS_KEPT)));
}

enum rc report_get(struct cx *cx, const char *id, struct report *report)
{
    struct access access;
    TRY(access_of(cx, &access));
    enum rc rc = db_get(cx, SQL_PIPELINE_REPORT_GET, ARGS(ARG_T("id", id), ACCESS_ARGS(&access)), &report_record, report);
    return rc == RC_NOT_FOUND ? fault_not_found(cx, report_record.name) : rc;
}
