/* SPDX-License-Identifier: MIT
 *
 * What happens after the answer, as an admin sees it. */
#include "jobs/job.h"

#include "fcgi/api/handlers.h"
#include "fcgi/kinds.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"

enum rc job_retry_post(struct cx *cx)
{
    struct job job;
    enum rc rc = db_get(cx, SQL_JOB_GET, ARGS(ARG_T("id", path_id(cx, 0))), &job_record, &job);
    if (rc == RC_NOT_FOUND) {
        return fault_not_found(cx, "Job");
    }
    TRY(rc);
    TRY(job_retry(cx, job_kinds, &job));
    return crud_answer(cx, 200, &job_resource, job.id);
}
