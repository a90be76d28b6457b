/* SPDX-License-Identifier: MIT
 *
 * Figures that dashboards and reports have in common: deals by stage and by sector. Money is in cents. Months are revenue.h's. */
#ifndef PIPELINE_FIGURES_H
#define PIPELINE_FIGURES_H

#include "data/record.h"

struct stage_figures {
    const char *stage;
    int64_t count;
    int64_t total_value;
    int64_t weighted_value;
    int64_t won; /* deals; not printed, as lost */
    int64_t lost;
};
extern const struct record stage_figures_record;

struct sector_figures {
    const char *sector; /* NULL: deals without one */
    int64_t count;
    int64_t total_value;
    int64_t weighted_value;
    int64_t percentage; /* tenths: of the total value of all */
    int64_t won_count;
    int64_t won_value;
};
extern const struct record sector_figures_record;     /* up to the percentage */
extern const struct record sector_won_figures_record; /* in full */

/* Every stage, in order, with the row of `found` or with nothing. */
void figures_of_stages(struct cx *cx, const struct list *found, struct list *stages);

#endif
