/* SPDX-License-Identifier: MIT
 *
 * JPEG and PNG by leptonica (libjpeg, libpng), sizes asked of their headers before a pixel is read. */
#include "ocr/picture.h"

#include <leptonica/allheaders.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum picture_kind picture_kind(const void *bytes, size_t len)
{
    static const unsigned char jpeg[] = {0xff, 0xd8, 0xff};
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (len >= sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0) {
        return PICTURE_JPEG;
    }
    if (len >= sizeof png && memcmp(bytes, png, sizeof png) == 0) {
        return PICTURE_PNG;
    }
    return len >= 5 && memcmp(bytes, "%PDF-", 5) == 0 ? PICTURE_PDF : PICTURE_NONE;
}

/* ---- EXIF ---- */

struct tiff {
    const unsigned char *bytes;
    size_t len;
    bool little;
};

static uint32_t tiff_number(const struct tiff *tiff, size_t at, size_t width)
{
    uint32_t number = 0;
    if (at > tiff->len || tiff->len - at < width) {
        return 0;
    }
    for (size_t i = 0; i < width; i++) {
        size_t place = tiff->little ? width - 1 - i : i;
        number = number << 8 | tiff->bytes[at + place];
    }
    return number;
}

/* The orientation in the first directory: tag 0x0112, a short. */
static int tiff_turn(const struct tiff *tiff)
{
    static const int turns[] = {0, 0, 0, 2, 0, 0, 1, 0, 3}; /* by EXIF's numbers 1, 3, 6 and 8 */
    uint32_t directory = tiff_number(tiff, 4, 4);
    uint32_t count = tiff_number(tiff, directory, 2);
    for (uint32_t i = 0; i < count && i < 200; i++) {
        size_t entry = (size_t)directory + 2 + (size_t)i * 12;
        if (tiff_number(tiff, entry, 2) == 0x0112) {
            uint32_t value = tiff_number(tiff, entry + 8, 2);
            return value < sizeof turns / sizeof *turns ? turns[value] : 0;
        }
    }
    return 0;
}

static int exif_turn(const unsigned char *segment, size_t len)
{
    if (len < 14 || memcmp(segment, "Exif\0\0", 6) != 0) {
        return 0;
    }
    const struct tiff tiff = {segment + 6, len - 6, segment[6] == 'I'};
    return tiff_turn(&tiff);
}

static int has_end(const unsigned char *bytes, size_t len)
{
    static const unsigned char end[] = {0xff, 0xd9};
    return memmem(bytes, len, end, sizeof end) != NULL;
}

int picture_turn(const void *bytes, size_t len, int *whole)
{
    const unsigned char *jpeg = bytes;
    int turn = 0;
    size_t at = 2;
    *whole = 0;
    while (len >= 4 && at <= len - 4 && jpeg[at] == 0xff) {
        size_t size = (size_t)jpeg[at + 2] << 8 | jpeg[at + 3];
        unsigned marker = jpeg[at + 1];
        if (marker == 0xff) { /* filling */
            at++;
            continue;
        }
        if (size < 2 || size > len - at - 2) {
            break;
        }
        if (marker == 0xda) {
            *whole = has_end(jpeg + at, len - at);
            break;
        }
        if (marker == 0xe1 && turn == 0) {
            turn = exif_turn(jpeg + at + 4, size - 2);
        }
        at += 2 + size;
    }
    return turn;
}

/* ---- pixels ---- */

/* The smallest reduction of 1, 2, 4, 8 that leaves no more than is worked with. */
static int reduction(int64_t pixels)
{
    int by = 1;
    while (by < 8 && pixels / ((int64_t)by * by) > PICTURE_PIXELS_WANTED) {
        by *= 2;
    }
    return by;
}

static bool measures(int width, int height, int64_t max)
{
    return width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX && (int64_t)width * height <= max;
}

/* `max` pixels at most; `hint` as leptonica has them. */
static PIX *read_jpeg(const void *bytes, size_t len, int64_t max, int hint, enum picture_fault *fault)
{
    int width = 0;
    int height = 0;
    int whole = 0;
    int turn = picture_turn(bytes, len, &whole);
    if (!whole || readHeaderMemJpeg(bytes, len, &width, &height, NULL, NULL, NULL) != 0) {
        return NULL;
    }
    if (!measures(width, height, max)) {
        *fault = PICTURE_TOO_LARGE;
        return NULL;
    }
    PIX *read = pixReadMemJpeg(bytes, len, 0, reduction((int64_t)width * height), NULL, hint);
    PIX *upright = read && turn ? pixRotateOrth(read, turn) : NULL;
    if (upright) {
        pixDestroy(&read);
        read = upright;
    }
    return read;
}

/* What shows through is white. */
static PIX *read_png(const void *bytes, size_t len, int64_t max, enum picture_fault *fault)
{
    int width = 0;
    int height = 0;
    if (readHeaderMemPng(bytes, len, &width, &height, NULL, NULL, NULL) != 0) {
        return NULL;
    }
    if (!measures(width, height, max)) {
        *fault = PICTURE_TOO_LARGE;
        return NULL;
    }
    PIX *read = pixReadMemPng(bytes, len);
    PIX *opaque = read && pixGetDepth(read) == 32 && pixGetSpp(read) == 4 ? pixAlphaBlendUniform(read, 0xffffff00) : NULL;
    if (opaque) {
        pixDestroy(&read);
        read = opaque;
    }
    return read;
}

/* Another picture in the place of this one. */
static PIX *converted(PIX *read, PIX *(*convert)(PIX *))
{
    PIX *other = read ? convert(read) : NULL;
    pixDestroy(&read);
    return other;
}

static PIX *to_gray(PIX *read)
{
    return pixConvertTo8(read, 0);
}

/* No larger than what is worked with. */
static PIX *reduced(PIX *gray)
{
    int64_t pixels = (int64_t)pixGetWidth(gray) * pixGetHeight(gray);
    if (pixels <= PICTURE_PIXELS_WANTED) {
        return gray;
    }
    PIX *half = pixScaleAreaMap2(gray);
    pixDestroy(&gray);
    return half ? reduced(half) : NULL;
}

PIX *picture_read(const void *bytes, size_t len, enum picture_fault *fault)
{
    PIX *gray = NULL;
    *fault = PICTURE_GOOD;
    switch (picture_kind(bytes, len)) {
    case PICTURE_JPEG:
        gray = converted(read_jpeg(bytes, len, PICTURE_PIXELS_MAX, L_JPEG_READ_LUMINANCE, fault), to_gray);
        break;
    case PICTURE_PNG:
        gray = converted(read_png(bytes, len, PICTURE_PIXELS_WHOLE, fault), to_gray);
        break;
    case PICTURE_PDF:
        gray = picture_read_pdf(bytes, len, fault);
        break;
    case PICTURE_NONE:
        break;
    }
    gray = gray ? reduced(gray) : NULL;
    if (!gray && *fault == PICTURE_GOOD) {
        *fault = PICTURE_BROKEN;
    }
    return gray;
}

PIX *picture_read_colours(const void *bytes, size_t len, enum picture_fault *fault)
{
    PIX *read = NULL;
    *fault = PICTURE_GOOD;
    if (picture_kind(bytes, len) == PICTURE_JPEG) {
        read = read_jpeg(bytes, len, PICTURE_PIXELS_COLOURS, 0, fault);
    } else if (picture_kind(bytes, len) == PICTURE_PNG) {
        read = read_png(bytes, len, PICTURE_PIXELS_COLOURS, fault);
    }
    PIX *colours = converted(read, pixConvertTo32);
    if (!colours && *fault == PICTURE_GOOD) {
        *fault = PICTURE_BROKEN;
    }
    return colours;
}
