/* SPDX-License-Identifier: MIT
 *
 * Reports of the workshop: money received over time, and what the quotes are worth (workshop API, "Reporting"). */
#ifndef WORKSHOP_REPORT_H
#define WORKSHOP_REPORT_H

#include "data/record.h"

enum report_period { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };

struct revenue_period {
    const char *period; /* "2025-12-15", "2025-W49", "2025-12" */
    int64_t revenue;    /* cents: payments less reversals */
    int64_t invoices;   /* invoices that received more than they gave back */
};

struct revenue_report {
    struct revenue_summary {
        int64_t total_revenue; /* cents */
        int64_t invoices_paid; /* over the whole range */
        int64_t average_invoice;
        int64_t average_period; /* of the breakdown's, empty ones included */
    } summary;
    struct list breakdown; /* struct revenue_period: every one of the range, empty ones included */
};
extern const struct record revenue_report_record;

/* Both dates (days since 1970, tenant's zone) are inclusive; from <= to. */
enum rc report_revenue(struct cx *cx, int64_t from, int64_t to, enum report_period group, struct revenue_report *report);

struct quote_stage {
    const char *status;
    int64_t count;
    int64_t total_value; /* cents, VAT included */
};

struct quote_pipeline {
    struct list stages;           /* struct quote_stage: DRAFT, SENT, ACCEPTED */
    int64_t conversion_rate;      /* converted / (sent and later), in ten-thousandths */
    int64_t average_deal_size;    /* cents */
    int64_t total_pipeline_value; /* cents */
};
extern const struct record quote_pipeline_record;

enum rc report_quotes(struct cx *cx, struct quote_pipeline *pipeline);

#endif
