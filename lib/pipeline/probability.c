/* SPDX-License-Identifier: MIT
 *
 * The arithmetic of a deal's probability. Where the coefficients come from is coefficient.c's business. */
#include "pipeline/probability.h"

#include "pipeline/opportunity.h"

__extension__ typedef __int128 wide;

#define ONE 10000LL                                   /* 1.0 in ten-thousandths */
#define THOUSANDTH ((wide)ONE * ONE * ONE * ONE * 10) /* 0.001 as a product of five coefficients */

int64_t probability_final(const struct breakdown *breakdown)
{
    wide product = (wide)breakdown->project_type * breakdown->maturity * breakdown->client_type * breakdown->relationship *
                   breakdown->conservative;
    return (int64_t)((product + THOUSANDTH / 2) / THOUSANDTH) * 10;
}

static int64_t rounded(int64_t final, int64_t step)
{
    if (step <= 0 || final <= 0) {
        return final;
    }
    int64_t nearest = (2 * final + step) / (2 * step) * step;
    return nearest < step ? step : nearest;
}

int64_t probability_score(int64_t final, int64_t step, int64_t override_share, const char *status)
{
    if (status_is(&opportunity_machine, status, PHASE_CLOSED)) {
        return status_succeeded(&opportunity_machine, status) ? ONE : 0;
    }
    int64_t score = override_share != INT_NULL ? override_share : rounded(final, step);
    return score > ONE ? ONE : score;
}
