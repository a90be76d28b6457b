/* SPDX-License-Identifier: MIT
 *
 * One pass over the list: each deal becomes a row, and its months go into a difference array (as in revenue_delta of the
 * schema), from which the second sheet is summed up. */
#include "pipeline/export.h"

#include "base/money.h"
#include "base/time.h"
#include "pipeline/opportunity.h"
#include "pipeline/revenue.h"

#define BATCH 256 /* rows between two resets of the scratch memory */

/* Months are counted as 12 x year + month - 1; dates run from 1900 to 9999, and a deal ends in the month after its last. */
#define FIRST_MONTH (12 * 1900)
#define MONTHS (12 * 8100 + 1)

/* clang-format off */
#define TEXT(title, member, width) {(title), COLUMN_TEXT, offsetof(struct opportunity, member), (width), false}
#define DATE(title, member) {(title), COLUMN_DATE, offsetof(struct opportunity, member), 12, false}
#define MONEY(title, member) {(title), COLUMN_MONEY, offsetof(struct opportunity, member), 19, true}
#define SHARE(title, member, width) {(title), COLUMN_SHARE, offsetof(struct opportunity, member), (width), false}
#define TIME(title, member) {(title), COLUMN_TIME, offsetof(struct opportunity, member), 17, false}
#define KEY(title, member) {(title), COLUMN_TEXT, offsetof(struct opportunity, member), 37, false}

static const struct column deal_columns[] = {
    TEXT("Project name", project_name, 36),
    TEXT("Client", client_name, 26),
    TEXT("Owner", owner_name, 20),
    TEXT("Team", team_name, 20),
    TEXT("Status", status, 10),
    TEXT("Stage", stage, 13),
    TEXT("Service type", service_type, 14),
    TEXT("Sector type", sector_type, 16),
    MONEY("Original amount", original_amount),
    SHARE("Gross margin percentage", gross_margin_percentage, 23),
    SHARE("Probability score", probability_score, 17),
    MONEY("Weighted amount", weighted_amount),
    MONEY("Gross margin amount", gross_margin_amount),
    DATE("Starting date", starting_date),
    DATE("Closing date", closing_date),
    {"Duration (months)", COLUMN_INTEGER, offsetof(struct opportunity, duration_months), 17, false},
    TEXT("Project type", project_type, 30),
    TEXT("Project maturity", project_maturity, 16),
    TEXT("Client type", client_type, 11),
    TEXT("Client relationship", client_relationship, 18),
    {"Conservative approach", COLUMN_BOOL, offsetof(struct opportunity, conservative_approach), 21, false},
    SHARE("Win probability override", win_probability_override, 23),
    DATE("Closed on", closed_date),
    TIME("Created at", created_at),
    TIME("Updated at", updated_at),
    TEXT("Notes", update_notes, 50),
    KEY("ID", id),
    KEY("Owner ID", owner_id),
    KEY("Team ID", team_id),
    KEY("Client ID", client_id),
    {NULL, COLUMN_TEXT, 0, 0, false},
};
/* clang-format on */

struct month {
    int64_t year, month;
    int64_t sales, margin; /* cents */
};

static const struct column month_columns[] = {
    {"Year", COLUMN_INTEGER, offsetof(struct month, year), 8, false},
    {"Month", COLUMN_INTEGER, offsetof(struct month, month), 8, false},
    {"Sales amount", COLUMN_MONEY, offsetof(struct month, sales), 20, true},
    {"Gross margin amount", COLUMN_MONEY, offsetof(struct month, margin), 20, true},
    {NULL, COLUMN_TEXT, 0, 0, false},
};

/* ---- revenue by month ---- */

/* The revenue of a month is the sum of all differences up to it. */
struct months {
    int64_t *sales;
    int64_t *margin;
    int64_t first, end; /* months that some deal has, as indexes; end 0: none */
};

static void months_init(struct cx *cx, struct months *months)
{
    *months = (struct months){.sales = arena_array(cx->arena, MONTHS, sizeof(int64_t)),
                              .margin = arena_array(cx->arena, MONTHS, sizeof(int64_t)),
                              .first = MONTHS};
}

/* Equal shares, the first months with the odd cents: as revenue_share() has it. */
static bool spread(int64_t *differences, int64_t first, int64_t count, int64_t amount)
{
    int64_t share = revenue_share(amount, count, count - 1);
    int64_t odd = amount - share * count;
    return money_add(differences[first], share + (odd > 0), &differences[first]) &&
           money_sub(differences[first + odd], odd > 0, &differences[first + odd]) &&
           money_sub(differences[first + count], share, &differences[first + count]);
}

static enum rc months_add(struct cx *cx, struct months *months, const struct opportunity *deal)
{
    int64_t days = 0;
    int year = 0, month = 0, day;
    int64_t count = deal->duration_months;
    if (date_parse(deal->starting_date, &days)) {
        date_parts(days, &year, &month, &day);
    }
    int64_t first = (int64_t)year * 12 + month - 1 - FIRST_MONTH;
    if (first < 0 || count < 1 || first + count >= MONTHS || !spread(months->sales, first, count, deal->weighted_amount) ||
        !spread(months->margin, first, count, deal->gross_margin_amount)) {
        return fault_printf(cx, RC_INTERNAL, NULL, "Opportunity %s cannot be spread over its months", deal->id);
    }
    months->first = first < months->first ? first : months->first;
    months->end = first + count > months->end ? first + count : months->end;
    return RC_OK;
}

static enum rc write_months(struct cx *cx, struct table_file *file, const struct months *months)
{
    struct month month = {.sales = 0};
    TRY(table_begin(file, "Revenue distribution", month_columns));
    for (int64_t i = months->first; i < months->end; i++) {
        month.year = (i + FIRST_MONTH) / 12;
        month.month = (i + FIRST_MONTH) % 12 + 1;
        if (!money_add(month.sales, months->sales[i], &month.sales) ||
            !money_add(month.margin, months->margin[i], &month.margin)) {
            return fault_set(cx, RC_INTERNAL, NULL, "The revenue of a month is too large");
        }
        TRY(table_row(file, &month));
    }
    return table_end(file);
}

/* ---- deals ---- */

/* Rows until a batch is full; RC_END after the last. */
static enum rc write_batch(struct cx *cx, struct rows *rows, struct table_file *file, struct months *months)
{
    struct opportunity deal;
    for (int i = 0; i < BATCH; i++) {
        TRY(rows_next(rows));
        rows_record(rows, &opportunity_row_record, &deal);
        TRY(table_row(file, &deal));
        TRY(months_add(cx, months, &deal));
    }
    return RC_OK;
}

static enum rc write_deals(struct cx *cx, struct rows *rows, struct table_file *file, struct months *months)
{
    struct scratch scratch;
    enum rc rc;
    TRY(table_begin(file, "Opportunities", deal_columns));
    cx_scratch_begin(cx, &scratch);
    while ((rc = write_batch(cx, rows, file, months)) == RC_OK) {
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(rows);
    return rc == RC_END ? table_end(file) : rc;
}

static enum rc open_deals(struct cx *cx, const struct query *query, struct rows *rows)
{
    struct access access;
    struct list_spec spec = opportunity_list;
    spec.select = SQL_OPPORTUNITY_EXPORT;
    spec.search = SQL_OPPORTUNITY_EXPORT_SEARCH;
    struct deal_clock clock = deal_clock(cx);
    TRY(access_of(cx, &access));
    return list_open(cx, &spec, query, ARGS(DEAL_LIST_ARGS(&access, &clock)), rows);
}

enum rc export_opportunities(struct cx *cx, const struct query *query, enum table_format format, struct download *download)
{
    struct table_file *file;
    struct months months;
    struct rows rows;
    months_init(cx, &months);
    TRY(open_deals(cx, query, &rows));
    TRY(download_new(cx, "opportunities", table_extension(format), cx->now_ms, download));
    download->content_type = table_content_type(format);
    struct table_options options = {
        .format = format, .path = download->path, .folder = download->folder, .created_ms = cx->now_ms};
    TRY(table_open(cx, &options, &file));
    TRY(write_deals(cx, &rows, file, &months));
    if (format == TABLE_XLSX) {
        TRY(write_months(cx, file, &months));
    }
    return table_close(file);
}
