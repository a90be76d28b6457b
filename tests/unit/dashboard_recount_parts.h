/* SPDX-License-Identifier: MIT
 *
 * What the two files of a recount share. */
#ifndef DASHBOARD_RECOUNT_PARTS_H
#define DASHBOARD_RECOUNT_PARTS_H

#include "dashboard_fixture.h"
#include "dashboard_recount.h"

/* The recount under way. */
struct recount {
    struct buf want; /* the answer so far */
    int64_t now_ms;
    int64_t today; /* days, as in Paris */
    int year;
    int month;
    const char *team_only; /* a team's id; NULL: whoever user_only says */
    const char *user_only; /* NULL: everybody */
};
extern struct recount recount;

#define COMMA(first) ((first) ? "" : ",")
#define LL(value) ((long long)(value))
#define THIS_MONTH (recount.year * 12 + recount.month - 1)
#define QUARTER ((recount.month - 1) / 3 * 3 + recount.year * 12)

void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_money(const char *key, int64_t cents);
void say_rate(const char *key, int64_t part, int64_t whole); /* two decimals */
int64_t divided(int64_t part, int64_t whole);                /* rounded half up, 0 of nothing */

/* Is the dashboard about this deal? */
bool mine(const struct deal *deal);
bool active(const struct deal *deal);

/* dashboard_recount_past.c */
void say_lists(void);
void say_trend(bool company_wide);
void say_steps(void);
size_t deals_closing_now(void);

#endif
