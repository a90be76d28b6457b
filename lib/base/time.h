/* SPDX-License-Identifier: MIT
 *
 * Clocks, dates and the tenant's time zone.
 * Instants are int64_t milliseconds since 1970 UTC. Dates are "YYYY-MM-DD" strings (they sort), or days since
 * 1970-01-01 where one calculates with them. Zones are IANA names, resolved through glibc (TZ, tzset), which is
 * cheap while the zone stays the same. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define DATE_LEN 11 /* "2026-01-31" and NUL */
#define MS_PER_DAY 86400000LL

int64_t time_now_ms(void);        /* wall clock; VISIONCRM_TEST_NOW (ms) shifts nothing but tests */
int64_t time_monotonic_us(void);  /* for durations */
int64_t time_thread_cpu_us(void); /* what this thread has used; a system call */

/* "2026-01-01T10:00:00.000Z" (25 bytes with NUL) and "2026-01-01T10:00:00Z" (21). Returns the length. */
size_t time_format_ms(int64_t ms, char out[25]);
size_t time_format_s(int64_t ms, char out[25]);
/* RFC 3339 instant: date, 'T' or 't', time, optional fraction, 'Z' or +hh:mm; years 1970..9999. */
bool time_parse(const char *text, int64_t *ms);

bool date_parse(const char *text, int64_t *days); /* strictly YYYY-MM-DD, a real day, years 1900..9999 */
void date_format(int64_t days, char out[DATE_LEN]);
void date_parts(int64_t days, int *year, int *month, int *day);
int64_t date_from_parts(int year, int month, int day);  /* day may run over: (2026, 2, 31) = 3 March */
int date_weekday(int64_t days);                         /* 1 = Monday … 7 = Sunday */
void date_iso_week(int64_t days, int *year, int *week); /* 2027-01-01 is 2026-W53 */

bool zone_valid(const char *zone); /* a zone that this machine knows; no '/..' tricks */
/* The local date of an instant, as days. */
int64_t zone_date(const char *zone, int64_t ms);
/* What the zone's clock shows at an instant, as milliseconds since 1970-01-01 00:00 on that clock. */
int64_t zone_clock_ms(const char *zone, int64_t ms);
/* The instant at which that local day begins (the first moment, where midnight is skipped by daylight saving). */
int64_t zone_day_start_ms(const char *zone, int64_t days);
/* Today's date in the zone, as text on the arena. */
char *zone_today(struct arena *arena, const char *zone, int64_t now_ms);

#endif
