/* SPDX-License-Identifier: MIT
 *
 * fcgi/process/watchdog.c: a process that is busy for too long ends itself; one that rests does not. */
#include <check.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/time.h"
#include "fcgi/process/watchdog.h"
#include "fcgi/process/worker.h"

Suite *suite_watchdog(void);

/* A child with a limit of a tenth of a second, which works or rests for ever. */
static pid_t spawn(bool busy)
{
    pid_t pid = fork();
    if (pid == 0) {
        sigset_t mask;
        log_to(-1);
        watchdog_start(true, 100000, &mask);
        if (busy) {
            watchdog_busy(time_monotonic_us());
        }
        for (;;) {
            pause();
        }
    }
    ck_assert_int_gt(pid, 0);
    return pid;
}

START_TEST(stuck_ones_end_themselves)
{
    int status = 0;
    pid_t resting = spawn(false);
    pid_t busy = spawn(true);
    ck_assert_int_eq(waitpid(busy, &status, 0), busy);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == WORKER_EXIT_STUCK);
    ck_assert_int_eq(waitpid(resting, &status, WNOHANG), 0);
    ck_assert_int_eq(kill(resting, SIGKILL), 0);
}
END_TEST

START_TEST(signals_that_ask)
{
    sigset_t mask;
    sigset_t pending;
    watchdog_start(true, 100000000, &mask);
    ck_assert(!watchdog_drain_asked() && !watchdog_stop_asked());
    ck_assert(raise(SIGTERM) == 0 && raise(WORKER_SIGNAL_STOP) == 0);
    ck_assert(!watchdog_drain_asked()); /* not in the middle of something */
    ck_assert_int_eq(sigpending(&pending), 0);
    ck_assert_int_eq(sigismember(&pending, SIGTERM), 1);
    ck_assert_int_eq(sigsuspend(&mask), -1);
    ck_assert(watchdog_drain_asked() && watchdog_stop_asked());
}
END_TEST

Suite *suite_watchdog(void)
{
    Suite *suite = suite_create("watchdog");
    TCase *tcase = tcase_create("watchdog");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, stuck_ones_end_themselves);
    tcase_add_test(tcase, signals_that_ask);
    suite_add_tcase(suite, tcase);
    return suite;
}
