/* SPDX-License-Identifier: MIT
 *
 * Reads a French registration certificate (carte grise) from a picture or a PDF. A service that knows no domain: bytes in,
 * fields with confidences out. The picture is read in a child process that has given away network, files, processes and most
 * system calls, with limits on memory and time; what it answers is checked like any stranger's input. */
#ifndef OCR_OCR_H
#define OCR_OCR_H

#include "base/cx.h"
#include "ocr/picture.h"

enum ocr_name {
    OCR_VIN,
    OCR_PLATE,
    OCR_MAKE,
    OCR_MODEL,
    OCR_FIRST_REGISTRATION, /* YYYY-MM-DD */
    OCR_FUEL,               /* P.3, as printed: "ES", "GO" … */
    OCR_FISCAL_POWER,       /* P.6, digits */
    OCR_OWNER_NAME,
    OCR_OWNER_ADDRESS,
    OCR_NAMES
};

enum { OCR_TEXT_MAX = 240 };

struct ocr_field {
    char text[OCR_TEXT_MAX]; /* "": it could not be read */
    int confidence;          /* thousandths; from 900 on it is right at least 98 times in 100 */
};

struct ocr_result {
    struct ocr_field fields[OCR_NAMES];
};

/* How a reading ended. */
enum ocr_end {
    OCR_READ,           /* whatever was found */
    OCR_BROKEN,         /* no picture comes of it, or it ended the child */
    OCR_TOO_LARGE,      /* more pixels than are read */
    OCR_TOO_MANY_PAGES, /* PICTURE_PAGES_MAX */
    OCR_EMPTY,          /* nothing is drawn on the page of a PDF */
    OCR_TOO_COSTLY,     /* a limit on memory or time was reached */
    OCR_MISSING,        /* this machine cannot: no process, or no language files */
};

/* Whether this machine has what a reading needs: the language files. Cheap; the engine is not started. */
bool ocr_is_able(void);

/* Reads `bytes` into `result`. Takes up to OCR_WALL_S seconds; no transaction may be open. */
enum ocr_end ocr_read(const void *bytes, size_t len, struct ocr_result *result);

/* What the child does, in the calling process and without limits; for measuring and tests. */
enum ocr_end ocr_read_here(const void *bytes, size_t len, struct ocr_result *result);

#endif
