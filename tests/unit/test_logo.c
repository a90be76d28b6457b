/* SPDX-License-Identifier: MIT
 *
 * lib/ocr/logo.c: pictures of all shapes come out as one that fits, what is broken or too large is an answer, and nothing of the file
 * lives on. By the confined child and without it. */
#include "ocr/logo.h"

#include <check.h>
#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

#include "base/cx.h"
#include "ocr/child.h"

Suite *suite_logo(void);

static struct arena *logo_arena;

static void setup(void)
{
    logo_arena = arena_new(0);
}

static void teardown(void)
{
    arena_free(logo_arena);
}

/* A file of a picture that is red at its left and blue at its right, `format` as leptonica has it. */
static struct buf file_of(int32_t width, int32_t height, int32_t depth, int32_t format)
{
    struct buf file;
    unsigned char *bytes = NULL;
    size_t len = 0;
    PIX *pix = pixCreate(width, height, depth);
    ck_assert_ptr_nonnull(pix);
    for (int32_t y = 0; depth == 32 && y < height; y++) {
        for (int32_t x = 0; x < width; x++) {
            pixSetRGBPixel(pix, x, y, x < width / 2 ? 255 : 0, 0, x < width / 2 ? 0 : 255);
        }
    }
    ck_assert_int_eq(pixWriteMem(&bytes, &len, pix, format), 0);
    buf_init(&file, logo_arena, len);
    buf_add(&file, (const char *)bytes, len);
    lept_free(bytes);
    pixDestroy(&pix);
    return file;
}

static struct buf empty(void)
{
    struct buf out;
    buf_init(&out, logo_arena, 0);
    return out;
}

static PIX *drawn(const struct buf *png)
{
    ck_assert_uint_le(png->len, LOGO_WIDTH_MAX * LOGO_HEIGHT_MAX * 3 + 4096);
    PIX *pix = pixReadMemPng((const unsigned char *)png->data, png->len);
    ck_assert_ptr_nonnull(pix);
    return pix;
}

static const struct shape {
    int32_t width, height, depth, format, drawn_width, drawn_height;
} shapes[] = {
    {300, 100, 32, IFF_PNG, 300, 100},
    {1, 1, 32, IFF_PNG, 1, 1},
    {900, 312, 32, IFF_PNG, 450, 156},
    {900, 312, 32, IFF_JFIF_JPEG, 450, 156},
    {1000, 1000, 32, IFF_PNG, 156, 156},
    {4000, 2, 32, IFF_PNG, 450, 1},
    {2, 4000, 32, IFF_PNG, 1, 156},
    {200, 90, 1, IFF_PNG, 200, 90},
    {200, 90, 8, IFF_PNG, 200, 90},
    {200, 90, 8, IFF_JFIF_JPEG, 200, 90},
    {4000, 4000, 32, IFF_JFIF_JPEG, 156, 156},
};

START_TEST(any_shape_comes_out_as_one_that_fits)
{
    const struct shape *shape = &shapes[_i];
    struct buf file = file_of(shape->width, shape->height, shape->depth, shape->format);
    struct buf out = empty();
    ck_assert_int_eq(logo_redraw_here(file.data, file.len, &out), LOGO_DRAWN);
    PIX *pix = drawn(&out);
    ck_assert_int_eq(pixGetWidth(pix), shape->drawn_width);
    ck_assert_int_eq(pixGetHeight(pix), shape->drawn_height);
    pixDestroy(&pix);
}
END_TEST

START_TEST(the_child_draws_the_same)
{
    struct buf file = file_of(900, 300, 32, IFF_PNG);
    struct buf here = empty();
    struct buf there = empty();
    ck_assert_int_eq(logo_redraw_here(file.data, file.len, &here), LOGO_DRAWN);
    ck_assert_int_eq(logo_redraw(file.data, file.len, &there), LOGO_DRAWN);
    ck_assert_uint_eq(here.len, there.len);
    ck_assert_mem_eq(here.data, there.data, here.len);
    PIX *pix = drawn(&there);
    int32_t red, green, blue;
    pixGetRGBPixel(pix, 10, 10, &red, &green, &blue);
    ck_assert(red == 255 && green == 0 && blue == 0);
    pixGetRGBPixel(pix, pixGetWidth(pix) - 10, 10, &red, &green, &blue);
    ck_assert(red == 0 && green == 0 && blue == 255);
    pixDestroy(&pix);
}
END_TEST

START_TEST(what_shows_through_is_white)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    struct buf out = empty();
    PIX *pix = pixCreate(20, 20, 32);
    pixSetSpp(pix, 4); /* black, and its alpha 0 */
    ck_assert_int_eq(pixWriteMemPng(&bytes, &len, pix, 0), 0);
    pixDestroy(&pix);
    ck_assert_int_eq(logo_redraw_here(bytes, len, &out), LOGO_DRAWN);
    lept_free(bytes);
    pix = drawn(&out);
    int32_t red, green, blue;
    pixGetRGBPixel(pix, 10, 10, &red, &green, &blue);
    ck_assert(red == 255 && green == 255 && blue == 255);
    pixDestroy(&pix);
}
END_TEST

START_TEST(nothing_of_the_file_lives_on)
{
    static const char secret[] = "what nobody is to find in the paper of a garage";
    struct buf file = file_of(40, 40, 32, IFF_PNG);
    struct buf out = empty();
    buf_add(&file, secret, sizeof secret); /* behind its end, where programs hide things */
    ck_assert_int_eq(logo_redraw_here(file.data, file.len, &out), LOGO_DRAWN);
    ck_assert_ptr_null(memmem(out.data, out.len, secret, sizeof secret - 1));
}
END_TEST

START_TEST(too_many_pixels_are_an_answer)
{
    struct buf file = file_of(20001, 1, 1, IFF_PNG);
    struct buf out = empty();
    ck_assert_int_eq(logo_redraw(file.data, file.len, &out), LOGO_TOO_LARGE);
    file = file_of(4001, 4000, 1, IFF_PNG);
    ck_assert_int_eq(logo_redraw(file.data, file.len, &out), LOGO_TOO_LARGE);
    ck_assert_uint_eq(out.len, 0);
}
END_TEST

/* Cut anywhere, and with any byte of its beginning another one: it is drawn or it is not, and the process goes on. */
START_TEST(what_is_broken_is_an_answer)
{
    struct buf file = file_of(33, 21, 32, _i ? IFF_JFIF_JPEG : IFF_PNG);
    for (size_t cut = 0; cut < file.len; cut += 1 + cut / 16) {
        struct buf out = empty();
        char *exact = malloc(cut + 1); /* so that a sanitizer sees who reads beyond it */
        memcpy(exact, file.data, cut);
        enum logo_end end = logo_redraw_here(exact, cut, &out);
        free(exact);
        ck_assert(end == LOGO_BROKEN || (end == LOGO_DRAWN && out.len > 0));
        ck_assert(cut > 60 || end == LOGO_BROKEN);
    }
    for (size_t at = 0; at < file.len && at < 200; at++) {
        struct buf out = empty();
        char *other = malloc(file.len);
        memcpy(other, file.data, file.len);
        other[at] = (char)~other[at];
        logo_redraw_here(other, file.len, &out);
        free(other);
    }
}
END_TEST

static void work_without_end(const void *bytes, size_t len, void *answer)
{
    (void)bytes;
    (void)len;
    for (volatile unsigned char *at = answer;;) {
        ++*at;
    }
}

static void work_that_dies(const void *bytes, size_t len, void *answer)
{
    (void)bytes;
    (void)len;
    (void)answer;
    abort();
}

START_TEST(a_child_that_gives_no_answer_is_an_answer)
{
    char answer[64];
    const struct child_task dies = {work_that_dies, "", 0, answer, sizeof answer};
    const struct child_task goes_on = {work_without_end, "", 0, answer, sizeof answer};
    ck_assert_int_eq(child_run(&dies), CHILD_BROKEN);
    ck_assert_int_eq(child_run(&goes_on), CHILD_COSTLY);
}
END_TEST

Suite *suite_logo(void)
{
    Suite *suite = suite_create("logo");
    TCase *tcase = tcase_create("logo");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, any_shape_comes_out_as_one_that_fits, 0, (int)(sizeof shapes / sizeof *shapes));
    tcase_add_test(tcase, the_child_draws_the_same);
    tcase_add_test(tcase, what_shows_through_is_white);
    tcase_add_test(tcase, nothing_of_the_file_lives_on);
    tcase_add_test(tcase, too_many_pixels_are_an_answer);
    tcase_add_loop_test(tcase, what_is_broken_is_an_answer, 0, 2);
    tcase_add_test(tcase, a_child_that_gives_no_answer_is_an_answer);
    suite_add_tcase(suite, tcase);
    return suite;
}
