/* SPDX-License-Identifier: MIT
 *
 * An append-only byte buffer on an arena. It is always NUL-terminated, so `data` is a C string
 * as long as no NUL was appended. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct buf {
    char *data;          /* NUL-terminated; owned by the arena */
    size_t len;          /* bytes without the NUL */
    size_t cap;          /* bytes allocated */
    struct arena *arena; /* where growth comes from */
};

/* Starts an empty buffer with room for `hint` bytes (0: a default). */
void buf_init(struct buf *buf, struct arena *arena, size_t hint);
void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_str(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
void buf_int(struct buf *buf, int64_t value);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for `len` more bytes; returns where to write them. The caller then adds to buf->len. */
char *buf_reserve(struct buf *buf, size_t len);
void buf_clear(struct buf *buf);

#endif
