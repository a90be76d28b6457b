/* SPDX-License-Identifier: MIT
 *
 * Readings of one code that is printed three times, and which of them is to be believed. Text in, text out. */
#ifndef OCR_BALLOT_H
#define OCR_BALLOT_H

#include <stdbool.h>
#include <stddef.h>

/* Where a code is printed. */
enum printing {
    PRINTING_FIELD = 1,
    PRINTING_COUPON = 2,
    PRINTING_MRZ = 4,
    PRINTING_FONT =
        8, /* with PRINTING_MRZ: compared with its font, character by character, and its check digit fitted at once */
};

enum { BALLOT_TEXT = 20, BALLOT_MAX = 32, BALLOT_DIGITS = 12 };

struct vote {
    char text[BALLOT_TEXT];
    unsigned printings; /* enum printing, where it was read */
    int times;
};

struct ballot {
    struct vote votes[BALLOT_MAX];
    size_t count;
    char digits[BALLOT_DIGITS]; /* its check digit, as often as it was read */
    size_t digit_count;
};

/* Adds a reading; one too many is forgotten. */
void ballot_add(struct ballot *ballot, const char *text, unsigned printing);
void ballot_digit(struct ballot *ballot, char digit);

/* Whether a reading is there whose font was compared. */
bool ballot_compared(const struct ballot *ballot);

/* What is to be believed into `out`, with how much, in thousandths; 0: nothing. */
int ballot_decide(const struct ballot *ballot, char out[BALLOT_TEXT]);

#endif
