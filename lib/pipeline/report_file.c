/* SPDX-License-Identifier: MIT
 *
 * Reports as spreadsheets and PDF. What a table needs beyond the stored figures are headings and sums. */
#include "pipeline/report_file.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "data/json_in.h"
#include "documents/isolate.h"
#include "documents/pdf/report.h"
#include "tenant/settings.h"

#define FILE_NAME "pipeline_report"
#define NO_SECTOR "(none)"

/* ---- stored report ---- */

struct stored {
    struct report_query parameters;
    struct report_data data;
};

static enum rc load(struct cx *cx, const struct report *report, struct stored *stored)
{
    TRY(record_load(cx, &report_query_record, report->parameters, &stored->parameters));
    TRY(record_load(cx, &report_data_record, report->data, &stored->data));
    struct sector_figures *sectors = stored->data.by_sector.rows;
    for (size_t i = 0; i < stored->data.by_sector.count; i++) {
        sectors[i].sector = sectors[i].sector ? sectors[i].sector : NO_SECTOR;
        sectors[i].percentage *= 10; /* tenths of a percent to ten-thousandths */
    }
    return RC_OK;
}

static const char *period_text(struct cx *cx, const struct report_query *parameters)
{
    if (parameters->start_date && parameters->end_date) {
        return arena_printf(cx->arena, "%s to %s", parameters->start_date, parameters->end_date);
    }
    if (parameters->start_date) {
        return arena_printf(cx->arena, "from %s", parameters->start_date);
    }
    return parameters->end_date ? arena_printf(cx->arena, "until %s", parameters->end_date) : "all";
}

static const char *team_text(const struct report_query *parameters)
{
    if (parameters->team_name) {
        return parameters->team_name;
    }
    return parameters->team_id ? parameters->team_id : "all";
}

/* ---- spreadsheets ---- */

struct summary_line {
    const char *label;
    int64_t count; /* one of the three */
    int64_t money;
    const char *text;
};

static const struct column summary_columns[] = {
    {"Figure", COLUMN_TEXT, offsetof(struct summary_line, label), 24, false},
    {"Count", COLUMN_INTEGER, offsetof(struct summary_line, count), 12, false},
    {"Amount", COLUMN_MONEY, offsetof(struct summary_line, money), 20, false},
    {"Text", COLUMN_TEXT, offsetof(struct summary_line, text), 36, false},
    {NULL, COLUMN_TEXT, 0, 0, false},
};
static const struct column stage_columns[] = {
    {"Stage", COLUMN_TEXT, offsetof(struct stage_figures, stage), 18, false},
    {"Opportunities", COLUMN_INTEGER, offsetof(struct stage_figures, count), 14, true},
    {"Total value", COLUMN_MONEY, offsetof(struct stage_figures, total_value), 20, true},
    {"Weighted value", COLUMN_MONEY, offsetof(struct stage_figures, weighted_value), 20, true},
    {NULL, COLUMN_TEXT, 0, 0, false},
};
static const struct column sector_columns[] = {
    {"Sector", COLUMN_TEXT, offsetof(struct sector_figures, sector), 26, false},
    {"Opportunities", COLUMN_INTEGER, offsetof(struct sector_figures, count), 14, true},
    {"Total value", COLUMN_MONEY, offsetof(struct sector_figures, total_value), 20, true},
    {"Weighted value", COLUMN_MONEY, offsetof(struct sector_figures, weighted_value), 20, true},
    {"Share", COLUMN_SHARE, offsetof(struct sector_figures, percentage), 10, false},
    {NULL, COLUMN_TEXT, 0, 0, false},
};
static const struct column month_columns[] = {
    {"Year", COLUMN_INTEGER, offsetof(struct revenue_month, year), 8, false},
    {"Month", COLUMN_INTEGER, offsetof(struct revenue_month, month), 8, false},
    {"Sales amount", COLUMN_MONEY, offsetof(struct revenue_month, sales_amount), 20, true},
    {"Gross margin amount", COLUMN_MONEY, offsetof(struct revenue_month, gross_margin_amount), 20, true},
    {NULL, COLUMN_TEXT, 0, 0, false},
};

static enum rc write_summary(struct cx *cx, struct table_file *file, const struct report *report, const struct stored *stored)
{
    const struct report_data *data = &stored->data;
    char generated[25];
    time_format_s(report->generated_at, generated);
    const struct summary_line lines[] = {
        {"Total opportunities", data->summary.total_opportunities, INT_NULL, NULL},
        {"Total value", INT_NULL, data->summary.total_value, NULL},
        {"Weighted value", INT_NULL, data->summary.weighted_value, NULL},
        {"Won deals", data->summary.won_deals, INT_NULL, NULL},
        {"Lost deals", data->summary.lost_deals, INT_NULL, NULL},
        {"Team", INT_NULL, INT_NULL, team_text(&stored->parameters)},
        {"Created", INT_NULL, INT_NULL, period_text(cx, &stored->parameters)},
        {"Generated at", INT_NULL, INT_NULL, generated},
    };
    TRY(table_begin(file, "Summary", summary_columns));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        TRY(table_row(file, &lines[i]));
    }
    return table_end(file);
}

static enum rc write_list(struct table_file *file, const char *name, const struct column *columns, const struct list *list,
                          size_t size)
{
    TRY(table_begin(file, name, columns));
    for (size_t i = 0; i < list->count; i++) {
        TRY(table_row(file, (const char *)list->rows + i * size));
    }
    return table_end(file);
}

enum rc report_table(struct cx *cx, const struct report *report, enum table_format format, struct download *download)
{
    struct stored stored;
    struct table_file *file;
    TRY(load(cx, report, &stored));
    TRY(download_new(cx, FILE_NAME, table_extension(format), report->generated_at, download));
    download->content_type = table_content_type(format);
    struct table_options options = {
        .format = format, .path = download->path, .folder = download->folder, .created_ms = report->generated_at};
    TRY(table_open(cx, &options, &file));
    TRY(write_summary(cx, file, report, &stored));
    TRY(write_list(file, "By stage", stage_columns, &stored.data.by_stage, sizeof(struct stage_figures)));
    TRY(write_list(file, "By sector", sector_columns, &stored.data.by_sector, sizeof(struct sector_figures)));
    TRY(write_list(file, "Forecast", month_columns, &stored.data.forecast, sizeof(struct revenue_month)));
    return table_close(file);
}

/* ---- PDF ---- */

/* "4,250,000.00" */
static const char *amount_text(struct cx *cx, int64_t cents)
{
    char plain[DECIMAL_TEXT];
    struct buf out;
    decimal_format(cents, 2, 2, plain);
    buf_init(&out, cx->arena, 2 * DECIMAL_TEXT);
    const char *digit = plain;
    if (*digit == '-') {
        buf_char(&out, *digit++);
    }
    for (size_t left = strcspn(digit, "."); left > 0; left--) {
        buf_char(&out, *digit++);
        if (left % 3 == 1 && left > 1) {
            buf_char(&out, ',');
        }
    }
    buf_str(&out, digit);
    return out.data;
}

static const char *count_text(struct cx *cx, int64_t count)
{
    return arena_printf(cx->arena, "%lld", (long long)count);
}

static struct pdf_table stage_table(struct cx *cx, const struct report_data *data)
{
    static const char *const headings[] = {"Stage", "Deals", "Total value", "Weighted value"};
    const struct stage_figures *stages = data->by_stage.rows;
    size_t count = data->by_stage.count;
    const char **cells = arena_array(cx->arena, 4 * (count + 1), sizeof *cells);
    const char **cell = cells;
    for (size_t i = 0; i < count; i++) {
        *cell++ = stages[i].stage;
        *cell++ = count_text(cx, stages[i].count);
        *cell++ = amount_text(cx, stages[i].total_value);
        *cell++ = amount_text(cx, stages[i].weighted_value);
    }
    *cell++ = "Total";
    *cell++ = count_text(cx, data->summary.total_opportunities);
    *cell++ = amount_text(cx, data->summary.total_value);
    *cell++ = amount_text(cx, data->summary.weighted_value);
    return (struct pdf_table){"By stage", headings, 4, cells, count + 1, true};
}

static struct pdf_table sector_table(struct cx *cx, const struct report_data *data)
{
    static const char *const headings[] = {"Sector", "Deals", "Total value", "Weighted value", "Share"};
    const struct sector_figures *sectors = data->by_sector.rows;
    size_t count = data->by_sector.count;
    const char **cells = arena_array(cx->arena, 5 * count + 1, sizeof *cells);
    const char **cell = cells;
    for (size_t i = 0; i < count; i++) {
        char share[DECIMAL_TEXT];
        decimal_format(sectors[i].percentage, 2, 1, share);
        *cell++ = sectors[i].sector;
        *cell++ = count_text(cx, sectors[i].count);
        *cell++ = amount_text(cx, sectors[i].total_value);
        *cell++ = amount_text(cx, sectors[i].weighted_value);
        *cell++ = arena_printf(cx->arena, "%s%%", share);
    }
    return (struct pdf_table){"By sector", headings, 5, cells, count, false};
}

static struct pdf_bar *forecast_bars(struct cx *cx, const struct list *forecast)
{
    static const char names[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const struct revenue_month *months = forecast->rows;
    struct pdf_bar *bars = arena_array(cx->arena, forecast->count + 1, sizeof *bars);
    for (size_t i = 0; i < forecast->count; i++) {
        int64_t month = months[i].month >= 1 && months[i].month <= 12 ? months[i].month : 1;
        bars[i] = (struct pdf_bar){
            .label = arena_printf(cx->arena, "%s %02lld", names[month - 1], (long long)(months[i].year % 100)),
            .value_cents = months[i].sales_amount,
            .part_cents = months[i].gross_margin_amount,
        };
    }
    return bars;
}

enum rc report_pdf(struct cx *cx, const struct report *report, struct buf *body, const char **filename)
{
    struct stored stored;
    struct settings settings;
    TRY(load(cx, report, &stored));
    TRY(settings_get(cx, &settings));
    const struct report_data *data = &stored.data;
    const char *day = zone_today(cx->arena, cx->zone, report->generated_at);
    const char *const lines[] = {arena_printf(cx->arena, "Generated on %s", day),
                                 arena_printf(cx->arena, "Team: %s", text_isolated(cx->arena, team_text(&stored.parameters))),
                                 arena_printf(cx->arena, "Opportunities created: %s", period_text(cx, &stored.parameters)),
                                 NULL};
    const struct pdf_figure figures[] = {
        {"OPPORTUNITIES", count_text(cx, data->summary.total_opportunities)},
        {"TOTAL VALUE", amount_text(cx, data->summary.total_value)},
        {"WEIGHTED VALUE", amount_text(cx, data->summary.weighted_value)},
        {"WON DEALS", count_text(cx, data->summary.won_deals)},
        {"LOST DEALS", count_text(cx, data->summary.lost_deals)},
    };
    const struct pdf_table tables[] = {stage_table(cx, data), sector_table(cx, data)};
    const struct pdf_report pdf = {
        .title = "Pipeline report",
        .lines = lines,
        .figures = figures,
        .figure_count = sizeof figures / sizeof *figures,
        .chart_title = "Revenue forecast",
        .value_label = "Sales (active weighted, won in full)",
        .part_label = "of which gross margin",
        .bars = forecast_bars(cx, &data->forecast),
        .bar_count = data->forecast.count,
        .tables = tables,
        .table_count = sizeof tables / sizeof *tables,
        .demo = settings.demo == 1,
    };
    *filename = arena_printf(cx->arena, "%s_%s.pdf", FILE_NAME, day);
    buf_init(body, cx->arena, 32768);
    return pdf_report_render(cx, &pdf, body);
}
