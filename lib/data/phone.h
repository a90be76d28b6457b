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
#define PHONE_WORDS_BYTES 128

/* Something between the digits of a number: a blank, dot, dash, slash, bracket, or nothing that one sees. */
bool phone_is_mark(uint32_t c);

/* The code of France, or of one of its parts beyond the sea that write numbers alike: "33", "262". */
bool phone_is_french_code(const char *digits);

/* "+33 (0)6.12 34/56-78" -> "+33612345678" on the arena. Returns what is wrong, NULL when nothing is. The zero that is dialled at
 * home only goes where the country's plan is in the table, and also where it stands in brackets behind the country's number,
 * unless numbers of that country keep it (Italy). */
const char *phone_parse(struct arena *arena, const char *typed, const char **e164);

/* A number without its country is one of `country` (a name or a code of two letters; NULL and what the table lacks: France):
 * "06 12 34 56 78" -> "+33612345678". What says its country, or is no number, stays: phone_parse() tells. */
const char *phone_from_home(struct arena *arena, const char *typed, const char *country);

/* How many of the digits (without "+") are the country's number, and what is dialled before a number inside of that country: "0",
 * "06", or "" where there is nothing or the table does not say. */
size_t phone_country_len(const char *digits);
const char *phone_trunk(const char *digits);

/* What a number is found by, as a search may begin with it (phone_forms): "+33612345678" -> "33612345678 0612345678", "06 12" ->
 * "0612"; "" if this is no number. */
void phone_words(const char *number, char words[PHONE_WORDS_BYTES]);

/* What a number in a search may be the beginning of, digits only: "06 12" -> "0612"; "+33 6 12" -> "33612" and "0612", as it may
 * be kept as it was typed. Returns how many; 0: this is no number. */
size_t phone_forms(struct arena *arena, const char *typed, const char *forms[PHONE_FORMS_MAX]);

#endif
