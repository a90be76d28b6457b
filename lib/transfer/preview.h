/* SPDX-License-Identifier: MIT
 *
 * An import before it runs: each row as it would be taken, a page at a time, and how many there are of each verdict. All rows are
 * judged for that, against the records as they stand; nothing is written. Rows that would be twins of an earlier row are twins. */
#ifndef TRANSFER_PREVIEW_H
#define TRANSFER_PREVIEW_H

#include "transfer/row.h"

#define PREVIEW_LIMIT_MAX 100

struct preview_wish {
    const char *verdict; /* of verdict_names; NULL: all, in the order of the file */
    int64_t page, limit; /* from 1 */
};

struct preview {
    int64_t counts[VERDICT_WRONG + 1];
    struct list rows;
    struct list_page page;
};
extern const struct record preview_record;

/* RC_CONFLICT IMPORT_HAS_RUN: its file is gone. */
enum rc preview(struct cx *cx, const struct import *import, const struct preview_wish *wish, struct preview *preview);

#endif
