/* SPDX-License-Identifier: MIT
 *
 * Issuing an invoice: its number, its copies of seller, buyer and vehicle, its place in the chain; and making one of a quote. */
#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "workshop/activity.h"
#include "workshop/contact.h"
#include "workshop/deposit.h"
#include "workshop/einvoice.h"
#include "workshop/invoice.h"
#include "workshop/invoice_copies.h"
#include "workshop/quote.h"
#include "workshop/readiness.h"
#include "workshop/vehicle.h"

static const struct field conversion_fields[] = {
    FIELD_DATE(struct conversion, due_date, 0),
    FIELD_ENUM(struct conversion, payment_method, 0, payment_methods),
};
RECORD(conversion_record, "Conversion", struct conversion, conversion_fields, NULL);

static const char *date_text(struct cx *cx, int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(cx->arena, text);
}

enum rc invoice_vehicle_copy(struct cx *cx, const char *vehicle_id, const char **text)
{
    *text = NULL;
    if (!vehicle_id) {
        return RC_OK;
    }
    struct vehicle vehicle;
    TRY(vehicle_get_any(cx, vehicle_id, &vehicle));
    *text = invoice_copy(cx, &vehicle_copy_record, &vehicle);
    return RC_OK;
}

static enum rc log_issue(struct cx *cx, const struct invoice *invoice, const char *number)
{
    const char *metadata = arena_printf(cx->arena, "{\"invoice_id\":\"%s\",\"invoice_number\":\"%s\"}", invoice->id, number);
    const char *description = arena_printf(cx->arena, "%s %s émise", deposit_name(invoice), number);
    return activity_log(cx, "INVOICE_SENT", invoice->contact_id, description, metadata);
}

/* The draft, with lines that may be issued. */
static enum rc draft_get(struct cx *cx, const char *invoice_id, struct invoice *invoice)
{
    struct line_totals totals;
    TRY(resource_get(cx, &invoice_resource, invoice_id, invoice));
    TRY(machine_allow(cx, &invoice_machine, INVOICE_BY_STATUS, invoice->status, "SENT"));
    TRY(invoice_items(cx, invoice_id, &invoice->items));
    const struct pricing pricing = {invoice->vat_rate, invoice->price_mode};
    return lines_total(cx, &invoice->items, &pricing, &totals);
}

static enum rc ledger_entry(struct cx *cx, struct json *json, const char *id)
{
    struct invoice invoice;
    struct list items;
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", id)), &invoice_record, &invoice));
    TRY(invoice_items(cx, id, &items));
    json_kv_text(json, "invoice_number", invoice.invoice_number);
    json_kv_text(json, "quote_id", invoice.quote_id);
    json_kv_text(json, "contact_id", invoice.contact_id);
    json_kv_text(json, "vehicle_id", invoice.vehicle_id);
    json_kv_text(json, "issue_date", invoice.issue_date);
    json_kv_text(json, "due_date", invoice.due_date);
    json_kv_text(json, "service_date", invoice.service_date);
    price_mode_entry(json, invoice.price_mode);
    json_kv_int(json, "subtotal", invoice.subtotal);
    json_kv_int(json, "vat_rate", invoice.vat_rate);
    if (invoice.vat_exemption) { /* entries from before there were any stay as they are */
        json_kv_text(json, "vat_exemption", invoice.vat_exemption);
    }
    json_kv_int(json, "vat_amount", invoice.vat_amount);
    json_kv_int(json, "total", invoice.total);
    json_kv_text(json, "notes", invoice.notes);
    if (invoice.terms) { /* as above */
        json_kv_text(json, "terms", invoice.terms);
    }
    json_kv_text(json, "seller", invoice.seller);
    json_kv_text(json, "buyer", invoice.buyer);
    json_kv_text(json, "vehicle", invoice.vehicle);
    json_kv_int(json, "issued_at", invoice.issued_at);
    lines_entry(json, &items);
    TRY(deposit_entry(cx, json, &invoice));
    return einvoice_entry(cx, json, id);
}

const struct ledger_kind invoice_ledger = {.name = "INVOICE", .entry = ledger_entry};

/* What an invoice is issued with. */
struct issue {
    struct invoice invoice;
    struct settings settings;
    struct contact contact;
    const char *vehicle; /* as it is copied; NULL: none */
    const char *number;
    const char *issue_date;
    const char *due_date;
};

static enum rc gather(struct cx *cx, const char *invoice_id, struct issue *issue)
{
    *issue = (struct issue){.number = NULL};
    TRY(draft_get(cx, invoice_id, &issue->invoice));
    TRY(settings_get(cx, &issue->settings));
    TRY(contact_get_any(cx, issue->invoice.contact_id, &issue->contact));
    TRY(invoice_vehicle_copy(cx, issue->invoice.vehicle_id, &issue->vehicle));
    invoice_parties(cx, &issue->settings, &issue->contact);
    legal_warn(cx, &issue->settings, contact_is_business(&issue->contact));
    TRY(ready_issue(cx, &issue->settings, &issue->contact, &issue->invoice));
    int64_t today = zone_date(cx->zone, cx->now_ms);
    issue->issue_date = date_text(cx, today);
    issue->due_date =
        issue->invoice.due_date ? issue->invoice.due_date : date_text(cx, today + issue->settings.payment_terms_days);
    return number_next(cx, "invoice", "", issue->issue_date, &issue->number);
}

enum rc invoice_issue(struct cx *cx, const char *invoice_id)
{
    struct issue issue;
    TRY(gather(cx, invoice_id, &issue));
    const char *exemption = invoice_exemption(cx, &issue.settings, issue.invoice.vat_exemption);
    TRY(resource_write(cx, &invoice_resource, invoice_id, SQL_INVOICE_ISSUE,
                       ARGS(ARG_T("id", invoice_id), ARG_T("invoice_number", issue.number),
                            ARG_T("issue_date", issue.issue_date), ARG_T("due_date", issue.due_date),
                            ARG_T("seller", invoice_copy(cx, &seller_record, &issue.settings)),
                            ARG_T("buyer", invoice_copy(cx, &buyer_record, &issue.contact)), ARG_T("vehicle", issue.vehicle),
                            ARG_T("vat_exemption", exemption), ARG_I("now", cx->now_ms)),
                       NULL));
    TRY(einvoice_keep_invoice(cx, invoice_id));
    TRY(ledger_append(cx, &invoice_ledger, invoice_id));
    return log_issue(cx, &issue.invoice, issue.number);
}

/* True where one of the words stands at most `gap` bytes from the end of the other, on the same line. */
static bool near(const char *text, const char *word, const char *other, size_t gap)
{
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        const char *end = at + strlen(word);
        const char *found = strstr(end, other);
        if (found && (size_t)(found - end) <= gap && !memchr(end, '\n', (size_t)(found - end))) {
            return true;
        }
    }
    return false;
}

/* "Devis valable 30 jours", "Validité de l'offre : un mois", "This quote is valid until …"; not "selon devis validé" */
static bool speaks_of_validity(struct cx *cx, const char *notes)
{
    static const char *const papers[] = {"devis", "offre", "quote", "offer", "estimate"};
    static const char *const valid[] = {"valab", "validit", "valid ", "valide "};
    const char *text = str_lower(cx->arena, notes);
    for (size_t i = 0; text && i < sizeof papers / sizeof *papers; i++) {
        for (size_t k = 0; k < sizeof valid / sizeof *valid; k++) {
            if (near(text, papers[i], valid[k], 10) || near(text, valid[k], papers[i], 12)) {
                return true;
            }
        }
    }
    return false;
}

static enum rc convertible(struct cx *cx, const struct quote *quote)
{
    if (quote->invoice_id) {
        return fault_set(cx, RC_INVALID, "ALREADY_CONVERTED", "This quote was already converted to an invoice");
    }
    return machine_allow(cx, &quote_machine, QUOTE_BY_CONVERSION, quote->status, NULL);
}

static void say_as_quote(struct cx *cx, struct invoice *invoice, const struct quote *quote)
{
    record_clear(&invoice_record, invoice);
    invoice_begin(invoice);
    invoice->quote_id = quote->id;
    invoice->contact_id = quote->contact_id;
    invoice->vehicle_id = quote->vehicle_id;
    invoice->price_mode = quote->price_mode;
    invoice->subtotal = quote->subtotal;
    invoice->vat_rate = quote->vat_rate;
    invoice->vat_exemption = quote->vat_exemption;
    invoice->vat_amount = quote->vat_amount;
    invoice->total = quote->total;
    invoice->notes = speaks_of_validity(cx, quote->notes) ? NULL : quote->notes;
}

enum rc invoice_from_quote(struct cx *cx, const struct quote *quote, const struct conversion *conversion, const char **id)
{
    TRY(convertible(cx, quote));
    struct invoice invoice;
    say_as_quote(cx, &invoice, quote);
    invoice.due_date = conversion->due_date;
    invoice.payment_method = conversion->payment_method;
    struct list deductions;
    TRY(deposit_settle(cx, quote, &deductions));
    invoice.amount_deposited = deductions_total(&deductions);
    TRY(quote_items(cx, quote->id, &invoice.items));
    TRY(resource_insert(cx, &invoice_record, SQL_INVOICE_INSERT, &invoice));
    TRY(invoice_save_items(cx, &invoice));
    TRY(deposit_deduct(cx, invoice.id, &deductions));
    if (status_is(&quote_machine, quote->status, PHASE_OPEN)) {
        const struct quote_status_change accepted = QUOTE_CHANGE("ACCEPTED");
        TRY(quote_mark(cx, quote->id, &accepted));
    }
    *id = invoice.id;
    return invoice_issue(cx, invoice.id);
}
