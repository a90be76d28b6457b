/* SPDX-License-Identifier: MIT
 *
 * Dashboards of the pipeline (pipeline API, section 7): one's own, a team's, the company's. The figures are lib/pipeline's. */
#include "pipeline/dashboard.h"

#include "fcgi/api/rows.h"

#define TOP_PERFORMERS 10

/* ---- parts that several dashboards print ---- */

static void open_list(struct json *json, const char *key)
{
    json_key(json, key);
    json_array(json);
}

static void open_group(struct json *json, const char *key)
{
    json_key(json, key);
    json_object(json);
}

static void kv_share(struct json *json, const char *key, int64_t hundredths)
{
    json_key(json, key);
    json_decimal(json, hundredths, 2, 2);
}

static void write_pipeline(struct json *json, const struct dashboard_person *sum)
{
    json_kv_money(json, "total_pipeline_value", sum->value);
    json_kv_money(json, "weighted_pipeline_value", sum->weighted);
}

static enum rc write_stages(struct cx *cx, struct json *json, const struct dashboard *dashboard)
{
    struct dashboard_stage stages[DASHBOARD_STAGES];
    TRY(dashboard_stages(cx, dashboard, stages));
    open_list(json, "pipeline_by_stage");
    for (size_t i = 0; i < DASHBOARD_STAGES; i++) {
        json_object(json);
        json_kv_text(json, "stage", stages[i].stage);
        json_kv_int(json, "count", stages[i].count);
        json_kv_money(json, "total_value", stages[i].total_value);
        json_kv_money(json, "weighted_value", stages[i].weighted_value);
        json_object_end(json);
    }
    json_array_end(json);
    return RC_OK;
}

static void write_forecast(struct json *json, const struct dashboard_revenue *revenue)
{
    open_list(json, "revenue_forecast_by_month");
    for (size_t i = 0; i < DASHBOARD_MONTHS; i++) {
        json_object(json);
        json_kv_int(json, "year", revenue->forecast[i].year);
        json_kv_int(json, "month", revenue->forecast[i].month);
        json_kv_money(json, "sales_amount", revenue->forecast[i].sales);
        json_kv_money(json, "gross_margin_amount", revenue->forecast[i].margin);
        json_object_end(json);
    }
    json_array_end(json);
}

/* The largest sectors with their share of the active value `total`. One's own list is about active deals; the company's names
 * won ones beside them. */
static enum rc write_sectors(struct cx *cx, struct json *json, const struct dashboard *dashboard, int64_t total,
                             const char *key, bool won)
{
    struct list sectors;
    TRY(dashboard_sectors(cx, dashboard, &sectors));
    const struct dashboard_sector *rows = sectors.rows;
    open_list(json, key);
    for (size_t i = 0; i < sectors.count; i++) {
        if (rows[i].count == 0 && !won) {
            continue;
        }
        json_object(json);
        json_kv_text(json, "sector", rows[i].sector);
        json_kv_int(json, "count", rows[i].count);
        json_kv_money(json, "total_value", rows[i].total_value);
        json_kv_money(json, "weighted_value", rows[i].weighted_value);
        json_key(json, "percentage");
        json_decimal(json, dashboard_ratio(rows[i].total_value, total, 3), 1, 1);
        if (won) {
            json_kv_int(json, "won_count", rows[i].won);
            json_kv_money(json, "won_value", rows[i].won_value);
        }
        json_object_end(json);
    }
    json_array_end(json);
    return RC_OK;
}

/* ---- one's own ---- */

static void write_my_metrics(const struct cx *cx, struct json *json, const struct dashboard_person *sum,
                             const struct dashboard_revenue *revenue, int64_t closing_count)
{
    open_group(json, "metrics");
    write_pipeline(json, sum);
    json_kv_int(json, "active_opportunities_count", sum->active);
    json_kv_money(json, "expected_revenue_this_month", revenue->this_month);
    json_kv_money(json, "expected_revenue_this_quarter", revenue->this_quarter);
    json_kv_money(json, "expected_revenue_this_year", revenue->this_year);
    kv_share(json, "win_rate", dashboard_win_rate(sum));
    json_kv_money(json, "average_deal_size", dashboard_ratio(sum->value, sum->active, 0));
    json_kv_int(json, "average_days_in_pipeline", dashboard_age_days(cx, sum));
    json_kv_int(json, "opportunities_closing_this_month", closing_count);
    json_object_end(json);
}

static void write_deal_members(struct json *json, const struct dashboard_deal *deal)
{
    json_kv_text(json, "id", deal->id);
    json_kv_text(json, "project_name", deal->project_name);
    json_kv_money(json, "original_amount", deal->original_amount);
    json_kv_money(json, "weighted_amount", deal->weighted_amount);
    json_key(json, "probability_score");
    json_decimal(json, deal->probability_score, 4, 2);
    json_kv_text(json, "stage", deal->stage);
    json_kv_text(json, "closing_date", deal->closing_date);
}

static void write_deals(struct json *json, const char *key, const struct list *deals)
{
    const struct dashboard_deal *rows = deals->rows;
    open_list(json, key);
    for (size_t i = 0; i < deals->count; i++) {
        json_object(json);
        write_deal_members(json, &rows[i]);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_overdue(const struct cx *cx, struct json *json, const struct dashboard *dashboard, const struct list *deals)
{
    const struct dashboard_deal *rows = deals->rows;
    open_list(json, "overdue_followups");
    for (size_t i = 0; i < deals->count; i++) {
        json_object(json);
        write_deal_members(json, &rows[i]);
        json_kv_time(json, "last_activity_at", rows[i].last_activity_at);
        json_kv_int(json, "days_since_activity", dashboard_quiet_days(cx, &rows[i]));
        json_kv_text(json, "reason", dashboard_reason(cx, dashboard, &rows[i]));
        json_object_end(json);
    }
    json_array_end(json);
}

static enum rc write_win_loss(struct cx *cx, struct json *json, const struct dashboard *dashboard)
{
    struct dashboard_month trend[DASHBOARD_MONTHS];
    TRY(dashboard_trend(cx, dashboard, trend));
    open_list(json, "win_loss_trend");
    for (size_t i = 0; i < DASHBOARD_MONTHS; i++) {
        json_object(json);
        json_kv_text(json, "period", trend[i].month);
        json_kv_int(json, "won", trend[i].won);
        json_kv_int(json, "lost", trend[i].lost);
        kv_share(json, "win_rate", dashboard_ratio(trend[i].won, trend[i].won + trend[i].lost, 2));
        json_object_end(json);
    }
    json_array_end(json);
    return RC_OK;
}

static enum rc dashboard_my_get(struct cx *cx)
{
    struct dashboard dashboard;
    struct list people;
    struct dashboard_revenue revenue;
    struct dashboard_deals deals;
    TRY(dashboard_mine(cx, &dashboard));
    TRY(dashboard_people(cx, &dashboard, &people));
    TRY(dashboard_revenue(cx, &dashboard, &revenue));
    TRY(dashboard_deals(cx, &dashboard, &deals));
    struct dashboard_person sum = dashboard_sum(&people, NULL);
    struct json *json = answer(cx, 200);
    json_object(json);
    write_my_metrics(cx, json, &sum, &revenue, deals.closing_count);
    TRY(write_stages(cx, json, &dashboard));
    write_forecast(json, &revenue);
    TRY(write_sectors(cx, json, &dashboard, sum.value, "opportunities_by_sector", false));
    write_deals(json, "top_opportunities", &deals.top);
    write_deals(json, "closing_this_month", &deals.closing);
    write_overdue(cx, json, &dashboard, &deals.overdue);
    TRY(write_win_loss(cx, json, &dashboard));
    json_object_end(json);
    return RC_OK;
}

/* ---- a team's ---- */

static void write_team(struct json *json, const struct dashboard_team *team, int64_t members)
{
    open_group(json, "team");
    json_kv_text(json, "id", team->id);
    json_kv_text(json, "name", team->name);
    json_kv_text(json, "manager_id", team->manager_id);
    json_kv_int(json, "member_count", members);
    json_object_end(json);
}

static void write_team_metrics(struct json *json, const struct dashboard_person *sum, const struct dashboard_revenue *revenue)
{
    open_group(json, "metrics");
    write_pipeline(json, sum);
    json_kv_int(json, "active_opportunities_count", sum->active);
    json_kv_money(json, "expected_revenue_this_quarter", revenue->this_quarter);
    kv_share(json, "team_win_rate", dashboard_win_rate(sum));
    json_kv_money(json, "average_deal_size", dashboard_ratio(sum->value, sum->active, 0));
    json_object_end(json);
}

/* Ends a list of people that shows the first of them. */
static void end_people(struct json *json, const char *has_next, const struct list *people)
{
    json_array_end(json);
    json_kv_bool(json, has_next, people->count > LIST_ROWS_MAX);
}

static void write_members(struct json *json, const struct list *people)
{
    const struct dashboard_person *rows = people->rows;
    open_list(json, "member_performance");
    for (size_t i = 0; i < people->count && i < LIST_ROWS_MAX; i++) {
        json_object(json);
        json_kv_text(json, "user_id", rows[i].id);
        json_kv_text(json, "name", rows[i].name);
        json_kv_int(json, "active_opportunities", rows[i].active);
        json_kv_money(json, "pipeline_value", rows[i].value);
        json_kv_money(json, "weighted_value", rows[i].weighted);
        kv_share(json, "win_rate", dashboard_win_rate(&rows[i]));
        json_kv_int(json, "deals_won", rows[i].won);
        json_kv_int(json, "deals_lost", rows[i].lost);
        json_object_end(json);
    }
    end_people(json, "member_performance_has_next", people);
}

static void write_owners(struct json *json, const struct list *people)
{
    const struct dashboard_person *rows = people->rows;
    open_list(json, "opportunities_by_owner");
    for (size_t i = 0; i < people->count && i < LIST_ROWS_MAX; i++) {
        json_object(json);
        json_kv_text(json, "user_id", rows[i].id);
        json_kv_text(json, "name", rows[i].name);
        json_kv_int(json, "count", rows[i].active);
        json_kv_money(json, "weighted_value", rows[i].weighted);
        json_object_end(json);
    }
    end_people(json, "opportunities_by_owner_has_next", people);
}

static enum rc write_steps(struct cx *cx, struct json *json, const struct dashboard *dashboard)
{
    static const char *const ways[DASHBOARD_STEPS] = {"prospection_to_rfi", "rfi_to_rfq", "rfq_to_negotiation",
                                                      "negotiation_to_closed"};
    static const char *const stays[DASHBOARD_STEPS] = {"prospection", "rfi", "rfq", "negotiation"};
    struct dashboard_step steps[DASHBOARD_STEPS];
    TRY(dashboard_steps(cx, dashboard, steps));
    open_group(json, "conversion_rates");
    for (size_t i = 0; i < DASHBOARD_STEPS; i++) {
        kv_share(json, ways[i], steps[i].conversion);
    }
    json_object_end(json);
    open_group(json, "average_time_in_stage");
    for (size_t i = 0; i < DASHBOARD_STEPS; i++) {
        json_kv_int(json, stays[i], steps[i].average_days);
    }
    json_object_end(json);
    return RC_OK;
}

static enum rc dashboard_team_get(struct cx *cx)
{
    struct dashboard dashboard;
    struct dashboard_team team;
    struct list people;
    struct dashboard_revenue revenue;
    TRY(dashboard_of_team(cx, path_id(cx, 0), &dashboard, &team));
    TRY(dashboard_people(cx, &dashboard, &people));
    TRY(dashboard_revenue(cx, &dashboard, &revenue));
    struct dashboard_person sum = dashboard_sum(&people, NULL);
    struct json *json = answer(cx, 200);
    json_object(json);
    write_team(json, &team, sum.is_active);
    write_team_metrics(json, &sum, &revenue);
    write_members(json, &people);
    TRY(write_stages(cx, json, &dashboard));
    write_owners(json, &people);
    TRY(write_steps(cx, json, &dashboard));
    write_forecast(json, &revenue);
    json_object_end(json);
    return RC_OK;
}

/* ---- the company's ---- */

static void write_global_metrics(struct json *json, const struct dashboard_person *sum, size_t teams,
                                 const struct dashboard_revenue *revenue)
{
    open_group(json, "metrics");
    write_pipeline(json, sum);
    json_kv_int(json, "total_users", sum->is_active);
    json_kv_int(json, "total_teams", (int64_t)teams);
    json_kv_int(json, "active_opportunities", sum->active);
    json_kv_money(json, "expected_revenue_this_year", revenue->this_year);
    json_object_end(json);
}

static void write_teams(struct json *json, const struct list *teams, const struct list *people)
{
    const struct dashboard_team *rows = teams->rows;
    open_list(json, "teams_performance");
    for (size_t i = 0; i < teams->count; i++) {
        struct dashboard_person sum = dashboard_sum(people, rows[i].id);
        json_object(json);
        json_kv_text(json, "team_id", rows[i].id);
        json_kv_text(json, "team_name", rows[i].name);
        json_kv_money(json, "weighted_value", sum.weighted);
        kv_share(json, "win_rate", dashboard_win_rate(&sum));
        json_kv_int(json, "active_opportunities", sum.active);
        json_object_end(json);
    }
    json_array_end(json);
}

/* Whoever never had a deal is no performer. */
static void write_performers(struct json *json, const struct list *people)
{
    const struct dashboard_person *rows = people->rows;
    size_t written = 0;
    open_list(json, "top_performers");
    for (size_t i = 0; i < people->count && written < TOP_PERFORMERS; i++) {
        if (rows[i].active + rows[i].won + rows[i].lost == 0) {
            continue;
        }
        json_object(json);
        json_kv_text(json, "user_id", rows[i].id);
        json_kv_text(json, "name", rows[i].name);
        json_kv_text(json, "team", rows[i].team);
        json_kv_money(json, "weighted_value", rows[i].weighted);
        kv_share(json, "win_rate", dashboard_win_rate(&rows[i]));
        json_object_end(json);
        written++;
    }
    json_array_end(json);
}

static enum rc write_monthly(struct cx *cx, struct json *json, const struct dashboard *dashboard)
{
    struct dashboard_month trend[DASHBOARD_MONTHS];
    TRY(dashboard_trend(cx, dashboard, trend));
    open_list(json, "monthly_trend");
    for (size_t i = 0; i < DASHBOARD_MONTHS; i++) {
        json_object(json);
        json_kv_text(json, "month", trend[i].month);
        json_kv_int(json, "new_opportunities", trend[i].created);
        json_kv_int(json, "won_deals", trend[i].won);
        json_kv_int(json, "lost_deals", trend[i].lost);
        json_kv_money(json, "total_value_won", trend[i].won_total);
        json_object_end(json);
    }
    json_array_end(json);
    return RC_OK;
}

static enum rc dashboard_global_get(struct cx *cx)
{
    struct dashboard dashboard;
    struct list people, teams;
    struct dashboard_revenue revenue;
    TRY(dashboard_of_all(cx, &dashboard));
    TRY(dashboard_people(cx, &dashboard, &people));
    TRY(dashboard_teams(cx, &teams));
    TRY(dashboard_revenue(cx, &dashboard, &revenue));
    struct dashboard_person sum = dashboard_sum(&people, NULL);
    struct json *json = answer(cx, 200);
    json_object(json);
    write_global_metrics(json, &sum, teams.count, &revenue);
    write_teams(json, &teams, &people);
    write_performers(json, &people);
    TRY(write_sectors(cx, json, &dashboard, sum.value, "revenue_by_sector", true));
    TRY(write_monthly(cx, json, &dashboard));
    json_object_end(json);
    return RC_OK;
}

static const struct route rows[] = {
    {DEAL_READ("/api/dashboard/my-dashboard", dashboard_my_get, "One's own deals: worth, forecast, what to follow up"),
     .shape = "MyDashboard"},
    {DEAL_ROW("GET", "/api/dashboard/team/{id}", dashboard_team_get, "A team's deals, by member, stage and time", PERM_MANAGER,
              TX_READ, RATE_READ),
     .label = "Team", .shape = "TeamDashboard"},
    {DEAL_ROW("GET", "/api/dashboard/global", dashboard_global_get, "The company's deals, by team, person and sector",
              PERM_ADMIN, TX_READ, RATE_READ),
     .shape = "GlobalDashboard"},
    {.method = NULL},
};
const struct route_group dashboard_routes = {
    "Dashboards",
    "Figures of the sales pipeline as they are now. Open means Active; expected revenue counts Active deals weighted and Won "
    "ones in full, over twelve months from the current one. A deal is overdue without activity for 14 days (`no_activity`), "
    "past its closing date (`past_closing_date`), or `both`.",
    rows};
