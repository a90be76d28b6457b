/* SPDX-License-Identifier: MIT
 *
 * Drawings by hand that come from outside, as PNG. Nothing of a stranger's file is kept: its chunks are compared with their
 * checksums, those that are no pixels are left out, and what is left is decoded and encoded anew, gray on white. So what is drawn on a
 * paper later is ours. The only place where a worker decodes a stranger's picture, and only of the plainest kind (drawing_read());
 * pdf/logo.c and pdf/closing.c read PNG that was made here, and logos and certificates are decoded in a child (ocr/child.c). */
#ifndef DOCUMENTS_DRAWING_H
#define DOCUMENTS_DRAWING_H

#include <stdbool.h>

#include "base/buf.h"

enum {
    DRAWING_BYTES_MAX = 100 * 1024, /* of the file that comes */
    DRAWING_SIDE_MAX = 2000,        /* pixels */
    DRAWING_PIXELS_MAX = 1000000,
    DRAWING_KEPT_MAX = 256 * 1024, /* bytes of what is made of it */
};

enum drawing_fault {
    DRAWING_GOOD,
    DRAWING_BROKEN,    /* no PNG, one of another kind, or one that does not decode */
    DRAWING_TOO_LARGE, /* in bytes or pixels */
    DRAWING_EMPTY,     /* nothing to see */
};

/* Makes a PNG of our own of `bytes`, in `png` (on the arena). They must have eight bits a channel, gray or RGB, with alpha or without,
 * and no interlacing; else libpng does not see them. Some milliseconds at most, some megabytes of memory. */
enum drawing_fault drawing_read(struct arena *arena, const void *bytes, size_t len, struct buf *png);

/* Every chunk whole, the first one the header, the last one the end, and each as its checksum says. */
bool png_intact(const void *bytes, size_t len);

#endif
