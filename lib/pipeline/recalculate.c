/* SPDX-License-Identifier: MIT
 *
 * A batch reads ten numbers at a time, as often as fits into its few milliseconds, however few deals use the coefficient. A deal keeps
 * its other coefficients as they are: those whose own change is on the way get their turn, inactive ones have none. */
#include "pipeline/recalculate.h"

#include <time.h>

#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "pipeline/coefficient.h"
#include "pipeline/opportunity.h"
#include "pipeline/opportunity_rules.h"
#include "resource/journal.h"

#define BATCH_US 5000                   /* with the window under way and the commit about 10 ms */
#define WINDOW 10                       /* numbers looked at in one go */
#define PAUSE_NS (4 * 1000000L)         /* between two batches: a write that was parked is tried every 2 ms */
#define REQUEST_US (60 * 1000000LL)     /* of a request, whose client waits; a stuck one is ended after two minutes */
#define SHARE_US (1 * 1000000LL)        /* of the courier, for whom other tenants wait */
#define OBSERVATION_NS (250 * 1000000L) /* much longer than a batch */

static int64_t *slot_of(struct opportunity *deal, const char *factor_type)
{
    if (str_eq(factor_type, "project_type")) {
        return &deal->project_type_coef;
    }
    if (str_eq(factor_type, "project_maturity")) {
        return &deal->maturity_coef;
    }
    if (str_eq(factor_type, "client_type")) {
        return &deal->client_type_coef;
    }
    return str_eq(factor_type, "client_relationship") ? &deal->relationship_coef : &deal->conservative_coef;
}

static enum rc recalculate_deal(struct cx *cx, const struct coefficient *coefficient, int64_t step, struct opportunity *deal)
{
    struct opportunity before = *deal;
    int64_t *slot = slot_of(deal, coefficient->factor_type);
    int64_t old = *slot;
    *slot = coefficient->is_active ? coefficient->coefficient : old;
    if (!opportunity_weigh(deal, step)) {
        return fault_set(cx, RC_INTERNAL, NULL, "A deal's amounts overflow");
    }
    bool same = *slot == old && deal->probability == before.probability && deal->probability_score == before.probability_score;
    if (same) {
        return RC_OK;
    }
    TRY(db_run(cx, SQL_RECALCULATE_WRITE, ARGS(ARG_R(&opportunity_record, deal))));
    struct journal_entry entry = {.operation = JOURNAL_CHANGE,
                                  .record = &opportunity_record,
                                  .before = &before,
                                  .now = deal,
                                  .source = JOURNAL_COEFFICIENT};
    return journal_write(cx, &entry);
}

/* The next stretch of one coefficient, and how far that is. */
static enum rc recalculate_window(struct cx *cx, const struct coefficient *coefficient, int64_t step)
{
    struct list list;
    int64_t last;
    int64_t until = coefficient->recalculated_to + WINDOW;
    TRY(db_int(cx, SQL_RECALCULATE_LAST, NO_ARGS, &last));
    TRY(db_all(cx, SQL_RECALCULATE_WINDOW,
               ARGS(ARG_I("after", coefficient->recalculated_to), ARG_I("until", until),
                    ARG_T("factor_type", coefficient->factor_type), ARG_T("factor_value", coefficient->factor_value)),
               &opportunity_record, &list));
    struct opportunity *deals = list.rows;
    for (size_t i = 0; i < list.count; i++) {
        TRY(recalculate_deal(cx, coefficient, step, &deals[i]));
    }
    return db_run(cx, SQL_RECALCULATE_MARK,
                  ARGS(ARG_T("id", coefficient->id), ARG_I("recalculated_to", until >= last ? INT_NULL : until)));
}

static enum rc next_coefficient(struct cx *cx, struct coefficient *coefficient, bool *found)
{
    enum rc rc = db_get(cx, SQL_RECALCULATE_NEXT, NO_ARGS, &coefficient_record, coefficient);
    *found = rc == RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* Windows until the time of a batch is over. *more is false when nothing is marked any more. */
static enum rc fill_batch(struct cx *cx, bool *more)
{
    struct coefficient coefficient;
    int64_t end_us = time_monotonic_us() + BATCH_US;
    int64_t step;
    TRY(db_int(cx, SQL_PROBABILITY_STEP, NO_ARGS, &step));
    do {
        TRY(next_coefficient(cx, &coefficient, more));
        if (*more) {
            TRY(recalculate_window(cx, &coefficient, step));
        }
    } while (*more && time_monotonic_us() < end_us);
    return RC_OK;
}

static enum rc run_batch(struct cx *cx, bool *more)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db, fill_batch(cx, more));
}

static void rest(long ns)
{
    const struct timespec span = {.tv_nsec = ns};
    nanosleep(&span, NULL); /* a signal may cut it short */
}

/* Batches until nothing is marked any more (*more is false) or the time is over. */
static enum rc run_until(struct cx *cx, int64_t end_us, bool *more)
{
    struct coefficient coefficient;
    TRY(next_coefficient(cx, &coefficient, more));
    struct cx own; /* with memory of its own, given back after each batch */
    cx_init(&own, arena_new(0));
    own.db = cx->db;
    enum rc rc = RC_OK;
    while (*more && rc == RC_OK && time_monotonic_us() < end_us) {
        arena_reset(own.arena);
        rc = run_batch(&own, more);
        if (*more) {
            rest(PAUSE_NS);
        }
    }
    if (rc != RC_OK) {
        fault_set(cx, rc, own.fault.code, own.fault.message);
    }
    cx_end(&own);
    arena_free(own.arena);
    return rc;
}

enum rc recalculate_all(struct cx *cx)
{
    bool more;
    return run_until(cx, INT64_MAX, &more);
}

enum rc recalculate_commit(struct cx *cx)
{
    bool more;
    TRY(db_commit(cx, cx->db));
    job_wake(cx); /* a courier goes on, should this process die */
    enum rc rc = run_until(cx, time_monotonic_us() + REQUEST_US, &more);
    if (rc != RC_OK) {
        log_line(LOG_LEVEL_WARNING, "recalculation of deals interrupted (%d): the courier, the next change or a sweep goes on",
                 (int)rc);
        fault_clear(cx);
    }
    return RC_OK;
}

enum rc recalculate_queue(struct cx *cx)
{
    return job_add_one(cx, "recalculate");
}

enum rc recalculate_leftovers(struct cx *cx, struct job *job)
{
    struct coefficient before, now;
    bool more;
    (void)job; /* what is marked says what is to be done */
    TRY(next_coefficient(cx, &before, &more));
    if (!more) {
        return RC_OK;
    }
    rest(OBSERVATION_NS);
    TRY(next_coefficient(cx, &now, &more));
    if (more && str_eq(before.id, now.id) && before.recalculated_to == now.recalculated_to) {
        TRY(run_until(cx, time_monotonic_us() + SHARE_US, &more));
    }
    return more ? RC_END : RC_OK;
}

enum rc recalculate_step(struct cx *cx, int64_t before, int64_t now)
{
    if (now == before) {
        return RC_OK;
    }
    TRY(db_run(cx, SQL_RECALCULATE_MARK_EVERY, NO_ARGS));
    TRY(recalculate_queue(cx));
    return recalculate_commit(cx);
}
