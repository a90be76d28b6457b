/* SPDX-License-Identifier: MIT
 *
 * Jobs: what happens after the answer. A row of the tenant's file, written in the transaction of its cause; couriers (courier.h)
 * or `visioncrm deliver` do it (run.h). What a kind of job is stands in a const table, which whoever runs jobs passes along: the
 * functions in it belong to floors that this folder does not know. */
#ifndef JOBS_JOB_H
#define JOBS_JOB_H

#include "base/time.h"
#include "resource/resource.h"

#define JOB_KINDS_MAX 16
#define JOB_KEPT_MS (30 * MS_PER_DAY)  /* after a job has ended */
#define JOB_DEATHS 3                   /* of who worked at one attempt; then the job has failed */
#define JOB_ENDED "run/couriers.ended" /* below DATA: touched when couriers are ended, see courier.h */
#define JOB_DEATH_PAUSE_MS 2000        /* after the last but one of them: others go first */
#define JOB_KEPT_ROWS 10000            /* behind the newest */

struct job {
    const char *id;
    const char *kind;       /* a name of the table of kinds */
    const char *ref;        /* what it is about, in the words of its kind; NULL: nothing */
    const char *state;      /* queued running done failed */
    int64_t due_at;         /* ms: not to be tried before */
    int64_t next_at;        /* the same, for readers: INT_NULL once it has ended */
    int64_t attempts;       /* begun since it was queued, or queued again by an admin */
    const char *attempt_id; /* of the attempt under way, or of the last one */
    int64_t deaths;         /* of processes, found in the attempt under way */
    const char *last_error; /* of the attempt before; NULL: none */
    int64_t created_at;
    int64_t started_at; /* the last attempt, or its being taken up again */
    int64_t done_at;    /* done, or given up */
    const char *result; /* no column: what `run` leaves for `noted`; NULL: nothing */
};

/* How often the work of a job is done when its process is killed anywhere. */
enum job_promise {
    JOB_ONCE_PER_ATTEMPT, /* an attempt that a crash interrupted goes on under its id, which the other side sees at most once */
    JOB_IDEMPOTENT,       /* perhaps twice, with the effect of once */
};

struct job_kind {
    const char *name;
    const char *lease; /* kinds that share one are not worked at side by side within a tenant */
    /* The work, with no transaction open. RC_OK: done. RC_END: some of it, go on soon; that is no attempt.
     * RC_INVALID: it cannot be done and never will. Anything else: not done this time, for the reason that the fault's message
     * gives, and not to be tried before the fault's retry_after_s. */
    enum rc (*run)(struct cx *cx, struct job *job);
    /* What else is to be written when the job's row is, in the same transaction; `job` is as it stands from then on. Queued
     * again by an admin, it may refuse. NULL: nothing. */
    enum rc (*noted)(struct cx *cx, const struct job *job);
    int64_t budget_us; /* of one visit to a tenant; the job in hand is ended beyond it */
    int64_t attempts;  /* at most; then the job has failed */
    int64_t backoff_min_ms;
    int64_t backoff_max_ms; /* doubling up to this */
    enum job_promise promise;
};

/* Queues a job inside the caller's write transaction. The couriers are told when the context ends. */
enum rc job_add(struct cx *cx, const char *kind, const char *ref);
/* The same for work of which one job is enough: one that waits already is due at once, and no other is made. */
enum rc job_add_one(struct cx *cx, const char *kind);
/* Its next state, in memory: RC_INVALID INVALID_TRANSITION where the machine does not lead there by itself. */
enum rc job_move(struct cx *cx, struct job *job, const char *state);
/* Takes one back, inside the transaction that queued it. */
enum rc job_remove(struct cx *cx, const char *id);

/* Tells the couriers that this tenant has work (a marker file in DATA/run/outbox/). Safe to leave out: they also look at every
 * tenant once a minute, or less often where there are very many. */
void job_wake(const struct cx *cx);
/* The same when the context ends: for what may have queued a job. */
void job_wake_later(struct cx *cx);

/* Queues a failed job again, at once and with all its attempts, inside the caller's write transaction. RC_NOT_FOUND "Job not
 * found"; RC_INVALID INVALID_TRANSITION: it has not failed, or there is nothing left to try. `kinds` ends with name NULL. */
enum rc job_retry(struct cx *cx, const struct job_kind *kinds, const char *id);

extern const struct machine job_machine;
#define JOB_BY_RETRY "jobs/retry" /* the route that moves one */

extern const struct record job_record;      /* what a courier needs: every column */
extern const struct record job_view_record; /* what an admin sees */
extern const struct resource job_resource;

#endif
