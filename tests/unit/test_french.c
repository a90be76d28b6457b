/* SPDX-License-Identifier: MIT
 *
 * lib/documents/french.c: figures as a French reader writes them. */
#include <check.h>

#include "documents/french.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

Suite *suite_french(void);

static struct arena *arena;

static void setup(void)
{
    arena = arena_new(0);
}

static void teardown(void)
{
    arena_free(arena);
}

static const struct {
    int64_t cents;
    const char *text;
} money_cases[] = {
    {0, "0,00\u00a0€"},
    {5, "0,05\u00a0€"},
    {-5, "-0,05\u00a0€"},
    {99999, "999,99\u00a0€"},
    {123456, "1\u202f234,56\u00a0€"},
    {-12345678, "-123\u202f456,78\u00a0€"},
    {99999999999999, "999\u202f999\u202f999\u202f999,99\u00a0€"},
};

START_TEST(money_in_french)
{
    ck_assert_str_eq(french_money(arena, money_cases[_i].cents), money_cases[_i].text);
}
END_TEST

START_TEST(other_figures_in_french)
{
    ck_assert_str_eq(french_percent(arena, 2000), "20\u00a0%");
    ck_assert_str_eq(french_percent(arena, 550), "5,5\u00a0%");
    ck_assert_str_eq(french_percent(arena, 0), "0\u00a0%");
    ck_assert_str_eq(french_quantity(arena, 1500), "1,5");
    ck_assert_str_eq(french_quantity(arena, 1234000), "1\u202f234");
    ck_assert_str_eq(french_quantity(arena, -1), "-0,001");
    ck_assert_str_eq(french_km(arena, 45000), "45\u202f000\u00a0km");
    ck_assert_str_eq(french_date(arena, "2026-11-22"), "22/11/2026");
    ck_assert_str_eq(french_date(arena, "soon"), "soon");
    ck_assert_ptr_null(french_date(arena, NULL));
}
END_TEST

Suite *suite_french(void)
{
    Suite *suite = suite_create("french");
    TCase *tcase = tcase_create("figures");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, money_in_french, 0, (int)COUNT(money_cases));
    tcase_add_test(tcase, other_figures_in_french);
    suite_add_tcase(suite, tcase);
    return suite;
}
