/* SPDX-License-Identifier: MIT
 *
 * Fixed-point decimals: money in cents (scale 2), quantities in thousandths (scale 3), VAT rates in basis points of
 * one (20 % = 2000, scale 2 of the percent), coefficients in ten-thousandths (scale 4). int64_t, overflow-checked,
 * rounded half away from zero. No floating point. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_TEXT 32
#define MONEY_MAX_CENTS 99999999999999LL /* 999 999 999 999,99 */

enum decimal_parse { DECIMAL_OK, DECIMAL_NOT_A_NUMBER, DECIMAL_TOO_PRECISE, DECIMAL_OUT_OF_RANGE };

/* Parses a JSON number's text ("12.5", "-3", "1.25e2") into value * 10^scale. Trailing zeros beyond the scale are
 * fine ("1.500" at scale 2); other digits there are DECIMAL_TOO_PRECISE, unless they are what binary floating point leaves: a
 * number written with 15 significant digits or more is read rounded to 15 of them, and to 15 decimals, if that fits the scale
 * and leaves a place to spare ("0.30000000000000004" is 0.30; "0.305" is too precise, and so is "0.300000000000001"). */
enum decimal_parse decimal_parse(const char *text, int scale, int64_t *out);

/* Prints value / 10^scale with at least `min_decimals` decimals, dropping further trailing zeros.
 * Money: (45000, 2, 2) "450.00"; rate: (2000, 2, 1) "20.0"; quantity: (1500, 3, 0) "1.5". Returns the length. */
size_t decimal_format(int64_t value, int scale, int min_decimals, char out[DECIMAL_TEXT]);

bool money_add(int64_t a, int64_t b, int64_t *sum); /* false: overflow, *sum untouched */
bool money_sub(int64_t a, int64_t b, int64_t *difference);
/* value * numerator / denominator, rounded half away from zero, 128-bit inside; false: overflow. denominator > 0. */
bool money_muldiv(int64_t value, int64_t numerator, int64_t denominator, int64_t *out);

#endif
