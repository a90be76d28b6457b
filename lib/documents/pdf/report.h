/* SPDX-License-Identifier: MIT
 *
 * A report as PDF: a heading, key figures, a bar chart, tables that run over as many pages as they need. Drawing only: every
 * text comes in ready. Same input, same bytes. */
#ifndef DOCUMENTS_PDF_REPORT_H
#define DOCUMENTS_PDF_REPORT_H

#include "base/buf.h"
#include "base/cx.h"

struct pdf_figure {
    const char *label;
    const char *value;
};

struct pdf_bar {
    const char *label;
    int64_t value_cents; /* the whole bar; below zero counts as zero */
    int64_t part_cents;  /* the part of it that is drawn before it */
};

struct pdf_table {
    const char *title;
    const char *const *headings; /* `columns` of them; the first column is text, the others are figures */
    size_t columns;              /* at most PDF_TABLE_COLUMNS */
    const char *const *cells;    /* rows x columns */
    size_t rows;
    bool total; /* the last row is a sum */
};
#define PDF_TABLE_COLUMNS 8

struct pdf_report {
    const char *title;
    const char *const *lines; /* below it; ends with NULL */
    const struct pdf_figure *figures;
    size_t figure_count;     /* 0: none */
    const char *chart_title; /* NULL: no chart */
    const char *value_label;
    const char *part_label;
    const struct pdf_bar *bars;
    size_t bar_count;
    const struct pdf_table *tables;
    size_t table_count;
    const char *const *notes; /* paragraphs below all; ends with NULL; NULL: none */
    bool demo;                /* a demonstration's: each page says that it is worth nothing */
};

/* Renders into `out`. RC_INTERNAL (logged) if libharu fails. */
enum rc pdf_report_render(struct cx *cx, const struct pdf_report *report, struct buf *out);

#endif
