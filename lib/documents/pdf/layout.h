/* SPDX-License-Identifier: MIT
 *
 * The parts of a document from top to bottom, each drawing at pdf->y and moving it. A4, one column grid:
 * left half LEFT..MIDDLE, right half GUTTER..RIGHT. Called by pdf.c in this order. */
#ifndef DOCUMENTS_PDF_LAYOUT_H
#define DOCUMENTS_PDF_LAYOUT_H

#include "documents/pdf/pen.h"

#define MIDDLE 283.0f
#define GUTTER 309.0f

/* The wording that depends on the kind of document. */
struct wording {
    const char *title;     /* in capitals, on the first page */
    const char *name;      /* in running text */
    const char *due_label; /* of due_date */
    const char *net_label; /* of the emphasised total */
};

const struct wording *document_wording(const struct pdf_document *document);

/* "Facture N° 2026-001", or "Facture – Brouillon". */
char *document_caption(const struct pdf *pdf);

/* Starts a page, with a running head on every page but the first. */
void page_begin(struct pdf *pdf);
/* Makes room for `height` on this page or starts another; true when it did. */
bool page_room(struct pdf *pdf, float height);

/* head.c: seller, title and dates, the buyer's and the vehicle's cards, what a credit note refers to. */
void head_draw(struct pdf *pdf);
/* logo.c: the logo, if there is one, at the left, moving pdf->y below it. */
void logo_draw(struct pdf *pdf);
/* A picture, as large as the frame allows, with its upper edge at pdf->y, which moves by `height` whatever it is. */
void picture_draw(struct pdf *pdf, const void *bytes, size_t len, float x, float width, float height);
/* What a page has room for below its running head. */
float page_capacity(const struct pdf *pdf);

/* What follows the lines, and how high it is: no page shall hold a signature or conditions alone. */
struct closing {
    float whole; /* all of it; kept on one page if that can be */
    float least; /* totals, payment and signature: together in any case */
};

/* closing.c: totals, payment, signature box, notes, mentions. */
struct closing closing_measure(struct pdf *pdf);
void closing_draw(struct pdf *pdf, const struct closing *closing);
/* table.c: the lines, with the table's head repeated on each page. The last line stays with the closing, or at least
 * with its totals. */
void table_draw(struct pdf *pdf, const struct closing *closing);
/* foot.c: how high the footer is; and, once all pages are there, the footer with "Page 1/3" on each, and
 * a draft's watermark. */
float footer_height(struct pdf *pdf);
void footers_draw(struct pdf *pdf);

#endif
