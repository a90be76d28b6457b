/* SPDX-License-Identifier: MIT
 *
 * Figures by day, and the periods of a month. */
#include "workshop/ereport.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/digest.h"
#include "base/str.h"
#include "base/time.h"
#include "tenant/settings.h"
#include "workshop/ereport_xml.h"
#include "workshop/sale.h"

#define ROWS_MAX (62 * 4 * LINE_RATES_MAX) /* two months of days, categories and rates */

static const char *const states[] = {"EMPTY", "OPEN", "TO_SEND", "SENT", "CHANGED", NULL};
static const char *const kinds[] = {EREPORT_TRANSACTIONS, EREPORT_PAYMENTS, NULL};
static const char *const categories[] = {"GOODS", "SERVICES", "NOT_TAXED", "MARGIN", NULL};
static const char *const types[] = {"IN", "RE", NULL};

static const struct field row_fields[] = {
    FIELD_DATE(struct ereport_row, date, F_REQUIRED),
    FIELD_ENUM(struct ereport_row, category, 0, categories),
    FIELD_DECIMAL(struct ereport_row, rate, F_REQUIRED, 2, 1, 0, 0),
    FIELD_MONEY(struct ereport_row, net, 0),
    FIELD_MONEY(struct ereport_row, vat, 0),
    FIELD_MONEY(struct ereport_row, amount, F_REQUIRED),
    FIELD_INT(struct ereport_row, count, F_REQUIRED, 0, 0),
};
static RECORD(row_record, "EReportRow", struct ereport_row, row_fields, NULL);

static const struct field period_fields[] = {
    FIELD_ENUM(struct ereport_period, kind, F_REQUIRED, kinds),
    FIELD_DATE(struct ereport_period, from_date, F_REQUIRED),
    FIELD_DATE(struct ereport_period, to_date, F_REQUIRED),
    FIELD_ENUM(struct ereport_period, state, F_REQUIRED, states),
    FIELD_TIME(struct ereport_period, sent_at, 0),
    FIELD_MONEY(struct ereport_period, total, F_REQUIRED),
    FIELD_LIST(struct ereport_period, rows, F_READONLY, &row_record, 0, 0),
};
static RECORD(period_record, "EReportPeriod", struct ereport_period, period_fields, NULL);

static const struct field check_fields[] = {
    FIELD_DECIMAL(struct ereport_check, rate, F_REQUIRED, 2, 1, 0, 0),
    FIELD_MONEY(struct ereport_check, business, F_REQUIRED),
    FIELD_MONEY(struct ereport_check, private, F_REQUIRED),
    FIELD_MONEY(struct ereport_check, foreign, F_REQUIRED),
    FIELD_MONEY(struct ereport_check, turnover, F_REQUIRED),
};
static RECORD(check_record, "EReportCheck", struct ereport_check, check_fields, NULL);

static const struct field month_fields[] = {
    FIELD_TEXT(struct ereport_month, month, F_REQUIRED, 0, 0),
    FIELD_ENUM(struct ereport_month, regime, 0, vat_regimes),
    FIELD_LIST(struct ereport_month, periods, F_READONLY, &period_record, 0, 0),
    FIELD_LIST(struct ereport_month, checks, F_READONLY, &check_record, 0, 0),
};
RECORD(ereport_month_record, "EReportMonth", struct ereport_month, month_fields, NULL);

static const struct field report_fields[] = {
    FIELD_UUID(struct ereport, id, F_READONLY),          FIELD_ENUM(struct ereport, kind, F_REQUIRED, kinds),
    FIELD_DATE(struct ereport, from_date, F_REQUIRED),   FIELD_DATE(struct ereport, to_date, F_READONLY),
    FIELD_ENUM(struct ereport, type, F_READONLY, types), FIELD_TEXT(struct ereport, figures_hash, F_READONLY, 0, 0),
    FIELD_UUID(struct ereport, created_by, F_READONLY),  FIELD_TIME(struct ereport, created_at, F_READONLY),
    FIELD_TEXT(struct ereport, xml, F_READONLY, 0, 0),
};
RECORD(ereport_record, "EReport", struct ereport, report_fields, NULL);

static const struct field wish_fields[] = {
    FIELD_ENUM(struct ereport, kind, F_REQUIRED, kinds),
    FIELD_DATE(struct ereport, from_date, F_REQUIRED),
};
RECORD(ereport_wish_record, "EReportWish", struct ereport, wish_fields, NULL);

/* ---- figures ---- */

struct tally {
    struct ereport_row *rows;
    size_t count;
    struct ereport_check checks[LINE_RATES_MAX];
    size_t check_count;
};

static bool put_row(struct cx *cx, struct tally *tally, const struct ereport_row *row)
{
    for (size_t i = tally->count; i-- > 0;) {
        struct ereport_row *own = &tally->rows[i];
        if (own->rate == row->rate && str_eq(own->date, row->date) && str_eq(own->category, row->category)) {
            own->net += row->net;
            own->vat += row->vat;
            own->amount += row->amount;
            own->count += row->count;
            return true;
        }
    }
    if (tally->count == ROWS_MAX) {
        return false;
    }
    tally->rows[tally->count] = *row;
    tally->rows[tally->count++].date = arena_strdup(cx->arena, row->date);
    return true;
}

static struct ereport_check *check_of(struct tally *tally, int64_t rate)
{
    for (size_t i = 0; i < tally->check_count; i++) {
        if (tally->checks[i].rate == rate) {
            return &tally->checks[i];
        }
    }
    if (tally->check_count == LINE_RATES_MAX) {
        return NULL;
    }
    tally->checks[tally->check_count] = (struct ereport_check){.rate = rate};
    return &tally->checks[tally->check_count++];
}

static const char *category_of(const struct sale_part *part)
{
    return part->margin ? "MARGIN" : part->rate == 0 ? "NOT_TAXED" : part->is_service ? "SERVICES" : "GOODS";
}

static enum rc overflow(struct cx *cx)
{
    return fault_set(cx, RC_INTERNAL, NULL, "More rows than a report has");
}

static enum rc tally_sale(struct cx *cx, struct tally *tally, const struct sale_paper *paper, const struct sale *sale,
                          int64_t sign)
{
    const char *date = paper->piece_date ? paper->piece_date : paper->issue_date;
    const char *counted[4];
    size_t counted_count = 0;
    for (size_t i = 0; i < sale->count; i++) {
        const struct sale_part *part = &sale->parts[i];
        struct ereport_check *check = check_of(tally, part->rate);
        if (!check) {
            return overflow(cx);
        }
        *(str_eq(paper->buyer_kind, "PRIVATE")   ? &check->private
          : str_eq(paper->buyer_kind, "FOREIGN") ? &check->foreign
                                                 : &check->business) += sign * part->net;
        if (!str_eq(paper->buyer_kind, "PRIVATE")) {
            continue;
        }
        struct ereport_row row = {
            .date = date, .category = category_of(part), .rate = part->rate, .net = sign * part->net, .vat = sign * part->vat};
        row.amount = row.net + row.vat;
        size_t known = 0;
        while (known < counted_count && !str_eq(counted[known], row.category)) {
            known++;
        }
        if (known == counted_count) { /* a paper counts once for each of its categories */
            counted[counted_count++] = row.category;
            row.count = 1;
        }
        if (!put_row(cx, tally, &row)) {
            return overflow(cx);
        }
    }
    return RC_OK;
}

static enum rc tally_paper(struct cx *cx, struct tally *tally, struct rows *rows)
{
    struct sale_paper paper;
    struct sale sale;
    bool is_invoice = str_eq(rows_text(rows, 0), "INVOICE");
    TRY(sale_paper_get(cx, is_invoice ? SQL_SALE_OF_INVOICE : SQL_SALE_OF_CREDIT_NOTE, rows_text(rows, 1), &paper));
    TRY(is_invoice ? sale_of_invoice(cx, &paper, &sale) : sale_of_credit_note(cx, &paper, rows_int(rows, 2), &sale));
    return tally_sale(cx, tally, &paper, &sale, is_invoice ? 1 : -1);
}

static enum rc tally_payment(struct cx *cx, struct tally *tally, struct rows *rows)
{
    struct sale_paper paper;
    struct sale sale;
    struct receivable before, after;
    char date[DATE_LEN];
    bool is_refund = str_eq(rows_text(rows, 2), "REFUND");
    TRY(sale_paper_get(cx, is_refund ? SQL_SALE_OF_REFUND : SQL_SALE_OF_PAYMENT, rows_text(rows, 0), &paper));
    if (!str_eq(paper.buyer_kind, "PRIVATE") || paper.vat_on_debits == 1) {
        return RC_OK;
    }
    TRY(sale_of_invoice(cx, &paper, &sale));
    TRY(receivable_before(cx, &paper, &sale, rows_int(rows, 1), &before));
    after = before;
    after.paid += paper.amount;
    date_format(zone_date(cx->zone, paper.paid_at), date);
    for (size_t i = 0; i < after.waiting.rate_count; i++) {
        struct line_rate was = receivable_due(&before, &before.waiting.rates[i]);
        struct line_rate now = receivable_due(&after, &after.waiting.rates[i]);
        struct ereport_row row = {
            .date = date, .rate = now.rate, .net = 0, .vat = 0, .amount = now.net + now.vat - was.net - was.vat, .count = 1};
        if (row.amount != 0 && !put_row(cx, tally, &row)) {
            return overflow(cx);
        }
    }
    return RC_OK;
}

/* Row by row; what a row leaves on the arena is a few kilobytes of strings, and a day's rows are few. */
static enum rc tally_all(struct cx *cx, enum sql_id sql, const struct arg *args, struct tally *tally,
                         enum rc (*one)(struct cx *cx, struct tally *tally, struct rows *rows))
{
    struct rows rows;
    struct scratch scratch;
    struct arena *kept = cx->arena;
    enum rc rc;
    TRY(rows_open(cx, sql, args, &rows));
    cx_scratch_begin(cx, &scratch);
    while ((rc = rows_next(&rows)) == RC_OK) {
        size_t known = tally->count;
        if ((rc = one(cx, tally, &rows)) != RC_OK) {
            break;
        }
        for (size_t i = known; i < tally->count; i++) {
            tally->rows[i].date = arena_strdup(kept, tally->rows[i].date);
        }
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

static int by_day(const void *left, const void *right)
{
    const struct ereport_row *a = left, *b = right;
    int order = strcmp(a->date, b->date);
    order = order ? order : strcmp(a->category ? a->category : "", b->category ? b->category : "");
    return order ? order : (a->rate < b->rate) - (a->rate > b->rate);
}

/* What cancels out on its day stays a row of noughts only where something was sold. */
static void end_rows(struct tally *tally, struct ereport_period *period)
{
    size_t kept = 0;
    for (size_t i = 0; i < tally->count; i++) {
        if (tally->rows[i].amount != 0 || tally->rows[i].net != 0) {
            tally->rows[kept++] = tally->rows[i];
            period->total += tally->rows[i].amount;
        }
    }
    qsort(tally->rows, kept, sizeof *tally->rows, by_day);
    period->rows = (struct list){tally->rows, kept};
}

static enum rc add_checks(struct cx *cx, const struct tally *tally, struct tally *checks)
{
    for (size_t i = 0; checks && i < tally->check_count; i++) {
        struct ereport_check *own = check_of(checks, tally->checks[i].rate);
        if (!own) {
            return overflow(cx);
        }
        own->business += tally->checks[i].business;
        own->private += tally->checks[i].private;
        own->foreign += tally->checks[i].foreign;
    }
    return RC_OK;
}

/* `checks`: gets what was sold to whom; NULL: nobody asks. */
static enum rc read_rows(struct cx *cx, struct ereport_period *period, struct tally *checks)
{
    struct tally *tally = arena_alloc(cx->arena, sizeof *tally);
    int64_t from = 0, to = 0;
    *tally = (struct tally){.rows = arena_array(cx->arena, ROWS_MAX, sizeof *tally->rows)};
    date_parse(period->from_date, &from);
    date_parse(period->to_date, &to);
    const struct arg *args =
        ARGS(ARG_T("from_date", period->from_date), ARG_T("to_date", period->to_date),
             ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1)));
    if (str_eq(period->kind, EREPORT_PAYMENTS)) {
        TRY(tally_all(cx, SQL_EREPORT_PAYMENTS, args, tally, tally_payment));
        for (size_t i = 0; i < tally->count; i++) {
            tally->rows[i].net = tally->rows[i].vat = INT_NULL;
        }
    } else {
        TRY(tally_all(cx, SQL_EREPORT_PAPERS, args, tally, tally_paper));
        TRY(add_checks(cx, tally, checks));
    }
    end_rows(tally, period);
    return RC_OK;
}

/* ---- periods ---- */

static const char *date_text(struct cx *cx, int64_t day)
{
    char date[DATE_LEN];
    date_format(day, date);
    return arena_strdup(cx->arena, date);
}

static int64_t month_after(int64_t first_day, int months)
{
    int year, month, day;
    date_parts(first_day, &year, &month, &day);
    return date_from_parts(year + (month - 1 + months) / 12, (month - 1 + months) % 12 + 1, 1);
}

/* The days of a month's periods; returns how many there are. */
static size_t plan(struct cx *cx, const char *regime, int64_t first_day, struct ereport_period periods[4])
{
    int year, month, day;
    size_t count = 0;
    int64_t last = month_after(first_day, 1) - 1, from = first_day;
    date_parts(first_day, &year, &month, &day);
    if (str_eq(regime, "FRANCHISE")) {
        from = month % 2 == 0 ? date_from_parts(year, month - 1, 1) : first_day;
        last = month_after(from, 2) - 1;
    }
    bool decades = str_eq(regime, "MONTHLY");
    for (int i = 0; i < (decades ? 3 : 1); i++) {
        periods[count++] =
            (struct ereport_period){.kind = EREPORT_TRANSACTIONS,
                                    .from_date = date_text(cx, from + 10 * (int64_t)i),
                                    .to_date = date_text(cx, decades && i < 2 ? from + 10 * (int64_t)i + 9 : last)};
    }
    periods[count++] =
        (struct ereport_period){.kind = EREPORT_PAYMENTS, .from_date = date_text(cx, from), .to_date = date_text(cx, last)};
    return count;
}

static enum rc find_last(struct cx *cx, const struct ereport_period *period, struct ereport *last, bool *found)
{
    enum rc rc =
        db_get(cx, SQL_EREPORT_LAST,
               ARGS(ARG_T("from_date", period->from_date), ARG_T("to_date", period->to_date), ARG_T("kind", period->kind)),
               &ereport_record, last);
    *found = rc == RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc read_state(struct cx *cx, struct ereport_period *period)
{
    struct ereport last;
    bool found;
    period->sent_at = INT_NULL;
    TRY(find_last(cx, period, &last, &found));
    if (found) {
        period->sent_at = last.created_at;
        period->state = str_eq(last.figures_hash, ereport_hash(cx, period)) ? "SENT" : "CHANGED";
    } else if (period->rows.count == 0) {
        period->state = "EMPTY";
    } else {
        bool is_over = strcmp(period->to_date, zone_today(cx->arena, cx->zone, cx->now_ms)) < 0;
        period->state = is_over ? "TO_SEND" : "OPEN";
    }
    return RC_OK;
}

/* Beside what was sold to whom, the turnover of the same days. */
static enum rc read_turnover(struct cx *cx, const char *from, const char *to, struct tally *checks)
{
    struct rows rows;
    enum rc rc;
    TRY(rows_open(cx, SQL_EREPORT_TURNOVER, ARGS(ARG_T("from_date", from), ARG_T("to_date", to)), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        struct ereport_check *check = check_of(checks, rows_int(&rows, 0));
        if (!check) {
            return overflow(cx);
        }
        check->turnover = rows_int(&rows, 1);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

enum rc ereport_month_read(struct cx *cx, int64_t first_day, struct ereport_month *month)
{
    struct settings settings;
    struct ereport_period *periods = arena_array(cx->arena, 4, sizeof *periods);
    struct tally *checks = arena_alloc(cx->arena, sizeof *checks);
    *checks = (struct tally){0};
    TRY(settings_get(cx, &settings));
    *month =
        (struct ereport_month){.month = arena_strndup(cx->arena, date_text(cx, first_day), 7), .regime = settings.vat_regime};
    month->periods = (struct list){periods, plan(cx, settings.vat_regime, first_day, periods)};
    for (size_t i = 0; i < month->periods.count; i++) {
        TRY(read_rows(cx, &periods[i], checks));
        TRY(read_state(cx, &periods[i]));
    }
    const struct ereport_period *payments = &periods[month->periods.count - 1]; /* of all the days */
    TRY(read_turnover(cx, payments->from_date, payments->to_date, checks));
    month->checks = (struct list){checks->checks, checks->check_count};
    return RC_OK;
}

/* ---- sending ---- */

static enum rc not_now(struct cx *cx, const char *why)
{
    return fault_set(cx, RC_CONFLICT, NULL, why);
}

static enum rc find_period(struct cx *cx, const struct ereport *wish, struct ereport_period *period)
{
    struct ereport_month month;
    int64_t from = 0;
    int year, number, day;
    date_parse(wish->from_date, &from);
    date_parts(from, &year, &number, &day);
    TRY(ereport_month_read(cx, date_from_parts(year, number, 1), &month));
    const struct ereport_period *periods = month.periods.rows;
    for (size_t i = 0; i < month.periods.count; i++) {
        if (str_eq(periods[i].kind, wish->kind) && str_eq(periods[i].from_date, wish->from_date)) {
            *period = periods[i];
            return RC_OK;
        }
    }
    return fault_field(cx, "from_date", PROBLEM_NOT_APPLICABLE, "No period begins on this day");
}

static enum rc keep_report(struct cx *cx, const struct ereport *wish, struct ereport *sent)
{
    struct ereport_period period = {0};
    struct settings settings;
    bool found;
    TRY(find_period(cx, wish, &period));
    TRY(settings_get(cx, &settings));
    TRY(find_last(cx, &period, sent, &found));
    if (str_eq(period.state, "SENT")) {
        return RC_OK;
    }
    if (str_eq(period.state, "EMPTY") || str_eq(period.state, "OPEN")) {
        return not_now(cx,
                       str_eq(period.state, "EMPTY") ? "There is nothing to report of this period" : "This period is not over");
    }
    return ereport_keep(cx, &settings, &period, found ? "RE" : "IN", sent);
}

enum rc ereport_send(struct cx *cx, const struct ereport *wish, struct ereport *sent)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(db_end(cx, cx->db, keep_report(cx, wish, sent)));
    return ereport_drop(cx, sent);
}
