/* SPDX-License-Identifier: MIT
 *
 * What the codes of an electronic invoice are, given what was sold to whom. */
#ifndef INVOICING_TERMS_H
#define INVOICING_TERMS_H

#include "invoicing/einvoice.h"

/* Billing framework (BT-23): B1 goods, S1 services, M1 both, or not known. Invoices are to be paid when they are issued. */
const char *terms_frame(const struct einvoice *document);

/* UN/ECE recommendation 20. */
const char *terms_unit(const char *unit);

/* UNTDID 4461; NULL: not known, and a transfer without an account, which the standard refuses. */
const char *terms_means(const struct einvoice *document);

/* ISO 3166-1 alpha-2 of a country's name or code; FR for NULL and for what is not known. */
const char *terms_country(struct arena *arena, const char *country);

/* Where a party is reached: `scheme` 0225 is the French directory, EM an e-mail address. */
struct endpoint {
    const char *scheme;
    const char *id;
};
struct endpoint terms_seller_endpoint(const struct einvoice *document);
/* A buyer always has one: without an address it is ENDPOINT_NONE, which reaches nobody. */
#define ENDPOINT_NONE "sans-adresse@client.invalid"
struct endpoint terms_buyer_endpoint(const struct einvoice *document);

/* B2B, B2BINT, B2C; NULL: a business that did not say its SIREN, of which it cannot be told. */
const char *terms_treatment(struct arena *arena, const struct einvoice *document);

/* VAT category (BT-151) of a rate, and why it is nothing (BT-120, BT-121): all lines without VAT are of one row. */
const char *terms_category(int64_t rate);
struct exemption {
    const char *code; /* VATEX; NULL: none fits */
    const char *reason;
};
struct exemption terms_exemption(const struct einvoice *document);

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
