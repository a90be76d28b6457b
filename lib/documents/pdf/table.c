/* SPDX-License-Identifier: MIT
 *
 * The lines of a document as a table that runs over as many pages as it needs. A line stays on one page unless it alone
 * is longer than a page; the last one stays with what follows the table. */
#include "base/str.h"
#include "documents/french.h"
#include "documents/pdf/layout.h"

#define HEAD_HEIGHT 20.0f
#define ROW_PADDING 4.6f
#define CELL_PADDING 7.0f
#define COLUMN_GAP 20.0f

enum column { QUANTITY, PRICE, DISCOUNT, VAT, TOTAL, COLUMN_COUNT };

/* The columns of figures are as wide as their widest figure; the description has the rest. */
struct table {
    struct pdf *pdf;
    bool shown[COLUMN_COUNT];
    float right[COLUMN_COUNT]; /* right edges */
    float description;         /* width of the description */
};

static const char *heading_of(const struct pdf_document *document, enum column column)
{
    static const char *const net[COLUMN_COUNT] = {"Qté", "PU HT", "Remise", "TVA", "Total HT"};
    static const char *const gross[COLUMN_COUNT] = {"Qté", "PU TTC", "Remise", "TVA", "Total TTC"};
    return document->gross ? gross[column] : net[column];
}

static char *figure(struct arena *arena, const struct pdf_line *line, enum column column)
{
    switch (column) {
    case QUANTITY:
        return french_measure(arena, line->quantity_milli, line->unit);
    case PRICE:
        return french_price(arena, line->unit_price_e4);
    case DISCOUNT:
        return line->discount_bp ? french_percent(arena, line->discount_bp) : arena_strdup(arena, "");
    case VAT:
        return french_percent(arena, line->vat_rate_bp);
    case TOTAL:
    case COLUMN_COUNT:
        break;
    }
    return french_money(arena, line->total_cents);
}

static float column_width(struct pdf *pdf, enum column column)
{
    float widest = pen_width(pdf, &STYLE_HEAD, whole(heading_of(pdf->document, column)));
    for (size_t i = 0; i < pdf->document->line_count; i++) {
        const char *text = figure(pdf->cx->arena, &pdf->document->lines[i], column);
        float width = pen_width(pdf, &STYLE_TEXT, whole(text));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static bool has_discounts(const struct pdf_document *document)
{
    size_t at = 0;
    while (at < document->line_count && document->lines[at].discount_bp == 0) {
        at++;
    }
    return at < document->line_count;
}

static struct table table_new(struct pdf *pdf)
{
    struct table table = {.pdf = pdf};
    float right = RIGHT - CELL_PADDING;
    for (int column = COLUMN_COUNT - 1; column >= 0; column--) {
        table.shown[column] = column != DISCOUNT || has_discounts(pdf->document);
        table.right[column] = right;
        right -= table.shown[column] ? column_width(pdf, (enum column)column) + COLUMN_GAP : 0.0f;
    }
    table.description = right - LEFT - CELL_PADDING;
    return table;
}

static void table_head(const struct table *table)
{
    struct pdf *pdf = table->pdf;
    float y = baseline(&STYLE_HEAD, pdf->y - (HEAD_HEIGHT - STYLE_HEAD.leading) / 2.0f);

    pen_box(pdf, ACCENT, LEFT, pdf->y - HEAD_HEIGHT, RIGHT - LEFT, HEAD_HEIGHT);
    pen_text(pdf, &STYLE_HEAD, LEFT + CELL_PADDING, y, "Désignation");
    for (int column = 0; column < COLUMN_COUNT; column++) {
        if (table->shown[column]) {
            pen_text_right(pdf, &STYLE_HEAD, table->right[column], y, heading_of(pdf->document, (enum column)column));
        }
    }
    pdf->y -= HEAD_HEIGHT;
}

static void room_for_row(const struct table *table, float height)
{
    if (page_room(table->pdf, height)) {
        table_head(table);
    }
}

/* How much of what follows the last line stays with it, which is `height` high, on a page that holds `full`. When all of it
 * just fills a page, it has that page for itself. */
static float kept_with(float height, const struct closing *closing, float full)
{
    if (!closing || height + closing->whole <= full) {
        return closing ? closing->whole : 0.0f;
    }
    return closing->whole <= full || height + closing->least > full ? 0.0f : closing->least;
}

static float text_height(const struct table *table, const struct style *style, const char *text)
{
    return (float)text_lines(table->pdf, style, table->description, text) * style->leading;
}

/* In the column of descriptions, over as many pages as it needs. */
static void text_draw(const struct table *table, const struct style *style, const char *rest)
{
    struct pdf *pdf = table->pdf;
    for (struct text_line text; text_wrap(pdf, style, table->description, &rest, &text);) {
        room_for_row(table, style->leading);
        pen_aligned(pdf, style, LEFT + CELL_PADDING, baseline(style, pdf->y), table->description, text);
        pdf->y -= style->leading;
    }
}

static void figures_draw(const struct table *table, const struct pdf_line *line)
{
    struct pdf *pdf = table->pdf;
    for (int column = 0; column < COLUMN_COUNT; column++) {
        const char *text = figure(pdf->cx->arena, line, (enum column)column);
        if (table->shown[column] && !str_empty(text)) {
            pen_text_right(pdf, &STYLE_TEXT, table->right[column], baseline(&STYLE_TEXT, pdf->y), text);
        }
    }
}

/* `closing`: what follows this line, if it is the last one. */
static void row_draw(const struct table *table, const struct pdf_line *line, const struct closing *closing)
{
    struct pdf *pdf = table->pdf;
    const char *text = str_empty(line->description) ? " " : line->description;
    const char *reference = line->reference ? arena_printf(pdf->cx->arena, "Réf. %s", line->reference) : "";
    float full_page = page_capacity(pdf) - HEAD_HEIGHT;
    float height = text_height(table, &STYLE_TEXT, text) + text_height(table, &STYLE_SMALL, reference) + 2 * ROW_PADDING;
    float together = height + kept_with(height, closing, full_page);

    room_for_row(table, together <= full_page ? together : STYLE_TEXT.leading + 2 * ROW_PADDING);
    pdf->y -= ROW_PADDING;
    figures_draw(table, line);
    text_draw(table, &STYLE_TEXT, text);
    text_draw(table, &STYLE_SMALL, reference);
    pdf->y -= ROW_PADDING;
    pen_rule(pdf, RULE, LEFT, RIGHT, pdf->y);
}

void table_draw(struct pdf *pdf, const struct closing *closing)
{
    const struct pdf_document *document = pdf->document;
    struct table table = table_new(pdf);

    page_room(pdf, HEAD_HEIGHT + 2 * ROW_PADDING + STYLE_TEXT.leading);
    table_head(&table);
    for (size_t i = 0; i < document->line_count; i++) {
        row_draw(&table, &document->lines[i], i + 1 == document->line_count ? closing : NULL);
    }
}
