/* SPDX-License-Identifier: MIT
 *
 * A text file that is made for one answer, by stdio: it is complete, or it is not there. */
#ifndef DOCUMENTS_SHEET_OUT_H
#define DOCUMENTS_SHEET_OUT_H

#include <stdio.h>

#include "base/cx.h"

struct out {
    struct cx *cx;
    FILE *file; /* NULL: closed */
    const char *path;
    bool complete;
};

/* RC_NO_SPACE, or RC_INTERNAL (logged), here and below. Removes the file at the end of the context unless out_close() succeeded. */
enum rc out_open(struct cx *cx, const char *path, struct out **out);
/* Whether all so far could be written. */
enum rc out_written(struct out *out);
enum rc out_close(struct out *out);

#endif
