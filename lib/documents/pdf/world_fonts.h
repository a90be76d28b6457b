/* SPDX-License-Identifier: MIT
 *
 * The fonts for what the pages' own fonts cannot print: Debian's Noto for each script, with DejaVu, Noto's symbols and
 * Symbola. A file is mapped when a text first needs it, and stays mapped for the life of the process. A missing or damaged
 * one is logged once; its characters are then nobody's. HarfBuzz checks every bound of a font's tables. */
#ifndef DOCUMENTS_PDF_WORLD_FONTS_H
#define DOCUMENTS_PDF_WORLD_FONTS_H

#include <hb.h>
#include <stdbool.h>
#include <stdint.h>

#include "documents/pdf/font.h"

/* In place of a font's index. */
#define WORLD_PAGE (-1) /* the page's own font */
#define WORLD_NONE (-2) /* nothing is drawn */

/* The form of Chinese characters where they differ by country. */
enum han { HAN_JAPAN, HAN_KOREA, HAN_CHINA, HAN_TAIWAN, HAN_COUNT };

/* A font by its index, scaled so that lengths are thousandths of its size; NULL when it cannot be had. */
hb_font_t *world_font(int index, enum face face);
bool world_font_has(int index, uint32_t character);
/* The index of the first font that has `character`, of its script before those of symbols; WORLD_NONE. */
int world_font_for(uint32_t character, hb_script_t script, enum han han);

/* Where fonts are looked for; NULL: where Debian puts them. For tests. */
void world_fonts_under(const char *root);

#endif
