/* SPDX-License-Identifier: MIT
 *
 * The parts of a report from top to bottom, each drawing at pdf->y and moving it. */
#include "documents/pdf/report.h"

#include "base/str.h"
#include "documents/pdf/chart.h"
#include "documents/pdf/file.h"

#define FOOT_HEIGHT 24.0f
#define BOTTOM (FOOTER_BASE + FOOT_HEIGHT)
#define FIGURE_HEIGHT 44.0f
#define FIGURE_GAP 8.0f
#define HEAD_HEIGHT 18.0f
#define ROW_HEIGHT 16.0f
#define CELL_PADDING 7.0f
#define PART_GAP 22.0f

/* ---- pages ---- */

static void page_start(struct pdf *pdf, const struct pdf_report *report)
{
    pdf_add_page(pdf);
    if (pdf->page_count > 1) {
        pen_text(pdf, &STYLE_STRONG, LEFT, baseline(&STYLE_STRONG, pdf->y), report->title);
        pdf->y -= STYLE_STRONG.leading + 10.0f;
    }
}

/* True when it had to start another page. */
static bool room_for(struct pdf *pdf, const struct pdf_report *report, float height)
{
    if (pdf->y - height >= BOTTOM) {
        return false;
    }
    page_start(pdf, report);
    return true;
}

static void feet_draw(struct pdf *pdf, const struct pdf_report *report)
{
    float y = FOOTER_BASE;
    for (size_t i = 0; i < pdf->page_count; i++) {
        pen_page(pdf, pdf->pages[i]);
        pen_rule(pdf, RULE, LEFT, RIGHT, y + STYLE_FOOTER.leading + 4.0f);
        pen_text(pdf, &STYLE_FOOTER, LEFT, y, report->title);
        pen_text_right(pdf, &STYLE_FOOTER, RIGHT, y, arena_printf(pdf->cx->arena, "Page %zu/%zu", i + 1, pdf->page_count));
        if (report->demo) {
            pen_demonstration(pdf);
        }
    }
}

/* ---- parts ---- */

static void heading_draw(struct pdf *pdf, const struct pdf_report *report)
{
    pen_text(pdf, &STYLE_TITLE, LEFT, baseline(&STYLE_TITLE, pdf->y), report->title);
    pdf->y -= STYLE_TITLE.leading + 4.0f;
    for (const char *const *line = report->lines; *line; line++) {
        pen_paragraph(pdf, &STYLE_SOFT, LEFT, RIGHT - LEFT, *line);
    }
    pdf->y -= PART_GAP - 6.0f;
}

static void figures_draw(struct pdf *pdf, const struct pdf_report *report)
{
    float gaps = FIGURE_GAP * (float)(report->figure_count - 1);
    float width = (RIGHT - LEFT - gaps) / (float)report->figure_count;
    for (size_t i = 0; i < report->figure_count; i++) {
        float x = LEFT + (width + FIGURE_GAP) * (float)i;
        const char *value = report->figures[i].value;
        bool fits = pen_width(pdf, &STYLE_STRONG, whole(value)) <= width - 2 * CELL_PADDING;
        pen_box(pdf, WASH, x, pdf->y - FIGURE_HEIGHT, width, FIGURE_HEIGHT);
        pen_text(pdf, &STYLE_LABEL, x + CELL_PADDING, pdf->y - 15.0f, report->figures[i].label);
        pen_text(pdf, fits ? &STYLE_STRONG : &STYLE_LABEL, x + CELL_PADDING, pdf->y - 32.0f, value);
    }
    pdf->y -= FIGURE_HEIGHT + PART_GAP;
}

static void part_title(struct pdf *pdf, const char *title)
{
    pen_text(pdf, &STYLE_NAME, LEFT, baseline(&STYLE_NAME, pdf->y), title);
    pdf->y -= STYLE_NAME.leading + 6.0f;
}

/* ---- tables ---- */

/* Right edges of the columns of figures, each as wide as its widest; [0] is where the first column has to end. */
static void place_columns(struct pdf *pdf, const struct pdf_table *table, float right[PDF_TABLE_COLUMNS])
{
    float edge = RIGHT - CELL_PADDING;
    for (size_t column = table->columns - 1; column > 0; column--) {
        float widest = pen_width(pdf, &STYLE_HEAD, whole(table->headings[column]));
        for (size_t row = 0; row < table->rows; row++) {
            float width = pen_width(pdf, &STYLE_STRONG, whole(table->cells[row * table->columns + column]));
            widest = width > widest ? width : widest;
        }
        right[column] = edge;
        edge -= widest + 24.0f;
    }
    right[0] = edge;
}

static void head_draw(struct pdf *pdf, const struct pdf_table *table, const float right[PDF_TABLE_COLUMNS])
{
    float y = pdf->y - HEAD_HEIGHT + 6.0f;
    pen_box(pdf, ACCENT, LEFT, pdf->y - HEAD_HEIGHT, RIGHT - LEFT, HEAD_HEIGHT);
    pen_text(pdf, &STYLE_HEAD, LEFT + CELL_PADDING, y, table->headings[0]);
    for (size_t column = 1; column < table->columns; column++) {
        pen_text_right(pdf, &STYLE_HEAD, right[column], y, table->headings[column]);
    }
    pdf->y -= HEAD_HEIGHT;
}

/* A text that is too long for its place is cut, and says so. */
static void cut_draw(struct pdf *pdf, const struct style *style, float x, float y, float width, const char *text)
{
    static const char dots[] = "…";
    const char *rest = text;
    struct text_line line = whole(text);
    if (pen_width(pdf, style, line) > width) {
        text_wrap(pdf, style, width - pen_width(pdf, style, whole(dots)), &rest, &line);
        line = whole(arena_printf(pdf->cx->arena, "%.*s%s", (int)line.len, line.text, dots));
    }
    pen_line(pdf, style, x, y, line);
}

/* One line; the first column gives way to the figures. */
static void row_draw(struct pdf *pdf, const struct pdf_table *table, size_t row, const float right[PDF_TABLE_COLUMNS])
{
    const char *const *cells = table->cells + row * table->columns;
    const struct style *style = table->total && row + 1 == table->rows ? &STYLE_STRONG : &STYLE_TEXT;
    float y = pdf->y - ROW_HEIGHT + 5.0f;
    cut_draw(pdf, style, LEFT + CELL_PADDING, y, right[0] - LEFT - CELL_PADDING, cells[0]);
    for (size_t column = 1; column < table->columns; column++) {
        pen_text_right(pdf, style, right[column], y, cells[column]);
    }
    pdf->y -= ROW_HEIGHT;
    pen_rule(pdf, RULE, LEFT, RIGHT, pdf->y);
}

static void table_draw(struct pdf *pdf, const struct pdf_report *report, const struct pdf_table *table)
{
    float right[PDF_TABLE_COLUMNS];
    place_columns(pdf, table, right);
    room_for(pdf, report, STYLE_NAME.leading + 6.0f + HEAD_HEIGHT + 3 * ROW_HEIGHT);
    part_title(pdf, table->title);
    head_draw(pdf, table, right);
    for (size_t row = 0; row < table->rows; row++) {
        bool keep = table->total && row + 2 == table->rows; /* the sum does not stand alone on a page */
        if (room_for(pdf, report, keep ? 2 * ROW_HEIGHT : ROW_HEIGHT)) {
            head_draw(pdf, table, right);
        }
        row_draw(pdf, table, row, right);
    }
    pdf->y -= PART_GAP;
}

static void notes_draw(struct pdf *pdf, const struct pdf_report *report)
{
    for (const char *const *note = report->notes; note && *note; note++) {
        room_for(pdf, report, 3 * STYLE_TEXT.leading);
        pen_paragraph(pdf, &STYLE_TEXT, LEFT, RIGHT - LEFT, *note);
        pdf->y -= STYLE_TEXT.leading;
    }
}

/* ---- the whole ---- */

static void add_characters(struct repertoire *repertoire, const struct pdf_report *report)
{
    repertoire_add(repertoire, report->title);
    for (const char *const *line = report->lines; *line; line++) {
        repertoire_add(repertoire, *line);
    }
    for (const char *const *note = report->notes; note && *note; note++) {
        repertoire_add(repertoire, *note);
    }
    for (size_t i = 0; i < report->table_count; i++) {
        const struct pdf_table *table = &report->tables[i];
        for (size_t cell = 0; cell < table->rows * table->columns; cell++) {
            repertoire_add(repertoire, table->cells[cell]);
        }
    }
}

enum rc pdf_report_render(struct cx *cx, const struct pdf_report *report, struct buf *out)
{
    struct pdf *pdf = pdf_new(cx);
    add_characters(&pdf->repertoire, report);
    TRY(pdf_open(pdf, report->title));
    page_start(pdf, report);
    heading_draw(pdf, report);
    if (report->figure_count > 0) {
        figures_draw(pdf, report);
    }
    if (report->chart_title) {
        room_for(pdf, report, STYLE_NAME.leading + CHART_HEIGHT);
        part_title(pdf, report->chart_title);
        chart_draw(pdf, report);
        pdf->y -= PART_GAP;
    }
    for (size_t i = 0; i < report->table_count; i++) {
        table_draw(pdf, report, &report->tables[i]);
    }
    notes_draw(pdf, report);
    feet_draw(pdf, report);
    return pdf_save(pdf, out);
}
