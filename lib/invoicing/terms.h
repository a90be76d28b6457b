/* SPDX-License-Identifier: MIT
 *
 * What the codes of an electronic invoice are, given what was sold to whom. */
#ifndef INVOICING_TERMS_H
#define INVOICING_TERMS_H

#include "invoicing/einvoice.h"

/* Whether money goes to the buyer. */
bool terms_credit(const struct einvoice *document);

/* Billing framework (BT-23): B1 goods, S1 services, M1 both, or not known; B4, S4, M4 after deposits. Invoices are to be paid when they
 * are issued. */
const char *terms_frame(const struct einvoice *document);

/* UNTDID 1001 (BT-3). */
const char *terms_type(const struct einvoice *document);

/* When VAT is due (BT-8): 5 at the invoice, 72 when it is paid, as it is of deposits; NULL: as the law has it. */
const char *terms_tax_due(const struct einvoice *document);

/* UN/ECE recommendation 20. */
const char *terms_unit(const char *unit);

/* UNTDID 4461; NULL: not known, and a transfer without an account, which the standard refuses. */
const char *terms_means(const struct einvoice *document);

/* Where a party is reached. A buyer always has an endpoint: without an address it is ENDPOINT_NONE, which reaches nobody. */
struct endpoint {
    const char *scheme;
    const char *id;
};
#define ENDPOINT_NONE "sans-adresse@client.invalid"
struct endpoint terms_endpoint(const struct einvoice *document, const struct einvoice_party *party);

/* B2B, B2BINT, B2C; NULL: a business that did not say its SIREN, of which it cannot be told. */
const char *terms_treatment(const struct einvoice *document);

/* VAT category (BT-151) of a line. */
const char *terms_category(const struct einvoice_line *line);

/* A row of the VAT breakdown (BG-23): a rate, or without VAT what is of one category. */
struct breakdown {
    const char *category;
    int64_t rate, net, vat;
    const char *code; /* VATEX; NULL: none fits */
    const char *reason;
};
#define BREAKDOWN_MAX 24 /* sixteen rates, and the categories without VAT */
size_t terms_breakdown(struct arena *arena, const struct einvoice *document, struct breakdown rows[BREAKDOWN_MAX]);

/* The three notes that no French invoice goes without; private buyers are told that they do not concern them. */
struct terms_note {
    const char *subject, *text;
};
#define TERMS_NOTES 3
void terms_notes(const struct einvoice *document, struct terms_note notes[TERMS_NOTES]);

/* A line's price without VAT, never negative, so that price × quantity, less the allowance (or with the charge) is its net. */
struct terms_price {
    int64_t quantity; /* thousandths; negative where the line takes something off */
    int64_t price;    /* millionths */
    int64_t whole;    /* cents: price × quantity, without sign */
    int64_t off;      /* cents: allowance; negative: charge, of a line that takes off */
};
/* False: too large. */
bool terms_price(const struct einvoice *document, const struct einvoice_line *line, struct terms_price *price);

#endif
