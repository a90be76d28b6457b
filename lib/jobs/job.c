/* SPDX-License-Identifier: MIT
 *
 * The table of jobs: queueing, waking the couriers, and what an admin sees and does. */
#include "jobs/job.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "base/uuid.h"
#include "tenant/tenant.h"

static const struct status job_states[] = {
    {"queued", PHASE_OPEN, false},
    {"running", PHASE_OPEN, false},
    {"done", PHASE_CLOSED, true},
    {"failed", PHASE_CLOSED, false},
};
static const struct transition job_transitions[] = {
    {"queued", "running", NULL, NULL}, /* run.c */
    {"running", "queued", NULL, NULL}, {"running", "done", NULL, NULL},
    {"running", "failed", NULL, NULL}, {"failed", "queued", JOB_BY_RETRY, NULL},
};
static const struct refusal job_refusals[] = {
    {JOB_BY_RETRY, "A job that is %s cannot be tried again"},
    {NULL, NULL},
};
MACHINE(job_machine, "job_state", "A job", job_states, job_transitions, job_refusals);

static const struct field job_fields[] = {
    FIELD_UUID(struct job, id, 0),         FIELD_TEXT(struct job, kind, 0, 0, 0),
    FIELD_TEXT(struct job, ref, 0, 0, 0),  FIELD_TEXT(struct job, state, 0, 0, 0),
    FIELD_TIME(struct job, due_at, 0),     FIELD_INT(struct job, attempts, 0, 0, 0),
    FIELD_UUID(struct job, attempt_id, 0), FIELD_TEXT(struct job, last_error, 0, 0, 0),
    FIELD_TIME(struct job, created_at, 0), FIELD_TIME(struct job, started_at, 0),
    FIELD_TIME(struct job, done_at, 0),    FIELD_INT(struct job, deaths, 0, 0, 0),
};
RECORD(job_record, "CourierJob", struct job, job_fields, NULL);

/* ---- queueing ---- */

static void wake(void *cx)
{
    job_wake(cx);
}

void job_wake_later(struct cx *cx)
{
    cx_defer(cx, wake, cx);
}

enum rc job_add(struct cx *cx, const char *kind, const char *ref)
{
    TRY(db_run(cx, SQL_JOB_INSERT,
               ARGS(ARG_T("id", uuid_new(cx->arena)), ARG_T("kind", kind), ARG_T("ref", ref), ARG_I("now", cx->now_ms))));
    job_wake_later(cx);
    return RC_OK;
}

enum rc job_add_one(struct cx *cx, const char *kind)
{
    int64_t waiting = 0;
    TRY(db_run_count(cx, SQL_JOB_HASTEN, ARGS(ARG_T("kind", kind), ARG_I("now", cx->now_ms)), &waiting));
    if (waiting > 0) {
        job_wake_later(cx);
        return RC_OK;
    }
    return job_add(cx, kind, NULL);
}

enum rc job_move(struct cx *cx, struct job *job, const char *state)
{
    TRY(machine_allow(cx, &job_machine, NULL, job->state, state));
    job->state = state;
    return RC_OK;
}

enum rc job_remove(struct cx *cx, const char *id)
{
    return db_run(cx, SQL_JOB_DELETE, ARGS(ARG_T("id", id)));
}

static bool make_marker(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd >= 0 && close(fd) == 0;
}

void job_wake(const struct cx *cx)
{
    const char *run = arena_printf(cx->arena, "%s/run", config_get("data"));
    const char *folder = arena_printf(cx->arena, "%s/outbox", run);
    const char *marker = arena_printf(cx->arena, "%s/%s", folder, cx->tenant->id);
    if (make_marker(marker)) {
        return;
    }
    bool made = (mkdir(run, 0700) == 0 || errno == EEXIST) && (mkdir(folder, 0700) == 0 || errno == EEXIST);
    if (!made || !make_marker(marker)) {
        log_line(LOG_LEVEL_WARNING, "cannot make %s: %s", marker, strerror(errno));
    }
}

/* ---- what an admin sees and does ---- */

static const struct field job_view_fields[] = {
    FIELD_UUID(struct job, id, F_READONLY),
    FIELD_TEXT(struct job, kind, F_READONLY | F_FILTER, 0, 50),
    FIELD_TEXT(struct job, ref, F_READONLY, 0, 0),
    FIELD_STATUS(struct job, state, F_READONLY | F_FILTER, &job_machine),
    FIELD_INT(struct job, attempts, F_READONLY, 0, 0),
    FIELD_TIME(struct job, next_at, F_READONLY),
    FIELD_TEXT(struct job, last_error, F_READONLY, 0, 0),
    FIELD_TIME(struct job, created_at, F_READONLY),
    FIELD_TIME(struct job, started_at, F_READONLY),
    FIELD_TIME(struct job, done_at, F_READONLY),
};
RECORD(job_view_record, "Job", struct job, job_view_fields, NULL);

static const struct list_spec job_list = {
    .record = &job_view_record,
    .select = SQL_JOB_LIST,
    .count = SQL_JOB_COUNT,
    .count_all = SQL_JOB_COUNT,
    .alias = "j",
    .order = "j.seq DESC",
    .tie = "j.seq DESC",
};

const struct resource job_resource = {.record = &job_view_record, .list = &job_list, .get = SQL_JOB_GET};

static const struct job_kind *kind_of(const struct job_kind *kinds, const char *name)
{
    while (kinds->name && !str_eq(kinds->name, name)) {
        kinds++;
    }
    return kinds->name ? kinds : NULL;
}

enum rc job_retry(struct cx *cx, const struct job_kind *kinds, const char *id)
{
    struct job job;
    enum rc rc = db_get(cx, SQL_JOB_GET, ARGS(ARG_T("id", id)), &job_record, &job);
    if (rc == RC_NOT_FOUND) {
        return fault_not_found(cx, "Job");
    }
    TRY(rc);
    const struct job_kind *kind = kind_of(kinds, job.kind);
    if (!kind) { /* of a program that is no longer */
        return fault_printf(cx, RC_INVALID, "INVALID_TRANSITION", "A job that is %s cannot be tried again", job.state);
    }
    TRY(machine_allow(cx, &job_machine, JOB_BY_RETRY, job.state, "queued"));
    job.state = "queued";
    job.due_at = cx->now_ms;
    job.attempts = 0;
    job.attempt_id = NULL;
    job.deaths = 0;
    job.done_at = INT_NULL;
    TRY(db_run(cx, SQL_JOB_WRITE, ARGS(ARG_R(&job_record, &job))));
    TRY(kind->noted ? kind->noted(cx, &job) : RC_OK);
    job_wake_later(cx);
    return RC_OK;
}
