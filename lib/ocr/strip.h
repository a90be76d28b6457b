/* SPDX-License-Identifier: MIT
 *
 * Finds the form by its two machine-readable lines alone, as shapes, without reading a character: a tenth of what reading a whole
 * page takes. Good enough for scans; in a photograph the far end of the form is guessed. */
#ifndef OCR_STRIP_H
#define OCR_STRIP_H

#include "ocr/frame.h"

enum { STRIP_WAYS = 3 };

/* In a level picture of 8 bits with even light; `way` is how black is told from white: by a level, by a level after stretching, by
 * what is around. False: no two such lines lie below each other. */
bool strip_find(struct Pix *pix, int way, struct frame *frame);

#endif
