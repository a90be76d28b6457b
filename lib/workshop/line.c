/* SPDX-License-Identifier: MIT
 *
 * Document lines: totals, VAT by rate, storage, and the numbers of documents. */
#include "workshop/line.h"

#include "base/money.h"
#include "base/time.h"

static const struct field line_fields[] = {
    FIELD_TEXT(struct line, description, F_REQUIRED, 1, 2000),
    FIELD_DECIMAL(struct line, quantity, F_REQUIRED, 3, 0, -1000000000, 1000000000),
    FIELD_DECIMAL(struct line, unit_price, F_REQUIRED, 4, 2, -LINE_PRICE_MAX, LINE_PRICE_MAX),
    FIELD_DECIMAL(struct line, vat_rate, 0, 2, 1, 0, 10000),
    FIELD_DECIMAL(struct line, total, F_READONLY, 2, 2, 0, 0),
};
RECORD(line_record, "Line", struct line, line_fields, NULL);

struct line_rate *rate_row(struct line_totals *totals, int64_t rate)
{
    size_t at = 0;
    while (at < totals->rate_count && totals->rates[at].rate > rate) {
        at++;
    }
    if (at < totals->rate_count && totals->rates[at].rate == rate) {
        return &totals->rates[at];
    }
    if (totals->rate_count == LINE_RATES_MAX) {
        return NULL;
    }
    memmove(&totals->rates[at + 1], &totals->rates[at], (totals->rate_count - at) * sizeof totals->rates[0]);
    totals->rate_count++;
    totals->rates[at] = (struct line_rate){.rate = rate};
    return &totals->rates[at];
}

const struct line_rate *rate_find(const struct line_totals *totals, int64_t rate)
{
    for (size_t i = 0; i < totals->rate_count; i++) {
        if (totals->rates[i].rate == rate) {
            return &totals->rates[i];
        }
    }
    return NULL;
}

static bool is_money(int64_t cents)
{
    return cents >= -MONEY_MAX_CENTS && cents <= MONEY_MAX_CENTS;
}

static bool add_line(struct line *line, int64_t document_rate, struct line_totals *totals)
{
    struct line_rate *rate = rate_row(totals, line->vat_rate == INT_NULL ? document_rate : line->vat_rate);
    return rate && money_muldiv(line->quantity, line->unit_price, 100000, &line->total) && is_money(line->total) &&
           money_add(rate->net, line->total, &rate->net);
}

/* VAT of every row, and the sums, from the nets. */
static bool add_up(struct line_totals *totals)
{
    for (size_t i = 0; i < totals->rate_count; i++) {
        struct line_rate *rate = &totals->rates[i];
        if (!money_muldiv(rate->net, rate->rate, 10000, &rate->vat) ||
            !money_add(totals->subtotal, rate->net, &totals->subtotal) ||
            !money_add(totals->vat_amount, rate->vat, &totals->vat_amount)) {
            return false;
        }
    }
    return money_add(totals->subtotal, totals->vat_amount, &totals->total) && is_money(totals->total);
}

bool lines_sum(const struct list *lines, int64_t document_rate, struct line_totals *totals)
{
    *totals = (struct line_totals){0};
    struct line *rows = lines->rows;
    for (size_t i = 0; i < lines->count; i++) {
        if (!add_line(&rows[i], document_rate, totals)) {
            return false;
        }
    }
    return add_up(totals);
}

const char *rate_text(struct arena *arena, int64_t rate)
{
    char text[DECIMAL_TEXT];
    decimal_format(rate, 2, 1, text);
    return arena_strdup(arena, text);
}

enum rc lines_total(struct cx *cx, const struct list *lines, int64_t document_rate, struct line_totals *totals)
{
    if (!lines_sum(lines, document_rate, totals)) {
        return fault_field(cx, "items", PROBLEM_AMOUNT_TOO_LARGE, "A total is too large, or there are more than 16 VAT rates");
    }
    for (size_t i = 0; i < totals->rate_count; i++) {
        if (totals->rates[i].net < 0) {
            const char *rate = rate_text(cx->arena, totals->rates[i].rate);
            return fault_problem(cx, "items",
                                 problem_new(cx->arena, PROBLEM_NEGATIVE_NET, arena_printf(cx->arena, "{\"rate\":%s}", rate),
                                             arena_printf(cx->arena, "The net at %s %% VAT must not be negative", rate)));
        }
    }
    return RC_OK;
}

void lines_fit_vat(struct line_totals *totals, int64_t vat_amount)
{
    struct line_rate *largest = totals->rates;
    for (size_t i = 1; i < totals->rate_count; i++) {
        largest = totals->rates[i].net > largest->net ? &totals->rates[i] : largest;
    }
    largest->vat += vat_amount - totals->vat_amount;
    totals->vat_amount = vat_amount;
    totals->total = totals->subtotal + vat_amount;
}

enum rc lines_save(struct cx *cx, enum sql_id insert, const char *parent_id, const struct list *lines)
{
    const struct line *rows = lines->rows;
    for (size_t i = 0; i < lines->count; i++) {
        TRY(db_run(cx, insert,
                   ARGS(ARG_T("parent_id", parent_id), ARG_I("position", (int64_t)i), ARG_R(&line_record, &rows[i]))));
    }
    return RC_OK;
}

void lines_rated(const struct list *lines, int64_t document_rate)
{
    struct line *rows = lines->rows;
    for (size_t i = 0; i < lines->count; i++) {
        rows[i].vat_rate = rows[i].vat_rate == INT_NULL ? document_rate : rows[i].vat_rate;
    }
}

void lines_entry(struct json *json, const struct list *items)
{
    const struct line *lines = items->rows;
    json_key(json, "items");
    json_array(json);
    for (size_t i = 0; i < items->count; i++) {
        json_object(json);
        json_kv_text(json, "description", lines[i].description);
        json_kv_int(json, "quantity", lines[i].quantity);
        json_kv_int(json, "unit_price", lines[i].unit_price);
        json_kv_int(json, "vat_rate", lines[i].vat_rate);
        json_kv_int(json, "total", lines[i].total);
        json_object_end(json);
    }
    json_array_end(json);
}

enum rc number_next(struct cx *cx, const char *series, const char *prefix, const char *issue_date, const char **number)
{
    const char *name = arena_printf(cx->arena, "%s:%.4s", series, issue_date);
    int64_t value = 0;
    TRY(db_int(cx, SQL_SEQUENCE_NEXT, ARGS(ARG_T("name", name)), &value));
    *number = arena_printf(cx->arena, "%s%.4s-%03lld", prefix, issue_date, (long long)value);
    return RC_OK;
}
