/* SPDX-License-Identifier: MIT
 *
 * A deal as it is answered: with the factors of its probability and its money by month; and that money by itself, by month and
 * by year. */
#ifndef PIPELINE_OPPORTUNITY_DETAIL_H
#define PIPELINE_OPPORTUNITY_DETAIL_H

#include "pipeline/opportunity.h"

struct opportunity_detail {
    struct opportunity deal;
    int64_t base;                     /* what the factors are multiplied with: 1, in ten-thousandths */
    struct list revenue_distribution; /* struct revenue_month */
};
extern const struct record opportunity_detail_record;
/* RC_NOT_FOUND "Opportunity not found" for one that is not the asking user's to see. */
enum rc opportunity_detail(struct cx *cx, const char *id, struct opportunity_detail *detail);

struct revenue_distribution {
    struct opportunity deal;
    struct list monthly_distribution; /* struct revenue_month, in full */
    struct list yearly_summary;       /* struct revenue_year */
};
extern const struct record revenue_distribution_record;
/* RC_NOT_FOUND as above. */
enum rc revenue_distribution(struct cx *cx, const char *id, struct revenue_distribution *distribution);

#endif
