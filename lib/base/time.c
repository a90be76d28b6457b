/* SPDX-License-Identifier: MIT
 *
 * Calendar arithmetic on day numbers (proleptic Gregorian), text forms of instants, and time zones through glibc.
 * Days and parts follow the era method: 400 years are 146,097 days, and a year that begins in March ends with the
 * leap day. */
#include "base/time.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"

#define ZONE_MAX 64
#define ZONE_FOLDER "/usr/share/zoneinfo/"

static int64_t clock_ns(clockid_t id)
{
    struct timespec now;
    if (clock_gettime(id, &now) != 0) {
        log_fatal("no clock: %s", strerror(errno));
    }
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

#ifdef VISIONCRM_FAULTPOINTS
/* What to add to the clock, so that the first call in a family of processes answers VISIONCRM_TEST_NOW. */
static int64_t test_shift_ms(int64_t real_ms)
{
    static bool known;
    static int64_t shift_ms;
    if (!known) {
        int64_t wanted;
        known = true;
        if (str_int(getenv("VISIONCRM_TEST_NOW"), 0, INT64_MAX / 2, &wanted)) {
            shift_ms = wanted - real_ms;
        }
    }
    return shift_ms;
}
#else
#define test_shift_ms(real_ms) (0)
#endif

int64_t time_now_ms(void)
{
    int64_t real_ms = clock_ns(CLOCK_REALTIME) / 1000000;
    return real_ms + test_shift_ms(real_ms);
}

int64_t time_monotonic_us(void)
{
    return clock_ns(CLOCK_MONOTONIC) / 1000;
}

int64_t time_thread_cpu_us(void)
{
    return clock_ns(CLOCK_THREAD_CPUTIME_ID) / 1000;
}

static int64_t floor_div(int64_t value, int64_t by)
{
    int64_t quotient = value / by;
    return quotient - (value % by < 0);
}

/* Writes `count` decimal digits and returns where they end. */
static char *put_digits(char *to, int64_t value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        to[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return to + count;
}

int64_t date_from_parts(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5; /* from 1 March, without `day` */
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468 + day - 1;
}

void date_parts(int64_t days, int *year, int *month, int *day)
{
    int64_t shifted = days + 719468; /* since 1 March of year 0 */
    int64_t era = floor_div(shifted, 146097);
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
    *month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

void date_format(int64_t days, char out[DATE_LEN])
{
    int year, month, day;
    date_parts(days, &year, &month, &day);
    char *to = put_digits(out, year < 0 ? 0 : year, 4);
    *to++ = '-';
    to = put_digits(to, month, 2);
    *to++ = '-';
    to = put_digits(to, day, 2);
    *to = '\0';
}

int date_weekday(int64_t days)
{
    int64_t since_monday = days + 3; /* 1970-01-01 was a Thursday */
    return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

void date_iso_week(int64_t days, int *year, int *week)
{
    int64_t thursday = days - date_weekday(days) + 4; /* a week belongs to the year of its Thursday */
    int month, day;
    date_parts(thursday, year, &month, &day);
    *week = (int)((thursday - date_from_parts(*year, 1, 1)) / 7) + 1;
}

static size_t format_instant(int64_t ms, bool with_ms, char out[25])
{
    int64_t days = floor_div(ms, MS_PER_DAY);
    int64_t rest = ms - days * MS_PER_DAY;
    date_format(days, out);
    char *to = out + 10;
    *to++ = 'T';
    to = put_digits(to, rest / 3600000, 2);
    *to++ = ':';
    to = put_digits(to, rest / 60000 % 60, 2);
    *to++ = ':';
    to = put_digits(to, rest / 1000 % 60, 2);
    if (with_ms) {
        *to++ = '.';
        to = put_digits(to, rest % 1000, 3);
    }
    *to++ = 'Z';
    *to = '\0';
    return (size_t)(to - out);
}

size_t time_format_ms(int64_t ms, char out[25])
{
    return format_instant(ms, true, out);
}

size_t time_format_s(int64_t ms, char out[25])
{
    return format_instant(ms, false, out);
}

/* Reads exactly `count` digits and moves *p behind them. */
static bool get_digits(const char **p, int count, int *out)
{
    int value = 0;
    for (int i = 0; i < count; i++, (*p)++) {
        if (**p < '0' || **p > '9') {
            return false;
        }
        value = value * 10 + (**p - '0');
    }
    *out = value;
    return true;
}

static bool get_char(const char **p, char wanted)
{
    if (**p != wanted) {
        return false;
    }
    (*p)++;
    return true;
}

/* Reads a date at *p and moves behind it. */
static bool get_date(const char **p, int64_t *days)
{
    int year, month, day;
    if (!get_digits(p, 4, &year) || !get_char(p, '-') || !get_digits(p, 2, &month) || !get_char(p, '-') ||
        !get_digits(p, 2, &day)) {
        return false;
    }
    if (year < 1900 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    int64_t wanted = date_from_parts(year, month, day);
    int real_year, real_month, real_day;
    date_parts(wanted, &real_year, &real_month, &real_day);
    if (real_month != month) {
        return false;
    }
    *days = wanted;
    return true;
}

bool date_parse(const char *text, int64_t *days)
{
    int64_t value;
    if (!text || !get_date(&text, &value) || *text) {
        return false;
    }
    *days = value;
    return true;
}

/* Reads "hh:mm". */
static bool get_hour_minute(const char **p, int64_t *minutes)
{
    int hour, minute;
    if (!get_digits(p, 2, &hour) || !get_char(p, ':') || !get_digits(p, 2, &minute) || hour > 23 || minute > 59) {
        return false;
    }
    *minutes = hour * 60 + minute;
    return true;
}

/* Reads ":ss" and an optional fraction, of which milliseconds count. */
static bool get_seconds(const char **p, int64_t *ms)
{
    int second;
    if (!get_char(p, ':') || !get_digits(p, 2, &second) || second > 59) {
        return false;
    }
    *ms = second * 1000;
    if (!get_char(p, '.')) {
        return true;
    }
    if (**p < '0' || **p > '9') {
        return false;
    }
    for (int unit = 100; **p >= '0' && **p <= '9'; (*p)++, unit /= 10) {
        *ms += unit * (**p - '0');
    }
    return true;
}

/* Reads 'Z' or "+hh:mm". */
static bool get_offset(const char **p, int64_t *minutes)
{
    *minutes = 0;
    if (get_char(p, 'Z') || get_char(p, 'z')) {
        return true;
    }
    int sign = **p == '-' ? -1 : 1;
    if (!get_char(p, '+') && !get_char(p, '-')) {
        return false;
    }
    if (!get_hour_minute(p, minutes)) {
        return false;
    }
    *minutes *= sign;
    return true;
}

bool time_parse(const char *text, int64_t *ms)
{
    int64_t days, minutes, seconds_ms, offset;
    if (!text || !get_date(&text, &days) || (!get_char(&text, 'T') && !get_char(&text, 't'))) {
        return false;
    }
    if (!get_hour_minute(&text, &minutes) || !get_seconds(&text, &seconds_ms) || !get_offset(&text, &offset) || *text) {
        return false;
    }
    int64_t value = days * MS_PER_DAY + (minutes - offset) * 60000 + seconds_ms;
    if (value < 0 || value >= date_from_parts(10000, 1, 1) * MS_PER_DAY) {
        return false;
    }
    *ms = value;
    return true;
}

/* An area of the database, written without a way out of its folder. "right/" counts leap seconds, which we do not. */
static bool zone_name_safe(const char *zone)
{
    size_t len = zone ? strlen(zone) : 0;
    if (len == 0 || len > ZONE_MAX || *zone < 'A' || *zone > 'Z' || strstr(zone, "//") || zone[len - 1] == '/') {
        return false;
    }
    for (const char *p = zone; *p; p++) {
        bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
        if (!letter && !(*p >= '0' && *p <= '9') && !strchr("_+-/", *p)) {
            return false;
        }
    }
    return true;
}

bool zone_valid(const char *zone)
{
    if (!zone_name_safe(zone)) {
        return false;
    }
    char path[sizeof ZONE_FOLDER + ZONE_MAX];
    if (snprintf(path, sizeof path, "%s%s", ZONE_FOLDER, zone) >= (int)sizeof path) {
        return false;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    char magic[4];
    ssize_t got = read(fd, magic, sizeof magic);
    if (close(fd) != 0) {
        return false;
    }
    return got == 4 && memcmp(magic, "TZif", 4) == 0;
}

/* Makes `zone` the process's zone, unless it is already; UTC for what is no zone of this machine. */
static void zone_enter(const char *zone)
{
    static char current[ZONE_MAX + 1] = "?";
    if (str_eq(zone, current)) {
        return;
    }
    bool valid = zone_valid(zone);
    if (setenv("TZ", valid ? zone : "UTC", 1) != 0) {
        log_fatal("cannot set the time zone: %s", strerror(errno));
    }
    tzset();
    current[0] = '\0';
    if (valid) {
        memcpy(current, zone, strlen(zone) + 1);
    }
}

/* Seconds that the zone's clock is ahead of UTC at an instant. */
static int64_t offset_s(const char *zone, int64_t seconds)
{
    zone_enter(zone);
    time_t when = (time_t)seconds;
    struct tm local;
    if (!localtime_r(&when, &local)) {
        log_fatal("no local time for %lld", (long long)seconds);
    }
    return local.tm_gmtoff;
}

static int64_t local_date(const char *zone, int64_t seconds)
{
    return floor_div(seconds + offset_s(zone, seconds), MS_PER_DAY / 1000);
}

int64_t zone_date(const char *zone, int64_t ms)
{
    return local_date(zone, floor_div(ms, 1000));
}

int64_t zone_clock_ms(const char *zone, int64_t ms)
{
    return ms + 1000 * offset_s(zone, floor_div(ms, 1000));
}

int64_t zone_day_start_ms(const char *zone, int64_t days)
{
    int64_t utc_midnight = days * (MS_PER_DAY / 1000);
    int64_t guess = utc_midnight - offset_s(zone, utc_midnight);
    if (local_date(zone, guess) == days && local_date(zone, guess - 1) < days) {
        return guess * 1000;
    }
    /* A change of the clock lies near: search the instant at which the local date arrives. No zone is a whole day off. */
    int64_t before = utc_midnight - 26 * 3600;
    int64_t after = utc_midnight + 26 * 3600;
    while (after - before > 1) {
        int64_t middle = before + (after - before) / 2;
        if (local_date(zone, middle) < days) {
            before = middle;
        } else {
            after = middle;
        }
    }
    return after * 1000;
}

char *zone_today(struct arena *arena, const char *zone, int64_t now_ms)
{
    char *text = arena_alloc(arena, DATE_LEN);
    date_format(zone_date(zone, now_ms), text);
    return text;
}
