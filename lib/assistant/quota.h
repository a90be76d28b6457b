/* SPDX-License-Identifier: MIT
 *
 * Calls of the assistant, analyses and texts in a calendar month (UTC), as far as the tenant's plan goes. Refused ones do not count. */
#ifndef ASSISTANT_QUOTA_H
#define ASSISTANT_QUOTA_H

#include "data/record.h"
#include "store/db.h"

struct quota {
    const char *plan;
    int64_t limit; /* calls a month */
    int64_t used;
    int64_t reset_at; /* ms */
};
extern const struct record quota_record;

/* How many calls this month has had. */
enum rc quota_read(struct cx *cx, struct quota *quota);

/* Counts one call, in the caller's write transaction. RC_RATE_LIMITED, code AI_QUOTA_EXCEEDED, details {plan, limit, used, reset_at}. */
enum rc quota_take(struct cx *cx);
/* Takes back one that came to nothing. */
enum rc quota_give_back(struct cx *cx);
/* The same refusal without counting, before work is done in vain. */
enum rc quota_look(struct cx *cx);

#endif
