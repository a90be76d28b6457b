/* SPDX-License-Identifier: MIT
 *
 * Reports of the workshop: money received over time, and what the quotes are worth (workshop API, "Reporting"). */
#ifndef WORKSHOP_REPORT_H
#define WORKSHOP_REPORT_H

#include "base/cx.h"

enum report_period { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };

struct revenue_period {
    char name[12];    /* "2025-12-15", "2025-W49", "2025-12" */
    int64_t revenue;  /* cents: payments less reversals */
    int64_t invoices; /* invoices that received more than they gave back */
};

struct revenue_report {
    int64_t total;                  /* cents */
    int64_t invoices;               /* over the whole range */
    struct revenue_period *periods; /* every period of the range, empty ones included */
    size_t count;
};

/* Both dates (days since 1970, tenant's zone) are inclusive; from <= to. */
enum rc report_revenue(struct cx *cx, int64_t from, int64_t to, enum report_period group, struct revenue_report *report);

struct quote_stage {
    const char *status;
    int64_t count;
    int64_t total; /* cents, VAT included */
};

struct quote_pipeline {
    struct quote_stage stages[3]; /* DRAFT, SENT, ACCEPTED */
    int64_t conversion_bp;        /* converted / (sent and later), in ten-thousandths */
    int64_t average;              /* cents */
    int64_t total;                /* cents */
};

enum rc report_quotes(struct cx *cx, struct quote_pipeline *pipeline);

#endif
