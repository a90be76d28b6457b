/* SPDX-License-Identifier: MIT
 *
 * Transactions: the lock file around BEGIN IMMEDIATE … COMMIT, one way back to a clean handle, and the checkpoint, which
 * runs under the same lock so that a log is never restarted under a writer. */
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/time.h"
#include "store/internal.h"

int store_control(struct db *db, enum control control)
{
    static const char *const texts[CONTROL_COUNT] = {
        [CONTROL_BEGIN] = "BEGIN",
        [CONTROL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
        [CONTROL_COMMIT] = "COMMIT",
        [CONTROL_ROLLBACK] = "ROLLBACK",
    };
    sqlite3_stmt **stmt = &db->control[control];
    if (!*stmt) {
        int code = sqlite3_prepare_v3(db->handle, texts[control], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    /* A COMMIT that the deadline interrupts may have happened all the same. */
    int64_t deadline_us = db->deadline_us;
    db->deadline_us = 0;
    int code = sqlite3_step(*stmt);
    int again = sqlite3_reset(*stmt); /* repeats what the step returned */
    db->deadline_us = deadline_us;
    return code == SQLITE_DONE ? again : code;
}

enum rc db_begin(struct cx *cx, struct db *db, enum db_tx tx)
{
    if (db->tx != TX_NONE || db->locked) {
        log_line(LOG_LEVEL_ERROR, "%s: a transaction inside of a transaction", db->path);
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    if (tx == TX_NONE) {
        return RC_OK;
    }
    if (tx == TX_WRITE && cx->foreign) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "Cross-site requests are refused");
    }
    if (tx == TX_WRITE) {
        TRY(lock_take(cx, db, db->fast_pool ? LOCK_SHORT : LOCK_LONG));
    }
    int code = faultpoint_hit(FAULTPOINT_STORE) ? SQLITE_IOERR
                                                : store_control(db, tx == TX_WRITE ? CONTROL_BEGIN_WRITE : CONTROL_BEGIN);
    if (code != SQLITE_OK) {
        enum rc rc = store_fault(cx, db, code, "begin");
        lock_release(db);
        return rc;
    }
    db->tx = tx;
    return RC_OK;
}

/* Called while readers hold up a checkpoint; 0 gives up. */
static int wait_for_readers(void *until_us, int count)
{
    static const struct timespec pause = {.tv_nsec = 1000000};
    (void)count;
    if (time_monotonic_us() >= *(const int64_t *)until_us) {
        return 0;
    }
    nanosleep(&pause, NULL);
    return 1;
}

/* Waits until nobody reads from the log any more, so that the next writer begins it anew. The lock keeps writers out: readers
 * who come meanwhile see the end of the log at first, and once all of it is copied they read the file alone; so the wait ends
 * when those who are there now have gone. It is longer each time that it was in vain. */
static int restart_log(struct db *db)
{
    int64_t until_us = time_monotonic_us() + db->log_patience_ms * INT64_C(1000);
    int code = sqlite3_busy_handler(db->handle, wait_for_readers, &until_us);
    if (code == SQLITE_OK) {
        code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    }
    int restored = sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    if (code == SQLITE_BUSY && db->log_patience_ms < LOG_PATIENCE_MAX_MS) {
        db->log_patience_ms *= 2;
    }
    return code == SQLITE_OK ? restored : code;
}

/* A busy log is copied another time. */
static void log_copied(struct db *db, int code)
{
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
        log_line(LOG_LEVEL_ERROR, "%s: checkpoint: %s", db->path, sqlite3_errmsg(db->handle));
    }
}

/* Under load there is no idle moment: the log must not grow without end. Whoever is asked to copy it is asked again when there
 * is as much more; where nobody is, or it takes too long, it is copied here. While a reader keeps it from being restarted, the
 * next attempt waits until there is more to copy; of a long one, until it is longer by a quarter. */
static void limit_log(struct db *db)
{
    if (db->log_pages < db->log_limit) {
        return;
    }
    if (db->copy_log && db->log_pages < LOG_OVERDUE_PAGES && db->copy_log(db->path)) {
        db->log_limit = db->log_pages + LOG_LIMIT_PAGES;
        return;
    }
    bool high = db->log_pages >= LOG_HIGH_PAGES;
    db->log_limit = db->log_pages + (high ? db->log_pages : LOG_LIMIT_PAGES) / 4;
    log_copied(db, high ? restart_log(db) : sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL));
}

/* Copies beside those who write: SQLite has a lock of its own for that. How long the log is. */
static int copy_beside_writers(struct db *db, int *pages)
{
    return sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, pages, NULL);
}

enum rc db_copy_log(struct cx *cx, struct db *db)
{
    int pages = 0;
    if (!store_current(db)) {
        return RC_OK; /* its log may be that of the file that took its place */
    }
    int code = copy_beside_writers(db, &pages);
    if (code == SQLITE_OK && pages >= LOG_HIGH_PAGES) {
        code = copy_beside_writers(db, &pages); /* what came meanwhile, so that little is left to do under the lock */
    }
    if (code == SQLITE_OK && pages >= LOG_HIGH_PAGES) {
        TRY(lock_take(cx, db, LOCK_LONG));
        code = restart_log(db);
        lock_release(db);
    }
    log_copied(db, code);
    return RC_OK;
}

static bool roll_back(struct db *db)
{
    db_abandon_rows(db);
    /* Some errors have rolled back already. */
    if (sqlite3_get_autocommit(db->handle)) {
        return true;
    }
    int code = store_control(db, CONTROL_ROLLBACK);
    if (code != SQLITE_OK) {
        log_line(LOG_LEVEL_ERROR, "%s: rollback: %s", db->path, sqlite3_errmsg(db->handle));
    }
    return code == SQLITE_OK;
}

/* A commit whose fsync failed lies in the log, whole: after a crash it would count. The smallest of all commits takes its
 * place there, and what follows it is not valid then. */
static bool overwrite_failed_commit(struct db *db)
{
    char text[64];
    int64_t version = 0;
    if (!roll_back(db) || store_number(db->handle, "PRAGMA user_version", &version) != SQLITE_OK) {
        return false;
    }
    sqlite3_snprintf(sizeof text, text, "PRAGMA user_version = %lld", (long long)version);
    bool done = store_control(db, CONTROL_BEGIN_WRITE) == SQLITE_OK && store_exec(db->handle, text) == SQLITE_OK &&
                store_control(db, CONTROL_COMMIT) == SQLITE_OK;
    return roll_back(db) && done;
}

/* Still under the lock. What found no room was not written to its end. */
static enum rc commit_failed(struct cx *cx, struct db *db, int code)
{
    enum rc rc = store_fault(cx, db, code, "commit");
    bool whole = (code & 0xff) == SQLITE_IOERR && !(code == SQLITE_IOERR_WRITE && rc == RC_NO_SPACE);
    if (db->tx == TX_WRITE && whole && !overwrite_failed_commit(db)) {
        log_line(LOG_LEVEL_ERROR, "%s: a commit failed and may count all the same after a crash", db->path);
        fault_set(cx, rc, NULL, "The disk failed: this may have been saved or not. Look before you send it again");
    }
    db_rollback(db);
    return rc;
}

enum rc db_commit(struct cx *cx, struct db *db)
{
    if (db->tx == TX_NONE) {
        return RC_OK;
    }
    db_abandon_rows(db);
    bool fails = faultpoint_hit(FAULTPOINT_STORE) || (db->tx == TX_WRITE && faultpoint_hit(FAULTPOINT_IO));
    int code = fails ? SQLITE_IOERR : store_control(db, CONTROL_COMMIT);
    if (code != SQLITE_OK) {
        return commit_failed(cx, db, code);
    }
    if (db->tx == TX_WRITE) {
        cx->committed = true;
        limit_log(db);
    }
    db->tx = TX_NONE;
    lock_release(db);
    return RC_OK;
}

void db_rollback(struct db *db)
{
    if (!db->handle) {
        return;
    }
    roll_back(db);
    db->tx = TX_NONE;
    lock_release(db);
}

enum rc db_end(struct cx *cx, struct db *db, enum rc done)
{
    enum rc rc = done == RC_OK ? db_commit(cx, db) : done;
    if (rc != RC_OK) {
        db_rollback(db);
    }
    return rc;
}

enum rc db_read_done(struct cx *cx, struct db *db)
{
    return db->tx == TX_READ ? db_commit(cx, db) : RC_OK;
}

bool db_in_transaction(const struct db *db)
{
    return db->tx != TX_NONE;
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_total_changes64(db->handle);
}

void db_budget(struct db *db, int64_t budget_us)
{
    db->budget_us = budget_us;
    db->budget_from_us = 0;
}

void db_deadline(struct db *db, int64_t deadline_us)
{
    db->deadline_us = deadline_us;
}

/* True when the log file is longer than `pages`: also other processes write to it. */
static bool log_longer(const struct db *db, int pages)
{
    char path[4096];
    struct stat status;
    int len = snprintf(path, sizeof path, "%s-wal", db->path);
    return len > 0 && (size_t)len < sizeof path && stat(path, &status) == 0 && status.st_size > (off_t)pages * 4096;
}

/* Copies what readers allow; when that was all, the log file is cut, which is how every process sees that it is short. */
static int checkpoint(struct db *db)
{
    int pages = 0;
    int copied = 0;
    int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
    if (code != SQLITE_OK || copied < pages) {
        return code;
    }
    /* A reader would make it wait; it can be cut another time. */
    code = sqlite3_busy_timeout(db->handle, 0);
    if (code != SQLITE_OK) {
        return code;
    }
    code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    int restored = sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    return code == SQLITE_OK ? restored : code;
}

void db_checkpoint(struct db *db, int pages)
{
    if (db->tx != TX_NONE || db->live || !log_longer(db, pages)) {
        return;
    }
    struct arena *arena = arena_new(0);
    struct cx cx;
    cx_init(&cx, arena);
    if (lock_take(&cx, db, LOCK_TRY) == RC_OK) {
        log_copied(db, checkpoint(db));
        lock_release(db);
    }
    cx_end(&cx);
    arena_free(arena);
}
