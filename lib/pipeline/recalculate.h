/* SPDX-License-Identifier: MIT
 *
 * Carries a changed coefficient, or a changed step of scores, to the open deals that it concerns. The change itself marks the
 * coefficient (recalculated_to = 0) in its own transaction; the deals follow in order of their numbers, in write transactions
 * of about 20 ms, so that others of the tenant come in between. The mark moves along with them: whatever a crash interrupts
 * goes on at the next call, which a change, `visioncrm sweep` and the courier make. */
#ifndef PIPELINE_RECALCULATE_H
#define PIPELINE_RECALCULATE_H

#include "base/cx.h"

/* Everything that is marked in cx->db. Takes no write lock where nothing is. Not to be called inside a transaction. */
enum rc recalculate_all(struct cx *cx);

/* Marks every deal, after a change of the step: inside the caller's write transaction. */
enum rc recalculate_mark_every(struct cx *cx);

/* Commits the caller's write transaction, the change, and does recalculate_all(). What goes wrong after the commit is logged
 * and left to the next call: the change stands. */
enum rc recalculate_commit(struct cx *cx);

#endif
