/* SPDX-License-Identifier: MIT
 *
 * splitmix64 (Steele, Lea, Flood 2014). */
#include "demo/dice.h"

int64_t dice_roll(struct dice *dice, int64_t below)
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)below);
}

int64_t dice_between(struct dice *dice, int64_t least, int64_t most)
{
    return least + dice_roll(dice, most - least + 1);
}

bool dice_chance(struct dice *dice, int64_t percent)
{
    return dice_roll(dice, 100) < percent;
}
