/* SPDX-License-Identifier: MIT
 *
 * The two machine-readable lines of a French registration certificate, 44 characters each, and their check digits (ICAO 9303
 * part 3, section 4.9: weights 7, 3, 1; `<` is 0, A is 10). Text in, text out: knows no pictures.
 *
 *   line 1: CRFRA, plate 7, digit, VIN 17, digit, first registration YYMMDD, digit, genre 6
 *   line 2: body 4, make 14, model 13, number of the form 11, digit, composite digit */
#ifndef OCR_MRZ_H
#define OCR_MRZ_H

#include <stdbool.h>
#include <stddef.h>

enum { MRZ_LINE = 44, MRZ_PLATE = 7, MRZ_VIN = 17, MRZ_DATE = 6, MRZ_MAKE = 14, MRZ_MODEL = 13 };

/* What line 1 says; each with whether its check digit fits. */
struct mrz_first {
    char plate[MRZ_PLATE + 1]; /* without filling */
    char vin[MRZ_VIN + 1];
    char date[MRZ_DATE + 1]; /* YYMMDD */
    char vin_digit;          /* as read; what another reading of the VIN can be compared with */
    char plate_digit;
    bool plate_sure, vin_sure, date_sure;
};

struct mrz_second {
    char make[MRZ_MAKE + 1]; /* blanks for `<`, none at the end */
    char model[MRZ_MODEL + 1];
};

/* The check digit of `len` characters, '0' to '9'; 0 for a character that no such line holds. */
char mrz_digit(const char *text, size_t len);

/* Takes a line as it was read: blanks go, lower case rises, what looks like `<` becomes it. Keeps at most MRZ_LINE + 8
 * characters; returns how many. */
size_t mrz_clean(const char *read, char out[MRZ_LINE + 9]);

/* Line 1 from a cleaned reading, with letters and digits exchanged where only the other kind can stand, and one character too
 * many or too few in its filling or its head forgiven. False: it is none. */
bool mrz_read_first(const char *clean, struct mrz_first *first);

/* Line 2, likewise. */
bool mrz_read_second(const char *clean, struct mrz_second *second);

#endif
