/* SPDX-License-Identifier: MIT
 *
 * The stuck timer ticks every few seconds instead of being set for each request: it costs nothing, and its limits are far
 * beyond any honest request. It has a timer and a signal of its own, because lib/store waits with ITIMER_REAL. */
#include "fcgi/process/watchdog.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "fcgi/process/worker.h"

enum { TICK_S = 5 };

static struct {
    volatile sig_atomic_t drain_asked;
    volatile sig_atomic_t stop_asked;
    _Atomic int64_t busy_since_us; /* 0: at rest */
    int64_t limit_us;
} watchdog;

static void on_drain(int number)
{
    (void)number;
    watchdog.drain_asked = 1;
}

static void on_stop(int number)
{
    (void)number;
    watchdog.stop_asked = 1;
}

/* Only what a signal handler may call: the supervisor's log line will name the exit code. */
static void on_tick(int number)
{
    static const char line[] = "{\"level\":\"error\",\"message\":\"a request is stuck: this worker ends itself\"}\n";
    struct timespec now;
    (void)number;
    int saved = errno;
    int64_t since = atomic_load(&watchdog.busy_since_us);
    if (since != 0 && clock_gettime(CLOCK_MONOTONIC, &now) == 0 &&
        now.tv_sec * 1000000LL + now.tv_nsec / 1000 - since > watchdog.limit_us) {
        ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);
        (void)ignored;
        _exit(WORKER_EXIT_STUCK);
    }
    errno = saved;
}

static void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    if (sigaction(number, &action, NULL) != 0) {
        log_fatal("sigaction %d: %s", number, strerror(errno));
    }
}

void watchdog_start(bool supervised, int64_t limit_us, sigset_t *wait_mask)
{
    timer_t timer;
    sigset_t blocked;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = WORKER_SIGNAL_TICK};
    const struct itimerspec period = {.it_interval = {TICK_S, 0}, .it_value = {TICK_S, 0}};
    watchdog.limit_us = limit_us;
    handle(SIGTERM, on_drain, 0);
    handle(WORKER_SIGNAL_STOP, on_stop, 0);
    handle(SIGINT, supervised ? SIG_IGN : on_drain, 0);
    handle(SIGHUP, SIG_IGN, 0);
    log_reopen_on(SIGUSR1);
    handle(SIGPIPE, SIG_IGN, 0);
    handle(SIGXFSZ, SIG_IGN, 0); /* write() says EFBIG, which is answered like a full disk */
    handle(WORKER_SIGNAL_TICK, on_tick, SA_RESTART);
    sigemptyset(wait_mask);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGUSR1);
    sigaddset(&blocked, WORKER_SIGNAL_STOP);
    if (sigprocmask(SIG_SETMASK, &blocked, NULL) != 0 || timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 ||
        timer_settime(timer, 0, &period, NULL) != 0) {
        log_fatal("cannot set up signals: %s", strerror(errno));
    }
}

void watchdog_busy(int64_t now_us)
{
    atomic_store(&watchdog.busy_since_us, now_us);
}

void watchdog_rest(void)
{
    atomic_store(&watchdog.busy_since_us, 0);
}

bool watchdog_drain_asked(void)
{
    return watchdog.drain_asked != 0;
}

bool watchdog_stop_asked(void)
{
    return watchdog.stop_asked != 0;
}
