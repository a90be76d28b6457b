/* SPDX-License-Identifier: MIT
 *
 * Characters of a line are run together, runs that are long enough stay: two of one length, one below the other, as far apart as
 * on the form. */
#include "ocr/strip.h"

#include <leptonica/allheaders.h>
#include <math.h>

#include "ocr/prepare.h"

enum { SIDE = 1000, DARK = 150, GAP = 13, LINES_MAX = 40 };

/* Of the form, in its units: the lines' left end, length and distance, and the middle of the second one's characters. */
#define LEFT 16.6
#define WIDTH 312.4
#define APART 18.0
#define MIDDLE 653.6

/* From the middle of its left end to that of its right end, which may lie higher or lower. */
struct line {
    double left, right, from, to;
};

static PIX *black(PIX *pix, int way)
{
    if (way == 0) {
        return pixThresholdToBinary(pix, DARK);
    }
    if (way == 2) {
        return prepare_bits(pix);
    }
    PIX *stretched = prepare_stretched(pix);
    PIX *bits = stretched ? pixThresholdToBinary(stretched, DARK) : NULL;
    pixDestroy(&stretched);
    return bits;
}

/* The mean height of what is black between two columns. */
static double middle(PIX *bits, int from, int to)
{
    float x = 0;
    float y = 0;
    BOX *box = boxCreate(from, 0, to - from, pixGetHeight(bits));
    PIX *part = pixClipRectangle(bits, box, NULL);
    bool found = part && pixCentroid(part, NULL, NULL, &x, &y) == 0;
    boxDestroy(&box);
    pixDestroy(&part);
    return found ? (double)y : pixGetHeight(bits) / 2.0;
}

static void take_line(PIX *bits, BOX *box, struct line *line)
{
    int x, y, w, h;
    boxGetGeometry(box, &x, &y, &w, &h);
    double near = y + middle(bits, 0, w / 5);
    double far = y + middle(bits, w - w / 5, w);
    double rise = (far - near) / (w - w / 5.0) * w; /* the means stand a tenth inside */
    *line = (struct line){x, x + w, near - rise / 10, far + rise / 10};
}

/* What is long and flat when neighbours are run together. */
static int long_lines(PIX *pix, int way, struct line *lines)
{
    int count = 0;
    PIXA *parts = NULL;
    PIX *bits = black(pix, way);
    PIX *closed = bits ? pixCloseSafeBrick(NULL, bits, GAP, 3) : NULL;
    BOXA *boxes = closed ? pixConnComp(closed, &parts, 8) : NULL;
    for (int i = 0; boxes && parts && i < boxaGetCount(boxes) && count < LINES_MAX; i++) {
        int w = 0, h = 0;
        boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
        if (w > pixGetWidth(pix) / 3 && h >= 4 && h < w / 6) {
            PIX *part = pixaGetPix(parts, i, L_CLONE);
            BOX *box = boxaGetBox(boxes, i, L_CLONE);
            take_line(part, box, &lines[count++]);
            pixDestroy(&part);
            boxDestroy(&box);
        }
    }
    boxaDestroy(&boxes);
    pixaDestroy(&parts);
    pixDestroy(&bits);
    pixDestroy(&closed);
    return count;
}

/* Whether `lower` is the second of two lines of which `upper` is the first. */
static bool belong(const struct line *upper, const struct line *lower)
{
    double width = lower->right - lower->left;
    double apart = (lower->from + lower->to - upper->from - upper->to) / 2 / width * WIDTH;
    return fabs(upper->left - lower->left) < width / 20 && fabs(upper->right - lower->right) < width / 8 &&
           apart > APART * 0.75 && apart < APART * 1.25;
}

bool strip_find(PIX *pix, int way, struct frame *frame)
{
    struct line lines[LINES_MAX];
    PIX *small = prepare_scaled(pix, SIDE);
    int count = small ? long_lines(small, way, lines) : 0;
    double zoom = small ? (double)pixGetWidth(pix) / pixGetWidth(small) : 1;
    const struct line *found = NULL;
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            if (belong(&lines[i], &lines[j]) && (!found || lines[j].from > found->from)) {
                found = &lines[j];
            }
        }
    }
    pixDestroy(&small);
    if (found) {
        double a = (found->right - found->left) / WIDTH * zoom;
        double b = (found->to - found->from) / WIDTH * zoom;
        double x = found->left * zoom - a * LEFT + b * MIDDLE;
        double y = found->from * zoom - b * LEFT - a * MIDDLE;
        *frame = (struct frame){.m = {a, -b, x, b, a, y}};
    }
    return found != NULL;
}
