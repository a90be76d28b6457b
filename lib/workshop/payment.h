/* SPDX-License-Identifier: MIT
 *
 * What is paid of an invoice, and what that makes of its status. Payments are rows that never change; a reversal is another. */
#ifndef WORKSHOP_PAYMENT_H
#define WORKSHOP_PAYMENT_H

#include "workshop/invoice.h"

struct payment {
    const char *id;
    const char *invoice_id;
    int64_t amount; /* cents; negative: a reversal */
    const char *payment_method;
    int64_t paid_at;
    const char *till;        /* where the money was taken */
    const char *reversal_of; /* the payment that this one undoes */
    const char *reversed_by;
    const char *reason;
    const char *created_by;
    int64_t created_at;
    int64_t version; /* one more at each write */
};
extern const struct record payment_record;       /* stored row and answer */
extern const struct record payment_input_record; /* POST …/payments */
extern const struct ledger_kind payment_ledger;
extern const struct ledger_kind reversal_ledger;

/* Records a payment; the invoice is PAID when nothing is due any more. RC_INVALID: more than is due, or field
 * errors found before. Fills payment->id. */
enum rc invoice_pay(struct cx *cx, struct invoice *invoice, struct payment *payment);
/* Undoes a payment by a row of its own; the status falls back. RC_CONFLICT when it was undone before. */
enum rc invoice_reverse(struct cx *cx, struct invoice *invoice, const char *payment_id, const char *reason,
                        struct payment *reversal);
/* Writes amounts, status, method and paid_at after a payment, reversal or credit note. A credit note of what was paid leaves a
 * negative amount due, until the money is given back. */
enum rc invoice_settle(struct cx *cx, struct invoice *invoice);

struct invoice_status_change {
    const char *status; /* SENT issues a draft, PAID records the remainder */
    const char *payment_method;
    int64_t paid_at;
};
extern const struct record invoice_status_record;
enum rc invoice_set_status(struct cx *cx, struct invoice *invoice, const struct invoice_status_change *change);

#endif
