/* SPDX-License-Identifier: MIT
 *
 * Invoices: fields, drafts, lists. What issues them is invoice_issue.c, payments are in payment.c, the chain in ledger.c. */
#include "workshop/invoice.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "invoicing/exemption.h"
#include "tenant/settings.h"
#include "workshop/beside.h"
#include "workshop/contact.h"
#include "workshop/deposit.h"
#include "workshop/invoice_copies.h"
#include "workshop/invoice_detail.h"
#include "workshop/vehicle.h"

const char *const payment_methods[] = {"BANK_TRANSFER", "CARD", "CASH", "CHECK", "DIRECT_DEBIT", "OTHER", NULL};
static const char *const invoice_types[] = {"INVOICE", "DEPOSIT", NULL};

static const struct field invoice_fields[] = {
    FIELD_UUID(struct invoice, id, F_READONLY),
    FIELD_TEXT(struct invoice, invoice_number, F_READONLY, 0, 0),
    FIELD_ENUM(struct invoice, type, F_READONLY, invoice_types),
    FIELD_UUID(struct invoice, quote_id, F_READONLY),
    FIELD_ENUM(struct invoice, deposit_kind, F_READONLY, deposit_kinds),
    FIELD_DECIMAL(struct invoice, deposit_percent, F_READONLY, 2, 0, 0, 0),
    FIELD_UUID(struct invoice, contact_id, F_REQUIRED | F_FILTER),
    FIELD_UUID(struct invoice, vehicle_id, F_FILTER),
    FIELD_DATE(struct invoice, issue_date, F_READONLY | F_SORT),
    FIELD_DATE(struct invoice, due_date, F_SORT),
    FIELD_DATE(struct invoice, service_date, 0),
    FIELD_LIST(struct invoice, items, F_REQUIRED | F_SECRET, &line_record, 1, LINES_MAX),
    FIELD_ENUM(struct invoice, price_mode, 0, price_modes),
    FIELD_DECIMAL(struct invoice, subtotal, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, vat_rate, 0, 2, 1, 0, 10000),
    FIELD_ENUM(struct invoice, vat_exemption, 0, vat_exemption_codes),
    FIELD_DECIMAL(struct invoice, vat_amount, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, total, F_READONLY | F_SORT, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_deposited, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_paid, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_credited, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_refunded, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_due, F_READONLY | F_SORT, 2, 2, 0, 0),
    FIELD_STATUS(struct invoice, status, F_READONLY, &invoice_machine),
    FIELD_INT(struct invoice, days_overdue, F_READONLY | F_NOT_STORED, 0, 0),
    FIELD_ENUM(struct invoice, payment_method, 0, payment_methods),
    FIELD_TIME(struct invoice, paid_at, F_READONLY),
    FIELD_TEXT(struct invoice, notes, 0, 1, 5000),
    FIELD_TEXT(struct invoice, terms, 0, 1, 5000),
    FIELD_PRINTED(struct invoice, seller, F_DETAIL, &seller_record),
    FIELD_PRINTED(struct invoice, buyer, F_DETAIL, &buyer_record),
    FIELD_PRINTED(struct invoice, vehicle, F_DETAIL, &vehicle_copy_record),
    FIELD_UUID(struct invoice, created_by, F_READONLY),
    FIELD_TIME(struct invoice, issued_at, F_READONLY),
    FIELD_TIME(struct invoice, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct invoice, updated_at, F_READONLY),
    FIELD_INT(struct invoice, version, F_READONLY, 0, 0),
};
RECORD_ANSWERED(invoice_record, "Invoice", struct invoice, invoice_fields, NULL, &invoice_detail_record);

static const struct field invoice_row_fields[] = {
    FIELD_UUID(struct invoice, id, 0),
    FIELD_TEXT(struct invoice, invoice_number, 0, 0, 0),
    FIELD_ENUM(struct invoice, type, 0, invoice_types),
    FIELD_UUID(struct invoice, quote_id, 0),
    FIELD_GROUP_TEXT(struct invoice, "contact", contact_id, F_REQUIRED, 0, 0),
    FIELD_GROUP_TEXT(struct invoice, "contact", contact_name, F_REQUIRED, 0, 0),
    FIELD_UUID(struct invoice, vehicle_id, 0),
    FIELD_PRINTED(struct invoice, vehicle, 0, &vehicle_brief_record),
    FIELD_DATE(struct invoice, issue_date, 0),
    FIELD_DATE(struct invoice, due_date, 0),
    FIELD_DECIMAL(struct invoice, subtotal, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, vat_amount, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, total, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_deposited, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_paid, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_credited, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_refunded, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_due, 0, 2, 2, 0, 0),
    FIELD_STATUS(struct invoice, status, 0, &invoice_machine),
    FIELD_INT(struct invoice, days_overdue, F_NOT_STORED, 0, 0),
    FIELD_ENUM(struct invoice, payment_method, 0, payment_methods),
    FIELD_TIME(struct invoice, paid_at, 0),
    FIELD_TIME(struct invoice, created_at, 0),
    FIELD_TIME(struct invoice, updated_at, 0),
    FIELD_INT(struct invoice, version, 0, 0, 0),
};
RECORD(invoice_row_record, "InvoiceRow", struct invoice, invoice_row_fields, NULL);

enum rc invoice_items(struct cx *cx, const char *invoice_id, struct list *items)
{
    return db_all(cx, SQL_INVOICE_ITEMS, ARGS(ARG_T("id", invoice_id)), &line_record, items);
}

bool invoice_is_deposit(const struct invoice *invoice)
{
    return str_eq(invoice->type, "DEPOSIT");
}

enum rc invoice_totals(struct cx *cx, const struct invoice *invoice, const struct list *items, struct line_totals *totals)
{
    const struct pricing pricing = {invoice->vat_rate, invoice->price_mode};
    if (!lines_sum(items, &pricing, totals)) {
        return fault_set(cx, RC_INTERNAL, NULL, "The lines of this invoice do not add up");
    }
    return invoice_is_deposit(invoice) ? deposit_rates(cx, invoice, items, totals) : RC_OK;
}

/* The totals, when lines or rate are new. */
static enum rc sum(struct cx *cx, struct invoice *invoice, const struct invoice *old, uint64_t present)
{
    struct line_totals totals;
    bool lines = record_present(&invoice_record, present, "items");
    bool prices =
        record_present(&invoice_record, present, "vat_rate") || record_present(&invoice_record, present, "price_mode");
    if (old && !lines && !prices) {
        return RC_OK;
    }
    if (old && !lines) {
        TRY(invoice_items(cx, invoice->id, &invoice->items));
    }
    if (fault_within(cx, "items") || fault_within(cx, "vat_rate") || fault_within(cx, "price_mode")) {
        return RC_OK; /* what they say is not known */
    }
    const struct pricing pricing = {invoice->vat_rate, invoice->price_mode};
    if (lines_total(cx, &invoice->items, &pricing, &totals) == RC_OK) {
        invoice->subtotal = totals.subtotal;
        invoice->vat_amount = totals.vat_amount;
        invoice->total = totals.total;
    }
    return RC_OK;
}

void invoice_begin(struct invoice *invoice)
{
    invoice->type = "INVOICE";
    invoice->status = "DRAFT";
    invoice->amount_deposited = 0;
    invoice->amount_paid = 0;
    invoice->amount_credited = 0;
    invoice->amount_refunded = 0;
}

/* What was not said of the prices is as it was, or as in the settings. */
static enum rc choose_pricing(struct cx *cx, struct invoice *invoice, const struct invoice *old)
{
    struct settings settings;
    if (invoice->vat_rate != INT_NULL && invoice->price_mode) {
        return RC_OK;
    }
    if (!old) {
        TRY(settings_get(cx, &settings));
    }
    if (invoice->vat_rate == INT_NULL) {
        invoice->vat_rate = old ? old->vat_rate : settings.default_vat_rate;
    }
    if (!invoice->price_mode) {
        invoice->price_mode = old ? old->price_mode : settings.price_mode;
    }
    return RC_OK;
}

static enum rc invoice_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct invoice *invoice = now;
    const struct invoice *old = before;
    if (old && !status_is(&invoice_machine, old->status, PHASE_DRAFT)) {
        return fault_set(cx, RC_CONFLICT, NULL, "An issued invoice never changes: cancel it with a credit note");
    }
    if (!old) {
        invoice_begin(invoice);
    }
    TRY(choose_pricing(cx, invoice, old));
    bool contact = record_present(&invoice_record, present, "contact_id");
    bool vehicle = record_present(&invoice_record, present, "vehicle_id");
    if (contact) {
        TRY(resource_refer(cx, &contact_resource, "contact_id", invoice->contact_id));
    }
    if (contact || vehicle) {
        TRY(vehicle_refer(cx, invoice->vehicle_id, vehicle, invoice->contact_id));
    }
    return sum(cx, invoice, old, present);
}

enum rc invoice_save_items(struct cx *cx, const struct invoice *invoice)
{
    TRY(lines_save(cx, SQL_INVOICE_ITEM_INSERT, invoice->id, &invoice->items));
    return db_run(cx, SQL_INVOICE_WORDS, ARGS(ARG_T("id", invoice->id)));
}

static enum rc invoice_written(struct cx *cx, const void *before, const void *now)
{
    const struct invoice *invoice = now;
    if (invoice->items.count == 0) {
        return RC_OK; /* they stay as they are */
    }
    if (before) {
        TRY(db_run(cx, SQL_INVOICE_ITEM_CLEAR, ARGS(ARG_T("id", invoice->id))));
    }
    return invoice_save_items(cx, invoice);
}

static void invoice_refine(struct cx *cx, void *row)
{
    struct invoice *invoice = row;
    int64_t due;
    invoice->days_overdue = 0;
    if (!status_is(&invoice_machine, invoice->status, PHASE_OPEN) || !date_parse(invoice->due_date, &due)) {
        return;
    }
    int64_t today = zone_date(cx->zone, cx->now_ms);
    if (due < today && invoice->amount_due > 0) {
        invoice->status = "OVERDUE";
        invoice->days_overdue = today - due;
    }
}

static enum rc invoice_lists(struct cx *cx, void *row)
{
    struct invoice *invoice = row;
    return invoice_items(cx, invoice->id, &invoice->items);
}

static const struct filter invoice_filters[] = {
    {.param = "status",
     .column = "i.status IN ('SENT', 'OVERDUE', :value) AND CASE WHEN i.status = 'SENT' AND i.due_date < :today THEN 'OVERDUE' "
               "ELSE i.status END = :value",
     .op = FILTER_CUSTOM,
     .type = {.name = "status", .type = FT_ENUM, .flags = F_FOLD, .machine = &invoice_machine}},
    {.param = "from_date", .column = "i.issue_date", .op = FILTER_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "i.issue_date", .op = FILTER_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = "due_from", .column = "i.due_date", .op = FILTER_GE, .type = {.name = "due_from", .type = FT_DATE}},
    {.param = "due_to", .column = "i.due_date", .op = FILTER_LE, .type = {.name = "due_to", .type = FT_DATE}},
    {.param = "min_due",
     .column = "i.amount_due",
     .op = FILTER_GE,
     .type = {.name = "min_due", .type = FT_DECIMAL, .scale = 2, .min_decimals = 2, .max = MONEY_MAX_CENTS}},
    {.param = "overdue",
     .column = "(i.status IN ('SENT', 'OVERDUE') AND i.due_date < :today) = :value",
     .op = FILTER_CUSTOM,
     .type = {.name = "overdue", .type = FT_BOOL, .about = "As the status `OVERDUE`"}},
    {.param = NULL},
};

static const struct sort_key invoice_sorts[] = {
    {"invoice_number", "i.number_key"},
    {"contact_name", "i.contact_name_key"},
    {NULL, NULL},
};

static const struct list_summary invoice_summary = {
    .sums = SQL_INVOICE_SUMS,
    .search = SQL_INVOICE_SEARCH_SUMS,
    .status = "status",
    .sums_of = SUMMARY_TOTAL | SUMMARY_DUE,
};

static const struct list_spec invoice_list = {
    .record = &invoice_row_record,
    .select = SQL_INVOICE_LIST,
    .count = SQL_INVOICE_COUNT,
    .count_all = SQL_INVOICE_TOTAL,
    .search = SQL_INVOICE_SEARCH,
    .search_count = SQL_INVOICE_SEARCH_COUNT,
    .search_all = SQL_INVOICE_SEARCH_ALL,
    .fields = &invoice_record,
    .alias = "i",
    .filters = invoice_filters,
    .sorts = invoice_sorts,
    .order = "i.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "i.seq DESC",
    .summary = &invoice_summary,
};

const struct resource invoice_resource = {
    .record = &invoice_record,
    .list = &invoice_list,
    .get = SQL_INVOICE_GET,
    .insert = SQL_INVOICE_INSERT,
    .update = SQL_INVOICE_UPDATE,
    .remove = SQL_INVOICE_DELETE,
    .lists = invoice_lists,
    .check = invoice_check,
    .written = invoice_written,
    .refine = invoice_refine,
    .fill = invoice_detail_fill,
};

enum rc invoice_delete(struct cx *cx, const struct invoice *invoice)
{
    if (!status_is(&invoice_machine, invoice->status, PHASE_DRAFT)) {
        return fault_set(cx, RC_CONFLICT, NULL, "An issued invoice is never deleted: cancel it with a credit note");
    }
    return resource_remove(cx, &invoice_resource, invoice->id);
}
