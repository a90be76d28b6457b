/* SPDX-License-Identifier: MIT
 *
 * Spreading a deal's money over its months (contract, section 6): equal shares in cents, the first months take the odd cents. */
#ifndef PIPELINE_REVENUE_H
#define PIPELINE_REVENUE_H

#include "base/cx.h"

/* Whole months from the starting date to the day after the closing date, at least 1. Dates as days since 1970. */
int64_t revenue_months(int64_t starting, int64_t closing);

/* Share of month `index` (0-based) of `count`. */
int64_t revenue_share(int64_t amount_cents, int64_t count, int64_t index);

#endif
