/* SPDX-License-Identifier: MIT
 *
 * Telephone numbers as people write them: with blanks that do not break, brackets, slashes and dots, a "(0)" or a zero after
 * the country's code. What is stored is E.164; what is searched may be national. */
#ifndef DATA_PHONE_H
#define DATA_PHONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define PHONE_DIGITS_MIN 6
#define PHONE_DIGITS_MAX 15
#define PHONE_FORMS_MAX 2

/* Something between the digits of a number: a blank, dot, dash, slash, bracket, or nothing that one sees. */
bool phone_is_mark(uint32_t c);

/* "+33 (0)6.12 34/56-78" -> "+33612345678" on the arena. Returns what is wrong, NULL when nothing is. */
const char *phone_parse(struct arena *arena, const char *typed, const char **e164);

/* What a number in a search may be the beginning of, digits only: "06 12" -> "0612"; "+33 6 12" -> "33612" and "0612", as it may
 * be kept as it was typed. Returns how many; 0: this is no number. */
size_t phone_forms(struct arena *arena, const char *typed, const char *forms[PHONE_FORMS_MAX]);

#endif
