/* SPDX-License-Identifier: MIT
 *
 * The figures of the dashboards (pipeline API, section 7; contract, section 6), from the aggregates that the schema keeps.
 * A dashboard is about some owners of deals: oneself, a team, everybody. "Open" means Active; months and days are those of the
 * tenant's zone; money is in cents. fcgi/api/dashboard.c prints. */
#ifndef PIPELINE_DASHBOARD_H
#define PIPELINE_DASHBOARD_H

#include "data/record.h"

#define DASHBOARD_STAGES 7
#define DASHBOARD_STEPS 4 /* the stages that conversion starts from: Prospection, RFI, RFQ, Negotiation */
#define DASHBOARD_MONTHS 12
#define DASHBOARD_LIST 50 /* the longest list of deals */

/* Whom a dashboard is about, and what time it is for them. */
struct dashboard {
    const char *owners; /* JSON array of user ids */
    int64_t today;      /* days since 1970 */
    int year;
    int month; /* 1-12 */
};

struct dashboard_team {
    const char *id;
    const char *name;
    const char *manager_id; /* NULL: none */
};

enum rc dashboard_mine(struct cx *cx, struct dashboard *dashboard);
/* RC_NOT_FOUND "Team not found" for a team that is not the asking user's to see. */
enum rc dashboard_of_team(struct cx *cx, const char *team_id, struct dashboard *dashboard, struct dashboard_team *team);
enum rc dashboard_of_all(struct cx *cx, struct dashboard *dashboard);
/* All teams, by name: rows of struct dashboard_team. */
enum rc dashboard_teams(struct cx *cx, struct list *teams);

/* One owner's figures, or the sum of several. */
struct dashboard_person {
    const char *id;
    const char *name;
    const char *team_id;
    const char *team;    /* its name */
    int64_t is_active;   /* may sign in */
    int64_t active;      /* active deals */
    int64_t value;       /* of these */
    int64_t weighted;    /* of these */
    int64_t created_sum; /* of these: created_at in seconds */
    int64_t won;         /* deals, all-time */
    int64_t lost;
};

/* Everyone the dashboard is about, with or without deals, but people who left and own none: largest weighted value first. */
enum rc dashboard_people(struct cx *cx, const struct dashboard *dashboard, struct list *people);
/* The sum over those of one team, or over all (NULL). */
struct dashboard_person dashboard_sum(const struct list *people, const char *team_id);
/* 10^scale * part / whole, rounded half away from zero; 0 of nothing. */
int64_t dashboard_ratio(int64_t part, int64_t whole, int scale);
int64_t dashboard_win_rate(const struct dashboard_person *person); /* hundredths: won / (won + lost) */
/* Mean age of the active deals in whole days. */
int64_t dashboard_age_days(const struct cx *cx, const struct dashboard_person *person);

/* Active deals by stage: every stage, in order. */
struct dashboard_stage {
    const char *stage;
    int64_t count;
    int64_t total_value;
    int64_t weighted_value;
};
enum rc dashboard_stages(struct cx *cx, const struct dashboard *dashboard, struct dashboard_stage stages[DASHBOARD_STAGES]);

/* Sectors with active or won deals, largest active value first. */
struct dashboard_sector {
    const char *sector;     /* NULL: deals without one */
    int64_t count;          /* active deals */
    int64_t total_value;    /* of these */
    int64_t weighted_value; /* of these */
    int64_t won;            /* deals won */
    int64_t won_value;      /* of these */
};
enum rc dashboard_sectors(struct cx *cx, const struct dashboard *dashboard, struct list *sectors);

/* Expected revenue: Active deals weighted, Won ones in full. */
struct dashboard_revenue {
    int64_t this_month;
    int64_t this_quarter;
    int64_t this_year;
    struct dashboard_forecast {
        int year;
        int month;
        int64_t sales;
        int64_t margin;
    } forecast[DASHBOARD_MONTHS]; /* from the current month on */
};
enum rc dashboard_revenue(struct cx *cx, const struct dashboard *dashboard, struct dashboard_revenue *revenue);

/* What happened in the last months, the current one at the end. */
struct dashboard_month {
    const char *month; /* "2026-03" */
    int64_t created;   /* new deals */
    int64_t won;
    int64_t lost;
    int64_t won_total; /* amounts of those won */
};
enum rc dashboard_trend(struct cx *cx, const struct dashboard *dashboard, struct dashboard_month trend[DASHBOARD_MONTHS]);

/* The way of deals through the steps, from history. */
struct dashboard_step {
    const char *stage;
    int64_t conversion;   /* hundredths: of the deals that entered it, those that later reached a later step */
    int64_t average_days; /* of completed stays, whole days */
};
enum rc dashboard_steps(struct cx *cx, const struct dashboard *dashboard, struct dashboard_step steps[DASHBOARD_STEPS]);

struct dashboard_deal {
    const char *id;
    const char *project_name;
    int64_t original_amount;
    int64_t weighted_amount;
    int64_t probability_score; /* ten-thousandths */
    const char *stage;
    const char *closing_date;
    int64_t last_activity_at; /* ms */
};
/* The lists of one's own active deals. `closing` is of the current month, and *closing_count is not cut short. `overdue`: no
 * activity for 14 days, longest ago first, then those past their closing date with activity since. */
struct dashboard_deals {
    struct list top;
    struct list closing;
    struct list overdue;
    int64_t closing_count;
};
enum rc dashboard_deals(struct cx *cx, const struct dashboard *dashboard, struct dashboard_deals *deals);
/* Whole days since the last activity, and why a deal stands in `overdue`: "no_activity", "past_closing_date" or "both". */
int64_t dashboard_quiet_days(const struct cx *cx, const struct dashboard_deal *deal);
const char *dashboard_reason(const struct cx *cx, const struct dashboard *dashboard, const struct dashboard_deal *deal);

#endif
