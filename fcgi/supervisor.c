/* SPDX-License-Identifier: MIT
 *
 * The prefork master: sockets, rate table, fork, respawn, reload, drain, of workers and of one courier. It opens no SQLite
 * file and serves no request.
 * Signals are not handled but waited for: everything it does happens in one place, one after the other. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "auth/rate.h"
#include "base/config.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "base/time.h"
#include "fcgi/server.h"
#include "fcgi/starts.h"
#include "fcgi/startup.h"
#include "fcgi/worker.h"
#include "messaging/outbox.h"
#include "pipeline/recalculate.h"

enum {
    SLOTS_MAX = 256,    /* more than workers, heavy_workers and the courier can be */
    RETIRED_MAX = 1024, /* old workers that still drain */
    BACKOFF_MIN_US = 100000,
    BACKOFF_MAX_US = 5000000,
    HEALTHY_US = 10000000, /* a worker that lived this long did not fail to start */
    STOP_US = 35000000,    /* a worker stops by itself after 30 s */
};

/* One place for a worker. */
struct slot {
    int fd; /* listening socket; heavy slots share one */
    bool heavy;
    bool courier; /* the process that delivers messages: no worker, no socket */
    pid_t pid;    /* 0: none running */
    int64_t started_us;
    int64_t respawn_at_us; /* while pid is 0 */
    int64_t backoff_us;    /* before the next respawn after an early death */
};

/* The one state of the supervisor process. */
static struct supervisor {
    struct slot slots[SLOTS_MAX];
    size_t slot_count;
    int sockets[SLOTS_MAX];
    const char *paths[SLOTS_MAX]; /* of the sockets */
    size_t socket_count;
    pid_t retired[RETIRED_MAX];
    size_t retired_count;
    int pid_fd; /* holds the lock on the data folder */
    sigset_t signals;
    sigset_t old_mask;
    const char *run; /* DATA/run */
} supervisor;

/* ---- start ---- */

static double rate_scale(void)
{
    return strtod(config_get("rate_limit_scale"), NULL);
}

/* One socket an api worker, one for all heavy workers; the latter comes last in `paths`. The courier needs none. */
static bool make_slots(struct arena *arena)
{
    size_t api = (size_t)config_int("workers");
    size_t heavy = (size_t)config_int("heavy_workers");
    supervisor.socket_count = api + 1;
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        supervisor.paths[i] = i < api ? arena_printf(arena, "%s/api-%zu.sock", supervisor.run, i)
                                      : arena_printf(arena, "%s/heavy.sock", supervisor.run);
        supervisor.sockets[i] = startup_listen(supervisor.paths[i]);
        if (supervisor.sockets[i] < 0) {
            return false;
        }
    }
    supervisor.slot_count = api + heavy;
    for (size_t i = 0; i < supervisor.slot_count; i++) {
        int fd = supervisor.sockets[i < api ? i : api];
        supervisor.slots[i] = (struct slot){.fd = fd, .heavy = i >= api, .backoff_us = BACKOFF_MIN_US};
    }
    supervisor.slots[supervisor.slot_count++] = (struct slot){.fd = -1, .courier = true, .backoff_us = BACKOFF_MIN_US};
    return true;
}

static bool give_away(struct arena *arena)
{
    const char **paths = arena_array(arena, supervisor.socket_count + 3, sizeof *paths);
    size_t count = 0;
    paths[count++] = config_get("data");
    paths[count++] = supervisor.run;
    paths[count++] = arena_printf(arena, "%s/visioncrm.pid", supervisor.run);
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        paths[count++] = supervisor.paths[i];
    }
    return startup_become_user(paths, count);
}

/* ---- workers ---- */

/* In the child: nothing of the supervisor's is kept but its own listening socket. */
_Noreturn static void become_worker(const struct slot *slot, pid_t parent)
{
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        if (supervisor.sockets[i] != slot->fd) {
            close(supervisor.sockets[i]);
        }
    }
    close(supervisor.pid_fd);
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent) {
        _exit(1);
    }
    if (sigprocmask(SIG_SETMASK, &supervisor.old_mask, NULL) != 0) {
        _exit(1);
    }
    _exit(slot->courier ? courier_run(recalculate_leftovers) : worker_run(slot->fd, slot->heavy));
}

static void spawn(struct slot *slot)
{
    pid_t parent = getpid();
    log_flush();
    pid_t pid = fork();
    if (pid == 0) {
        become_worker(slot, parent);
    }
    slot->started_us = time_monotonic_us();
    slot->pid = pid > 0 ? pid : 0;
    if (pid < 0) {
        slot->respawn_at_us = slot->started_us + BACKOFF_MAX_US;
        log_line(LOG_LEVEL_ERROR, "fork: %s", strerror(errno));
        return;
    }
    log_line(LOG_LEVEL_INFO, "worker %ld started (%s)", (long)pid, slot->courier ? "courier" : slot->heavy ? "heavy" : "api");
}

static void signal_child(pid_t pid, int number)
{
    if (pid > 0 && kill(pid, number) != 0 && errno != ESRCH) {
        log_line(LOG_LEVEL_ERROR, "cannot signal %ld: %s", (long)pid, strerror(errno));
    }
}

static void signal_all(int number)
{
    for (size_t i = 0; i < supervisor.slot_count; i++) {
        signal_child(supervisor.slots[i].pid, number);
    }
    for (size_t i = 0; i < supervisor.retired_count; i++) {
        signal_child(supervisor.retired[i], number);
    }
}

/* A successor on the same socket first, then TERM: somebody accepts at every moment. */
static void replace(struct slot *slot)
{
    pid_t old = slot->pid;
    if (supervisor.retired_count == RETIRED_MAX) {
        log_line(LOG_LEVEL_WARNING, "worker %ld is not replaced: too many old ones still drain", (long)old);
        return;
    }
    spawn(slot);
    if (slot->pid == 0) {
        slot->pid = old;
        return;
    }
    if (old > 0) {
        supervisor.retired[supervisor.retired_count++] = old;
        signal_child(old, SIGTERM);
    }
}

static void reload(void)
{
    log_line(LOG_LEVEL_INFO, "reload: replacing %zu workers", supervisor.slot_count);
    for (size_t i = 0; i < supervisor.slot_count; i++) {
        replace(&supervisor.slots[i]);
    }
}

static struct slot *slot_of(pid_t pid)
{
    for (size_t i = 0; i < supervisor.slot_count; i++) {
        if (supervisor.slots[i].pid == pid) {
            return &supervisor.slots[i];
        }
    }
    return NULL;
}

static void log_death(pid_t pid, int status)
{
    if (WIFSIGNALED(status)) {
        log_line(LOG_LEVEL_ERROR, "worker %ld was killed by signal %d", (long)pid, WTERMSIG(status));
    } else {
        log_line(WEXITSTATUS(status) ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO, "worker %ld ended with code %d", (long)pid,
                 WEXITSTATUS(status));
    }
}

/* A worker that had lived is replaced at once; an early death doubles the wait. */
static void schedule_respawn(struct slot *slot)
{
    int64_t now = time_monotonic_us();
    slot->pid = 0;
    if (now - slot->started_us >= HEALTHY_US) {
        slot->backoff_us = BACKOFF_MIN_US;
        slot->respawn_at_us = now;
        return;
    }
    slot->respawn_at_us = now + slot->backoff_us;
    slot->backoff_us = slot->backoff_us * 2 < BACKOFF_MAX_US ? slot->backoff_us * 2 : BACKOFF_MAX_US;
}

static void reap(bool stopping)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        log_death(pid, status);
        struct slot *slot = slot_of(pid);
        if (slot && stopping) {
            slot->pid = 0;
        } else if (slot) {
            schedule_respawn(slot);
        }
        for (size_t i = 0; i < supervisor.retired_count; i++) {
            if (supervisor.retired[i] == pid) {
                supervisor.retired[i] = supervisor.retired[--supervisor.retired_count];
                break;
            }
        }
    }
}

/* ---- the loop ---- */

/* Waits for one of the supervisor's signals; 0 on a timeout. */
static int wait_signal(int64_t until_us, siginfo_t *info)
{
    int64_t left = until_us - time_monotonic_us();
    left = left > 0 ? left : 0;
    const struct timespec timeout = {.tv_sec = left / 1000000, .tv_nsec = (left % 1000000) * 1000};
    int number = sigtimedwait(&supervisor.signals, info, &timeout);
    return number > 0 ? number : 0;
}

/* Starts what is due; returns when the next start is. */
static int64_t respawn(void)
{
    int64_t now = time_monotonic_us();
    int64_t next = now + 3600LL * 1000000;
    for (size_t i = 0; i < supervisor.slot_count; i++) {
        struct slot *slot = &supervisor.slots[i];
        if (slot->pid == 0 && slot->respawn_at_us <= now) {
            spawn(slot);
        }
        if (slot->pid == 0 && slot->respawn_at_us < next) {
            next = slot->respawn_at_us;
        }
    }
    return next;
}

static void supervise(void)
{
    siginfo_t info;
    for (;;) {
        int number = wait_signal(respawn(), &info);
        if (number == SIGCHLD) {
            reap(false);
        } else if (number == SIGHUP) {
            reload();
        } else if (number == SIGUSR1) {
            log_reopen();
            signal_all(SIGUSR1);
            log_line(LOG_LEVEL_INFO, "opened the log again");
        } else if (number == SIGTERM || number == SIGINT) {
            return;
        } else if (number == WORKER_SIGNAL_RECYCLE && slot_of(info.si_pid)) {
            log_line(LOG_LEVEL_INFO, "worker %ld has served its share", (long)info.si_pid);
            replace(slot_of(info.si_pid));
        }
    }
}

static size_t running(void)
{
    size_t count = supervisor.retired_count;
    for (size_t i = 0; i < supervisor.slot_count; i++) {
        count += supervisor.slots[i].pid > 0;
    }
    return count;
}

/* The sockets go first: nginx gets a refusal at once instead of a silent backlog. A second TERM or INT, or too long a
 * wait, ends the workers the hard way. */
static void stop(void)
{
    siginfo_t info;
    int64_t until = time_monotonic_us() + STOP_US;
    log_line(LOG_LEVEL_INFO, "stopping %zu workers", running());
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        if (unlink(supervisor.paths[i]) != 0 && errno != ENOENT) {
            startup_failed("cannot remove", supervisor.paths[i]);
        }
        close(supervisor.sockets[i]);
    }
    signal_all(SIGTERM);
    while (running() > 0) {
        int number = wait_signal(until, &info);
        if (number == SIGCHLD) {
            reap(true);
        } else if (number == 0 || number == SIGTERM || number == SIGINT) {
            signal_all(SIGKILL);
            until = time_monotonic_us() + STOP_US;
        }
    }
    log_line(LOG_LEVEL_INFO, "stopped");
}

static void block_signals(void)
{
    sigemptyset(&supervisor.signals);
    sigaddset(&supervisor.signals, SIGCHLD);
    sigaddset(&supervisor.signals, SIGHUP);
    sigaddset(&supervisor.signals, SIGUSR1);
    sigaddset(&supervisor.signals, SIGTERM);
    sigaddset(&supervisor.signals, SIGINT);
    sigaddset(&supervisor.signals, WORKER_SIGNAL_RECYCLE);
    if (sigprocmask(SIG_BLOCK, &supervisor.signals, &supervisor.old_mask) != 0) {
        log_fatal("sigprocmask: %s", strerror(errno));
    }
}

static bool start(struct arena *arena)
{
    const char *data = config_get("data");
    supervisor.run = arena_printf(arena, "%s/run", data);
    if (!startup_folder(data) || !startup_folder(supervisor.run) || !startup_lock(arena, supervisor.run, &supervisor.pid_fd) ||
        !make_slots(arena) || !give_away(arena)) {
        return false;
    }
    return (rate_init(NULL, rate_scale()) && starts_init()) || startup_failed("cannot make", "the shared tables");
}

/* Started by another server with its listening socket on fd 0: this process is the worker. */
static int serve_alone(struct arena *arena)
{
    const char *path = arena_printf(arena, "%s/rate.shm", config_get("data"));
    if (!startup_folder(config_get("data"))) {
        return EXIT_FAILURE;
    }
    if (!rate_init(path, rate_scale())) {
        startup_failed("cannot map", path);
        return EXIT_FAILURE;
    }
    sandbox_announce();
    return worker_run(STDIN_FILENO, false);
}

int supervisor_run(void)
{
    int listening = 0;
    socklen_t len = sizeof listening;
    struct arena *arena = arena_new(0);
    int code = EXIT_FAILURE;
    if (startup_descriptors()) {
        if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) == 0 && listening) {
            code = serve_alone(arena);
        } else if (start(arena)) {
            block_signals();
            sandbox_announce();
            log_line(LOG_LEVEL_INFO, "serving %s with %zu workers and a courier", config_get("data"),
                     supervisor.slot_count - 1);
            supervise();
            stop();
            code = EXIT_SUCCESS;
        }
    }
    arena_free(arena);
    return code;
}
