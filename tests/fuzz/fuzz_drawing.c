/* SPDX-License-Identifier: MIT
 *
 * Drawings by hand. The checksums of what comes are made right first, and every other
 * input is made a plain picture, so that what lies behind the checks is reached. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "documents/drawing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t crc_of(const uint8_t *bytes, size_t len)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < len; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
        }
    }
    return ~crc;
}

static void mend(uint8_t *png, size_t size)
{
    for (size_t at = 8; at < size && size - at >= 12;) {
        size_t len = (size_t)png[at] << 24 | (size_t)png[at + 1] << 16 | (size_t)png[at + 2] << 8 | png[at + 3];
        if (len > size - at - 12) {
            return;
        }
        uint32_t crc = crc_of(png + at + 4, len + 4);
        for (size_t i = 0; i < 4; i++) {
            png[at + 8 + len + i] = (uint8_t)(crc >> (24 - 8 * i));
        }
        at += len + 12;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new(0);
    struct buf made;
    struct buf again;
    uint8_t *png = arena_alloc(arena, size + 1);
    memcpy(png, data, size);
    if (size > 28 && size % 2 == 0) {
        png[24] = 8;
        png[25] &= 6;
        png[28] = 0;
    }
    mend(png, size);
    if (drawing_read(arena, png, size, &made) == DRAWING_GOOD) {
        /* Only the plainest kind comes that far. */
        if (png[24] != 8 || png[25] > 6 || png[25] % 2 != 0 || png[28] != 0) {
            abort();
        }
        /* What we made may be larger than what may come, and is sound in any case. */
        if (!png_intact(made.data, made.len) ||
            (made.len <= DRAWING_BYTES_MAX && drawing_read(arena, made.data, made.len, &again) != DRAWING_GOOD)) {
            abort();
        }
    }
    arena_free(arena);
    return 0;
}
