/* SPDX-License-Identifier: MIT
 *
 * From rows to invoicing/einvoice.h. */
#include "workshop/einvoice.h"

#include "auth/digest.h"
#include "base/str.h"
#include "data/json_in.h"
#include "invoicing/einvoice.h"
#include "tenant/legal.h"
#include "workshop/contact.h"
#include "workshop/deposit.h"
#include "workshop/invoice_copies.h"
#include "workshop/vehicle.h"

#define NOTES_MAX 6

/* The copies that were made at issue. */
struct copies {
    struct settings seller;
    struct contact buyer;
    struct vehicle vehicle; /* id NULL: none */
};

/* Copies from before they said countries' codes and electronic addresses get what they would say now. */
static void copies_complete(struct cx *cx, struct copies *copies)
{
    if (!copies->buyer.kind) {
        invoice_parties(cx, &copies->seller, &copies->buyer);
    }
}

static enum rc copies_load(struct cx *cx, const struct invoice *invoice, struct copies *copies)
{
    record_clear(&vehicle_record, &copies->vehicle);
    TRY(record_load(cx, &seller_record, invoice->seller, &copies->seller));
    TRY(record_load(cx, &buyer_record, invoice->buyer, &copies->buyer));
    copies_complete(cx, copies);
    return invoice->vehicle ? record_load(cx, &vehicle_copy_record, invoice->vehicle, &copies->vehicle) : RC_OK;
}

static struct einvoice_party seller_party(struct cx *cx, const struct settings *seller)
{
    const char *name = seller->legal_name ? seller->legal_name : seller->name;
    return (struct einvoice_party){
        .name = name,
        .trade_name = str_eq(seller->name, name) ? NULL : seller->name,
        .siret = seller->siret,
        .siren = siret_siren(cx->arena, seller->siret),
        .vat_number = seller->vat_number,
        .street = seller->address_street,
        .postal_code = seller->address_postal_code,
        .city = seller->address_city,
        .country = seller->country_code,
        .endpoint_scheme = seller->electronic_address_scheme,
        .endpoint = seller->electronic_address_value,
    };
}

static struct einvoice_party buyer_party(struct cx *cx, const struct contact *buyer)
{
    return (struct einvoice_party){
        .name = buyer->company ? buyer->company : contact_person(cx->arena, buyer),
        .siren = buyer->siren,
        .vat_number = buyer->vat_number,
        .street = buyer->address_street,
        .postal_code = buyer->address_postal_code,
        .city = buyer->address_city,
        .siret = buyer->siret,
        .country = buyer->country_code,
        .endpoint_scheme = buyer->electronic_address_scheme,
        .endpoint = buyer->electronic_address_value,
    };
}

static struct einvoice_party delivery_party(const struct einvoice_party *party, const struct contact *buyer)
{
    bool elsewhere = buyer->delivery_address_street || buyer->delivery_address_city;
    return (struct einvoice_party){
        .name = elsewhere ? party->name : NULL,
        .street = buyer->delivery_address_street,
        .postal_code = buyer->delivery_address_postal_code,
        .city = buyer->delivery_address_city,
        .country = buyer->delivery_country_code,
    };
}

/* "Véhicule AB-123-CD, Renault Clio, VIN VF1…, 87654 km" */
static const char *vehicle_note(struct cx *cx, const struct vehicle *vehicle)
{
    struct buf text;
    if (!vehicle->id) {
        return NULL;
    }
    buf_init(&text, cx->arena, 0);
    buf_printf(&text, "Véhicule %s", vehicle->license_plate ? vehicle->license_plate : "");
    if (vehicle->make || vehicle->model) {
        buf_printf(&text, ", %s %s", vehicle->make ? vehicle->make : "", vehicle->model ? vehicle->model : "");
    }
    if (vehicle->vin) {
        buf_printf(&text, ", VIN %s", vehicle->vin);
    }
    if (vehicle->mileage != INT_NULL) {
        buf_printf(&text, ", %lld km", (long long)vehicle->mileage);
    }
    return text.data;
}

/* The texts that are said, in their order. */
static const char *const *said(struct cx *cx, const char *const texts[NOTES_MAX])
{
    const char **notes = arena_array(cx->arena, NOTES_MAX + 1, sizeof *notes);
    size_t count = 0;
    for (size_t i = 0; i < NOTES_MAX; i++) {
        if (texts[i]) {
            notes[count++] = texts[i];
        }
    }
    return notes;
}

static void fill_lines(struct cx *cx, const struct list *items, const struct invoice *invoice, const struct copies *copies,
                       struct einvoice *document)
{
    const char *said = invoice_exemption(cx, &copies->seller, invoice->vat_exemption);
    const struct line *lines = items->rows;
    struct einvoice_line *out = arena_array(cx->arena, items->count + 1, sizeof *out);
    for (size_t i = 0; i < items->count; i++) {
        out[i] = (struct einvoice_line){
            .description = lines[i].description,
            .reference = lines[i].reference,
            .kind = lines[i].kind,
            .unit = lines[i].unit,
            .quantity = lines[i].quantity,
            .unit_price = lines[i].unit_price,
            .discount = lines[i].discount_percent == INT_NULL ? 0 : lines[i].discount_percent,
            .vat_rate = lines[i].vat_rate == INT_NULL ? invoice->vat_rate : lines[i].vat_rate,
            .exemption = line_exemption(&lines[i], invoice->vat_rate, said),
            .total = lines[i].total,
            .net = lines[i].net_total,
        };
    }
    document->lines = out;
    document->line_count = items->count;
}

static void fill_rates(struct cx *cx, const struct line_totals *totals, struct einvoice *document)
{
    struct einvoice_rate *out = arena_array(cx->arena, totals->rate_count + 1, sizeof *out);
    for (size_t i = 0; i < totals->rate_count; i++) {
        out[i] = (struct einvoice_rate){totals->rates[i].rate, totals->rates[i].net, totals->rates[i].vat};
    }
    document->rates = out;
    document->rate_count = totals->rate_count;
}

static void fill_parties(struct cx *cx, const struct copies *copies, struct einvoice *document)
{
    const struct settings *seller = &copies->seller;
    document->seller = seller_party(cx, seller);
    document->buyer = buyer_party(cx, &copies->buyer);
    document->delivery = delivery_party(&document->buyer, &copies->buyer);
    document->buyer_kind = copies->buyer.kind;
    document->vat_on_debits = seller->vat_on_debits == 1;
    document->parts_follow_repair = seller->parts_follow_repair == 1;
    document->vat_exempt = legal_vat_exempt(cx, seller);
    document->legal_form = seller->legal_form;
    document->rcs = seller->rcs;
    document->late_penalty = seller->late_penalty_text;
    document->recovery = seller->recovery_text;
    document->discount = seller->discount_text;
    document->iban = seller->iban;
}

/* The deposits that it deducts, each once. */
static enum rc fill_deposits(struct cx *cx, const struct invoice *invoice, struct einvoice *document)
{
    struct list list;
    TRY(deposit_deductions(cx, invoice->id, &list));
    const struct deduction *rows = list.rows;
    struct einvoice_reference *out = arena_array(cx->arena, list.count + 1, sizeof *out);
    for (size_t i = 0; i < list.count; i++) {
        if (i == 0 || !str_eq(rows[i].id, rows[i - 1].id)) {
            out[document->reference_count++] = (struct einvoice_reference){rows[i].invoice_number, rows[i].issue_date};
        }
    }
    document->references = out;
    document->prepaid = invoice->amount_deposited;
    return RC_OK;
}

static enum rc write_invoice(struct cx *cx, const struct invoice *invoice, struct buf *out)
{
    struct copies copies;
    struct list items;
    struct line_totals totals;
    TRY(copies_load(cx, invoice, &copies));
    TRY(invoice_items(cx, invoice->id, &items));
    TRY(invoice_totals(cx, invoice, &items, &totals));
    struct einvoice document = {
        .kind = invoice_is_deposit(invoice) ? EINVOICE_DEPOSIT : EINVOICE_INVOICE,
        .number = invoice->invoice_number,
        .issue_date = invoice->issue_date,
        .due_date = invoice->due_date,
        .service_date = invoice->service_date,
        .payment_method = invoice->payment_method,
        .gross = totals.gross,
        .subtotal = invoice->subtotal,
        .vat = invoice->vat_amount,
        .total = invoice->total,
        .notes = said(cx, (const char *const[NOTES_MAX]){vehicle_note(cx, &copies.vehicle), invoice->notes, invoice->terms,
                                                         copies.seller.invoice_footer}),
    };
    fill_parties(cx, &copies, &document);
    fill_lines(cx, &items, invoice, &copies, &document);
    fill_rates(cx, &totals, &document);
    TRY(fill_deposits(cx, invoice, &document));
    return einvoice_xml(cx, &document, out);
}

static enum rc write_credit_note(struct cx *cx, const struct credit_note *note, struct buf *out)
{
    struct copies copies;
    struct invoice invoice;
    struct list items;
    struct credit credit;
    struct line_totals totals;
    bool exact;
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", note->invoice_id)), &invoice_record, &invoice));
    TRY(copies_load(cx, &invoice, &copies));
    TRY(credit_note_items(cx, note->id, &items));
    TRY(credit_note_replay(cx, &invoice, note->id, &credit, &totals, &exact));
    const struct einvoice_reference original = {invoice.invoice_number, invoice.issue_date};
    struct einvoice document = {
        .kind = invoice_is_deposit(&invoice) ? EINVOICE_DEPOSIT_CREDIT : EINVOICE_CREDIT_NOTE,
        .number = note->credit_note_number,
        .issue_date = note->issue_date,
        .service_date = invoice.service_date,
        .references = &original,
        .reference_count = 1,
        .gross = price_is_gross(note->price_mode),
        .subtotal = note->subtotal,
        .vat = note->vat_amount,
        .total = note->total,
        .notes = said(
            cx, (const char *const[NOTES_MAX]){vehicle_note(cx, &copies.vehicle), note->reason, copies.seller.invoice_footer}),
    };
    fill_parties(cx, &copies, &document);
    document.iban = NULL; /* the money goes the other way */
    fill_lines(cx, &items, &invoice, &copies, &document);
    fill_rates(cx, &totals, &document);
    return einvoice_xml(cx, &document, out);
}

/* ---- keeping ---- */

static enum rc keep(struct cx *cx, const char *ref_id, const struct buf *xml)
{
    return db_run(cx, SQL_EINVOICE_INSERT, ARGS(ARG_T("ref_id", ref_id), ARG_T("xml", xml->data)));
}

enum rc einvoice_keep_invoice(struct cx *cx, const char *invoice_id)
{
    struct invoice invoice;
    struct buf xml;
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", invoice_id)), &invoice_record, &invoice));
    TRY(write_invoice(cx, &invoice, &xml));
    return keep(cx, invoice_id, &xml);
}

enum rc einvoice_keep_credit_note(struct cx *cx, const char *note_id)
{
    struct credit_note note;
    struct buf xml;
    TRY(db_get(cx, SQL_CREDIT_NOTE_GET, ARGS(ARG_T("id", note_id)), &credit_note_record, &note));
    TRY(write_credit_note(cx, &note, &xml));
    return keep(cx, note_id, &xml);
}

/* The XML that is kept, or NULL. */
static enum rc kept(struct cx *cx, const char *ref_id, const char **xml)
{
    struct rows rows;
    *xml = NULL;
    TRY(rows_open(cx, SQL_EINVOICE_GET, ARGS(ARG_T("ref_id", ref_id)), &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        *xml = arena_strdup(cx->arena, rows_text(&rows, 0));
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

enum rc einvoice_entry(struct cx *cx, struct json *json, const char *ref_id)
{
    const char *xml;
    char hash[SHA256_HEX];
    TRY(kept(cx, ref_id, &xml));
    if (xml) {
        sha256_hex(xml, strlen(xml), hash);
        json_kv_text(json, "xml_sha256", hash);
    }
    return RC_OK;
}

static void answer_kept(const char *xml, struct buf *body)
{
    buf_init(body, body->arena, strlen(xml) + 1);
    buf_str(body, xml);
}

enum rc einvoice_invoice(struct cx *cx, const struct invoice *invoice, struct paper *paper)
{
    const char *xml;
    if (!invoice->invoice_number) {
        return fault_set(cx, RC_CONFLICT, NULL, "A draft has no electronic invoice: issue it first");
    }
    *paper = (struct paper){.filename = arena_printf(cx->arena, "facture-%s.xml", invoice->invoice_number)};
    paper->body.arena = cx->arena;
    TRY(kept(cx, invoice->id, &xml));
    if (!xml) {
        return write_invoice(cx, invoice, &paper->body);
    }
    answer_kept(xml, &paper->body);
    return RC_OK;
}

enum rc einvoice_credit_note(struct cx *cx, const struct credit_note *note, struct paper *paper)
{
    const char *xml;
    *paper = (struct paper){.filename = arena_printf(cx->arena, "avoir-%s.xml", note->credit_note_number)};
    paper->body.arena = cx->arena;
    TRY(kept(cx, note->id, &xml));
    if (!xml) {
        return write_credit_note(cx, note, &paper->body);
    }
    answer_kept(xml, &paper->body);
    return RC_OK;
}
