/* SPDX-License-Identifier: MIT
 *
 * What an issued paper sold, by nature and VAT rate, and how much of its VAT is due so far: what the accountant's entries
 * (accounting.h) and the reports to the state (ereport.h) both say of it. Services owe their VAT when they are paid, unless the
 * seller chose otherwise when the invoice was issued; what is paid is spread over all of the invoice in proportion, by sums so
 * far, so that nothing is left when it is settled. Cents throughout; rates in hundredths of a percent. */
#ifndef WORKSHOP_SALE_H
#define WORKSHOP_SALE_H

#include "workshop/line.h"

#define SALE_PARTS_MAX 100 /* natures, of LINE_RATES_MAX rates; a fifth for those under a margin scheme */

/* A deposit is an advance on what is sold later: the invoice that deducts it has it with the opposite sign. */
enum sale_nature { SALE_SERVICES, SALE_GOODS, SALE_EXPENSES, SALE_DEPOSITS };

struct sale_part {
    enum sale_nature nature; /* of its lines */
    bool is_service;         /* for VAT: parts may follow the repair that they are fitted in */
    bool margin;             /* of a margin scheme */
    int64_t rate, net, vat;
};

struct sale {
    struct sale_part parts[SALE_PARTS_MAX]; /* highest rate first */
    size_t count;
    struct line_totals totals;
};

/* The head of an invoice, with what of a credit note or payment of it is asked for. */
struct sale_paper {
    const char *invoice_id, *invoice_number, *issue_date, *price_mode;
    const char *type;                           /* INVOICE or DEPOSIT */
    int64_t total;                              /* less the deposits that it deducts */
    int64_t vat_on_debits, parts_follow_repair; /* as they were at issue */
    const char *buyer_name, *buyer_kind, *buyer_siren, *buyer_code;
    const char *piece, *piece_date; /* number and date of the credit note */
    int64_t has_credits;            /* there is a credit note of it */
    int64_t amount;                 /* of the credit note, payment or reversal; of a refund, negative */
    const char *payment_method;
    int64_t paid_at;
};
extern const struct record sale_paper_record;

/* `sql`: sale_of_invoice, sale_of_credit_note, sale_of_payment or sale_of_refund. */
enum rc sale_paper_get(struct cx *cx, enum sql_id sql, const char *id, struct sale_paper *paper);

/* What the invoice sold; what its credit note that is entry `seq` of the ledger takes back, with positive figures. */
enum rc sale_of_invoice(struct cx *cx, const struct sale_paper *paper, struct sale *sale);
enum rc sale_of_credit_note(struct cx *cx, const struct sale_paper *paper, int64_t seq, struct sale *sale);

/* An invoice at one point of the ledger. */
struct receivable {
    struct line_totals waiting; /* by rate: what is due when it is paid */
    int64_t total;              /* less what was credited */
    int64_t paid;
};

/* As it stood before entry `seq`. */
enum rc receivable_before(struct cx *cx, const struct sale_paper *paper, const struct sale *sale, int64_t seq,
                          struct receivable *receivable);
/* Adds a sale of that total; a negative one takes it off. Nothing waits where VAT is due on debits. */
enum rc receivable_add(struct cx *cx, const struct sale_paper *paper, const struct sale *sale, int64_t amount,
                       struct receivable *receivable);
/* How much of what waits at a rate is due by now: net and VAT. */
struct line_rate receivable_due(const struct receivable *receivable, const struct line_rate *waiting);

#endif
