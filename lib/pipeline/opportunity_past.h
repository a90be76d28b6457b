/* SPDX-License-Identifier: MIT
 *
 * A deal that is written once with all that has already happened to it, where opportunity.h writes it anew at each change. For
 * telling the past of very many (lib/demo/sales_deals.c). */
#ifndef PIPELINE_OPPORTUNITY_PAST_H
#define PIPELINE_OPPORTUNITY_PAST_H

#include "pipeline/opportunity.h"

struct opportunity_event {
    int64_t at_ms;
    struct opportunity deal;   /* as it is from then on, computed; not looked at with an activity */
    const char *activity_type; /* what somebody did with it; NULL: it was created (the first event) or changed */
    const char *description;   /* of the activity */
    const struct opportunity_event *next;
};

/* Leaves what opportunity_create, opportunity_save and opportunity_activity_add leave when cx->user calls them at those times,
 * one after another. */
enum rc opportunity_create_past(struct cx *cx, const struct opportunity_event *first);

#endif
