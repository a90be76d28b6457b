/* SPDX-License-Identifier: MIT
 *
 * Memory that lives exactly as long as one request (or one command, or one batch).
 * Allocation never returns NULL, so no caller checks for it: growth has a cap, and reaching the cap or running out of memory
 * ends the work at hand. A request names a place to go on from (arena_escape): it is answered with an error. Where there is
 * none (commands, tests), the process ends with a log line.
 * Nothing here is freed one by one; arena_reset() takes everything back at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#define ARENA_CAP_BYTES (64u << 20)
#define ARENA_RESERVE_BYTES (1u << 20) /* beyond the cap, where no escape is set: for telling that it was reached */

struct arena;

/* Makes an arena that may grow to `cap` bytes (0: ARENA_CAP_BYTES). The caller frees it with arena_free(). */
struct arena *arena_new(size_t cap) __attribute__((returns_nonnull));
void arena_free(struct arena *arena);

/* Makes an arena with the cap and the escape of `kept`, for work beside it that is thrown away earlier. */
struct arena *arena_scratch(struct arena *kept) __attribute__((returns_nonnull));
/* What a scratch arena was made beside; NULL for any other. */
struct arena *arena_kept(const struct arena *scratch);

/* From now on reaching the cap is a longjmp to `escape` (NULL: the end of the process again); returns what it was before. What the frames in between
 * hold must be deferred (cx_defer), a statement of the store, or memory of an arena: nothing else is released. No foreign
 * library may stand in between: its callbacks must not allocate here. */
jmp_buf *arena_escape(struct arena *arena, jmp_buf *escape);

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
