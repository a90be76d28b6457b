/* SPDX-License-Identifier: MIT
 *
 * Log lines. Built in fixed buffers, because the most important line is the one about no memory. */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "base/time.h"

#define MESSAGE_MAX 1024
#define PATIENCE_MS 1000
#define LINE_MAX_BYTES (MESSAGE_MAX * 6 + 128) /* every byte may become \u00XX */

static struct {
    int fd;           /* -1: nowhere */
    const char *path; /* of the file that fd was opened for; NULL: none */
    volatile sig_atomic_t reopen_asked;
    bool stalled; /* it took nothing when it was last asked */
    size_t held;  /* bytes waiting in `lines` */
    char lines[16384];
} sink = {.fd = 2};

void log_to(int fd)
{
    log_flush();
    sink.fd = fd;
    sink.path = NULL;
}

static int open_file(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

bool log_open(const char *path)
{
    int fd = open_file(path);
    if (fd < 0) {
        return false;
    }
    log_to(fd);
    sink.path = path;
    return true;
}

int log_fd(void)
{
    return sink.fd;
}

static void ask_reopen(int number)
{
    (void)number;
    sink.reopen_asked = 1;
}

void log_reopen(void)
{
    sink.reopen_asked = 1;
}

void log_reopen_on(int number)
{
    struct sigaction action = {.sa_handler = ask_reopen, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (sigaction(number, &action, NULL) != 0) {
        log_fatal("sigaction %d: %s", number, strerror(errno));
    }
}

/* A file that cannot be opened again leaves the old one in use. */
static void reopen(void)
{
    sink.reopen_asked = 0;
    int fd = sink.path ? open_file(sink.path) : -1;
    if (fd >= 0) {
        close(sink.fd);
        sink.fd = fd;
    } else if (sink.path) {
        log_line(LOG_LEVEL_ERROR, "cannot open %s again: %s", sink.path, strerror(errno));
    }
}

/* Whether the log takes PIPE_BUF bytes. Who reads a pipe may stop reading; it is waited for once, not for each line. */
static bool takes_more(void)
{
    struct pollfd log = {.fd = sink.fd, .events = POLLOUT};
    sink.stalled = poll(&log, 1, sink.stalled ? 0 : PATIENCE_MS) == 0;
    return !sink.stalled;
}

/* As many whole lines as it then takes at once, without mixing them with another process's. */
static size_t whole_lines(const char *bytes, size_t len)
{
    if (len <= PIPE_BUF) {
        return len;
    }
    const char *last = memrchr(bytes, '\n', PIPE_BUF);
    return last ? (size_t)(last - bytes) + 1 : PIPE_BUF;
}

/* A log that cannot be written cannot be reported either: the rest is dropped. */
static void write_all(const char *bytes, size_t len)
{
    if (sink.reopen_asked) {
        reopen();
    }
    while (sink.fd >= 0 && len && takes_more()) {
        ssize_t written = write(sink.fd, bytes, whole_lines(bytes, len));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return;
        }
        bytes += written;
        len -= (size_t)written;
    }
}

void log_flush(void)
{
    size_t held = sink.held;
    sink.held = 0;
    write_all(sink.lines, held);
}

void log_raw(const char *line, size_t len)
{
    if (len > sizeof sink.lines - sink.held) {
        log_flush();
    }
    if (len > sizeof sink.lines) {
        write_all(line, len);
        return;
    }
    memcpy(sink.lines + sink.held, line, len);
    sink.held += len;
}

/* Escapes `text` as the inside of a JSON string; bytes that are not UTF-8 become question marks. */
static size_t escape(const char *text, char *out)
{
    static const char hex[] = "0123456789abcdef";
    bool valid = utf8_valid(text, strlen(text));
    size_t n = 0;
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\') {
            out[n++] = '\\';
            out[n++] = *p;
        } else if (c < 0x20) {
            memcpy(out + n, "\\u00", 4);
            out[n + 4] = hex[c >> 4];
            out[n + 5] = hex[c & 15];
            n += 6;
        } else {
            out[n++] = c >= 0x80 && !valid ? '?' : *p;
        }
    }
    return n;
}

static void log_args(enum log_level level, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static void log_args(enum log_level level, const char *format, va_list args)
{
    static const char *const names[] = {"info", "warning", "error"};
    char message[MESSAGE_MAX];
    if (vsnprintf(message, sizeof message, format, args) < 0) {
        message[0] = '\0';
    }
    char now[25];
    time_format_ms(time_now_ms(), now);
    char line[LINE_MAX_BYTES];
    int head =
        snprintf(line, 128, "{\"time\":\"%s\",\"level\":\"%s\",\"pid\":%ld,\"message\":\"", now, names[level], (long)getpid());
    size_t len = head > 0 ? (size_t)head : 0;
    len += escape(message, line + len);
    memcpy(line + len, "\"}\n", 3);
    log_flush();
    write_all(line, len + 3);
}

void log_line(enum log_level level, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_args(level, format, args);
    va_end(args);
}

void log_fatal(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_args(LOG_LEVEL_ERROR, format, args);
    va_end(args);
    abort();
}
