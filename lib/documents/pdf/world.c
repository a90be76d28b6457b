/* SPDX-License-Identifier: MIT
 *
 * Lines of paragraphs, run by run. A paragraph is made ready once, however often it is measured, wrapped and drawn. */
#include "documents/pdf/world.h"

#include <string.h>

#include "documents/pdf/outline.h"
#include "documents/pdf/world_text.h"

#define SCALING_MIN 10.0f /* what libharu allows, in percent */
#define SCALING_MAX 300.0f

/* What the document keeps of it; pdf->world. */
struct world {
    struct paragraph *paragraphs; /* the last used first */
    struct outlines *outlines;
};

static struct world *world_of(struct pdf *pdf)
{
    if (!pdf->world) {
        pdf->world = arena_alloc(pdf->cx->arena, sizeof *pdf->world);
        pdf->world->outlines = outlines_new(pdf->cx->arena, pdf->doc);
    }
    return pdf->world;
}

bool world_needed(const struct pdf *pdf, const char *text, size_t len)
{
    const char *end = text + len;
    if (!pdf->repertoire.outlined) {
        return false;
    }
    for (uint32_t character; (character = text_next(&text, end)) != 0;) {
        if (!repertoire_shows(character)) {
            return true;
        }
    }
    return false;
}

/* The paragraph that `text` lies in, made ready if it was not; `len` bytes of it are known to belong together. */
static struct paragraph *paragraph_at(struct pdf *pdf, enum face face, const char *text, size_t len)
{
    struct world *world = world_of(pdf);
    for (struct paragraph **link = &world->paragraphs; *link; link = &(*link)->next) {
        struct paragraph *paragraph = *link;
        if (paragraph->face == face && text >= paragraph->text && text < paragraph->text + paragraph->len) {
            *link = paragraph->next;
            paragraph->next = world->paragraphs;
            world->paragraphs = paragraph;
            return paragraph;
        }
    }
    struct paragraph *paragraph = paragraph_new(&pdf->fonts, face, text, len);
    paragraph->next = world->paragraphs;
    world->paragraphs = paragraph;
    return paragraph;
}

/* The index of the first letter that begins at `text` or behind it. */
static uint32_t letter_at(const struct paragraph *paragraph, const char *text)
{
    uint32_t low = 0;
    uint32_t high = paragraph->count;
    size_t at = (size_t)(text - paragraph->text);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (paragraph->letters[middle].at < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static float length_of(const struct paragraph *paragraph, struct run run, const struct style *style)
{
    int64_t sum = 0;
    for (uint32_t i = run.from; i < run.to; i++) {
        sum += paragraph->letters[i].advance;
    }
    return (float)sum * style->size / 1000.0f;
}

/* ---- runs on the page ---- */

static void show_bytes(struct pdf *pdf, float x, float y, const char *bytes)
{
    HPDF_Page_BeginText(pdf->page);
    HPDF_Page_MoveTextPos(pdf->page, x, y);
    HPDF_Page_ShowText(pdf->page, bytes);
    HPDF_Page_EndText(pdf->page);
}

/* The letters of a run as the page's font shows them, in the order of the page. */
static void show_letters(struct pdf *pdf, const struct style *style, float x, float y, const struct paragraph *paragraph,
                         struct run run)
{
    uint32_t count = run.to - run.from;
    char *bytes = arena_alloc(pdf->cx->arena, 2 * (size_t)count + 1);
    char *end = bytes;
    for (uint32_t i = 0; i < count; i++) {
        bool backwards = paragraph->letters[run.from].level % 2;
        const struct letter *letter = &paragraph->letters[backwards ? run.to - 1 - i : run.from + i];
        if (letter->font == paragraph->letters[run.from].font) {
            end = fonts_put(&pdf->fonts, letter->character, end);
        }
    }
    *end = '\0';
    use_style(pdf, style);
    show_bytes(pdf, x, y, bytes);
}

/* What is drawn as outlines, unseen, to be copied and searched: stretched to the place that they take. */
static void show_unseen(struct pdf *pdf, const struct style *style, float x, float y, const struct paragraph *paragraph,
                        struct run run)
{
    float natural = 0.0f;
    for (uint32_t i = run.from; i < run.to; i++) {
        natural += (float)fonts_width(&pdf->fonts, style->face, paragraph->letters[i].character) * style->size / 1000.0f;
    }
    float percent = natural > 0.0f ? 100.0f * length_of(paragraph, run, style) / natural : 100.0f;
    percent = percent < SCALING_MIN ? SCALING_MIN : percent > SCALING_MAX ? SCALING_MAX : percent;
    HPDF_Page_SetTextRenderingMode(pdf->page, HPDF_INVISIBLE);
    HPDF_Page_SetHorizontalScalling(pdf->page, percent);
    show_letters(pdf, style, x, y, paragraph, run);
    HPDF_Page_SetHorizontalScalling(pdf->page, 100.0f);
    HPDF_Page_SetTextRenderingMode(pdf->page, HPDF_FILL);
}

static void draw_outlines(struct pdf *pdf, const struct style *style, float x, float y, const struct paragraph *paragraph,
                          struct run run)
{
    struct outlines *outlines = world_of(pdf)->outlines;
    int font = paragraph->letters[run.from].font;
    const hb_glyph_position_t *places;
    unsigned int count;
    const hb_glyph_info_t *glyphs = run_shape(paragraph, run, &places, &count);
    hb_position_t pen_x = 0, pen_y = 0, at_x = 0, at_y = 0;

    HPDF_Page_GSave(pdf->page);
    HPDF_Page_Concat(pdf->page, style->size / 1000.0f, 0.0f, 0.0f, style->size / 1000.0f, x, y);
    for (unsigned int i = 0; i < count; i++) {
        hb_position_t to_x = pen_x + places[i].x_offset;
        hb_position_t to_y = pen_y + places[i].y_offset;
        if (outline_seen(outlines, font, style->face, glyphs[i].codepoint)) {
            if (to_x != at_x || to_y != at_y) {
                HPDF_Page_Concat(pdf->page, 1.0f, 0.0f, 0.0f, 1.0f, (float)(to_x - at_x), (float)(to_y - at_y));
            }
            outline_draw(outlines, pdf->page, font, style->face, glyphs[i].codepoint);
            at_x = to_x;
            at_y = to_y;
        }
        pen_x += places[i].x_advance;
        pen_y += places[i].y_advance;
    }
    HPDF_Page_GRestore(pdf->page);
}

static void draw_run(struct pdf *pdf, const struct style *style, float x, float y, const struct paragraph *paragraph,
                     struct run run)
{
    int font = paragraph->letters[run.from].font;
    if (font == WORLD_PAGE) {
        show_letters(pdf, style, x, y, paragraph, run);
    } else if (font != WORLD_NONE) {
        use_style(pdf, style);
        draw_outlines(pdf, style, x, y, paragraph, run);
        show_unseen(pdf, style, x, y, paragraph, run);
    }
}

/* ---- lines ---- */

static void reverse(struct run *runs, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct run run = runs[i];
        runs[i] = runs[count - 1 - i];
        runs[count - 1 - i] = run;
    }
}

/* Rule L2 of the bidirectional algorithm: from the highest level down to the lowest odd one, what stands at that level or
 * above is turned around. */
static void put_in_order(const struct paragraph *paragraph, struct run *runs, size_t count)
{
    int highest = 0;
    for (size_t i = 0; i < count; i++) {
        int level = paragraph->letters[runs[i].from].level;
        highest = level > highest ? level : highest;
    }
    for (int level = highest; level > 0; level--) {
        for (size_t from = 0, to; from < count; from = to + 1) {
            to = from;
            while (to < count && paragraph->letters[runs[to].from].level >= level) {
                to++;
            }
            reverse(runs + from, to - from);
        }
    }
}

float world_width(struct pdf *pdf, const struct style *style, struct text_line line)
{
    const struct paragraph *paragraph = paragraph_at(pdf, style->face, line.text, line.len);
    struct run all = {letter_at(paragraph, line.text), letter_at(paragraph, line.text + line.len)};
    return length_of(paragraph, all, style);
}

void world_draw(struct pdf *pdf, const struct style *style, float x, float y, struct text_line line)
{
    const struct paragraph *paragraph = paragraph_at(pdf, style->face, line.text, line.len);
    uint32_t from = letter_at(paragraph, line.text);
    uint32_t to = letter_at(paragraph, line.text + line.len);
    struct run *runs = arena_array(pdf->cx->arena, to - from + 1, sizeof *runs);
    size_t count = 0;
    for (; from < to; from = runs[count - 1].to) {
        runs[count++] = run_at(paragraph, from, to);
    }
    put_in_order(paragraph, runs, count);
    for (size_t i = 0; i < count; i++) {
        draw_run(pdf, style, x, y, paragraph, runs[i]);
        x += length_of(paragraph, runs[i], style);
    }
}

const char *world_wrap(struct pdf *pdf, const struct style *style, float width, const char *start, const char *end,
                       struct text_line *line)
{
    const struct paragraph *paragraph = paragraph_at(pdf, style->face, start, (size_t)(end - start));
    const struct letter *letters = paragraph->letters;
    uint32_t first = letter_at(paragraph, start);
    uint32_t cut = first; /* where the line may end */
    uint32_t at = first;
    int64_t room = (int64_t)(width * 1000.0f / style->size);
    for (; at < paragraph->count; at++) {
        room -= letters[at].advance;
        if (room < 0 && letters[at].character != ' ' && at > first && !letters[at].joined) {
            break;
        }
        cut = letters[at].may_break ? at + 1 : cut;
    }
    uint32_t stop = at == paragraph->count || cut == first ? at : cut;
    const char *next = paragraph->text + letters[stop].at;
    *line = (struct text_line){start, (size_t)(next - start), paragraph->right_to_left};
    return next < end ? next : NULL;
}
