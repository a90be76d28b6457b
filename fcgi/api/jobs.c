/* SPDX-License-Identifier: MIT
 *
 * What happens after the answer, as an admin sees it. */
#include "jobs/job.h"

#include "fcgi/api/rows.h"
#include "fcgi/kinds.h"

static enum rc job_retry_post(struct cx *cx)
{
    TRY(job_retry(cx, job_kinds, path_id(cx, 0)));
    return crud_answer(cx, 200, &job_resource, path_id(cx, 0));
}

static const struct route rows[] = {
    {ROW("GET", "/api/jobs", crud_list, "What happens after answers: messages and recalculations, newest first", PERM_ADMIN,
         TX_READ, RATE_READ),
     .resource = &job_resource},
    {ROW("GET", "/api/jobs/{id}", crud_get, "A job", PERM_ADMIN, TX_READ, RATE_READ), .resource = &job_resource},
    {ROW("POST", "/api/jobs/{id}/retry", job_retry_post, "Queue a failed job again, at once", PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .label = "Job", .out = &job_view_record},
    {.method = NULL},
};
const struct route_group job_routes = {
    "Jobs",
    "What happens after an answer: messages are handed over, recalculations gone on with. What fails is tried again with "
    "growing pauses, then stands here as `failed`. For admins and above.",
    rows};
