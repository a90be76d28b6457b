/* SPDX-License-Identifier: MIT
 *
 * The prefork master: sockets, shared tables, reload, stop. Its children are crew.c's business. It opens no SQLite file and
 * serves no request.
 * Signals are not handled but waited for: everything it does happens in one place, one after the other.
 *
 * A reload becomes the installed program: when that has found its configuration good (`serve --check`), this process execs
 * it with sockets and workers in its hands (handover.c), and it replaces the workers. */
#include <errno.h>
#include <fcntl.h>
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
#include "fcgi/kinds.h"
#include "fcgi/process/crew.h"
#include "fcgi/process/handover.h"
#include "fcgi/process/server.h"
#include "fcgi/process/starts.h"
#include "fcgi/process/startup.h"
#include "fcgi/process/watchdog.h"
#include "fcgi/process/worker.h"
#include "jobs/courier.h"
#include "tenant/copier.h"

enum {
    CHECK_US = 10000000,          /* longest time that the installed program may take to find its configuration good */
    STUCK_COURIER_US = 600000000, /* with one tenant */
    STUCK_COPIER_US = 120000000,  /* the same */
};

#define LOCK_NAME "lock"

/* The one state of the supervisor process. */
static struct supervisor {
    struct arena *arena;
    pid_t pid; /* its own */
    int sockets[CREW_MAX];
    const char *names[CREW_MAX]; /* of the sockets: "api-0" … "heavy", "slow" */
    const char *paths[CREW_MAX];
    size_t socket_count;
    int pid_fd; /* holds the lock on the data folder */
    sigset_t signals;
    sigset_t old_mask;
    const char *run;     /* DATA/run */
    const char *program; /* what a reload becomes */
    pid_t check_pid;     /* looks at the configuration for a reload; 0: none */
    int64_t check_until_us;
    bool check_again; /* asked for meanwhile */
} supervisor;

/* ---- start ---- */

static double rate_scale(void)
{
    return strtod(config_get("rate_limit_scale"), NULL);
}

static bool listen_at(struct arena *arena, const char *name)
{
    size_t i = supervisor.socket_count;
    supervisor.names[i] = name;
    supervisor.paths[i] = arena_printf(arena, "%s/%s.sock", supervisor.run, name);
    supervisor.sockets[i] = startup_listen(supervisor.paths[i], handover_fd(name));
    if (supervisor.sockets[i] < 0) {
        return false;
    }
    supervisor.socket_count++;
    return true;
}

/* Workers that share a socket. */
static bool make_pool(struct arena *arena, const char *name, enum role role, int64_t count)
{
    if (!listen_at(arena, name)) {
        return false;
    }
    for (int64_t i = 0; i < count; i++) {
        crew_add(name, supervisor.sockets[supervisor.socket_count - 1], role);
    }
    return true;
}

/* One socket an api worker, one for all heavy and one for all slow workers. The couriers and the copier need none. */
static bool make_crew(struct arena *arena)
{
    size_t api = (size_t)config_int("workers");
    for (size_t i = 0; i < api; i++) {
        if (!listen_at(arena, arena_printf(arena, "api-%zu", i))) {
            return false;
        }
        crew_add(supervisor.names[i], supervisor.sockets[i], ROLE_API);
    }
    if (!make_pool(arena, "heavy", ROLE_HEAVY, config_int("heavy_workers")) ||
        !make_pool(arena, "slow", ROLE_SLOW, config_int("slow_workers"))) {
        return false;
    }
    for (int64_t i = 0; i < config_int("couriers"); i++) {
        crew_add("courier", -1, ROLE_COURIER);
    }
    crew_add("copier", -1, ROLE_COPIER);
    return copier_open() || startup_failed("cannot make", "the pipe of the copier");
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

/* ---- children ---- */

_Noreturn static void become_courier(void)
{
    sigset_t mask;
    watchdog_start(true, STUCK_COURIER_US, &mask);
    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1); /* it has no loop that lets it in */
    if (sigprocmask(SIG_UNBLOCK, &mask, NULL) != 0) {
        _exit(1);
    }
    _exit(courier_run(job_kinds, watchdog_busy));
}

static bool copier_stop_asked(void)
{
    return watchdog_drain_asked() || watchdog_stop_asked();
}

_Noreturn static void become_copier(void)
{
    sigset_t mask;
    const struct copier_watch watch = {&mask, copier_stop_asked, watchdog_busy, watchdog_rest};
    watchdog_start(true, STUCK_COPIER_US, &mask);
    _exit(copier_run(&watch));
}

/* In the child: nothing of the supervisor's is kept but its own listening socket. Signals stay blocked until watchdog_start(). */
static void become_worker(const struct slot *slot)
{
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        if (supervisor.sockets[i] != slot->fd) {
            close(supervisor.sockets[i]);
        }
    }
    close(supervisor.pid_fd);
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != supervisor.pid) {
        _exit(1);
    }
    copier_join(slot->role == ROLE_COPIER);
    if (slot->role == ROLE_COURIER) {
        become_courier();
    }
    if (slot->role == ROLE_COPIER) {
        become_copier();
    }
    _exit(worker_run(slot->fd, slot->role));
}

/* ---- reload ---- */

_Noreturn static void become_check(void)
{
    static char serve[] = "serve";
    static char check[] = "--check";
    char *argv[] = {arena_strdup(supervisor.arena, supervisor.program), serve, check, NULL};
    if (sigprocmask(SIG_SETMASK, &supervisor.old_mask, NULL) == 0) {
        execv(supervisor.program, argv);
    }
    log_line(LOG_LEVEL_ERROR, "cannot run %s: %s", supervisor.program, strerror(errno));
    _exit(1);
}

/* The installed program looks at its configuration first; check_ended() goes on from there. */
static void start_check(void)
{
    if (supervisor.check_pid) {
        supervisor.check_again = true;
        return;
    }
    log_flush();
    pid_t pid = fork();
    if (pid == 0) {
        become_check();
    }
    if (pid < 0) {
        log_line(LOG_LEVEL_ERROR, "fork: %s", strerror(errno));
        return;
    }
    supervisor.check_pid = pid;
    supervisor.check_until_us = time_monotonic_us() + CHECK_US;
}

static void take_over(void)
{
    struct buf text;
    buf_init(&text, supervisor.arena, 4096);
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        handover_add_fd(&text, supervisor.names[i], supervisor.sockets[i]);
    }
    handover_add_fd(&text, LOCK_NAME, supervisor.pid_fd);
    crew_hand_over(&text);
    log_line(LOG_LEVEL_INFO, "reload: %s takes over", supervisor.program);
    handover_exec(supervisor.program, &text);
    log_line(LOG_LEVEL_ERROR, "cannot run %s: %s", supervisor.program, strerror(errno));
}

static void check_ended(int status)
{
    supervisor.check_pid = 0;
    if (supervisor.check_again) {
        supervisor.check_again = false;
        start_check();
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        take_over();
    } else {
        log_line(LOG_LEVEL_ERROR, "reload: %s or its configuration cannot be used: nothing was changed", supervisor.program);
    }
}

/* ---- the loop ---- */

static void reap(bool stopping)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid != supervisor.check_pid) {
            crew_ended(pid, status, stopping);
        } else if (stopping) {
            supervisor.check_pid = 0;
        } else {
            check_ended(status);
        }
    }
}

/* Waits for one of the supervisor's signals; 0 on a timeout. */
static int wait_signal(int64_t until_us, siginfo_t *info)
{
    int64_t left = until_us - time_monotonic_us();
    left = left > 0 ? left : 0;
    const struct timespec timeout = {.tv_sec = left / 1000000, .tv_nsec = (left % 1000000) * 1000};
    int number = sigtimedwait(&supervisor.signals, info, &timeout);
    return number > 0 ? number : 0;
}

/* What is due, and when something will be. */
static int64_t care(void)
{
    int64_t now = time_monotonic_us();
    int64_t next = crew_care(now);
    if (supervisor.check_pid && supervisor.check_until_us <= now) {
        kill(supervisor.check_pid, SIGKILL);
        supervisor.check_until_us += CHECK_US;
    }
    return supervisor.check_pid && supervisor.check_until_us < next ? supervisor.check_until_us : next;
}

static bool is_end(int number)
{
    return number == SIGTERM || number == SIGINT || number == SIGQUIT;
}

static void supervise(void)
{
    siginfo_t info;
    for (;;) {
        int number = wait_signal(care(), &info);
        if (number == SIGCHLD) {
            reap(false);
        } else if (number == SIGHUP) {
            start_check();
        } else if (number == SIGUSR1) {
            log_reopen();
            crew_signal(SIGUSR1);
            log_line(LOG_LEVEL_INFO, "opened the log again");
        } else if (is_end(number)) {
            return;
        } else if (number == WORKER_SIGNAL_RECYCLE) {
            crew_replace(info.si_pid);
        } else if (number == WORKER_SIGNAL_READY) {
            crew_ready(info.si_pid);
        }
    }
}

/* Unless a service manager keeps them for whoever comes next, the sockets go first: nginx gets a refusal at once instead of a
 * silent backlog. */
static void close_sockets(void)
{
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        if (!notify_wanted() && unlink(supervisor.paths[i]) != 0 && errno != ENOENT) {
            startup_failed("cannot remove", supervisor.paths[i]);
        }
        close(supervisor.sockets[i]);
    }
}

/* The workers finish what they have begun. A second TERM or INT, or too long a wait, ends them the hard way. */
static void stop(void)
{
    siginfo_t info;
    int64_t until = time_monotonic_us() + config_int("stop_wait_ms") * 1000;
    log_line(LOG_LEVEL_INFO, "stopping %zu workers", crew_running());
    notify_state("STOPPING=1");
    close_sockets();
    crew_signal(WORKER_SIGNAL_STOP);
    while (crew_running() > 0) {
        int number = wait_signal(until, &info);
        if (number == SIGCHLD) {
            reap(true);
        } else if (number == 0 || is_end(number)) {
            courier_excuse(supervisor.arena);
            crew_signal(SIGKILL);
            until = time_monotonic_us() + CHECK_US;
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
    sigaddset(&supervisor.signals, SIGQUIT);
    sigaddset(&supervisor.signals, WORKER_SIGNAL_RECYCLE);
    sigaddset(&supervisor.signals, WORKER_SIGNAL_READY);
    if (sigprocmask(SIG_BLOCK, &supervisor.signals, &supervisor.old_mask) != 0) {
        log_fatal("sigprocmask: %s", strerror(errno));
    }
    /* They are blocked already where the program before this one handed over. */
    for (int number = 1; number <= SIGRTMAX; number++) {
        if (sigismember(&supervisor.signals, number) == 1) {
            sigdelset(&supervisor.old_mask, number);
        }
    }
}

/* How this program was called, so that a reload finds what was installed in its place since. */
static const char *own_path(struct arena *arena)
{
    char path[4096];
    const char *called = program_invocation_name;
    if (*called == '/') {
        return arena_strdup(arena, called);
    }
    if (strchr(called, '/') && getcwd(path, sizeof path)) {
        return arena_printf(arena, "%s/%s", path, called);
    }
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);
    return len > 0 ? arena_strndup(arena, path, (size_t)len) : arena_strdup(arena, called);
}

static bool start(struct arena *arena)
{
    const char *data = config_get("data");
    supervisor.arena = arena;
    supervisor.pid = getpid();
    supervisor.program = own_path(arena);
    supervisor.run = arena_printf(arena, "%s/run", data);
    handover_take(arena);
    crew_init(become_worker);
    int lock = handover_fd(LOCK_NAME);
    if (!startup_folder(data) || !startup_folder(supervisor.run) ||
        !startup_lock(arena, supervisor.run, lock, &supervisor.pid_fd) ||
        (lock < 0 && !startup_data(arena)) || /* who takes over does not end what runs */
        !make_crew(arena) || !give_away(arena)) {
        return false;
    }
    return (rate_init(NULL, rate_scale()) && starts_init()) || startup_failed("cannot make", "the shared tables");
}

/* Everything is in place: takes up the workers of the program before this one, and tells who waits for it. */
static void announce(void)
{
    const char *name;
    pid_t pid;
    handover_close();
    while ((pid = handover_worker(&name)) > 0) {
        crew_adopt(name, pid);
    }
    sandbox_announce();
    log_line(LOG_LEVEL_INFO, "serving %s with %zu workers and couriers", config_get("data"), crew_size());
    for (size_t i = 0; i < supervisor.socket_count; i++) {
        notify_keep(supervisor.names[i], supervisor.sockets[i]);
    }
    notify_state("READY=1");
}

/* Started by another server with its listening socket on fd 0: this process is the worker. */
static int serve_alone(struct arena *arena)
{
    const char *path = arena_printf(arena, "%s/rate.shm", config_get("data"));
    if (!startup_folder(config_get("data")) || !startup_data(arena)) {
        return EXIT_FAILURE;
    }
    if (!rate_init(path, rate_scale())) {
        startup_failed("cannot map", path);
        return EXIT_FAILURE;
    }
    sandbox_announce();
    return worker_run(STDIN_FILENO, ROLE_API);
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
            announce();
            supervise();
            stop();
            code = EXIT_SUCCESS;
        }
    }
    arena_free(arena);
    return code;
}
