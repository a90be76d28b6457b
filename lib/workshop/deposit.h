/* SPDX-License-Identifier: MIT
 *
 * Deposits (acomptes, arrhes): invoices of their own, in the invoices' series, asked from a quote; and their deduction when the quote
 * becomes an invoice. Only what is paid is deducted; what nobody paid is credited then. deposit_split.h has the arithmetic. */
#ifndef WORKSHOP_DEPOSIT_H
#define WORKSHOP_DEPOSIT_H

#include "workshop/invoice.h"
#include "workshop/quote.h"

#define DEPOSITS_MAX 100 /* of one quote; each is reckoned from all before it */

extern const char *const deposit_kinds[];
extern const struct record deposit_record; /* what a quote shows of them: a part of struct invoice */

/* POST /api/quotes/{id}/deposit: a per cent of the quote, or an amount with VAT. */
struct deposit_request {
    int64_t percent; /* hundredths; INT_NULL */
    int64_t amount;  /* cents; INT_NULL */
    const char *kind;
    const char *due_date;
    const char *payment_method;
};
extern const struct record deposit_request_record;

/* Issues a deposit of a quote that is SENT or ACCEPTED and not converted; *id is the invoice's. RC_INVALID: codes ALREADY_CONVERTED,
 * INVALID_TRANSITION, or more than deposits left of the quote; RC_CONFLICT: DEPOSITS_MAX are asked. Field errors found before count. */
enum rc deposit_ask(struct cx *cx, const struct quote *quote, const struct deposit_request *request, const char **id);

/* What of a deposit an invoice deducts, at one VAT rate. */
struct deduction {
    const char *id; /* of the deposit */
    const char *invoice_number;
    const char *issue_date;
    const char *deposit_kind;
    int64_t vat_rate;
    int64_t net; /* cents */
    int64_t vat_amount;
    int64_t total;
};
extern const struct record deduction_record;

/* What becomes of a quote's deposits when it is invoiced: those of which nothing is paid are credited, the others are struct
 * deduction in *list. RC_CONFLICT code DEPOSIT_PARTLY_PAID. */
enum rc deposit_settle(struct cx *cx, const struct quote *quote, struct list *list);
int64_t deductions_total(const struct list *list); /* cents */
/* Writes them as deducted by a draft. */
enum rc deposit_deduct(struct cx *cx, const char *invoice_id, const struct list *list);
/* Reads what an invoice deducts. */
enum rc deposit_deductions(struct cx *cx, const char *invoice_id, struct list *list);

/* RC_CONFLICT where it is a deposit that an invoice deducts: that one is credited instead. */
enum rc deposit_creditable(struct cx *cx, const struct invoice *invoice);

/* Puts the net and VAT that a deposit was asked with in place of what its lines, one a rate, say by themselves; their nets too. */
enum rc deposit_rates(struct cx *cx, const struct invoice *deposit, const struct list *items, struct line_totals *totals);

/* Members of the ledger's entry of a deposit, and of an invoice that deducts any; nothing of another. */
enum rc deposit_entry(struct cx *cx, struct json *json, const struct invoice *invoice);

/* Of arrhes, which either side may give up; else of an acompte. */
bool deposit_is_earnest(const char *kind);

/* "Facture", "Facture d'acompte", "Facture d'arrhes". */
const char *deposit_name(const struct invoice *invoice);

#endif
