/* SPDX-License-Identifier: MIT
 *
 * The job that undoes an import, the last write first: what it created goes, unless somebody has changed or used it since; fields
 * that it filled are as they were before, as the journal has it, unless they hold something else by now. What stays is noted with
 * the reason. To do it twice is to do it once. */
#ifndef TRANSFER_UNDO_H
#define TRANSFER_UNDO_H

#include "jobs/job.h"

/* job_kind.run, as import_work_on(). */
enum rc import_undo_on(struct cx *cx, struct job *job);

#endif
