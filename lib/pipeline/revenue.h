/* SPDX-License-Identifier: MIT
 *
 * Spreading a deal's money over its months (contract, section 6): equal shares in cents, the first months take the odd cents. */
#ifndef PIPELINE_REVENUE_H
#define PIPELINE_REVENUE_H

#include "pipeline/opportunity.h"

/* Whole months from the starting date to the day after the closing date, at least 1. Dates as days since 1970. */
int64_t revenue_months(int64_t starting, int64_t closing);

/* The month that a day is in, counted through all years: 12 x year + month - 1. */
int64_t revenue_month_of(int64_t days);

/* Share of month `index` (0-based) of `count`. */
int64_t revenue_share(int64_t amount_cents, int64_t count, int64_t index);

struct revenue_month {
    int64_t year;
    int64_t month;        /* 1 … 12 */
    int64_t sales_amount; /* cents */
    int64_t gross_margin_amount;
    int64_t is_forecast; /* this month or later, and not won */
};
extern const struct record revenue_month_record;    /* but is_forecast */
extern const struct record revenue_forecast_record; /* in full */

struct revenue_year {
    int64_t year;
    int64_t sales_amount; /* cents */
    int64_t gross_margin_amount;
    int64_t months;
};
extern const struct record revenue_year_record;

/* A stored deal's money by month, and what its months make by year: lists on the arena. */
void revenue_by_month(struct cx *cx, const struct opportunity *deal, struct list *months);
void revenue_by_year(struct cx *cx, const struct list *months, struct list *years);

#endif
