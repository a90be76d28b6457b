/* SPDX-License-Identifier: MIT
 *
 * The arithmetic of asking for a part of a quote before its work (contract, section 8): with VAT, split over the quote's rates in
 * proportion. Parts by per cent: at each rate round(what it has with VAT × sum of per cents) − what parts before asked, so that all
 * of them add up to the quote to the cent; VAT of a part = what the sum with VAT contains by now − VAT asked before. Pure: the rows
 * are deposit.c's. */
#ifndef WORKSHOP_DEPOSIT_SPLIT_H
#define WORKSHOP_DEPOSIT_SPLIT_H

#include "workshop/line.h"

/* What deposits ask for, or asked for, of a quote. Of rates `net` and `vat` count here. */
struct deposit_asked {
    struct line_totals all;        /* by all deposits that stand, less what is credited of them */
    struct line_totals by_percent; /* by those of a per cent of which nothing is credited */
    int64_t percent;               /* the sum of theirs, hundredths */
};

struct deposit_wish {
    int64_t percent; /* hundredths; INT_NULL: an amount */
    int64_t amount;  /* cents, with VAT */
};

/* Counts `part`; false: too large. `percent`: INT_NULL where it does not count as one. */
bool deposit_count(struct deposit_asked *asked, const struct line_totals *part, int64_t percent);

/* What no deposit asked for yet, cents with VAT. */
int64_t deposit_left(const struct line_totals *quote, const struct deposit_asked *asked);

enum deposit_fit { DEPOSIT_FITS, DEPOSIT_NOTHING, DEPOSIT_MORE_THAN_LEFT, DEPOSIT_TOO_LARGE };

/* The part: its rates (those at which it asks for something, `base` as the quote's prices are) and its sums. DEPOSIT_NOTHING: less
 * than a cent. */
enum deposit_fit deposit_split(const struct line_totals *quote, const struct deposit_asked *asked,
                               const struct deposit_wish *wish, struct line_totals *part);

#endif
