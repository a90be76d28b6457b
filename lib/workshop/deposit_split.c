/* SPDX-License-Identifier: MIT
 *
 * Parts of a quote, by amount and by per cent. */
#include "workshop/deposit_split.h"

#include "base/money.h"

#define PERCENT 10000 /* a hundred of them, in hundredths */

static int64_t gross_at(const struct line_totals *totals, int64_t rate)
{
    const struct line_rate *row = rate_find(totals, rate);
    return row ? row->net + row->vat : 0;
}

static bool count(struct line_totals *totals, const struct line_totals *part)
{
    for (size_t i = 0; i < part->rate_count; i++) {
        struct line_rate *row = rate_row(totals, part->rates[i].rate);
        if (!row || !money_add(row->net, part->rates[i].net, &row->net) ||
            !money_add(row->vat, part->rates[i].vat, &row->vat)) {
            return false;
        }
    }
    return true;
}

bool deposit_count(struct deposit_asked *asked, const struct line_totals *part, int64_t percent)
{
    if (percent != INT_NULL) {
        asked->percent += percent;
        return count(&asked->all, part) && count(&asked->by_percent, part);
    }
    return count(&asked->all, part);
}

static int64_t left_at(const struct line_totals *quote, const struct deposit_asked *asked, size_t at)
{
    const struct line_rate *row = &quote->rates[at];
    return row->net + row->vat - gross_at(&asked->all, row->rate);
}

int64_t deposit_left(const struct line_totals *quote, const struct deposit_asked *asked)
{
    int64_t left = 0;
    for (size_t i = 0; i < quote->rate_count; i++) {
        left += left_at(quote, asked, i);
    }
    return left;
}

/* Each rate's share with VAT of a per cent; *sum: what it is before any rate is cut to what is left at it, which rounding may ask. */
static bool share_percent(const struct line_totals *quote, const struct deposit_asked *asked, int64_t percent, int64_t shares[],
                          int64_t *sum)
{
    *sum = 0;
    for (size_t i = 0; i < quote->rate_count; i++) {
        const struct line_rate *row = &quote->rates[i];
        int64_t left = left_at(quote, asked, i);
        if (!money_muldiv(row->net + row->vat, asked->percent + percent, PERCENT, &shares[i])) {
            return false;
        }
        shares[i] -= gross_at(&asked->by_percent, row->rate);
        *sum += shares[i];
        shares[i] = shares[i] > left ? left : shares[i];
    }
    return true;
}

/* Each rate's share of an amount, in proportion to what is left at it: by running totals, so that they add up and none is less than
 * nothing or more than that. */
static bool share_amount(const struct line_totals *quote, const struct deposit_asked *asked, int64_t amount, int64_t shares[])
{
    int64_t whole = deposit_left(quote, asked), base = 0, before = 0;
    for (size_t i = 0; i < quote->rate_count; i++) {
        int64_t next;
        base += left_at(quote, asked, i);
        if (!money_muldiv(amount, base, whole, &next)) {
            return false;
        }
        shares[i] = next - before;
        before = next;
    }
    return true;
}

/* VAT of a share: what all shares so far contain, less what those before said. */
static bool tax_share(const struct line_totals *quote, const struct deposit_asked *asked, struct line_rate *row, int64_t share)
{
    const struct line_rate *before = rate_find(&asked->all, row->rate);
    struct line_rate after = {.rate = row->rate, .base = share + gross_at(&asked->all, row->rate)};
    if (!rate_tax(true, &after)) {
        return false;
    }
    row->vat = after.vat - (before ? before->vat : 0);
    row->vat = row->vat < 0 ? 0 : row->vat > share ? share : row->vat;
    row->net = share - row->vat;
    row->base = quote->gross ? share : row->net;
    return true;
}

static bool add_shares(const struct line_totals *quote, const struct deposit_asked *asked, const int64_t shares[],
                       struct line_totals *part)
{
    *part = (struct line_totals){.gross = quote->gross};
    for (size_t i = 0; i < quote->rate_count; i++) {
        if (shares[i] > 0) {
            struct line_rate *row = rate_row(part, quote->rates[i].rate);
            if (!tax_share(quote, asked, row, shares[i])) {
                return false;
            }
            part->subtotal += row->net;
            part->vat_amount += row->vat;
        }
    }
    part->total = part->subtotal + part->vat_amount;
    return true;
}

enum deposit_fit deposit_split(const struct line_totals *quote, const struct deposit_asked *asked,
                               const struct deposit_wish *wish, struct line_totals *part)
{
    int64_t shares[LINE_RATES_MAX];
    int64_t left = deposit_left(quote, asked);
    int64_t sum = wish->amount;
    if (wish->percent != INT_NULL && !share_percent(quote, asked, wish->percent, shares, &sum)) {
        return DEPOSIT_TOO_LARGE;
    }
    if (sum > left || left <= 0) {
        return DEPOSIT_MORE_THAN_LEFT;
    }
    if (wish->percent == INT_NULL && !share_amount(quote, asked, wish->amount, shares)) {
        return DEPOSIT_TOO_LARGE;
    }
    if (!add_shares(quote, asked, shares, part)) {
        return DEPOSIT_TOO_LARGE;
    }
    return part->total > 0 ? DEPOSIT_FITS : DEPOSIT_NOTHING;
}
