/* SPDX-License-Identifier: MIT
 *
 * Reports to the state of what is no electronic invoice between businesses (flow 10): sales to private persons by day, category and
 * rate (10.3), and what they paid for services by day and rate (10.4). A month is divided into the periods of the tenant's VAT
 * regime. A report is handed to the platform's folder once as a first one, and again when what it said has changed; nothing is
 * handed over for a period without figures. That it was deposited is never claimed: only the platform knows. */
#ifndef WORKSHOP_EREPORT_H
#define WORKSHOP_EREPORT_H

#include "data/record.h"

#define EREPORT_TRANSACTIONS "TRANSACTIONS"
#define EREPORT_PAYMENTS "PAYMENTS"

struct ereport_row {
    const char *date;
    const char *category;   /* GOODS SERVICES NOT_TAXED MARGIN; NULL: of payments */
    int64_t rate, net, vat; /* of payments: net INT_NULL, vat INT_NULL */
    int64_t amount;         /* with VAT */
    int64_t count;          /* papers; of payments: payments */
};

struct ereport_period {
    const char *kind;
    const char *from_date, *to_date;
    const char *state; /* EMPTY OPEN TO_SEND SENT CHANGED */
    int64_t sent_at;
    int64_t total; /* with VAT */
    struct list rows;
};

struct ereport_check {
    int64_t rate, business, private, foreign, turnover; /* net: business + private + foreign = turnover */
};

struct ereport_month {
    const char *month, *regime;
    struct list periods; /* struct ereport_period */
    struct list checks;  /* struct ereport_check */
};
extern const struct record ereport_month_record;

/* The periods that end in a month (its first day, days since 1970), and what they would say today. */
enum rc ereport_month_read(struct cx *cx, int64_t first_day, struct ereport_month *month);

struct ereport {
    const char *id, *kind, *from_date, *to_date;
    const char *type; /* IN: first; RE: replaces */
    const char *figures_hash, *xml, *created_by;
    int64_t created_at;
};
extern const struct record ereport_record;
extern const struct record ereport_wish_record; /* kind, from_date */

/* Hands the report of a closed period over; where the last one said the same, that one once more. Outside of transactions.
 * RC_CONFLICT: nothing to say, not over, or the settings lack what names sender and issuer. */
enum rc ereport_send(struct cx *cx, const struct ereport *wish, struct ereport *sent);

#endif
