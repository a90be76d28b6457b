/* SPDX-License-Identifier: MIT
 *
 * The door for JSON from outside: one pass that accepts exactly RFC 8259, before json-c builds a tree in json_in.c.
 * It also refuses what is legal but hostile: more values than the caller allows, nesting beyond 32, objects of more than 256
 * members, numbers longer than 100 bytes or too large for a double, U+0000, lone surrogates, and a member named twice in one
 * object. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "data/json_in.h"

#define SCAN_MAX_DEPTH 32
#define SCAN_MAX_MEMBERS 256 /* also bounds the quadratic search for duplicate names */
#define SCAN_MAX_NUMBER 100

struct scan {
    const char *at;    /* next byte */
    const char *end;   /* behind the last byte */
    const char *error; /* what is wrong at `at`; NULL so far */
    int depth;         /* open objects and arrays */
    size_t values;     /* that may still come */
};

const char JSON_TOO_MANY[] = "too many values";

static bool scan_value(struct scan *scan);

static bool fail(struct scan *scan, const char *error)
{
    scan->error = scan->at == scan->end ? "unexpected end" : error;
    return false;
}

/* The next byte, or -1 at the end. */
static int peek(const struct scan *scan)
{
    return scan->at < scan->end ? (unsigned char)*scan->at : -1;
}

static bool take(struct scan *scan, char wanted)
{
    if (peek(scan) != wanted) {
        return false;
    }
    scan->at++;
    return true;
}

static void skip_blanks(struct scan *scan)
{
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t')) {
        scan->at++;
    }
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* ---- strings ---- */

/* FNV-1a of a member's name as decoded, so that "a" and "\u0061" are the same name. */
static void hash_byte(uint64_t *hash, uint32_t byte)
{
    *hash = (*hash ^ (byte & 0xff)) * 0x100000001b3ULL;
}

static void hash_code(uint64_t *hash, uint32_t code)
{
    if (code < 0x80) {
        hash_byte(hash, code);
    } else if (code < 0x800) {
        hash_byte(hash, 0xc0 | code >> 6);
        hash_byte(hash, 0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        hash_byte(hash, 0xe0 | code >> 12);
        hash_byte(hash, 0x80 | (code >> 6 & 0x3f));
        hash_byte(hash, 0x80 | (code & 0x3f));
    } else {
        hash_byte(hash, 0xf0 | code >> 18);
        hash_byte(hash, 0x80 | (code >> 12 & 0x3f));
        hash_byte(hash, 0x80 | (code >> 6 & 0x3f));
        hash_byte(hash, 0x80 | (code & 0x3f));
    }
}

static bool scan_hex4(struct scan *scan, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++, scan->at++) {
        int c = peek(scan);
        if (is_digit(c)) {
            *code = *code << 4 | (uint32_t)(c - '0');
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
            *code = *code << 4 | (uint32_t)((c | 0x20) - 'a' + 10);
        } else {
            return fail(scan, "\\u needs four hexadecimal digits");
        }
    }
    return true;
}

/* Behind "\u": one code point, of two escapes where the first is a high surrogate. */
static bool scan_unicode(struct scan *scan, uint32_t *code)
{
    if (!scan_hex4(scan, code)) {
        return false;
    }
    if (*code == 0) {
        return fail(scan, "U+0000 is not allowed");
    }
    if (*code < 0xd800 || *code > 0xdfff) {
        return true;
    }
    uint32_t low = 0;
    if (*code >= 0xdc00 || !take(scan, '\\') || !take(scan, 'u')) {
        return fail(scan, "lone surrogate");
    }
    if (!scan_hex4(scan, &low)) {
        return false;
    }
    if (low < 0xdc00 || low > 0xdfff) {
        return fail(scan, "lone surrogate");
    }
    *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

/* Behind the backslash. */
static bool scan_escape(struct scan *scan, uint32_t *code)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    if (take(scan, 'u')) {
        return scan_unicode(scan, code);
    }
    int c = peek(scan);
    const char *letter = c > 0 ? strchr(letters, c) : NULL;
    if (!letter) {
        return fail(scan, "unknown escape");
    }
    *code = (uint32_t)meanings[letter - letters];
    scan->at++;
    return true;
}

/* A string; its hash as decoded if `hash` is not NULL. */
static bool scan_string(struct scan *scan, uint64_t *hash)
{
    if (!take(scan, '"')) {
        return fail(scan, "a string in double quotes was expected");
    }
    const char *start = scan->at;
    int high = 0;
    for (int c = peek(scan); c != '"'; c = peek(scan)) {
        uint32_t code = (uint32_t)c;
        if (c < 0x20) {
            return fail(scan, "control character in a string");
        }
        scan->at++;
        high |= c;
        if (c == '\\' && !scan_escape(scan, &code)) {
            return false;
        }
        if (hash && c == '\\') {
            hash_code(hash, code);
        } else if (hash) {
            hash_byte(hash, code);
        }
    }
    if (high >= 0x80 && !utf8_valid(start, (size_t)(scan->at - start))) {
        scan->at = start;
        return fail(scan, "invalid UTF-8 in this string");
    }
    scan->at++;
    return true;
}

/* ---- numbers and words ---- */

static bool scan_digits(struct scan *scan)
{
    if (!is_digit(peek(scan))) {
        return fail(scan, "a digit was expected");
    }
    while (is_digit(peek(scan))) {
        scan->at++;
    }
    return true;
}

static bool scan_exponent(struct scan *scan)
{
    scan->at++;
    if (!take(scan, '-')) {
        (void)take(scan, '+');
    }
    return scan_digits(scan);
}

static bool scan_number(struct scan *scan)
{
    const char *start = scan->at;
    bool exponent = false;
    (void)take(scan, '-');
    if (!take(scan, '0') && !scan_digits(scan)) {
        return false;
    }
    if (take(scan, '.') && !scan_digits(scan)) {
        return false;
    }
    if (peek(scan) == 'e' || peek(scan) == 'E') {
        exponent = true;
        if (!scan_exponent(scan)) {
            return false;
        }
    }
    size_t len = (size_t)(scan->at - start);
    char copy[SCAN_MAX_NUMBER + 1] = "";
    if (len <= SCAN_MAX_NUMBER && exponent) {
        memcpy(copy, start, len);
    }
    if (len > SCAN_MAX_NUMBER || (exponent && !isfinite(strtod(copy, NULL)))) {
        scan->at = start;
        return fail(scan, "number out of range");
    }
    return true;
}

static bool scan_word(struct scan *scan, const char *word)
{
    for (; *word != '\0'; word++) {
        if (!take(scan, *word)) {
            return fail(scan, "a value was expected");
        }
    }
    return true;
}

/* ---- objects and arrays ---- */

static bool scan_array(struct scan *scan)
{
    scan->at++;
    skip_blanks(scan);
    if (take(scan, ']')) {
        return true;
    }
    for (;;) {
        if (!scan_value(scan)) {
            return false;
        }
        skip_blanks(scan);
        if (take(scan, ']')) {
            return true;
        }
        if (!take(scan, ',')) {
            return fail(scan, "',' or ']' was expected");
        }
    }
}

/* "name" and the colon; `names` are the hashes of the members before it. Two names of one hash pass for one: 64 bits
 * make that an attacker's collision with himself. */
static bool scan_name(struct scan *scan, uint64_t *names, size_t count)
{
    const char *start = scan->at;
    uint64_t hash = 0xcbf29ce484222325ULL;
    if (!scan_string(scan, &hash)) {
        return false;
    }
    const char *error = count == SCAN_MAX_MEMBERS ? "too many members in one object" : NULL;
    for (size_t i = 0; i < count && !error; i++) {
        error = names[i] == hash ? "this member is there twice" : NULL;
    }
    if (error) {
        scan->at = start;
        return fail(scan, error);
    }
    names[count] = hash;
    skip_blanks(scan);
    return take(scan, ':') || fail(scan, "':' was expected");
}

static bool scan_object(struct scan *scan)
{
    uint64_t names[SCAN_MAX_MEMBERS];
    size_t count = 0;
    scan->at++;
    skip_blanks(scan);
    if (take(scan, '}')) {
        return true;
    }
    for (;;) {
        skip_blanks(scan);
        if (!scan_name(scan, names, count++) || !scan_value(scan)) {
            return false;
        }
        skip_blanks(scan);
        if (take(scan, '}')) {
            return true;
        }
        if (!take(scan, ',')) {
            return fail(scan, "',' or '}' was expected");
        }
    }
}

static bool scan_nested(struct scan *scan)
{
    if (scan->depth == SCAN_MAX_DEPTH) {
        return fail(scan, "nested too deeply");
    }
    scan->depth++;
    bool ok = *scan->at == '{' ? scan_object(scan) : scan_array(scan);
    scan->depth--;
    return ok;
}

static bool scan_value(struct scan *scan)
{
    skip_blanks(scan);
    if (scan->values-- == 0) {
        scan->error = JSON_TOO_MANY;
        return false;
    }
    switch (peek(scan)) {
    case '{':
    case '[':
        return scan_nested(scan);
    case '"':
        return scan_string(scan, NULL);
    case 't':
        return scan_word(scan, "true");
    case 'f':
        return scan_word(scan, "false");
    case 'n':
        return scan_word(scan, "null");
    default:
        if (peek(scan) == '-' || is_digit(peek(scan))) {
            return scan_number(scan);
        }
        return fail(scan, "a value was expected");
    }
}

const char *json_scan(const char *text, size_t len, size_t max_values, size_t *at)
{
    struct scan scan = {.at = text, .end = text + len, .values = max_values};
    if (scan_value(&scan)) {
        skip_blanks(&scan);
        if (scan.at < scan.end) {
            (void)fail(&scan, "text after the value");
        }
    }
    *at = (size_t)(scan.at - text);
    return scan.error;
}
