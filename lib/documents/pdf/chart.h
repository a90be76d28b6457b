/* SPDX-License-Identifier: MIT
 *
 * A bar chart at the full width of the page. Private to report.c. */
#ifndef DOCUMENTS_PDF_CHART_H
#define DOCUMENTS_PDF_CHART_H

#include "documents/pdf/pen.h"
#include "documents/pdf/report.h"

#define CHART_HEIGHT 190.0f

/* Draws below pdf->y and moves it: the legend, a scale in round steps, one bar after the other with its label. */
void chart_draw(struct pdf *pdf, const struct pdf_report *report);

/* What a scale says: "0", "500k", "1.5M", "2B". */
char *chart_amount(struct arena *arena, int64_t cents);

/* The step of a scale of at most five steps up to `top_cents`: 1, 2, 2.5 or 5 with noughts, at least one unit of money. The
 * scale ends at most a third above a top of five units or more. */
int64_t chart_step(int64_t top_cents);
/* How many of them the scale needs; at least one. */
int chart_steps(int64_t top_cents, int64_t step);

#endif
