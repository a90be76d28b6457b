/* SPDX-License-Identifier: MIT
 *
 * The figures of the dashboards (pipeline API, section 7; contract, section 6), from the aggregates that the schema keeps.
 * A dashboard is about some owners of deals: oneself, a team, everybody. "Open" means Active; months and days are those of the
 * tenant's zone; money is in cents. dashboard_answer.h makes answers of them. */
#ifndef PIPELINE_DASHBOARD_H
#define PIPELINE_DASHBOARD_H

#include "pipeline/figures.h"

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
    int64_t member_count;   /* who may sign in; filled by the answer */
};

enum rc dashboard_mine(struct cx *cx, struct dashboard *dashboard);
/* RC_NOT_FOUND "Team not found" for a team that is not the asking user's to see. */
enum rc dashboard_of_team(struct cx *cx, const char *team_id, struct dashboard *dashboard, struct dashboard_team *team);
enum rc dashboard_of_all(struct cx *cx, struct dashboard *dashboard);
/* Those whose deals the asking user sees; of them one (`owner_id`) or a team's only. NULL: not asked for. */
enum rc dashboard_of_chosen(struct cx *cx, const char *owner_id, const char *team_id, struct dashboard *dashboard);
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
    int64_t win_rate; /* hundredths: won / (won + lost) */
};

/* Everyone the dashboard is about, with or without deals, but people who left and own none: largest weighted value first. */
enum rc dashboard_people(struct cx *cx, const struct dashboard *dashboard, struct list *people);
/* The sum over those of one team, or over all (NULL). */
struct dashboard_person dashboard_sum(const struct list *people, const char *team_id);
/* 10^scale * part / whole, rounded half away from zero; 0 of nothing. */
int64_t dashboard_ratio(int64_t part, int64_t whole, int scale);
/* Mean age of the active deals in whole days. */
int64_t dashboard_age_days(const struct cx *cx, const struct dashboard_person *person);

/* Active deals by stage: every stage, in order. */
enum rc dashboard_stages(struct cx *cx, const struct dashboard *dashboard, struct list *stages);

/* Sectors with active or won deals, largest active value first, with their share of the active value `total`. */
enum rc dashboard_sectors(struct cx *cx, const struct dashboard *dashboard, int64_t total, struct list *sectors);

/* Expected revenue: Active deals weighted, Won ones in full. */
struct dashboard_revenue {
    int64_t this_month;
    int64_t this_quarter;
    int64_t this_year;
    struct list forecast; /* struct revenue_month: twelve from the current one on */
};
enum rc dashboard_revenue(struct cx *cx, const struct dashboard *dashboard, struct dashboard_revenue *revenue);

/* Twelve months of expected revenue from `first` (12 * year + month - 1) on, which is of this year. */
enum rc dashboard_months(struct cx *cx, const struct dashboard *dashboard, int64_t first, struct list *months);

/* What happened in the last months, the current one at the end. */
struct dashboard_month {
    const char *month; /* "2026-03" */
    int64_t created;   /* new deals */
    int64_t won;
    int64_t lost;
    int64_t won_total; /* amounts of those won */
    int64_t win_rate;  /* hundredths */
};
enum rc dashboard_trend(struct cx *cx, const struct dashboard *dashboard, struct list *trend);

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
    /* of those in `overdue`: */
    int64_t days_since_activity; /* whole days */
    const char *reason;          /* "no_activity", "past_closing_date" or "both" */
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

#endif
