/* SPDX-License-Identifier: MIT
 *
 * Invoices: drafts, issue, payments. Issued ones never change (triggers in sql/tenant/0003_ledger.sql); a credit note
 * (credit_note.h) cancels them. Issue, payments and credit notes are entries of one hash chain (ledger.h). */
#ifndef WORKSHOP_INVOICE_H
#define WORKSHOP_INVOICE_H

#include "store/resource.h"
#include "workshop/line.h"

struct quote;

struct invoice {
    const char *id;
    const char *invoice_number; /* NULL in DRAFT */
    const char *quote_id;
    const char *contact_id;
    const char *contact_name; /* lists only */
    const char *vehicle_id;
    const char *issue_date; /* NULL in DRAFT */
    const char *due_date;
    const char *service_date; /* date of supply, when it differs */
    struct list items;        /* struct line */
    int64_t subtotal;         /* cents */
    int64_t vat_rate;
    int64_t vat_amount;
    int64_t total;
    int64_t amount_paid;
    int64_t amount_credited;
    int64_t amount_due;   /* total - credited - paid */
    const char *status;   /* as of today: a SENT one past its due date reads OVERDUE */
    int64_t days_overdue; /* 0 unless OVERDUE */
    const char *payment_method;
    int64_t paid_at;
    const char *notes;
    const char *terms;
    const char *seller; /* JSON copies made at issue */
    const char *buyer;
    const char *vehicle;
    const char *created_by;
    int64_t issued_at;
    int64_t created_at;
    int64_t updated_at;
};

extern const struct record invoice_record;
extern const struct record invoice_row_record;
extern const struct resource invoice_resource;
extern const char *const payment_methods[];
extern const struct record seller_record; /* what an invoice copies of struct settings */
extern const struct record buyer_record;  /* … and of struct contact */

enum rc invoice_items(struct cx *cx, const char *invoice_id, struct list *items);

/* Converts a quote that is SENT or ACCEPTED, once: an issued invoice; the quote becomes ACCEPTED. *id is the invoice's.
 * RC_INVALID codes ALREADY_CONVERTED, INVALID_TRANSITION. */
struct conversion {
    const char *due_date; /* NULL: today plus the payment terms */
    const char *payment_method;
};
extern const struct record conversion_record;
enum rc invoice_from_quote(struct cx *cx, const struct quote *quote, const struct conversion *conversion, const char **id);

/* Gives a draft its number, date and copies, and chains it; where nothing is due it is PAID. RC_INVALID: code
 * INVALID_TRANSITION unless it is a draft; lines that are refused today. */
enum rc invoice_issue(struct cx *cx, const char *invoice_id);

/* RC_CONFLICT unless it is a draft. */
enum rc invoice_delete(struct cx *cx, const struct invoice *invoice);

struct payment {
    const char *id;
    const char *invoice_id;
    int64_t amount; /* cents; negative: a reversal */
    const char *payment_method;
    int64_t paid_at;
    const char *reversal_of; /* the payment that this one undoes */
    const char *reversed_by;
    const char *reason;
    const char *created_by;
    int64_t created_at;
};
extern const struct record payment_record;       /* stored row and answer */
extern const struct record payment_input_record; /* POST …/payments */

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
