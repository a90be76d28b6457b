/* SPDX-License-Identifier: MIT
 *
 * Text that the page's own fonts cannot print, on a page: as outlines, in the order in which it is read. Over each run
 * of outlines its characters stand unseen, so that a reader can copy and search them. Called by pen.c alone. */
#ifndef DOCUMENTS_PDF_WORLD_H
#define DOCUMENTS_PDF_WORLD_H

#include "documents/pdf/pen.h"

/* True for text that has to be drawn here. */
bool world_needed(const struct pdf *pdf, const char *text, size_t len);
float world_width(struct pdf *pdf, const struct style *style, struct text_line line);
void world_draw(struct pdf *pdf, const struct style *style, float x, float y, struct text_line line);
/* text_wrap() for the line of the source that begins at *rest and ends at `end`: where the text goes on within it, or NULL
 * when all of it is taken. */
const char *world_wrap(struct pdf *pdf, const struct style *style, float width, const char *start, const char *end,
                       struct text_line *line);

#endif
