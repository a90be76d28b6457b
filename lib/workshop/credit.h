/* SPDX-License-Identifier: MIT
 *
 * The arithmetic of crediting an invoice in parts (contract, section 8). The tax base of a sale that was taken back in part is
 * reduced rate by rate (CGI art. 272): no rate is credited that was not invoiced, and none beyond what was invoiced at it.
 * VAT of a part = round(net credited so far × rate) − VAT credited before, so that parts in any order add up to the invoice to
 * the cent; where prices include VAT, the same of what is credited with it. Pure: the rows are credit_note.c's. */
#ifndef WORKSHOP_CREDIT_H
#define WORKSHOP_CREDIT_H

#include "workshop/line.h"

struct credit {
    struct line_totals invoiced;
    struct line_totals credited; /* by all parts so far */
    int64_t parts;               /* how many */
    bool is_said;                /* VAT of `invoiced` is what a deposit was asked with, be it a cent away from its rate */
};

/* VAT and net of each rate of a part, and its sums, from its bases; false: too large. */
bool credit_tax(const struct credit *credit, struct line_totals *part);

/* Counts a part as credited; false: more than LINE_RATES_MAX rates, or too large. */
bool credit_add(struct credit *credit, const struct line_totals *part);

/* What may still be credited at a rate, as the invoice's prices are; false: it has nothing at it. */
bool credit_left(const struct credit *credit, int64_t rate, int64_t *base);

/* The first rate of a part that the invoice has not, or at which less is left; NULL: the part fits. */
const struct line_rate *credit_excess(const struct credit *credit, const struct line_totals *part);

#endif
