/* SPDX-License-Identifier: MIT
 *
 * lib/base/str.c and lib/base/money.c: text, UTF-8, bytes, decimals and their arithmetic. */
#include <check.h>
#include <math.h>

#include "base/arena.h"
#include "base/money.h"
#include "base/str.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

Suite *suite_text(void);

/* ---- text ---- */

START_TEST(str_questions)
{
    ck_assert(str_eq("a", "a") && !str_eq("a", "A") && str_eq(NULL, NULL) && !str_eq(NULL, "") && !str_eq("", NULL));
    ck_assert(str_ieq("Content-TYPE", "content-type") && !str_ieq("a", "ab") && !str_ieq("[", "{") && !str_ieq("a", NULL));
    ck_assert(str_starts("/api/x", "/api/") && !str_starts("/ap", "/api/") && str_starts("x", ""));
    ck_assert(str_ends("a.sql", ".sql") && !str_ends("sql", ".sql") && str_ends("x", ""));
    ck_assert(str_empty(NULL) && str_empty("") && !str_empty(" "));
}
END_TEST

static const struct {
    const char *text;
    int64_t min, max;
    bool ok;
    int64_t value;
} int_cases[] = {
    {"0", 0, 10, true, 0},
    {"10", 0, 10, true, 10},
    {"11", 0, 10, false, 0},
    {"-5", -5, 5, true, -5},
    {"9223372036854775807", INT64_MIN, INT64_MAX, true, INT64_MAX},
    {"-9223372036854775808", INT64_MIN, INT64_MAX, true, INT64_MIN},
    {"9223372036854775808", INT64_MIN, INT64_MAX, false, 0},
    {"99999999999999999999", INT64_MIN, INT64_MAX, false, 0},
    {"", 0, 10, false, 0},
    {"-", -9, 10, false, 0},
    {"+1", 0, 10, false, 0},
    {" 1", 0, 10, false, 0},
    {"1 ", 0, 10, false, 0},
    {"0x1", 0, 10, false, 0},
    {NULL, 0, 10, false, 0},
};

START_TEST(str_int_table)
{
    int64_t value = 77;
    ck_assert_int_eq(str_int(int_cases[_i].text, int_cases[_i].min, int_cases[_i].max, &value), int_cases[_i].ok);
    ck_assert_int_eq(value, int_cases[_i].ok ? int_cases[_i].value : 77);
}
END_TEST

static const struct {
    const char *bytes;
    size_t len;
    bool valid;
} utf8_cases[] = {
    {"", 0, true},
    {"plain", 5, true},
    {"h\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 10, true},
    {"\xEF\xBF\xBF", 3, true},             /* U+FFFF */
    {"\xF4\x8F\xBF\xBF", 4, true},         /* U+10FFFF */
    {"\xED\x9F\xBF\xEE\x80\x80", 6, true}, /* either side of the surrogates */
    {"a\0b", 3, false},
    {"\xC0\xAF", 2, false}, /* overlong '/' */
    {"\xC1\xBF", 2, false},
    {"\xE0\x9F\xBF", 3, false},     /* overlong, three bytes */
    {"\xF0\x8F\xBF\xBF", 4, false}, /* overlong, four bytes */
    {"\xED\xA0\x80", 3, false},     /* surrogate */
    {"\xF4\x90\x80\x80", 4, false}, /* above U+10FFFF */
    {"\xF5\x80\x80\x80", 4, false},
    {"\x80", 1, false}, /* a continuation alone */
    {"\xC3", 1, false}, /* cut short */
    {"\xE2\x82", 2, false},
    {"\xE2\x82\x41", 3, false},
    {"\xFF", 1, false},
};

START_TEST(utf8_valid_table)
{
    ck_assert_int_eq(utf8_valid(utf8_cases[_i].bytes, utf8_cases[_i].len), utf8_cases[_i].valid);
}
END_TEST

START_TEST(utf8_walk)
{
    const char *text = "h\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
    ck_assert_uint_eq(utf8_length(text), 4);
    static const uint32_t codes[] = {'h', 0xE9, 0x20AC, 0x1F600, 0, 0};
    for (size_t i = 0; i < COUNT(codes); i++) {
        ck_assert_uint_eq(utf8_next(&text), codes[i]);
    }
}
END_TEST

START_TEST(str_copies)
{
    struct arena *arena = arena_new(0);
    ck_assert_str_eq(str_lower(arena, "ABC-\xC3\x89z"), "abc-\xC3\x89z");
    ck_assert_str_eq(str_upper(arena, "abc-\xC3\xA9Z"), "ABC-\xC3\xA9Z");
    ck_assert_str_eq(str_trim(arena, " \t\r\n\xC2\xA0 a b\xC2\xA0\xC3\xA0 \xC2\xA0\n"), "a b\xC2\xA0\xC3\xA0");
    ck_assert_str_eq(str_trim(arena, "\xC2\xA0"), "");
    ck_assert_str_eq(str_trim(arena, ""), "");
    ck_assert_ptr_null(str_trim(arena, NULL));
    ck_assert_str_eq(str_alnum(arena, "AB-123-CD"), "ab123cd");
    ck_assert_str_eq(str_alnum(arena, "\xC3\xA9 ."), "");
    arena_free(arena);
}
END_TEST

START_TEST(bytes_and_hex)
{
    unsigned char bytes[4] = {0x00, 0x9f, 0xA0, 0xff};
    char hex[9];
    hex_encode(bytes, 4, hex);
    ck_assert_str_eq(hex, "009fa0ff");
    unsigned char back[4] = {0};
    ck_assert(hex_decode("009FA0ff", back, 4));
    ck_assert(mem_eq_ct(bytes, back, 4));
    back[3] ^= 0x80;
    ck_assert(!mem_eq_ct(bytes, back, 4));
    ck_assert(!hex_decode("009fa0f", back, 4) && !hex_decode("009fa0ff0", back, 4) && !hex_decode("009fa0fg", back, 4));
    ck_assert(hash64("abc", 3, 0) == hash64("abc", 3, 0) && hash64("abc", 3, 0) != hash64("abd", 3, 0));
    ck_assert(hash64("abc", 3, 0) != hash64("abc", 3, 1) && hash64("", 0, 0) != hash64("\0", 1, 0));
}
END_TEST

/* Every byte counts, and its place does, in texts short and long. */
START_TEST(a_hash_sees_every_change)
{
    unsigned char text[100];
    for (size_t len = 1; len <= sizeof text; len++) {
        for (size_t i = 0; i < len; i++) {
            text[i] = (unsigned char)(i * 7 + 1);
        }
        uint64_t whole = hash64(text, len, 0);
        ck_assert(len == 1 || whole != hash64(text, len - 1, 0));
        for (size_t i = 0; i < len; i++) {
            text[i] ^= (unsigned char)(1u << i % 8);
            ck_assert_msg(whole != hash64(text, len, 0), "byte %zu of %zu", i, len);
            text[i] ^= (unsigned char)(1u << i % 8);
        }
        for (size_t i = 0; i + 16 <= len; i++) { /* eight bytes change places with the next eight */
            unsigned char moved[sizeof text];
            memcpy(moved, text, len);
            memcpy(moved + i, text + i + 8, 8);
            memcpy(moved + i + 8, text + i, 8);
            ck_assert_msg(whole != hash64(moved, len, 0), "bytes %zu of %zu", i, len);
        }
    }
}
END_TEST

/* ---- decimals ---- */

static const struct {
    const char *text;
    int scale;
    enum decimal_parse result;
    int64_t value;
} decimal_cases[] = {
    {"0", 2, DECIMAL_OK, 0},
    {"-0", 2, DECIMAL_OK, 0},
    {"12.5", 2, DECIMAL_OK, 1250},
    {"-3", 2, DECIMAL_OK, -300},
    {"1.25e2", 2, DECIMAL_OK, 12500},
    {"125E-2", 2, DECIMAL_OK, 125},
    {"1.500", 2, DECIMAL_OK, 150},
    {"0.050", 2, DECIMAL_OK, 5},
    {"100", 0, DECIMAL_OK, 100},
    {"10.10e1", 0, DECIMAL_OK, 101},
    {"0e99999999999999999999", 2, DECIMAL_OK, 0},
    {"0.00000000000000000000000000000000", 2, DECIMAL_OK, 0},
    {"92233720368547758.07", 2, DECIMAL_OK, INT64_MAX},
    {"1.000000000000000000000000000000000", 3, DECIMAL_OK, 1000},
    {"10000000000000000000000e-20", 2, DECIMAL_OK, 10000},
    {"1.005", 2, DECIMAL_TOO_PRECISE, 0},
    {"1e-3", 2, DECIMAL_TOO_PRECISE, 0},
    /* what binary floating point leaves */
    {"0.30000000000000004", 2, DECIMAL_OK, 30},
    {"0.30000000000000004", 4, DECIMAL_OK, 3000},
    {"-0.30000000000000004", 2, DECIMAL_OK, -30},
    {"0.12000000000000001", 2, DECIMAL_OK, 12},
    {"0.12000000000000001", 1, DECIMAL_TOO_PRECISE, 0},
    {"1.1500000000000001", 2, DECIMAL_OK, 115},
    {"2.0999999999999996", 2, DECIMAL_OK, 210},
    {"2.0999999999999996", 1, DECIMAL_OK, 21},
    {"9.9999999999999996", 0, DECIMAL_OK, 10},
    {"0.99999999999999989", 2, DECIMAL_OK, 100},
    {"434.99999999999994", 2, DECIMAL_OK, 43500},
    {"43499.999999999994e-2", 2, DECIMAL_OK, 43500},
    {"17000000.000000004", 2, DECIMAL_OK, 1700000000},
    {"999999999999.99001", 2, DECIMAL_OK, 99999999999999},
    {"999999999999.98999", 2, DECIMAL_OK, 99999999999999},
    {"99999999999999.991", 2, DECIMAL_TOO_PRECISE, 0},
    {"1.2345000000000002", 4, DECIMAL_OK, 12345},
    {"1.2345000000000002", 3, DECIMAL_TOO_PRECISE, 0},
    {"0.1000000000000000055511151231257827", 2, DECIMAL_OK, 10},
    {"7.0000000000000009", 0, DECIMAL_OK, 7},
    {"5.551115123125783e-17", 2, DECIMAL_OK, 0},
    {"-5.551115123125783e-17", 2, DECIMAL_OK, 0},
    {"0.010000000000000009", 2, DECIMAL_OK, 1},
    /* and what somebody wrote */
    {"0.305", 2, DECIMAL_TOO_PRECISE, 0},
    {"0.30500000000000005", 2, DECIMAL_TOO_PRECISE, 0},
    {"0.3049999999999999", 2, DECIMAL_TOO_PRECISE, 0},
    {"0.300000000000001", 2, DECIMAL_TOO_PRECISE, 0},
    {"0.30000000000001", 2, DECIMAL_TOO_PRECISE, 0},
    {"0.3000000001", 2, DECIMAL_TOO_PRECISE, 0},
    {"1e-17", 2, DECIMAL_TOO_PRECISE, 0},
    {"1e-15", 2, DECIMAL_TOO_PRECISE, 0},
    {"123456789012345.67", 0, DECIMAL_TOO_PRECISE, 0},
    {"9007199254740990.7", 0, DECIMAL_TOO_PRECISE, 0},
    {"9007199254740991", 0, DECIMAL_OK, 9007199254740991},
    {"12345678901234.96", 1, DECIMAL_TOO_PRECISE, 0},
    {"99999999999999999999.000000000000001", 2, DECIMAL_TOO_PRECISE, 0},
    {"1e-99999999999999999999", 2, DECIMAL_TOO_PRECISE, 0},
    {"92233720368547758.08", 2, DECIMAL_OUT_OF_RANGE, 0},
    {"1e999", 2, DECIMAL_OUT_OF_RANGE, 0},
    {"1e99999999999999999999", 2, DECIMAL_OUT_OF_RANGE, 0},
    {"123456789012345678901234567890", 2, DECIMAL_OUT_OF_RANGE, 0},
    {"", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"-", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"+1", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"01", 2, DECIMAL_NOT_A_NUMBER, 0},
    {".5", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"5.", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"1e", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"1e+", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"1,5", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"1 ", 2, DECIMAL_NOT_A_NUMBER, 0},
    {"NaN", 2, DECIMAL_NOT_A_NUMBER, 0},
    {NULL, 2, DECIMAL_NOT_A_NUMBER, 0},
};

START_TEST(decimal_parse_table)
{
    int64_t value = 77;
    ck_assert_int_eq(decimal_parse(decimal_cases[_i].text, decimal_cases[_i].scale, &value), decimal_cases[_i].result);
    ck_assert_int_eq(value, decimal_cases[_i].result == DECIMAL_OK ? decimal_cases[_i].value : 77);
}
END_TEST

/* Two units in the last place of a double are noise, at every magnitude that is money; half a cent is not. */
START_TEST(decimal_noise)
{
    uint64_t state = 88172645463325252;
    for (int i = 0; i < 20000; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        uint64_t modulus = 10;
        for (uint64_t n = state >> 40 & 15; n > 2; n--) {
            modulus *= 10;
        }
        int64_t cents = (int64_t)(state % modulus) + 1;
        double number = (double)cents / 100;
        for (int step = 0; step <= 2; step++) {
            char text[40];
            int64_t value = 0;
            snprintf(text, sizeof text, "%.17g", number);
            bool noise = decimal_parse(text, 2, &value) == DECIMAL_OK && value == cents;
            snprintf(text, sizeof text, "%.17g", number + 0.005);
            bool half = cents < 10000000000 && decimal_parse(text, 2, &value) != DECIMAL_TOO_PRECISE;
            if (!noise || half) {
                ck_abort_msg("%lld, %s", (long long)cents, text); /* an assertion a number would take its time */
            }
            number = nextafter(number, i & 1 ? HUGE_VAL : 0);
        }
    }
}
END_TEST

static const struct {
    int64_t value;
    int scale, min_decimals;
    const char *text;
} format_cases[] = {
    {45000, 2, 2, "450.00"},
    {2000, 2, 1, "20.0"},
    {1500, 3, 0, "1.5"},
    {1000, 3, 0, "1"},
    {0, 2, 2, "0.00"},
    {5, 2, 2, "0.05"},
    {-5, 2, 2, "-0.05"},
    {-150, 2, 0, "-1.5"},
    {7, 0, 0, "7"},
    {550, 2, 1, "5.5"},
    {10500, 4, 2, "1.05"},
    {10501, 4, 2, "1.0501"},
    {INT64_MIN, 2, 2, "-92233720368547758.08"},
};

START_TEST(decimal_format_table)
{
    char out[DECIMAL_TEXT];
    size_t len = decimal_format(format_cases[_i].value, format_cases[_i].scale, format_cases[_i].min_decimals, out);
    ck_assert_str_eq(out, format_cases[_i].text);
    ck_assert_uint_eq(len, strlen(out));
}
END_TEST

static const struct {
    int64_t value, numerator, denominator;
    bool ok;
    int64_t result;
} muldiv_cases[] = {
    {1, 1, 2, true, 1},   /* 0.5 up */
    {-1, 1, 2, true, -1}, /* -0.5 away from zero */
    {3, 1, 2, true, 2},
    {5, -1, 2, true, -3},
    {1, 1, 3, true, 0},
    {2, 1, 3, true, 1},
    {-2, 1, 3, true, -1},
    {4, 1, 9, true, 0},
    {5, 1, 9, true, 1},
    {1075, 2000, 10000, true, 215},
    {1074, 2000, 10000, true, 215}, /* 214.8 */
    {1072, 2000, 10000, true, 214}, /* 214.4 */
    {INT64_MAX, INT64_MAX, INT64_MAX, true, INT64_MAX},
    {INT64_MIN, INT64_MAX, INT64_MAX, true, INT64_MIN},
    {INT64_MAX, 2, 1, false, 0},
    {INT64_MIN, -1, 1, false, 0},
    {1, 1, 0, false, 0},
};

START_TEST(muldiv_table)
{
    int64_t out = 77;
    ck_assert_int_eq(money_muldiv(muldiv_cases[_i].value, muldiv_cases[_i].numerator, muldiv_cases[_i].denominator, &out),
                     muldiv_cases[_i].ok);
    ck_assert_int_eq(out, muldiv_cases[_i].ok ? muldiv_cases[_i].result : 77);
}
END_TEST

START_TEST(money_overflow)
{
    int64_t out = 77;
    ck_assert(!money_add(INT64_MAX, 1, &out) && !money_sub(INT64_MIN, 1, &out));
    ck_assert_int_eq(out, 77);
    ck_assert(money_add(2, 3, &out) && out == 5);
    ck_assert(money_sub(2, 3, &out) && out == -1);
}
END_TEST

Suite *suite_text(void)
{
    Suite *suite = suite_create("text");
    TCase *text = tcase_create("text");
    tcase_add_test(text, str_questions);
    tcase_add_loop_test(text, str_int_table, 0, (int)COUNT(int_cases));
    tcase_add_loop_test(text, utf8_valid_table, 0, (int)COUNT(utf8_cases));
    tcase_add_test(text, utf8_walk);
    tcase_add_test(text, str_copies);
    tcase_add_test(text, bytes_and_hex);
    tcase_add_test(text, a_hash_sees_every_change);
    tcase_add_loop_test(text, decimal_parse_table, 0, (int)COUNT(decimal_cases));
    tcase_add_test(text, decimal_noise);
    tcase_add_loop_test(text, decimal_format_table, 0, (int)COUNT(format_cases));
    tcase_add_loop_test(text, muldiv_table, 0, (int)COUNT(muldiv_cases));
    tcase_add_test(text, money_overflow);
    suite_add_tcase(suite, text);
    return suite;
}
