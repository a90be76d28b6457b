/* SPDX-License-Identifier: MIT
 *
 * The turnover of any period on demand, and its proof: what the rows add up to is compared with what the texts of the chain add up
 * to, each of which has to fit its hash. */
#ifndef WORKSHOP_TURNOVER_H
#define WORKSHOP_TURNOVER_H

#include "workshop/closing.h"

struct turnover {
    const char *from_date, *to_date; /* both included, by the time of recording */
    struct closing_sums sums;
    int64_t turnover_net, turnover_vat, turnover, received;
    int64_t is_proven;               /* 0 or 1: rows and chain agree to the cent, and each entry fits its hash */
    int64_t first_entry, last_entry; /* numbers in the chain; INT_NULL: there is none in the period */
    const char *last_hash;
};
extern const struct record turnover_record;

/* From one day up to and with another, since 1970 in the tenant's zone. Flat in memory. */
enum rc turnover_get(struct cx *cx, int64_t from, int64_t to, struct turnover *turnover);

#endif
