/* SPDX-License-Identifier: MIT
 *
 * What follows the lines: VAT by rate and the totals; how to pay; where to sign; notes and the legal mentions. All on one
 * page where it fits; else notes and mentions run on to the next. Wording of the law comes in as data. */
#include "base/str.h"
#include "documents/french.h"
#include "documents/pdf/layout.h"

#define TOTALS_LEFT 348.0f
#define TOTALS_ROW 15.0f
#define BAND_HEIGHT 24.0f
#define RECAP_BASE (LEFT + 145.0f) /* right edges of the columns of the VAT table */
#define RECAP_VAT (LEFT + 238.0f)
#define SIGNATURE_HEIGHT 78.0f /* at least */
#define SIGNATURE_MARGIN 7.0f
#define SIGNATURE_ROOM 34.0f /* to sign in */
#define DRAWING_HEIGHT 54.0f
#define PAYMENT_LABEL 92.0f
#define GAP 14.0f
#define LABEL_GAP 2.0f
#define HEADING_LINES 2.0f /* of text stay with their heading */

/* ---- totals ---- */

static void total_row(struct pdf *pdf, const struct style *style, const char *label, int64_t cents)
{
    float y = baseline(style, pdf->y - (TOTALS_ROW - style->leading) / 2.0f);
    pen_text(pdf, style, TOTALS_LEFT, y, label);
    pen_text_right(pdf, style, RIGHT - 7.0f, y, french_money(pdf->cx->arena, cents));
    pdf->y -= TOTALS_ROW;
}

static void band_draw(struct pdf *pdf, const char *label, int64_t cents)
{
    float y = baseline(&STYLE_TOTAL, pdf->y - (BAND_HEIGHT - STYLE_TOTAL.leading) / 2.0f);
    pen_box(pdf, ACCENT, TOTALS_LEFT - 10.0f, pdf->y - BAND_HEIGHT, RIGHT - TOTALS_LEFT + 10.0f, BAND_HEIGHT);
    pen_text(pdf, &STYLE_TOTAL, TOTALS_LEFT, y, label);
    pen_text_right(pdf, &STYLE_TOTAL, RIGHT - 7.0f, y, french_money(pdf->cx->arena, cents));
    pdf->y -= BAND_HEIGHT;
}

static void totals_column(struct pdf *pdf)
{
    const struct pdf_document *document = pdf->document;
    total_row(pdf, &STYLE_TEXT, "Total HT", document->subtotal_cents);
    total_row(pdf, &STYLE_TEXT, "Total TVA", document->vat_cents);
    if (document->kind != PDF_QUOTE) { /* there the band says it */
        total_row(pdf, &STYLE_STRONG, "Total TTC", document->total_cents);
    }
    if (document->deposited_cents > 0) {
        total_row(pdf, &STYLE_TEXT, "Acomptes déduits", -document->deposited_cents);
    }
    pdf->y -= 4.0f;
    band_draw(pdf, document->deposited_cents > 0 ? "Reste à payer" : document_wording(document)->net_label,
              document->total_cents - document->deposited_cents);
}

static void recap_row(struct pdf *pdf, const struct style *style, const char *rate, const char *base, const char *vat)
{
    float y = baseline(style, pdf->y - (TOTALS_ROW - style->leading) / 2.0f);
    pen_text(pdf, style, LEFT, y, rate);
    pen_text_right(pdf, style, RECAP_BASE, y, base);
    pen_text_right(pdf, style, RECAP_VAT, y, vat);
    pdf->y -= TOTALS_ROW;
}

/* Below the table of rates, where lines say what a private buyer pays. */
static void gross_note(struct pdf *pdf)
{
    pdf->y -= LABEL_GAP;
    pen_paragraph(pdf, &STYLE_SMALL, LEFT, RECAP_VAT - LEFT, "Prix unitaires et totaux des lignes TVA comprise.");
}

static void vat_recap(struct pdf *pdf)
{
    const struct pdf_document *document = pdf->document;
    struct arena *arena = pdf->cx->arena;

    recap_row(pdf, &STYLE_LABEL, "TAUX DE TVA", "BASE HT", "MONTANT TVA");
    pen_rule(pdf, RULE, LEFT, RECAP_VAT, pdf->y);
    for (size_t i = 0; i < document->vat_count; i++) {
        recap_row(pdf, &STYLE_TEXT, french_percent(arena, document->vats[i].rate_bp),
                  french_money(arena, document->vats[i].net_cents), french_money(arena, document->vats[i].vat_cents));
    }
}

static void totals_block(struct pdf *pdf, float x, float width)
{
    (void)x;
    (void)width;
    pdf->y -= GAP;
    float top = pdf->y;
    vat_recap(pdf);
    if (pdf->document->gross) {
        gross_note(pdf);
    }
    float left_end = pdf->y;
    pdf->y = top;
    totals_column(pdf);
    pdf->y = pdf->y < left_end ? pdf->y : left_end;
}

/* ---- payment and signature ---- */

static void label_draw(struct pdf *pdf, const char *text)
{
    pen_paragraph(pdf, &STYLE_LABEL, LEFT, RIGHT - LEFT, text);
    pdf->y -= LABEL_GAP;
}

static void payment_row(struct pdf *pdf, float width, const char *label, const char *value)
{
    if (!str_empty(value)) {
        pen_text(pdf, &STYLE_SOFT, LEFT, baseline(&STYLE_TEXT, pdf->y), label);
        pen_paragraph(pdf, &STYLE_TEXT, LEFT + PAYMENT_LABEL, width - PAYMENT_LABEL, value);
    }
}

static void payment_block(struct pdf *pdf, float x, float width)
{
    const struct pdf_document *document = pdf->document;
    bool invoice = document->kind != PDF_QUOTE && document->kind != PDF_CREDIT_NOTE;

    (void)x;
    if (str_empty(document->payment_method) && (!invoice || str_empty(document->seller.iban))) {
        return;
    }
    pdf->y -= GAP;
    label_draw(pdf, "RÈGLEMENT");
    payment_row(pdf, width, "Mode de règlement", document->payment_method);
    if (invoice) {
        payment_row(pdf, width, "À régler avant le", french_date(pdf->cx->arena, document->due_date));
        payment_row(pdf, width, "IBAN", document->seller.iban);
    }
}

/* Who agreed and what was chosen; where nobody has, what to write and to choose. */
static void agreement_words(struct pdf *pdf, float x, float width)
{
    const struct pdf_agreement *agreement = &pdf->document->agreement;
    pen_paragraph(pdf, &STYLE_SMALL, x, width,
                  agreement->words ? agreement->words : "Date, signature et mention manuscrite « Bon pour accord »");
    if (!str_empty(agreement->choice)) {
        pen_paragraph(pdf, &STYLE_SMALL, x, width, agreement->choice);
    }
    if (agreement->drawing) {
        pdf->y -= LABEL_GAP;
        picture_draw(pdf, agreement->drawing, agreement->drawing_len, x, width, DRAWING_HEIGHT);
    }
}

static void signature_block(struct pdf *pdf, float x, float width)
{
    pdf->y -= GAP;
    float top = pdf->y;
    pdf->y -= SIGNATURE_MARGIN;
    pen_paragraph(pdf, &STYLE_STRONG, x + 9.0f, width - 18.0f, "Bon pour accord");
    agreement_words(pdf, x + 9.0f, width - 18.0f);
    pdf->y -= pdf->document->agreement.words ? SIGNATURE_MARGIN : SIGNATURE_ROOM;
    float bottom = top - pdf->y > SIGNATURE_HEIGHT ? pdf->y : top - SIGNATURE_HEIGHT;
    pen_frame(pdf, RULE, x, bottom, width, top - bottom);
    pdf->y = bottom;
}

/* Payment on the left and, on a quote, the box to sign on the right. */
static void agreement_draw(struct pdf *pdf)
{
    bool quote = pdf->document->kind == PDF_QUOTE;
    float top = pdf->y;
    payment_block(pdf, LEFT, quote ? MIDDLE - LEFT : RIGHT - LEFT);
    float left_end = pdf->y;
    if (quote) {
        pdf->y = top;
        signature_block(pdf, GUTTER, RIGHT - GUTTER);
    }
    pdf->y = pdf->y < left_end ? pdf->y : left_end;
}

/* ---- notes and mentions ---- */

/* Paragraphs that may run over a page; the heading stays with the first line. */
static void flowing(struct pdf *pdf, const struct style *style, const char *text)
{
    for (struct text_line line; text_wrap(pdf, style, RIGHT - LEFT, &text, &line);) {
        page_room(pdf, style->leading);
        pen_aligned(pdf, style, LEFT, baseline(style, pdf->y), RIGHT - LEFT, line);
        pdf->y -= style->leading;
    }
}

static void heading(struct pdf *pdf, const char *text)
{
    pdf->y -= GAP;
    page_room(pdf, STYLE_LABEL.leading + HEADING_LINES * STYLE_TEXT.leading);
    label_draw(pdf, text);
}

static void mentions_draw(struct pdf *pdf, const char *title, const char *const *mention)
{
    if (!mention || !*mention) {
        return;
    }
    heading(pdf, title);
    for (; *mention; mention++) {
        flowing(pdf, &STYLE_SMALL, *mention);
        pdf->y -= 1.5f;
    }
}

static void settlement_block(struct pdf *pdf, float x, float width)
{
    totals_block(pdf, x, width);
    agreement_draw(pdf);
}

static void wording_block(struct pdf *pdf, float x, float width)
{
    (void)x;
    (void)width;
    mentions_draw(pdf, "ACOMPTES DÉDUITS", pdf->document->deductions);
    if (!str_empty(pdf->document->notes)) {
        heading(pdf, "NOTES");
        flowing(pdf, &STYLE_SOFT, pdf->document->notes);
    }
    if (!str_empty(pdf->document->terms)) {
        heading(pdf, "CONDITIONS");
        flowing(pdf, &STYLE_SOFT, pdf->document->terms);
    }
    mentions_draw(pdf, "MENTIONS", pdf->document->facts);
    mentions_draw(pdf, pdf->document->business_buyer ? "CONDITIONS DE RÈGLEMENT" : "MENTIONS", pdf->document->mentions);
}

struct closing closing_measure(struct pdf *pdf)
{
    float least = pen_measure(pdf, settlement_block, RIGHT - LEFT);
    float wording = pen_measure(pdf, wording_block, RIGHT - LEFT);
    float spare =
        wording > 0.0f ? HEADING_LINES * STYLE_TEXT.leading : 0.0f; /* the last heading may ask for more than it needs */
    return (struct closing){.whole = least + wording + spare, .least = least};
}

void closing_draw(struct pdf *pdf, const struct closing *closing)
{
    page_room(pdf, closing->whole <= page_capacity(pdf) ? closing->whole : closing->least);
    settlement_block(pdf, LEFT, RIGHT - LEFT);
    wording_block(pdf, LEFT, RIGHT - LEFT);
}
