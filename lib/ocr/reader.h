/* SPDX-License-Identifier: MIT
 *
 * Tesseract: the lines of a page with their places, or the text of one line. One engine a process, made at the first call and
 * never given back: the process is a child that reads one picture. */
#ifndef OCR_READER_H
#define OCR_READER_H

#include <stdbool.h>
#include <stddef.h>

struct Pix;

enum { READER_TEXT_MAX = 160, READER_PIECES_MAX = 400 };

/* A word, or a whole line of words, where it stands in the picture that was read. */
struct piece {
    char text[READER_TEXT_MAX]; /* cut at a character's end */
    int left, top, right, bottom;
    bool line; /* a line; its words stand beside it */
};

/* What stands on a page. */
struct page {
    struct piece pieces[READER_PIECES_MAX];
    size_t count;
};

/* Which characters a line can hold. */
enum alphabet {
    ALPHABET_ALL,
    ALPHABET_NAME, /* no digits, and no accents: certificates have none */
    ALPHABET_CODE,
    ALPHABET_VIN,   /* no I, O, Q */
    ALPHABET_PLATE, /* no I, O, U: they are in no plate that was given out */
    ALPHABET_MRZ,   /* of line 1: no I, O */
    ALPHABET_MRZ_2,
    ALPHABET_DATE
};

/* Whether its language files are there. */
bool reader_is_able(void);

/* False: the engine or its language files are missing. */
bool reader_start(void);

/* Reads a page of sparse text. */
void reader_page(struct Pix *pix, struct page *page);

/* Reads one line of text into `out` (READER_TEXT_MAX bytes), without blanks at its ends; "" if there is nothing. */
void reader_line(struct Pix *pix, enum alphabet alphabet, char *out);

#endif
