/* SPDX-License-Identifier: MIT
 *
 * The forecast: what the deals that one sees are expected to bring, by month or quarter, Active ones weighted and Won ones in full.
 * Amounts are cents. */
#ifndef PIPELINE_FORECAST_H
#define PIPELINE_FORECAST_H

#include "data/record.h"

struct forecast_query {
    bool by_quarter;
    const char *owner_id; /* NULL: any */
    const char *team_id;  /* NULL: any */
};

struct forecast_period {
    const char *period;     /* "2026-03", "2026-Q1" */
    const char *start_date; /* its days */
    const char *end_date;
    int64_t sales_amount;
    int64_t gross_margin_amount;
    int64_t cumulated_amount; /* sales, up to this period */
};

struct forecast {
    struct list periods; /* struct forecast_period: a year of them from the current one on */
    int64_t sales_amount;
    int64_t gross_margin_amount;
};
extern const struct record forecast_record;

/* Nobody whom the asking user may not see is in it: it is then 0 throughout. */
enum rc forecast_read(struct cx *cx, const struct forecast_query *query, struct forecast *forecast);

#endif
