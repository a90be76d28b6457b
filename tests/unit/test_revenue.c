/* SPDX-License-Identifier: MIT
 *
 * A deal's money by month and by year: shares that add up to the cent, in the right months, forecast from today on. */
#include <check.h>

#include "base/time.h"
#include "pipeline/revenue.h"

Suite *suite_revenue(void);

static struct arena *arena;
static struct cx cx;
static struct list months, years;

static void setup(void)
{
    arena = arena_new(0);
    cx_init(&cx, arena);
    cx.zone = "Europe/Paris";
    ck_assert(time_parse("2026-01-31T23:30:00Z", &cx.now_ms)); /* February in Paris */
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(arena);
}

static void spread(const char *starting, int64_t count, int64_t sales, const char *status)
{
    const struct opportunity deal = {.starting_date = starting,
                                     .duration_months = count,
                                     .weighted_amount = sales,
                                     .gross_margin_amount = sales / 10,
                                     .status = status};
    revenue_by_month(&cx, &deal, &months);
    revenue_by_year(&cx, &months, &years);
}

START_TEST(months_share_to_the_cent)
{
    spread("2025-11-15", 4, 1001, "Active");
    const struct revenue_month *rows = months.rows;
    static const int64_t expected[][3] = {{2025, 11, 251}, {2025, 12, 250}, {2026, 1, 250}, {2026, 2, 250}};
    ck_assert_uint_eq(months.count, 4);
    for (size_t i = 0; i < months.count; i++) {
        ck_assert_int_eq(rows[i].year, expected[i][0]);
        ck_assert_int_eq(rows[i].month, expected[i][1]);
        ck_assert_int_eq(rows[i].sales_amount, expected[i][2]);
        ck_assert_int_eq(rows[i].gross_margin_amount, 25);
    }
}
END_TEST

START_TEST(forecast_begins_with_this_month)
{
    spread("2025-12-01", 3, 300, "Active");
    const struct revenue_month *rows = months.rows;
    ck_assert(!rows[0].is_forecast && !rows[1].is_forecast && rows[2].is_forecast);
    spread("2025-12-01", 3, 300, "Won");
    rows = months.rows;
    ck_assert(!rows[2].is_forecast);
}
END_TEST

START_TEST(years_add_up_their_months)
{
    spread("2025-11-01", 15, 1500, "Active");
    const struct revenue_year *rows = years.rows;
    ck_assert_uint_eq(years.count, 3);
    ck_assert_int_eq(rows[0].year, 2025);
    ck_assert_int_eq(rows[0].months, 2);
    ck_assert_int_eq(rows[1].months, 12);
    ck_assert_int_eq(rows[1].sales_amount, 1200);
    ck_assert_int_eq(rows[1].gross_margin_amount, 120);
    ck_assert_int_eq(rows[2].year, 2027);
    ck_assert_int_eq(rows[2].months, 1);
}
END_TEST

Suite *suite_revenue(void)
{
    Suite *suite = suite_create("revenue");
    TCase *tests = tcase_create("revenue");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, months_share_to_the_cent);
    tcase_add_test(tests, forecast_begins_with_this_month);
    tcase_add_test(tests, years_add_up_their_months);
    suite_add_tcase(suite, tests);
    return suite;
}
