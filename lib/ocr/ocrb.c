/* SPDX-License-Identifier: MIT
 *
 * The line's beginning is searched with the five letters that stand there on every certificate; from there each cell is followed
 * to the next, half a point to either side, so that neither scale nor perspective has to be known well. */
#include "ocr/ocrb.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

#include "ocr/ocrb_glyphs.h"

enum {
    POINTS = GLYPH_WIDTH * GLYPH_HEIGHT,
    BLURS = 3,
    PIXELS = 2, /* of the cut picture for a point */
    PITCH = GLYPH_WIDTH * PIXELS,
    HEAD = 5,
    REACH_X = 24, /* pixels to either side in which the beginning is searched */
    REACH_Y = 18,
};

/* Of the form, in its units. */
#define CELL 7.14
#define LINE_LEFT 16.0
#define LINE_FOOT 639.0
#define LINE_APART 18.0
#define FOOT_ROW 14.5
#define MARGIN 7.0

static const char head[] = "CRFRA";
/* What may stand where: a letter, a digit, either without I, O, Q (a vehicle number), anything. */
static const char kinds[] = "LLLLLLLNNNLLNVVVVVVVVVVVVVVVVVNNNNNNNNAAAAAA";

typedef float cell[POINTS];

/* The characters, at each blur, with mean 0 and length 1. */
static cell drawn[BLURS][GLYPHS];

static void normalise(float *values)
{
    float mean = 0;
    float square = 0;
    for (int i = 0; i < POINTS; i++) {
        mean += values[i] / POINTS;
    }
    for (int i = 0; i < POINTS; i++) {
        values[i] -= mean;
        square += values[i] * values[i];
    }
    float scale = square > 1 ? 1 / sqrtf(square) : 0;
    for (int i = 0; i < POINTS; i++) {
        values[i] *= scale;
    }
}

/* The mean of a point and its neighbours, weighted as a small blur does. */
static void soften(float *values)
{
    cell from;
    memcpy(from, values, sizeof from);
    for (int y = 0; y < GLYPH_HEIGHT; y++) {
        for (int x = 0; x < GLYPH_WIDTH; x++) {
            float sum = 0;
            for (int k = 0; k < 9; k++) {
                int nx = x + k % 3 - 1, ny = y + k / 3 - 1;
                bool inside = nx >= 0 && ny >= 0 && nx < GLYPH_WIDTH && ny < GLYPH_HEIGHT;
                sum += inside ? from[ny * GLYPH_WIDTH + nx] * (k == 4 ? 4.0F : k % 2 ? 2.0F : 1.0F) / 16 : 0;
            }
            values[y * GLYPH_WIDTH + x] = sum;
        }
    }
}

static void draw_all(void)
{
    static const int times[BLURS] = {0, 2, 5};
    static bool done;
    for (int blur = 0; blur < BLURS && !done; blur++) {
        for (int glyph = 0; glyph < GLYPHS; glyph++) {
            for (int i = 0; i < POINTS; i++) {
                char digit = glyphs[glyph][i];
                drawn[blur][glyph][i] = (float)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
            }
            for (int i = 0; i < times[blur]; i++) {
                soften(drawn[blur][glyph]);
            }
            normalise(drawn[blur][glyph]);
        }
    }
    done = true;
}

/* The darkness of a cell whose corner is at (left, top); what lies outside is white. */
static void take_cell(PIX *pix, int left, int top, float *out)
{
    int width = pixGetWidth(pix);
    int height = pixGetHeight(pix);
    for (int i = 0; i < POINTS; i++) {
        int x = left + i % GLYPH_WIDTH * PIXELS;
        int y = top + i / GLYPH_WIDTH * PIXELS;
        out[i] = 0;
        for (int k = 0; k < PIXELS * PIXELS; k++) {
            int px = x + k % PIXELS, py = y + k / PIXELS;
            if (px >= 0 && py >= 0 && px < width && py < height) {
                const l_uint32 *line = pixGetData(pix) + (ptrdiff_t)py * pixGetWpl(pix);
                out[i] += (float)(255 - GET_DATA_BYTE(line, px));
            }
        }
    }
    normalise(out);
}

static float likeness(const float *a, const float *b)
{
    float sum = 0;
    for (int i = 0; i < POINTS; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static int glyph_of(char c)
{
    return (int)(strchr(glyph_names, c) - glyph_names);
}

static double head_likeness(PIX *pix, int left, int top, int blur)
{
    double sum = 0;
    for (int i = 0; i < HEAD; i++) {
        cell seen;
        take_cell(pix, left + i * PITCH, top, seen);
        sum += (double)likeness(seen, drawn[blur][glyph_of(head[i])]) / HEAD;
    }
    return sum;
}

/* Where the line begins, searched around (left, top) in steps. */
static void search(PIX *pix, int reach_x, int reach_y, int step, int blur, struct ocrb_line *line)
{
    int left = line->left;
    int top = line->top;
    for (int y = -reach_y; y <= reach_y; y += step) {
        for (int x = -reach_x; x <= reach_x; x += step) {
            double now = head_likeness(pix, left + x, top + y, blur);
            if (now > line->head) {
                line->head = now;
                line->left = left + x;
                line->top = top + y;
                line->blur = blur;
            }
        }
    }
}

static bool may_stand(char c, char kind)
{
    bool letter = c >= 'A' && c <= 'Z';
    bool digit = c >= '0' && c <= '9';
    return kind == 'L' ? letter : kind == 'N' ? digit : kind == 'V' ? (letter || digit) && !strchr("IOQ", c) : true;
}

struct found {
    double best, next;
    int glyph, second, x, y;
};

static void compare(const float *seen, int blur, char kind, int x, int y, struct found *found)
{
    for (int glyph = 0; glyph < GLYPHS; glyph++) {
        if (!may_stand(glyph_names[glyph], kind)) {
            continue;
        }
        double now = (double)likeness(seen, drawn[blur][glyph]);
        if (now > found->best) {
            if (glyph != found->glyph) {
                found->next = found->best;
                found->second = found->glyph;
            }
            *found = (struct found){now, found->next, glyph, found->second, x, y};
        } else if (now > found->next && glyph != found->glyph) {
            found->next = now;
            found->second = glyph;
        }
    }
}

static void follow(PIX *pix, const char *allowed, struct ocrb_line *line)
{
    int left = line->left;
    int top = line->top;
    for (int i = 0; i < MRZ_LINE; i++, left += PITCH) {
        struct found found = {-1, -1, 0, 0, 0, 0};
        for (int k = 0; k < 9; k++) {
            cell seen;
            int x = k % 3 - 1, y = k / 3 - 1;
            take_cell(pix, left + x, top + y, seen);
            compare(seen, line->blur, allowed ? allowed[i] : 'A', x, y, &found);
        }
        bool printed = found.best > 0.4;
        line->text[i] = glyph_names[found.glyph];
        line->next[i] = glyph_names[found.second];
        line->margin[i] = found.best - found.next;
        left += printed ? found.x : 0;
        top += printed ? found.y : 0;
    }
    line->text[MRZ_LINE] = line->next[MRZ_LINE] = '\0';
}

bool ocrb_read(PIX *pix, const struct frame *frame, double zoom, struct ocrb_line *first, struct ocrb_line *second)
{
    const double scale = PITCH / CELL;
    const struct place place = {LINE_LEFT - MARGIN, LINE_FOOT - FOOT_ROW * PIXELS / scale - MARGIN,
                                MRZ_LINE * CELL + 2 * MARGIN, LINE_APART + GLYPH_HEIGHT * PIXELS / scale + 2 * MARGIN};
    PIX *cut = frame_cut(pix, frame, zoom, &place, scale);
    draw_all();
    *first = (struct ocrb_line){.head = -1, .left = (int)(MARGIN * scale), .top = (int)(MARGIN * scale)};
    if (cut) {
        for (int blur = 0; blur < BLURS; blur++) {
            struct ocrb_line tried = {.head = -1, .left = (int)(MARGIN * scale), .top = (int)(MARGIN * scale)};
            search(cut, REACH_X, REACH_Y, 3, blur, &tried);
            search(cut, 2, 2, 1, blur, &tried);
            *first = tried.head > first->head ? tried : *first;
        }
        follow(cut, kinds, first);
        *second = *first;
        second->top += (int)(LINE_APART * scale);
        follow(cut, NULL, second);
    }
    pixDestroy(&cut);
    return first->head >= OCRB_HEAD_LEAST;
}

/* ---- agreement ---- */

static bool fits(const char *text, int at, int len)
{
    return mrz_digit(text + at, (size_t)len) == text[at + len];
}

static void change(struct ocrb_line *line, int i)
{
    char kept = line->text[i];
    line->text[i] = line->next[i];
    line->next[i] = kept;
}

bool ocrb_agree(struct ocrb_line *line, int at, int len, double *cost)
{
    int a = -1, b = -1;
    double best = 10;
    *cost = 0;
    if (fits(line->text, at, len)) {
        return true;
    }
    for (int i = at; i <= at + len; i++) {
        for (int j = i; j <= at + len; j++) {
            double now = line->margin[i] + (j > i ? line->margin[j] : 0);
            if (now >= best) {
                continue;
            }
            change(line, i);
            if (j > i) {
                change(line, j);
            }
            if (fits(line->text, at, len)) {
                best = now;
                a = i;
                b = j;
            }
            if (j > i) {
                change(line, j);
            }
            change(line, i);
        }
    }
    if (a < 0) {
        return false;
    }
    change(line, a);
    if (b > a) {
        change(line, b);
    }
    *cost = best;
    return true;
}
