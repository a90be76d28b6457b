/* SPDX-License-Identifier: MIT
 *
 * Codes: UNTDID, UN/ECE, VATEX, and those of the French directory. */
#include "invoicing/terms.h"

#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "invoicing/exemption.h"

#define ENDPOINT_MAX 125

struct pair {
    const char *name, *code;
};

static const char *code_of(const struct pair *pairs, const char *name, const char *otherwise)
{
    for (; name && pairs->name; pairs++) {
        if (str_eq(pairs->name, name)) {
            return pairs->code;
        }
    }
    return otherwise;
}

/* ---- what is sold ---- */

static const char *nature_of(const struct einvoice_line *line)
{
    static const struct pair kinds[] = {{"PART", "B"}, {"FLUID", "B"},  {"LABOUR", "S"},
                                        {"FEE", "S"},  {"EXPENSE", ""}, {NULL, NULL}};
    static const struct pair units[] = {{"HOUR", "S"}, {"DAY", "S"}, {"KILOMETRE", "S"}, {NULL, NULL}};
    return line->kind ? code_of(kinds, line->kind, "") : code_of(units, line->unit, "BS");
}

bool terms_credit(const struct einvoice *document)
{
    return document->kind == EINVOICE_CREDIT_NOTE || document->kind == EINVOICE_DEPOSIT_CREDIT;
}

const char *terms_type(const struct einvoice *document)
{
    static const char *const types[] = {[EINVOICE_INVOICE] = "380",
                                        [EINVOICE_CREDIT_NOTE] = "381",
                                        [EINVOICE_DEPOSIT] = "386",
                                        [EINVOICE_DEPOSIT_CREDIT] = "503"};
    return types[document->kind];
}

const char *terms_tax_due(const struct einvoice *document)
{
    if (document->kind == EINVOICE_DEPOSIT || document->kind == EINVOICE_DEPOSIT_CREDIT) {
        return "72";
    }
    return document->vat_on_debits ? "5" : NULL;
}

const char *terms_frame(const struct einvoice *document)
{
    bool settles = document->kind == EINVOICE_INVOICE && document->prepaid > 0;
    bool goods = false, services = false, labour = false;
    for (size_t i = 0; i < document->line_count; i++) {
        const char *nature = nature_of(&document->lines[i]);
        goods = goods || strchr(nature, 'B');
        services = services || strchr(nature, 'S');
        labour = labour || str_eq(document->lines[i].kind, "LABOUR");
    }
    if (labour && document->parts_follow_repair) {
        return settles ? "S4" : "S1";
    }
    if (goods) {
        return services ? (settles ? "M4" : "M1") : (settles ? "B4" : "B1");
    }
    return settles ? "S4" : "S1";
}

const char *terms_unit(const char *unit)
{
    static const struct pair units[] = {{"HOUR", "HUR"},     {"DAY", "DAY"},   {"LITRE", "LTR"},     {"SET", "SET"},
                                        {"KILOGRAM", "KGM"}, {"METRE", "MTR"}, {"KILOMETRE", "KMT"}, {NULL, NULL}};
    return code_of(units, unit, "C62");
}

const char *terms_means(const struct einvoice *document)
{
    static const struct pair means[] = {{"BANK_TRANSFER", "30"}, {"CARD", "48"},   {"CASH", "10"}, {"CHECK", "20"},
                                        {"DIRECT_DEBIT", "49"},  {"OTHER", "ZZZ"}, {NULL, NULL}};
    const char *code = code_of(means, document->payment_method, document->iban ? "30" : NULL);
    return str_eq(code, "30") && !document->iban ? NULL : code;
}

/* ---- who and where ---- */

struct endpoint terms_endpoint(const struct einvoice *document, const struct einvoice_party *party)
{
    if (party->endpoint && strlen(party->endpoint) <= ENDPOINT_MAX) {
        return (struct endpoint){party->endpoint_scheme, party->endpoint};
    }
    return (struct endpoint){"EM", party == &document->buyer ? ENDPOINT_NONE : NULL};
}

const char *terms_treatment(const struct einvoice *document)
{
    if (str_eq(document->buyer_kind, "FOREIGN")) {
        return "B2BINT";
    }
    if (document->buyer.siren) {
        return "B2B";
    }
    return str_eq(document->buyer_kind, "BUSINESS") ? NULL : "B2C";
}

/* ---- VAT ---- */

const char *terms_category(const struct einvoice_line *line)
{
    const struct vat_exemption *exemption = vat_exemption_find(line->exemption);
    return line->vat_rate > 0 ? "S" : exemption ? exemption->category : "E";
}

/* Adds what a line says of why it bears no VAT to the row of its category: one reason has its code, several stand in words. */
static void explain(struct arena *arena, const struct einvoice_line *line, struct breakdown *row)
{
    const struct vat_exemption *exemption = vat_exemption_find(line->exemption);
    const char *reason = exemption ? exemption->sentence : "Opération exonérée de TVA";
    if (!row->reason) {
        row->code = line->exemption;
        row->reason = reason;
    } else if (!strstr(row->reason, reason)) {
        row->code = NULL;
        row->reason = arena_printf(arena, "%s ; %s", row->reason, reason);
    }
}

static struct breakdown *row_of(struct breakdown *rows, size_t *count, const char *category)
{
    for (size_t i = 0; i < *count; i++) {
        if (str_eq(rows[i].category, category)) {
            return &rows[i];
        }
    }
    rows[*count] = (struct breakdown){.category = category};
    return &rows[(*count)++];
}

size_t terms_breakdown(struct arena *arena, const struct einvoice *document, struct breakdown rows[BREAKDOWN_MAX])
{
    size_t count = 0, exempt = 0;
    for (size_t i = 0; i < document->rate_count && count < BREAKDOWN_MAX; i++) {
        const struct einvoice_rate *rate = &document->rates[i];
        if (rate->rate > 0) {
            rows[count++] = (struct breakdown){.category = "S", .rate = rate->rate, .net = rate->net, .vat = rate->vat};
        }
    }
    for (size_t i = 0; i < document->line_count; i++) {
        const struct einvoice_line *line = &document->lines[i];
        if (line->vat_rate == 0) {
            struct breakdown *row = row_of(rows + count, &exempt, terms_category(line));
            row->net += line->net;
            explain(arena, line, row);
        }
    }
    return count + exempt;
}

/* ---- notes ---- */

void terms_notes(const struct einvoice *document, struct terms_note notes[TERMS_NOTES])
{
    static const char not_concerned[] = "Sans objet (client non professionnel)";
    const struct {
        const char *subject, *said, *law;
    } rows[TERMS_NOTES] = {
        {"PMD", document->late_penalty, "Pénalités de retard : taux prévu à l'article L441-10 II du code de commerce"},
        {"PMT", document->recovery,
         "Indemnité forfaitaire pour frais de recouvrement : 40 EUR (article D441-5 du code de commerce)"},
        {"AAB", document->discount, "Escompte pour paiement anticipé : néant"},
    };
    for (size_t i = 0; i < TERMS_NOTES; i++) {
        const char *text = str_empty(rows[i].said) ? rows[i].law : rows[i].said;
        notes[i] = (struct terms_note){rows[i].subject, !str_eq(document->buyer_kind, "PRIVATE") ? text : not_concerned};
    }
}

/* ---- prices ---- */

static int64_t without_sign(int64_t value)
{
    return value < 0 ? -value : value;
}

/* The price that the paper shows stands where it is without VAT; else it follows from what the line is, to six decimals. */
static bool choose_price(const struct einvoice *document, const struct einvoice_line *line, struct terms_price *price)
{
    if (!document->gross) {
        price->price = without_sign(line->unit_price) * 100;
        return true;
    }
    if (line->quantity == 0) {
        return money_muldiv(without_sign(line->unit_price), 1000000, 10000 + line->vat_rate, &price->price);
    }
    return money_muldiv(price->whole, 10000000, without_sign(line->quantity), &price->price);
}

bool terms_price(const struct einvoice *document, const struct einvoice_line *line, struct terms_price *price)
{
    int64_t whole;
    if (!money_muldiv(line->quantity, line->unit_price, 100000, &whole)) {
        return false;
    }
    price->off = whole - line->total;
    if (document->gross && !money_muldiv(price->off, 10000, 10000 + line->vat_rate, &price->off)) {
        return false;
    }
    bool taken_off = (line->quantity < 0) != (line->unit_price < 0);
    price->whole = without_sign(line->net + price->off);
    price->quantity = taken_off ? -without_sign(line->quantity) : without_sign(line->quantity);
    return choose_price(document, line, price);
}
