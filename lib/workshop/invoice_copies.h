/* SPDX-License-Identifier: MIT
 *
 * What an invoice copies of the tenant and of its customer when it is issued, so that neither its PDF nor its XML depends on what
 * becomes of them. */
#ifndef WORKSHOP_INVOICE_COPIES_H
#define WORKSHOP_INVOICE_COPIES_H

#include "tenant/settings.h"
#include "workshop/contact.h"

extern const struct record seller_record; /* what is copied of struct settings */
extern const struct record buyer_record;  /* … and of struct contact */

/* Both as an invoice that is issued now has them, in place: codes of their countries (France where no country is said; NULL where
 * its name is not known) and the electronic addresses that apply. A buyer without any is left without. */
void invoice_parties(struct cx *cx, struct settings *seller, struct contact *buyer);

/* A copy as JSON text, on the arena. */
const char *invoice_copy(struct cx *cx, const struct record *record, const void *object);

/* Why lines at 0 % without a code of their own bear no VAT: what the paper says, or that the seller asks none. NULL: nothing. */
const char *invoice_exemption(struct cx *cx, const struct settings *seller, const char *said);

#endif
