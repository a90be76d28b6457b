/* SPDX-License-Identifier: MIT
 *
 * Points of the form that were recognised by what is printed there, a similarity that most of them agree on (tried with each
 * pair), then a projection by least squares through those that fit. */
#include "ocr/frame.h"

#include <complex.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

#include "ocr/code.h"
#include "ocr/mrz.h"

enum { ANCHORS_MAX = 160, UNKNOWNS = 8, FEWEST = 5 };

#define APART 60.0       /* units between the two points of a pair */
#define LOOSE 14.0       /* units that a point may be off, with no perspective known */
#define TIGHT 3.5        /* with it */
#define TILT 0.3         /* of the page, radians */
#define UNIT_SCALE 400.0 /* brings the equations' numbers near 1 */
#define PIXEL_SCALE 2000.0
#define FLATNESS 1e-3 /* how much a perspective has to explain */

struct anchor {
    double x, y; /* pixels */
    double u, v; /* units */
};

struct anchors {
    struct anchor at[ANCHORS_MAX];
    size_t count;
};

/* The form's labels, without their dots, by the lower left corner. */
static const struct {
    const char *text;
    int u, v;
} labels[] = {
    {"C1", 16, 54},   {"C4A", 16, 105}, {"C41", 16, 119}, {"D1", 16, 202}, {"D2", 16, 215},  {"D21", 200, 225},
    {"D3", 16, 242},  {"E", 219, 242},  {"F1", 16, 253},  {"F2", 97, 253}, {"F3", 179, 253}, {"G1", 97, 264},
    {"J1", 97, 275},  {"J2", 179, 275}, {"J3", 240, 275}, {"K", 16, 286},  {"P1", 16, 297},  {"P2", 97, 297},
    {"P3", 179, 297}, {"P6", 240, 297}, {"Q", 16, 308},   {"S1", 97, 308}, {"S2", 179, 308}, {"U1", 240, 308},
    {"U2", 16, 319},  {"V7", 97, 319},  {"V9", 179, 319}, {"X1", 16, 330}, {"Y1", 16, 341},  {"Y2", 97, 341},
    {"Y3", 16, 352},  {"Y4", 97, 352},  {"Y5", 16, 363},  {"Y6", 97, 363}, {"C3", 16, 133},  {"Z1", 16, 410},
    {"Z2", 16, 421},  {"Z3", 16, 432},  {"Z4", 16, 443},  {"A", 16, 40},   {"B", 106, 40},   {"J", 16, 275},
    {"G", 16, 264},   {"H", 16, 387},   {"I", 16, 398},
};

/* ---- anchors ---- */

static void add(struct anchors *anchors, double x, double y, double u, double v)
{
    if (anchors->count < ANCHORS_MAX) {
        anchors->at[anchors->count++] = (struct anchor){x, y, u, v};
    }
}

static void add_label(struct anchors *anchors, const struct piece *piece)
{
    char compact[8];
    size_t len = code_compact(piece->text, compact, 6);
    for (size_t i = 0; len <= 3 && i < sizeof labels / sizeof *labels; i++) {
        if (strcmp(labels[i].text, compact) == 0) {
            add(anchors, piece->left, piece->bottom, labels[i].u, labels[i].v);
        }
    }
}

/* A code stands in its field and once more on the coupon. */
static void add_code(struct anchors *anchors, const struct piece *piece)
{
    char found[CODE_VIN + 1];
    char compact[24];
    size_t len = code_compact(piece->text, compact, 22);
    size_t digits = 0;
    for (size_t i = 0; i < len; i++) {
        digits += compact[i] >= '0' && compact[i] <= '9';
    }
    if (len <= 10 && code_plate(piece->text, false, found)) {
        add(anchors, piece->left, piece->bottom, 38, 40);
        add(anchors, piece->left, piece->bottom, 22, 533);
    } else if (len >= 15 && len <= 19 && digits >= 4) {
        add(anchors, piece->left, piece->bottom, 231, 242);
        add(anchors, piece->right, piece->bottom, 334, 242);
        add(anchors, piece->left, piece->bottom, 22, 559);
        add(anchors, piece->right, piece->bottom, 125, 559);
    }
}

/* Either of the two machine-readable lines. */
static void add_mrz(struct anchors *anchors, const struct piece *piece)
{
    char clean[MRZ_LINE + 9];
    if (mrz_clean(piece->text, clean) >= 36) {
        for (int line = 0; line < 2; line++) {
            add(anchors, piece->left, piece->bottom, 16, 639 + 18 * line);
            add(anchors, piece->right, piece->bottom, 329, 639 + 18 * line);
        }
    }
}

static void collect(const struct page *page, struct anchors *anchors)
{
    anchors->count = 0;
    for (size_t i = 0; i < page->count; i++) {
        const struct piece *piece = &page->pieces[i];
        if (piece->line) {
            add_mrz(anchors, piece);
        } else {
            add_code(anchors, piece);
            add_label(anchors, piece);
        }
    }
}

/* ---- similarity ---- */

static double complex pixel(const struct anchor *anchor)
{
    return anchor->x + anchor->y * I;
}

static double complex unit(const struct anchor *anchor)
{
    return anchor->u + anchor->v * I;
}

static bool level(double complex turn)
{
    return cabs(turn) > 0.4 && cabs(turn) < 20 && fabs(carg(turn)) < TILT;
}

static int agreeing(const struct anchors *anchors, double complex turn, double complex shift)
{
    int count = 0;
    for (size_t i = 0; i < anchors->count; i++) {
        double complex off = turn * unit(&anchors->at[i]) + shift - pixel(&anchors->at[i]);
        count += cabs(off) < LOOSE * cabs(turn);
    }
    return count;
}

static int find_similarity(const struct anchors *anchors, struct frame *frame)
{
    int best = 0;
    for (size_t i = 0; i < anchors->count; i++) {
        for (size_t j = i + 1; j < anchors->count; j++) {
            double complex span = unit(&anchors->at[j]) - unit(&anchors->at[i]);
            if (cabs(span) < APART) {
                continue;
            }
            double complex turn = (pixel(&anchors->at[j]) - pixel(&anchors->at[i])) / span;
            double complex shift = pixel(&anchors->at[i]) - turn * unit(&anchors->at[i]);
            int count = level(turn) ? agreeing(anchors, turn, shift) : 0;
            if (count > best) {
                best = count;
                *frame = (struct frame){.m = {creal(turn), -cimag(turn), creal(shift), cimag(turn), creal(turn), cimag(shift)}};
            }
        }
    }
    return best;
}

/* ---- projection ---- */

static void project(const struct frame *frame, double u, double v, double *x, double *y)
{
    const double *m = frame->m;
    double w = m[6] * u + m[7] * v + 1;
    *x = (m[0] * u + m[1] * v + m[2]) / w;
    *y = (m[3] * u + m[4] * v + m[5]) / w;
}

double frame_scale(const struct frame *frame, const struct place *place)
{
    double x1, y1, x2, y2;
    project(frame, place->left, place->top, &x1, &y1);
    project(frame, place->left + place->width, place->top, &x2, &y2);
    return hypot(x2 - x1, y2 - y1) / place->width;
}

/* Adds one equation to the normal equations. */
static void equation(double sums[UNKNOWNS][UNKNOWNS + 1], const double row[UNKNOWNS + 1])
{
    for (int i = 0; i < UNKNOWNS; i++) {
        for (int j = 0; j <= UNKNOWNS; j++) {
            sums[i][j] += row[i] * row[j];
        }
    }
}

static void swap_rows(double *a, double *b)
{
    for (int i = 0; i <= UNKNOWNS; i++) {
        double kept = a[i];
        a[i] = b[i];
        b[i] = kept;
    }
}

/* Gauss and Jordan, with pivots. False: the points do not say. */
static bool solve(double sums[UNKNOWNS][UNKNOWNS + 1], double *out)
{
    for (int i = 0; i < UNKNOWNS; i++) {
        int pivot = i;
        for (int k = i + 1; k < UNKNOWNS; k++) {
            pivot = fabs(sums[k][i]) > fabs(sums[pivot][i]) ? k : pivot;
        }
        if (fabs(sums[pivot][i]) < 1e-9) {
            return false;
        }
        swap_rows(sums[i], sums[pivot]);
        for (int k = 0; k < UNKNOWNS; k++) {
            double factor = k == i ? 0 : sums[k][i] / sums[i][i];
            for (int j = i; j <= UNKNOWNS && factor != 0; j++) {
                sums[k][j] -= factor * sums[i][j];
            }
        }
    }
    for (int i = 0; i < UNKNOWNS; i++) {
        out[i] = sums[i][UNKNOWNS] / sums[i][i];
    }
    return true;
}

/* The projection through the anchors that `frame` puts within `off` units of their place. */
static bool refine(const struct anchors *anchors, double off, struct frame *frame)
{
    double sums[UNKNOWNS][UNKNOWNS + 1] = {{0}};
    double n[UNKNOWNS];
    double scale = hypot(frame->m[0], frame->m[3]);
    int count = 0;
    for (size_t i = 0; i < anchors->count; i++) {
        double x, y;
        const struct anchor *anchor = &anchors->at[i];
        project(frame, anchor->u, anchor->v, &x, &y);
        if (hypot(x - anchor->x, y - anchor->y) > off * scale) {
            continue;
        }
        double u = anchor->u / UNIT_SCALE, v = anchor->v / UNIT_SCALE;
        double px = anchor->x / PIXEL_SCALE, py = anchor->y / PIXEL_SCALE;
        equation(sums, (double[]){u, v, 1, 0, 0, 0, -u * px, -v * px, px});
        equation(sums, (double[]){0, 0, 0, u, v, 1, -u * py, -v * py, py});
        count++;
    }
    sums[6][6] += FLATNESS * count;
    sums[7][7] += FLATNESS * count;
    frame->anchors = count;
    if (count < FEWEST || !solve(sums, n)) {
        return false;
    }
    for (int i = 0; i < 6; i++) {
        frame->m[i] = n[i] * PIXEL_SCALE / (i % 3 == 2 ? 1 : UNIT_SCALE);
    }
    frame->m[6] = n[6] / UNIT_SCALE;
    frame->m[7] = n[7] / UNIT_SCALE;
    return true;
}

bool frame_find(const struct page *page, struct frame *frame)
{
    static struct anchors anchors;
    collect(page, &anchors);
    *frame = (struct frame){.anchors = 0};
    return find_similarity(&anchors, frame) >= FEWEST && refine(&anchors, LOOSE, frame) && refine(&anchors, TIGHT * 2, frame) &&
           refine(&anchors, TIGHT, frame);
}

/* ---- cutting ---- */

/* The gray level between four pixels; white outside. */
static double sample(PIX *pix, double x, double y)
{
    int width = pixGetWidth(pix);
    int height = pixGetHeight(pix);
    if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) {
        return 255;
    }
    int left = (int)x, top = (int)y;
    double fx = x - left, fy = y - top;
    const l_uint32 *above = pixGetData(pix) + (ptrdiff_t)top * pixGetWpl(pix);
    const l_uint32 *below = above + pixGetWpl(pix);
    double upper = (double)GET_DATA_BYTE(above, left) * (1 - fx) + (double)GET_DATA_BYTE(above, left + 1) * fx;
    double lower = (double)GET_DATA_BYTE(below, left) * (1 - fx) + (double)GET_DATA_BYTE(below, left + 1) * fx;
    return upper * (1 - fy) + lower * fy;
}

PIX *frame_cut(PIX *pix, const struct frame *frame, double zoom, const struct place *place, double scale)
{
    int width = (int)(place->width * scale);
    int height = (int)(place->height * scale);
    int grain = frame_scale(frame, place) * zoom > 1.4 * scale ? 2 : 1; /* of what is made smaller, a mean */
    PIX *cut = pixCreate(width, height, 8);
    for (int row = 0; cut && row < height; row++) {
        l_uint32 *line = pixGetData(cut) + (ptrdiff_t)row * pixGetWpl(cut);
        for (int column = 0; column < width; column++) {
            double sum = 0;
            for (int part = 0; part < grain * grain; part++) {
                double x, y;
                int across = part % grain;
                int down = part / grain;
                double u = place->left + (column + (across + 0.5) / grain) / scale;
                double v = place->top + (row + (down + 0.5) / grain) / scale;
                project(frame, u, v, &x, &y);
                sum += sample(pix, x * zoom, y * zoom);
            }
            SET_DATA_BYTE(line, column, (l_uint8)(sum / (grain * grain)));
        }
    }
    return cut;
}
