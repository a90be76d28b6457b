/* SPDX-License-Identifier: MIT
 *
 * The three dashboards as they are answered (pipeline API, section 7): one's own, a team's, the company's. The figures are
 * dashboard.h's. Lists are on the arena, in the order in which they are printed. */
#ifndef PIPELINE_DASHBOARD_ANSWER_H
#define PIPELINE_DASHBOARD_ANSWER_H

#include "pipeline/dashboard.h"

struct my_dashboard {
    struct my_metrics {
        int64_t total_pipeline_value;
        int64_t weighted_pipeline_value;
        int64_t active_opportunities_count;
        int64_t expected_revenue_this_month;
        int64_t expected_revenue_this_quarter;
        int64_t expected_revenue_this_year;
        int64_t win_rate; /* hundredths */
        int64_t average_deal_size;
        int64_t average_days_in_pipeline;
        int64_t opportunities_closing_this_month;
    } metrics;
    struct list pipeline_by_stage;         /* struct stage_figures */
    struct list revenue_forecast_by_month; /* struct revenue_month */
    struct list opportunities_by_sector;   /* struct sector_figures: those with active deals */
    struct dashboard_deals deals;
    struct list win_loss_trend; /* struct dashboard_month */
};
extern const struct record my_dashboard_record;
enum rc dashboard_my(struct cx *cx, struct my_dashboard *my);

struct team_dashboard {
    struct dashboard_team team;
    struct team_metrics {
        int64_t total_pipeline_value;
        int64_t weighted_pipeline_value;
        int64_t active_opportunities_count;
        int64_t expected_revenue_this_quarter;
        int64_t team_win_rate; /* hundredths */
        int64_t average_deal_size;
    } metrics;
    struct list people;      /* struct dashboard_person: the first LIST_ROWS_MAX, printed twice */
    int64_t people_has_next; /* there are more */
    struct list pipeline_by_stage;
    struct dashboard_step steps[DASHBOARD_STEPS];
    struct list revenue_forecast_by_month;
};
extern const struct record team_dashboard_record;
/* RC_NOT_FOUND "Team not found" for a team that is not the asking user's to see. */
enum rc dashboard_team(struct cx *cx, const char *team_id, struct team_dashboard *of_team);

struct team_performance {
    const char *team_id;
    const char *team_name;
    int64_t weighted_value;
    int64_t win_rate; /* hundredths */
    int64_t active_opportunities;
};

struct global_dashboard {
    struct global_metrics {
        int64_t total_pipeline_value;
        int64_t weighted_pipeline_value;
        int64_t total_users;
        int64_t total_teams;
        int64_t active_opportunities;
        int64_t expected_revenue_this_year;
    } metrics;
    struct list teams_performance; /* struct team_performance, by name */
    struct list top_performers;    /* struct dashboard_person: whoever ever had a deal */
    struct list revenue_by_sector; /* struct sector_figures */
    struct list monthly_trend;     /* struct dashboard_month */
};
extern const struct record global_dashboard_record;
enum rc dashboard_global(struct cx *cx, struct global_dashboard *global);

#endif
