/* SPDX-License-Identifier: MIT
 *
 * The two faces that a document is set in, and the way from UTF-8 to the bytes that libharu shows and back (ToUnicode).
 * The only file pair that reaches into libharu's own structures: its 2.3.0 can load a font only from a file, and its
 * UTF-8 encoder looks up 65,536 code points per font and writes an invalid ToUnicode map. Two ways of working:
 *
 *   narrow  every character fits Windows-1252: fonts cut to that, one byte a character, WinAnsiEncoding
 *   wide    anything else: wider fonts, two bytes a character, numbered in the order of the characters this document uses
 *
 * A character that the wide fonts cannot show has a number too, and a blank for its glyph: world.c draws its outline over
 * that, and a reader of the document still finds it. */
#ifndef DOCUMENTS_PDF_FONT_H
#define DOCUMENTS_PDF_FONT_H

#include <hpdf.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/cx.h"

enum face { FACE_REGULAR, FACE_BOLD, FACE_COUNT };

/* The characters of one document. */
struct repertoire {
    struct arena *arena;
    bool wide;           /* some character lies outside Windows-1252 */
    bool outlined;       /* some character is beyond the wide fonts */
    uint16_t **numbers;  /* wide: pages of 256 code points -> 1 and up, 0 for a character the document does not have */
    uint32_t *character; /* wide: number -> code point */
    uint16_t count;      /* wide: the highest number in use */
    uint16_t room;       /* of `character` */
};

struct fonts {
    struct repertoire *repertoire;
    HPDF_Font font[FACE_COUNT];
    HPDF_FontDef def[FACE_COUNT];
    int16_t *width[FACE_COUNT]; /* by byte or number, thousandths of the size; -1: not asked yet */
};

/* Decodes one character of possibly malformed UTF-8 and advances *text: U+FFFD for a bad byte, a space for a control
 * character or a line's end; non-characters are passed over. 0 at `end`. */
uint32_t text_next(const char **text, const char *end);

/* True for what the wide fonts show as well as it can be: one glyph a character, from left to right, no marks. */
bool repertoire_shows(uint32_t character);
void repertoire_init(struct repertoire *repertoire, struct arena *arena);
/* Notes the characters of `text` (NULL: none). Every text of a document passes here before fonts_load(). */
void repertoire_add(struct repertoire *repertoire, const char *text);

/* Loads both faces into `doc`. RC_INTERNAL when libharu refuses (its error handler knows why). */
enum rc fonts_load(struct fonts *fonts, struct repertoire *repertoire, HPDF_Doc doc);
/* The width of a character in thousandths of the font size; also marks its glyph for embedding. */
int16_t fonts_width(struct fonts *fonts, enum face face, uint32_t character);
/* Writes the bytes of `len` bytes of UTF-8 as HPDF_Page_ShowText() wants them; `out` has room for 2 * len + 1. */
void fonts_encode(const struct fonts *fonts, const char *text, size_t len, char *out);
/* The same for one character, without a NUL behind it; returns the end. */
char *fonts_put(const struct fonts *fonts, uint32_t character, char *out);
/* After the last text and before saving: completes what libharu leaves out (ToUnicode, CapHeight). */
enum rc fonts_finish(struct fonts *fonts, HPDF_Doc doc);

#endif
