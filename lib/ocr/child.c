/* SPDX-License-Identifier: MIT
 *
 * The child that looks at strangers' pictures. It is a copy of its worker: it lets go of all descriptors and of all memory that is
 * shared with others before it looks at a byte. */
#include "ocr/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "base/time.h"

enum {
    CPU_S = 15,        /* of a child; the worst honest picture takes 6 */
    DRAW_S = 4,        /* of CPU until the picture is there; the worst honest one takes 1 or 2 */
    EXIT_COSTLY = 9,   /* of a child: that time is over */
    WALL_S = 60,       /* the machine may have others to serve */
    MEMORY_MB = 420,   /* address space beyond what a worker has; the worst honest picture fills 200 */
    FILES_MAX = 32,    /* descriptors */
    MAPPINGS_ROOM = 64 /* shared ones of a worker, beside those of the tenants that it keeps open */
};

/* What its worker has mapped, and the child with it. */
struct memory {
    rlim_t size; /* bytes */
    size_t count;
    size_t room;
    struct mapping {
        void *start;
        size_t len;
    } * shared; /* files and tables that other processes map as well */
};

/* ---- the child ---- */

static volatile sig_atomic_t drawn; /* the picture is there, and is being read */

void child_has_drawn(void)
{
    drawn = 1;
}

static void limit(int what, rlim_t value)
{
    const struct rlimit limits = {value, value};
    if (setrlimit((__rlimit_resource_t)what, &limits) != 0) {
        _exit(1);
    }
}

/* Sanitizers map terabytes of shadow. */
static void limit_memory(const struct memory *memory)
{
#ifndef __SANITIZE_ADDRESS__
    limit(RLIMIT_AS, memory->size + ((rlim_t)MEMORY_MB << 20));
#else
    (void)memory;
#endif
}

static void unshare_memory(const struct memory *memory)
{
    for (size_t i = 0; i < memory->count; i++) {
        munmap(memory->shared[i].start, memory->shared[i].len);
    }
}

/* Nothing else tells the drawing of a page without an end from the reading of a difficult one. */
static void on_timer(int number)
{
    (void)number;
    if (!drawn) {
        _exit(EXIT_COSTLY);
    }
}

static void limit_drawing(void)
{
    const struct sigaction action = {.sa_handler = on_timer, .sa_flags = SA_RESTART};
    const struct itimerval timer = {.it_value.tv_sec = DRAW_S};
    if (sigaction(SIGPROF, &action, NULL) != 0 || setitimer(ITIMER_PROF, &timer, NULL) != 0) {
        _exit(1);
    }
}

static void default_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Keeps `out`, and nothing else that it has inherited. */
static void let_go(int out, int null)
{
    log_flush();
    for (int fd = 0; fd <= STDERR_FILENO; fd++) {
        if (dup2(null, fd) < 0) {
            _exit(1);
        }
    }
    if (dup2(out, STDERR_FILENO + 1) < 0 || close_range(STDERR_FILENO + 2, ~0U, 0) != 0) {
        _exit(1);
    }
}

static void confine(int out, const struct memory *memory)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    default_signals();
    limit_drawing();
    limit(RLIMIT_CPU, CPU_S);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, FILES_MAX + (rlim_t)(out > null ? out : null));
    limit_memory(memory);
    sandbox_enter(SANDBOX_PICTURE);
    let_go(out, null);
    unshare_memory(memory);
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t written = write(fd, bytes + done, size - done);
        if (written <= 0) {
            return false;
        }
        done += (size_t)written;
    }
    return true;
}

_Noreturn static void be_child(int out, pid_t parent, const struct memory *memory, const struct child_task *task)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
        _exit(1);
    }
    confine(out, memory);
    task->work(task->bytes, task->len, task->answer);
    _exit(write_all(STDERR_FILENO + 1, task->answer, task->size) ? 0 : 1);
}

/* ---- the parent ---- */

/* As many bytes as there are until the end, the deadline or `size`. */
static size_t receive_until(int fd, void *out, size_t size, int64_t deadline_us)
{
    size_t len = 0;
    while (len < size) {
        int64_t left_us = deadline_us - time_monotonic_us();
        struct pollfd waited = {.fd = fd, .events = POLLIN};
        int ready = left_us > 0 ? poll(&waited, 1, (int)(left_us / 1000) + 1) : 0;
        if (ready == 0) {
            break;
        }
        ssize_t got = ready > 0 ? read(fd, (char *)out + len, size - len) : -1;
        if (got == 0 || (got < 0 && errno != EINTR)) {
            break;
        }
        len += got > 0 ? (size_t)got : 0;
    }
    return len;
}

/* What ended a child that gave no answer. */
static enum child_end end_of(int status)
{
    bool costly = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    if (WIFSIGNALED(status)) {
        log_line(LOG_LEVEL_WARNING, "a picture has ended its reader by signal %d", WTERMSIG(status));
    }
    costly = costly || (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_COSTLY);
    return costly ? CHILD_COSTLY : CHILD_BROKEN;
}

static enum child_end attend(int in, pid_t child, const struct child_task *task)
{
    int status = 0;
    size_t len = receive_until(in, task->answer, task->size, time_monotonic_us() + WALL_S * 1000000LL);
    kill(child, SIGKILL); /* whatever it does still: its answer is here, or comes too late */
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return len == task->size ? CHILD_ANSWERED : end_of(status);
}

static void take_mapping(const char *line, struct memory *memory)
{
    char *rest = NULL;
    unsigned long start = strtoul(line, &rest, 16);
    unsigned long end = *rest == '-' ? strtoul(rest + 1, &rest, 16) : start;
    if (end <= start || strlen(rest) < 5) {
        return;
    }
    memory->size += end - start;
    if (rest[4] == 's' && memory->count < memory->room) {
        memory->shared[memory->count].start = (void *)start; // NOLINT(performance-no-int-to-ptr): the kernel says so
        memory->shared[memory->count++].len = end - start;
    }
}

/* The child could not ask: to the sandbox, its /proc/self is another than its worker's. */
static bool look_at_memory(struct memory *memory)
{
    char line[4352]; /* a path may be 4096 long */
    FILE *file = fopen("/proc/self/maps", "re");
    if (!memory->shared) { /* for good: a file has one at least, and more when its log has grown */
        memory->room = MAPPINGS_ROOM + 16 * (size_t)config_int("open_tenants");
        memory->shared = malloc(memory->room * sizeof *memory->shared);
    }
    memory->size = 0;
    memory->count = 0;
    while (memory->shared && file && fgets(line, sizeof line, file)) {
        take_mapping(line, memory);
    }
    bool whole = memory->shared && file && !ferror(file) && memory->count < memory->room;
    if (file) {
        fclose(file);
    }
    return whole;
}

enum child_end child_run(const struct child_task *task)
{
    static struct memory memory;
    int ends[2];
    pid_t parent = getpid();
    if (!look_at_memory(&memory) || pipe2(ends, O_CLOEXEC) != 0) {
        log_line(LOG_LEVEL_ERROR, "cannot prepare a reader of pictures: %s", strerror(errno));
        return CHILD_MISSING;
    }
    log_flush(); /* or the child would write it once more */
    pid_t child = fork();
    if (child == 0) {
        be_child(ends[1], parent, &memory, task);
    }
    close(ends[1]);
    enum child_end end = CHILD_MISSING;
    if (child > 0) {
        end = attend(ends[0], child, task);
    } else {
        log_line(LOG_LEVEL_ERROR, "cannot fork a reader of pictures: %s", strerror(errno));
    }
    close(ends[0]);
    return end;
}
