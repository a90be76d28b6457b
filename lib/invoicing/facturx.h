/* SPDX-License-Identifier: MIT
 *
 * Factur-X 1.0, profile EN 16931: a paper and its electronic invoice in one PDF/A-3. */
#ifndef INVOICING_FACTURX_H
#define INVOICING_FACTURX_H

#include "base/buf.h"
#include "base/cx.h"

struct facturx {
    const char *title; /* "Facture 2026-001"; ASCII, without what XML escapes */
    const char *date;  /* of issue, YYYY-MM-DD */
    const char *pdf;
    size_t pdf_len;
    const char *xml;
    size_t xml_len;
};

/* Appends to `out`. Same input, same bytes. RC_INTERNAL (logged) if the PDF cannot be read. */
enum rc facturx_pdf(struct cx *cx, const struct facturx *facturx, struct buf *out);

#endif
