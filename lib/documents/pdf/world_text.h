/* SPDX-License-Identifier: MIT
 *
 * Text of any script, made ready for a page: ordered by FriBidi, each letter with the font that has it, measured by HarfBuzz,
 * broken into lines by libunistring (Thai by libthai). A paragraph is one line of the source. Knows no page; world.c draws. */
#ifndef DOCUMENTS_PDF_WORLD_TEXT_H
#define DOCUMENTS_PDF_WORLD_TEXT_H

#include "documents/pdf/world_fonts.h"

#define LETTERS_MAX 8192 /* of a paragraph; a longer one goes on as another */

struct letter {
    uint32_t character;
    uint32_t at;        /* where its bytes begin in the paragraph */
    hb_script_t script; /* that of the letters around it, where it has none of its own */
    int32_t advance;    /* of its cluster, in thousandths of the font's size; 0 behind the first letter of one */
    int16_t font;       /* WORLD_PAGE, WORLD_NONE or an index */
    uint8_t level;      /* odd: from right to left */
    bool joined;        /* no line ends between it and the letter before it */
    bool may_break;     /* a line may end behind it */
};

struct paragraph {
    struct paragraph *next;
    const char *text;
    size_t len;
    enum face face;
    bool right_to_left;
    uint32_t count;
    struct letter *letters;
};

/* A stretch of letters of one font, direction and script: what is shaped at once. */
struct run {
    uint32_t from, to;
};

/* Makes `len` bytes ready, or as many of them as LETTERS_MAX letters take. On the arena of the fonts' repertoire. */
struct paragraph *paragraph_new(struct fonts *fonts, enum face face, const char *text, size_t len);

/* The run that begins at `from`, within `to`. */
struct run run_at(const struct paragraph *paragraph, uint32_t from, uint32_t to);
/* The glyphs of a run that is neither WORLD_PAGE nor WORLD_NONE, in visual order; they last until the next call. */
const hb_glyph_info_t *run_shape(const struct paragraph *paragraph, struct run run, const hb_glyph_position_t **places,
                                 unsigned int *count);

#endif
