/* SPDX-License-Identifier: MIT
 *
 * The outlines of glyphs in a PDF: each stands in it once, as a form that pages draw wherever they need it. Private to
 * world.c. */
#ifndef DOCUMENTS_PDF_OUTLINE_H
#define DOCUMENTS_PDF_OUTLINE_H

#include <hpdf.h>

#include "documents/pdf/world_fonts.h"

struct outlines; /* of one document */

struct outlines *outlines_new(struct arena *arena, HPDF_Doc doc);
/* Draws a glyph at the origin of `page`, a thousand units high. Failures stick in the document. */
void outline_draw(struct outlines *outlines, HPDF_Page page, int font, enum face face, hb_codepoint_t glyph);
/* False for a blank. */
bool outline_seen(struct outlines *outlines, int font, enum face face, hb_codepoint_t glyph);

#endif
