/* SPDX-License-Identifier: MIT
 *
 * A PDF from its first to its last byte, whatever is drawn on it: fonts, pages, saving. libharu reports failures through a
 * callback; the first one is kept and turned into RC_INTERNAL (logged) here, and no callback ever jumps. */
#ifndef DOCUMENTS_PDF_FILE_H
#define DOCUMENTS_PDF_FILE_H

#include "documents/pdf/pen.h"

/* An empty one; its repertoire waits for every text that it will show. */
struct pdf *pdf_new(struct cx *cx);

/* Opens it with its fonts, released with the context. `title` goes into its properties where it is printable ASCII; NULL: none.
 * No date does: same input, same bytes. */
enum rc pdf_open(struct pdf *pdf, const char *title);

/* Adds an A4 page and draws on it from now on, from PAGE_TOP downwards. */
void pdf_add_page(struct pdf *pdf);

/* Appends all of it to `out`. RC_INTERNAL if anything failed since it was opened. */
enum rc pdf_save(struct pdf *pdf, struct buf *out);

#endif
