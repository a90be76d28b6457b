/* SPDX-License-Identifier: MIT
 *
 * What an invoice shows beyond its own row: contact, lines, payments, credit notes. Apart from invoice.c, which knows neither of
 * the last two. */
#ifndef WORKSHOP_INVOICE_DETAIL_H
#define WORKSHOP_INVOICE_DETAIL_H

#include "workshop/invoice.h"
#include "workshop/payment.h"

struct invoice_detail {
    struct invoice invoice;
    const char *contact, *quote; /* JSON (beside.h) */
    struct stream deposits;      /* that it deducts */
    struct stream payments;
    struct stream credit_notes;
    struct stream refunds;
};
extern const struct record invoice_detail_record;

/* `fill` of invoice_resource (resource/resource.h). */
enum rc invoice_detail_fill(struct cx *cx, void *detail);

/* An invoice as it was just recorded: the answer to an action says SENT even where a read already says OVERDUE. */
enum rc invoice_detail_recorded(struct cx *cx, const char *id, struct invoice_detail *detail);

/* An invoice as it stands, with a payment of it that was just recorded. */
struct invoice_payment {
    struct invoice_detail detail;
    struct payment payment;
};
extern const struct record invoice_payment_record;

#endif
