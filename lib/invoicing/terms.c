/* SPDX-License-Identifier: MIT
 *
 * Codes: UNTDID, UN/ECE, VATEX, and those of the French directory. */
#include "invoicing/terms.h"

#include <string.h>

#include "base/money.h"
#include "base/str.h"

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

const char *terms_frame(const struct einvoice *document)
{
    static const struct pair kinds[] = {{"PART", "B"}, {"FLUID", "B"},  {"LABOUR", "S"},
                                        {"FEE", "S"},  {"EXPENSE", ""}, {NULL, NULL}};
    static const struct pair units[] = {{"HOUR", "S"}, {"DAY", "S"}, {"KILOMETRE", "S"}, {NULL, NULL}};
    bool goods = false, services = false;
    for (size_t i = 0; i < document->line_count; i++) {
        const struct einvoice_line *line = &document->lines[i];
        const char *nature = line->kind ? code_of(kinds, line->kind, "") : code_of(units, line->unit, "BS");
        goods = goods || strchr(nature, 'B');
        services = services || strchr(nature, 'S');
    }
    return goods && services ? "M1" : goods ? "B1" : "S1";
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

const char *terms_country(struct arena *arena, const char *country)
{
    static const struct pair countries[] = {
        {"allemagne", "DE"},   {"germany", "DE"},    {"deutschland", "DE"},   {"andorre", "AD"},
        {"andorra", "AD"},     {"autriche", "AT"},   {"austria", "AT"},       {"belgique", "BE"},
        {"belgium", "BE"},     {"bulgarie", "BG"},   {"danemark", "DK"},      {"denmark", "DK"},
        {"espagne", "ES"},     {"spain", "ES"},      {"italie", "IT"},        {"italy", "IT"},
        {"irlande", "IE"},     {"ireland", "IE"},    {"luxembourg", "LU"},    {"maroc", "MA"},
        {"morocco", "MA"},     {"monaco", "MC"},     {"paysbas", "NL"},       {"netherlands", "NL"},
        {"pologne", "PL"},     {"poland", "PL"},     {"portugal", "PT"},      {"roumanie", "RO"},
        {"romania", "RO"},     {"royaumeuni", "GB"}, {"unitedkingdom", "GB"}, {"suisse", "CH"},
        {"switzerland", "CH"}, {"tunisie", "TN"},    {"algrie", "DZ"},        {NULL, NULL}};
    if (country && strlen(country) == 2 && strspn(country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2) {
        return country;
    }
    return code_of(countries, country ? str_alnum(arena, country) : NULL, "FR");
}

struct endpoint terms_seller_endpoint(const struct einvoice *document)
{
    return (struct endpoint){"0225", document->seller.siren};
}

struct endpoint terms_buyer_endpoint(const struct einvoice *document)
{
    const struct einvoice_party *buyer = &document->buyer;
    if (buyer->siren) {
        return (struct endpoint){"0225", buyer->siren};
    }
    bool reached = buyer->email && strlen(buyer->email) <= ENDPOINT_MAX;
    return (struct endpoint){"EM", reached ? buyer->email : ENDPOINT_NONE};
}

const char *terms_treatment(struct arena *arena, const struct einvoice *document)
{
    const struct einvoice_party *buyer = &document->buyer;
    if (buyer->siren) {
        return "B2B";
    }
    if (!document->business_buyer) {
        return "B2C";
    }
    bool abroad = !str_eq(terms_country(arena, buyer->country), "FR");
    return abroad || (buyer->vat_number && !str_starts(buyer->vat_number, "FR")) ? "B2BINT" : NULL;
}

/* ---- VAT ---- */

const char *terms_category(int64_t rate)
{
    return rate > 0 ? "S" : "E";
}

struct exemption terms_exemption(const struct einvoice *document)
{
    static const struct exemption franchise = {"VATEX-FR-FRANCHISE", "TVA non applicable, article 293 B du CGI"};
    static const struct exemption expense = {"VATEX-EU-79-C", "Débours, article 267 II 2° du CGI"};
    static const struct exemption unknown = {NULL, "Opération exonérée de TVA"};
    if (document->vat_exempt) {
        return franchise;
    }
    for (size_t i = 0; i < document->line_count; i++) {
        if (document->lines[i].vat_rate == 0 && !str_eq(document->lines[i].kind, "EXPENSE")) {
            return unknown;
        }
    }
    return expense;
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
        notes[i] = (struct terms_note){rows[i].subject, document->business_buyer ? text : not_concerned};
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
