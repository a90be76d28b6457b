/* SPDX-License-Identifier: MIT
 *
 * Couriers: processes beside the workers that do the jobs of all tenants. */
#ifndef JOBS_COURIER_H
#define JOBS_COURIER_H

#include "jobs/job.h"

/* Called all the time but while it is busy with a tenant (monotonic). */
typedef void courier_pulse(int64_t now_us);

/* One courier process of the supervisor: works until told to stop (TERM). Returns its exit code. */
int courier_run(const struct job_kind *kinds, courier_pulse *pulse);

/* Called by who is about to end couriers in the middle of their work, as a restart does: that is no fault of their jobs, and does
 * not count as a death of who worked at them. */
void courier_excuse(struct arena *arena);

#endif
