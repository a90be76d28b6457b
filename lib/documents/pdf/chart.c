/* SPDX-License-Identifier: MIT
 *
 * Bars in rectangles; the scale rises in 1, 2, 2.5 or 5 with noughts, to the first mark that no bar passes. */
#include "documents/pdf/chart.h"

#include "base/money.h"

#define LEGEND_HEIGHT 16.0f
#define LABEL_HEIGHT 14.0f
#define SCALE_WIDTH 40.0f
#define STEPS 5                       /* at most */
#define STEP_MAX 100000000000000000LL /* the scale of no money is longer */

int64_t chart_step(int64_t top_cents)
{
    static const int64_t marks[] = {10, 20, 25, 50};
    for (int64_t tenth = 10; tenth < STEP_MAX / 10; tenth *= 10) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (marks[i] * tenth >= (top_cents + STEPS - 1) / STEPS) {
                return marks[i] * tenth;
            }
        }
    }
    return STEP_MAX;
}

int chart_steps(int64_t top_cents, int64_t step)
{
    int64_t steps = top_cents / step + (top_cents % step > 0);
    return steps < 1 ? 1 : steps > STEPS ? STEPS : (int)steps;
}

char *chart_amount(struct arena *arena, int64_t cents)
{
    static const struct {
        int64_t from_cents;
        int scale;
        const char *unit;
    } units[] = {{100000000000LL, 11, "B"}, {100000000, 8, "M"}, {100000, 5, "k"}, {0, 2, ""}};
    char text[DECIMAL_TEXT];
    size_t i = 0;
    while (cents < units[i].from_cents) {
        i++;
    }
    decimal_format(cents, units[i].scale, 0, text);
    return arena_printf(arena, "%s%s", text, units[i].unit);
}

static int64_t top_of(const struct pdf_report *report)
{
    int64_t top = 0;
    for (size_t i = 0; i < report->bar_count; i++) {
        top = report->bars[i].value_cents > top ? report->bars[i].value_cents : top;
    }
    return top;
}

static float legend_entry(struct pdf *pdf, enum colour colour, float x, const char *label)
{
    float y = baseline(&STYLE_SOFT, pdf->y);
    pen_box(pdf, colour, x, y, 7.0f, 7.0f);
    pen_text(pdf, &STYLE_SOFT, x + 11.0f, y, label);
    return x + 11.0f + pen_width(pdf, &STYLE_SOFT, whole(label)) + 16.0f;
}

static void bar_draw(struct pdf *pdf, enum colour colour, float x, float base, float width, float height)
{
    if (height > 0.0f) {
        pen_box(pdf, colour, x, base, width, height);
    }
}

static void scale_draw(struct pdf *pdf, float base, float height, int64_t step, int steps)
{
    for (int i = 0; i <= steps; i++) {
        float y = base + height * (float)i / (float)steps;
        const char *label = chart_amount(pdf->cx->arena, step * i);
        pen_rule(pdf, i == 0 ? SOFT : RULE, LEFT + SCALE_WIDTH, RIGHT, y);
        pen_text_right(pdf, &STYLE_SMALL, LEFT + SCALE_WIDTH - 5.0f, y - STYLE_SMALL.size / 3.0f, label);
    }
}

void chart_draw(struct pdf *pdf, const struct pdf_report *report)
{
    float base = pdf->y - CHART_HEIGHT + LABEL_HEIGHT;
    float height = CHART_HEIGHT - LABEL_HEIGHT - LEGEND_HEIGHT - 6.0f;
    float slot = (RIGHT - LEFT - SCALE_WIDTH) / (float)(report->bar_count ? report->bar_count : 1);
    float width = slot * 0.62f;
    int64_t step = chart_step(top_of(report));
    int steps = chart_steps(top_of(report), step);

    legend_entry(pdf, TINT, legend_entry(pdf, ACCENT, LEFT + SCALE_WIDTH, report->value_label), report->part_label);
    scale_draw(pdf, base, height, step, steps);
    for (size_t i = 0; i < report->bar_count; i++) {
        const struct pdf_bar *bar = &report->bars[i];
        float x = LEFT + SCALE_WIDTH + slot * (float)i + (slot - width) / 2.0f;
        float points = height / ((float)step * (float)steps); /* of one cent */
        bar_draw(pdf, ACCENT, x, base, width, points * (float)bar->value_cents);
        bar_draw(pdf, TINT, x, base, width, points * (float)bar->part_cents);
        float middle = x + width / 2.0f + pen_width(pdf, &STYLE_SMALL, whole(bar->label)) / 2.0f;
        pen_text_right(pdf, &STYLE_SMALL, middle, base - STYLE_SMALL.leading, bar->label);
    }
    pdf->y -= CHART_HEIGHT;
}
