/* SPDX-License-Identifier: MIT
 *
 * Deposits: their arithmetic over random quotes of both modes, asked for by per cent and by amount in random parts: deposits and what
 * an invoice leaves add up at each rate to the cent, and a hundred per cent leaves nothing. */
#include <check.h>

#include "workshop/credit.h"
#include "workshop/deposit_split.h"

Suite *suite_deposit(void);

#define CASES 20000 /* of each mode */
#define PARTS 6

static void must(bool right, const char *what)
{
    if (!right) {
        ck_abort_msg("%s", what);
    }
}

/* Millions of times: ck_assert() would make a system call of each. */
#define MUST(condition) must(condition, #condition)

static uint64_t seed = 20261127;

/* xorshift64*: the same cases each time, on every machine. */
static int64_t random_between(int64_t low, int64_t high)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return low + (int64_t)(seed * 2685821657736338717ULL % (uint64_t)(high - low + 1));
}

static struct line_totals random_quote(bool gross)
{
    static const int64_t rates[] = {2000, 1000, 550, 210, 850, 0, 1960};
    static const int64_t most[] = {9, 999, 99999, 999999999, 1000000000000};
    struct line_totals quote = {.gross = gross};
    int64_t limit = most[random_between(0, 4)];
    for (int64_t i = random_between(1, 4); i > 0; i--) {
        struct line_rate *row = rate_row(&quote, rates[random_between(0, 6)]);
        row->base = random_between(0, limit);
        MUST(rate_tax(gross, row));
    }
    return quote;
}

static int64_t gross_of(const struct line_totals *totals)
{
    int64_t sum = 0;
    for (size_t i = 0; i < totals->rate_count; i++) {
        sum += totals->rates[i].net + totals->rates[i].vat;
    }
    return sum;
}

/* A part by itself: nothing negative, sums that are those of its rates, VAT within a cent of its rate. */
static void check_part(const struct line_totals *part)
{
    int64_t net = 0, vat = 0;
    for (size_t i = 0; i < part->rate_count; i++) {
        const struct line_rate *row = &part->rates[i];
        MUST(row->net >= 0 && row->vat >= 0 && row->net + row->vat > 0);
        MUST(row->base == (part->gross ? row->net + row->vat : row->net));
        int64_t away = (row->net + row->vat) * row->rate - row->vat * (10000 + row->rate);
        MUST((away < 0 ? -away : away) <= 3 * (10000 + row->rate) / 2);
        net += row->net;
        vat += row->vat;
    }
    MUST(part->subtotal == net && part->vat_amount == vat && part->total == net + vat && part->total > 0);
}

/* What is left at each rate is not negative, neither its net nor its VAT. */
static void check_left(const struct line_totals *quote, const struct deposit_asked *asked)
{
    for (size_t i = 0; i < quote->rate_count; i++) {
        const struct line_rate *row = rate_find(&asked->all, quote->rates[i].rate);
        MUST(!row || (row->net <= quote->rates[i].net && row->vat <= quote->rates[i].vat));
    }
    MUST(deposit_left(quote, asked) == gross_of(quote) - gross_of(&asked->all));
}

static void ask(const struct line_totals *quote, struct deposit_asked *asked, int64_t percent, int64_t amount)
{
    struct line_totals part;
    const struct deposit_wish wish = {percent, amount};
    enum deposit_fit fit = deposit_split(quote, asked, &wish, &part);
    MUST(fit == DEPOSIT_FITS || fit == DEPOSIT_NOTHING || fit == DEPOSIT_MORE_THAN_LEFT);
    if (fit != DEPOSIT_FITS) {
        return;
    }
    check_part(&part);
    MUST(percent != INT_NULL || part.total == amount);
    MUST(deposit_count(asked, &part, percent));
    check_left(quote, asked);
}

/* round(total × sum of per cents) at each rate, said another way. */
static void check_percents(const struct line_totals *quote, const struct deposit_asked *asked)
{
    for (size_t i = 0; i < quote->rate_count; i++) {
        const struct line_rate *row = rate_find(&asked->all, quote->rates[i].rate);
        __extension__ __int128 twice = (__int128)(quote->rates[i].net + quote->rates[i].vat) * asked->percent * 2;
        MUST((row ? row->net + row->vat : 0) == (int64_t)((twice + 10000) / 20000));
    }
}

static void check_nothing_left(const struct line_totals *quote, const struct deposit_asked *asked)
{
    for (size_t i = 0; i < quote->rate_count; i++) {
        const struct line_rate *row = rate_find(&asked->all, quote->rates[i].rate);
        MUST((row ? row->net : 0) == quote->rates[i].net && (row ? row->vat : 0) == quote->rates[i].vat);
    }
    MUST(deposit_left(quote, asked) == 0);
}

START_TEST(per_cents_add_up)
{
    for (int i = 0; i < CASES; i++) {
        struct line_totals quote = random_quote(_i == 1);
        struct deposit_asked asked = {.percent = 0};
        for (int k = 0; k < PARTS && asked.percent < 10000; k++) {
            ask(&quote, &asked, random_between(1, 10000 - asked.percent), 0);
            check_percents(&quote, &asked);
        }
        if (asked.percent < 10000) {
            ask(&quote, &asked, 10000 - asked.percent, 0);
        }
        check_nothing_left(&quote, &asked);
    }
}
END_TEST

START_TEST(amounts_add_up)
{
    for (int i = 0; i < CASES; i++) {
        struct line_totals quote = random_quote(_i == 1);
        struct deposit_asked asked = {.percent = 0};
        for (int k = 0; k < PARTS && deposit_left(&quote, &asked) > 0; k++) {
            bool percent = random_between(0, 2) == 0;
            ask(&quote, &asked, percent ? random_between(1, 5000) : INT_NULL,
                percent ? 0 : random_between(1, deposit_left(&quote, &asked)));
        }
        if (deposit_left(&quote, &asked) > 0) {
            ask(&quote, &asked, INT_NULL, deposit_left(&quote, &asked));
        }
        check_nothing_left(&quote, &asked);
    }
}
END_TEST

static struct line_totals quote_of(int64_t base, int64_t rate, bool gross)
{
    struct line_totals quote = {.gross = gross};
    struct line_rate *row = rate_row(&quote, rate);
    row->base = base;
    ck_assert(rate_tax(gross, row));
    return quote;
}

START_TEST(the_examples)
{
    struct line_totals part, quote = quote_of(1072549, 2000, false); /* 12 870.59 */
    struct deposit_asked asked = {.percent = 0};
    const struct deposit_wish half = {.percent = 5000}, all = {.percent = 10000}, more = {INT_NULL, 2};
    ck_assert_int_eq(deposit_split(&quote, &asked, &half, &part), DEPOSIT_FITS);
    ck_assert_int_eq(part.total, 643530);
    ck_assert(deposit_count(&asked, &part, 5000));
    ck_assert_int_eq(deposit_split(&quote, &asked, &half, &part), DEPOSIT_FITS);
    ck_assert_int_eq(part.total, 643529);
    quote = quote_of(61, 2000, true);
    asked = (struct deposit_asked){.percent = 0};
    ck_assert_int_eq(deposit_split(&quote, &asked, &all, &part), DEPOSIT_FITS);
    ck_assert_int_eq(part.total, 61);
    ck_assert(deposit_count(&asked, &part, 10000));
    ck_assert_int_eq(deposit_left(&quote, &asked), 0);
    ck_assert_int_eq(deposit_split(&quote, &asked, &more, &part), DEPOSIT_MORE_THAN_LEFT);
    quote = quote_of(1, 0, false);
    asked = (struct deposit_asked){.percent = 0};
    ck_assert_int_eq(deposit_split(&quote, &asked, &(struct deposit_wish){.percent = 4999}, &part), DEPOSIT_NOTHING);
    ck_assert_int_eq(deposit_split(&quote, &asked, &more, &part), DEPOSIT_MORE_THAN_LEFT);
}
END_TEST

/* Its VAT may be a cent away from its rate; what credits it wholly, in whatever parts, gives back all of it. */
START_TEST(a_credit_gives_all_back)
{
    for (int i = 0; i < CASES; i++) {
        struct line_totals quote = quote_of(random_between(2, 9999), 2000, _i == 1);
        struct deposit_asked asked = {.percent = 0};
        struct credit credit = {.is_said = true};
        ask(&quote, &asked, 3333, 0);
        struct line_totals first = asked.all;
        ask(&quote, &asked, 3333, 0);
        const struct line_rate *row = rate_find(&asked.all, 2000);
        const struct line_rate *before = rate_find(&first, 2000);
        if (!row) {
            continue;
        }
        struct line_rate whole = {2000, 0, row->net - (before ? before->net : 0), row->vat - (before ? before->vat : 0)};
        whole.base = _i == 1 ? whole.net + whole.vat : whole.net;
        credit.invoiced = (struct line_totals){.gross = _i == 1, .rates = {whole}, .rate_count = 1};
        for (int64_t k = 0, left = whole.base; left > 0; k++) {
            struct line_totals part = {.rates = {{.rate = 2000, .base = k < 3 ? random_between(1, left) : left}},
                                       .rate_count = 1};
            MUST(!credit_excess(&credit, &part) && credit_tax(&credit, &part) && credit_add(&credit, &part));
            left -= part.rates[0].base;
        }
        MUST(whole.base == 0 || (credit.credited.subtotal == whole.net && credit.credited.vat_amount == whole.vat));
    }
}
END_TEST

Suite *suite_deposit(void)
{
    Suite *suite = suite_create("deposit");
    TCase *tcase = tcase_create("arithmetic");
    tcase_add_loop_test(tcase, per_cents_add_up, 0, 2);
    tcase_add_loop_test(tcase, amounts_add_up, 0, 2);
    tcase_add_test(tcase, the_examples);
    tcase_add_loop_test(tcase, a_credit_gives_all_back, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}
