/* SPDX-License-Identifier: MIT
 *
 * The explained probability of a deal (contract, section 6). Shares and coefficients are ten-thousandths. */
#ifndef PIPELINE_PROBABILITY_H
#define PIPELINE_PROBABILITY_H

#include "base/cx.h"

struct breakdown {
    int64_t project_type;
    int64_t maturity;
    int64_t client_type;
    int64_t relationship;
    int64_t conservative;
};

/* The product of the five, rounded to three decimals (half away from zero), in ten-thousandths: 0.236 = 2360. */
int64_t probability_final(const struct breakdown *breakdown);

/* What counts. `final` rounded to the nearest `step` (0: exact), never below one step unless 0, never above 1; replaced by
 * `override` (INT_NULL: none); 1 for Won and 0 for Lost and Cancelled, whatever the override. */
int64_t probability_score(int64_t final, int64_t step, int64_t override_share, const char *status);

#endif
