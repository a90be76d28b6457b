/* SPDX-License-Identifier: MIT
 *
 * The child that looks at strangers' pictures, and what its parent believes of its answer. The child is a copy of its worker:
 * it lets go of all descriptors and of all memory that is shared with others before it looks at a byte. */
#include "ocr/ocr.h"

#include <errno.h>
#include <fcntl.h>
#include <leptonica/allheaders.h>
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
#include "base/str.h"
#include "base/time.h"
#include "ocr/certificate.h"
#include "ocr/reader.h"

enum {
    CPU_S = 15,        /* of a child; the worst honest picture takes 6 */
    DRAW_S = 4,        /* of CPU until the picture is there; the worst honest one takes 1 or 2 */
    EXIT_COSTLY = 9,   /* of a child: that time is over */
    WALL_S = 60,       /* the machine may have others to serve */
    MEMORY_MB = 420,   /* address space beyond what a worker has; the worst honest picture fills 200 */
    FILES_MAX = 32,    /* descriptors */
    MAPPINGS_ROOM = 64 /* shared ones of a worker, beside those of the tenants that it keeps open */
};

/* What goes through the pipe, in one write. */
struct message {
    unsigned version;
    enum ocr_end end;
    struct ocr_result result;
};
#define MESSAGE_VERSION 0x0c120001u

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

enum ocr_end ocr_read_here(const void *bytes, size_t len, struct ocr_result *result)
{
    static const enum ocr_end ends[] = {[PICTURE_GOOD] = OCR_BROKEN,
                                        [PICTURE_BROKEN] = OCR_BROKEN,
                                        [PICTURE_TOO_LARGE] = OCR_TOO_LARGE,
                                        [PICTURE_TOO_MANY_PAGES] = OCR_TOO_MANY_PAGES,
                                        [PICTURE_EMPTY] = OCR_EMPTY};
    enum picture_fault fault;
    setMsgSeverity(L_SEVERITY_NONE);
    *result = (struct ocr_result){0};
    PIX *gray = picture_read(bytes, len, &fault);
    drawn = 1;
    if (!gray) {
        return ends[fault];
    }
    bool able = reader_start();
    if (able) {
        certificate_read(gray, result);
    }
    pixDestroy(&gray);
    return able ? OCR_READ : OCR_MISSING;
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

_Noreturn static void be_child(int out, pid_t parent, const struct memory *memory, const void *bytes, size_t len)
{
    static struct message message;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
        _exit(1);
    }
    confine(out, memory);
    message.version = MESSAGE_VERSION;
    message.end = ocr_read_here(bytes, len, &message.result);
    ssize_t written = write(STDERR_FILENO + 1, &message, sizeof message);
    _exit(written == (ssize_t)sizeof message ? 0 : 1);
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
static enum ocr_end end_of(int status)
{
    bool costly = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    if (WIFSIGNALED(status)) {
        log_line(LOG_LEVEL_WARNING, "a picture has ended its reader by signal %d", WTERMSIG(status));
    }
    costly = costly || (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_COSTLY);
    return costly ? OCR_TOO_COSTLY : OCR_BROKEN;
}

static bool plain_text(const char *text, size_t size)
{
    size_t len = strnlen(text, size);
    if (len == size || !utf8_valid(text, len)) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool believable(const struct message *message)
{
    bool good = message->version == MESSAGE_VERSION && message->end >= OCR_READ && message->end <= OCR_MISSING;
    for (size_t i = 0; good && i < OCR_NAMES; i++) {
        const struct ocr_field *field = &message->result.fields[i];
        good = plain_text(field->text, sizeof field->text) && field->confidence >= 0 && field->confidence <= 1000;
    }
    return good;
}

static enum ocr_end attend(int in, pid_t child, struct ocr_result *result)
{
    static struct message message;
    int status = 0;
    size_t len = receive_until(in, &message, sizeof message, time_monotonic_us() + WALL_S * 1000000LL);
    kill(child, SIGKILL); /* whatever it does still: its answer is here, or comes too late */
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (len < sizeof message) {
        return end_of(status);
    }
    if (!believable(&message)) {
        log_line(LOG_LEVEL_WARNING, "the reader of a picture has answered what it must not");
        return OCR_BROKEN;
    }
    *result = message.result;
    return message.end;
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

bool ocr_is_able(void)
{
    return reader_is_able();
}

enum ocr_end ocr_read(const void *bytes, size_t len, struct ocr_result *result)
{
    static struct memory memory;
    int ends[2];
    pid_t parent = getpid();
    *result = (struct ocr_result){0};
    if (!look_at_memory(&memory) || pipe2(ends, O_CLOEXEC) != 0) {
        log_line(LOG_LEVEL_ERROR, "cannot prepare a reader of pictures: %s", strerror(errno));
        return OCR_MISSING;
    }
    log_flush(); /* or the child would write it once more */
    pid_t child = fork();
    if (child == 0) {
        be_child(ends[1], parent, &memory, bytes, len);
    }
    close(ends[1]);
    enum ocr_end end = OCR_MISSING;
    if (child > 0) {
        end = attend(ends[0], child, result);
    } else {
        log_line(LOG_LEVEL_ERROR, "cannot fork a reader of pictures: %s", strerror(errno));
    }
    close(ends[0]);
    return end;
}
