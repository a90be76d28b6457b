/* SPDX-License-Identifier: MIT
 *
 * Where the certificate lies in a picture: the projection from the units of its form (368 wide, 664 high) to pixels, found by
 * the labels and codes that were read. */
#ifndef OCR_FRAME_H
#define OCR_FRAME_H

#include <stdbool.h>

#include "ocr/reader.h"

struct Pix;

/* x = (m0 u + m1 v + m2) / (m6 u + m7 v + 1), y = (m3 u + m4 v + m5) / (…) */
struct frame {
    double m[8];
    int anchors; /* how many of what was read stand where the form has them */
};

/* Part of the form, in its units. */
struct place {
    double left, top, width, height;
};

/* False: too little of what was read stands where the form has it. */
bool frame_find(const struct page *page, struct frame *frame);

/* Pixels for a unit, near a place. */
double frame_scale(const struct frame *frame, const struct place *place);

/* The place as a picture of its own, level, with `scale` pixels for a unit, from `pix` (8 bits), whose pixels are `zoom` times
 * those that the frame was found in. The caller destroys it. NULL: memory is short. */
struct Pix *frame_cut(struct Pix *pix, const struct frame *frame, double zoom, const struct place *place, double scale);

#endif
