/* SPDX-License-Identifier: MIT
 *
 * A document being drawn, and the few strokes that its pages are made of: text in a style, wrapped text, rules, boxes.
 * Lengths are points from the lower left corner of an A4 page. Failures stick (struct pdf_failure); file.c looks at them.
 * Drawn on by head.c, table.c, closing.c, report.c, chart.c; the fonts are font.c's. */
#ifndef DOCUMENTS_PDF_PEN_H
#define DOCUMENTS_PDF_PEN_H

#include <hpdf.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/cx.h"
#include "documents/pdf/font.h"
#include "documents/pdf/pdf.h"

#define PAGE_WIDTH 595.28f
#define PAGE_HEIGHT 841.89f
#define LEFT 45.0f
#define RIGHT (PAGE_WIDTH - LEFT)
#define PAGE_TOP (PAGE_HEIGHT - 45.0f)
#define FOOTER_BASE 30.0f /* the lowest line of text */

enum colour { INK, SOFT, ACCENT, TINT, WHITE, RULE, WASH, ALERT };

struct style {
    enum face face;
    enum colour colour;
    float size;
    float leading; /* from one baseline to the next */
};

extern const struct style STYLE_TITLE, STYLE_NAME, STYLE_STRONG, STYLE_TEXT, STYLE_SOFT, STYLE_LABEL, STYLE_HEAD, STYLE_SMALL,
    STYLE_FOOTER, STYLE_TOTAL, STYLE_ALERT;

/* The first thing that went wrong inside libharu; it calls back from the depth of any call. */
struct pdf_failure {
    HPDF_STATUS status; /* HPDF_OK: nothing */
    HPDF_STATUS detail;
};

/* libharu's error handler: keeps the first failure in the struct pdf_failure that `user_data` is. */
void pdf_note_failure(HPDF_STATUS status, HPDF_STATUS detail, void *user_data);

struct pdf {
    struct cx *cx;
    const struct pdf_document *document; /* NULL: something else (report.c) */
    HPDF_Doc doc;
    struct repertoire repertoire;
    struct fonts fonts;
    struct pdf_failure failure;
    HPDF_Page *pages; /* in order */
    size_t page_count;
    size_t page_room;          /* elements allocated in `pages` */
    HPDF_Page page;            /* the one being drawn on */
    float y;                   /* the upper edge of what comes next on it */
    float bottom;              /* the lower edge of what may be drawn above the footer */
    const struct style *style; /* in force on `page`; NULL: none yet */
    enum colour fill;          /* likewise */
    bool fill_known;
    struct world *world; /* of world.c; NULL until a text needs it */
};

/* A run of text that fits one line; points into the caller's text. */
struct text_line {
    const char *text;
    size_t len;
    bool right_to_left; /* its paragraph is: it ends at the right edge */
};

/* All of `text`, for a place that never wraps. */
struct text_line whole(const char *text);

/* Makes `page` the one that is drawn on; NULL: nothing is drawn, only pdf->y moves. */
void pen_page(struct pdf *pdf, HPDF_Page page);

float pen_width(struct pdf *pdf, const struct style *style, struct text_line line);
void pen_line(struct pdf *pdf, const struct style *style, float x, float y, struct text_line line);
/* A line of running text in its column: at the left, or at the right where its paragraph runs from right to left. */
void pen_aligned(struct pdf *pdf, const struct style *style, float x, float y, float width, struct text_line line);
/* Puts the style in force, before anything is shown or filled in it. */
void use_style(struct pdf *pdf, const struct style *style);
void pen_text(struct pdf *pdf, const struct style *style, float x, float y, const char *text);
/* Ends at `x`. */
void pen_text_right(struct pdf *pdf, const struct style *style, float x, float y, const char *text);

/* Takes from *rest the longest line within `width`: broken at the end of a line in any notation, else at the last blank, else
 * within the word. false when nothing is left. */
bool text_wrap(struct pdf *pdf, const struct style *style, float width, const char **rest, struct text_line *line);
size_t text_lines(struct pdf *pdf, const struct style *style, float width, const char *text);
/* Draws wrapped text with its first baseline one ascent below pdf->y, and moves pdf->y below it. */
void pen_paragraph(struct pdf *pdf, const struct style *style, float x, float width, const char *text);

void pen_box(struct pdf *pdf, enum colour colour, float x, float y, float width, float height);
void pen_frame(struct pdf *pdf, enum colour colour, float x, float y, float width, float height);
void pen_rule(struct pdf *pdf, enum colour colour, float x1, float x2, float y);

/* The height that `draw` would take: runs it over nothing. What it marks as used is embedded, so draw it afterwards. */
float pen_measure(struct pdf *pdf, void (*draw)(struct pdf *pdf, float x, float width), float width);

/* Baseline of text whose line's upper edge is at `top`. */
float baseline(const struct style *style, float top);

/* That this is a demonstration's paper, in the margin of the page at hand. */
void pen_demonstration(struct pdf *pdf);

#endif
