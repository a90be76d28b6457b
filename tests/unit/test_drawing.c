/* SPDX-License-Identifier: MIT
 *
 * lib/documents/drawing.c: what strangers send as a drawing, and what is kept of it. */
#include <check.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "documents/drawing.h"

Suite *suite_drawing(void);

#define ROOM (4u << 20)
#define HEADER_DEPTH 24 /* where in a file */
#define HEADER_INTERLACE 28

static struct arena *arena;
static struct buf made;

static void setup(void)
{
    arena = arena_new(0);
}

static void teardown(void)
{
    arena_free(arena);
}

/* A picture of one colour per row in turn, in any of libpng's formats. */
static struct buf picture(uint32_t width, uint32_t height, uint32_t format, bool ink)
{
    png_image image = {.version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = format};
    struct buf file;
    png_alloc_size_t len = ROOM;
    unsigned char *pixels = calloc(PNG_IMAGE_SIZE(image), 1);
    ck_assert_ptr_nonnull(pixels);
    if (!ink) {
        memset(pixels, 255, PNG_IMAGE_SIZE(image));
    } else if (format & PNG_FORMAT_FLAG_ALPHA) { /* black where it is opaque: the first row */
        memset(pixels + PNG_IMAGE_PIXEL_SIZE(format) - 1, 255, 1);
    }
    buf_init(&file, arena, ROOM);
    ck_assert_int_ne(png_image_write_to_memory(&image, file.data, &len, 0, pixels, 0, NULL), 0);
    file.len = len;
    free(pixels);
    return file;
}

/* Makes the checksum right of the chunk at `at` with `len` bytes of data. */
static void mend(struct buf *file, size_t at, size_t len)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = at + 4; i < at + 8 + len; i++) {
        crc ^= (unsigned char)file->data[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
        }
    }
    for (size_t i = 0; i < 4; i++) {
        file->data[at + 8 + len + i] = (char)(~crc >> (24 - 8 * i));
    }
}

static enum drawing_fault take(const struct buf *file)
{
    return drawing_read(arena, file->data, file->len, &made);
}

static void measures(uint32_t width, uint32_t height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    ck_assert_int_ne(png_image_begin_read_from_memory(&image, made.data, made.len), 0);
    ck_assert_uint_eq(image.width, width);
    ck_assert_uint_eq(image.height, height);
    ck_assert_uint_eq(image.format, PNG_FORMAT_GRAY);
    png_image_free(&image);
}

START_TEST(drawings_are_made_anew)
{
    static const uint32_t formats[] = {PNG_FORMAT_GRAY, PNG_FORMAT_GA, PNG_FORMAT_RGB, PNG_FORMAT_RGBA};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct buf file = picture(60, 20, formats[i], true);
        ck_assert_int_eq(take(&file), DRAWING_GOOD);
        measures(60, 20);
        ck_assert(png_intact(made.data, made.len));
    }
}
END_TEST

START_TEST(sixteen_bits_are_refused)
{
    static const uint32_t formats[] = {PNG_FORMAT_LINEAR_Y, PNG_FORMAT_LINEAR_Y_ALPHA, PNG_FORMAT_LINEAR_RGB,
                                       PNG_FORMAT_LINEAR_RGB_ALPHA};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct buf file = picture(60, 20, formats[i], true);
        ck_assert(png_intact(file.data, file.len));
        ck_assert_int_eq(take(&file), DRAWING_BROKEN);
    }
}
END_TEST

START_TEST(palettes_are_refused)
{
    static const unsigned char black[3] = {0, 0, 0};
    static const unsigned char pixels[60 * 20] = {0};
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = 60, .height = 20, .format = PNG_FORMAT_RGB_COLORMAP, .colormap_entries = 1};
    struct buf file;
    png_alloc_size_t len = ROOM;
    buf_init(&file, arena, ROOM);
    ck_assert_int_ne(png_image_write_to_memory(&image, file.data, &len, 0, pixels, 0, black), 0);
    file.len = len;
    ck_assert(png_intact(file.data, file.len));
    ck_assert_int_eq(take(&file), DRAWING_BROKEN);
}
END_TEST

/* Of one pixel the rows of other kinds are the same bytes: only the header tells. */
START_TEST(other_depths_and_interlacing_are_refused)
{
    static const struct {
        size_t at;
        char value;
    } kinds[] = {{HEADER_DEPTH, 1}, {HEADER_DEPTH, 2}, {HEADER_DEPTH, 4}, {HEADER_INTERLACE, 1}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct buf file = picture(1, 1, PNG_FORMAT_GRAY, true);
        ck_assert_int_eq(take(&file), DRAWING_GOOD);
        file.data[kinds[i].at] = kinds[i].value;
        mend(&file, 8, 13);
        ck_assert(png_intact(file.data, file.len));
        ck_assert_int_eq(take(&file), DRAWING_BROKEN);
    }
}
END_TEST

START_TEST(nothing_to_see_is_refused)
{
    struct buf file = picture(40, 20, PNG_FORMAT_RGBA, false);
    ck_assert_int_eq(take(&file), DRAWING_EMPTY);
}
END_TEST

START_TEST(sizes_are_bounded)
{
    struct buf most = picture(DRAWING_SIDE_MAX, DRAWING_PIXELS_MAX / DRAWING_SIDE_MAX, PNG_FORMAT_GRAY, true);
    ck_assert_int_eq(take(&most), DRAWING_GOOD);
    struct buf area = picture(DRAWING_SIDE_MAX, DRAWING_PIXELS_MAX / DRAWING_SIDE_MAX + 1, PNG_FORMAT_GRAY, true);
    ck_assert_int_eq(take(&area), DRAWING_TOO_LARGE);
    struct buf side = picture(DRAWING_SIDE_MAX + 1, 2, PNG_FORMAT_GRAY, true);
    ck_assert_int_eq(take(&side), DRAWING_TOO_LARGE);
    char *bytes = arena_alloc(arena, DRAWING_BYTES_MAX + 1);
    memset(bytes, 'x', DRAWING_BYTES_MAX + 1);
    ck_assert_int_eq(drawing_read(arena, bytes, DRAWING_BYTES_MAX, &made), DRAWING_BROKEN);
    ck_assert_int_eq(drawing_read(arena, bytes, DRAWING_BYTES_MAX + 1, &made), DRAWING_TOO_LARGE);
}
END_TEST

START_TEST(every_damaged_byte_is_noticed)
{
    struct buf file = picture(30, 10, PNG_FORMAT_RGBA, true);
    for (size_t i = 0; i < file.len; i++) {
        file.data[i] ^= 0x41;
        ck_assert_msg(take(&file) == DRAWING_BROKEN, "byte %zu", i);
        file.data[i] ^= 0x41;
        ck_assert_msg(drawing_read(arena, file.data, i, &made) == DRAWING_BROKEN, "cut at %zu", i);
    }
    ck_assert_int_eq(take(&file), DRAWING_GOOD);
}
END_TEST

START_TEST(what_is_no_pixel_is_left_out)
{
    static const unsigned char text[] = "\0\0\0\4tEXta\0b!\xcd\x3c\x59\x67"; /* its checksum is set below */
    struct buf file = picture(30, 10, PNG_FORMAT_GRAY, true);
    struct buf told;
    buf_init(&told, arena, 0);
    buf_add(&told, file.data, 33); /* signature and header */
    size_t at = told.len;
    buf_add(&told, text, 16);
    buf_add(&told, file.data + 33, file.len - 33);
    ck_assert_int_eq(take(&told), DRAWING_BROKEN); /* a wrong checksum */
    mend(&told, at, 4);
    ck_assert_int_eq(take(&told), DRAWING_GOOD);
    ck_assert_ptr_null(memmem(made.data, made.len, "tEXt", 4));
}
END_TEST

Suite *suite_drawing(void)
{
    Suite *suite = suite_create("drawing");
    TCase *tcase = tcase_create("drawing");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, drawings_are_made_anew);
    tcase_add_test(tcase, sixteen_bits_are_refused);
    tcase_add_test(tcase, palettes_are_refused);
    tcase_add_test(tcase, other_depths_and_interlacing_are_refused);
    tcase_add_test(tcase, nothing_to_see_is_refused);
    tcase_add_test(tcase, sizes_are_bounded);
    tcase_add_test(tcase, every_damaged_byte_is_noticed);
    tcase_add_test(tcase, what_is_no_pixel_is_left_out);
    suite_add_tcase(suite, tcase);
    return suite;
}
