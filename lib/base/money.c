/* SPDX-License-Identifier: MIT
 *
 * Decimal text to scaled integers and back, and arithmetic that notices overflow. */
#include "base/money.h"

#include <string.h>

#define EXPONENT_CAP 1000000000LL /* longer exponents are equally out of range; no text is that long */

__extension__ typedef __int128 wide;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The parts of a JSON number. */
struct number {
    bool negative;
    const char *digits; /* integer digits, perhaps a dot, fraction digits */
    size_t len;         /* of `digits` */
    int64_t exponent;   /* of ten, for the digits read as one integer */
};

static const char *skip_digits(const char *p)
{
    while (is_digit(*p)) {
        p++;
    }
    return p;
}

/* Reads "e+12" into number->exponent; NULL when it is malformed. */
static const char *scan_exponent(const char *p, struct number *number)
{
    p++;
    bool negative = *p == '-';
    if (*p == '+' || *p == '-') {
        p++;
    }
    if (!is_digit(*p)) {
        return NULL;
    }
    int64_t exponent = 0;
    for (; is_digit(*p); p++) {
        exponent = exponent < EXPONENT_CAP ? exponent * 10 + (*p - '0') : exponent;
    }
    number->exponent += negative ? -exponent : exponent;
    return p;
}

/* Splits `text` by the grammar of RFC 8259, section 6. */
static bool scan(const char *text, struct number *number)
{
    *number = (struct number){.negative = *text == '-'};
    const char *p = number->negative ? text + 1 : text;
    number->digits = p;
    if (!is_digit(*p) || (*p == '0' && is_digit(p[1]))) {
        return false;
    }
    p = skip_digits(p);
    if (*p == '.') {
        const char *fraction = p + 1;
        p = skip_digits(fraction);
        if (p == fraction) {
            return false;
        }
        number->exponent = -(int64_t)(p - fraction);
    }
    number->len = (size_t)(p - number->digits);
    if (*p == 'e' || *p == 'E') {
        p = scan_exponent(p, number);
    }
    return p && *p == '\0';
}

/* Takes zeros (and the dot between them) off both ends; what comes off the right end raises the exponent. */
static void strip_zeros(struct number *number)
{
    while (number->len && (*number->digits == '0' || *number->digits == '.')) {
        number->digits++;
        number->len--;
    }
    while (number->len) {
        char last = number->digits[number->len - 1];
        if (last != '0' && last != '.') {
            break;
        }
        number->exponent += last == '0';
        number->len--;
    }
}

/* A double keeps 15 significant digits of any decimal (DBL_DIG); what is printed behind them is the noise of binary. */
#define EXACT_DIGITS 15

/* Adds one in the last place of the digits, rounding up. */
static void carry(char *digits, size_t len)
{
    while (len > 1 && digits[len - 1] == '9') {
        digits[--len] = '0';
    }
    digits[len - 1]++; /* room for it was left */
}

/* Reads a number of at least 15 significant digits as what a double keeps of it: rounded to 15 digits, and to 15 decimals (what is
 * left of 0.1 + 0.2 - 0.3 is nothing). `number` then lies in `kept`. False: it has fewer digits, or no place
 * is left between the scale and where it would be rounded. */
static bool drop_noise(struct number *number, int scale, char kept[EXACT_DIGITS + 2])
{
    char first[EXACT_DIGITS + 1] = "";
    int64_t count = 0;
    for (size_t i = 0; i < number->len; i++) {
        if (number->digits[i] != '.' && count++ <= EXACT_DIGITS) {
            first[count - 1] = number->digits[i];
        }
    }
    int64_t decimals = count + number->exponent - scale + EXACT_DIGITS; /* digits up to the 15th decimal */
    int64_t keep = decimals < EXACT_DIGITS ? decimals : EXACT_DIGITS;
    if (count < EXACT_DIGITS || count - keep + number->exponent >= 0) {
        return false;
    }
    keep = keep > 0 ? keep : 0;
    kept[0] = '0';
    memcpy(kept + 1, first, (size_t)keep);
    if (decimals >= 0 && count > keep && first[keep] >= '5') {
        carry(kept, (size_t)keep + 1);
    }
    number->digits = kept;
    number->len = (size_t)keep + 1;
    number->exponent += count - keep;
    strip_zeros(number);
    return number->len == 0 || number->exponent >= 0;
}

enum decimal_parse decimal_parse(const char *text, int scale, int64_t *out)
{
    struct number number;
    char kept[EXACT_DIGITS + 2];
    if (!text || !scan(text, &number)) {
        return DECIMAL_NOT_A_NUMBER;
    }
    strip_zeros(&number);
    number.exponent += scale;
    if (number.len && number.exponent < 0 && !drop_noise(&number, scale, kept)) {
        return DECIMAL_TOO_PRECISE;
    }
    if (number.len && (number.len > 20 || number.exponent > 19)) {
        return DECIMAL_OUT_OF_RANGE;
    }
    int64_t value = 0;
    for (size_t i = 0; i < number.len; i++) {
        char c = number.digits[i];
        if (c != '.' && (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value))) {
            return DECIMAL_OUT_OF_RANGE;
        }
    }
    for (int64_t i = 0; number.len && i < number.exponent; i++) {
        if (__builtin_mul_overflow(value, 10, &value)) {
            return DECIMAL_OUT_OF_RANGE;
        }
    }
    *out = number.negative ? -value : value;
    return DECIMAL_OK;
}

size_t decimal_format(int64_t value, int scale, int min_decimals, char out[DECIMAL_TEXT])
{
    char digits[DECIMAL_TEXT]; /* from the right: decimals, dot, integer part, sign */
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    bool seen = false; /* a decimal that must be printed was met */
    for (int decimals = scale; decimals > 0; decimals--) {
        char digit = (char)('0' + rest % 10);
        rest /= 10;
        seen = seen || digit != '0' || decimals <= min_decimals;
        if (seen) {
            digits[--at] = digit;
        }
    }
    if (seen) {
        digits[--at] = '.';
    }
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) {
        digits[--at] = '-';
    }
    size_t len = sizeof digits - at;
    memcpy(out, digits + at, len);
    out[len] = '\0';
    return len;
}

bool money_add(int64_t a, int64_t b, int64_t *sum)
{
    int64_t result;
    if (__builtin_add_overflow(a, b, &result)) {
        return false;
    }
    *sum = result;
    return true;
}

bool money_sub(int64_t a, int64_t b, int64_t *difference)
{
    int64_t result;
    if (__builtin_sub_overflow(a, b, &result)) {
        return false;
    }
    *difference = result;
    return true;
}

bool money_muldiv(int64_t value, int64_t numerator, int64_t denominator, int64_t *out)
{
    if (denominator <= 0) {
        return false;
    }
    wide product = (wide)value * numerator;
    wide half = denominator / 2;
    /* An odd denominator has no exact half, so the truncated one rounds right as well. */
    wide quotient = (product < 0 ? product - half : product + half) / denominator;
    if (quotient > INT64_MAX || quotient < INT64_MIN) {
        return false;
    }
    *out = (int64_t)quotient;
    return true;
}
