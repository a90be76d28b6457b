/* SPDX-License-Identifier: MIT
 *
 * The append-only buffer. Growth doubles; while the buffer is the arena's newest allocation it grows in place. */
#include "base/buf.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"

#define DEFAULT_CAP 256

void buf_init(struct buf *buf, struct arena *arena, size_t hint)
{
    buf->arena = arena;
    buf->cap = (hint ? hint : DEFAULT_CAP) + 1;
    buf->data = arena_grow(arena, NULL, 0, buf->cap);
    buf_clear(buf);
}

char *buf_reserve(struct buf *buf, size_t len)
{
    if (len >= SIZE_MAX / 4) {
        log_fatal("buffer of %zu bytes", len);
    }
    size_t need = buf->len + len + 1;
    if (need > buf->cap) {
        size_t cap = buf->cap * 2 > need ? buf->cap * 2 : need;
        buf->data = arena_grow(buf->arena, buf->data, buf->cap, cap);
        buf->cap = cap;
    }
    /* The caller may stop at any length up to `len`: the NUL stands behind the longest. */
    buf->data[buf->len + len] = '\0';
    return buf->data + buf->len;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    char *at = buf_reserve(buf, len);
    if (len) {
        memcpy(at, bytes, len);
    }
    buf->len += len;
}

void buf_str(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
    *buf_reserve(buf, 1) = c;
    buf->len++;
}

void buf_int(struct buf *buf, int64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) {
        digits[--at] = '-';
    }
    buf_add(buf, digits + at, sizeof digits - at);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0) {
        log_fatal("bad format");
    }
    char *at = buf_reserve(buf, (size_t)len);
    int written = vsnprintf(at, (size_t)len + 1, format, again);
    va_end(again);
    if (written != len) {
        log_fatal("bad format");
    }
    buf->len += (size_t)len;
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    buf->data[0] = '\0';
}
