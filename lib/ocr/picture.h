/* SPDX-License-Identifier: MIT
 *
 * From the bytes of a file to one gray picture, the right way up as far as the file itself says so. What it is, its first bytes
 * tell; names and declared types are not looked at. Everything but picture_kind() and picture_turn() runs in the confined
 * child only. */
#ifndef OCR_PICTURE_H
#define OCR_PICTURE_H

#include <stddef.h>

struct Pix;

enum picture_kind { PICTURE_NONE, PICTURE_JPEG, PICTURE_PNG, PICTURE_PDF };

/* Why there is no picture. */
enum picture_fault { PICTURE_GOOD, PICTURE_BROKEN, PICTURE_TOO_LARGE, PICTURE_TOO_MANY_PAGES, PICTURE_EMPTY };

enum {
    PICTURE_SIDE_MAX = 20000,          /* pixels */
    PICTURE_PIXELS_MAX = 64000000,     /* of a JPEG, which can be read at a fraction of its size */
    PICTURE_PIXELS_WHOLE = 36000000,   /* of a PNG, which cannot */
    PICTURE_PIXELS_WANTED = 12000000,  /* what is worked with */
    PICTURE_PIXELS_COLOURS = 16000000, /* of either, read with its colours */
    PICTURE_PAGES_MAX = 20,            /* of a PDF; its first is read */
};

/* By its first bytes. */
enum picture_kind picture_kind(const void *bytes, size_t len);

/* What a JPEG's EXIF says about its top: quarter turns clockwise that put it upright (0 to 3). Mirrored ones, which no camera
 * writes, and whatever is malformed: 0. *whole: an end mark was found behind the picture's beginning. */
int picture_turn(const void *bytes, size_t len, int *whole);

/* Reads it, gray with 8 bits. The caller destroys it with pixDestroy(). NULL: *fault says why. */
struct Pix *picture_read(const void *bytes, size_t len, enum picture_fault *fault);

/* A JPEG or PNG with its colours, 32 bits a pixel, on white where it lets see through. As picture_read(). */
struct Pix *picture_read_colours(const void *bytes, size_t len, enum picture_fault *fault);

/* The first page of a PDF; pdf.c. */
struct Pix *picture_read_pdf(const void *bytes, size_t len, enum picture_fault *fault);

#endif
