/* SPDX-License-Identifier: MIT
 *
 * Closings: what was issued and paid in a day, a month, a fiscal year, and since the first entry, as rows that never change and are
 * entries of the chain. A period is closed by the time of recording, in the tenant's zone: a payment that was dated earlier counts in
 * the period in which it was written down. From then on nothing is recorded in it. Periods without entries have no closing. */
#ifndef WORKSHOP_CLOSING_H
#define WORKSHOP_CLOSING_H

#include "resource/resource.h"
#include "workshop/ledger.h"

/* What a period adds up to; cents. */
struct closing_sums {
    int64_t entries;
    int64_t invoice_count, invoiced_net, invoiced_vat, invoiced;
    int64_t credit_note_count, credited_net, credited_vat, credited;
    int64_t payment_count, paid, reversal_count, reversed;
};
enum { CLOSING_SUMS = 13 };

/* Their fields, in a struct that has them as `sums`. */
#define CLOSING_COUNT(t, m, with)                                                                                              \
    {                                                                                                                          \
        .name = #m, .type = FT_INT, .flags = (with), .offset = offsetof(t, sums.m)                                             \
    }
#define CLOSING_MONEY(t, m, with) FIELD_MONEY_AS(t, #m, sums.m, with)
#define CLOSING_SUM_FIELDS(t, with)                                                                                            \
    CLOSING_COUNT(t, entries, with), CLOSING_COUNT(t, invoice_count, with), CLOSING_MONEY(t, invoiced_net, with),              \
        CLOSING_MONEY(t, invoiced_vat, with), CLOSING_MONEY(t, invoiced, with), CLOSING_COUNT(t, credit_note_count, with),     \
        CLOSING_MONEY(t, credited_net, with), CLOSING_MONEY(t, credited_vat, with), CLOSING_MONEY(t, credited, with),          \
        CLOSING_COUNT(t, payment_count, with), CLOSING_MONEY(t, paid, with), CLOSING_COUNT(t, reversal_count, with),           \
        CLOSING_MONEY(t, reversed, with)

struct closing {
    const char *id;
    const char *kind; /* of closing_kinds */
    int64_t number;
    const char *from_date, *to_date; /* both included */
    int64_t from_at, to_at;          /* the instants of the first moment, and of the first that is not in it */
    struct closing_sums sums;
    int64_t turnover_net, turnover_vat, turnover,
        received; /* invoices less credit notes; payments less reversals and refunds */
    int64_t perpetual_invoiced, perpetual_credited, perpetual_paid, perpetual_reversed;
    int64_t perpetual_turnover, perpetual_received;
    const char *created_by; /* NULL: nobody, the sweep */
    int64_t created_at;
    int64_t version;
    const char *hash; /* of its entry */
};
extern const struct record closing_record;
extern const struct resource closing_resource; /* record and list */
extern const struct ledger_kind closing_ledger;

/* What a tenant's periods are. */
struct calendar {
    const char *zone;
    const char *fiscal_year_end; /* "12-31" */
};
enum rc calendar_get(struct cx *cx, struct calendar *calendar);
/* The last day of the fiscal year that ends in a year. One that ends on 28 February ends with the month. */
int64_t fiscal_year_end(const struct calendar *calendar, int year);

/* The beginnings of the day, month and fiscal year that an instant is in: what was recorded before is to be closed. */
enum closing_kind { CLOSING_DAY, CLOSING_MONTH, CLOSING_YEAR, CLOSING_KINDS };
int64_t period_start_ms(const struct calendar *calendar, enum closing_kind kind, int64_t at_ms);

/* Makes the closings of periods that are over and have none yet, `max` of them at most, in the caller's write transaction; the
 * oldest first, days before their month and months before their year. */
enum rc closings_make(struct cx *cx, int64_t max, int64_t *made);

/* Closes the day now: the same, and what was recorded today up to this moment. Fills the newest closing of a day; *made 0: it was
 * there already. RC_CONFLICT, NOTHING_TO_CLOSE: nothing was recorded since. In the caller's write transaction. */
enum rc closing_close_day(struct cx *cx, struct closing *closing, int64_t *made);

/* What was recorded in [from_ms, to_ms). */
enum rc closing_sum(struct cx *cx, int64_t from_ms, int64_t to_ms, struct closing_sums *sums);

#endif
