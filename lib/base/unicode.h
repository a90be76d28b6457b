/* SPDX-License-Identifier: MIT
 *
 * What a character is, and the normal forms of a text. The tables are libunistring's; this is the only module that includes it.
 * Texts are valid UTF-8. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Unicode's White_Space: every blank (no-break and wide ones too) and every end of a line. */
bool unicode_is_blank(uint32_t c);
/* The ends of a line: LF, VT, FF, CR, U+0085, U+2028, U+2029. */
bool unicode_is_line_end(uint32_t c);
/* Draws nothing and takes no room by itself: zero-width characters, isolates and marks of direction, soft hyphen, fillers,
 * variation selectors, tags. */
bool unicode_is_ignorable(uint32_t c);
/* A dash of any length, the minus sign, the hyphen. */
bool unicode_is_dash(uint32_t c);
/* One of the 66 that are none: U+FFFE, U+FDD0 … */
bool unicode_is_non_character(uint32_t c);
/* No text holds it: controls but tab, LF, CR and U+0085, and the non-characters. */
bool unicode_is_forbidden(uint32_t c);
/* 0-9 of a decimal digit of any script ("٣", "３"); -1 for all else. */
int unicode_digit(uint32_t c);

/* What keeps a text from being stored, or NULL: a character that no text holds, which neither XML nor people can read; in a single
 * line also a tab or the end of a line. */
const char *text_check(struct arena *arena, const char *text, bool one_line);
/* True if there is something to see in it: not only blanks, ignorable characters, accents without a letter. */
bool text_is_visible(const char *text);
/* Without the blanks at both ends. */
char *text_trim(struct arena *arena, const char *text);
/* Normal form C: one spelling of what looks the same. `text` itself where that is its normal form, or where it is no UTF-8. */
const char *text_nfc(struct arena *arena, const char *text);
/* For comparing without case: folded, in normal form. */
const char *text_fold(struct arena *arena, const char *text);
const char *text_upper(struct arena *arena, const char *text);
/* A code that people group for reading ("fr76 3000-1007…"): upper case, without blanks, ignorable characters, dots and
 * dashes. */
const char *text_compact(struct arena *arena, const char *text);

/* In ISO 8859-15, the bytes of which are no UTF-8: a letter that it lacks loses its accents, all else that it lacks is `?`, and what
 * ends a line or draws nothing is a blank. */
const char *text_latin9(struct arena *arena, const char *text);

#endif
