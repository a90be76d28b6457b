/* SPDX-License-Identifier: MIT
 *
 * The write lock of a file: two bytes of `<path>.lock` under open-file-description locks. Whoever wants to write takes the
 * door, waits for the room, and opens the door again once inside. One waiter stands at the room, all others queue at the
 * door, so that the one who leaves cannot barge back in (measured: 9 ms at worst, against 200 for flock).
 * The kernel frees a lock whose holder dies. A wait is bounded by an interval timer whose handler interrupts fcntl(2). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/time.h"
#include "store/internal.h"

#define DOOR 0
#define ROOM 1
#define SHORT_WAIT_US 3000
#define SHORT_TICK_US 1000
#define LONG_TICK_US 50000

/* The timer of a wait, and what it displaced. */
struct alarm {
    int64_t deadline_us;
    struct itimerval old_timer;
    struct sigaction old_action;
    sigset_t old_mask;
};

static void on_alarm(int signal_number)
{
    (void)signal_number; /* being interrupted is all that is wanted */
}

/* 0, or errno. */
static int byte_lock(const struct db *db, off_t byte, short type, bool wait)
{
    struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    return fcntl(db->lock_fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &range) == 0 ? 0 : errno;
}

static void byte_unlock(const struct db *db, off_t byte)
{
    int error = byte_lock(db, byte, F_UNLCK, false);
    if (error != 0) {
        log_fatal("%s: cannot be unlocked: errno %d", db->lock_path, error);
    }
}

/* Sleeps until the byte is ours or the time is over. 0, EAGAIN, or another errno. */
static int byte_wait(const struct db *db, off_t byte, const struct alarm *alarm)
{
    for (;;) {
        int error = byte_lock(db, byte, F_WRLCK, true);
        if (error != EINTR) {
            return error;
        }
        if (time_monotonic_us() >= alarm->deadline_us) {
            return EAGAIN;
        }
    }
}

static int alarm_set(struct alarm *alarm, int64_t wait_us, suseconds_t tick_us)
{
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval timer = {.it_interval = {0, tick_us}, .it_value = {0, tick_us}};
    sigset_t mask;
    alarm->deadline_us = time_monotonic_us() + wait_us;
    if (sigemptyset(&mask) != 0 || sigaddset(&mask, SIGALRM) != 0 || sigaction(SIGALRM, &action, &alarm->old_action) != 0 ||
        sigprocmask(SIG_UNBLOCK, &mask, &alarm->old_mask) != 0 || setitimer(ITIMER_REAL, &timer, &alarm->old_timer) != 0) {
        return errno;
    }
    return 0;
}

static void alarm_clear(const struct alarm *alarm)
{
    static const struct itimerval off;
    if (setitimer(ITIMER_REAL, &off, NULL) != 0 || sigprocmask(SIG_SETMASK, &alarm->old_mask, NULL) != 0 ||
        sigaction(SIGALRM, &alarm->old_action, NULL) != 0 || setitimer(ITIMER_REAL, &alarm->old_timer, NULL) != 0) {
        log_fatal("the timer of a lock cannot be put back: errno %d", errno);
    }
}

static int take_waiting(const struct db *db, enum lock_wait wait)
{
    bool brief = wait == LOCK_SHORT;
    struct alarm alarm;
    int64_t wait_us = brief ? SHORT_WAIT_US : config_int("write_wait_ms") * 1000;
    int error = alarm_set(&alarm, wait_us, brief ? SHORT_TICK_US : LONG_TICK_US);
    if (error != 0) {
        return error;
    }
    error = byte_wait(db, DOOR, &alarm);
    if (error == 0) {
        error = byte_wait(db, ROOM, &alarm);
        byte_unlock(db, DOOR);
    }
    alarm_clear(&alarm);
    return error;
}

static int take_at_once(const struct db *db)
{
    int error = byte_lock(db, DOOR, F_WRLCK, false);
    if (error == 0) {
        error = byte_lock(db, ROOM, F_WRLCK, false);
        byte_unlock(db, DOOR);
    }
    return error == EACCES ? EAGAIN : error;
}

static enum rc lock_open(struct cx *cx, struct db *db)
{
    if (db->lock_fd < 0) {
        db->lock_fd = open(db->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    }
    if (db->lock_fd < 0) {
        enum rc rc = store_fault_errno(cx, errno, db->lock_path, "open");
        return rc == RC_NOT_FOUND ? fault_set(cx, RC_UNAVAILABLE, NULL, "The data is being replaced, try again") : rc;
    }
    return RC_OK;
}

enum rc lock_take(struct cx *cx, struct db *db, enum lock_wait wait)
{
    TRY(lock_open(cx, db));
    int error = take_at_once(db);
    if (error == EAGAIN && wait != LOCK_TRY) {
        error = take_waiting(db, wait);
    }
    if (error == EAGAIN && wait == LOCK_LONG) {
        fault_set(cx, RC_UNAVAILABLE, NULL, "Too many changes at the same time, try again");
        cx->fault.retry_after_s = RETRY_AFTER_S;
        return RC_UNAVAILABLE;
    }
    if (error == EAGAIN) {
        return RC_BUSY;
    }
    if (error != 0) {
        return store_fault_errno(cx, error, db->lock_path, "lock");
    }
    db->locked = true;
    return RC_OK;
}

void lock_release(struct db *db)
{
    if (db->locked) {
        byte_unlock(db, ROOM);
        db->locked = false;
    }
}
