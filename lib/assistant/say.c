/* SPDX-License-Identifier: MIT
 *
 * How figures are written in a sentence. */
#include "assistant/say.h"

#include "base/time.h"

#define NARROW_BLANK "\xe2\x80\xaf" /* U+202F, between groups of three digits */

const char *say_in(enum language language, const char *french, const char *english)
{
    return language == LANGUAGE_EN ? english : french;
}

void say_fill(struct buf *out, const char *pattern, const char *const *values)
{
    size_t count = 0;
    while (values[count]) {
        count++;
    }
    for (const char *at = pattern; *at; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            size_t index = (size_t)(at[1] - '1');
            buf_str(out, index < count ? values[index] : "");
            at += 2;
        } else {
            buf_char(out, *at);
        }
    }
}

static void add_grouped(struct buf *out, enum language language, uint64_t number)
{
    if (number >= 1000) {
        add_grouped(out, language, number / 1000);
        buf_printf(out, "%s%03u", say_in(language, NARROW_BLANK, ","), (unsigned)(number % 1000));
        return;
    }
    buf_int(out, (int64_t)number);
}

char *say_number(struct arena *arena, enum language language, int64_t number)
{
    struct buf out;
    buf_init(&out, arena, 0);
    if (number < 0) {
        buf_char(&out, '-');
    }
    add_grouped(&out, language, number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number);
    return out.data;
}

char *say_amount(struct arena *arena, enum language language, int64_t cents, bool with_cents)
{
    struct buf out;
    uint64_t value = cents < 0 ? (uint64_t)0 - (uint64_t)cents : (uint64_t)cents;
    buf_init(&out, arena, 0);
    buf_str(&out, cents < 0 ? "-" : "");
    buf_str(&out, say_in(language, "", "€"));
    add_grouped(&out, language, value / 100);
    if (with_cents || value % 100 != 0) {
        buf_printf(&out, "%s%02u", say_in(language, ",", "."), (unsigned)(value % 100));
    }
    buf_str(&out, say_in(language, "€", ""));
    return out.data;
}

char *say_percent(struct arena *arena, enum language language, int64_t ten_thousandths)
{
    int64_t tenths = (ten_thousandths + (ten_thousandths < 0 ? -5 : 5)) / 10;
    int64_t size = tenths < 0 ? -tenths : tenths;
    const char *sign = tenths < 0 ? "-" : "";
    if (size % 10 == 0) {
        return arena_printf(arena, "%s%lld%%", sign, (long long)(size / 10));
    }
    return arena_printf(arena, "%s%lld%s%lld%%", sign, (long long)(size / 10), say_in(language, ",", "."),
                        (long long)(size % 10));
}

char *say_date(struct arena *arena, enum language language, const char *iso)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    int64_t days;
    int year, month, day;
    if (!iso || !date_parse(iso, &days)) {
        return arena_strdup(arena, iso ? iso : "");
    }
    date_parts(days, &year, &month, &day);
    return language == LANGUAGE_EN ? arena_printf(arena, "%d %s %d", day, months[month - 1], year)
                                   : arena_printf(arena, "%02d/%02d/%d", day, month, year);
}

bool say_many(enum language language, int64_t count)
{
    return language == LANGUAGE_EN ? count != 1 : count > 1;
}

char *say_days(struct arena *arena, enum language language, int64_t days)
{
    return arena_printf(arena, "%s %s%s", say_number(arena, language, days), say_in(language, "jour", "day"),
                        say_many(language, days) ? "s" : "");
}
