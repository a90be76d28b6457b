/* SPDX-License-Identifier: MIT
 *
 * From rows to documents/pdf/pdf.h. French wording of documents stands here and in the tenant's settings; drawing is lib/documents. */
#include "workshop/paper.h"

#include "base/str.h"
#include "data/json_in.h"
#include "documents/french.h"
#include "documents/isolate.h"
#include "documents/pdf/pdf.h"
#include "invoicing/exemption.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"
#include "workshop/acceptance.h"
#include "workshop/archive.h"
#include "workshop/contact.h"
#include "workshop/deposit.h"
#include "workshop/invoice_copies.h"
#include "workshop/vehicle.h"

/* Everything that a document names. */
struct parties {
    bool demo; /* of the tenant as it is today */
    struct settings seller;
    struct contact buyer;
    struct vehicle vehicle;    /* id NULL: none */
    const char *vat_exemption; /* as the paper says */
    const void *logo;          /* as it is today; NULL: none */
    size_t logo_len;
};

const char *paper_method_words(const char *method)
{
    static const char *const words[][2] = {
        {"BANK_TRANSFER", "Virement"}, {"CARD", "Carte bancaire"},      {"CASH", "Espèces"},
        {"CHECK", "Chèque"},           {"DIRECT_DEBIT", "Prélèvement"}, {"OTHER", "Autre"},
    };
    for (size_t i = 0; method && i < sizeof words / sizeof *words; i++) {
        if (str_eq(words[i][0], method)) {
            return words[i][1];
        }
    }
    return NULL;
}

/* Behind a quantity. */
static const char *unit_words(const char *unit)
{
    static const char *const words[][2] = {
        {"PIECE", "pce"}, {"SET", "jeu"},      {"HOUR", "h"},
        {"DAY", "j"},     {"LITRE", "L"},      {"KILOGRAM", "kg"},
        {"METRE", "m"},   {"KILOMETRE", "km"}, {"FLAT_RATE", "forfait"},
    };
    for (size_t i = 0; unit && i < sizeof words / sizeof *words; i++) {
        if (str_eq(words[i][0], unit)) {
            return words[i][1];
        }
    }
    return NULL;
}

/* Parties as they are today, for quotes and drafts. */
static enum rc parties_now(struct cx *cx, const char *contact_id, const char *vehicle_id, struct parties *parties)
{
    record_clear(&vehicle_record, &parties->vehicle);
    TRY(settings_get(cx, &parties->seller));
    parties->demo = parties->seller.demo == 1;
    TRY(logo_get(cx, &parties->logo, &parties->logo_len));
    TRY(contact_get_any(cx, contact_id, &parties->buyer));
    return vehicle_id ? vehicle_get_any(cx, vehicle_id, &parties->vehicle) : RC_OK;
}

/* Parties as they were at issue. */
static enum rc parties_then(struct cx *cx, const struct invoice *invoice, struct parties *parties)
{
    struct settings today;
    record_clear(&vehicle_record, &parties->vehicle);
    TRY(settings_get(cx, &today));
    parties->demo = today.demo == 1;
    TRY(logo_get(cx, &parties->logo, &parties->logo_len));
    TRY(record_load(cx, &seller_record, invoice->seller, &parties->seller));
    TRY(record_load(cx, &buyer_record, invoice->buyer, &parties->buyer));
    return invoice->vehicle ? record_load(cx, &vehicle_copy_record, invoice->vehicle, &parties->vehicle) : RC_OK;
}

static const char *legal_line(struct cx *cx, const struct settings *seller)
{
    if (seller->legal_form && seller->rcs) {
        return arena_printf(cx->arena, "%s – %s", seller->legal_form, seller->rcs);
    }
    return seller->legal_form ? seller->legal_form : seller->rcs;
}

static struct pdf_party seller_party(struct cx *cx, const struct settings *seller)
{
    return (struct pdf_party){
        .name = seller->legal_name ? seller->legal_name : seller->name,
        .street = seller->address_street,
        .postal_code = seller->address_postal_code,
        .city = seller->address_city,
        .country = seller->address_country,
        .phone = french_phone(cx->arena, seller->phone),
        .email = seller->email,
        .siren = french_company(cx->arena, seller->siret),
        .vat_number = french_vat_number(cx->arena, seller->vat_number),
        .legal = legal_line(cx, seller),
        .iban = french_iban(cx->arena, seller->iban),
    };
}

static struct pdf_party buyer_party(struct cx *cx, const struct contact *buyer)
{
    const char *person = contact_person(cx->arena, buyer);
    return (struct pdf_party){
        .name = buyer->company ? buyer->company : person,
        .contact = buyer->company && !str_empty(person) ? person : NULL,
        .street = buyer->address_street,
        .postal_code = buyer->address_postal_code,
        .city = buyer->address_city,
        .country = buyer->address_country,
        .phone = french_phone(cx->arena, buyer->phone),
        .email = buyer->email,
        .siren = french_company(cx->arena, buyer->siren),
        .vat_number = french_vat_number(cx->arena, buyer->vat_number),
    };
}

static const char *vehicle_line(struct cx *cx, const struct vehicle *vehicle)
{
    struct buf line;
    buf_init(&line, cx->arena, 0);
    buf_str(&line, text_isolated(cx->arena, vehicle->make ? vehicle->make : ""));
    buf_char(&line, ' ');
    buf_str(&line, text_isolated(cx->arena, vehicle->model ? vehicle->model : ""));
    if (vehicle->year != INT_NULL) {
        buf_printf(&line, " (%lld)", (long long)vehicle->year);
    }
    if (vehicle->vin) {
        buf_printf(&line, " – VIN %s", vehicle->vin);
    }
    return str_trim(cx->arena, line.data);
}

static const char *const *mentions(struct cx *cx, const struct parties *parties, bool business)
{
    const char **list = arena_array(cx->arena, 4, sizeof *list);
    size_t count = 0;
    const char *texts[] = {parties->seller.late_penalty_text, parties->seller.recovery_text, parties->seller.discount_text};
    for (size_t i = 0; business && i < sizeof texts / sizeof *texts; i++) {
        if (texts[i]) {
            list[count++] = texts[i];
        }
    }
    return list;
}

static void fill_parties(struct cx *cx, const struct parties *parties, struct pdf_document *document)
{
    document->demo = parties->demo;
    document->logo = parties->logo;
    document->logo_len = parties->logo_len;
    document->seller = seller_party(cx, &parties->seller);
    document->buyer = buyer_party(cx, &parties->buyer);
    document->business_buyer = contact_is_business(&parties->buyer);
    document->mileage_km = INT64_MIN;
    if (parties->vehicle.id) {
        document->vehicle = vehicle_line(cx, &parties->vehicle);
        document->license_plate = parties->vehicle.license_plate;
        document->mileage_km = parties->vehicle.mileage;
    }
    document->mentions =
        mentions(cx, parties, document->business_buyer && document->kind != PDF_QUOTE && document->kind != PDF_CREDIT_NOTE);
    document->footer = document->kind == PDF_QUOTE ? parties->seller.quote_footer : parties->seller.invoice_footer;
}

/* ---- facts on VAT and delivery ---- */

#define FACTS_MAX 16

struct facts {
    const char **list;
    size_t count;
};

static void fact_add(struct facts *facts, const char *text)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (str_eq(facts->list[i], text)) {
            return;
        }
    }
    if (facts->count < FACTS_MAX) {
        facts->list[facts->count++] = text;
    }
}

/* Why lines bear no VAT; once where the footer says it as well. */
static void facts_exempt(struct cx *cx, const struct parties *parties, const struct list *items, const struct pricing *pricing,
                         struct facts *facts)
{
    const struct line *lines = items->rows;
    const char *said = invoice_exemption(cx, &parties->seller, parties->vat_exemption);
    bool footer = parties->seller.invoice_footer && strstr(str_alnum(cx->arena, parties->seller.invoice_footer), "293b");
    for (size_t i = 0; i < items->count; i++) {
        const struct vat_exemption *exemption = vat_exemption_find(line_exemption(&lines[i], pricing->vat_rate, said));
        if (exemption && !(footer && str_eq(exemption->code, EXEMPTION_FRANCHISE))) {
            fact_add(facts, exemption->sentence);
        }
    }
}

static const char *delivery_line(struct cx *cx, const struct contact *buyer)
{
    const char *parts[] = {buyer->delivery_address_street, buyer->delivery_address_postal_code, buyer->delivery_address_city,
                           buyer->delivery_address_country};
    struct buf line;
    buf_init(&line, cx->arena, 0);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i]) {
            buf_printf(&line, "%s%s", line.len == 0 ? "Adresse de livraison : " : ", ", text_isolated(cx->arena, parts[i]));
        }
    }
    return line.len > 0 ? line.data : NULL;
}

static void fill_facts(struct cx *cx, const struct parties *parties, const struct list *items, const struct pricing *pricing,
                       struct pdf_document *document)
{
    struct facts facts = {.list = arena_array(cx->arena, FACTS_MAX + 1, sizeof *facts.list)};
    facts_exempt(cx, parties, items, pricing, &facts);
    bool deposit = document->kind == PDF_ACOMPTE || document->kind == PDF_ARRHES;
    if (deposit) {
        fact_add(&facts, "TVA exigible à l'encaissement de l'acompte");
    } else if (document->kind != PDF_QUOTE && parties->seller.vat_on_debits == 1) {
        fact_add(&facts, "Option pour le paiement de la taxe d'après les débits");
    }
    const char *delivery = delivery_line(cx, &parties->buyer);
    if (document->kind != PDF_QUOTE && delivery) {
        fact_add(&facts, delivery);
    }
    document->facts = facts.list;
}

static enum rc sum_lines(struct cx *cx, const struct list *items, const struct pricing *pricing, struct line_totals *totals)
{
    return lines_sum(items, pricing, totals) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "The lines do not add up");
}

static void fill_lines(struct cx *cx, const struct list *items, const struct line_totals *totals, int64_t document_rate,
                       struct pdf_document *document)
{
    const struct line *lines = items->rows;
    struct pdf_line *out = arena_array(cx->arena, items->count + 1, sizeof *out);
    struct pdf_vat *vats = arena_array(cx->arena, totals->rate_count + 1, sizeof *vats);
    for (size_t i = 0; i < items->count; i++) {
        int64_t rate = lines[i].vat_rate == INT_NULL ? document_rate : lines[i].vat_rate;
        out[i] = (struct pdf_line){
            .description = lines[i].description,
            .reference = lines[i].reference ? text_isolated(cx->arena, lines[i].reference) : NULL,
            .unit = unit_words(lines[i].unit),
            .quantity_milli = lines[i].quantity,
            .unit_price_e4 = lines[i].unit_price,
            .discount_bp = lines[i].discount_percent == INT_NULL ? 0 : lines[i].discount_percent,
            .vat_rate_bp = rate,
            .total_cents = lines[i].total,
        };
    }
    for (size_t i = 0; i < totals->rate_count; i++) {
        vats[i] = (struct pdf_vat){totals->rates[i].rate, totals->rates[i].net, totals->rates[i].vat};
    }
    document->gross = totals->gross;
    document->lines = out;
    document->line_count = items->count;
    document->vats = vats;
    document->vat_count = totals->rate_count;
}

/* Everything was read. */
static enum rc draw(struct cx *cx, const struct pdf_document *document, struct buf *out)
{
    TRY(db_read_done(cx, cx->db));
    return pdf_render(cx, document, out);
}

enum rc paper_quote(struct cx *cx, const struct quote *quote, struct paper *paper)
{
    struct parties parties;
    struct list items;
    struct line_totals totals;
    struct pdf_document document = {
        .kind = PDF_QUOTE,
        .number = quote->quote_number,
        .issue_date = quote->issue_date,
        .due_date = quote->valid_until,
        .subtotal_cents = quote->subtotal,
        .vat_cents = quote->vat_amount,
        .total_cents = quote->total,
        .notes = quote->notes,
        .terms = quote->terms,
    };
    TRY(quote_items(cx, quote->id, &items));
    const struct pricing pricing = {quote->vat_rate, quote->price_mode};
    TRY(sum_lines(cx, &items, &pricing, &totals));
    TRY(parties_now(cx, quote->contact_id, quote->vehicle_id, &parties));
    parties.vat_exemption = quote->vat_exemption;
    fill_parties(cx, &parties, &document);
    fill_facts(cx, &parties, &items, &pricing, &document);
    fill_lines(cx, &items, &totals, quote->vat_rate, &document);
    TRY(acceptance_paper(cx, quote, &document));
    *paper = (struct paper){.filename = arena_printf(cx->arena, "devis-%s.pdf", quote->quote_number)};
    buf_init(&paper->body, cx->arena, 32768);
    return draw(cx, &document, &paper->body);
}

static enum pdf_kind invoice_kind(const struct invoice *invoice)
{
    if (!invoice_is_deposit(invoice)) {
        return PDF_INVOICE;
    }
    return deposit_is_earnest(invoice->deposit_kind) ? PDF_ARRHES : PDF_ACOMPTE;
}

/* "Facture d'acompte N° 2026-003 du 12/11/2026, TVA 20 % : 100,00 € HT + 20,00 € de TVA = 120,00 € TTC" */
static enum rc fill_deductions(struct cx *cx, const struct invoice *invoice, struct pdf_document *document)
{
    struct list list;
    TRY(deposit_deductions(cx, invoice->id, &list));
    const struct deduction *rows = list.rows;
    const char **out = arena_array(cx->arena, list.count + 1, sizeof *out);
    for (size_t i = 0; i < list.count; i++) {
        out[i] = arena_printf(cx->arena, "%s N° %s du %s, TVA %s : %s HT + %s de TVA = %s TTC",
                              deposit_is_earnest(rows[i].deposit_kind) ? "Facture d’arrhes" : "Facture d’acompte",
                              rows[i].invoice_number, french_date(cx->arena, rows[i].issue_date),
                              french_percent(cx->arena, rows[i].vat_rate), french_money(cx->arena, rows[i].net),
                              french_money(cx->arena, rows[i].vat_amount), french_money(cx->arena, rows[i].total));
    }
    document->deductions = out;
    document->deposited_cents = invoice->amount_deposited;
    return RC_OK;
}

static enum rc draw_invoice(struct cx *cx, const struct invoice *invoice, struct buf *out)
{
    struct parties parties;
    struct list items;
    struct line_totals totals;
    struct pdf_document document = {
        .kind = invoice_kind(invoice),
        .number = invoice->invoice_number,
        .issue_date = invoice->issue_date,
        .due_date = invoice->due_date,
        .service_date = invoice->service_date,
        .subtotal_cents = invoice->subtotal,
        .vat_cents = invoice->vat_amount,
        .total_cents = invoice->total,
        .notes = invoice->notes,
        .terms = invoice->terms,
    };
    if (!invoice->invoice_number) {
        document.payment_method = paper_method_words(invoice->payment_method);
        TRY(parties_now(cx, invoice->contact_id, invoice->vehicle_id, &parties));
    } else {
        TRY(parties_then(cx, invoice, &parties));
    }
    TRY(invoice_items(cx, invoice->id, &items));
    const struct pricing pricing = {invoice->vat_rate, invoice->price_mode};
    TRY(invoice_totals(cx, invoice, &items, &totals));
    TRY(fill_deductions(cx, invoice, &document));
    parties.vat_exemption = invoice->vat_exemption;
    fill_parties(cx, &parties, &document);
    fill_facts(cx, &parties, &items, &pricing, &document);
    fill_lines(cx, &items, &totals, invoice->vat_rate, &document);
    return draw(cx, &document, out);
}

enum rc paper_invoice(struct cx *cx, const struct invoice *invoice, struct paper *paper)
{
    const char *number = invoice->invoice_number ? invoice->invoice_number : "brouillon";
    *paper = (struct paper){.filename = arena_printf(cx->arena, "facture-%s.pdf", number)};
    if (invoice->invoice_number && archive_find(cx, paper->filename, &paper->file)) {
        return RC_OK;
    }
    buf_init(&paper->body, cx->arena, 32768);
    TRY(draw_invoice(cx, invoice, &paper->body));
    if (invoice->invoice_number) {
        paper->file = archive_keep(cx, paper->filename, &paper->body);
    }
    return RC_OK;
}

static enum rc draw_credit_note(struct cx *cx, const struct credit_note *note, struct buf *out)
{
    struct parties parties;
    struct invoice invoice;
    struct list items;
    struct credit credit;
    struct line_totals totals;
    bool exact;
    struct pdf_document document = {
        .kind = PDF_CREDIT_NOTE,
        .number = note->credit_note_number,
        .issue_date = note->issue_date,
        .reason = note->reason,
        .subtotal_cents = note->subtotal,
        .vat_cents = note->vat_amount,
        .total_cents = note->total,
    };
    TRY(resource_get(cx, &invoice_resource, note->invoice_id, &invoice));
    document.original_number = invoice.invoice_number;
    document.original_date = invoice.issue_date;
    TRY(parties_then(cx, &invoice, &parties));
    TRY(credit_note_items(cx, note->id, &items));
    TRY(credit_note_replay(cx, &invoice, note->id, &credit, &totals, &exact));
    parties.vat_exemption = invoice.vat_exemption;
    fill_parties(cx, &parties, &document);
    fill_facts(cx, &parties, &items, &(struct pricing){invoice.vat_rate, invoice.price_mode}, &document);
    fill_lines(cx, &items, &totals, 0, &document);
    return draw(cx, &document, out);
}

enum rc paper_credit_note(struct cx *cx, const struct credit_note *note, struct paper *paper)
{
    *paper = (struct paper){.filename = arena_printf(cx->arena, "avoir-%s.pdf", note->credit_note_number)};
    if (archive_find(cx, paper->filename, &paper->file)) {
        return RC_OK;
    }
    buf_init(&paper->body, cx->arena, 32768);
    TRY(draw_credit_note(cx, note, &paper->body));
    paper->file = archive_keep(cx, paper->filename, &paper->body);
    return RC_OK;
}
