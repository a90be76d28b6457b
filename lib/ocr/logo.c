/* SPDX-License-Identifier: MIT
 *
 * From a file to pixels in the child, from pixels to a PNG in its parent. */
#include "ocr/logo.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/log.h"
#include "ocr/child.h"

/* What goes through the pipe. */
struct pixels {
    unsigned version;
    enum logo_end end;
    int32_t width;
    int32_t height;
    unsigned char rgb[LOGO_WIDTH_MAX * LOGO_HEIGHT_MAX * 3]; /* row by row */
};
#define PIXELS_VERSION 0x10600001u

/* ---- the child ---- */

static int32_t scaled(int32_t side, double scale, int32_t max)
{
    int32_t now = (int32_t)lround(side * scale);
    return now < 1 ? 1 : now > max ? max : now;
}

/* No larger than a logo is; a small one stays as it is. */
static PIX *fitted(PIX *whole)
{
    int32_t width = pixGetWidth(whole);
    int32_t height = pixGetHeight(whole);
    double scale = fmin((double)LOGO_WIDTH_MAX / width, (double)LOGO_HEIGHT_MAX / height);
    return scale >= 1 ? pixClone(whole)
                      : pixScaleToSize(whole, scaled(width, scale, LOGO_WIDTH_MAX), scaled(height, scale, LOGO_HEIGHT_MAX));
}

static void take_pixels(PIX *pix, struct pixels *pixels)
{
    unsigned char *at = pixels->rgb;
    pixels->width = pixGetWidth(pix);
    pixels->height = pixGetHeight(pix);
    for (int32_t y = 0; y < pixels->height; y++) {
        for (int32_t x = 0; x < pixels->width; x++, at += 3) {
            int32_t red = 0;
            int32_t green = 0;
            int32_t blue = 0;
            pixGetRGBPixel(pix, x, y, &red, &green, &blue);
            at[0] = (unsigned char)red;
            at[1] = (unsigned char)green;
            at[2] = (unsigned char)blue;
        }
    }
}

static bool fits(int32_t width, int32_t height)
{
    return width >= 1 && width <= LOGO_WIDTH_MAX && height >= 1 && height <= LOGO_HEIGHT_MAX;
}

static void work(const void *bytes, size_t len, void *answer)
{
    struct pixels *pixels = answer;
    enum picture_fault fault;
    setMsgSeverity(L_SEVERITY_NONE);
    pixels->version = PIXELS_VERSION;
    PIX *whole = picture_read_colours(bytes, len, &fault);
    PIX *logo = whole ? fitted(whole) : NULL;
    pixels->end = fault == PICTURE_TOO_LARGE ? LOGO_TOO_LARGE : LOGO_BROKEN;
    if (logo && fits(pixGetWidth(logo), pixGetHeight(logo))) {
        take_pixels(logo, pixels);
        pixels->end = LOGO_DRAWN;
    }
    pixDestroy(&whole);
    pixDestroy(&logo);
}

/* ---- the parent ---- */

static PIX *pix_of(const struct pixels *pixels)
{
    PIX *pix = pixCreate(pixels->width, pixels->height, 32);
    const unsigned char *at = pixels->rgb;
    for (int32_t y = 0; pix && y < pixels->height; y++) {
        for (int32_t x = 0; x < pixels->width; x++, at += 3) {
            pixSetRGBPixel(pix, x, y, at[0], at[1], at[2]);
        }
    }
    return pix;
}

static enum logo_end encode(const struct pixels *pixels, struct buf *out)
{
    unsigned char *png = NULL;
    size_t len = 0;
    PIX *pix = pix_of(pixels);
    bool done = pix && pixWriteMemPng(&png, &len, pix, 0) == 0 && len > 0;
    if (done) {
        buf_add(out, (const char *)png, len);
    }
    lept_free(png);
    pixDestroy(&pix);
    return done ? LOGO_DRAWN : LOGO_MISSING;
}

static enum logo_end finish(const struct pixels *pixels, struct buf *out)
{
    bool good = pixels->version == PIXELS_VERSION && pixels->end >= LOGO_DRAWN && pixels->end <= LOGO_TOO_LARGE &&
                (pixels->end != LOGO_DRAWN || fits(pixels->width, pixels->height));
    if (!good) {
        log_line(LOG_LEVEL_WARNING, "the reader of a logo has answered what it must not");
        return LOGO_BROKEN;
    }
    return pixels->end == LOGO_DRAWN ? encode(pixels, out) : pixels->end;
}

enum logo_end logo_redraw(const void *bytes, size_t len, struct buf *out)
{
    static const enum logo_end ends[] = {
        [CHILD_BROKEN] = LOGO_BROKEN, [CHILD_COSTLY] = LOGO_TOO_COSTLY, [CHILD_MISSING] = LOGO_MISSING};
    struct pixels *pixels = arena_alloc(out->arena, sizeof *pixels);
    const struct child_task task = {work, bytes, len, pixels, sizeof *pixels};
    enum child_end end = child_run(&task);
    return end == CHILD_ANSWERED ? finish(pixels, out) : ends[end];
}

enum logo_end logo_redraw_here(const void *bytes, size_t len, struct buf *out)
{
    struct pixels *pixels = arena_alloc(out->arena, sizeof *pixels);
    work(bytes, len, pixels);
    return finish(pixels, out);
}
