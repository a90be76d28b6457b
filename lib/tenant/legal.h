/* SPDX-License-Identifier: MIT
 *
 * What stands on French documents by law: check digits, and the mentions that are missing. */
#ifndef TENANT_LEGAL_H
#define TENANT_LEGAL_H

#include "base/cx.h"
#include "tenant/settings.h"

/* Luhn, with La Poste's exception. */
bool siret_valid(const char *siret);
bool siren_valid(const char *siren);
/* Two letters and 2-13 letters or digits; for FR with a numeric key, the key is checked. */
bool vat_number_valid(const char *vat_number);
bool iban_valid(const char *iban);

/* The SIREN that a SIRET begins with, on the arena; NULL: there is none. */
const char *siret_siren(struct arena *arena, const char *siret);
/* Adds a fault electronic_address.value where it is none of its scheme (NULL: that of the French directory). */
void electronic_address_check(struct cx *cx, const char *scheme, const char *value);
/* True where no VAT is asked (CGI art. 293 B): the regime says so, or the footer of invoices. */
bool legal_vat_exempt(struct cx *cx, const struct settings *settings);

/* Adds a warning LEGAL_IDENTITY_INCOMPLETE for each thing that an invoice issued now had to say of its seller and cannot, because
 * the settings lack it (CGI annexe II art. 242 nonies A, Code de commerce R123-237 and R123-238); with `business_buyer` also what
 * one among businesses says about paying late or early (L441-9). A VAT number is missed unless the footer says that there is no
 * VAT (CGI art. 293 B). */
void legal_warn(struct cx *cx, const struct settings *settings, bool business_buyer);

#endif
