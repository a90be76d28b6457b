/* SPDX-License-Identifier: MIT
 *
 * Analyses (workshop API, "POST /api/ai/analyze"): what the figures of a period say, how grave it is by the tenant's settings, and
 * what to do about it, with the ids of the records that are meant. Computed, never guessed. */
#ifndef ASSISTANT_ANALYZE_H
#define ASSISTANT_ANALYZE_H

#include "data/record.h"

struct analysis_wish {
    const char *analysis_type;   /* pipeline revenue clients tasks */
    const char *date_range_from; /* NULL: the thirty days up to `to` */
    const char *date_range_to;   /* included; NULL: today */
    const char *language;        /* NULL: French */
};
extern const struct record analysis_wish_record;

struct insight {
    const char *type;
    const char *severity; /* LOW MEDIUM HIGH */
    const char *message;
    /* Figures; INT_NULL: says nothing about that. */
    int64_t count;
    int64_t current; /* ten-thousandths, as the next two */
    int64_t target;
    int64_t change;
    int64_t value; /* cents */
};

struct recommendation {
    const char *action;
    const char *priority; /* LOW MEDIUM HIGH */
    const char *message;
    const char *targets; /* JSON array of ids; NULL: it is about no record */
};

struct analysis {
    struct list insights;
    struct list recommendations;
};
extern const struct record analysis_record;

/* Reads, counts the call, and leaves its write transaction open for dispatch to commit. RC_INVALID: a period that ends before it
 * begins or is longer than ten years. RC_RATE_LIMITED beyond the quota. */
enum rc analyze(struct cx *cx, const struct analysis_wish *wish, struct analysis *analysis);

#endif
