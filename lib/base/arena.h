/* SPDX-License-Identifier: MIT
 *
 * Memory that lives exactly as long as one request (or one command, or one batch).
 * Allocation never fails: growth has a cap, and reaching the cap or running out of memory
 * ends the process with a log line, so no caller checks for NULL.
 * Nothing here is freed one by one; arena_reset() takes everything back at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#define ARENA_CAP_BYTES (64u << 20) /* a request that needs more is a bug */

struct arena;

/* Makes an arena that may grow to `cap` bytes (0: ARENA_CAP_BYTES). The caller frees it with arena_free(). */
struct arena *arena_new(size_t cap) __attribute__((returns_nonnull));
void arena_free(struct arena *arena);

/* Forgets everything allocated; keeps the first block, so that the next request does not call malloc. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));

/* Zeroed array; count * size is overflow-checked. */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));

/* Grows the most recent allocation in place where possible, otherwise copies. New bytes are not zeroed. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size) __attribute__((returns_nonnull));

char *arena_strdup(struct arena *arena, const char *text);              /* NULL gives NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t len); /* always NUL-terminated */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Bytes handed out since the last reset, for tests and logs. */
size_t arena_used(const struct arena *arena);

#endif
