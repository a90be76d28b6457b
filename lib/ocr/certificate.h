/* SPDX-License-Identifier: MIT
 *
 * From a gray picture of a registration certificate to its fields. */
#ifndef OCR_CERTIFICATE_H
#define OCR_CERTIFICATE_H

#include "ocr/ocr.h"

struct Pix;

/* Fills what can be read; the rest is left alone. reader_start() was called. */
void certificate_read(struct Pix *gray, struct ocr_result *result);

#endif
