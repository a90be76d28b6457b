/* SPDX-License-Identifier: MIT
 *
 * Reports of the workshop API, and what the accountant takes. */
#include "workshop/report.h"
#include "workshop/turnover.h"

#include "base/str.h"
#include "base/time.h"
#include "fcgi/api/export.h"
#include "fcgi/api/rows.h"
#include "workshop/books.h"
#include "workshop/closing.h"
#include "workshop/fec.h"

#define REPORT_MAX_DAYS 3660

static const char *const group_values[] = {"day", "week", "month", NULL};
enum { FROM_DATE, TO_DATE, GROUP_BY };
static const struct field report_revenue_query[] = {
    {.name = "from_date", .type = FT_DATE, .flags = F_REQUIRED},
    {.name = "to_date", .type = FT_DATE, .flags = F_REQUIRED, .about = "Included; at most ten years later"},
    {.name = "group_by", .type = FT_ENUM, .values = group_values, .about = "`day` when left out"},
    {.name = NULL},
};
static const struct field report_turnover_query[] = {
    {.name = "from_date", .type = FT_DATE, .flags = F_REQUIRED},
    {.name = "to_date", .type = FT_DATE, .flags = F_REQUIRED, .about = "Included; at most ten years later"},
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

static enum rc report_revenue_get(struct cx *cx)
{
    int64_t from = 0, to = 0;
    enum report_period group = PERIOD_DAY;
    struct revenue_report report;
    read_group(cx, &group);
    TRY(read_range(cx, &from, &to));
    TRY(report_revenue(cx, from, to, group, &report));
    return answer_record(cx, 200, &revenue_report_record, &report);
}

static enum rc report_turnover_get(struct cx *cx)
{
    int64_t from = 0, to = 0;
    struct turnover turnover;
    TRY(read_range(cx, &from, &to));
    TRY(turnover_get(cx, from, to, &turnover));
    return answer_record(cx, 200, &turnover_record, &turnover);
}

static enum rc report_quotes_get(struct cx *cx)
{
    struct quote_pipeline pipeline;
    TRY(report_quotes(cx, &pipeline));
    return answer_record(cx, 200, &quote_pipeline_record, &pipeline);
}

/* ---- the accountant ---- */

#define BOOKS_SPAN                                                                                                             \
    {.name = "from_date", .type = FT_DATE, .about = "With `to_date`, or `year`"},                                              \
        {.name = "to_date", .type = FT_DATE, .about = "Included; at most ten years later"},                                    \
    {                                                                                                                          \
        .name = "year", .type = FT_INT, .min = 1971, .max = 9998,                                                              \
        .about = "The financial year that ends in it, in place of the dates"                                                   \
    }
enum { YEAR = 2, VAT_FORMAT, VAT_LANGUAGE };
static const struct field books_query[] = {BOOKS_SPAN, {.name = NULL}};
static const char *const vat_formats[] = {"csv", "excel", NULL};
static const char *const vat_languages[] = {"fr", "en", NULL};
static const struct field vat_query[] = {
    BOOKS_SPAN,
    {.name = "format", .type = FT_ENUM, .flags = F_FOLD, .values = vat_formats, .about = "`csv` when left out"},
    {.name = "language",
     .type = FT_ENUM,
     .flags = F_FOLD,
     .values = vat_languages,
     .about = "Of the headings; `fr` when left out"},
    {.name = NULL},
};

static enum rc read_books_range(struct cx *cx, int64_t *from, int64_t *to)
{
    struct calendar calendar;
    int64_t year = INT_NULL;
    TRY(query_number(cx, &books_query[YEAR], &year));
    if (year == INT_NULL) {
        return read_range(cx, from, to);
    }
    if (request_query_once(cx, "from_date") || request_query_once(cx, "to_date")) {
        return fault_field(cx, "year", PROBLEM_NOT_APPLICABLE, "Either a year or two dates");
    }
    TRY(calendar_get(cx, &calendar));
    *from = fiscal_year_end(&calendar, (int)year - 1) + 1;
    *to = fiscal_year_end(&calendar, (int)year);
    return RC_OK;
}

static enum rc accounting_get(struct cx *cx)
{
    int64_t from = 0, to = 0;
    struct books books;
    TRY(read_books_range(cx, &from, &to));
    TRY(books_read(cx, from, to, &books));
    return answer_record(cx, 200, &books_record, &books);
}

static enum rc fec_get(struct cx *cx)
{
    int64_t from = 0, to = 0;
    struct download download;
    TRY(read_books_range(cx, &from, &to));
    TRY(fec_write(cx, from, to, &download));
    return answer_document(cx, download.content_type, download.filename, download.path, NULL);
}

static enum rc vat_get(struct cx *cx)
{
    int64_t from = 0, to = 0;
    const char *format, *language;
    struct download download;
    TRY(query_choice(cx, &vat_query[VAT_FORMAT], &format));
    TRY(query_choice(cx, &vat_query[VAT_LANGUAGE], &language));
    TRY(read_books_range(cx, &from, &to));
    TRY(books_vat_file(cx, from, to, format_table(format), str_eq(language, "fr"), &download));
    return answer_document(cx, download.content_type, download.filename, download.path, NULL);
}

static const struct route rows[] = {
    {READ("/api/reports/revenue", report_revenue_get, "Money received, by day, week or month"), .pool = POOL_HEAVY,
     .out = &revenue_report_record, .query = report_revenue_query},
    {ROW("GET", "/api/reports/turnover", report_turnover_get,
         "Invoices less credit notes that were recorded in a period, from the rows and, as proof, from the chain", PERM_MANAGER,
         TX_READ, RATE_READ),
     .pool = POOL_HEAVY, .out = &turnover_record, .query = report_turnover_query},
    {READ("/api/reports/pipeline", report_quotes_get, "What the quotes are worth"), .pool = POOL_HEAVY,
     .out = &quote_pipeline_record},
    {READ("/api/reports/quote-pipeline", report_quotes_get, "What the quotes are worth, under its unambiguous name"),
     .pool = POOL_HEAVY, .out = &quote_pipeline_record},
    {ROW("GET", "/api/accounting", accounting_get,
         "What the accounting entries of a period add up to, and its VAT by month and rate", PERM_MANAGER, TX_READ, RATE_READ),
     .pool = POOL_HEAVY, .out = &books_record, .query = books_query},
    {ROW("GET", "/api/exports/fec", fec_get, "The accountant's file of entries: the journals of sales, bank and till",
         PERM_ADMIN, TX_READ, RATE_READ),
     .pool = POOL_HEAVY, .query = books_query, .flags = ROUTE_FILE},
    {ROW("GET", "/api/exports/vat", vat_get, "The VAT due by month and rate", PERM_MANAGER, TX_READ, RATE_READ),
     .pool = POOL_HEAVY, .query = vat_query, .flags = ROUTE_FILE},
    {.method = NULL},
};
const struct route_group report_routes = {"Reports", "Figures over time.", rows};
