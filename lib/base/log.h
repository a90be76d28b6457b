/* SPDX-License-Identifier: MIT
 *
 * Log lines: one JSON object a line, written with one write(2) to stderr or the configured file.
 * Never a body, a token, a password or an e-mail address: callers pass ids and codes. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

/* Where lines go; -1 silences (tests). Default: 2. */
void log_to(int fd);
/* Appends to this file from now on; `path` must live on. false: errno. */
bool log_open(const char *path);
/* Where lines go now. */
int log_fd(void);
/* Before the next line the file of log_open() is opened again by its name: it may have been moved away. */
void log_reopen(void);
/* Makes this signal ask for that. */
void log_reopen_on(int number);
/* {"time":…,"level":…,"pid":…,"message":…}; the message is JSON-escaped. */
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Appends one finished line (with its newline) to a buffer that log_flush() writes; flushes itself when full. */
void log_raw(const char *line, size_t len);
void log_flush(void);
/* Logs and ends the process with abort(): for states that must not be survived. */
_Noreturn void log_fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
