/* SPDX-License-Identifier: MIT
 *
 * What a customer said to a quote: who agreed, how, with which drawing, and whether parts from the circular economy may be used (Code
 * de la consommation, L. 224-67: private customers choose before they agree). */
#ifndef WORKSHOP_ACCEPTANCE_H
#define WORKSHOP_ACCEPTANCE_H

#include "base/buf.h"
#include "documents/pdf/pdf.h"
#include "workshop/quote.h"

#define SIGNATURE_TEXT_MAX 136600 /* characters of 100 KB in base64, with padding */

/* What does not go with the status: the check of quote_status_record. */
void acceptance_check(struct cx *cx, const void *object, uint64_t present);

/* Makes the drawing anew (documents/drawing.h), outside of any transaction; then fault_check() of all that was found. */
enum rc acceptance_read(struct cx *cx, struct quote_status_change *change);
/* Keeps the drawing, if there is one, with the status. */
enum rc acceptance_keep(struct cx *cx, const char *quote_id, const struct quote_status_change *change);
/* The kept drawing, a PNG. RC_NOT_FOUND: the quote has none. */
enum rc acceptance_drawing(struct cx *cx, const char *quote_id, struct buf *png);

/* What a copy does not have. */
void acceptance_forget(struct quote *quote);

/* As the quote's paper says it, before somebody has agreed, too. */
enum rc acceptance_paper(struct cx *cx, const struct quote *quote, struct pdf_document *document);

#endif
