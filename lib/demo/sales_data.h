/* SPDX-License-Identifier: MIT
 *
 * What the demonstration pipeline is made of: teams, clients, projects, the steps of a deal, what is done on the way. Tables
 * only; sales_deals.c draws from them. Companies and people are invented, but for those of the printed examples of the API.
 * Private to lib/demo/sales*.c, as is the teller of deals. */
#ifndef DEMO_SALES_DATA_H
#define DEMO_SALES_DATA_H

#include "demo/sales.h"

struct sales_team {
    const char *name;
    const char *description;
};
#define SALES_TEAMS 3
extern const struct sales_team sales_teams[SALES_TEAMS];

struct sales_client {
    const char *name;
    const char *short_name; /* how its projects are called */
    const char *industry;
    const char *tier;
    const char *contact_person;
    const char *email;
    const char *phone;
};
#define SALES_CLIENTS 18
extern const struct sales_client sales_clients[SALES_CLIENTS]; /* the first is the examples' */

struct sales_project {
    const char *name;
    const char *service;
    const char *sector;
    int64_t least; /* of the amount: thousands */
    int64_t most;
    bool once; /* a one-time service of some months, not years of them */
};
#define SALES_PROJECTS 20
extern const struct sales_project sales_projects[SALES_PROJECTS];

/* The steps on the way to a contract, with the days that a deal stays there and what is done meanwhile. */
struct sales_step {
    const char *stage;
    const char *maturity;
    int64_t least_days;
    int64_t most_days;
    const char *activity;
    const char *description;
    const char *notes; /* update_notes of a deal that has come here */
};
#define SALES_STEPS 6
extern const struct sales_step sales_steps[SALES_STEPS];

struct sales_activity {
    const char *type;
    const char *description;
};
#define SALES_ACTIVITIES 10
extern const struct sales_activity sales_activities[SALES_ACTIVITIES];

/* Tells so many deals into cx->db, in transactions of its own (sales_deals.c). cx->user is the
 * tenant's owner. */
enum rc sales_tell_deals(struct cx *cx, const struct demo_order *order, const struct user owners[SALES_PEOPLE],
                         const char *const clients[SALES_CLIENTS]);

#endif
