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

START_TEST(prices_in_french)
{
    ck_assert_str_eq(french_price(arena, 1234), "0,1234\u00a0€");
    ck_assert_str_eq(french_price(arena, -12345000), "-1\u202f234,50\u00a0€");
    ck_assert_str_eq(french_price(arena, 10), "0,001\u00a0€");
    ck_assert_str_eq(french_price(arena, 120000), "12,00\u00a0€");
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

#define NBSP "\u00a0"

START_TEST(identifiers_are_grouped)
{
    static const struct {
        char *(*group)(struct arena *arena, const char *text);
        const char *stored, *shown;
    } table[] = {
        {french_iban, "FR7630006000011234567890189",
         "FR76" NBSP "3000" NBSP "6000" NBSP "0112" NBSP "3456" NBSP "7890" NBSP "189"},
        {french_iban, "BE68539007547034", "BE68" NBSP "5390" NBSP "0754" NBSP "7034"},
        {french_iban, "FR76 3000 6000", "FR76 3000 6000"},
        {french_company, "732829320", "732" NBSP "829" NBSP "320"},
        {french_company, "73282932000074", "732" NBSP "829" NBSP "320" NBSP "00074"},
        {french_company, "0403.170.701", "0403.170.701"},
        {french_vat_number, "FR44732829320", "FR" NBSP "44" NBSP "732" NBSP "829" NBSP "320"},
        {french_vat_number, "FRXX999999999", "FR" NBSP "XX" NBSP "999" NBSP "999" NBSP "999"},
        {french_vat_number, "BE0403170701", "BE0403170701"},
        {french_phone, "+33612345678", "06" NBSP "12" NBSP "34" NBSP "56" NBSP "78"},
        {french_phone, "+33478123456", "04" NBSP "78" NBSP "12" NBSP "34" NBSP "56"},
        {french_phone, "+262692123456", "0692" NBSP "12" NBSP "34" NBSP "56"},
        {french_phone, "+590690123456", "0690" NBSP "12" NBSP "34" NBSP "56"},
        {french_phone, "+32470123456", "+32" NBSP "470" NBSP "123" NBSP "456"},
        {french_phone, "+442079460958", "+44" NBSP "207" NBSP "946" NBSP "0958"},
        {french_phone, "+12125550123", "+1" NBSP "212" NBSP "555" NBSP "0123"},
        {french_phone, "+352621123456", "+352" NBSP "621" NBSP "123" NBSP "456"},
        {french_phone, "+336", "+336"},
        {french_phone, "06 12 34 56 78", "06 12 34 56 78"},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        ck_assert_str_eq(table[i].group(arena, table[i].stored), table[i].shown);
        ck_assert_ptr_null(table[i].group(arena, NULL));
    }
}
END_TEST

Suite *suite_french(void)
{
    Suite *suite = suite_create("french");
    TCase *tcase = tcase_create("figures");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, money_in_french, 0, (int)COUNT(money_cases));
    tcase_add_test(tcase, prices_in_french);
    tcase_add_test(tcase, other_figures_in_french);
    tcase_add_test(tcase, identifiers_are_grouped);
    suite_add_tcase(suite, tcase);
    return suite;
}
