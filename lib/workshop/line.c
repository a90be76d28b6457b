/* SPDX-License-Identifier: MIT
 *
 * Document lines: totals, VAT by rate, storage, and the numbers of documents. */
#include "workshop/line.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "invoicing/exemption.h"

#define PERCENT 10000 /* a hundred of them, in hundredths */

const char *const line_kinds[] = {"LABOUR", "PART", "FLUID", "FEE", "EXPENSE", NULL};
/* In UN/ECE recommendation 20: C62, SET, HUR, DAY, LTR, KGM, MTR, KMT; and C62 again. */
const char *const line_units[] = {"PIECE", "SET", "HOUR", "DAY", "LITRE", "KILOGRAM", "METRE", "KILOMETRE", "FLAT_RATE", NULL};

static const struct field line_fields[] = {
    FIELD_TEXT(struct line, description, F_REQUIRED, 1, 2000),
    FIELD_DECIMAL(struct line, quantity, F_REQUIRED, 3, 0, -1000000000, 1000000000),
    FIELD_DECIMAL(struct line, unit_price, F_REQUIRED, 4, 2, -LINE_PRICE_MAX, LINE_PRICE_MAX),
    FIELD_DECIMAL(struct line, vat_rate, 0, 2, 1, 0, 10000),
    FIELD_DECIMAL(struct line, total, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct line, net_total, F_READONLY, 2, 2, 0, 0),
    FIELD_ENUM(struct line, kind, 0, line_kinds),
    FIELD_ENUM(struct line, unit, 0, line_units),
    FIELD_TEXT(struct line, reference, 0, 1, 64),
    FIELD_DECIMAL(struct line, discount_percent, 0, 2, 0, 0, PERCENT),
    FIELD_ENUM(struct line, vat_exemption, 0, vat_exemption_codes),
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

static int64_t line_rate_of(const struct line *line, int64_t document_rate)
{
    return line->vat_rate == INT_NULL ? document_rate : line->vat_rate;
}

const char *line_exemption(const struct line *line, int64_t document_rate, const char *document_exemption)
{
    if (line_rate_of(line, document_rate) != 0) {
        return NULL;
    }
    if (line->vat_exemption) {
        return line->vat_exemption;
    }
    return str_eq(line->kind, "EXPENSE") ? EXEMPTION_EXPENSE : document_exemption;
}

/* round(quantity × price), less the discount of that, rounded. */
static bool price_line(struct line *line)
{
    int64_t whole, off = 0;
    if (!money_muldiv(line->quantity, line->unit_price, 100000, &whole) || !is_money(whole)) {
        return false;
    }
    if (line->discount_percent != INT_NULL && !money_muldiv(whole, line->discount_percent, PERCENT, &off)) {
        return false;
    }
    line->total = whole - off;
    return true;
}

static bool add_line(struct line *line, int64_t document_rate, struct line_totals *totals)
{
    struct line_rate *rate = rate_row(totals, line_rate_of(line, document_rate));
    return rate && price_line(line) && money_add(rate->base, line->total, &rate->base);
}

bool rate_tax(bool gross, struct line_rate *rate)
{
    int64_t whole = gross ? PERCENT + rate->rate : PERCENT;
    if (!money_muldiv(rate->base, rate->rate, whole, &rate->vat)) {
        return false;
    }
    rate->net = gross ? rate->base - rate->vat : rate->base;
    return true;
}

/* VAT of every row, and the sums, from the bases. */
static bool add_up(struct line_totals *totals)
{
    for (size_t i = 0; i < totals->rate_count; i++) {
        struct line_rate *rate = &totals->rates[i];
        if (!rate_tax(totals->gross, rate) || !money_add(totals->subtotal, rate->net, &totals->subtotal) ||
            !money_add(totals->vat_amount, rate->vat, &totals->vat_amount)) {
            return false;
        }
    }
    return money_add(totals->subtotal, totals->vat_amount, &totals->total) && is_money(totals->total);
}

/* ---- the nets of lines ---- */

/* The lines of one rate. */
struct share {
    struct line *rows;
    size_t count;
    int64_t document_rate;
};

static bool is_at(const struct share *share, size_t at, int64_t rate)
{
    return line_rate_of(&share->rows[at], share->document_rate) == rate;
}

/* The last line of a rate that has a total; count: none. */
static size_t last_of(const struct share *share, int64_t rate)
{
    size_t at = share->count;
    while (at > 0 && !(is_at(share, at - 1, rate) && share->rows[at - 1].total != 0)) {
        at--;
    }
    return at > 0 ? at - 1 : share->count;
}

static bool share_rate(const struct share *share, const struct line_rate *rate, const struct line_rate *before)
{
    size_t last = last_of(share, rate->rate);
    int64_t base = before ? before->base : 0;
    int64_t net = before ? before->net : 0;
    int64_t end = net + rate->net;
    for (size_t i = 0; i < share->count; i++) {
        struct line *line = &share->rows[i];
        int64_t next = end;
        if (!is_at(share, i, rate->rate) || line->total == 0) {
            continue;
        }
        base += line->total;
        if (i != last && !money_muldiv(base, PERCENT, PERCENT + rate->rate, &next)) {
            return false;
        }
        line->net_total = next - net;
        net = next;
    }
    return true;
}

bool lines_share(const struct list *lines, int64_t document_rate, const struct line_totals *totals,
                 const struct line_totals *before)
{
    const struct share share = {lines->rows, lines->count, document_rate};
    for (size_t i = 0; i < share.count; i++) {
        share.rows[i].net_total = totals->gross ? 0 : share.rows[i].total;
    }
    for (size_t i = 0; totals->gross && i < totals->rate_count; i++) {
        const struct line_rate *rate = &totals->rates[i];
        if (!share_rate(&share, rate, before ? rate_find(before, rate->rate) : NULL)) {
            return false;
        }
    }
    return true;
}

bool price_is_gross(const char *price_mode)
{
    return str_eq(price_mode, "GROSS");
}

bool lines_sum(const struct list *lines, const struct pricing *pricing, struct line_totals *totals)
{
    *totals = (struct line_totals){.gross = price_is_gross(pricing->price_mode)};
    struct line *rows = lines->rows;
    for (size_t i = 0; i < lines->count; i++) {
        if (!add_line(&rows[i], pricing->vat_rate, totals)) {
            return false;
        }
    }
    return add_up(totals) && lines_share(lines, pricing->vat_rate, totals, NULL);
}

const char *rate_text(struct arena *arena, int64_t rate)
{
    char text[DECIMAL_TEXT];
    decimal_format(rate, 2, 1, text);
    return arena_strdup(arena, text);
}

/* Whoever bears VAT is not exempt from it. */
static void check_exemptions(struct cx *cx, const struct list *lines, int64_t document_rate)
{
    const struct line *rows = lines->rows;
    for (size_t i = 0; i < lines->count; i++) {
        if (rows[i].vat_exemption && line_rate_of(&rows[i], document_rate) != 0) {
            fault_field(cx, arena_printf(cx->arena, "items[%zu].vat_exemption", i), PROBLEM_NOT_APPLICABLE,
                        "Goes with a VAT rate of 0 only");
        }
    }
}

enum rc lines_total(struct cx *cx, const struct list *lines, const struct pricing *pricing, struct line_totals *totals)
{
    if (!lines_sum(lines, pricing, totals)) {
        return fault_field(cx, "items", PROBLEM_AMOUNT_TOO_LARGE, "A total is too large, or there are more than 16 VAT rates");
    }
    check_exemptions(cx, lines, pricing->vat_rate);
    for (size_t i = 0; i < totals->rate_count; i++) {
        if (totals->rates[i].base < 0) {
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

/* What a line may have, if it has: entries from before there was any of it stay as they are. */
static void entry_columns(struct json *json, const struct line *line)
{
    const struct {
        const char *key, *value;
    } texts[] = {
        {"kind", line->kind}, {"unit", line->unit}, {"reference", line->reference}, {"vat_exemption", line->vat_exemption}};
    if (line->net_total != line->total) {
        json_kv_int(json, "net_total", line->net_total);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].value) {
            json_kv_text(json, texts[i].key, texts[i].value);
        }
    }
    if (line->discount_percent != INT_NULL) {
        json_kv_int(json, "discount_percent", line->discount_percent);
    }
}

void price_mode_entry(struct json *json, const char *price_mode)
{
    if (price_is_gross(price_mode)) {
        json_kv_text(json, "price_mode", price_mode);
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
        entry_columns(json, &lines[i]);
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
