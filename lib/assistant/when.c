/* SPDX-License-Identifier: MIT
 *
 * Dates and periods in questions. */
#include "assistant/when.h"

#include "base/str.h"
#include "base/time.h"
#include "data/record.h"

#define DAY 1
#define WEEK 7
#define MONTH 30
#define QUARTER 91
#define YEAR 365

bool when_is(const struct tokens *tokens, size_t at, enum word_kind kind)
{
    return at < tokens->count && !tokens->items[at].used && tokens->items[at].kind == kind;
}

size_t when_skip(const struct tokens *tokens, size_t at, size_t most)
{
    while (most-- > 0 && when_is(tokens, at, WORD_NOISE)) {
        at++;
    }
    return at;
}

static bool is_link(const struct tokens *tokens, size_t at)
{
    return when_is(tokens, at, WORD_LINK) || (when_is(tokens, at, WORD_AGAIN) && (str_starts(tokens->items[at].text, "et ") ||
                                                                                  str_starts(tokens->items[at].text, "and ")));
}

static int64_t value_at(const struct tokens *tokens, size_t at)
{
    return tokens->items[at].value;
}

/* A whole number between the bounds, in digits. */
static bool whole_at(const struct tokens *tokens, size_t at, int64_t min, int64_t max, int64_t *value)
{
    if (!when_is(tokens, at, WORD_NUMBER) || value_at(tokens, at) % 100 != 0) {
        return false;
    }
    *value = value_at(tokens, at) / 100;
    return *value >= min && *value <= max;
}

static struct period month_of(int64_t year, int64_t month)
{
    int64_t index = year * 12 + month - 1;
    return (struct period){date_from_parts((int)(index / 12), (int)(index % 12) + 1, 1),
                           date_from_parts((int)((index + 1) / 12), (int)((index + 1) % 12) + 1, 1) - 1};
}

static struct period months(int64_t year, int64_t first, int64_t count)
{
    return (struct period){month_of(year, first).from, month_of(year, first + count - 1).to};
}

/* The whole day, week, month, quarter or year that lies `step` of them from today's. */
static struct period unit_at(int64_t today, int64_t unit, int64_t step)
{
    int year, month, day;
    date_parts(today, &year, &month, &day);
    switch (unit) {
    case DAY:
        return (struct period){today + step, today + step};
    case WEEK: {
        int64_t monday = today - date_weekday(today) + 1 + step * 7;
        return (struct period){monday, monday + 6};
    }
    case MONTH:
        return month_of(year, month + step);
    case QUARTER:
        return months(year, (month - 1) / 3 * 3 + 1 + step * 3, 3);
    default:
        return months(year + step, 1, 12);
    }
}

/* The last `count` units, today included. */
static struct period last_units(int64_t today, int64_t unit, int64_t count)
{
    int year, month, day;
    date_parts(today, &year, &month, &day);
    int64_t back = unit == MONTH ? count : unit == QUARTER ? count * 3 : unit == YEAR ? count * 12 : 0;
    if (back == 0) {
        return (struct period){today - count * unit + 1, today};
    }
    struct period first = month_of(year, month - back);
    int64_t from = first.from + day - 1;
    return (struct period){from > first.to ? first.to : from, today};
}

static size_t year_at(const struct tokens *tokens, size_t at, int64_t *year)
{
    size_t behind = when_skip(tokens, at, 2);
    return whole_at(tokens, behind, 2000, 2099, year) ? behind + 1 - at : 0;
}

/* The year of a month that names none: the last one that has begun, or the next one. */
static int64_t year_of_month(const struct when *when, int64_t month)
{
    int year, now, day;
    date_parts(when->today, &year, &now, &day);
    return when->ahead ? (month < now ? year + 1 : year) : (month > now ? year - 1 : year);
}

/* "mars", "mars 2025", "du mois de mars". */
static size_t named_month(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    size_t start = at;
    if (when_is(tokens, at, WORD_UNIT) && value_at(tokens, at) == MONTH) {
        at = when_skip(tokens, at + 1, 2);
    }
    if (!when_is(tokens, at, WORD_MONTH)) {
        return 0;
    }
    int64_t month = value_at(tokens, at), year;
    size_t more = year_at(tokens, at + 1, &year);
    *period = month_of(more > 0 ? year : year_of_month(when, month), month);
    return at + 1 + more - start;
}

static struct period day_of(const struct when *when, int64_t year, int64_t month, int64_t day)
{
    if (year == 0) {
        year = year_of_month(when, month);
    }
    int64_t date = date_from_parts((int)year, (int)month, (int)day);
    return (struct period){date, date};
}

/* "1er mars", "15 fevrier 2026", "march 1st". */
static size_t named_day(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    int64_t day, year = 0;
    size_t c = at;
    if (whole_at(tokens, c, 1, 31, &day)) {
        c++;
        c += when_is(tokens, c, WORD_ORDINAL) ? 1 : 0;
        c = when_skip(tokens, c, 2);
        if (!when_is(tokens, c, WORD_MONTH)) {
            return 0;
        }
        int64_t month = value_at(tokens, c++);
        c += year_at(tokens, c, &year);
        *period = day_of(when, year, month, day);
        return c - at;
    }
    if (!when_is(tokens, c, WORD_MONTH) || !whole_at(tokens, when_skip(tokens, c + 1, 1), 1, 31, &day)) {
        return 0;
    }
    int64_t month = value_at(tokens, c);
    c = when_skip(tokens, when_skip(tokens, c + 1, 1) + 1, 1);
    c += year_at(tokens, c, &year);
    *period = day_of(when, year, month, day);
    return c - at;
}

/* "Q3 2026", "t4", "premier trimestre", "1er trimestre 2026". */
static size_t named_quarter(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    int64_t quarter = 0, year;
    size_t c = at;
    if (when_is(tokens, c, WORD_QUARTER)) {
        quarter = value_at(tokens, c++);
    } else if (when_is(tokens, c, WORD_ORDINAL) && when_is(tokens, c + 1, WORD_UNIT) && value_at(tokens, c + 1) == QUARTER) {
        quarter = value_at(tokens, c);
        c += 2;
    } else if (whole_at(tokens, c, 1, 4, &quarter) && when_is(tokens, c + 1, WORD_ORDINAL) &&
               when_is(tokens, c + 2, WORD_UNIT) && value_at(tokens, c + 2) == QUARTER) {
        c += 3;
    } else {
        return 0;
    }
    size_t more = year_at(tokens, c, &year);
    if (more == 0) {
        int month, day, now;
        date_parts(when->today, &now, &month, &day);
        year = !when->ahead && quarter > (month - 1) / 3 + 1 ? now - 1 : now;
    }
    *period = months(year, quarter * 3 - 2, 3);
    return c + more - at;
}

/* "cette semaine", "le mois dernier", "last month", "la semaine", "l'annee prochaine". */
static size_t relative_unit(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    static const struct {
        enum word_kind kind;
        int64_t step;
    } sides[] = {{WORD_THIS, 0}, {WORD_LAST, -1}, {WORD_NEXT, 1}};
    size_t unit = at;
    for (size_t i = 0; i < 3; i++) {
        if (when_is(tokens, at, sides[i].kind) && when_is(tokens, at + 1, WORD_UNIT)) {
            *period = unit_at(when->today, value_at(tokens, at + 1), sides[i].step);
            /* "cette semaine", but "ce dernier mois": the word behind decides */
            unit = at + 1;
            if (sides[i].step != 0) {
                return 2;
            }
        }
    }
    if (!when_is(tokens, unit, WORD_UNIT)) {
        return 0;
    }
    for (size_t i = 1; i < 3; i++) {
        if (when_is(tokens, unit + 1, sides[i].kind)) {
            *period = unit_at(when->today, value_at(tokens, unit), sides[i].step);
            return unit + 2 - at;
        }
    }
    *period = unit_at(when->today, value_at(tokens, unit), 0);
    return unit + 1 - at;
}

/* "30 derniers jours", "last 3 months", "les trois derniers mois". */
static size_t last_several(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    int64_t count;
    size_t c = at;
    bool before = when_is(tokens, c, WORD_LAST);
    c += before;
    if (when_is(tokens, c, WORD_NUMERAL)) {
        count = value_at(tokens, c);
    } else if (!whole_at(tokens, c, 1, 1000, &count)) {
        return 0;
    }
    c++;
    if (!before && !when_is(tokens, c, WORD_LAST)) {
        return 0;
    }
    c += !before;
    if (!when_is(tokens, c, WORD_UNITS) && !when_is(tokens, c, WORD_UNIT)) {
        return 0;
    }
    *period = last_units(when->today, value_at(tokens, c), count);
    return c + 1 - at;
}

static size_t weekday(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    size_t c = at + (when_is(tokens, at, WORD_LAST) || when_is(tokens, at, WORD_NEXT) || when_is(tokens, at, WORD_THIS));
    if (!when_is(tokens, c, WORD_WEEKDAY)) {
        return 0;
    }
    bool ahead = (when->ahead && !when_is(tokens, at, WORD_LAST)) || when_is(tokens, at, WORD_NEXT);
    size_t end = c + 1;
    if (when_is(tokens, end, WORD_NEXT) || when_is(tokens, end, WORD_LAST)) {
        ahead = when_is(tokens, end, WORD_NEXT);
        end++;
    }
    int64_t step = value_at(tokens, c) - date_weekday(when->today);
    int64_t date = when->today + (ahead ? (step < 0 ? step + 7 : step) : (step > 0 ? step - 7 : step));
    *period = (struct period){date, date};
    return end - at;
}

size_t when_point(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    static size_t (*const forms[])(const struct when *, const struct tokens *, size_t, struct period *) = {
        last_several, named_day, named_month, named_quarter, weekday, relative_unit};
    int64_t year;
    if (when_is(tokens, at, WORD_DAY)) {
        *period = (struct period){when->today + value_at(tokens, at), when->today + value_at(tokens, at)};
        return 1;
    }
    if (when_is(tokens, at, WORD_DATE)) {
        *period = (struct period){value_at(tokens, at), value_at(tokens, at)};
        return 1;
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t taken = forms[i](when, tokens, at, period);
        if (taken > 0) {
            return taken;
        }
    }
    if (whole_at(tokens, at, 2000, 2099, &year) && !when_is(tokens, at + 1, WORD_CURRENCY)) {
        *period = months(year, 1, 12);
        return 1;
    }
    return 0;
}

/* "du 1er au 15 mars": the first day has no month of its own. */
static size_t days_of_one_month(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    int64_t day;
    size_t c = at + 1;
    struct period last;
    if (!whole_at(tokens, at, 1, 31, &day)) {
        return 0;
    }
    c += when_is(tokens, c, WORD_ORDINAL) ? 1 : 0;
    if (!is_link(tokens, c)) {
        return 0;
    }
    c = when_skip(tokens, c + 1, 2);
    size_t taken = named_day(when, tokens, c, &last);
    int year, month, end;
    if (taken == 0) {
        return 0;
    }
    date_parts(last.from, &year, &month, &end);
    *period = (struct period){date_from_parts(year, month, (int)day), last.to};
    return c + taken - at;
}

size_t when_range(const struct when *when, const struct tokens *tokens, size_t at, struct period *period)
{
    struct period first, last;
    size_t taken = days_of_one_month(when, tokens, at, period);
    if (taken > 0) {
        return taken;
    }
    taken = when_point(when, tokens, at, &first);
    if (taken == 0 || !is_link(tokens, at + taken)) {
        return 0;
    }
    size_t c = when_skip(tokens, at + taken + 1, 2);
    taken = when_point(when, tokens, c, &last);
    if (taken == 0 || last.to < first.from) {
        return 0;
    }
    *period = (struct period){first.from, last.to};
    return c + taken - at;
}

size_t when_length(const struct tokens *tokens, size_t at, int64_t *days)
{
    int64_t count = 1;
    size_t c = at;
    bool counted = when_is(tokens, c, WORD_NUMERAL) || whole_at(tokens, c, 1, 1000, &count);
    if (when_is(tokens, c, WORD_NUMERAL)) {
        count = value_at(tokens, c);
    }
    c = counted ? c + 1 : when_skip(tokens, c, 1);
    c += !counted && when_is(tokens, c, WORD_LINK) ? 1 : 0; /* "a year" */
    if (!(counted && when_is(tokens, c, WORD_UNITS)) && !when_is(tokens, c, WORD_UNIT)) {
        return 0;
    }
    *days = count * value_at(tokens, c);
    return c + 1 - at;
}
