/* SPDX-License-Identifier: MIT
 *
 * The XML that a PDF encloses: an electronic invoice, if it is one (Factur-X, ZUGFeRD). Runs in the confined child only (child.h): a
 * few bytes of a PDF can become any number. */
#ifndef OCR_ENCLOSED_H
#define OCR_ENCLOSED_H

#include <stddef.h>

enum enclosed_end {
    ENCLOSED_FOUND,
    ENCLOSED_NOTHING, /* a PDF without one */
    ENCLOSED_BROKEN,  /* no PDF, or one that cannot be read without its password */
    ENCLOSED_TOO_LARGE,
};

enum {
    ENCLOSED_MAX = 10 * 1024 * 1024, /* bytes of the file that is enclosed, unpacked */
    ENCLOSED_FILES_MAX = 100,        /* files that are looked at */
};

/* The first enclosed file with one of `names` (which end with NULL), whatever its case. The caller frees `*out`, which is
 * NULL but for ENCLOSED_FOUND. */
enum enclosed_end enclosed_find(const void *bytes, size_t len, const char *const *names, char **out, size_t *out_len);

#endif
