/* SPDX-License-Identifier: MIT
 *
 * The company of dashboard_fixture.h. */
#include "dashboard_fixture.h"

#include <check.h>
#include <stdlib.h>

#include "auth/session.h"
#include "base/str.h"
#include "base/time.h"
#include "store/db.h"
#include "tenant/tenant.h"

#define ID "00000000-0000-7000-8000-00000000"

struct company company;

const char *const company_team_ids[TEAMS] = {ID "a001", ID "a002", ID "a003", ID "a004"};
const char *const company_team_names[TEAMS] = {"Enterprise", "Midmarket", "Small", "Vacant"};
static const char *const stages[] = {"Prospection", "Qualification", "RFI", "RFQ", "Proposal", "Negotiation", "Closed"};
static const char *const statuses[] = {"Active", "Active", "Active", "Active", "Won", "Won", "Lost", "On Hold", "Cancelled"};
static const char *const sectors[] = {"'Data Center'", "'Commercial'", "'Industrial'", "'Special project'", "NULL"};

/* ---- a file at hand ---- */

static struct cx cx;
static uint64_t dice_state;
static int deal_number;

static void file_open(enum db_tx tx)
{
    world_enter(&cx, world.arena);
    cx.zone = "Europe/Paris";
    ck_assert_int_eq(db_begin(&cx, cx.db, tx), RC_OK);
}

static void file_close(void)
{
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
}

static void run(const char *sql)
{
    struct rows rows;
    ck_assert_msg(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows) == RC_OK, "%s", sql);
    enum rc rc = rows_next(&rows);
    ck_assert_msg(rc == RC_END, "%s: %d", sql, rc);
    rows_close(&rows);
}

void company_sql(const char *sql)
{
    file_open(TX_WRITE);
    run(sql);
    file_close();
}

const char *company_plan(const char *sql)
{
    struct rows rows;
    struct buf plan;
    buf_init(&plan, world.arena, 0);
    file_open(TX_READ);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    while (rows_next(&rows) == RC_OK) {
        buf_printf(&plan, "%s\n", rows_text(&rows, 3));
    }
    rows_close(&rows);
    file_close();
    return plan.data;
}

/* 0 to below - 1, the same ones in every run. */
static int64_t dice(int64_t below)
{
    dice_state = dice_state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((dice_state >> 33) % (uint64_t)below);
}

#define ONE_OF(array) (array)[dice((int64_t)(sizeof(array) / sizeof *(array)))]

static const char *day(int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(world.arena, text);
}

void company_setup(void)
{
    /* 1 April, 00:30 in Paris. */
    ck_assert_int_eq(setenv("VISIONCRM_TEST_NOW", "1774996200000", 1), 0);
    world_setup();
    dice_state = 42;
    deal_number = 0;
}

/* ---- people ---- */

void company_found(void)
{
    static const char *const roles[] = {"manager", "sales", "sales", "sales"};
    file_open(TX_WRITE);
    for (int i = 0; i < TEAMS; i++) {
        run(arena_printf(world.arena,
                         "INSERT INTO team (id, name, manager_id, created_at, updated_at) VALUES ('%s', '%s', NULL, 1, 1)",
                         company_team_ids[i], company_team_names[i]));
    }
    for (int i = 0; i < 13; i++) { /* number 12 has no team; 3 and 7 have left, 7 before it owned anything */
        const char *team = i == 12 ? "NULL" : arena_printf(world.arena, "'%s'", company_team_ids[i % 3]);
        run(arena_printf(
            world.arena,
            "INSERT INTO app_user (id, email, username, first_name, last_name, role, team_id, is_active, created_at,"
            " updated_at) VALUES ('" ID "b%03d', 'u%d@garage.test', 'u%d', 'User', 'Number %d', '%s', %s, %d, 1, 1)",
            i, i, i, i, roles[i / 3 % 4], team, i != 3 && i != 7));
    }
    run(arena_printf(world.arena, "UPDATE team SET manager_id = '" ID "b000' WHERE id IN ('%s', '%s')", company_team_ids[0],
                     company_team_ids[3]));
    run("UPDATE team SET name_key = text_key(name)");
    run("UPDATE app_user SET name_key = text_key(trim(first_name || ' ' || coalesce(last_name, '')))");
    file_close();
    company_read();
}

const char *company_cookie(const char *user_id)
{
    struct session_ticket ticket;
    file_open(TX_WRITE);
    ck_assert_int_eq(session_open(&cx, user_id, &ticket), RC_OK);
    file_close();
    return arena_printf(world.arena, "%s=%s", SESSION_COOKIE, ticket.secret);
}

/* ---- deals ---- */

static const char *an_owner(void)
{
    int64_t at;
    do {
        at = dice((int64_t)company.user_count);
    } while (at == 8); /* the one who never owned anything: after the tenant's owner */
    return company.users[at].id;
}

static bool is_closed(const char *status)
{
    return str_eq(status, "Won") || str_eq(status, "Lost") || str_eq(status, "Cancelled");
}

/* "col = value, …" of what depends on the status. */
static const char *worth(int64_t amount, int64_t created_day)
{
    const char *status = ONE_OF(statuses);
    int64_t today = zone_date(cx.zone, cx.now_ms);
    int64_t score = str_eq(status, "Won") ? 10000 : is_closed(status) && !str_eq(status, "Won") ? 0 : dice(21) * 500;
    int64_t weighted = amount * score / 10000;
    const char *closed =
        is_closed(status) ? arena_printf(world.arena, "'%s'", day(created_day + dice(today - created_day + 1))) : "NULL";
    return arena_printf(world.arena,
                        "original_amount = %lld, probability_score = %lld, weighted_amount = %lld, gross_margin_amount = %lld,"
                        " status = '%s', closed_date = %s",
                        (long long)amount, (long long)score, (long long)weighted, (long long)(weighted * dice(4000) / 10000),
                        status, closed);
}

static void add_stays(const char *id, int64_t at_ms)
{
    int64_t count = 1 + dice(6);
    for (int64_t i = 0; i < count; i++) {
        int64_t leave_ms = at_ms + dice(40 * MS_PER_DAY);
        bool last = i == count - 1;
        run(arena_printf(world.arena,
                         "INSERT INTO opportunity_stage (opportunity_id, stage, entered_at, left_at, lost)"
                         " VALUES ('%s', '%s', %lld, NULL, %lld)",
                         id, ONE_OF(stages), (long long)at_ms, (long long)(dice(4) == 0)));
        if (!last) {
            run(arena_printf(world.arena,
                             "UPDATE opportunity_stage SET left_at = %lld WHERE opportunity_id = '%s' AND left_at IS NULL",
                             (long long)leave_ms, id));
        }
        at_ms = leave_ms;
    }
}

void company_trade(int deals)
{
    static const char *const none = "'x', 'x', 'x', 'x', 0, 1, 1, 1, 1, 1, 1";
    file_open(TX_WRITE);
    int64_t today = zone_date(cx.zone, cx.now_ms);
    while (deals-- > 0) {
        const char *id = arena_printf(world.arena, ID "%04d", deal_number++);
        int64_t age_ms = dice(1100 * MS_PER_DAY), months = 1 + dice(40), start = today - 1000 + dice(1400);
        int64_t created = cx.now_ms - age_ms, created_day = zone_date(cx.zone, created);
        int64_t quiet_ms = dice(2) ? dice(40 * MS_PER_DAY) : 14 * MS_PER_DAY - dice(3) + 1;
        int64_t closing = dice(5) ? start + months * 30 : today + dice(31) - 15;
        run(arena_printf(
            world.arena,
            "INSERT INTO opportunity (id, project_name, owner_id, sector_type, original_amount,"
            " gross_margin_percentage, project_type, project_maturity, client_type, client_relationship,"
            " conservative_approach, project_type_coef, maturity_coef, client_type_coef, relationship_coef,"
            " conservative_coef, probability, probability_score, weighted_amount, gross_margin_amount, starting_date,"
            " closing_date, duration_months, status, stage, created_date, last_activity_at, created_at, updated_at)"
            " VALUES ('%s', 'Deal %d', '%s', %s, 1, 0, %s, 0, 0, 0, '%s', '%s', %lld, 'Active', '%s', '%s', %lld,"
            " %lld, 1)",
            id, deal_number, an_owner(), ONE_OF(sectors), none, day(start < closing ? start : closing), day(closing),
            (long long)months, ONE_OF(stages), day(created_day), (long long)(cx.now_ms - quiet_ms), (long long)created));
        run(arena_printf(world.arena, "UPDATE opportunity SET %s WHERE id = '%s'", worth(dice(1000000000), created_day), id));
        add_stays(id, created);
    }
    file_close();
    company_read();
}

void company_stir(int changes)
{
    file_open(TX_WRITE);
    while (changes-- > 0) {
        const struct deal *deal = &company.deals[dice((int64_t)company.deal_count)];
        int64_t created_day = zone_date(cx.zone, deal->created_at);
        const char *set[] = {
            arena_printf(world.arena, "UPDATE opportunity SET owner_id = '%s'", an_owner()),
            arena_printf(world.arena, "UPDATE opportunity SET %s", worth(dice(2000000000), created_day)),
            arena_printf(world.arena, "UPDATE opportunity SET stage = '%s', sector_type = %s", ONE_OF(stages), ONE_OF(sectors)),
            arena_printf(world.arena, "UPDATE opportunity SET duration_months = %lld", 1 + (long long)dice(30)),
            "DELETE FROM opportunity",
        };
        run(arena_printf(world.arena, "%s WHERE id = '%s'", ONE_OF(set), deal->id));
        run(arena_printf(world.arena,
                         "UPDATE opportunity_stage SET lost = 1 - lost WHERE opportunity_id = '%s' AND left_at IS NULL",
                         company.deals[dice((int64_t)company.deal_count)].id));
    }
    file_close();
    company_read();
}

/* ---- reading it back ---- */

static void read_deals(void)
{
    struct rows rows;
    const char *sql =
        "SELECT id, project_name, owner_id, coalesce(sector_type, ''), status, stage, starting_date, closing_date,"
        " created_date, closed_date, seq, original_amount, weighted_amount, gross_margin_amount, probability_score,"
        " duration_months, created_at, last_activity_at FROM opportunity ORDER BY seq";
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    for (company.deal_count = 0; rows_next(&rows) == RC_OK; company.deal_count++) {
        struct deal *deal = &company.deals[company.deal_count];
        const char **texts[] = {&deal->id,    &deal->name,     &deal->owner,   &deal->sector,       &deal->status,
                                &deal->stage, &deal->starting, &deal->closing, &deal->created_date, &deal->closed_date};
        int64_t *numbers[] = {&deal->seq,   &deal->amount, &deal->weighted,   &deal->margin,
                              &deal->score, &deal->months, &deal->created_at, &deal->last_activity_at};
        for (int i = 0; i < 10; i++) {
            *texts[i] = rows_text(&rows, i);
        }
        for (int i = 0; i < 8; i++) {
            *numbers[i] = rows_int(&rows, 10 + i);
        }
    }
    rows_close(&rows);
}

static void read_stays(void)
{
    struct rows rows;
    const char *sql = "SELECT opportunity_id, stage, entered_at, left_at, lost FROM opportunity_stage ORDER BY seq";
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    for (company.stay_count = 0; rows_next(&rows) == RC_OK; company.stay_count++) {
        company.stays[company.stay_count] =
            (struct stay){rows_text(&rows, 0), rows_text(&rows, 1), rows_int(&rows, 2), rows_int(&rows, 3), rows_int(&rows, 4)};
    }
    rows_close(&rows);
}

static void read_users(void)
{
    struct rows rows;
    const char *sql = "SELECT id, first_name || ' ' || last_name, team_id, is_active FROM app_user ORDER BY seq";
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    for (company.user_count = 0; rows_next(&rows) == RC_OK; company.user_count++) {
        company.users[company.user_count] =
            (struct colleague){rows_text(&rows, 0), rows_text(&rows, 1), rows_text(&rows, 2), rows_int(&rows, 3)};
    }
    rows_close(&rows);
}

void company_read(void)
{
    file_open(TX_READ);
    read_deals();
    read_stays();
    read_users();
    file_close();
}
