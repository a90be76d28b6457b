/* SPDX-License-Identifier: MIT
 *
 * Text questions. ASCII only where case is concerned: folding of accents is the business of SQLite's tokenizer. */
#include "base/str.h"

#include <string.h>

bool str_eq(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool str_ieq(const char *a, const char *b)
{
    if (!a || !b) {
        return a == b;
    }
    while (*a && *b) {
        char x = *a++;
        char y = *b++;
        if ((x >= 'A' && x <= 'Z' ? x | 0x20 : x) != (y >= 'A' && y <= 'Z' ? y | 0x20 : y)) {
            return false;
        }
    }
    return *a == *b;
}

bool str_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *text, const char *suffix)
{
    size_t len = strlen(text);
    size_t tail = strlen(suffix);
    return len >= tail && memcmp(text + len - tail, suffix, tail) == 0;
}

bool str_empty(const char *text)
{
    return !text || !*text;
}

bool str_int(const char *text, int64_t min, int64_t max, int64_t *out)
{
    if (str_empty(text)) {
        return false;
    }
    bool negative = *text == '-';
    const char *p = text + negative;
    if (!*p) {
        return false;
    }
    int64_t value = 0;
    for (; *p; p++) {
        if (*p < '0' || *p > '9') {
            return false;
        }
        int digit = *p - '0';
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, negative ? -digit : digit, &value)) {
            return false;
        }
    }
    if (value < min || value > max) {
        return false;
    }
    *out = value;
    return true;
}

/* Length of the well-formed sequence at `p` (Unicode, table 3-7), 0 when there is none within `left` bytes. */
static size_t utf8_sequence(const unsigned char *p, size_t left)
{
    unsigned char c = p[0];
    if (c < 0x80) {
        return c != 0;
    }
    if (c < 0xC2 || c > 0xF4) {
        return 0;
    }
    size_t len = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (left < len) {
        return 0;
    }
    unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return len;
}

bool utf8_valid(const char *bytes, size_t len)
{
    const unsigned char *p = (const unsigned char *)bytes;
    while (len) {
        size_t step = utf8_sequence(p, len);
        if (!step) {
            return false;
        }
        p += step;
        len -= step;
    }
    return true;
}

size_t utf8_length(const char *text)
{
    size_t count = 0;
    for (; *text; text++) {
        count += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return count;
}

uint32_t utf8_next(const char **text)
{
    const unsigned char *p = (const unsigned char *)*text;
    if (!*p) {
        return 0;
    }
    size_t len = *p < 0x80 ? 1 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
    uint32_t code = len == 1 ? *p : *p & (0xFFu >> (len + 1));
    size_t i = 1;
    for (; i < len && (p[i] & 0xC0) == 0x80; i++) { /* ends at the NUL of a text cut short */
        code = code << 6 | (p[i] & 0x3Fu);
    }
    *text += i;
    return code;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

char *str_lower(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    for (char *p = copy; p && *p; p++) {
        *p = lower(*p);
    }
    return copy;
}

char *str_upper(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    for (char *p = copy; p && *p; p++) {
        if (*p >= 'a' && *p <= 'z') {
            *p = (char)(*p - 'a' + 'A');
        }
    }
    return copy;
}

/* Length of the white space that stands at `p`: 1, 2 for U+00A0, or 0. */
static size_t blank_at(const char *p)
{
    if (*p == ' ' || (*p >= '\t' && *p <= '\r')) {
        return 1;
    }
    return p[0] == '\xC2' && p[1] == '\xA0' ? 2 : 0;
}

char *str_trim(struct arena *arena, const char *text)
{
    if (!text) {
        return NULL;
    }
    for (size_t step = blank_at(text); step; step = blank_at(text)) {
        text += step;
    }
    size_t len = strlen(text);
    for (;;) {
        if (len >= 1 && blank_at(text + len - 1) == 1) {
            len--;
        } else if (len >= 2 && blank_at(text + len - 2) == 2) {
            len -= 2;
        } else {
            return arena_strndup(arena, text, len);
        }
    }
}

char *str_alnum(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    char *to = copy;
    for (const char *p = copy; p && *p; p++) {
        char c = lower(*p);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            *to++ = c;
        }
    }
    if (to) {
        *to = '\0';
    }
    return copy;
}

bool mem_eq_ct(const void *a, const void *b, size_t len)
{
    const volatile unsigned char *x = a;
    const volatile unsigned char *y = b;
    unsigned char difference = 0;
    for (size_t i = 0; i < len; i++) {
        difference |= x[i] ^ y[i];
    }
    return difference == 0;
}

void hex_encode(const void *bytes, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) {
        *out++ = digits[p[i] >> 4];
        *out++ = digits[p[i] & 15];
    }
    *out = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_decode(const char *text, void *bytes, size_t len)
{
    unsigned char *out = bytes;
    if (strlen(text) != 2 * len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        int high = hex_value(text[2 * i]);
        int low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

bool percent_decode(const char *text, size_t len, bool plus, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i] == '+' && plus ? ' ' : text[i];
        if (c == '%') {
            int high = i + 2 < len ? hex_value(text[i + 1]) : -1;
            int low = i + 2 < len ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        }
        out[used++] = c;
    }
    out[used] = '\0';
    return utf8_valid(out, used);
}

static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static uint64_t word_at(const unsigned char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

#define STREAMS 4

/* Each word waits for the one before it to be mixed, so long texts are four streams of words, mixed side by side. */
uint64_t hash64(const void *bytes, size_t len, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t hash = seed ^ len * 0x9E3779B97F4A7C15u;
    if (len >= 8 * STREAMS) {
        uint64_t streams[STREAMS] = {hash, ~hash, hash ^ 0xD6E8FEB86659FD93u, hash ^ 0x9E3779B97F4A7C15u};
        for (; len >= 8 * STREAMS; p += 8 * STREAMS, len -= 8 * STREAMS) {
            for (size_t i = 0; i < STREAMS; i++) {
                streams[i] = mix(streams[i] ^ word_at(p + 8 * i));
            }
        }
        for (size_t i = 0; i < STREAMS; i++) {
            hash = mix(hash ^ streams[i]);
        }
    }
    for (; len >= 8; p += 8, len -= 8) {
        hash = mix(hash ^ word_at(p));
    }
    uint64_t tail = 0;
    if (len) {
        memcpy(&tail, p, len);
    }
    return mix(hash ^ tail ^ 0x9E3779B97F4A7C15u);
}
