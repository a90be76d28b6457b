/* SPDX-License-Identifier: MIT
 *
 * Prices without VAT and with it: figures that the law's examples ask for, and what holds of every document, over random lines in
 * both modes, with discounts. What is credited of them: test_credit.c. */
#include <check.h>

#include "base/money.h"
#include "workshop/credit.h"

Suite *suite_prices(void);

#define CASES 40000 /* of each mode */
#define LINES 12

static const struct pricing modes[] = {{2000, "NET"}, {2000, "GROSS"}};

static struct line line_of(int64_t quantity, int64_t cents)
{
    return (struct line){.description = "x",
                         .quantity = quantity,
                         .unit_price = cents * 100,
                         .vat_rate = INT_NULL,
                         .discount_percent = INT_NULL};
}

static struct line_totals sum(struct line *lines, size_t count, const struct pricing *pricing)
{
    struct line_totals totals;
    ck_assert(lines_sum(&(struct list){lines, count}, pricing, &totals));
    return totals;
}

/* ---- figures ---- */

/* No net in cents gives these with 20 % on top. */
static const int64_t displayed[][3] = {
    {3999, 3332, 667}, {4995, 4162, 833}, {6999, 5832, 1167}, {7995, 6662, 1333}, {9999, 8332, 1667},
};

START_TEST(a_displayed_price_is_what_is_paid)
{
    struct line line = line_of(1000, displayed[_i][0]);
    struct line_totals totals = sum(&line, 1, &modes[1]);
    ck_assert_int_eq(totals.total, displayed[_i][0]);
    ck_assert_int_eq(totals.subtotal, displayed[_i][1]);
    ck_assert_int_eq(totals.vat_amount, displayed[_i][2]);
    ck_assert_int_eq(line.total, displayed[_i][0]);
    ck_assert_int_eq(line.net_total, displayed[_i][1]);
}
END_TEST

START_TEST(three_times_five_fifty_five)
{
    struct line one = line_of(3000, 555);
    struct line three[] = {line_of(1000, 555), line_of(1000, 555), line_of(1000, 555)};
    struct line_totals totals = sum(&one, 1, &modes[1]);
    struct line_totals apart = sum(three, 3, &modes[1]);
    ck_assert_int_eq(totals.subtotal, 1387);
    ck_assert_int_eq(totals.vat_amount, 278);
    ck_assert_int_eq(totals.total, 1665);
    ck_assert_int_eq(apart.subtotal, 1387);
    ck_assert_int_eq(three[0].net_total, 463); /* 462.5 */
    ck_assert_int_eq(three[1].net_total, 462);
    ck_assert_int_eq(three[2].net_total, 462);
}
END_TEST

/* 58.325 and then nothing: what is free takes no cent from what is not. */
START_TEST(a_free_line_takes_no_rest)
{
    struct line lines[] = {line_of(1000, 6999), line_of(1000, 0), line_of(0, 555)};
    struct line_totals totals = sum(lines, 3, &modes[1]);
    ck_assert_int_eq(totals.subtotal, 5832);
    ck_assert_int_eq(lines[0].net_total, 5832);
    ck_assert_int_eq(lines[1].net_total, 0);
    ck_assert_int_eq(lines[2].net_total, 0);
}
END_TEST

START_TEST(a_discount_is_rounded_by_itself)
{
    struct line lines[] = {line_of(3000, 999), line_of(1000, 10000), line_of(-1000, 333)};
    lines[0].discount_percent = 1250;  /* 29.97 - 3.74625 */
    lines[1].discount_percent = 10000; /* given away */
    lines[2].discount_percent = 5000;  /* -3.33 + 1.665 */
    struct line_totals totals = sum(lines, 3, &modes[0]);
    ck_assert_int_eq(lines[0].total, 2622);
    ck_assert_int_eq(lines[1].total, 0);
    ck_assert_int_eq(lines[2].total, -166);
    ck_assert_int_eq(lines[0].net_total, 2622);
    ck_assert_int_eq(totals.subtotal, 2456);
    ck_assert_int_eq(totals.vat_amount, 491);
}
END_TEST

START_TEST(what_is_too_large_is_said)
{
    struct line line = {.quantity = 1000000000, .unit_price = LINE_PRICE_MAX, .vat_rate = INT_NULL, .discount_percent = 10000};
    struct line_totals totals;
    ck_assert(!lines_sum(&(struct list){&line, 1}, &modes[1], &totals));
}
END_TEST

/* ---- what holds of all ---- */

static uint64_t seed = 20261127;

static int64_t random_between(int64_t low, int64_t high)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return low + (int64_t)((seed * 2685821657736338717ULL >> 16) % (uint64_t)(high - low + 1));
}

static struct line random_line(void)
{
    static const int64_t rates[] = {0, 210, 550, 1000, 2000, 2000, INT_NULL, 10000};
    struct line line =
        line_of(random_between(0, 3) * 1000, random_between(0, 2) ? random_between(0, 9) : random_between(0, 99999));
    line.vat_rate = rates[random_between(0, 7)];
    if (random_between(0, 3) == 0) {
        line.quantity = random_between(-2000, 9999);
        line.unit_price = random_between(0, 9999999);
    }
    if (random_between(0, 2) == 0) {
        line.discount_percent = random_between(0, 10000);
    }
    return line;
}

/* round(a / b), half away from zero, said another way than the code says it. */
static int64_t divided(int64_t a, int64_t b)
{
    int64_t size = a < 0 ? -a : a;
    int64_t rounded = size / b + (size % b * 2 >= b);
    return a < 0 ? -rounded : rounded;
}

/* Checks without ck_assert(): it makes a system call of each. */
static void must(bool right, const char *what)
{
    if (!right) {
        ck_abort_msg("%s", what);
    }
}
#define MUST(condition) must(condition, #condition)

static void line_holds(const struct line *line)
{
    int64_t whole = divided(line->quantity * line->unit_price, 100000);
    int64_t off = line->discount_percent == INT_NULL ? 0 : divided(whole * line->discount_percent, 10000);
    MUST(line->total == whole - off);
}

static void rate_holds(const struct line_rate *rate, const struct line *lines, size_t count, bool gross)
{
    int64_t base = 0, net = 0;
    for (size_t i = 0; i < count; i++) {
        if ((lines[i].vat_rate == INT_NULL ? 2000 : lines[i].vat_rate) == rate->rate) {
            base += lines[i].total;
            net += lines[i].net_total;
        }
    }
    MUST(rate->base == base);
    MUST(rate->net == net);
    MUST(rate->vat == divided(base * rate->rate, gross ? 10000 + rate->rate : 10000));
    MUST(gross ? rate->net + rate->vat == base : rate->net == base);
}

/* No line turns: what is a price stays one without VAT, and what is taken off stays that. */
static void signs_hold(const struct line *lines, size_t count, const struct line_totals *totals)
{
    for (size_t i = 0; i < totals->rate_count; i++) {
        if (totals->rates[i].base < 0) {
            return; /* refused as a document */
        }
    }
    for (size_t i = 0; i < count; i++) {
        MUST(lines[i].total < 0 || lines[i].net_total >= 0);
        MUST(lines[i].total > 0 || lines[i].net_total <= 0);
    }
}

START_TEST(sums_follow_from_lines)
{
    for (int n = 0; n < CASES; n++) {
        struct line lines[LINES];
        size_t count = (size_t)random_between(1, LINES);
        int64_t subtotal = 0, vat = 0;
        for (size_t i = 0; i < count; i++) {
            lines[i] = random_line();
        }
        struct line_totals totals = {0};
        MUST(lines_sum(&(struct list){lines, count}, &modes[_i], &totals));
        for (size_t i = 0; i < count; i++) {
            line_holds(&lines[i]);
        }
        for (size_t i = 0; i < totals.rate_count; i++) {
            rate_holds(&totals.rates[i], lines, count, totals.gross);
            subtotal += totals.rates[i].net;
            vat += totals.rates[i].vat;
        }
        signs_hold(lines, count, &totals);
        MUST(totals.subtotal == subtotal);
        MUST(totals.vat_amount == vat);
        MUST(totals.total == subtotal + vat);
    }
}
END_TEST

/* Lines taken back in two notes: those of each add up to it, and none turns. */
START_TEST(nets_of_parts_go_on_where_the_former_ended)
{
    for (int n = 0; n < CASES; n++) {
        struct line lines[LINES];
        struct credit credit = {0};
        struct line_totals part;
        size_t count = (size_t)random_between(2, LINES), first = (size_t)random_between(1, (int64_t)count - 1);
        for (size_t i = 0; i < count; i++) {
            lines[i] = random_line();
            lines[i].quantity = lines[i].quantity < 0 ? 0 : lines[i].quantity;
        }
        MUST(lines_sum(&(struct list){lines, count}, &modes[_i], &credit.invoiced));
        for (size_t at = 0; at < count; at = first, first = count) {
            struct list items = {lines + at, first - at};
            MUST(lines_sum(&items, &modes[_i], &part) && credit_tax(&credit, &part));
            MUST(lines_share(&items, 2000, &part, &credit.credited));
            MUST(credit_add(&credit, &part));
            int64_t net = 0;
            for (size_t i = 0; i < items.count; i++) {
                net += lines[at + i].net_total;
            }
            MUST(net == part.subtotal);
            signs_hold(lines + at, items.count, &part);
        }
        MUST(credit.credited.subtotal == credit.invoiced.subtotal);
        MUST(credit.credited.total == credit.invoiced.total);
    }
}
END_TEST

Suite *suite_prices(void)
{
    Suite *suite = suite_create("prices");
    TCase *figures = tcase_create("figures");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_loop_test(figures, a_displayed_price_is_what_is_paid, 0, sizeof displayed / sizeof *displayed);
    tcase_add_test(figures, three_times_five_fifty_five);
    tcase_add_test(figures, a_free_line_takes_no_rest);
    tcase_add_test(figures, a_discount_is_rounded_by_itself);
    tcase_add_test(figures, what_is_too_large_is_said);
    tcase_add_loop_test(all, sums_follow_from_lines, 0, 2);
    tcase_add_loop_test(all, nets_of_parts_go_on_where_the_former_ended, 0, 2);
    suite_add_tcase(suite, figures);
    suite_add_tcase(suite, all);
    return suite;
}
