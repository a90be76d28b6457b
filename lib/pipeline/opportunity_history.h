/* SPDX-License-Identifier: MIT
 *
 * What happened to a deal: its activities and its stays in stages (pipeline API, section 5). Everything here runs in the
 * caller's write transaction. */
#ifndef PIPELINE_OPPORTUNITY_HISTORY_H
#define PIPELINE_OPPORTUNITY_HISTORY_H

#include "pipeline/opportunity.h"

struct opportunity_activity {
    const char *id;
    const char *opportunity_id;
    const char *user_id;
    const char *user_name; /* lists and answers */
    const char *activity_type;
    const char *description;
    const char *old_value; /* JSON object; NULL: none */
    const char *new_value;
    int64_t created_at;
    int64_t version; /* one more at each write */
};

extern const struct record opportunity_activity_record; /* stored row, list and answer */
extern const struct record
    opportunity_activity_input_record;                   /* what people add: the types that the product does not log itself */
extern const struct list_spec opportunity_activity_list; /* takes :id, of the deal */

/* Adds an activity of the asking user. Fills id, user and time. */
enum rc opportunity_activity_add(struct cx *cx, const char *opportunity_id, struct opportunity_activity *activity);

/* The same where the deal's own last_activity_at is written otherwise. */
enum rc opportunity_activity_write(struct cx *cx, const char *opportunity_id, struct opportunity_activity *activity);

/* After a deal was written: what changed as activities, and its stays in stages. `before` NULL: it is new. */
enum rc opportunity_record_history(struct cx *cx, const struct opportunity *before, const struct opportunity *deal);

#endif
