/* SPDX-License-Identifier: MIT
 *
 * Dashboards of the pipeline (pipeline API, section 7): one's own, a team's, the company's. What they say is lib/pipeline's. */
#include "pipeline/dashboard_answer.h"

#include "base/str.h"
#include "fcgi/api/rows.h"
#include "people/team.h"
#include "pipeline/forecast.h"

static enum rc dashboard_my_get(struct cx *cx)
{
    struct my_dashboard my;
    TRY(dashboard_my(cx, &my));
    return answer_record(cx, 200, &my_dashboard_record, &my);
}

static enum rc dashboard_team_get(struct cx *cx)
{
    struct team_dashboard of_team;
    TRY(dashboard_team(cx, path_id(cx, 0), &of_team));
    return answer_record(cx, 200, &team_dashboard_record, &of_team);
}

static enum rc dashboard_global_get(struct cx *cx)
{
    struct global_dashboard global;
    TRY(dashboard_global(cx, &global));
    return answer_record(cx, 200, &global_dashboard_record, &global);
}

enum { BY, OWNER, TEAM };
static const char *const periods[] = {"month", "quarter", NULL};
static const struct field forecast_query_fields[] = {
    {.name = "by", .type = FT_ENUM, .values = periods, .about = "`month` when left out"},
    {.name = "owner_id", .type = FT_UUID, .about = "Opportunities of this person only"},
    {.name = "team_id", .type = FT_UUID, .about = "Opportunities of this team only"},
    {.name = NULL},
};

static enum rc forecast_get(struct cx *cx)
{
    const char *by;
    struct forecast forecast;
    struct forecast_query query = {.owner_id = query_given(cx, &forecast_query_fields[OWNER]),
                                   .team_id = query_given(cx, &forecast_query_fields[TEAM])};
    TRY(team_refer(cx, "team_id", query.team_id));
    TRY(query_choice(cx, &forecast_query_fields[BY], &by)); /* tells all three */
    query.by_quarter = str_eq(by, periods[1]);
    TRY(forecast_read(cx, &query, &forecast));
    return answer_record(cx, 200, &forecast_record, &forecast);
}

static const struct route rows[] = {
    {DEAL_READ("/api/dashboard/my-dashboard", dashboard_my_get, "One's own deals: worth, forecast, what to follow up"),
     .out = &my_dashboard_record},
    {DEAL_ROW("GET", "/api/dashboard/team/{id}", dashboard_team_get, "A team's deals, by member, stage and time", PERM_MANAGER,
              TX_READ, RATE_READ),
     .label = "Team", .out = &team_dashboard_record},
    {DEAL_ROW("GET", "/api/dashboard/global", dashboard_global_get, "The company's deals, by team, person and sector",
              PERM_ADMIN, TX_READ, RATE_READ),
     .out = &global_dashboard_record},
    {DEAL_READ("/api/forecast", forecast_get, "What the deals that one sees are expected to bring, by month or quarter"),
     .query = forecast_query_fields, .out = &forecast_record},
    {.method = NULL},
};
const struct route_group dashboard_routes = {
    "Dashboards",
    "Figures of the sales pipeline as they are now. Open means Active; expected revenue counts Active deals weighted and Won "
    "ones in full, over twelve months from the current one. A deal is overdue without activity for 14 days (`no_activity`), "
    "past its closing date (`past_closing_date`), or `both`.",
    rows};
