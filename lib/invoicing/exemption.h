/* SPDX-License-Identifier: MIT
 *
 * Why something is sold without VAT: codes of the list VATEX, as French invoices use them. */
#ifndef INVOICING_EXEMPTION_H
#define INVOICING_EXEMPTION_H

#define EXEMPTION_FRANCHISE "VATEX-FR-FRANCHISE"
#define EXEMPTION_EXPENSE "VATEX-EU-79-C" /* paid in the customer's name */

struct vat_exemption {
    const char *code;
    const char *category; /* UNTDID 5305: E, AE, K, G */
    const char *sentence; /* as it stands on paper, in French */
};

extern const char *const vat_exemption_codes[]; /* NULL-terminated */

/* NULL: no such code, or no text. */
const struct vat_exemption *vat_exemption_find(const char *code);

#endif
