/* SPDX-License-Identifier: MIT
 *
 * The foot of every page: who the seller is before the law, the tenant's own line, and the page number. Drawn last,
 * when the number of pages is known; its height is known from the start. And over a draft, its watermark; above a
 * demonstration's paper, what it is. */
#include "base/str.h"
#include "documents/isolate.h"
#include "documents/pdf/layout.h"

#define PAGE_NUMBER_WIDTH 62.0f
#define FOOT_WIDTH (RIGHT - LEFT - PAGE_NUMBER_WIDTH)
#define FOOT_GAP 7.0f
#define COS_45 0.70711f
#define FOOT_LINES 6 /* at most, so that no text can fill the page from below */

static void part(struct buf *out, const char *label, const char *value)
{
    if (!str_empty(value)) {
        buf_str(out, out->len > 0 ? "  ·  " : "");
        buf_str(out, label);
        buf_str(out, text_isolated(out->arena, value));
    }
}

/* "Garage Martin · SARL au capital de 10 000 € · SIRET … · TVA …", then the tenant's own line. */
static char *foot_text(struct pdf *pdf)
{
    const struct pdf_party *seller = &pdf->document->seller;
    struct buf out;
    buf_init(&out, pdf->cx->arena, 256);
    part(&out, "", seller->name);
    part(&out, "", seller->legal);
    part(&out, "SIRET ", seller->siren);
    part(&out, "TVA ", seller->vat_number);
    if (!str_empty(pdf->document->footer)) {
        buf_char(&out, '\n');
        buf_str(&out, pdf->document->footer);
    }
    return out.data;
}

static size_t foot_lines(struct pdf *pdf, const char *text)
{
    size_t lines = text_lines(pdf, &STYLE_FOOTER, FOOT_WIDTH, text);
    return lines < FOOT_LINES ? lines : FOOT_LINES;
}

float footer_height(struct pdf *pdf)
{
    size_t lines = foot_lines(pdf, foot_text(pdf));
    return FOOTER_BASE + (float)lines * STYLE_FOOTER.leading + 2 * FOOT_GAP;
}

static void footer_draw(struct pdf *pdf, const char *text, size_t lines, const char *number)
{
    struct text_line line;
    pdf->y = FOOTER_BASE + (float)lines * STYLE_FOOTER.leading;
    pen_rule(pdf, RULE, LEFT, RIGHT, pdf->y + FOOT_GAP);
    pen_text_right(pdf, &STYLE_FOOTER, RIGHT, baseline(&STYLE_FOOTER, pdf->y), number);
    for (size_t i = 0; i < lines && text_wrap(pdf, &STYLE_FOOTER, FOOT_WIDTH, &text, &line); i++) {
        pen_line(pdf, &STYLE_FOOTER, LEFT, baseline(&STYLE_FOOTER, pdf->y), line);
        pdf->y -= STYLE_FOOTER.leading;
    }
}

/* ---- draft ---- */

/* Across the page and over everything, so that no box hides it; translucent, so that it hides nothing. */
static void watermark_draw(struct pdf *pdf, HPDF_ExtGState translucent)
{
    static const struct style style = {FACE_BOLD, SOFT, 92.0f, 92.0f};
    static const char word[] = "BROUILLON";
    float half = pen_width(pdf, &style, whole(word)) / 2.0f;
    float x = PAGE_WIDTH / 2.0f - COS_45 * (half - style.size / 3.0f);
    float y = PAGE_HEIGHT / 2.0f - COS_45 * (half + style.size / 3.0f);

    HPDF_Page_GSave(pdf->page);
    HPDF_Page_SetExtGState(pdf->page, translucent);
    HPDF_Page_Concat(pdf->page, COS_45, COS_45, -COS_45, COS_45, x, y);
    pen_text(pdf, &style, 0.0f, 0.0f, word);
    HPDF_Page_GRestore(pdf->page);
}

static HPDF_ExtGState translucent_state(struct pdf *pdf)
{
    HPDF_ExtGState state = HPDF_CreateExtGState(pdf->doc);
    if (!state || HPDF_ExtGState_SetAlphaFill(state, 0.13f) != HPDF_OK) {
        pdf_note_failure(HPDF_INVALID_EXT_GSTATE, 0, &pdf->failure);
    }
    return state;
}

void footers_draw(struct pdf *pdf)
{
    const char *text = foot_text(pdf);
    size_t lines = foot_lines(pdf, text);
    HPDF_ExtGState translucent = pdf->document->number ? NULL : translucent_state(pdf);
    for (size_t i = 0; i < pdf->page_count; i++) {
        pen_page(pdf, pdf->pages[i]);
        footer_draw(pdf, text, lines, arena_printf(pdf->cx->arena, "Page %zu/%zu", i + 1, pdf->page_count));
        if (pdf->document->demo) {
            pen_demonstration(pdf);
        }
        if (translucent) {
            watermark_draw(pdf, translucent);
        }
    }
}
