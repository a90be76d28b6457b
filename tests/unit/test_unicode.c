/* SPDX-License-Identifier: MIT
 *
 * lib/base/unicode.c: what a character is, and the normal forms of a text. */
#include <check.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/faultpoint.h"
#include "base/str.h"
#include "base/unicode.h"

Suite *suite_unicode(void);

static struct arena *arena;

static void setup(void)
{
    arena = arena_new(0);
}

static void teardown(void)
{
    arena_free(arena);
}

/* Of all code points: what XML 1.0 cannot hold (section 2.2), and no more than the controls and non-characters beyond that. */
START_TEST(test_forbidden)
{
    size_t count = 0;
    for (uint32_t c = 1; c <= 0x10ffff; c++) {
        bool xml =
            c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
        bool surrogate = c >= 0xd800 && c <= 0xdfff; /* no UTF-8 holds one */
        if (!xml && !surrogate && !unicode_is_forbidden(c)) {
            ck_abort_msg("U+%04X", c); /* an assertion a character would take its time */
        }
        count += unicode_is_forbidden(c);
    }
    ck_assert_uint_eq(count, 28 + 32 + 66); /* of C0 without NUL; DEL and C1 without U+0085; non-characters */
    ck_assert(!unicode_is_forbidden('\n') && !unicode_is_forbidden(0x85) && !unicode_is_forbidden(0xfffd));
}
END_TEST

START_TEST(test_kinds)
{
    ck_assert(unicode_is_blank(' ') && unicode_is_blank(0xa0) && unicode_is_blank(0x202f) && unicode_is_blank(0x3000));
    ck_assert(!unicode_is_blank('a') && !unicode_is_blank(0) && !unicode_is_blank(0x200b));
    ck_assert(unicode_is_ignorable(0x200b) && unicode_is_ignorable(0xad) && unicode_is_ignorable(0x2069));
    ck_assert(!unicode_is_ignorable('a') && !unicode_is_ignorable(0xe9) && !unicode_is_ignorable(0x20));
    ck_assert(unicode_is_dash('-') && unicode_is_dash(0x2011) && unicode_is_dash(0x2212) && !unicode_is_dash('_'));
    ck_assert(unicode_is_line_end('\n') && unicode_is_line_end(0x2029) && !unicode_is_line_end('\t'));
    ck_assert_int_eq(unicode_digit('7'), 7);
    ck_assert_int_eq(unicode_digit(0x663), 3);
    ck_assert_int_eq(unicode_digit('x'), -1);
    ck_assert_int_eq(unicode_digit(0xb2), -1); /* superscript */
}
END_TEST

START_TEST(test_visible)
{
    static const char *const nothing[] = {"",
                                          " \t",
                                          "\xe2\x80\x8b",
                                          "\xc2\xad",
                                          "\xe2\xa0\x80",
                                          "\xe3\x85\xa4",
                                          "\xef\xb8\x8f",
                                          "\xef\xbf\xbc",
                                          "\xcc\x81",
                                          "\xf3\xa0\x81\x81",
                                          "\xe2\x81\xa6 \xe2\x81\xa9"};
    static const char *const something[] = {"a",
                                            ".",
                                            "\xc3\xa9",
                                            "\xe2\x80\x8b.",
                                            "\xe6\x9d\x8e",
                                            "\xf0\x9f\x98\x80",
                                            "\xf0\x9f\xab\xa9" /* newer than the tables */,
                                            "\xe0\xa4\x95\xe0\xa5\x8d"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        ck_assert_msg(!text_is_visible(nothing[i]), "%zu", i);
    }
    for (size_t i = 0; i < sizeof something / sizeof *something; i++) {
        ck_assert_msg(text_is_visible(something[i]), "%zu", i);
    }
}
END_TEST

START_TEST(test_forms)
{
    ck_assert_str_eq(text_trim(arena, "\xe3\x80\x80 a \xc2\xa0 b\xe2\x80\xa9\t"), "a \xc2\xa0 b");
    ck_assert_str_eq(text_trim(arena, ""), "");
    ck_assert_str_eq(text_trim(arena, " \xc2\xa0"), "");
    ck_assert_str_eq(text_trim(arena, "\xe2\x80\x8b"), "\xe2\x80\x8b");
    ck_assert_str_eq(text_nfc(arena, "Zoe\xcc\x81"), "Zo\xc3\xa9");
    ck_assert_str_eq(text_nfc(arena, "Zo\xc3\xa9"), "Zo\xc3\xa9");
    ck_assert_str_eq(text_nfc(arena, "\xff\xfe"), "\xff\xfe");
    ck_assert_str_eq(text_fold(arena, "\xc3\x89L\xc3\x89VE"), text_fold(arena, "e\xcc\x81l\xc3\xa9ve"));
    ck_assert_str_eq(text_upper(arena, "m\xc3\xbc-ab 1"), "M\xc3\x9c-AB 1");
    ck_assert_str_eq(text_compact(arena, "fr76 3000.6000\xc2\xa0"
                                         "0112-34\xe2\x80\xaf"
                                         "5"),
                     "FR763000600001123"
                     "45");
    ck_assert_str_eq(text_compact(arena, " . "), "");
}
END_TEST

static void check_form(const char *form, uint8_t *expected, size_t len, uint32_t c)
{
    if (strlen(form) != len || memcmp(form, expected, len) != 0) {
        ck_abort_msg("U+%04X", c); /* an assertion a character would take its time */
    }
    free(expected);
}

/* Of every character ten in a row, so that the longest of their forms had room on the arena. */
START_TEST(test_forms_of_all_characters)
{
    for (uint32_t c = 0x80; c <= 0x10ffff; c++) {
        uint8_t text[64] = "";
        size_t len = 0, nfc, folded, upper;
        if (c >= 0xd800 && c <= 0xdfff) {
            continue;
        }
        for (int i = 0; i < 10; i++) {
            len += (size_t)u8_uctomb(text + len, c, 8);
        }
        const char *input = (const char *)text;
        uint8_t *made = u8_normalize(UNINORM_NFC, text, len, NULL, &nfc);
        check_form(text_nfc(arena, input), made, nfc, c);
        made = u8_casefold(text, len, NULL, UNINORM_NFC, NULL, &folded);
        check_form(text_fold(arena, input), made, folded, c);
        made = u8_toupper(text, len, NULL, UNINORM_NFC, NULL, &upper);
        check_form(text_upper(arena, input), made, upper, c);
        arena_reset(arena);
    }
}
END_TEST

/* At the arena's cap nothing is left in the library's memory: a sanitizer would find it. */
START_TEST(test_forms_at_the_cap)
{
    static const char *(*const makers[])(struct arena *, const char *) = {text_nfc, text_fold, text_upper, text_compact};
    jmp_buf escape;
    volatile size_t reached = 0;
    for (volatile size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        for (volatile long nth = 1;; nth++) {
            if (setjmp(escape) != 0) {
                reached++;
                continue;
            }
            arena_escape(arena, &escape);
            faultpoint_arm(FAULTPOINT_CAP, nth);
            makers[i](arena, "Zoe\xcc\x81 Stra\xc3\x9f"
                             "e");
            break;
        }
    }
    faultpoint_arm(FAULTPOINT_CAP, 0);
    arena_escape(arena, NULL);
    ck_assert_uint_ge(reached, sizeof makers / sizeof *makers);
}
END_TEST

Suite *suite_unicode(void)
{
    Suite *suite = suite_create("unicode");
    TCase *cases = tcase_create("unicode");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, test_forbidden);
    tcase_add_test(cases, test_kinds);
    tcase_add_test(cases, test_visible);
    tcase_add_test(cases, test_forms);
    tcase_add_test(cases, test_forms_of_all_characters);
    tcase_add_test(cases, test_forms_at_the_cap);
    suite_add_tcase(suite, cases);
    return suite;
}
