/* SPDX-License-Identifier: MIT
 *
 * Doing the jobs of one tenant that are due. */
#ifndef JOBS_RUN_H
#define JOBS_RUN_H

#include "jobs/job.h"

struct job_counts {
    int64_t done;
    int64_t retried; /* failed this time, will be tried again */
    int64_t failed;  /* given up */
};

struct job_report {
    struct job_counts kinds[JOB_KINDS_MAX]; /* in the order of the table */
};

/* Does what is due in cx's tenant, kind after kind, each for as long as its budget; adds to *report (may be NULL). Takes the
 * write lock only for moments: claim, work outside, note. A kind whose lease another process holds is left to it: that one looks
 * once more after it has let go. RC_END: something is left, for another visit soon. `kinds` ends with name NULL. */
enum rc jobs_run(struct cx *cx, const struct job_kind *kinds, struct job_report *report);

/* Whether anything is due. */
enum rc jobs_due(struct cx *cx, const struct job_kind *kinds, bool *due);

#endif
