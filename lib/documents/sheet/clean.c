/* SPDX-License-Identifier: MIT
 *
 * One pass over the bytes; nearly every text comes out as it went in, without a copy. */
#include "documents/sheet/clean.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/unicode.h"

/* How many bytes the character at `text` takes; 0 when they are not UTF-8. */
static size_t sequence_len(const unsigned char *text)
{
    size_t len = *text < 0x80 ? 1 : *text < 0xe0 ? 2 : *text < 0xf0 ? 3 : 4;
    for (size_t i = 1; i < len; i++) {
        if (text[i] == '\0') {
            return 0;
        }
    }
    return utf8_valid((const char *)text, len) ? len : 0;
}

static bool is_non_character(const unsigned char *text, size_t len)
{
    if (len < 3) {
        return false;
    }
    const char *at = (const char *)text;
    return unicode_is_non_character(utf8_next(&at));
}

/* The length of the character at `text` if the file may hold it, else 0. */
static size_t allowed(const unsigned char *text, enum clean_for target)
{
    if (*text < 0x80) {
        return target == CLEAN_XML && *text < ' ' && *text != '\t' && *text != '\n' && *text != '\r' ? 0 : 1;
    }
    size_t len = sequence_len(text);
    return is_non_character(text, len) ? 0 : len;
}

/* The bytes to step over where nothing is allowed: a whole character, or a single bad byte. */
static size_t unwanted(const unsigned char *text)
{
    size_t len = sequence_len(text);
    return len ? len : 1;
}

const char *clean_text(struct arena *arena, const char *text, enum clean_for target)
{
    const unsigned char *at = (const unsigned char *)text;
    if (!text) {
        return NULL;
    }
    for (size_t len; *at && (len = allowed(at, target)) > 0;) {
        at += len;
    }
    if (!*at) {
        return text;
    }
    struct buf out;
    buf_init(&out, arena, strlen(text));
    buf_add(&out, text, (size_t)((const char *)at - text));
    while (*at) {
        size_t len = allowed(at, target);
        buf_add(&out, (const char *)at, len);
        at += len ? len : unwanted(at);
    }
    return out.data;
}
