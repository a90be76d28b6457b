/* SPDX-License-Identifier: MIT
 *
 * The kinds of jobs that the product knows (jobs/job.h): couriers, `visioncrm deliver` and the API share this table. */
#ifndef FCGI_KINDS_H
#define FCGI_KINDS_H

#include "jobs/job.h"

extern const struct job_kind job_kinds[]; /* ends with name NULL */

#endif
