/* SPDX-License-Identifier: MIT
 *
 * Asking for deposits, and deducting them. */
#include "workshop/deposit.h"

#include "base/money.h"
#include "base/str.h"
#include "documents/french.h"
#include "workshop/credit_note.h"
#include "workshop/deposit_split.h"

const char *const deposit_kinds[] = {"ACOMPTE", "ARRHES", NULL};

static void request_check(struct cx *cx, const void *object, uint64_t present)
{
    const struct deposit_request *request = object;
    (void)present;
    if (fault_within(cx, "percent") || fault_within(cx, "amount")) {
        return;
    }
    if (request->percent == INT_NULL && request->amount == INT_NULL) {
        fault_field(cx, "percent", PROBLEM_REQUIRED, "Say a percent or an amount");
    } else if (request->percent != INT_NULL && request->amount != INT_NULL) {
        fault_field(cx, "amount", PROBLEM_NOT_APPLICABLE, "Goes with no percent");
    }
}

static const struct field request_fields[] = {
    FIELD_DECIMAL(struct deposit_request, percent, 0, 2, 0, 1, 10000),
    FIELD_DECIMAL(struct deposit_request, amount, 0, 2, 2, 1, MONEY_MAX_CENTS),
    FIELD_ENUM(struct deposit_request, kind, 0, deposit_kinds),
    FIELD_DATE(struct deposit_request, due_date, 0),
    FIELD_ENUM(struct deposit_request, payment_method, 0, payment_methods),
};
RECORD(deposit_request_record, "DepositRequest", struct deposit_request, request_fields, request_check);

static const struct field deposit_fields[] = {
    FIELD_UUID(struct invoice, id, F_REQUIRED),
    FIELD_TEXT(struct invoice, invoice_number, F_REQUIRED, 0, 0),
    FIELD_ENUM(struct invoice, deposit_kind, F_REQUIRED, deposit_kinds),
    FIELD_DECIMAL(struct invoice, deposit_percent, 0, 2, 0, 0, 0),
    FIELD_DATE(struct invoice, issue_date, F_REQUIRED),
    FIELD_DATE(struct invoice, due_date, 0),
    FIELD_MONEY(struct invoice, subtotal, F_REQUIRED),
    FIELD_MONEY(struct invoice, vat_amount, F_REQUIRED),
    FIELD_MONEY(struct invoice, total, F_REQUIRED),
    FIELD_MONEY(struct invoice, amount_paid, F_REQUIRED),
    FIELD_MONEY(struct invoice, amount_credited, F_REQUIRED),
    FIELD_MONEY(struct invoice, amount_due, F_REQUIRED),
    FIELD_STATUS(struct invoice, status, F_REQUIRED, &invoice_machine),
};
RECORD(deposit_record, "Deposit", struct invoice, deposit_fields, NULL);

static const struct field deduction_fields[] = {
    FIELD_UUID(struct deduction, id, F_REQUIRED),
    FIELD_TEXT(struct deduction, invoice_number, F_REQUIRED, 0, 0),
    FIELD_DATE(struct deduction, issue_date, F_REQUIRED),
    FIELD_ENUM(struct deduction, deposit_kind, F_REQUIRED, deposit_kinds),
    FIELD_DECIMAL(struct deduction, vat_rate, F_REQUIRED, 2, 1, 0, 0),
    FIELD_MONEY(struct deduction, net, F_REQUIRED),
    FIELD_MONEY(struct deduction, vat_amount, F_REQUIRED),
    FIELD_MONEY(struct deduction, total, F_REQUIRED),
};
RECORD(deduction_record, "DepositDeduction", struct deduction, deduction_fields, NULL);

bool deposit_is_earnest(const char *kind)
{
    return str_eq(kind, "ARRHES");
}

const char *deposit_name(const struct invoice *invoice)
{
    if (!invoice_is_deposit(invoice)) {
        return "Facture";
    }
    return deposit_is_earnest(invoice->deposit_kind) ? "Facture d'arrhes" : "Facture d'acompte";
}

/* ---- what is asked so far ---- */

struct rate_part {
    int64_t vat_rate, net, vat;
};
static const struct field rate_fields[] = {
    FIELD_INT(struct rate_part, vat_rate, 0, 0, 0),
    FIELD_INT(struct rate_part, net, 0, 0, 0),
    FIELD_INT(struct rate_part, vat, 0, 0, 0),
};
static RECORD(rate_record, "DepositRate", struct rate_part, rate_fields, NULL);

static enum rc wrong(struct cx *cx)
{
    return fault_set(cx, RC_INTERNAL, NULL, "The deposits of this quote do not add up");
}

enum rc deposit_rates(struct cx *cx, const struct invoice *deposit, const struct list *items, struct line_totals *totals)
{
    struct list parts;
    struct line *lines = items->rows;
    TRY(db_all(cx, SQL_DEPOSIT_RATES, ARGS(ARG_T("invoice_id", deposit->id)), &rate_record, &parts));
    const struct rate_part *part = parts.rows;
    for (size_t i = 0; i < parts.count; i++) {
        struct line_rate *row = rate_row(totals, part[i].vat_rate);
        if (!row) {
            return wrong(cx);
        }
        row->net = part[i].net;
        row->vat = part[i].vat;
        for (size_t k = 0; k < items->count; k++) {
            lines[k].net_total = lines[k].vat_rate == row->rate ? row->net : lines[k].net_total;
        }
    }
    totals->subtotal = deposit->subtotal;
    totals->vat_amount = deposit->vat_amount;
    totals->total = deposit->total;
    return RC_OK;
}

/* What of a deposit is not credited. */
static enum rc deposit_stands(struct cx *cx, const struct invoice *deposit, struct line_totals *stands)
{
    struct credit credit;
    TRY(credit_note_replay(cx, deposit, NULL, &credit, NULL, NULL));
    *stands = credit.invoiced;
    for (size_t i = 0; i < stands->rate_count; i++) {
        const struct line_rate *credited = rate_find(&credit.credited, stands->rates[i].rate);
        stands->rates[i].net -= credited ? credited->net : 0;
        stands->rates[i].vat -= credited ? credited->vat : 0;
    }
    return RC_OK;
}

static enum rc deposits_of(struct cx *cx, const char *quote_id, struct list *deposits)
{
    return db_all(cx, SQL_DEPOSIT_LIST, ARGS(ARG_T("quote_id", quote_id)), &invoice_record, deposits);
}

static enum rc count_all(struct cx *cx, const struct list *deposits, struct deposit_asked *asked)
{
    const struct invoice *rows = deposits->rows;
    *asked = (struct deposit_asked){.percent = 0};
    for (size_t i = 0; i < deposits->count; i++) {
        struct line_totals stands;
        TRY(deposit_stands(cx, &rows[i], &stands));
        if (!deposit_count(asked, &stands, rows[i].amount_credited > 0 ? INT_NULL : rows[i].deposit_percent)) {
            return wrong(cx);
        }
    }
    return RC_OK;
}

/* ---- asking ---- */

static enum rc askable(struct cx *cx, const struct quote *quote)
{
    if (quote->invoice_id) {
        TRY(fault_check(cx));
        return fault_set(cx, RC_INVALID, "ALREADY_CONVERTED", "This quote was already converted to an invoice");
    }
    if (!transition_find(&quote_machine, QUOTE_BY_DEPOSIT, quote->status, NULL)) {
        TRY(fault_check(cx));
        return machine_allow(cx, &quote_machine, QUOTE_BY_DEPOSIT, quote->status, NULL);
    }
    return RC_OK;
}

/* The part that is wished for. Adds the error of one that does not fit. */
static enum rc choose_part(struct cx *cx, const struct line_totals *whole, const struct deposit_asked *asked,
                           const struct deposit_request *request, struct line_totals *part)
{
    char left[DECIMAL_TEXT];
    bool percent = request->percent != INT_NULL;
    const char *field = percent ? "percent" : "amount";
    const struct deposit_wish wish = {request->percent, request->amount};
    enum deposit_fit fit = deposit_split(whole, asked, &wish, part);
    if (fit == DEPOSIT_TOO_LARGE) {
        return wrong(cx);
    }
    if (fit == DEPOSIT_NOTHING) {
        return fault_field(cx, field, PROBLEM_NOT_POSITIVE, "Asks for less than a cent");
    }
    if (fit == DEPOSIT_MORE_THAN_LEFT) {
        decimal_format(deposit_left(whole, asked), 2, 2, left);
        return fault_problem(cx, field,
                             problem_new(cx->arena, PROBLEM_MORE_THAN_LEFT, arena_printf(cx->arena, "{\"max\":%s}", left),
                                         arena_printf(cx->arena, "Deposits may ask for %s more of this quote", left)));
    }
    return RC_OK;
}

/* What all lines of a rate are, where they are the same; and why they bear no VAT. */
static void line_nature(const struct quote *quote, struct line *line)
{
    const struct line *rows = quote->items.rows;
    bool first = true;
    for (size_t i = 0; i < quote->items.count; i++) {
        if ((rows[i].vat_rate == INT_NULL ? quote->vat_rate : rows[i].vat_rate) != line->vat_rate) {
            continue;
        }
        if (first) {
            line->kind = rows[i].kind;
            line->vat_exemption = rows[i].vat_exemption;
        } else if (!str_eq(line->kind, rows[i].kind)) {
            line->kind = NULL;
        }
        first = false;
    }
}

/* One line for each rate of the part. */
static void fill_lines(struct cx *cx, const struct quote *quote, const struct line_totals *part, struct invoice *deposit)
{
    const char *word = deposit_is_earnest(deposit->deposit_kind) ? "Arrhes" : "Acompte";
    const char *percent = "";
    struct line *lines = arena_array(cx->arena, part->rate_count, sizeof *lines);
    if (deposit->deposit_percent != INT_NULL) {
        percent = arena_printf(cx->arena, " de %s", french_percent(cx->arena, deposit->deposit_percent));
    }
    for (size_t i = 0; i < part->rate_count; i++) {
        const struct line_rate *rate = &part->rates[i];
        lines[i] = (struct line){
            .description = arena_printf(cx->arena, "%s%s sur le devis %s", word, percent, quote->quote_number),
            .quantity = 1000,
            .unit_price = rate->base * 100,
            .vat_rate = rate->rate,
            .total = rate->base,
            .net_total = rate->net,
            .discount_percent = INT_NULL,
        };
        line_nature(quote, &lines[i]);
    }
    deposit->items = (struct list){lines, part->rate_count};
}

static void fill_deposit(struct cx *cx, const struct quote *quote, const struct deposit_request *request,
                         const struct line_totals *part, struct invoice *deposit)
{
    record_clear(&invoice_record, deposit);
    invoice_begin(deposit);
    deposit->type = "DEPOSIT";
    deposit->deposit_kind = request->kind ? request->kind : deposit_kinds[0];
    deposit->deposit_percent = request->percent;
    deposit->quote_id = quote->id;
    deposit->contact_id = quote->contact_id;
    deposit->vehicle_id = quote->vehicle_id;
    deposit->due_date = request->due_date;
    deposit->payment_method = request->payment_method;
    deposit->price_mode = quote->price_mode;
    deposit->vat_rate = quote->vat_rate;
    deposit->vat_exemption = quote->vat_exemption;
    deposit->subtotal = part->subtotal;
    deposit->vat_amount = part->vat_amount;
    deposit->total = part->total;
    fill_lines(cx, quote, part, deposit);
}

static enum rc store(struct cx *cx, struct invoice *deposit, const struct line_totals *part)
{
    TRY(resource_insert(cx, &invoice_record, SQL_INVOICE_INSERT, deposit));
    TRY(invoice_save_items(cx, deposit));
    for (size_t i = 0; i < part->rate_count; i++) {
        const struct line_rate *rate = &part->rates[i];
        TRY(db_run(cx, SQL_DEPOSIT_RATE_INSERT,
                   ARGS(ARG_T("invoice_id", deposit->id), ARG_I("vat_rate", rate->rate), ARG_I("net", rate->net),
                        ARG_I("vat", rate->vat))));
    }
    return invoice_issue(cx, deposit->id);
}

/* What the request asks for; quote->items are read. */
static enum rc part_of(struct cx *cx, struct quote *quote, const struct deposit_request *request, struct line_totals *part)
{
    struct list deposits;
    struct deposit_asked asked;
    struct line_totals whole;
    const struct pricing pricing = {quote->vat_rate, quote->price_mode};
    TRY(quote_items(cx, quote->id, &quote->items));
    if (!lines_sum(&quote->items, &pricing, &whole)) {
        return wrong(cx);
    }
    TRY(deposits_of(cx, quote->id, &deposits));
    if (deposits.count >= DEPOSITS_MAX) {
        return fault_printf(cx, RC_CONFLICT, NULL, "A quote has at most %d deposits", DEPOSITS_MAX);
    }
    TRY(count_all(cx, &deposits, &asked));
    TRY(choose_part(cx, &whole, &asked, request, part));
    return fault_check(cx);
}

enum rc deposit_ask(struct cx *cx, const struct quote *quote, const struct deposit_request *request, const char **id)
{
    struct quote asked_of = *quote;
    struct invoice deposit;
    struct line_totals part = {0};
    TRY(askable(cx, quote));
    TRY(fault_check(cx));
    TRY(part_of(cx, &asked_of, request, &part));
    fill_deposit(cx, &asked_of, request, &part, &deposit);
    TRY(store(cx, &deposit, &part));
    *id = deposit.id;
    return RC_OK;
}

/* ---- deducting ---- */

static enum rc deduct_one(struct cx *cx, const struct invoice *deposit, struct list *list)
{
    struct line_totals stands;
    struct deduction *rows = list->rows;
    TRY(deposit_stands(cx, deposit, &stands));
    for (size_t i = 0; i < stands.rate_count; i++) {
        const struct line_rate *rate = &stands.rates[i];
        if (rate->net + rate->vat > 0) {
            rows[list->count++] = (struct deduction){
                .id = deposit->id,
                .vat_rate = rate->rate,
                .net = rate->net,
                .vat_amount = rate->vat,
                .total = rate->net + rate->vat,
            };
        }
    }
    return RC_OK;
}

static enum rc credit_unpaid(struct cx *cx, struct invoice *deposit)
{
    struct credit_note note = {.reason = "Acompte non réglé, remplacé par la facture"};
    return credit_note_issue(cx, deposit, &note);
}

enum rc deposit_settle(struct cx *cx, const struct quote *quote, struct list *list)
{
    struct list deposits;
    TRY(deposits_of(cx, quote->id, &deposits));
    struct invoice *rows = deposits.rows;
    *list = (struct list){.rows = arena_array(cx->arena, deposits.count * LINE_RATES_MAX + 1, sizeof(struct deduction))};
    for (size_t i = 0; i < deposits.count; i++) {
        if (rows[i].amount_credited == rows[i].total) {
            continue;
        }
        if (rows[i].amount_due <= 0) {
            TRY(deduct_one(cx, &rows[i], list));
        } else if (rows[i].amount_paid > 0) {
            return fault_printf(cx, RC_CONFLICT, "DEPOSIT_PARTLY_PAID",
                                "The deposit %s is paid in part: record the rest, or credit what is not paid of it",
                                rows[i].invoice_number);
        } else {
            TRY(credit_unpaid(cx, &rows[i]));
        }
    }
    return RC_OK;
}

int64_t deductions_total(const struct list *list)
{
    const struct deduction *rows = list->rows;
    int64_t total = 0;
    for (size_t i = 0; i < list->count; i++) {
        total += rows[i].total;
    }
    return total;
}

enum rc deposit_deduct(struct cx *cx, const char *invoice_id, const struct list *list)
{
    const struct deduction *rows = list->rows;
    for (size_t i = 0; i < list->count; i++) {
        TRY(db_run(cx, SQL_DEPOSIT_DEDUCT,
                   ARGS(ARG_T("invoice_id", invoice_id), ARG_T("deposit_id", rows[i].id), ARG_I("vat_rate", rows[i].vat_rate),
                        ARG_I("net", rows[i].net), ARG_I("vat", rows[i].vat_amount))));
    }
    return RC_OK;
}

enum rc deposit_deductions(struct cx *cx, const char *invoice_id, struct list *list)
{
    return db_all(cx, SQL_DEPOSIT_DEDUCTIONS, ARGS(ARG_T("invoice_id", invoice_id)), &deduction_record, list);
}

enum rc deposit_creditable(struct cx *cx, const struct invoice *invoice)
{
    struct rows rows;
    if (!invoice_is_deposit(invoice)) {
        return RC_OK;
    }
    TRY(rows_open(cx, SQL_DEPOSIT_DEDUCTED_BY, ARGS(ARG_T("deposit_id", invoice->id)), &rows));
    enum rc rc = rows_next(&rows);
    const char *number = rc == RC_OK ? arena_strdup(cx->arena, rows_text(&rows, 0)) : NULL;
    rows_close(&rows);
    if (rc == RC_OK) {
        return fault_printf(cx, RC_CONFLICT, NULL, "The invoice %s deducts this deposit: credit that one", number);
    }
    return rc == RC_END ? RC_OK : rc;
}

/* ---- the ledger ---- */

static void rate_entry(struct json *json, const char *deposit_id, const struct rate_part *part)
{
    json_object(json);
    if (deposit_id) {
        json_kv_text(json, "invoice_id", deposit_id);
    }
    json_kv_int(json, "vat_rate", part->vat_rate);
    json_kv_int(json, "net", part->net);
    json_kv_int(json, "vat", part->vat);
    json_object_end(json);
}

static enum rc entry_of_deposit(struct cx *cx, struct json *json, const struct invoice *deposit)
{
    struct list parts;
    TRY(db_all(cx, SQL_DEPOSIT_RATES, ARGS(ARG_T("invoice_id", deposit->id)), &rate_record, &parts));
    const struct rate_part *rows = parts.rows;
    json_kv_text(json, "type", deposit->type);
    json_kv_text(json, "deposit_kind", deposit->deposit_kind);
    json_kv_int(json, "deposit_percent", deposit->deposit_percent);
    json_key(json, "rates");
    json_array(json);
    for (size_t i = 0; i < parts.count; i++) {
        rate_entry(json, NULL, &rows[i]);
    }
    json_array_end(json);
    return RC_OK;
}

enum rc deposit_entry(struct cx *cx, struct json *json, const struct invoice *invoice)
{
    struct list list;
    if (invoice_is_deposit(invoice)) {
        return entry_of_deposit(cx, json, invoice);
    }
    TRY(deposit_deductions(cx, invoice->id, &list));
    const struct deduction *rows = list.rows;
    if (list.count == 0) {
        return RC_OK;
    }
    json_key(json, "deposits");
    json_array(json);
    for (size_t i = 0; i < list.count; i++) {
        rate_entry(json, rows[i].id, &(struct rate_part){rows[i].vat_rate, rows[i].net, rows[i].vat_amount});
    }
    json_array_end(json);
    return RC_OK;
}
