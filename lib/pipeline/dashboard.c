/* SPDX-License-Identifier: MIT
 *
 * Whom a dashboard is about, and the sums over them. dashboard_time.c has what happens over time, dashboard_deals.c the lists. */
#include "pipeline/dashboard.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "pipeline/access.h"
#include "pipeline/opportunity.h"

static const struct field team_fields[] = {
    FIELD_UUID(struct dashboard_team, id, 0),
    FIELD_TEXT(struct dashboard_team, name, 0, 0, 0),
    FIELD_UUID(struct dashboard_team, manager_id, 0),
};
static RECORD(team_row, "Team", struct dashboard_team, team_fields, NULL);

static const struct field person_fields[] = {
    FIELD_UUID(struct dashboard_person, id, 0),
    FIELD_TEXT(struct dashboard_person, name, 0, 0, 0),
    FIELD_UUID(struct dashboard_person, team_id, 0),
    FIELD_TEXT(struct dashboard_person, team, 0, 0, 0),
    FIELD_BOOL(struct dashboard_person, is_active, 0),
    FIELD_INT(struct dashboard_person, active, 0, 0, 0),
    FIELD_INT(struct dashboard_person, value, 0, 0, 0),
    FIELD_INT(struct dashboard_person, weighted, 0, 0, 0),
    FIELD_INT(struct dashboard_person, created_sum, 0, 0, 0),
    FIELD_INT(struct dashboard_person, won, 0, 0, 0),
    FIELD_INT(struct dashboard_person, lost, 0, 0, 0),
};
static RECORD(person_row, "Person", struct dashboard_person, person_fields, NULL);

/* ---- whom it is about ---- */

static void set_clock(const struct cx *cx, struct dashboard *dashboard)
{
    int day;
    dashboard->today = zone_date(cx->zone, cx->now_ms);
    date_parts(dashboard->today, &dashboard->year, &dashboard->month, &day);
}

#define SECTORS_MAX 1000

enum rc dashboard_mine(struct cx *cx, struct dashboard *dashboard)
{
    dashboard->owners = arena_printf(cx->arena, "[\"%s\"]", cx->user->id);
    set_clock(cx, dashboard);
    return RC_OK;
}

enum rc dashboard_of_team(struct cx *cx, const char *team_id, struct dashboard *dashboard, struct dashboard_team *team)
{
    struct access access;
    TRY(access_of(cx, &access));
    enum rc rc = db_get(cx, SQL_DASHBOARD_TEAM, ARGS(ARG_T("id", team_id), ACCESS_ARGS(&access)), &team_row, team);
    if (rc == RC_NOT_FOUND) {
        return fault_not_found(cx, "Team");
    }
    TRY(rc);
    TRY(db_text(cx, SQL_DASHBOARD_MEMBERS, ARGS(ARG_T("team_id", team->id)), &dashboard->owners));
    set_clock(cx, dashboard);
    return RC_OK;
}

enum rc dashboard_of_all(struct cx *cx, struct dashboard *dashboard)
{
    TRY(db_text(cx, SQL_DASHBOARD_EVERYBODY, NO_ARGS, &dashboard->owners));
    set_clock(cx, dashboard);
    return RC_OK;
}

enum rc dashboard_of_chosen(struct cx *cx, const char *owner_id, const char *team_id, struct dashboard *dashboard)
{
    struct access access;
    TRY(access_of(cx, &access));
    TRY(db_text(cx, SQL_DASHBOARD_CHOSEN, ARGS(ACCESS_ARGS(&access), ARG_T("owner_id", owner_id), ARG_T("team_id", team_id)),
                &dashboard->owners));
    set_clock(cx, dashboard);
    return RC_OK;
}

enum rc dashboard_teams(struct cx *cx, struct list *teams)
{
    return db_all(cx, SQL_DASHBOARD_TEAMS, NO_ARGS, &team_row, teams);
}

/* ---- sums ---- */

int64_t dashboard_ratio(int64_t part, int64_t whole, int scale)
{
    int64_t unit = 1, ratio = 0;
    while (scale-- > 0) {
        unit *= 10;
    }
    return whole > 0 && money_muldiv(part, unit, whole, &ratio) ? ratio : 0;
}

static int64_t win_rate(const struct dashboard_person *person)
{
    return dashboard_ratio(person->won, person->won + person->lost, 2);
}

enum rc dashboard_people(struct cx *cx, const struct dashboard *dashboard, struct list *people)
{
    TRY(db_all(cx, SQL_DASHBOARD_PEOPLE, ARGS(ARG_T("owners", dashboard->owners)), &person_row, people));
    struct dashboard_person *rows = people->rows;
    for (size_t i = 0; i < people->count; i++) {
        rows[i].win_rate = win_rate(&rows[i]);
    }
    return RC_OK;
}

struct dashboard_person dashboard_sum(const struct list *people, const char *team_id)
{
    struct dashboard_person sum = {0};
    const struct dashboard_person *rows = people->rows;
    for (size_t i = 0; i < people->count; i++) {
        if (!team_id || str_eq(rows[i].team_id, team_id)) {
            sum.is_active += rows[i].is_active;
            sum.active += rows[i].active;
            sum.value += rows[i].value;
            sum.weighted += rows[i].weighted;
            sum.created_sum += rows[i].created_sum;
            sum.won += rows[i].won;
            sum.lost += rows[i].lost;
        }
    }
    sum.win_rate = win_rate(&sum);
    return sum;
}

int64_t dashboard_age_days(const struct cx *cx, const struct dashboard_person *person)
{
    return dashboard_ratio(cx->now_ms / 1000 * person->active - person->created_sum, person->active * (MS_PER_DAY / 1000), 0);
}

enum rc dashboard_stages(struct cx *cx, const struct dashboard *dashboard, struct list *stages)
{
    struct list found;
    TRY(db_all(cx, SQL_DASHBOARD_STAGES, ARGS(ARG_T("owners", dashboard->owners)), &stage_figures_record, &found));
    figures_of_stages(cx, &found, stages);
    return RC_OK;
}

enum rc dashboard_sectors(struct cx *cx, const struct dashboard *dashboard, int64_t total, struct list *sectors)
{
    TRY(db_first(cx, SQL_DASHBOARD_SECTORS, ARGS(ARG_T("owners", dashboard->owners)), &sector_won_figures_record, SECTORS_MAX,
                 sectors));
    struct sector_figures *rows = sectors->rows;
    for (size_t i = 0; i < sectors->count; i++) {
        rows[i].percentage = dashboard_ratio(rows[i].total_value, total, 3);
    }
    return RC_OK;
}
