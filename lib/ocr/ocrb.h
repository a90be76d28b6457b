/* SPDX-License-Identifier: MIT
 *
 * Reads the machine-readable lines by their font: OCR-B, of one pitch, compared cell by cell with drawn characters. Stands a blur
 * and a noise in which a general reader finds no text, and knows for each character how near the next best was. */
#ifndef OCR_OCRB_H
#define OCR_OCRB_H

#include <stdbool.h>

#include "ocr/frame.h"
#include "ocr/mrz.h"

/* How like the first five characters, CRFRA, must be to what is there (correlation) for it to be such a line. */
#define OCRB_HEAD_LEAST 0.6

struct ocrb_line {
    char text[MRZ_LINE + 1];
    char next[MRZ_LINE + 1]; /* the second best of each */
    double margin[MRZ_LINE]; /* by how much the best was better, in correlation */
    double head;             /* mean correlation of CRFRA, in the first line */
    int left, top;           /* where the first cell was found in the cut picture */
    int blur;
};

/* Reads line 1, then line 2 at the same place; `zoom` as in frame.h. False: there is no such line, or memory is short. */
bool ocrb_read(struct Pix *pix, const struct frame *frame, double zoom, struct ocrb_line *first, struct ocrb_line *second);

/* Puts the characters from `at` on in agreement with their check digit behind them, by those that were the least sure. What that
 * has cost is left in *cost (correlation; 0: they agreed). False: they cannot be. */
bool ocrb_agree(struct ocrb_line *line, int at, int len, double *cost);

#endif
