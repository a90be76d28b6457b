/* SPDX-License-Identifier: MIT
 *
 * What does not add up in a supplier's invoice. It is told, never put right. */
#include <stddef.h>

#include "base/money.h"
#include "invoicing/incoming_parts.h"

enum { QUANTITY_SCALE = 6, PRICE_SCALE = 8, RATE_SCALE = 4 };

bool incoming_decimal(const char *text, int scale, int64_t *out)
{
    const bool negative = *text == '-';
    int64_t value = 0;
    int digits = 0;
    int behind = -1; /* digits behind the point; -1: before it */
    bool up = false;
    for (text += negative || *text == '+'; *text; text++) {
        if (*text == '.' && behind < 0) {
            behind = 0;
            continue;
        }
        if (*text < '0' || *text > '9' || ++digits > 60) {
            return false;
        }
        if (behind >= scale) {
            up = behind == scale ? *text >= '5' : up;
            behind++;
            continue;
        }
        behind += behind >= 0;
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, *text - '0', &value)) {
            return false;
        }
    }
    for (int i = behind < 0 ? 0 : behind; i < scale; i++) {
        if (__builtin_mul_overflow(value, 10, &value)) {
            return false;
        }
    }
    value += up && value < INT64_MAX;
    *out = negative ? -value : value;
    return digits > 0;
}

static void differ(struct incoming *incoming, enum incoming_difference_kind kind, int64_t place, int64_t given,
                   int64_t expected)
{
    if (given != expected && incoming->difference_count < INCOMING_DIFFERENCES_MAX) {
        incoming->differences[incoming->difference_count++] = (struct incoming_difference){kind, place, given, expected};
    }
}

static int64_t or_zero(int64_t amount)
{
    return amount == INT_NULL ? 0 : amount;
}

/* Both are said. */
static void compare(struct incoming *incoming, enum incoming_difference_kind kind, int64_t given, int64_t expected)
{
    if (given != INT_NULL && expected != INT_NULL) {
        differ(incoming, kind, 0, given, expected);
    }
}

void incoming_check_line(struct incoming *incoming, const struct incoming_line *line, const struct incoming_sum *sum)
{
    int64_t quantity;
    int64_t price;
    int64_t expected;
    bool said = line->net != INT_NULL && incoming_decimal(line->quantity, QUANTITY_SCALE, &quantity) &&
                incoming_decimal(line->unit_price, PRICE_SCALE, &price);
    /* price / 10^8 × quantity / 10^6 ÷ (base / 10^6), in cents */
    if (said && sum->base > 0 && sum->base <= INT64_MAX / 1000000 &&
        money_muldiv(price, quantity, sum->base * 1000000, &expected) && money_sub(expected, sum->allowances, &expected)) {
        differ(incoming, DIFFERENCE_LINE, incoming->line_count, line->net, expected);
    }
}

static void check_rates(struct incoming *incoming)
{
    int64_t bases = 0;
    int64_t vats = 0;
    bool whole = incoming->rate_count > 0 && incoming->rate_count < INCOMING_RATES_MAX;
    for (size_t i = 0; i < incoming->rate_count; i++) {
        const struct incoming_rate *row = &incoming->rates[i];
        int64_t rate;
        int64_t expected;
        bool said = row->base != INT_NULL && row->vat != INT_NULL;
        if (said && incoming_decimal(row->rate, RATE_SCALE, &rate) && money_muldiv(row->base, rate, 1000000, &expected)) {
            differ(incoming, DIFFERENCE_RATE, (int64_t)i + 1, row->vat, expected);
        }
        whole = whole && said && money_add(bases, row->base, &bases) && money_add(vats, row->vat, &vats);
    }
    if (whole) {
        compare(incoming, DIFFERENCE_BASE, incoming->net, bases);
        compare(incoming, DIFFERENCE_VAT, incoming->vat, vats);
    }
}

void incoming_check(struct incoming *incoming, int64_t lines)
{
    const struct incoming *in = incoming;
    int64_t sum;
    if (in->line_count > 0) {
        compare(incoming, DIFFERENCE_LINES, in->lines_net, lines);
    }
    if (in->lines_net != INT_NULL && money_sub(in->lines_net, or_zero(in->allowances), &sum) &&
        money_add(sum, or_zero(in->charges), &sum)) {
        compare(incoming, DIFFERENCE_NET, in->net, sum);
    }
    check_rates(incoming);
    if (in->net != INT_NULL && money_add(in->net, or_zero(in->vat), &sum)) {
        compare(incoming, DIFFERENCE_TOTAL, in->total, sum);
    }
    if (in->total != INT_NULL && money_sub(in->total, or_zero(in->prepaid), &sum) &&
        money_add(sum, or_zero(in->rounding), &sum)) {
        compare(incoming, DIFFERENCE_DUE, in->due, sum);
    }
}
