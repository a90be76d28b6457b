/* SPDX-License-Identifier: MIT
 *
 * Parts of an invoice: what may be credited, and the VAT of it. */
#include "workshop/credit.h"

#include "base/money.h"

static struct line_rate credited_at(const struct credit *credit, int64_t rate)
{
    const struct line_rate *row = rate_find(&credit->credited, rate);
    return row ? *row : (struct line_rate){.rate = rate};
}

/* VAT and net of one row, whose base comes on top of what was credited at its rate. */
static bool tax_row(const struct credit *credit, struct line_rate *row)
{
    struct line_rate before = credited_at(credit, row->rate);
    struct line_rate after = {.rate = row->rate};
    if (!money_add(before.base, row->base, &after.base) || !rate_tax(credit->invoiced.gross, &after)) {
        return false;
    }
    const struct line_rate *whole = credit->is_said ? rate_find(&credit->invoiced, row->rate) : NULL;
    if (whole && after.base == whole->base) {
        after = *whole;
    }
    return money_sub(after.vat, before.vat, &row->vat) && money_sub(after.net, before.net, &row->net);
}

bool credit_tax(const struct credit *credit, struct line_totals *part)
{
    part->gross = credit->invoiced.gross;
    part->subtotal = 0;
    part->vat_amount = 0;
    for (size_t i = 0; i < part->rate_count; i++) {
        if (!tax_row(credit, &part->rates[i]) || !money_add(part->subtotal, part->rates[i].net, &part->subtotal) ||
            !money_add(part->vat_amount, part->rates[i].vat, &part->vat_amount)) {
            return false;
        }
    }
    return money_add(part->subtotal, part->vat_amount, &part->total);
}

bool credit_add(struct credit *credit, const struct line_totals *part)
{
    struct line_totals *credited = &credit->credited;
    credit->parts++;
    for (size_t i = 0; i < part->rate_count; i++) {
        struct line_rate *row = rate_row(credited, part->rates[i].rate);
        if (!row || !money_add(row->base, part->rates[i].base, &row->base) ||
            !money_add(row->net, part->rates[i].net, &row->net) || !money_add(row->vat, part->rates[i].vat, &row->vat)) {
            return false;
        }
    }
    return money_add(credited->subtotal, part->subtotal, &credited->subtotal) &&
           money_add(credited->vat_amount, part->vat_amount, &credited->vat_amount) &&
           money_add(credited->total, part->total, &credited->total);
}

bool credit_left(const struct credit *credit, int64_t rate, int64_t *base)
{
    const struct line_rate *row = rate_find(&credit->invoiced, rate);
    return row && money_sub(row->base, credited_at(credit, rate).base, base);
}

const struct line_rate *credit_excess(const struct credit *credit, const struct line_totals *part)
{
    for (size_t i = 0; i < part->rate_count; i++) {
        int64_t left;
        if (!credit_left(credit, part->rates[i].rate, &left) || part->rates[i].base > left) {
            return &part->rates[i];
        }
    }
    return NULL;
}
