/* SPDX-License-Identifier: MIT
 *
 * Doing jobs: claim, work, note. The lease DATA/tenants/<id>/<lease>.lock belongs to whoever works at its kinds; the kernel frees
 * it when that process dies, and a job found in 'running' is then taken up again under the attempt it had. Each such death is
 * written down before the work begins anew: a job that kills whoever works at it is given up at the third. Those whom a stop of the
 * server ended are none. */
#include "jobs/run.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "tenant/tenant.h"

/* RC_END: nothing of the kind is due. */
static enum rc next(struct cx *cx, const struct job_kind *kind, struct job *job)
{
    int64_t now = time_now_ms();
    enum rc rc = db_get(cx, SQL_JOB_NEXT,
                        ARGS(ARG_T("kind", kind->name), ARG_I("now", now), ARG_I("latest", now + kind->backoff_max_ms)),
                        &job_record, job);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_END;
    }
    return rc;
}

static enum rc kind_due(struct cx *cx, const struct job_kind *kind, bool *due)
{
    struct job job;
    enum rc rc = next(cx, kind, &job);
    *due = rc == RC_OK;
    return rc == RC_END ? RC_OK : rc;
}

enum rc jobs_due(struct cx *cx, const struct job_kind *kinds, bool *due)
{
    *due = false;
    for (; kinds->name && !*due; kinds++) {
        TRY(kind_due(cx, kinds, due));
    }
    return RC_OK;
}

/* ---- one job ---- */

/* What has ended also takes away some of what ended long ago. `kind` NULL: nothing has changed but what the job counts. */
static enum rc write_rows(struct cx *cx, const struct job_kind *kind, const struct job *job)
{
    TRY(db_run(cx, SQL_JOB_WRITE, ARGS(ARG_R(&job_record, job))));
    TRY(kind && kind->noted ? kind->noted(cx, job) : RC_OK);
    return job->done_at == INT_NULL
               ? RC_OK
               : db_run(cx, SQL_JOB_PRUNE, ARGS(ARG_I("before", job->done_at - JOB_KEPT_MS), ARG_I("keep", JOB_KEPT_ROWS)));
}

static enum rc note(struct cx *cx, const struct job_kind *kind, const struct job *job)
{
    cx->now_ms = time_now_ms();
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db, write_rows(cx, kind, job));
}

/* Somebody has begun: from here it may be done. */
static bool is_begun(const struct job *job)
{
    return transition_find(&job_machine, NULL, job->state, "done") != NULL;
}

/* One that waits under an attempt goes on with it; so an attempt counts once, however often it was interrupted. */
static enum rc claim(struct cx *cx, const struct job_kind *kind, struct job *job)
{
    if (is_begun(job)) {
        return RC_OK;
    }
    if (!job->attempt_id) {
        job->attempt_id = uuid_new(cx->arena);
        job->attempts++;
        job->deaths = 0;
    }
    TRY(job_move(cx, job, "running"));
    job->started_at = time_now_ms();
    return note(cx, kind, job);
}

static int64_t backoff_ms(const struct job_kind *kind, int64_t attempts)
{
    int64_t delay = kind->backoff_min_ms;
    for (int64_t i = 1; i < attempts && delay < kind->backoff_max_ms; i++) {
        delay *= 2;
    }
    return delay < kind->backoff_max_ms ? delay : kind->backoff_max_ms;
}

/* Not before whoever refused it wants to see it again. */
static int64_t next_try_ms(const struct cx *cx, const struct job_kind *kind, const struct job *job)
{
    int64_t wait_ms = backoff_ms(kind, job->attempts);
    int64_t asked_ms = cx->fault.retry_after_s * 1000;
    asked_ms = asked_ms < kind->backoff_max_ms ? asked_ms : kind->backoff_max_ms;
    return time_now_ms() + (asked_ms > wait_ms ? asked_ms : wait_ms);
}

static enum rc note_failure(struct cx *cx, const struct job_kind *kind, struct job *job, enum rc why, struct job_counts *counts)
{
    bool last = why == RC_INVALID || job->attempts >= kind->attempts;
    int64_t next_ms = next_try_ms(cx, kind, job);
    job->last_error = arena_strdup(cx->arena, cx->fault.message ? cx->fault.message : "it failed");
    fault_clear(cx);
    /* What it says may name people: it is for the tenant's admin (GET /api/jobs), not for the log. */
    log_line(LOG_LEVEL_WARNING, "job %s (%s): attempt %lld failed", job->id, job->kind, (long long)job->attempts);
    TRY(job_move(cx, job, last ? "failed" : "queued"));
    job->done_at = last ? time_now_ms() : INT_NULL;
    job->due_at = last ? job->due_at : next_ms;
    job->attempt_id = last ? job->attempt_id : NULL;
    counts->failed += last;
    counts->retried += !last;
    return note(cx, kind, job);
}

/* Couriers were ended after this one took it up: a restart does so with whoever waits for a slow server. */
static bool was_ended(struct cx *cx, const struct job *job)
{
    struct stat mark;
    return stat(arena_printf(cx->arena, "%s/" JOB_ENDED, config_get("data")), &mark) == 0 &&
           mark.st_mtim.tv_sec * 1000 + mark.st_mtim.tv_nsec / 1000000 >= job->started_at;
}

/* Found in 'running': whoever worked at it died. RC_INVALID: for the last time; RC_END: others go first for a while. */
static enum rc count_death(struct cx *cx, const struct job_kind *kind, struct job *job)
{
    if (!is_begun(job)) {
        return RC_OK;
    }
    bool ended = was_ended(cx, job);
    job->started_at = time_now_ms(); /* or the next death would be excused as well */
    if (ended) {
        return note(cx, NULL, job);
    }
    job->deaths++;
    if (job->deaths >= JOB_DEATHS) {
        return fault_printf(cx, RC_INVALID, NULL, "Who worked at it died %d times: perhaps of it, perhaps after it was done",
                            JOB_DEATHS);
    }
    if (job->deaths < JOB_DEATHS - 1) {
        return note(cx, NULL, job);
    }
    TRY(job_move(cx, job, "queued"));
    job->due_at = time_now_ms() + JOB_DEATH_PAUSE_MS;
    job->last_error = arena_printf(cx->arena, "Who worked at it died %d times", JOB_DEATHS - 1);
    TRY(note(cx, kind, job));
    return RC_END;
}

/* Somebody goes on with it soon: as if this attempt had not been. */
static enum rc note_rest(struct cx *cx, const struct job_kind *kind, struct job *job)
{
    TRY(job_move(cx, job, "queued"));
    job->attempts--;
    job->attempt_id = NULL;
    job->due_at = time_now_ms();
    TRY(note(cx, kind, job));
    return RC_END;
}

/* The work, ended for good where its memory reaches its cap: it would again. */
static enum rc run_within(struct cx *cx, const struct job_kind *kind, struct job *job)
{
    jmp_buf escape;
    enum rc rc;
    if (setjmp(escape) == 0) {
        arena_escape(cx->arena, &escape);
        rc = kind->run(cx, job);
    } else {
        db_abandon_rows(cx->db);
        cx_unwind(cx);
        db_rollback(cx->db);
        rc = fault_set(cx, RC_INVALID, NULL, "It needs more memory than one job may have");
    }
    arena_escape(cx->arena, NULL);
    return rc;
}

/* RC_END: it is not at its end, and nothing more is to be done in this visit. */
static enum rc run_one(struct cx *cx, const struct job_kind *kind, struct job *job, struct job_counts *counts)
{
    enum rc rc = count_death(cx, kind, job);
    if (rc == RC_INVALID) {
        return note_failure(cx, kind, job, rc, counts);
    }
    if (rc != RC_OK) {
        return rc == RC_END ? RC_OK : rc;
    }
    TRY(claim(cx, kind, job));
    rc = run_within(cx, kind, job);
    if (rc == RC_END) {
        return note_rest(cx, kind, job);
    }
    if (rc != RC_OK) {
        return note_failure(cx, kind, job, rc, counts);
    }
    TRY(job_move(cx, job, "done"));
    job->done_at = time_now_ms();
    job->last_error = NULL;
    TRY(note(cx, kind, job));
    counts->done++;
    return RC_OK;
}

/* ---- those of a kind ---- */

/* Each job in memory of its own, so that their number does not matter. *more: some are left. */
static enum rc run_due(struct cx *outer, const struct job_kind *kind, int64_t end_us, struct job_counts *counts, bool *more)
{
    struct arena *arena = arena_new(0);
    enum rc rc;
    do {
        struct cx cx;
        struct job job;
        arena_reset(arena);
        cx_init(&cx, arena);
        cx.db = outer->db;
        cx.registry = outer->registry;
        cx.tenant = outer->tenant;
        cx.zone = outer->zone;
        rc = next(&cx, kind, &job);
        bool found = rc == RC_OK;
        *more = found && time_monotonic_us() >= end_us;
        rc = found && !*more ? run_one(&cx, kind, &job, counts) : rc;
        *more = *more || (found && rc == RC_END);
        if (rc != RC_OK && rc != RC_END) {
            fault_set(outer, rc, NULL, arena_strdup(outer->arena, cx.fault.message));
        }
        cx_end(&cx);
    } while (rc == RC_OK && !*more);
    arena_free(arena);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc with_lease(struct cx *cx, const struct job_kind *kind, int64_t end_us, struct job_counts *counts, bool *held,
                          bool *more)
{
    const char *path = arena_printf(cx->arena, "%s/%s.lock", tenant_folder(cx, cx->tenant->id), kind->lease);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    enum rc rc = RC_OK;
    if (fd < 0) {
        return fault_printf(cx, RC_INTERNAL, NULL, "cannot open %s: %s", path, strerror(errno));
    }
    *held = flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (*held) {
        rc = run_due(cx, kind, end_us, counts, more);
    } else if (errno != EWOULDBLOCK) {
        rc = fault_printf(cx, RC_INTERNAL, NULL, "cannot lock %s: %s", path, strerror(errno));
    }
    if (close(fd) != 0 && rc == RC_OK) {
        rc = fault_printf(cx, RC_INTERNAL, NULL, "cannot close %s: %s", path, strerror(errno));
    }
    return rc;
}

/* *worked: the lease was held. */
static enum rc run_kind(struct cx *cx, const struct job_kind *kind, struct job_counts *counts, bool *worked, bool *left)
{
    int64_t end_us = time_monotonic_us() + kind->budget_us;
    bool held = false;
    bool more = false;
    bool due;
    TRY(kind_due(cx, kind, &due));
    if (due) {
        TRY(with_lease(cx, kind, end_us, counts, &held, &more));
    }
    *worked = *worked || held;
    *left = *left || more;
    return RC_OK;
}

/* Whoever found a lease taken has gone away, leaving the work to its holder: what came in meanwhile is seen by looking once more
 * after letting go. */
enum rc jobs_run(struct cx *cx, const struct job_kind *kinds, struct job_report *report)
{
    struct job_report ignored = {0};
    bool worked = false;
    bool left = false;
    report = report ? report : &ignored;
    TRY(db_text(cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx->zone));
    for (size_t i = 0; kinds[i].name; i++) {
        TRY(run_kind(cx, &kinds[i], &report->kinds[i], &worked, &left));
    }
    if (worked && !left) {
        TRY(jobs_due(cx, kinds, &left));
    }
    return left ? RC_END : RC_OK;
}
