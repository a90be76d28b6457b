/* SPDX-License-Identifier: MIT
 *
 * How long a deal runs and what each of its months gets. The view opportunity_delta of sql/tenant/0006_pipeline.sql spreads
 * by the same rule. */
#include "pipeline/revenue.h"

#include "base/time.h"

int64_t revenue_months(int64_t starting, int64_t closing)
{
    int from_year, from_month, from_day, to_year, to_month, to_day;
    date_parts(starting, &from_year, &from_month, &from_day);
    date_parts(closing + 1, &to_year, &to_month, &to_day);
    int64_t months = (int64_t)(to_year - from_year) * 12 + to_month - from_month - (to_day < from_day);
    return months < 1 ? 1 : months;
}

int64_t revenue_share(int64_t amount_cents, int64_t count, int64_t index)
{
    return amount_cents / count + (index < amount_cents % count);
}
