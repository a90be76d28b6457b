/* SPDX-License-Identifier: MIT
 *
 * The arithmetic of deals: products of coefficients, scores, months and shares. */
#include <check.h>
#include <stdlib.h>

#include "base/time.h"
#include "data/record.h"
#include "pipeline/probability.h"
#include "pipeline/revenue.h"

Suite *suite_probability(void);

START_TEST(finals)
{
    static const struct {
        struct breakdown breakdown;
        int64_t final;
    } table[] = {
        {{9000, 2500, 10500, 10000, 10000}, 2360},    /* the specification's example: 0.23625 */
        {{9000, 1500, 9000, 9000, 9000}, 980},        /* 0.098415 */
        {{9000, 4500, 10500, 10500, 10000}, 4470},    /* 0.4465125 */
        {{10000, 10000, 10500, 11000, 10000}, 11550}, /* more than certain: the score is capped, not this */
        {{10000, 2355, 10000, 10000, 10000}, 2360},   /* half away from zero */
        {{10000, 2354, 10000, 10000, 10000}, 2350},
        {{0, 10000, 10000, 10000, 10000}, 0},
        {{100000, 100000, 100000, 100000, 100000}, 1000000000},
    };
    ck_assert_int_eq(probability_final(&table[_i].breakdown), table[_i].final);
}
END_TEST

START_TEST(scores)
{
    static const struct {
        int64_t final, step, override_share;
        const char *status;
        int64_t score;
    } table[] = {
        {2360, 500, INT_NULL, "Active", 2500},
        {2240, 500, INT_NULL, "Active", 2000},
        {2250, 500, INT_NULL, "Active", 2500},
        {980, 500, INT_NULL, "On Hold", 1000},
        {10, 500, INT_NULL, "Active", 500},      /* never below one step */
        {0, 500, INT_NULL, "Active", 0},         /* unless 0 */
        {11550, 500, INT_NULL, "Active", 10000}, /* never above 1 */
        {2360, 0, INT_NULL, "Active", 2360},     /* exact */
        {11550, 0, INT_NULL, "Active", 10000},
        {2360, 1000, INT_NULL, "Active", 2000},
        {2360, 333, INT_NULL, "Active", 2331},
        {2360, 500, 6000, "Active", 6000},
        {2360, 500, 0, "On Hold", 0},
        {2360, 500, 6000, "Won", 10000},
        {2360, 500, 6000, "Lost", 0},
        {2360, 0, 6000, "Cancelled", 0},
    };
    ck_assert_int_eq(probability_score(table[_i].final, table[_i].step, table[_i].override_share, table[_i].status),
                     table[_i].score);
}
END_TEST

START_TEST(months)
{
    static const struct {
        const char *from, *to;
        int64_t count;
    } table[] = {
        {"2026-01-01", "2028-12-31", 36}, {"2026-03-01", "2028-03-01", 24}, {"2026-01-01", "2026-01-01", 1},
        {"2026-01-31", "2026-02-27", 1},  {"2026-01-31", "2026-03-30", 2},  {"2026-01-15", "2026-03-13", 1},
        {"2026-01-15", "2026-03-14", 2},  {"2024-02-29", "2025-02-28", 12}, {"2026-12-31", "2027-01-01", 1},
    };
    int64_t from, to;
    ck_assert(date_parse(table[_i].from, &from) && date_parse(table[_i].to, &to));
    ck_assert_int_eq(revenue_months(from, to), table[_i].count);
}
END_TEST

START_TEST(shares_add_up)
{
    srand(11);
    for (int i = 0; i < 2000; i++) {
        int64_t amount = (int64_t)rand() * rand() % 10000000000000LL;
        int64_t count = 1 + rand() % 240;
        int64_t sum = 0;
        for (int64_t month = 0; month < count; month++) {
            int64_t share = revenue_share(amount, count, month);
            ck_assert(month == 0 || share == revenue_share(amount, count, month - 1) ||
                      share == revenue_share(amount, count, month - 1) - 1);
            sum += share;
        }
        ck_assert_int_eq(sum, amount);
    }
    ck_assert_int_eq(revenue_share(425000000, 36, 0), 11805556);
    ck_assert_int_eq(revenue_share(425000000, 36, 35), 11805555);
}
END_TEST

Suite *suite_probability(void)
{
    Suite *suite = suite_create("probability");
    TCase *tcase = tcase_create("probability");
    tcase_add_loop_test(tcase, finals, 0, 8);
    tcase_add_loop_test(tcase, scores, 0, 16);
    tcase_add_loop_test(tcase, months, 0, 9);
    tcase_add_test(tcase, shares_add_up);
    suite_add_tcase(suite, tcase);
    return suite;
}
