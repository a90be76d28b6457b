/* SPDX-License-Identifier: MIT
 *
 * The demonstration's chances: the same seed tells the same story. */
#ifndef DEMO_DICE_H
#define DEMO_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state; /* the seed, at first */
};

int64_t dice_roll(struct dice *dice, int64_t below);                  /* 0 … below - 1 */
int64_t dice_between(struct dice *dice, int64_t least, int64_t most); /* both included */
bool dice_chance(struct dice *dice, int64_t percent);                 /* whether an event of so many percent happens */

#endif
