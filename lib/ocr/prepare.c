/* SPDX-License-Identifier: MIT
 *
 * Leptonica's operators with the parameters that were measured to help (docs/ocr.md). */
#include "ocr/prepare.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define NOISY 9.0
#define TILT_MAX 9.0F
#define DEGREE 0.017453293F

double prepare_noise(PIX *gray)
{
    int width = pixGetWidth(gray);
    int height = pixGetHeight(gray);
    int wpl = pixGetWpl(gray);
    double sum = 0;
    double count = 0;
    for (int y = 1; y + 1 < height; y += 5) {
        const l_uint32 *above = pixGetData(gray) + (ptrdiff_t)(y - 1) * wpl;
        const l_uint32 *here = above + wpl;
        const l_uint32 *below = here + wpl;
        for (int x = 1; x + 1 < width; x += 2) {
            int corners = (int)GET_DATA_BYTE(above, x - 1) + (int)GET_DATA_BYTE(above, x + 1) +
                          (int)GET_DATA_BYTE(below, x - 1) + (int)GET_DATA_BYTE(below, x + 1);
            int sides = (int)GET_DATA_BYTE(above, x) + (int)GET_DATA_BYTE(below, x) + (int)GET_DATA_BYTE(here, x - 1) +
                        (int)GET_DATA_BYTE(here, x + 1);
            sum += abs(corners - 2 * sides + 4 * (int)GET_DATA_BYTE(here, x));
            count += 1;
        }
    }
    return count > 0 ? sqrt(1.5707963) / 6 * sum / count : 0;
}

PIX *prepare_calm(PIX *gray)
{
    return prepare_noise(gray) > NOISY ? pixMedianFilter(gray, 3, 3) : pixClone(gray);
}

PIX *prepare_even(PIX *gray)
{
    PIX *even = pixBackgroundNorm(gray, NULL, NULL, 24, 24, 40, 100, 230, 2, 2);
    return even ? even : pixClone(gray); /* too small for its tiles */
}

PIX *prepare_scaled(PIX *gray, int side)
{
    int width = pixGetWidth(gray);
    int height = pixGetHeight(gray);
    float factor = (float)side / (float)(width > height ? width : height);
    if (factor > 0.93F && factor < 1.08F) {
        return pixClone(gray);
    }
    factor = factor > 4 ? 4 : factor;
    return factor < 0.7F ? pixScaleAreaMap(gray, factor, factor) : pixScaleGrayLI(gray, factor, factor);
}

PIX *prepare_level(PIX *gray)
{
    float angle = 0;
    float trust = 0;
    PIX *bits = pixThresholdToBinary(gray, 150);
    bool found = bits && pixFindSkewSweepAndSearch(bits, &angle, &trust, 4, 2, TILT_MAX, 1.0F, 0.05F) == 0;
    pixDestroy(&bits);
    if (!found || trust < 2.5F || fabsf(angle) < 0.15F) {
        return pixClone(gray);
    }
    return pixRotate(gray, angle * DEGREE, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
}

PIX *prepare_bits(PIX *gray)
{
    PIX *bits = NULL;
    int side = pixGetHeight(gray) < pixGetWidth(gray) ? pixGetHeight(gray) : pixGetWidth(gray);
    int half = side / 2 - 3 < 20 ? side / 2 - 3 : 20;
    return half >= 2 && pixSauvolaBinarize(gray, half, 0.3F, 1, NULL, NULL, NULL, &bits) == 0 ? bits : NULL;
}

/* The level below which `share` of the pixels lie. */
static int level_of(NUMA *counts, double share)
{
    float total = 0;
    float sum = 0;
    float number = 0;
    numaGetSum(counts, &total);
    for (int i = 0; i < 256; i++) {
        numaGetFValue(counts, i, &number);
        sum += number;
        if (sum >= (float)share * total) {
            return i;
        }
    }
    return 255;
}

PIX *prepare_stretched(PIX *gray)
{
    NUMA *counts = pixGetGrayHistogram(gray, 1);
    if (!counts) {
        return pixClone(gray);
    }
    int dark = level_of(counts, 0.01);
    int light = level_of(counts, 0.8);
    numaDestroy(&counts);
    if (light - dark < 8) {
        return pixClone(gray);
    }
    return pixGammaTRC(NULL, gray, 1.0F, dark, light);
}

PIX *prepare_sharp(PIX *gray, int radius)
{
    return pixUnsharpMaskingGray(gray, radius, 1.5F);
}
