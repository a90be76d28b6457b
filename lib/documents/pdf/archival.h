/* SPDX-License-Identifier: MIT
 *
 * A PDF made one to keep (PDF/A-3, level B), with one file inside it. By libqpdf, of what pdf_render() drew: fonts are embedded
 * and colours RGB there already. Same input, same bytes. */
#ifndef DOCUMENTS_PDF_ARCHIVAL_H
#define DOCUMENTS_PDF_ARCHIVAL_H

#include "base/buf.h"
#include "base/cx.h"

struct pdf_enclosure {
    const char *filename; /* of printable ASCII without brackets, as all texts here */
    const char *mime;     /* "text/xml" */
    const char *description;
    const char *relationship; /* "Alternative", "Data", "Source" */
    const char *date;         /* YYYY-MM-DD */
    const char *content;
    size_t len;
    const char *xmp; /* metadata of the PDF, an XMP packet in UTF-8 that says PDF/A-3 B */
};

/* Appends to `out`. RC_INTERNAL (logged) if libqpdf cannot read the PDF or write it. */
enum rc pdf_archival(struct cx *cx, const char *pdf, size_t len, const struct pdf_enclosure *enclosure, struct buf *out);

#endif
