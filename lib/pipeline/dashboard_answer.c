/* SPDX-License-Identifier: MIT
 *
 * What the dashboards print, and how it is filled from the figures. */
#include "pipeline/dashboard_answer.h"

#include "pipeline/opportunity.h"
#include "pipeline/revenue.h"
#include "store/list.h"

#define TOP_PERFORMERS 10

#define COUNT(s, m) FIELD_INT(s, m, F_REQUIRED, 0, 0)
#define MONEY(s, m) FIELD_MONEY(s, m, F_REQUIRED)
#define SHARE(s, m) FIELD_DECIMAL(s, m, F_REQUIRED, 2, 2, 0, 0)
#define LIST(s, m, record) FIELD_LIST(s, m, F_READONLY, record, 0, 0)
#define LIST_AS(s, key, m, record)                                                                                             \
    {                                                                                                                          \
        .name = (key), .type = FT_LIST, .flags = F_READONLY | F_NOT_STORED, .offset = offsetof(s, m), .sub = (record)          \
    }

/* ---- one's own ---- */

static const struct field my_metric_fields[] = {
    MONEY(struct my_metrics, total_pipeline_value),
    MONEY(struct my_metrics, weighted_pipeline_value),
    COUNT(struct my_metrics, active_opportunities_count),
    MONEY(struct my_metrics, expected_revenue_this_month),
    MONEY(struct my_metrics, expected_revenue_this_quarter),
    MONEY(struct my_metrics, expected_revenue_this_year),
    SHARE(struct my_metrics, win_rate),
    MONEY(struct my_metrics, average_deal_size),
    COUNT(struct my_metrics, average_days_in_pipeline),
    COUNT(struct my_metrics, opportunities_closing_this_month),
};
static RECORD(my_metrics_record, "MyMetrics", struct my_metrics, my_metric_fields, NULL);

static const char *const reasons[] = {"no_activity", "past_closing_date", "both", NULL};
static const struct field deal_fields[] = {
    FIELD_UUID(struct dashboard_deal, id, F_REQUIRED),
    FIELD_TEXT(struct dashboard_deal, project_name, F_REQUIRED, 0, 0),
    MONEY(struct dashboard_deal, original_amount),
    MONEY(struct dashboard_deal, weighted_amount),
    FIELD_DECIMAL(struct dashboard_deal, probability_score, F_REQUIRED, 4, 2, 0, 0),
    FIELD_STATUS(struct dashboard_deal, stage, F_REQUIRED, &stage_machine),
    FIELD_DATE(struct dashboard_deal, closing_date, F_REQUIRED),
    FIELD_TIME(struct dashboard_deal, last_activity_at, F_REQUIRED),
    COUNT(struct dashboard_deal, days_since_activity),
    FIELD_ENUM(struct dashboard_deal, reason, F_REQUIRED, reasons),
};
static RECORD(overdue_record, "OverdueDeal", struct dashboard_deal, deal_fields, NULL);
static RECORD_OF_FIRST(deal_record, "DashboardDeal", struct dashboard_deal, deal_fields, 7);

static const struct field win_loss_fields[] = {
    FIELD_AS(struct dashboard_month, "period", month, FT_TEXT, F_REQUIRED),
    COUNT(struct dashboard_month, won),
    COUNT(struct dashboard_month, lost),
    SHARE(struct dashboard_month, win_rate),
};
static RECORD(win_loss_record, "WinLossMonth", struct dashboard_month, win_loss_fields, NULL);

static const struct field my_fields[] = {
    FIELD_RECORD(struct my_dashboard, metrics, &my_metrics_record),
    LIST(struct my_dashboard, pipeline_by_stage, &stage_figures_record),
    LIST(struct my_dashboard, revenue_forecast_by_month, &revenue_month_record),
    LIST(struct my_dashboard, opportunities_by_sector, &sector_figures_record),
    LIST_AS(struct my_dashboard, "top_opportunities", deals.top, &deal_record),
    LIST_AS(struct my_dashboard, "closing_this_month", deals.closing, &deal_record),
    LIST_AS(struct my_dashboard, "overdue_followups", deals.overdue, &overdue_record),
    LIST(struct my_dashboard, win_loss_trend, &win_loss_record),
};
RECORD(my_dashboard_record, "MyDashboard", struct my_dashboard, my_fields, NULL);

/* One's own sectors are those of active deals; the company's have what was won beside them. */
static void keep_active(struct list *sectors)
{
    struct sector_figures *rows = sectors->rows;
    size_t count = sectors->count;
    sectors->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].count > 0) {
            rows[sectors->count++] = rows[i];
        }
    }
}

enum rc dashboard_my(struct cx *cx, struct my_dashboard *my)
{
    struct dashboard dashboard;
    struct list people;
    struct dashboard_revenue revenue;
    TRY(dashboard_mine(cx, &dashboard));
    TRY(dashboard_people(cx, &dashboard, &people));
    TRY(dashboard_revenue(cx, &dashboard, &revenue));
    TRY(dashboard_deals(cx, &dashboard, &my->deals));
    struct dashboard_person sum = dashboard_sum(&people, NULL);
    my->metrics = (struct my_metrics){
        .total_pipeline_value = sum.value,
        .weighted_pipeline_value = sum.weighted,
        .active_opportunities_count = sum.active,
        .expected_revenue_this_month = revenue.this_month,
        .expected_revenue_this_quarter = revenue.this_quarter,
        .expected_revenue_this_year = revenue.this_year,
        .win_rate = sum.win_rate,
        .average_deal_size = dashboard_ratio(sum.value, sum.active, 0),
        .average_days_in_pipeline = dashboard_age_days(cx, &sum),
        .opportunities_closing_this_month = my->deals.closing_count,
    };
    my->revenue_forecast_by_month = revenue.forecast;
    TRY(dashboard_stages(cx, &dashboard, &my->pipeline_by_stage));
    TRY(dashboard_sectors(cx, &dashboard, sum.value, &my->opportunities_by_sector));
    keep_active(&my->opportunities_by_sector);
    return dashboard_trend(cx, &dashboard, &my->win_loss_trend);
}

/* ---- a team's ---- */

static const struct field team_fields[] = {
    FIELD_UUID(struct dashboard_team, id, F_REQUIRED),
    FIELD_TEXT(struct dashboard_team, name, F_REQUIRED, 0, 0),
    FIELD_UUID(struct dashboard_team, manager_id, 0),
    COUNT(struct dashboard_team, member_count),
};
static RECORD(team_record, "DashboardTeam", struct dashboard_team, team_fields, NULL);

static const struct field team_metric_fields[] = {
    MONEY(struct team_metrics, total_pipeline_value),
    MONEY(struct team_metrics, weighted_pipeline_value),
    COUNT(struct team_metrics, active_opportunities_count),
    MONEY(struct team_metrics, expected_revenue_this_quarter),
    SHARE(struct team_metrics, team_win_rate),
    MONEY(struct team_metrics, average_deal_size),
};
static RECORD(team_metrics_record, "TeamMetrics", struct team_metrics, team_metric_fields, NULL);

static const struct field member_fields[] = {
    FIELD_AS(struct dashboard_person, "user_id", id, FT_UUID, F_REQUIRED),
    FIELD_TEXT(struct dashboard_person, name, F_REQUIRED, 0, 0),
    FIELD_AS(struct dashboard_person, "active_opportunities", active, FT_INT, F_REQUIRED),
    FIELD_MONEY_AS(struct dashboard_person, "pipeline_value", value, F_REQUIRED),
    FIELD_MONEY_AS(struct dashboard_person, "weighted_value", weighted, F_REQUIRED),
    SHARE(struct dashboard_person, win_rate),
    FIELD_AS(struct dashboard_person, "deals_won", won, FT_INT, F_REQUIRED),
    FIELD_AS(struct dashboard_person, "deals_lost", lost, FT_INT, F_REQUIRED),
};
static RECORD(member_record, "MemberPerformance", struct dashboard_person, member_fields, NULL);

static const struct field owner_fields[] = {
    FIELD_AS(struct dashboard_person, "user_id", id, FT_UUID, F_REQUIRED),
    FIELD_TEXT(struct dashboard_person, name, F_REQUIRED, 0, 0),
    FIELD_AS(struct dashboard_person, "count", active, FT_INT, F_REQUIRED),
    FIELD_MONEY_AS(struct dashboard_person, "weighted_value", weighted, F_REQUIRED),
};
static RECORD(owner_record, "OwnerFigures", struct dashboard_person, owner_fields, NULL);

/* The steps are an array: a record in it begins at the first. */
#define CONVERSION(key, at)                                                                                                    \
    {                                                                                                                          \
        .name = (key), .type = FT_DECIMAL, .flags = F_REQUIRED, .scale = 2, .min_decimals = 2,                                 \
        .offset = (at) * sizeof(struct dashboard_step) + offsetof(struct dashboard_step, conversion)                           \
    }
#define STAY(key, at)                                                                                                          \
    {                                                                                                                          \
        .name = (key), .type = FT_INT, .flags = F_REQUIRED,                                                                    \
        .offset = (at) * sizeof(struct dashboard_step) + offsetof(struct dashboard_step, average_days)                         \
    }
static const struct field conversion_fields[] = {
    CONVERSION("prospection_to_rfi", 0),
    CONVERSION("rfi_to_rfq", 1),
    CONVERSION("rfq_to_negotiation", 2),
    CONVERSION("negotiation_to_closed", 3),
};
static RECORD(conversion_record, "ConversionRates", struct dashboard_step[DASHBOARD_STEPS], conversion_fields, NULL);
static const struct field stay_fields[] = {STAY("prospection", 0), STAY("rfi", 1), STAY("rfq", 2), STAY("negotiation", 3)};
static RECORD(stay_record, "TimeInStage", struct dashboard_step[DASHBOARD_STEPS], stay_fields, NULL);

static const struct field team_dashboard_fields[] = {
    FIELD_RECORD(struct team_dashboard, team, &team_record),
    FIELD_RECORD(struct team_dashboard, metrics, &team_metrics_record),
    LIST_AS(struct team_dashboard, "member_performance", people, &member_record),
    FIELD_AS(struct team_dashboard, "member_performance_has_next", people_has_next, FT_BOOL, F_REQUIRED),
    LIST(struct team_dashboard, pipeline_by_stage, &stage_figures_record),
    LIST_AS(struct team_dashboard, "opportunities_by_owner", people, &owner_record),
    FIELD_AS(struct team_dashboard, "opportunities_by_owner_has_next", people_has_next, FT_BOOL, F_REQUIRED),
    FIELD_RECORD_AS(struct team_dashboard, "conversion_rates", steps, &conversion_record),
    FIELD_RECORD_AS(struct team_dashboard, "average_time_in_stage", steps, &stay_record),
    LIST(struct team_dashboard, revenue_forecast_by_month, &revenue_month_record),
};
RECORD(team_dashboard_record, "TeamDashboard", struct team_dashboard, team_dashboard_fields, NULL);

enum rc dashboard_team(struct cx *cx, const char *team_id, struct team_dashboard *of_team)
{
    struct dashboard dashboard;
    struct dashboard_revenue revenue;
    TRY(dashboard_of_team(cx, team_id, &dashboard, &of_team->team));
    TRY(dashboard_people(cx, &dashboard, &of_team->people));
    TRY(dashboard_revenue(cx, &dashboard, &revenue));
    struct dashboard_person sum = dashboard_sum(&of_team->people, NULL);
    of_team->team.member_count = sum.is_active;
    of_team->metrics = (struct team_metrics){
        .total_pipeline_value = sum.value,
        .weighted_pipeline_value = sum.weighted,
        .active_opportunities_count = sum.active,
        .expected_revenue_this_quarter = revenue.this_quarter,
        .team_win_rate = sum.win_rate,
        .average_deal_size = dashboard_ratio(sum.value, sum.active, 0),
    };
    of_team->revenue_forecast_by_month = revenue.forecast;
    of_team->people_has_next = of_team->people.count > LIST_ROWS_MAX;
    of_team->people.count = of_team->people_has_next ? LIST_ROWS_MAX : of_team->people.count;
    TRY(dashboard_stages(cx, &dashboard, &of_team->pipeline_by_stage));
    return dashboard_steps(cx, &dashboard, of_team->steps);
}

/* ---- the company's ---- */

static const struct field global_metric_fields[] = {
    MONEY(struct global_metrics, total_pipeline_value), MONEY(struct global_metrics, weighted_pipeline_value),
    COUNT(struct global_metrics, total_users),          COUNT(struct global_metrics, total_teams),
    COUNT(struct global_metrics, active_opportunities), MONEY(struct global_metrics, expected_revenue_this_year),
};
static RECORD(global_metrics_record, "GlobalMetrics", struct global_metrics, global_metric_fields, NULL);

static const struct field performance_fields[] = {
    FIELD_UUID(struct team_performance, team_id, F_REQUIRED), FIELD_TEXT(struct team_performance, team_name, F_REQUIRED, 0, 0),
    MONEY(struct team_performance, weighted_value),           SHARE(struct team_performance, win_rate),
    COUNT(struct team_performance, active_opportunities),
};
static RECORD(performance_record, "TeamPerformance", struct team_performance, performance_fields, NULL);

static const struct field performer_fields[] = {
    FIELD_AS(struct dashboard_person, "user_id", id, FT_UUID, F_REQUIRED),
    FIELD_TEXT(struct dashboard_person, name, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct dashboard_person, team, 0, 0, 0),
    FIELD_MONEY_AS(struct dashboard_person, "weighted_value", weighted, F_REQUIRED),
    SHARE(struct dashboard_person, win_rate),
};
static RECORD(performer_record, "Performer", struct dashboard_person, performer_fields, NULL);

static const struct field month_fields[] = {
    FIELD_TEXT(struct dashboard_month, month, F_REQUIRED, 0, 0),
    FIELD_AS(struct dashboard_month, "new_opportunities", created, FT_INT, F_REQUIRED),
    FIELD_AS(struct dashboard_month, "won_deals", won, FT_INT, F_REQUIRED),
    FIELD_AS(struct dashboard_month, "lost_deals", lost, FT_INT, F_REQUIRED),
    FIELD_MONEY_AS(struct dashboard_month, "total_value_won", won_total, F_REQUIRED),
};
static RECORD(month_record, "TrendMonth", struct dashboard_month, month_fields, NULL);

static const struct field global_fields[] = {
    FIELD_RECORD(struct global_dashboard, metrics, &global_metrics_record),
    LIST(struct global_dashboard, teams_performance, &performance_record),
    LIST(struct global_dashboard, top_performers, &performer_record),
    LIST(struct global_dashboard, revenue_by_sector, &sector_won_figures_record),
    LIST(struct global_dashboard, monthly_trend, &month_record),
};
RECORD(global_dashboard_record, "GlobalDashboard", struct global_dashboard, global_fields, NULL);

static void fill_teams(struct cx *cx, const struct list *teams, const struct list *people, struct list *performance)
{
    const struct dashboard_team *team = teams->rows;
    struct team_performance *rows = arena_array(cx->arena, teams->count + 1, sizeof *rows);
    for (size_t i = 0; i < teams->count; i++) {
        struct dashboard_person sum = dashboard_sum(people, team[i].id);
        rows[i] = (struct team_performance){team[i].id, team[i].name, sum.weighted, sum.win_rate, sum.active};
    }
    *performance = (struct list){rows, teams->count};
}

/* Whoever never had a deal is no performer. Takes the place of the people, of whom nobody asks any more. */
static void keep_performers(struct list *people)
{
    struct dashboard_person *rows = people->rows;
    size_t count = 0;
    for (size_t i = 0; i < people->count && count < TOP_PERFORMERS; i++) {
        if (rows[i].active + rows[i].won + rows[i].lost > 0) {
            rows[count++] = rows[i];
        }
    }
    people->count = count;
}

enum rc dashboard_global(struct cx *cx, struct global_dashboard *global)
{
    struct dashboard dashboard;
    struct list people, teams;
    struct dashboard_revenue revenue;
    TRY(dashboard_of_all(cx, &dashboard));
    TRY(dashboard_people(cx, &dashboard, &people));
    TRY(dashboard_teams(cx, &teams));
    TRY(dashboard_revenue(cx, &dashboard, &revenue));
    struct dashboard_person sum = dashboard_sum(&people, NULL);
    global->metrics = (struct global_metrics){
        .total_pipeline_value = sum.value,
        .weighted_pipeline_value = sum.weighted,
        .total_users = sum.is_active,
        .total_teams = (int64_t)teams.count,
        .active_opportunities = sum.active,
        .expected_revenue_this_year = revenue.this_year,
    };
    fill_teams(cx, &teams, &people, &global->teams_performance);
    keep_performers(&people);
    global->top_performers = people;
    TRY(dashboard_sectors(cx, &dashboard, sum.value, &global->revenue_by_sector));
    return dashboard_trend(cx, &dashboard, &global->monthly_trend);
}
