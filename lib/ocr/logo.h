/* SPDX-License-Identifier: MIT
 *
 * A stranger's picture as a logo for papers: no larger than it is printed, in plain colours on white, encoded anew, so that nothing of
 * the file that came lives on. It is decoded by the confined child (child.h), which hands over pixels and nothing else. */
#ifndef OCR_LOGO_H
#define OCR_LOGO_H

#include "base/buf.h"
#include "ocr/picture.h"

enum {
    LOGO_WIDTH_MAX = 450,  /* three pixels a point of the 150 by 52 that papers have for it */
    LOGO_HEIGHT_MAX = 156, /* the same */
    LOGO_UPLOAD_MAX = 512 * 1024,
};

enum logo_end {
    LOGO_DRAWN,
    LOGO_BROKEN,    /* no picture comes of it */
    LOGO_TOO_LARGE, /* more than PICTURE_PIXELS_COLOURS */
    LOGO_TOO_COSTLY,
    LOGO_MISSING, /* this machine cannot: no process */
};

/* Appends the PNG to `out`, which is initialised; at most 3 bytes a pixel and a little. No transaction may be open. */
enum logo_end logo_redraw(const void *bytes, size_t len, struct buf *out);

/* The same in the calling process and without limits; for tests and fuzzing. */
enum logo_end logo_redraw_here(const void *bytes, size_t len, struct buf *out);

#endif
