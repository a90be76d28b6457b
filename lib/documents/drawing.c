/* SPDX-License-Identifier: MIT
 *
 * PNG by libpng's simplified interface, which neither prints nor jumps, over a copy that has pixels alone. Sizes are asked of the
 * header before anything is decoded, and all memory of ours is there before libpng holds any. */
#include "documents/drawing.h"

#include <png.h>
#include <string.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define SIGNATURE_LEN 8
#define CHUNK_FRAME 12 /* length, type and checksum around a chunk's data */
#define HEADER_LEN 13  /* data of the first chunk */
#define WHITE 255
#define INK_BELOW 200 /* darker than this is something to see */

static uint32_t big_endian(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* CRC-32 of the PNG standard, four bits at a time. */
static uint32_t checksum(const unsigned char *bytes, size_t len)
{
    static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                                       0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                       0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < len; i++) {
        crc = table[(crc ^ bytes[i]) & 15] ^ crc >> 4;
        crc = table[(crc ^ bytes[i] >> 4) & 15] ^ crc >> 4;
    }
    return ~crc;
}

static bool is_type(const unsigned char *chunk, const char *type)
{
    return memcmp(chunk + 4, type, 4) == 0;
}

/* Its length with its frame; 0: it is not whole. */
static size_t chunk_len(const unsigned char *chunk, size_t left)
{
    if (left < CHUNK_FRAME || big_endian(chunk) > left - CHUNK_FRAME) {
        return 0;
    }
    size_t data = big_endian(chunk);
    return checksum(chunk + 4, data + 4) == big_endian(chunk + 8 + data) ? data + CHUNK_FRAME : 0;
}

bool png_intact(const void *bytes, size_t len)
{
    const unsigned char *png = bytes;
    const unsigned char *last = NULL;
    if (len < SIGNATURE_LEN || memcmp(png, SIGNATURE, SIGNATURE_LEN) != 0) {
        return false;
    }
    for (size_t at = SIGNATURE_LEN; at < len;) {
        size_t whole = chunk_len(png + at, len - at);
        if (whole == 0 || (!last && !is_type(png + at, "IHDR"))) {
            return false;
        }
        last = png + at;
        at += whole;
    }
    return last && is_type(last, "IEND");
}

/* Gray or colours, with alpha or without, of eight bits each, row after row: what a browser's canvas gives. Libpng's ways for
 * palettes, sixteen bits and interlaced rows are not worth their risk. */
static bool is_plain(const unsigned char *png)
{
    const unsigned char *header = png + SIGNATURE_LEN + 8;
    unsigned char depth = header[8];
    unsigned char colours = header[9];
    unsigned char interlace = header[12];
    return depth == 8 && (colours == 0 || colours == 2 || colours == 4 || colours == 6) && interlace == 0;
}

static bool is_of_pixels(const unsigned char *chunk)
{
    return is_type(chunk, "IHDR") || is_type(chunk, "tRNS") || is_type(chunk, "IDAT") || is_type(chunk, "IEND");
}

/* Of an intact file. */
static void copy_pixels(const unsigned char *png, size_t len, struct buf *out)
{
    buf_add(out, png, SIGNATURE_LEN);
    for (size_t at = SIGNATURE_LEN; at < len;) {
        size_t whole = big_endian(png + at) + CHUNK_FRAME;
        if (is_of_pixels(png + at)) {
            buf_add(out, (const char *)png + at, whole);
        }
        at += whole;
    }
}

static bool shows_something(const unsigned char *pixels, size_t count)
{
    size_t at = 0;
    while (at < count && pixels[at] >= INK_BELOW) {
        at++;
    }
    return at < count;
}

/* `pixels` has a byte for each, and is filled. */
static bool decode(const struct buf *file, const png_image *size, unsigned char *pixels)
{
    static const png_color white = {WHITE, WHITE, WHITE};
    png_image image = {.version = PNG_IMAGE_VERSION};
    bool read = png_image_begin_read_from_memory(&image, file->data, file->len) && image.width == size->width &&
                image.height == size->height;
    image.format = PNG_FORMAT_GRAY;
    read = read && png_image_finish_read(&image, &white, pixels, 0, NULL);
    png_image_free(&image);
    return read;
}

static bool encode(const png_image *size, const unsigned char *pixels, struct buf *png)
{
    png_image image = *size;
    png_alloc_size_t len = DRAWING_KEPT_MAX;
    bool written = png_image_write_to_memory(&image, png->data, &len, 0, pixels, 0, NULL);
    png_image_free(&image);
    png->len = written ? len : 0;
    return written;
}

enum drawing_fault drawing_read(struct arena *arena, const void *bytes, size_t len, struct buf *png)
{
    const unsigned char *in = bytes;
    struct buf file;
    if (len > DRAWING_BYTES_MAX) {
        return DRAWING_TOO_LARGE;
    }
    if (!png_intact(bytes, len) || big_endian(in + SIGNATURE_LEN) != HEADER_LEN || !is_plain(in)) {
        return DRAWING_BROKEN;
    }
    const png_image size = {.version = PNG_IMAGE_VERSION,
                            .width = big_endian(in + SIGNATURE_LEN + 8),
                            .height = big_endian(in + SIGNATURE_LEN + 12),
                            .format = PNG_FORMAT_GRAY};
    if (size.width > DRAWING_SIDE_MAX || size.height > DRAWING_SIDE_MAX || size.width * size.height > DRAWING_PIXELS_MAX) {
        return DRAWING_TOO_LARGE;
    }
    size_t count = (size_t)size.width * size.height;
    unsigned char *pixels = arena_alloc(arena, count + 1);
    buf_init(&file, arena, len);
    buf_init(png, arena, DRAWING_KEPT_MAX);
    copy_pixels(in, len, &file);
    if (!decode(&file, &size, pixels)) {
        return DRAWING_BROKEN;
    }
    if (!shows_something(pixels, count)) {
        return DRAWING_EMPTY;
    }
    return encode(&size, pixels, png) ? DRAWING_GOOD : DRAWING_TOO_LARGE;
}
