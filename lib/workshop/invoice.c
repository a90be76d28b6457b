/* SPDX-License-Identifier: MIT
 *
 * Invoices: fields, drafts, lists, issue and conversion. Payments are in payment.c, the chain in ledger.c. */
#include "workshop/invoice.h"

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "tenant/settings.h"
#include "workshop/activity.h"
#include "workshop/contact.h"
#include "workshop/credit_note.h"
#include "workshop/ledger.h"
#include "workshop/quote.h"
#include "workshop/vehicle.h"

const char *const payment_methods[] = {"BANK_TRANSFER", "CARD", "CASH", "CHECK", "DIRECT_DEBIT", "OTHER", NULL};
static const char *const invoice_statuses[] = {"DRAFT", "SENT", "PAID", "OVERDUE", "CREDITED", NULL};

static const struct field invoice_fields[] = {
    FIELD_UUID(struct invoice, id, F_READONLY),
    FIELD_TEXT(struct invoice, invoice_number, F_READONLY, 0, 0),
    FIELD_UUID(struct invoice, quote_id, F_READONLY),
    FIELD_UUID(struct invoice, contact_id, F_REQUIRED | F_FILTER),
    FIELD_UUID(struct invoice, vehicle_id, 0),
    FIELD_DATE(struct invoice, issue_date, F_READONLY | F_SORT),
    FIELD_DATE(struct invoice, due_date, F_SORT),
    FIELD_DATE(struct invoice, service_date, 0),
    FIELD_LIST(struct invoice, items, F_REQUIRED | F_SECRET, &line_record, 1, LINES_MAX),
    FIELD_DECIMAL(struct invoice, subtotal, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, vat_rate, 0, 2, 1, 0, 10000),
    FIELD_DECIMAL(struct invoice, vat_amount, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, total, F_READONLY | F_SORT, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_paid, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_credited, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_due, F_READONLY, 2, 2, 0, 0),
    FIELD_ENUM(struct invoice, status, F_READONLY | F_FILTER, invoice_statuses),
    FIELD_INT(struct invoice, days_overdue, F_READONLY, 0, 0),
    FIELD_ENUM(struct invoice, payment_method, 0, payment_methods),
    FIELD_TIME(struct invoice, paid_at, F_READONLY),
    FIELD_TEXT(struct invoice, notes, 0, 1, 5000),
    FIELD_RAW(struct invoice, seller, F_DETAIL),
    FIELD_RAW(struct invoice, buyer, F_DETAIL),
    FIELD_RAW(struct invoice, vehicle, F_DETAIL),
    FIELD_UUID(struct invoice, created_by, F_READONLY),
    FIELD_TIME(struct invoice, issued_at, F_READONLY),
    FIELD_TIME(struct invoice, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct invoice, updated_at, F_READONLY),
};
RECORD(invoice_record, "Invoice", struct invoice, invoice_fields, NULL);

static const struct field invoice_row_fields[] = {
    FIELD_UUID(struct invoice, id, 0),
    FIELD_TEXT(struct invoice, invoice_number, 0, 0, 0),
    FIELD_UUID(struct invoice, quote_id, 0),
    FIELD_GROUP_TEXT(struct invoice, "contact", contact_id, 0, 0, 0),
    FIELD_GROUP_TEXT(struct invoice, "contact", contact_name, 0, 0, 0),
    FIELD_UUID(struct invoice, vehicle_id, 0),
    FIELD_DATE(struct invoice, issue_date, 0),
    FIELD_DATE(struct invoice, due_date, 0),
    FIELD_DECIMAL(struct invoice, subtotal, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, vat_amount, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, total, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_paid, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_credited, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct invoice, amount_due, 0, 2, 2, 0, 0),
    FIELD_ENUM(struct invoice, status, 0, invoice_statuses),
    FIELD_INT(struct invoice, days_overdue, 0, 0, 0),
    FIELD_ENUM(struct invoice, payment_method, 0, payment_methods),
    FIELD_TIME(struct invoice, paid_at, 0),
    FIELD_TIME(struct invoice, created_at, 0),
    FIELD_TIME(struct invoice, updated_at, 0),
};
RECORD(invoice_row_record, "InvoiceRow", struct invoice, invoice_row_fields, NULL);

static const struct field seller_fields[] = {
    FIELD_TEXT(struct settings, name, 0, 0, 0),
    FIELD_TEXT(struct settings, legal_name, 0, 0, 0),
    FIELD_TEXT(struct settings, legal_form, 0, 0, 0),
    FIELD_TEXT(struct settings, siret, 0, 0, 0),
    FIELD_TEXT(struct settings, vat_number, 0, 0, 0),
    FIELD_TEXT(struct settings, rcs, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_street, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_city, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_postal_code, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_country, 0, 0, 0),
    FIELD_TEXT(struct settings, phone, 0, 0, 0),
    FIELD_TEXT(struct settings, email, 0, 0, 0),
    FIELD_TEXT(struct settings, iban, 0, 0, 0),
    FIELD_TEXT(struct settings, late_penalty_text, 0, 0, 0),
    FIELD_TEXT(struct settings, recovery_text, 0, 0, 0),
    FIELD_TEXT(struct settings, discount_text, 0, 0, 0),
    FIELD_TEXT(struct settings, invoice_footer, 0, 0, 0),
};
RECORD(seller_record, "Seller", struct settings, seller_fields, NULL);

static const struct field buyer_fields[] = {
    FIELD_UUID(struct contact, id, 0),
    FIELD_TEXT(struct contact, name, 0, 0, 0),
    FIELD_TEXT(struct contact, first_name, 0, 0, 0),
    FIELD_TEXT(struct contact, last_name, 0, 0, 0),
    FIELD_TEXT(struct contact, company, 0, 0, 0),
    FIELD_TEXT(struct contact, siren, 0, 0, 0),
    FIELD_TEXT(struct contact, vat_number, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_street, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_city, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_postal_code, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_country, 0, 0, 0),
    FIELD_TEXT(struct contact, phone, 0, 0, 0),
    FIELD_TEXT(struct contact, email, 0, 0, 0),
};
RECORD(buyer_record, "Buyer", struct contact, buyer_fields, NULL);

static const struct field conversion_fields[] = {
    FIELD_DATE(struct conversion, due_date, 0),
    FIELD_ENUM(struct conversion, payment_method, 0, payment_methods),
};
RECORD(conversion_record, "Conversion", struct conversion, conversion_fields, NULL);

enum rc invoice_items(struct cx *cx, const char *invoice_id, struct list *items)
{
    return db_all(cx, SQL_INVOICE_ITEMS, ARGS(ARG_T("id", invoice_id)), &line_record, items);
}

static const char *date_text(struct cx *cx, int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(cx->arena, text);
}

static enum rc invoice_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct invoice *invoice = now;
    const struct invoice *old = before;
    struct settings settings;
    if (old && !str_eq(old->status, "DRAFT")) {
        return fault_set(cx, RC_CONFLICT, NULL, "An issued invoice never changes: cancel it with a credit note");
    }
    TRY(settings_get(cx, &settings));
    if (invoice->vat_rate == INT_NULL) {
        invoice->vat_rate = old ? old->vat_rate : settings.default_vat_rate;
    }
    if (old && !record_present(&invoice_record, present, "items")) {
        TRY(invoice_items(cx, invoice->id, &invoice->items));
    }
    TRY(resource_refer(cx, &contact_resource, "contact_id", invoice->contact_id));
    TRY(vehicle_refer(cx, invoice->vehicle_id, invoice->contact_id));
    if (cx->fault.fields) {
        return RC_OK;
    }
    struct line_totals totals;
    if (lines_total(cx, &invoice->items, invoice->vat_rate, &totals) == RC_OK) {
        invoice->subtotal = totals.subtotal;
        invoice->vat_amount = totals.vat_amount;
        invoice->total = totals.total;
    }
    return RC_OK;
}

static enum rc invoice_written(struct cx *cx, const void *before, const void *now)
{
    const struct invoice *invoice = now;
    if (before) {
        TRY(db_run(cx, SQL_INVOICE_ITEM_CLEAR, ARGS(ARG_T("id", invoice->id))));
    }
    return lines_save(cx, SQL_INVOICE_ITEM_INSERT, invoice->id, &invoice->items);
}

static void invoice_refine(struct cx *cx, void *row)
{
    struct invoice *invoice = row;
    int64_t due;
    invoice->days_overdue = 0;
    bool open = str_eq(invoice->status, "SENT") || str_eq(invoice->status, "OVERDUE");
    if (!open || !date_parse(invoice->due_date, &due)) {
        return;
    }
    int64_t today = zone_date(cx->zone, cx->now_ms);
    if (due < today) {
        invoice->status = "OVERDUE";
        invoice->days_overdue = today - due;
    }
}

static void write_payments(struct json *json, const struct list *payments)
{
    const struct payment *rows = payments->rows;
    json_key(json, "payments");
    json_array(json);
    for (size_t i = 0; i < payments->count; i++) {
        json_record(json, &payment_record, &rows[i], true);
    }
    json_array_end(json);
}

static enum rc invoice_members(struct cx *cx, struct json *json, const void *row)
{
    const struct invoice *invoice = row;
    struct list items;
    struct list payments;
    struct list notes;
    struct contact contact;
    TRY(invoice_items(cx, invoice->id, &items));
    TRY(contact_get_any(cx, invoice->contact_id, &contact));
    TRY(db_all(cx, SQL_PAYMENT_OF_INVOICE, ARGS(ARG_T("invoice_id", invoice->id)), &payment_record, &payments));
    TRY(db_all(cx, SQL_CREDIT_NOTE_OF_INVOICE, ARGS(ARG_T("invoice_id", invoice->id)), &credit_note_record, &notes));
    json_key(json, "contact");
    json_object(json);
    json_kv_text(json, "id", contact.id);
    json_kv_text(json, "name", contact.name);
    json_object_end(json);
    lines_write(json, &items, invoice->vat_rate);
    write_payments(json, &payments);
    json_key(json, "credit_notes");
    json_array(json);
    for (size_t i = 0; i < notes.count; i++) {
        json_record(json, &credit_note_record, (const struct credit_note *)notes.rows + i, false);
    }
    json_array_end(json);
    return RC_OK;
}

static const struct filter invoice_filters[] = {
    {.param = "status",
     .column = "i.status IN ('SENT', 'OVERDUE', :value) AND CASE WHEN i.status = 'SENT' AND i.due_date < :today THEN 'OVERDUE' "
               "ELSE i.status END = :value",
     .op = FILTER_CUSTOM,
     .type = {.name = "status", .type = FT_ENUM, .flags = F_FOLD, .values = invoice_statuses}},
    {.param = "contact_id", .column = "i.contact_id", .op = FILTER_EQ, .type = {.name = "contact_id", .type = FT_UUID}},
    {.param = "vehicle_id", .column = "i.vehicle_id", .op = FILTER_EQ, .type = {.name = "vehicle_id", .type = FT_UUID}},
    {.param = "from_date", .column = "i.issue_date", .op = FILTER_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "i.issue_date", .op = FILTER_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = NULL},
};

static const struct sort_key invoice_sorts[] = {
    {"created_at", "i.seq"}, {"issue_date", "i.issue_date"}, {"due_date", "i.due_date"}, {"total", "i.total"}, {NULL, NULL},
};

static const struct list_spec invoice_list = {
    .record = &invoice_row_record,
    .select = SQL_INVOICE_LIST,
    .count = SQL_INVOICE_COUNT,
    .count_all = SQL_INVOICE_TOTAL,
    .filters = invoice_filters,
    .sorts = invoice_sorts,
    .order = "i.seq DESC",
    .tie = "i.seq DESC",
};

const struct resource invoice_resource = {
    .record = &invoice_record,
    .list = &invoice_list,
    .get = SQL_INVOICE_GET,
    .insert = SQL_INVOICE_INSERT,
    .update = SQL_INVOICE_UPDATE,
    .check = invoice_check,
    .written = invoice_written,
    .refine = invoice_refine,
    .members = invoice_members,
};

static const char *snapshot(struct cx *cx, const struct record *record, const void *object)
{
    struct buf text;
    struct json json;
    buf_init(&text, cx->arena, 1024);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_record(&json, record, object, true);
    return text.data;
}

static enum rc vehicle_snapshot(struct cx *cx, const char *vehicle_id, const char **text)
{
    *text = NULL;
    if (!vehicle_id) {
        return RC_OK;
    }
    struct vehicle vehicle;
    TRY(vehicle_get_any(cx, vehicle_id, &vehicle));
    *text = snapshot(cx, &vehicle_record, &vehicle);
    return RC_OK;
}

static enum rc log_issue(struct cx *cx, const struct invoice *invoice, const char *number)
{
    const char *metadata = arena_printf(cx->arena, "{\"invoice_id\":\"%s\",\"invoice_number\":\"%s\"}", invoice->id, number);
    const char *description = arena_printf(cx->arena, "Facture %s émise", number);
    return activity_log(cx, "INVOICE_SENT", invoice->contact_id, description, metadata);
}

enum rc invoice_issue(struct cx *cx, const char *invoice_id)
{
    struct invoice invoice;
    struct settings settings;
    struct contact contact;
    const char *vehicle = NULL;
    const char *number = NULL;
    TRY(resource_get(cx, &invoice_resource, invoice_id, &invoice));
    if (!str_eq(invoice.status, "DRAFT")) {
        return fault_printf(cx, RC_INVALID, "INVALID_TRANSITION", "An invoice cannot go from %s to SENT", invoice.status);
    }
    TRY(settings_get(cx, &settings));
    TRY(contact_get_any(cx, invoice.contact_id, &contact));
    TRY(vehicle_snapshot(cx, invoice.vehicle_id, &vehicle));
    int64_t today = zone_date(cx->zone, cx->now_ms);
    const char *issue_date = date_text(cx, today);
    const char *due_date = invoice.due_date ? invoice.due_date : date_text(cx, today + settings.payment_terms_days);
    TRY(number_next(cx, "invoice", "", issue_date, &number));
    TRY(db_run(cx, SQL_INVOICE_ISSUE,
               ARGS(ARG_T("id", invoice_id), ARG_T("invoice_number", number), ARG_T("issue_date", issue_date),
                    ARG_T("due_date", due_date), ARG_T("seller", snapshot(cx, &seller_record, &settings)),
                    ARG_T("buyer", snapshot(cx, &buyer_record, &contact)), ARG_T("vehicle", vehicle),
                    ARG_I("now", cx->now_ms))));
    TRY(ledger_append(cx, "INVOICE", invoice_id));
    return log_issue(cx, &invoice, number);
}

static enum rc convertible(struct cx *cx, const struct quote *quote)
{
    if (quote->invoice_id) {
        return fault_set(cx, RC_INVALID, "ALREADY_CONVERTED", "This quote was already converted to an invoice");
    }
    if (!str_eq(quote->status, "SENT") && !str_eq(quote->status, "ACCEPTED")) {
        return fault_printf(cx, RC_INVALID, "INVALID_TRANSITION", "A quote in status %s cannot be converted", quote->status);
    }
    return RC_OK;
}

enum rc invoice_from_quote(struct cx *cx, const struct quote *quote, const struct conversion *conversion, const char **id)
{
    TRY(convertible(cx, quote));
    struct invoice invoice;
    record_clear(&invoice_record, &invoice);
    invoice.id = uuid_new(cx->arena);
    invoice.quote_id = quote->id;
    invoice.contact_id = quote->contact_id;
    invoice.vehicle_id = quote->vehicle_id;
    invoice.due_date = conversion->due_date;
    invoice.payment_method = conversion->payment_method;
    invoice.subtotal = quote->subtotal;
    invoice.vat_rate = quote->vat_rate;
    invoice.vat_amount = quote->vat_amount;
    invoice.total = quote->total;
    invoice.notes = quote->notes;
    invoice.created_by = cx->user ? cx->user->id : NULL;
    invoice.created_at = cx->now_ms;
    invoice.updated_at = cx->now_ms;
    TRY(quote_items(cx, quote->id, &invoice.items));
    TRY(db_run(cx, SQL_INVOICE_INSERT, ARGS(ARG_R(&invoice_record, &invoice))));
    TRY(lines_save(cx, SQL_INVOICE_ITEM_INSERT, invoice.id, &invoice.items));
    if (!str_eq(quote->status, "ACCEPTED")) {
        TRY(quote_mark(cx, quote->id, "ACCEPTED", NULL));
    }
    *id = invoice.id;
    return invoice_issue(cx, invoice.id);
}

enum rc invoice_delete(struct cx *cx, const struct invoice *invoice)
{
    if (!str_eq(invoice->status, "DRAFT")) {
        return fault_set(cx, RC_CONFLICT, NULL, "An issued invoice is never deleted: cancel it with a credit note");
    }
    return db_run(cx, SQL_INVOICE_DELETE, ARGS(ARG_T("id", invoice->id)));
}
