/* SPDX-License-Identifier: MIT
 *
 * Payments, reversals and refunds of all invoices, as rows of one list: what came in, and was given back. */
#ifndef WORKSHOP_PAYMENT_LIST_H
#define WORKSHOP_PAYMENT_LIST_H

#include "workshop/payment.h"

struct payment_row {
    struct payment payment; /* or a refund, in a payment's terms: its amount is negative */
    const char *kind;
    const char *credit_note_id; /* of a refund */
    const char *invoice_number;
    const char *contact_id, *contact_name; /* of the invoice */
};
extern const struct record payment_row_record;
extern const struct resource payment_resource; /* record and list */

#endif
