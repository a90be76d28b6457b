/* SPDX-License-Identifier: MIT
 *
 * Quotes and invoices on their way to the contact, by e-mail. */
#ifndef WORKSHOP_SENDING_H
#define WORKSHOP_SENDING_H

#include "workshop/communication.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"

/* How a paper is sent; whatever is NULL has a default. */
struct sending {
    const char *to; /* the contact's address */
    const char *subject;
    const char *message;
    const char *valid_until; /* of a quote that has expired */
};
extern const struct record quote_sending_record;
extern const struct record invoice_sending_record;

/* As communication_email(), within the caller's write transaction. */
/* RC_INVALID INVALID_TRANSITION: the quote is rejected, or expired and no new date was given; the invoice is a draft. */
enum rc communication_quote(struct cx *cx, struct quote *quote, const struct sending *sending, struct receipt *receipt);
enum rc communication_invoice(struct cx *cx, const struct invoice *invoice, const struct sending *sending,
                              struct receipt *receipt);

#endif
