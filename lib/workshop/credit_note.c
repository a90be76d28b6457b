/* SPDX-License-Identifier: MIT
 *
 * Credit notes: lines given, or whatever of the invoice is not yet credited. */
#include "workshop/credit_note.h"

#include "auth/user.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "workshop/activity.h"
#include "workshop/ledger.h"

static const struct field credit_note_fields[] = {
    FIELD_UUID(struct credit_note, id, F_READONLY),
    FIELD_TEXT(struct credit_note, credit_note_number, F_READONLY, 0, 0),
    FIELD_UUID(struct credit_note, invoice_id, F_READONLY),
    FIELD_DATE(struct credit_note, issue_date, F_READONLY),
    FIELD_TEXT(struct credit_note, reason, 0, 0, 0),
    FIELD_DECIMAL(struct credit_note, subtotal, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct credit_note, vat_amount, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct credit_note, total, F_READONLY, 2, 2, 0, 0),
    FIELD_UUID(struct credit_note, created_by, F_READONLY),
    FIELD_TIME(struct credit_note, created_at, F_READONLY),
};
RECORD(credit_note_record, "Credit note", struct credit_note, credit_note_fields, NULL);

static const struct field credit_note_input_fields[] = {
    FIELD_TEXT(struct credit_note, reason, 0, 1, 500),
    FIELD_LIST(struct credit_note, items, 0, &line_record, 1, LINES_MAX),
};
RECORD(credit_note_input_record, "CreditNoteInput", struct credit_note, credit_note_input_fields, NULL);

enum rc credit_note_items(struct cx *cx, const char *id, struct list *items)
{
    return db_all(cx, SQL_CREDIT_NOTE_ITEMS, ARGS(ARG_T("id", id)), &line_record, items);
}

static enum rc credit_note_members(struct cx *cx, struct json *json, const void *row)
{
    const struct credit_note *note = row;
    struct list items;
    TRY(credit_note_items(cx, note->id, &items));
    lines_write(json, &items, INT_NULL);
    return RC_OK;
}

static const struct filter credit_note_filters[] = {
    {.param = "invoice_id", .column = "n.invoice_id", .op = FILTER_EQ, .type = {.name = "invoice_id", .type = FT_UUID}},
    {.param = "from_date", .column = "n.issue_date", .op = FILTER_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "n.issue_date", .op = FILTER_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = NULL},
};

static const struct list_spec credit_note_list = {
    .record = &credit_note_record,
    .select = SQL_CREDIT_NOTE_LIST,
    .count = SQL_CREDIT_NOTE_COUNT,
    .count_all = SQL_CREDIT_NOTE_COUNT,
    .filters = credit_note_filters,
    .order = "n.seq DESC",
    .tie = "n.seq DESC",
};

const struct resource credit_note_resource = {
    .record = &credit_note_record,
    .list = &credit_note_list,
    .get = SQL_CREDIT_NOTE_GET,
    .members = credit_note_members,
};

static void resolve_rates(struct list *items, int64_t document_rate)
{
    struct line *lines = items->rows;
    for (size_t i = 0; i < items->count; i++) {
        lines[i].vat_rate = lines[i].vat_rate == INT_NULL ? document_rate : lines[i].vat_rate;
    }
}

/* One line for each rate with what earlier credit notes left of it; VAT is the exact remainder of the invoice's. */
static enum rc remainder_lines(struct cx *cx, const struct invoice *invoice, struct credit_note *note)
{
    struct line_totals totals;
    struct rows rows;
    struct list items;
    int64_t credited_vat = 0;
    enum rc rc;
    TRY(invoice_items(cx, invoice->id, &items));
    TRY(lines_total(cx, &items, invoice->vat_rate, &totals));
    TRY(rows_open(cx, SQL_CREDIT_NOTE_CREDITED, ARGS(ARG_T("invoice_id", invoice->id)), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        for (size_t i = 0; i < totals.rate_count; i++) {
            totals.rates[i].net -= totals.rates[i].rate == rows_int(&rows, 0) ? rows_int(&rows, 1) : 0;
        }
    }
    if (rc != RC_END) {
        return rc;
    }
    rows_close(&rows);
    TRY(db_int(cx, SQL_CREDIT_NOTE_VAT, ARGS(ARG_T("invoice_id", invoice->id)), &credited_vat));
    struct line *lines = arena_array(cx->arena, totals.rate_count, sizeof *lines);
    note->items = (struct list){.rows = lines};
    note->subtotal = 0;
    for (size_t i = 0; i < totals.rate_count; i++) {
        int64_t net = totals.rates[i].net;
        if (net == 0) {
            continue;
        }
        lines[note->items.count++] = (struct line){"Solde de la facture", 1000, net, totals.rates[i].rate, net};
        note->subtotal += net;
    }
    note->vat_amount = invoice->vat_amount - credited_vat;
    note->total = invoice->total - invoice->amount_credited;
    return RC_OK;
}

static enum rc choose_lines(struct cx *cx, const struct invoice *invoice, struct credit_note *note)
{
    struct line_totals totals;
    if (note->items.count == 0 && invoice->amount_credited > 0) {
        return remainder_lines(cx, invoice, note);
    }
    if (note->items.count == 0) {
        TRY(invoice_items(cx, invoice->id, &note->items));
    }
    resolve_rates(&note->items, invoice->vat_rate);
    TRY(lines_total(cx, &note->items, invoice->vat_rate, &totals));
    note->subtotal = totals.subtotal;
    note->vat_amount = totals.vat_amount;
    note->total = totals.total;
    return RC_OK;
}

static enum rc creditable(struct cx *cx, const struct invoice *invoice, const struct credit_note *note)
{
    char left[DECIMAL_TEXT];
    int64_t remaining = invoice->total - invoice->amount_credited;
    if (note->total > 0 && note->total <= remaining) {
        return RC_OK;
    }
    decimal_format(remaining, 2, 2, left);
    return fault_field(cx, "items", arena_printf(cx->arena, "The total must be positive and at most %s", left));
}

static enum rc log_credit(struct cx *cx, const struct invoice *invoice, const struct credit_note *note)
{
    const char *metadata = arena_printf(cx->arena, "{\"credit_note_id\":\"%s\",\"invoice_id\":\"%s\"}", note->id, invoice->id);
    const char *description =
        arena_printf(cx->arena, "Avoir %s sur la facture %s", note->credit_note_number, invoice->invoice_number);
    return activity_log(cx, "NOTE", invoice->contact_id, description, metadata);
}

enum rc credit_note_issue(struct cx *cx, struct invoice *invoice, struct credit_note *note)
{
    if (str_eq(invoice->status, "DRAFT")) {
        return fault_set(cx, RC_INVALID, "INVALID_TRANSITION", "A draft is changed or deleted, not credited");
    }
    if (str_eq(invoice->status, "CREDITED")) {
        return fault_set(cx, RC_CONFLICT, NULL, "This invoice is already credited in full");
    }
    TRY(choose_lines(cx, invoice, note));
    TRY(creditable(cx, invoice, note));
    note->id = uuid_new(cx->arena);
    note->invoice_id = invoice->id;
    note->issue_date = zone_today(cx->arena, cx->zone, cx->now_ms);
    note->created_by = cx->user ? cx->user->id : NULL;
    note->created_at = cx->now_ms;
    TRY(number_next(cx, "credit_note", "AV-", note->issue_date, &note->credit_note_number));
    TRY(db_run(cx, SQL_CREDIT_NOTE_INSERT, ARGS(ARG_R(&credit_note_record, note))));
    TRY(lines_save(cx, SQL_CREDIT_NOTE_ITEM_INSERT, note->id, &note->items));
    TRY(ledger_append(cx, "CREDIT_NOTE", note->id));
    invoice->amount_credited += note->total;
    TRY(invoice_settle(cx, invoice));
    return log_credit(cx, invoice, note);
}
