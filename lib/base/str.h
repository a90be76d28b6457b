/* SPDX-License-Identifier: MIT
 *
 * Small questions about NUL-terminated text. No allocation unless an arena is passed. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

bool str_eq(const char *a, const char *b);  /* NULL equals only NULL */
bool str_ieq(const char *a, const char *b); /* ASCII case folded */
bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);
bool str_empty(const char *text); /* NULL or "" */

/* Whole-string decimal integer in [min, max]; false leaves *out alone. No sign but '-', no blanks. */
bool str_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* True for well-formed UTF-8 (no overlong forms, surrogates, or NUL inside len). */
bool utf8_valid(const char *bytes, size_t len);
size_t utf8_length(const char *text); /* code points */
/* Decodes one code point of valid UTF-8 and advances *text; 0 at the end. */
uint32_t utf8_next(const char **text);

char *str_lower(struct arena *arena, const char *text); /* ASCII only */
char *str_upper(struct arena *arena, const char *text); /* ASCII only */
/* Copy without white space at both ends (ASCII blanks and U+00A0). */
char *str_trim(struct arena *arena, const char *text);
/* Keeps ASCII letters and digits only, lower-cased: "AB-123-CD" -> "ab123cd". */
char *str_alnum(struct arena *arena, const char *text);

/* Constant-time comparison of two byte strings of one length. */
bool mem_eq_ct(const void *a, const void *b, size_t len);
/* Lower-case hex of `len` bytes into out[2*len+1]; and back (false unless exactly 2*len hex digits). */
void hex_encode(const void *bytes, size_t len, char *out);
bool hex_decode(const char *text, void *bytes, size_t len);
/* Decodes %XX once into `out` (room for len + 1), '+' to a blank where `plus` says so. False for a broken escape, and for what
 * is not UTF-8 without NUL. */
bool percent_decode(const char *text, size_t len, bool plus, char *out);

/* Fast non-cryptographic 64-bit hash (ETags, hash tables). */
uint64_t hash64(const void *bytes, size_t len, uint64_t seed);

#endif
