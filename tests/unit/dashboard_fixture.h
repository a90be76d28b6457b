/* SPDX-License-Identifier: MIT
 *
 * A sales organisation with a random but repeatable past, made by plain SQL, and read back row by row, so that test_dashboard.c
 * can add everything up again without the aggregates. Stands on request_fixture.h. */
#ifndef DASHBOARD_FIXTURE_H
#define DASHBOARD_FIXTURE_H

#include "request_fixture.h"

#define DEALS_MAX 600
#define STAYS_MAX 4000
#define USERS_MAX 16
#define TEAMS 4 /* the last one has no members */

struct deal {
    const char *id, *name, *owner, *sector, *status, *stage, *starting, *closing, *created_date, *closed_date;
    int64_t seq, amount, weighted, margin, score, months, created_at, last_activity_at;
};

struct stay {
    const char *deal, *stage;
    int64_t entered_at, left_at, lost; /* left_at INT_NULL: still there */
};

struct colleague {
    const char *id, *name, *team;
    int64_t active;
};

struct company {
    struct deal deals[DEALS_MAX]; /* in order of creation */
    size_t deal_count;
    struct stay stays[STAYS_MAX]; /* in the order in which they began */
    size_t stay_count;
    struct colleague users[USERS_MAX]; /* in order of creation; the first is the tenant's owner */
    size_t user_count;
};

extern struct company company;
extern const char *const company_team_ids[TEAMS];
extern const char *const company_team_names[TEAMS];

/* For tcase_add_checked_fixture: world_setup() at a moment at which month, quarter and day are other ones in UTC. */
void company_setup(void);

/* Makes teams and people; then deals with their stays; then changes many of them: owner, status, stage, amount, sector,
 * dates, history, deletion. */
void company_found(void);
void company_trade(int deals);
void company_stir(int changes);
/* Reads what is there now into `company`. */
void company_read(void);

/* The cookie of a user, for world.cookie_header. */
const char *company_cookie(const char *user_id);
/* Runs one statement in a transaction of its own. */
void company_sql(const char *sql);
/* The fourth column of all rows, one a line: of EXPLAIN QUERY PLAN the details. */
const char *company_plan(const char *sql);

#endif
