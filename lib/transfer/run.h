/* SPDX-License-Identifier: MIT
 *
 * The job that runs an import: row after row in write transactions of about 20 ms, each of which also writes how far it is, so that
 * whoever goes on after a crash does no row twice. What people write comes in between. */
#ifndef TRANSFER_RUN_H
#define TRANSFER_RUN_H

#include "jobs/job.h"

/* job_kind.run: what can be done in a second. RC_END: something is left. */
enum rc import_work_on(struct cx *cx, struct job *job);

#endif
