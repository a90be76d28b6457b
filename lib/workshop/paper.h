/* SPDX-License-Identifier: MIT
 *
 * Quotes, invoices and credit notes on paper: fills documents/pdf/pdf.h from rows, and keeps what was issued. */
#ifndef WORKSHOP_PAPER_H
#define WORKSHOP_PAPER_H

#include "base/buf.h"
#include "workshop/credit_note.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"

struct paper {
    const char *filename; /* "facture-2026-001.pdf" */
    const char *file;     /* archived: absolute path; NULL otherwise */
    struct buf body;      /* the bytes, when not served from a file */
};

/* A quote is drawn each time; an issued invoice or credit note is drawn once from its copies, kept in the tenant's files
 * and served from there ever after. A draft invoice is drawn from the present state. */
enum rc paper_quote(struct cx *cx, const struct quote *quote, struct paper *paper);
enum rc paper_invoice(struct cx *cx, const struct invoice *invoice, struct paper *paper);
enum rc paper_credit_note(struct cx *cx, const struct credit_note *note, struct paper *paper);

/* A payment method in French, "Espèces"; NULL for NULL. */
const char *paper_method_words(const char *method);

#endif
