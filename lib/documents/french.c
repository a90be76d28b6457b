/* SPDX-License-Identifier: MIT
 *
 * French figures. lib/base prints the plain decimal; here it gets its comma, its groups and its unit. */
#include "documents/french.h"

#include <string.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/time.h"

#define NARROW_NBSP "\u202f"
#define NBSP "\u00a0"

/* value / 10^scale with at least `min_decimals` decimals, and `unit` behind it. */
static char *figure(struct arena *arena, int64_t value, int scale, int min_decimals, const char *unit)
{
    char plain[DECIMAL_TEXT];
    struct buf out;

    decimal_format(value, scale, min_decimals, plain);
    buf_init(&out, arena, 2 * DECIMAL_TEXT);
    const char *digit = plain;
    if (*digit == '-') {
        buf_char(&out, *digit++);
    }
    for (size_t left = strcspn(digit, "."); left > 0; left--) {
        buf_char(&out, *digit++);
        if (left % 3 == 1 && left > 1) {
            buf_str(&out, NARROW_NBSP);
        }
    }
    if (*digit == '.') {
        buf_char(&out, ',');
        buf_str(&out, digit + 1);
    }
    buf_str(&out, unit);
    return out.data;
}

char *french_money(struct arena *arena, int64_t cents)
{
    return figure(arena, cents, 2, 2, NBSP "€");
}

char *french_percent(struct arena *arena, int64_t rate_bp)
{
    return figure(arena, rate_bp, 2, 0, NBSP "%");
}

char *french_quantity(struct arena *arena, int64_t milli)
{
    return figure(arena, milli, 3, 0, "");
}

char *french_km(struct arena *arena, int64_t km)
{
    return figure(arena, km, 0, 0, NBSP "km");
}

char *french_date(struct arena *arena, const char *iso)
{
    int64_t days;
    if (iso == NULL || !date_parse(iso, &days)) {
        return arena_strdup(arena, iso);
    }
    return arena_printf(arena, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
}
