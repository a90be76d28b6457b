/* SPDX-License-Identifier: MIT
 *
 * Carries a changed coefficient, or a changed step of scores, to the open deals that it concerns. The change itself marks the
 * coefficient (recalculated_to = 0) in its own transaction; the deals follow in order of their numbers, in write transactions
 * of about 10 ms with a pause after each, so that others of the tenant come in between. The mark moves along with them:
 * whatever an interruption leaves is gone on with by a job that was queued with the mark, by the next change and by
 * `visioncrm sweep`. Several at it at the same time do no harm. */
#ifndef PIPELINE_RECALCULATE_H
#define PIPELINE_RECALCULATE_H

#include "jobs/job.h"

/* Everything that is marked in cx->db. Takes no write lock where nothing is. None of these is to be called inside a
 * transaction. */
enum rc recalculate_all(struct cx *cx);

/* The end of a request that has changed what deals depend on: commits its write transaction, then does what can be done in a
 * minute. What goes wrong there is logged and left to the courier, as is what a minute is too short for: the change stands. */
enum rc recalculate_commit(struct cx *cx);
/* The same after the step of scores was written: where it is another one, every deal follows; else nothing is committed. */
enum rc recalculate_step(struct cx *cx, int64_t before, int64_t now);

/* Queues the job that goes on where nobody else does, inside the transaction that marks deals. */
enum rc recalculate_queue(struct cx *cx);
/* That job: what can be done in a second, unless somebody else is at it. RC_END: something is left. */
enum rc recalculate_leftovers(struct cx *cx, struct job *job);

#endif
