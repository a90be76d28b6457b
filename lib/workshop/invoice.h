/* SPDX-License-Identifier: MIT
 *
 * Invoices: drafts and issue; payment.h has what is paid. Issued ones never change (triggers in sql/tenant/0005_ledger.sql); a credit note
 * (credit_note.h) cancels them. Issue, payments and credit notes are entries of one hash chain (ledger.h). */
#ifndef WORKSHOP_INVOICE_H
#define WORKSHOP_INVOICE_H

#include "resource/resource.h"
#include "workshop/ledger.h"
#include "workshop/line.h"

struct quote;

struct invoice {
    const char *id;
    const char *invoice_number; /* NULL in DRAFT */
    const char *type;           /* INVOICE, or DEPOSIT: a part of the quote that is asked before its work (deposit.h) */
    const char *quote_id;
    const char *deposit_kind; /* of a DEPOSIT: ACOMPTE, ARRHES */
    int64_t deposit_percent;  /* hundredths; INT_NULL: an amount was asked for */
    const char *contact_id;
    const char *contact_name; /* lists only */
    const char *vehicle_id;
    const char *issue_date; /* NULL in DRAFT */
    const char *due_date;
    const char *service_date; /* date of supply, when it differs */
    struct list items;        /* struct line */
    const char *price_mode;
    int64_t subtotal; /* cents */
    int64_t vat_rate;
    const char *vat_exemption; /* of lines at 0 % without their own; at issue the seller's, where nothing was said */
    int64_t vat_amount;
    int64_t total;
    int64_t amount_deposited; /* the deposits that it deducts */
    int64_t amount_paid;
    int64_t amount_credited;
    int64_t amount_refunded;
    int64_t amount_due;   /* total - deposited - credited - paid + refunded */
    const char *status;   /* as of today: a SENT one past its due date reads OVERDUE */
    int64_t days_overdue; /* 0 unless OVERDUE */
    const char *payment_method;
    int64_t paid_at;
    const char *notes;
    const char *terms;
    const char *seller; /* JSON copies made at issue */
    const char *buyer;
    const char *vehicle; /* in lists and of drafts: as it is now */
    const char *created_by;
    int64_t issued_at;
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
};

extern const struct machine invoice_machine; /* payment.c */
#define INVOICE_BY_STATUS "invoices/status"  /* the routes that move one */
#define INVOICE_BY_PAYMENT "invoices/payments"
#define INVOICE_BY_REVERSAL "invoices/payments/reversal"
#define INVOICE_BY_CREDIT "invoices/credit-note"
#define INVOICE_BY_LETTER "invoices/send"

extern const struct record invoice_record;
extern const struct record invoice_row_record;
extern const struct resource invoice_resource;
extern const struct ledger_kind invoice_ledger;
extern const char *const payment_methods[];

enum rc invoice_items(struct cx *cx, const char *invoice_id, struct list *items);
/* Inserts the lines of one that has none, and indexes their words. */
enum rc invoice_save_items(struct cx *cx, const struct invoice *invoice);

/* Converts a quote that is SENT or ACCEPTED, once: an issued invoice; the quote becomes ACCEPTED. *id is the invoice's.
 * RC_INVALID codes ALREADY_CONVERTED, INVALID_TRANSITION. */
struct conversion {
    const char *due_date; /* NULL: today plus the payment terms */
    const char *payment_method;
};
extern const struct record conversion_record;
enum rc invoice_from_quote(struct cx *cx, const struct quote *quote, const struct conversion *conversion, const char **id);

/* What stands for itself: VAT is reckoned of the lines, of a deposit it is what it was asked with. RC_INTERNAL: they do not add up. */
enum rc invoice_totals(struct cx *cx, const struct invoice *invoice, const struct list *items, struct line_totals *totals);
bool invoice_is_deposit(const struct invoice *invoice);

/* What a new one has before anything happened to it. */
void invoice_begin(struct invoice *invoice);

/* Gives a draft its number, date and copies, and chains it; where nothing is due it is PAID. RC_INVALID: code
 * INVALID_TRANSITION unless it is a draft; lines that are refused today. */
enum rc invoice_issue(struct cx *cx, const char *invoice_id);

/* What an invoice copies of its vehicle, as it is now; NULL for none. */
enum rc invoice_vehicle_copy(struct cx *cx, const char *vehicle_id, const char **text);

/* RC_CONFLICT unless it is a draft. */
enum rc invoice_delete(struct cx *cx, const struct invoice *invoice);

#endif
