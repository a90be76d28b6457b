/* SPDX-License-Identifier: MIT
 *
 * As long as there is something left, and time: begin, pieces for 20 ms, how far it is, commit, a pause. */
#include "transfer/batch.h"

#include <time.h>

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "resource/journal.h"

#define BATCH_US 20000
#define SHARE_US (1 * 1000000LL) /* of the courier, for whom other tenants wait */
#define PAUSE_NS (4 * 1000000L)  /* a write that was parked is tried every 2 ms */

static enum rc end_of(struct cx *cx, const struct batches *batches)
{
    struct import *import = batches->import;
    bool undone = str_eq(batches->source, JOURNAL_UNDO);
    import->state = batches->done;
    *(undone ? &import->undone_at : &import->ended_at) = cx->now_ms;
    return undone ? RC_OK : db_run(cx, SQL_IMPORT_FILE_REMOVE, ARGS(ARG_I("import_seq", import->seq)));
}

static enum rc fill(struct cx *cx, const struct batches *batches, bool *more)
{
    int64_t end_us = time_monotonic_us() + BATCH_US;
    while (*more && time_monotonic_us() < end_us) {
        TRY(batches->piece(cx, batches->state, more));
    }
    TRY(*more ? RC_OK : end_of(cx, batches));
    return import_progress(cx, batches->import);
}

static enum rc run_batch(struct cx *cx, const struct batches *batches, bool *more)
{
    cx->now_ms = time_now_ms();
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db, fill(cx, batches, more));
}

static enum rc run_all(struct cx *cx, const struct batches *batches, bool *more)
{
    static const struct timespec pause = {.tv_nsec = PAUSE_NS};
    int64_t end_us = time_monotonic_us() + SHARE_US;
    struct scratch scratch;
    enum rc rc = RC_OK;
    cx_scratch_begin(cx, &scratch);
    while (*more && rc == RC_OK && time_monotonic_us() < end_us) {
        rc = run_batch(cx, batches, more);
        cx_scratch_reset(cx, &scratch);
        nanosleep(&pause, NULL); /* a signal may cut it short */
    }
    cx_scratch_end(cx, &scratch);
    return rc;
}

enum rc batches_run(struct cx *cx, const struct batches *batches)
{
    struct user user;
    bool more = true;
    TRY(user_by_id(cx, batches->import->acting_id, &user));
    cx->user = &user;
    cx->source = batches->source;
    enum rc rc = run_all(cx, batches, &more);
    cx->user = NULL;
    cx->source = NULL;
    TRY(rc);
    return more ? RC_END : RC_OK;
}
