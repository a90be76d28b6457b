/* SPDX-License-Identifier: MIT
 *
 * From what the reader of strangers' files answers to what is kept: texts that no text of ours may hold are left out. */
#include "workshop/supplier_content.h"

#include "base/str.h"
#include "base/unicode.h"
#include "data/json_out.h"

const char *const supplier_formats[] = {"FACTURX", "CII", "UBL", "PDF", "JPEG", "PNG", NULL};
const char *const supplier_types[] = {"INVOICE", "CREDIT_NOTE", "DEPOSIT", NULL};

/* ---- what is printed ---- */

struct party {
    const char *name, *siren, *siret, *vat_number, *street, *postal_code, *city, *country;
};
static const struct field party_fields[] = {
    FIELD_TEXT(struct party, name, 0, 0, 0),   FIELD_TEXT(struct party, siren, 0, 0, 0),
    FIELD_TEXT(struct party, siret, 0, 0, 0),  FIELD_TEXT(struct party, vat_number, 0, 0, 0),
    FIELD_TEXT(struct party, street, 0, 0, 0), FIELD_TEXT(struct party, postal_code, 0, 0, 0),
    FIELD_TEXT(struct party, city, 0, 0, 0),   FIELD_TEXT(struct party, country, 0, 0, 0),
};
static RECORD(party_record, "SupplierInvoiceParty", struct party, party_fields, NULL);

struct line {
    const char *number, *description, *reference, *quantity, *unit, *unit_price, *vat_rate, *vat_category;
    int64_t net_total;
};
#define AS_GIVEN(s, m, text)                                                                                                   \
    {                                                                                                                          \
        .name = #m, .type = FT_TEXT, .offset = offsetof(s, m), .about = (text)                                                 \
    }
static const struct field line_fields[] = {
    FIELD_TEXT(struct line, number, 0, 0, 0),
    FIELD_TEXT(struct line, description, 0, 0, 0),
    FIELD_TEXT(struct line, reference, 0, 0, 0),
    AS_GIVEN(struct line, quantity, "A decimal, letter by letter as the file has it"),
    AS_GIVEN(struct line, unit, "Of UN/ECE recommendation 20"),
    AS_GIVEN(struct line, unit_price, "A decimal, letter by letter as the file has it"),
    AS_GIVEN(struct line, vat_rate, "Percent, letter by letter as the file has it"),
    FIELD_TEXT(struct line, vat_category, 0, 0, 0),
    FIELD_MONEY(struct line, net_total, 0),
};
static RECORD(line_record, "SupplierInvoiceLine", struct line, line_fields, NULL);

struct rate {
    const char *rate, *category;
    int64_t base, vat;
};
static const struct field rate_fields[] = {
    AS_GIVEN(struct rate, rate, "Percent, letter by letter as the file has it"),
    FIELD_TEXT(struct rate, category, 0, 0, 0),
    FIELD_MONEY(struct rate, base, 0),
    FIELD_MONEY(struct rate, vat, 0),
};
static RECORD(rate_record, "SupplierInvoiceRate", struct rate, rate_fields, NULL);

struct difference {
    const char *code;
    int64_t place, given, expected;
};
static const char *const difference_codes[] = {
    [DIFFERENCE_LINE] = "LINE",   [DIFFERENCE_LINES] = "LINES", [DIFFERENCE_NET] = "NET",
    [DIFFERENCE_BASE] = "BASE",   [DIFFERENCE_RATE] = "RATE",   [DIFFERENCE_VAT] = "VAT",
    [DIFFERENCE_TOTAL] = "TOTAL", [DIFFERENCE_DUE] = "DUE",     [DIFFERENCE_KINDS] = NULL};
static const struct field difference_fields[] = {
    FIELD_ENUM(struct difference, code, F_REQUIRED, difference_codes),
    {.name = "place",
     .type = FT_INT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct difference, place),
     .about = "Of LINE and RATE: which, from 1; else 0"},
    FIELD_MONEY(struct difference, given, F_REQUIRED),
    FIELD_MONEY(struct difference, expected, F_REQUIRED),
};
static RECORD(difference_record, "SupplierInvoiceDifference", struct difference, difference_fields, NULL);

struct content {
    struct party seller, buyer;
    const char *preceding_number, *order_number, *iban, *payment_means, *payment_terms, *said_notes;
    int64_t lines_total, allowances, charges, prepaid, rounding;
    int64_t line_count;
    struct list lines, rates, differences;
};
static const struct field content_fields[] = {
    FIELD_RECORD(struct content, seller, &party_record),
    FIELD_RECORD(struct content, buyer, &party_record),
    FIELD_TEXT(struct content, preceding_number, 0, 0, 0),
    FIELD_TEXT(struct content, order_number, 0, 0, 0),
    FIELD_TEXT(struct content, iban, 0, 0, 0),
    AS_GIVEN(struct content, payment_means, "Of UNTDID 4461"),
    FIELD_TEXT(struct content, payment_terms, 0, 0, 0),
    FIELD_AS(struct content, "notes", said_notes, FT_TEXT, 0),
    FIELD_MONEY(struct content, lines_total, 0),
    FIELD_MONEY(struct content, allowances, 0),
    FIELD_MONEY(struct content, charges, 0),
    FIELD_MONEY(struct content, prepaid, 0),
    FIELD_MONEY(struct content, rounding, 0),
    {.name = "line_count",
     .type = FT_INT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct content, line_count),
     .about = "Of the file; the first 500 stand in `lines`"},
    FIELD_LIST(struct content, lines, F_READONLY, &line_record, 0, 0),
    FIELD_LIST(struct content, rates, F_READONLY, &rate_record, 0, 0),
    FIELD_LIST(struct content, differences, F_READONLY, &difference_record, 0, 0),
};
RECORD(supplier_content_record, "SupplierInvoiceContent", struct content, content_fields, NULL);

/* ---- what was read ---- */

static const char *said(struct cx *cx, const char *text, bool one_line)
{
    return *text && !text_check(cx->arena, text, one_line) ? arena_strdup(cx->arena, text) : NULL;
}

static struct party party_of(struct cx *cx, const struct incoming_party *party)
{
    return (struct party){said(cx, party->name, true),       said(cx, party->siren, true),  said(cx, party->siret, true),
                          said(cx, party->vat_number, true), said(cx, party->street, true), said(cx, party->postal_code, true),
                          said(cx, party->city, true),       said(cx, party->country, true)};
}

static struct list lines_of(struct cx *cx, const struct incoming *in)
{
    struct line *lines = arena_array(cx->arena, in->kept, sizeof *lines);
    for (size_t i = 0; i < in->kept; i++) {
        const struct incoming_line *line = &in->lines[i];
        lines[i] =
            (struct line){said(cx, line->number, true),   said(cx, line->description, true),  said(cx, line->reference, true),
                          said(cx, line->quantity, true), said(cx, line->unit, true),         said(cx, line->unit_price, true),
                          said(cx, line->vat_rate, true), said(cx, line->vat_category, true), line->net};
    }
    return (struct list){lines, in->kept};
}

static struct list rates_of(struct cx *cx, const struct incoming *in)
{
    struct rate *rates = arena_array(cx->arena, in->rate_count, sizeof *rates);
    for (size_t i = 0; i < in->rate_count; i++) {
        const struct incoming_rate *rate = &in->rates[i];
        rates[i] = (struct rate){said(cx, rate->rate, true), said(cx, rate->category, true), rate->base, rate->vat};
    }
    return (struct list){rates, in->rate_count};
}

static struct list differences_of(struct cx *cx, const struct incoming *in)
{
    struct difference *rows = arena_array(cx->arena, in->difference_count, sizeof *rows);
    for (size_t i = 0; i < in->difference_count; i++) {
        const struct incoming_difference *one = &in->differences[i];
        rows[i] = (struct difference){difference_codes[one->kind], one->place, one->given, one->expected};
    }
    return (struct list){rows, in->difference_count};
}

static const char *content_print(struct cx *cx, const struct incoming *in)
{
    struct buf out;
    struct json json;
    const struct content content = {
        .seller = party_of(cx, &in->seller),
        .buyer = party_of(cx, &in->buyer),
        .preceding_number = said(cx, in->preceding, true),
        .order_number = said(cx, in->order, true),
        .iban = said(cx, in->iban, true),
        .payment_means = said(cx, in->means, true),
        .payment_terms = said(cx, in->terms, false),
        .said_notes = said(cx, in->notes, false),
        .lines_total = in->lines_net,
        .allowances = in->allowances,
        .charges = in->charges,
        .prepaid = in->prepaid,
        .rounding = in->rounding,
        .line_count = in->line_count,
        .lines = lines_of(cx, in),
        .rates = rates_of(cx, in),
        .differences = differences_of(cx, in),
    };
    buf_init(&out, cx->arena, 4096);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_record(&json, &supplier_content_record, &content, true);
    return out.data;
}

/* Of UNTDID 1001. */
static const char *type_of(const char *code)
{
    static const char *const credits[] = {"381", "261", "262", "296", "308", "396", "420", "458", "502", "503", "532", NULL};
    for (size_t i = 0; credits[i]; i++) {
        if (str_eq(code, credits[i])) {
            return "CREDIT_NOTE";
        }
    }
    return str_eq(code, "386") || str_eq(code, "500") ? "DEPOSIT" : "INVOICE";
}

bool supplier_is_structured(const struct supplier_invoice *invoice)
{
    return invoice->content != NULL;
}

void supplier_content_take(struct cx *cx, const struct incoming *incoming, struct supplier_invoice *invoice)
{
    invoice->format = supplier_formats[incoming->format];
    invoice->type = type_of(incoming->type_code);
    if (incoming->format > INCOMING_UBL) {
        return;
    }
    invoice->supplier_name = said(cx, incoming->seller.name, true);
    invoice->supplier_siren = said(cx, incoming->seller.siren, true);
    invoice->supplier_vat_number = said(cx, incoming->seller.vat_number, true);
    invoice->buyer_siren = said(cx, incoming->buyer.siren, true);
    invoice->invoice_number = said(cx, incoming->number, true);
    invoice->issue_date = said(cx, incoming->issue_date, true);
    invoice->due_date = said(cx, incoming->due_date, true);
    invoice->currency = said(cx, incoming->currency, true);
    invoice->net_total = incoming->net;
    invoice->vat_amount = incoming->vat;
    invoice->total = incoming->total;
    invoice->amount_due = incoming->due;
    invoice->difference_count = (int64_t)incoming->difference_count;
    invoice->content = content_print(cx, incoming);
}
