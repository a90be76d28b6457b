/* SPDX-License-Identifier: MIT
 *
 * lib/base/time.c: calendar, ISO weeks, text forms of instants, and days of zones with daylight saving. */
#include <check.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/time.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

Suite *suite_time(void);

/* Days of a date that is known to be one. */
static int64_t day(const char *text)
{
    int64_t days;
    ck_assert_msg(date_parse(text, &days), "%s", text);
    return days;
}

static int64_t instant(const char *text)
{
    int64_t ms;
    ck_assert_msg(time_parse(text, &ms), "%s", text);
    return ms;
}

static bool is_day(int64_t days, int year, int month, int d, int weekday)
{
    int y, m, n;
    date_parts(days, &y, &m, &n);
    return y == year && m == month && n == d && date_from_parts(year, month, d) == days && date_weekday(days) == weekday;
}

/* Every day of 1900..2400 against a plain count of days. */
START_TEST(calendar_counts_every_day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t days = date_from_parts(1900, 1, 1);
    ck_assert_int_eq(days, -25567);
    int weekday = 1; /* 1900-01-01 was a Monday */
    for (int year = 1900; year <= 2400; year++) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int month = 1; month <= 12; month++) {
            for (int d = 1; d <= lengths[month - 1] + (month == 2 && leap); d++, days++) {
                ck_assert_msg(is_day(days, year, month, d, weekday), "%d-%d-%d", year, month, d);
                weekday = weekday % 7 + 1;
            }
        }
    }
    ck_assert_int_eq(date_from_parts(2026, 2, 31), day("2026-03-03"));
    ck_assert_int_eq(date_from_parts(1970, 1, 1), 0);
}
END_TEST

static const struct {
    const char *text;
    bool ok;
} date_cases[] = {
    {"2026-01-31", true},  {"2024-02-29", true},   {"2000-02-29", true},  {"1900-01-01", true},  {"9999-12-31", true},
    {"2025-02-29", false}, {"1900-02-29", false},  {"2026-13-01", false}, {"2026-00-10", false}, {"2026-04-31", false},
    {"2026-01-00", false}, {"2026-01-32", false},  {"2026-1-31", false},  {"1899-12-31", false}, {"2026-01-31 ", false},
    {"2026/01/31", false}, {"-026-01-01", false},  {"", false},           {NULL, false},         {"2026-01-3", false},
    {"+2026-01-1", false}, {"2026-01-31T", false},
};

START_TEST(date_parse_table)
{
    int64_t days = 77;
    ck_assert_int_eq(date_parse(date_cases[_i].text, &days), date_cases[_i].ok);
    if (!date_cases[_i].ok) {
        ck_assert_int_eq(days, 77);
        return;
    }
    char out[DATE_LEN];
    date_format(days, out);
    ck_assert_str_eq(out, date_cases[_i].text);
}
END_TEST

static const struct {
    const char *date;
    int year, week;
} week_cases[] = {
    {"2027-01-01", 2026, 53}, {"2026-01-01", 2026, 1},  {"2025-12-29", 2026, 1},  {"2025-12-28", 2025, 52},
    {"2024-12-30", 2025, 1},  {"2023-01-01", 2022, 52}, {"2021-01-03", 2020, 53}, {"2021-01-04", 2021, 1},
    {"2016-01-03", 2015, 53}, {"2025-12-01", 2025, 49}, {"2000-01-01", 1999, 52}, {"2026-12-31", 2026, 53},
};

START_TEST(iso_week_table)
{
    int year, week;
    date_iso_week(day(week_cases[_i].date), &year, &week);
    ck_assert_int_eq(year, week_cases[_i].year);
    ck_assert_int_eq(week, week_cases[_i].week);
}
END_TEST

static const struct {
    const char *text;
    const char *utc; /* NULL: refused */
} instant_cases[] = {
    {"2026-01-01T10:00:00Z", "2026-01-01T10:00:00.000Z"},
    {"2026-01-01t10:00:00z", "2026-01-01T10:00:00.000Z"},
    {"2026-01-01T10:00:00.5Z", "2026-01-01T10:00:00.500Z"},
    {"2026-01-01T10:00:00.123999999Z", "2026-01-01T10:00:00.123Z"},
    {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000Z"},
    {"2026-01-01T00:30:00-05:30", "2026-01-01T06:00:00.000Z"},
    {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
    {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
    {"1970-01-01T00:00:00+01:00", NULL},
    {"9999-12-31T23:59:59-01:00", NULL},
    {"1969-12-31T23:59:59Z", NULL},
    {"2026-01-01", NULL},
    {"2026-01-01 10:00:00Z", NULL},
    {"2026-01-01T10:00:00", NULL},
    {"2026-01-01T10:00Z", NULL},
    {"2026-01-01T24:00:00Z", NULL},
    {"2026-01-01T10:60:00Z", NULL},
    {"2026-01-01T10:00:60Z", NULL},
    {"2026-01-01T10:00:00.Z", NULL},
    {"2026-01-01T10:00:00+0100", NULL},
    {"2026-01-01T10:00:00+24:00", NULL},
    {"2026-02-30T10:00:00Z", NULL},
    {"2026-01-01T10:00:00Zx", NULL},
    {"", NULL},
    {NULL, NULL},
};

START_TEST(instant_table)
{
    int64_t ms = 77;
    bool ok = instant_cases[_i].utc != NULL;
    ck_assert_int_eq(time_parse(instant_cases[_i].text, &ms), ok);
    if (!ok) {
        ck_assert_int_eq(ms, 77);
        return;
    }
    char out[25];
    ck_assert_uint_eq(time_format_ms(ms, out), 24);
    ck_assert_str_eq(out, instant_cases[_i].utc);
}
END_TEST

START_TEST(instant_in_seconds)
{
    char out[25];
    ck_assert_uint_eq(time_format_s(1763028000999, out), 20);
    ck_assert_str_eq(out, "2025-11-13T10:00:00Z");
    ck_assert_uint_eq(time_format_ms(-1, out), 24);
    ck_assert_str_eq(out, "1969-12-31T23:59:59.999Z");
}
END_TEST

static const struct {
    const char *zone, *date, *start;
} start_cases[] = {
    {"Europe/Paris", "2026-01-15", "2026-01-14T23:00:00Z"}, /* winter */
    {"Europe/Paris", "2026-07-15", "2026-07-14T22:00:00Z"}, /* summer */
    {"Europe/Paris", "2026-03-29", "2026-03-28T23:00:00Z"}, /* the day of 23 hours */
    {"Europe/Paris", "2026-03-30", "2026-03-29T22:00:00Z"},
    {"Europe/Paris", "2026-10-25", "2026-10-24T22:00:00Z"}, /* the day of 25 hours */
    {"Europe/Paris", "2026-10-26", "2026-10-25T23:00:00Z"},
    {"UTC", "2026-10-25", "2026-10-25T00:00:00Z"},
    {"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"}, /* midnight was skipped: the day began at 01:00 */
    {"America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"}, /* the hour before midnight came twice */
    {"Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z"},       /* midnight was skipped */
    {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},      /* a day that did not exist: where the next began */
    {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},
    {"Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00Z"},
    {"Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z"},
    {"Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z"},
};

START_TEST(day_start_table)
{
    const char *zone = start_cases[_i].zone;
    int64_t days = day(start_cases[_i].date);
    int64_t start = zone_day_start_ms(zone, days);
    ck_assert_int_eq(start, instant(start_cases[_i].start));
    ck_assert_int_lt(zone_date(zone, start - 1), days);
    ck_assert_int_ge(zone_date(zone, start), days);
}
END_TEST

/* Whatever the zone: the start of each day of two years is the first instant of that day. */
START_TEST(day_start_is_first_instant)
{
    static const char *const zones[] = {"Europe/Paris", "America/Sao_Paulo", "Asia/Beirut", "Australia/Lord_Howe",
                                        "America/St_Johns"};
    for (size_t i = 0; i < COUNT(zones); i++) {
        for (int64_t days = day("2017-01-01"); days < day("2019-01-01"); days++) {
            int64_t start = zone_day_start_ms(zones[i], days);
            ck_assert_int_eq(zone_date(zones[i], start), days);
            ck_assert_int_eq(zone_date(zones[i], start - 1), days - 1);
        }
    }
}
END_TEST

START_TEST(clock_of_a_zone)
{
    ck_assert_int_eq(zone_clock_ms("Europe/Paris", instant("2026-01-15T10:00:00Z")), instant("2026-01-15T11:00:00Z"));
    ck_assert_int_eq(zone_clock_ms("Europe/Paris", instant("2026-07-15T10:00:00Z") + 7), instant("2026-07-15T12:00:00Z") + 7);
    ck_assert_int_eq(zone_clock_ms("Asia/Kathmandu", instant("2026-01-15T22:30:00Z")), instant("2026-01-16T04:15:00Z"));
    ck_assert_int_eq(zone_clock_ms("America/New_York", -1), -5 * 3600000 - 1);
}
END_TEST

START_TEST(zone_names)
{
    ck_assert(zone_valid("Europe/Paris") && zone_valid("UTC") && zone_valid("America/Argentina/Buenos_Aires"));
    ck_assert(zone_valid("Etc/GMT+5"));
    static const char *const bad[] = {"Europe/Nowhere", "",          "../etc/passwd",      "/etc/localtime", "Europe",
                                      "Europe/",        "right/UTC", "posix/Europe/Paris", "Europe/../UTC",  "Europe//Paris",
                                      "europe/paris",   ":UTC",      "tzdata.zi"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        ck_assert_msg(!zone_valid(bad[i]), "%s", bad[i]);
    }
    ck_assert(!zone_valid(NULL));
}
END_TEST

START_TEST(zone_changes)
{
    struct arena *arena = arena_new(0);
    int64_t ms = instant("2026-06-30T22:30:00Z");
    for (int i = 0; i < 3; i++) { /* the zone of the process follows each question */
        ck_assert_str_eq(zone_today(arena, "Europe/Paris", ms), "2026-07-01");
        ck_assert_str_eq(zone_today(arena, "America/New_York", ms), "2026-06-30");
        ck_assert_str_eq(zone_today(arena, "No/Zone", ms), "2026-06-30"); /* as UTC */
    }
    arena_free(arena);
}
END_TEST

START_TEST(clocks)
{
    ck_assert_int_gt(time_now_ms(), instant("2024-01-01T00:00:00Z"));
    int64_t before = time_monotonic_us();
    ck_assert_int_ge(time_monotonic_us(), before);
}
END_TEST

START_TEST(clock_of_tests)
{
    ck_assert_int_eq(setenv("VISIONCRM_TEST_NOW", "1000000000000", 1), 0);
    int64_t now = time_now_ms();
    ck_assert(now >= 1000000000000 && now < 1000000005000);
}
END_TEST

Suite *suite_time(void)
{
    Suite *suite = suite_create("time");
    TCase *calendar = tcase_create("calendar");
    tcase_add_test(calendar, calendar_counts_every_day);
    tcase_add_loop_test(calendar, date_parse_table, 0, (int)COUNT(date_cases));
    tcase_add_loop_test(calendar, iso_week_table, 0, (int)COUNT(week_cases));
    tcase_add_loop_test(calendar, instant_table, 0, (int)COUNT(instant_cases));
    tcase_add_test(calendar, instant_in_seconds);
    suite_add_tcase(suite, calendar);

    TCase *zones = tcase_create("zones");
    tcase_add_loop_test(zones, day_start_table, 0, (int)COUNT(start_cases));
    tcase_add_test(zones, day_start_is_first_instant);
    tcase_add_test(zones, clock_of_a_zone);
    tcase_add_test(zones, zone_names);
    tcase_add_test(zones, zone_changes);
    suite_add_tcase(suite, zones);

    TCase *now = tcase_create("now");
    tcase_add_test(now, clocks);
    tcase_add_test(now, clock_of_tests);
    suite_add_tcase(suite, now);
    return suite;
}
