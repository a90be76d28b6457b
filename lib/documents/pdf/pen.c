/* SPDX-License-Identifier: MIT
 *
 * Strokes on a page. Every libharu call's failure lands in struct pdf_failure by way of the error handler and stays in
 * the document; file.c looks at both before it saves, so the calls here need no check of their own. */
#include "documents/pdf/pen.h"

#include <string.h>

#include "documents/pdf/world.h"

#define DEMO_MARGIN 28.0f

#define BOX_LINE 0.6f

const struct style STYLE_TITLE = {FACE_BOLD, ACCENT, 21.0f, 25.0f};
const struct style STYLE_NAME = {FACE_BOLD, INK, 12.5f, 16.0f};
const struct style STYLE_STRONG = {FACE_BOLD, INK, 8.4f, 11.6f};
const struct style STYLE_TEXT = {FACE_REGULAR, INK, 8.4f, 11.6f};
const struct style STYLE_SOFT = {FACE_REGULAR, SOFT, 8.0f, 11.2f};
const struct style STYLE_LABEL = {FACE_BOLD, ACCENT, 6.6f, 10.5f};
const struct style STYLE_HEAD = {FACE_BOLD, WHITE, 7.6f, 10.0f};
const struct style STYLE_SMALL = {FACE_REGULAR, SOFT, 6.8f, 9.4f};
const struct style STYLE_FOOTER = {FACE_REGULAR, SOFT, 6.4f, 8.6f};
const struct style STYLE_TOTAL = {FACE_BOLD, WHITE, 10.0f, 13.0f};
const struct style STYLE_ALERT = {FACE_BOLD, ALERT, 8.4f, 11.6f};

static const float colours[][3] = {
    [INK] = {0.11f, 0.13f, 0.16f},   [SOFT] = {0.36f, 0.40f, 0.45f}, [ACCENT] = {0.11f, 0.25f, 0.40f},
    [WHITE] = {1.0f, 1.0f, 1.0f},    [RULE] = {0.84f, 0.87f, 0.90f}, [WASH] = {0.955f, 0.965f, 0.975f},
    [ALERT] = {0.70f, 0.17f, 0.15f}, [TINT] = {0.52f, 0.70f, 0.86f},
};

void pdf_note_failure(HPDF_STATUS status, HPDF_STATUS detail, void *user_data)
{
    struct pdf_failure *failure = user_data;
    if (failure->status == HPDF_OK) {
        *failure = (struct pdf_failure){status, detail};
    }
}

void pen_page(struct pdf *pdf, HPDF_Page page)
{
    pdf->page = page;
    pdf->style = NULL;
    pdf->fill_known = false;
}

static void use_fill(struct pdf *pdf, enum colour colour)
{
    if (!pdf->fill_known || pdf->fill != colour) {
        HPDF_Page_SetRGBFill(pdf->page, colours[colour][0], colours[colour][1], colours[colour][2]);
        pdf->fill = colour;
        pdf->fill_known = true;
    }
}

void use_style(struct pdf *pdf, const struct style *style)
{
    use_fill(pdf, style->colour);
    if (pdf->style != style) {
        HPDF_Page_SetFontAndSize(pdf->page, pdf->fonts.font[style->face], style->size);
        pdf->style = style;
    }
}

struct text_line whole(const char *text)
{
    return (struct text_line){text, strlen(text), false};
}

float pen_width(struct pdf *pdf, const struct style *style, struct text_line line)
{
    const char *text = line.text;
    int32_t width = 0;
    if (world_needed(pdf, line.text, line.len)) {
        return world_width(pdf, style, line);
    }
    for (uint32_t character; (character = text_next(&text, line.text + line.len)) != 0;) {
        width += fonts_width(&pdf->fonts, style->face, character);
    }
    return (float)width * style->size / 1000.0f;
}

void pen_line(struct pdf *pdf, const struct style *style, float x, float y, struct text_line line)
{
    if (line.len == 0 || !pdf->page) {
        return;
    }
    if (world_needed(pdf, line.text, line.len)) {
        world_draw(pdf, style, x, y, line);
        return;
    }
    char *bytes = arena_alloc(pdf->cx->arena, 2 * line.len + 1);
    fonts_encode(&pdf->fonts, line.text, line.len, bytes);
    use_style(pdf, style);
    HPDF_Page_BeginText(pdf->page);
    HPDF_Page_MoveTextPos(pdf->page, x, y);
    HPDF_Page_ShowText(pdf->page, bytes);
    HPDF_Page_EndText(pdf->page);
}

void pen_aligned(struct pdf *pdf, const struct style *style, float x, float y, float width, struct text_line line)
{
    pen_line(pdf, style, line.right_to_left ? x + width - pen_width(pdf, style, line) : x, y, line);
}

void pen_text(struct pdf *pdf, const struct style *style, float x, float y, const char *text)
{
    pen_line(pdf, style, x, y, whole(text));
}

void pen_text_right(struct pdf *pdf, const struct style *style, float x, float y, const char *text)
{
    struct text_line line = whole(text);
    pen_line(pdf, style, x - pen_width(pdf, style, line), y, line);
}

/* ---- wrapping ---- */

static struct text_line trimmed(const char *start, const char *end)
{
    while (end > start && (end[-1] == ' ' || end[-1] == '\t')) {
        end--;
    }
    return (struct text_line){start, (size_t)(end - start), false};
}

/* Where the line that begins at `start` ends: at LF, CR, VT, FF, U+0085, U+2028 or U+2029, or with the text. */
static const char *line_end(const char *start)
{
    for (;; start++) {
        start += strcspn(start, "\n\r\v\f\xc2\xe2");
        if ((unsigned char)*start < 0x80 || strncmp(start, "\xc2\x85", 2) == 0 || strncmp(start, "\u2028", 3) == 0 ||
            strncmp(start, "\u2029", 3) == 0) {
            return start;
        }
    }
}

/* Behind that end: "\r\n" is one. */
static const char *next_line(const char *end)
{
    switch (*end) {
    case '\0':
        return end;
    case '\r':
        return end + (end[1] == '\n' ? 2 : 1);
    case '\n':
    case '\v':
    case '\f':
        return end + 1;
    default:
        return end + (*end == '\xc2' ? 2 : 3);
    }
}

bool text_wrap(struct pdf *pdf, const struct style *style, float width, const char **rest, struct text_line *line)
{
    const char *start = *rest;
    if (*start == '\0') {
        return false;
    }
    const char *end = line_end(start);
    if (world_needed(pdf, start, (size_t)(end - start))) {
        const char *next = world_wrap(pdf, style, width, start, end, line);
        bool right_to_left = line->right_to_left;
        *line = trimmed(start, start + line->len);
        line->right_to_left = right_to_left;
        *rest = next != NULL ? next + strspn(next, " ") : next_line(end);
        return true;
    }
    const char *blank = NULL; /* where the last blank begins */
    int32_t room = (int32_t)(width * 1000.0f / style->size);
    for (const char *at = start; at < end;) {
        const char *here = at;
        if (*here == ' ' && here > start) {
            blank = here;
        }
        room -= fonts_width(&pdf->fonts, style->face, text_next(&at, end));
        if (room < 0 && *here != ' ' && here > start) {
            *line = trimmed(start, blank != NULL ? blank : here);
            *rest = blank != NULL ? blank + strspn(blank, " ") : here;
            return true;
        }
    }
    *line = trimmed(start, end);
    *rest = next_line(end);
    return true;
}

size_t text_lines(struct pdf *pdf, const struct style *style, float width, const char *text)
{
    struct text_line line;
    size_t count = 0;
    while (text_wrap(pdf, style, width, &text, &line)) {
        count++;
    }
    return count;
}

float baseline(const struct style *style, float top)
{
    return top - (style->leading - style->size) / 2.0f - 0.78f * style->size;
}

void pen_paragraph(struct pdf *pdf, const struct style *style, float x, float width, const char *text)
{
    struct text_line line;
    while (text_wrap(pdf, style, width, &text, &line)) {
        pen_line(pdf, style, x, baseline(style, pdf->y), line);
        pdf->y -= style->leading;
    }
}

float pen_measure(struct pdf *pdf, void (*draw)(struct pdf *pdf, float x, float width), float width)
{
    HPDF_Page page = pdf->page;
    float top = pdf->y;

    pdf->page = NULL;
    draw(pdf, LEFT, width);
    float height = top - pdf->y;
    pdf->page = page;
    pdf->y = top;
    return height;
}

/* ---- shapes ---- */

void pen_box(struct pdf *pdf, enum colour colour, float x, float y, float width, float height)
{
    if (!pdf->page) {
        return;
    }
    use_fill(pdf, colour);
    HPDF_Page_Rectangle(pdf->page, x, y, width, height);
    HPDF_Page_Fill(pdf->page);
}

void pen_frame(struct pdf *pdf, enum colour colour, float x, float y, float width, float height)
{
    if (!pdf->page) {
        return;
    }
    HPDF_Page_SetRGBStroke(pdf->page, colours[colour][0], colours[colour][1], colours[colour][2]);
    HPDF_Page_SetLineWidth(pdf->page, BOX_LINE);
    HPDF_Page_Rectangle(pdf->page, x, y, width, height);
    HPDF_Page_Stroke(pdf->page);
}

/* A filled sliver: thinner to write than a stroke with its colour and width, and it looks the same everywhere. */
void pen_rule(struct pdf *pdf, enum colour colour, float x1, float x2, float y)
{
    pen_box(pdf, colour, x1, y, x2 - x1, BOX_LINE);
}

/* In the margin above everything, where no text ever stands. */
void pen_demonstration(struct pdf *pdf)
{
    static const char text[] = "DÉMONSTRATION – document fictif, sans valeur";
    float half = pen_width(pdf, &STYLE_ALERT, whole(text)) / 2.0f;
    pen_text(pdf, &STYLE_ALERT, PAGE_WIDTH / 2.0f - half, PAGE_HEIGHT - DEMO_MARGIN, text);
}
