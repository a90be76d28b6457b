/* SPDX-License-Identifier: MIT
 *
 * Plates and vehicle numbers as a reader of pictures sees them: characters that look alike are put right where their place
 * says which kind must stand there, and nowhere else. Text in, text out. */
#ifndef OCR_CODE_H
#define OCR_CODE_H

#include <stdbool.h>
#include <stddef.h>

enum { CODE_VIN = 17, CODE_PLATE = 9 };

/* The letter, or the digit, that `c` stands for when it must be one; 0: none looks like it. */
char code_letter(char c);
char code_digit(char c);

/* Keeps A-Z and 0-9 of a text, lower case raised, at most `max`; `out` holds max + 1. Returns the length. */
size_t code_compact(const char *text, char *out, size_t max);

/* How many characters to change, add or leave out to make one text of the other; of each the first 20 count. */
size_t code_distance(const char *a, const char *b);

/* Leaves out one of two neighbours that look alike ("5S", "0O"), where a line has one character more than it can: what was read
 * twice is one. `at` (from where) is advanced behind it; false: there is none. */
bool code_undouble(char *text, size_t *at);

/* Finds the plate LL-NNN-LL in a reading of one line (`exact`: nothing else may stand there) into `out`, with its dashes. */
bool code_plate(const char *text, bool exact, char out[CODE_PLATE + 1]);

/* Finds a vehicle number: 17 characters that stand together, I, O and Q read as 1 and 0. At least four of them are digits,
 * and one is a letter. */
bool code_vin(const char *text, char out[CODE_VIN + 1]);

/* The maker that a vehicle number names by its first three characters, as one writes it ("Citroën"); NULL: not in the table. */
const char *code_maker(const char *vin);

/* The maker that a printed name means ("CITROEN", one character in five misread), as one writes it; NULL: none. */
const char *code_make(const char *printed);

#endif
