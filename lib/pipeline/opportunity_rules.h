/* SPDX-License-Identifier: MIT
 *
 * What a deal must be, and what follows from its values: references, owner, factors, dates; score and amounts. */
#ifndef PIPELINE_OPPORTUNITY_RULES_H
#define PIPELINE_OPPORTUNITY_RULES_H

#include "pipeline/opportunity.h"

/* What a deal's numbers depend on besides itself; read once for any number of deals. */
struct rules {
    struct access access;
    struct list coefficients; /* struct coefficient, the inactive ones too */
    int64_t step;             /* of scores: ten-thousandths */
};
enum rc rules_read(struct cx *cx, struct rules *rules);

/* Checks references, owner, factors and dates of a new or changed deal, and computes everything derived. Adds all field
 * errors. `before` NULL: a new one. RC_FORBIDDEN for an owner whom the asking user may not name. */
enum rc opportunity_compute(struct cx *cx, const struct opportunity *before, struct opportunity *deal, uint64_t present);
/* The same with rules that are read already. */
enum rc opportunity_compute_by(struct cx *cx, const struct rules *rules, const struct opportunity *before,
                               struct opportunity *deal, uint64_t present);
/* What is wrong with the values that a change names, whatever the deal: owner, client, amount, unknown factor values. */
enum rc opportunity_check_patch(struct cx *cx, const struct rules *rules, const struct opportunity *patch, uint64_t present);
/* Score and amounts out of the coefficients, amount, margin, override and status that the deal holds. False: overflow. */
bool opportunity_weigh(struct opportunity *deal, int64_t step);

#endif
