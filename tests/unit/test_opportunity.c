/* SPDX-License-Identifier: MIT
 *
 * What the schema keeps beside the deals: counts, months and revenue by owner, counts of the company, and of each deal its
 * team and its client's name. After every few of
 * several hundred random writes through the API they are worked out anew here, deal by deal, and compared. */
#include <check.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "pipeline/opportunity.h"
#include "pipeline/revenue.h"
#include "request_fixture.h"
#include "tenant/tenant.h"

Suite *suite_opportunity(void);

#define STEPS 300
#define CHECK_EVERY 25
#define OWNERS 4
#define TEAMS 2
#define CLIENTS 3
#define CELLS_MAX 2000
#define MONTHS (12 * 20)
#define FIRST_MONTH (12 * 2015)

static const char *owners[OWNERS];
static const char *teams[TEAMS];
static const char *clients[CLIENTS + 1]; /* as JSON: ids in quotes, and null */
static const char *difference;           /* the last one found; NULL: none */

/* ---- the tenant's file, behind the API ---- */

static void enter(struct cx *cx, struct arena *arena)
{
    world_enter(cx, arena);
}

static void leave(struct cx *cx)
{
    world_leave(cx);
}

static void run_sql(const char *sql)
{
    struct cx cx;
    struct rows rows;
    enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_END);
    rows_close(&rows);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    leave(&cx);
}

static int64_t sql_int(struct cx *cx, const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    int64_t value = rows_int(&rows, 0);
    rows_close(&rows);
    return value;
}

static void add_people(void)
{
    for (size_t i = 0; i < TEAMS; i++) {
        teams[i] = uuid_new(world.arena);
        run_sql(arena_printf(world.arena, "INSERT INTO team (id, name, created_at, updated_at) VALUES ('%s', 'Team %zu', 0, 0)",
                             teams[i], i));
    }
    for (size_t i = 0; i < CLIENTS; i++) {
        const char *id = uuid_new(world.arena);
        clients[i] = arena_printf(world.arena, "\"%s\"", id);
        run_sql(arena_printf(world.arena, "INSERT INTO client (id, name, created_at, updated_at) VALUES ('%s', 'C%zu', 0, 0)",
                             id, i));
    }
    clients[CLIENTS] = "null";
    owners[0] = remembered("owner");
    for (size_t i = 1; i < OWNERS; i++) {
        owners[i] = uuid_new(world.arena);
        run_sql(arena_printf(
            world.arena,
            "INSERT INTO app_user (id, email, username, first_name, role, team_id, is_active, created_at, updated_at)"
            " VALUES ('%s', 'u%zu@garage.test', 'u%zu', 'U%zu', 'sales', '%s', 1, 0, 0)",
            owners[i], i, i, i, teams[i % TEAMS]));
    }
}

/* ---- random writes ---- */

static const char *pick(const char *const *from)
{
    size_t count = 0;
    while (from[count]) {
        count++;
    }
    ck_assert_uint_gt(count, 0);
    return from[(size_t)rand() % count];
}

static const char *any_stage(void)
{
    return stage_machine.statuses[(size_t)rand() % stage_machine.status_count].name;
}

static const char *any_status(void)
{
    return opportunity_machine.statuses[(size_t)rand() % opportunity_machine.status_count].name;
}

static const char *const sectors[] = {"null", "\"Data Center\"", "\"Commercial\"", "\"Port\"", NULL};
static const char *const maturities[] = {"Prospection", "RFI", "RFQ", "Negotiation", NULL};

static const char *random_date(void)
{
    char text[DATE_LEN];
    date_format(date_from_parts(2022, 1, 1) + rand() % 1000, text);
    return arena_strdup(world.arena, text);
}

static const char *later_date(void)
{
    char text[DATE_LEN];
    date_format(date_from_parts(2024, 10, 1) + rand() % 2000, text);
    return arena_strdup(world.arena, text);
}

/* The id of a deal, or NULL when there is none. */
static const char *random_deal(void)
{
    struct cx cx;
    struct rows rows;
    const char *id = NULL;
    enter(&cx, world.arena);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, "SELECT id FROM opportunity ORDER BY random() LIMIT 1", NO_ARGS, &rows),
                     RC_OK);
    if (rows_next(&rows) == RC_OK) {
        id = rows_text(&rows, 0);
    }
    rows_close(&rows);
    leave(&cx);
    return id;
}

static void expect(int status, const char *method, const char *path, const char *body)
{
    int got = send_request(method, path, body);
    ck_assert_msg(got == status, "%s %s %s: %d %s", method, path, body, got, answer_body());
}

static void add_deal(void)
{
    const char *body = arena_printf(
        world.arena,
        "{\"project_name\":\"D\",\"owner_id\":\"%s\",\"original_amount\":%d.%02d,\"gross_margin_percentage\":0.%04d,"
        "\"project_type\":\"One-time service\",\"project_maturity\":\"%s\",\"client_type\":\"New\",\"client_relationship\":\"2 "
        "- Medium\","
        "\"sector_type\":%s,\"client_id\":%s,\"status\":\"%s\",\"starting_date\":\"%s\",\"closing_date\":\"%s\"}",
        owners[rand() % OWNERS], rand() % 1000000, rand() % 100, rand() % 10000, pick(maturities), pick(sectors),
        clients[rand() % (CLIENTS + 1)], any_status(), random_date(), later_date());
    expect(201, "POST", "/api/opportunities", body);
}

static void change_deal(const char *path)
{
    struct arena *arena = world.arena;
    const char *const bodies[] = {
        arena_printf(arena, "{\"original_amount\":%d,\"gross_margin_percentage\":0.%03d}", rand() % 1000000, rand() % 1000),
        arena_printf(arena, "{\"owner_id\":\"%s\"}", owners[rand() % OWNERS]),
        arena_printf(arena, "{\"sector_type\":%s,\"stage\":\"%s\"}", pick(sectors), any_stage()),
        arena_printf(arena, "{\"status\":\"%s\",\"project_maturity\":\"%s\"}", any_status(), pick(maturities)),
        arena_printf(arena, "{\"starting_date\":\"%s\",\"closing_date\":\"%s\"}", random_date(), later_date()),
        arena_printf(arena, "{\"win_probability_override\":%s}", rand() % 2 ? "null" : "0.77"),
        arena_printf(arena, "{\"client_id\":%s}", clients[rand() % (CLIENTS + 1)]),
        "{\"update_notes\":\"nothing that counts\"}",
        NULL,
    };
    expect(200, "PUT", path, pick(bodies));
}

static void change_coefficient(void)
{
    struct cx cx;
    struct rows rows;
    enter(&cx, world.arena);
    const char *sql = arena_printf(world.arena, "SELECT id FROM coefficient WHERE seq = %d", 3 + rand() % 4);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    const char *path = arena_printf(world.arena, "/api/coefficients/%s", rows_text(&rows, 0));
    rows_close(&rows);
    leave(&cx);
    expect(200, "PUT", path, arena_printf(world.arena, "{\"coefficient\":0.%02d}", 1 + rand() % 99));
}

static void rename_client(void)
{
    const char *id = clients[rand() % CLIENTS];
    expect(200, "PUT", arena_printf(world.arena, "/api/clients/%.36s", id + 1),
           arena_printf(world.arena, "{\"name\":\"Client %d\"}", rand()));
}

static void random_step(void)
{
    const char *id = random_deal();
    int dice = rand() % 21;
    if (!id || dice < 5) {
        add_deal();
        return;
    }
    const char *path = arena_printf(world.arena, "/api/opportunities/%s", id);
    if (dice < 12) {
        change_deal(path);
    } else if (dice < 15) {
        const char *body = arena_printf(world.arena, "{\"status\":\"%s\",\"notes\":\"x\"}", any_status());
        expect(200, "PUT", arena_printf(world.arena, "%s/status", path), body);
    } else if (dice == 15) {
        expect(204, "DELETE", path, NULL);
    } else if (dice == 16) {
        expect(201, "POST", arena_printf(world.arena, "%s/duplicate", path), "{}");
    } else if (dice == 17) {
        run_sql(arena_printf(world.arena, "UPDATE app_user SET team_id = %s WHERE id = '%s'",
                             rand() % 3 ? arena_printf(world.arena, "'%s'", teams[rand() % TEAMS]) : "NULL",
                             owners[rand() % OWNERS]));
    } else if (dice == 18) {
        const char *body = arena_printf(
            world.arena, "{\"opportunity_ids\":[\"%s\",\"%s\"],\"updates\":{\"owner_id\":\"%s\",\"status\":\"%s\"}}", id,
            random_deal(), owners[rand() % OWNERS], any_status());
        expect(200, "POST", "/api/opportunities/bulk-update", body);
    } else if (dice == 19) {
        rename_client();
    } else {
        change_coefficient();
    }
}

/* ---- comparing ---- */

/* One row of an aggregate: its key and four sums. */
struct cell {
    const char *key;
    int64_t sums[4];
};
struct cells {
    struct cell all[CELLS_MAX];
    size_t count;
};

static void add(struct cells *cells, const char *key, const int64_t sums[4])
{
    size_t i = 0;
    while (i < cells->count && strcmp(cells->all[i].key, key) != 0) {
        i++;
    }
    ck_assert_uint_lt(i, CELLS_MAX);
    cells->count = i == cells->count ? i + 1 : cells->count;
    cells->all[i].key = key;
    for (size_t s = 0; s < 4; s++) {
        cells->all[i].sums[s] += sums[s];
    }
}

/* Reads "key, sum, sum, sum, sum" and takes it off what was worked out: everything must come to nothing. */
static void compare(struct cx *cx, const char *sql, struct cells *worked_out)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    while (rows_next(&rows) == RC_OK) {
        const int64_t sums[4] = {-rows_int(&rows, 1), -rows_int(&rows, 2), -rows_int(&rows, 3), -rows_int(&rows, 4)};
        add(worked_out, rows_text(&rows, 0), sums);
    }
    rows_close(&rows);
    for (size_t i = 0; i < worked_out->count; i++) {
        for (size_t s = 0; s < 4; s++) {
            if (worked_out->all[i].sums[s] != 0) {
                difference = arena_printf(world.arena, "%s: sum %zu is off by %lld", worked_out->all[i].key, s,
                                          (long long)worked_out->all[i].sums[s]);
            }
        }
    }
}

static void read_deals(struct cx *cx, struct list *deals)
{
    struct rows rows;
    struct opportunity *all = arena_array(cx->arena, 1000, sizeof *all);
    *deals = (struct list){all, 0};
    ck_assert_int_eq(rows_open_text(cx, DB_TENANT, "SELECT * FROM opportunity", NO_ARGS, &rows), RC_OK);
    while (rows_next(&rows) == RC_OK) {
        ck_assert_uint_lt(deals->count, 1000);
        rows_record(&rows, &opportunity_record, &all[deals->count++]);
    }
    rows_close(&rows);
}

static void check_stat(struct cx *cx, const struct list *deals)
{
    struct cells *cells = arena_alloc(cx->arena, sizeof *cells);
    const struct opportunity *deal = deals->rows;
    for (size_t i = 0; i < deals->count; i++, deal++) {
        const int64_t sums[4] = {1, deal->original_amount, deal->weighted_amount, deal->created_at / 1000};
        add(cells,
            arena_printf(cx->arena, "%s|%s|%s|%s", deal->owner_id, deal->status, deal->stage,
                         deal->sector_type ? deal->sector_type : ""),
            sums);
    }
    compare(cx,
            "SELECT owner_id || '|' || status || '|' || stage || '|' || sector_type, deals, total, weighted, created_sum"
            " FROM opportunity_stat",
            cells);
}

static void check_total(struct cx *cx, const struct list *deals)
{
    struct cells *cells = arena_alloc(cx->arena, sizeof *cells);
    const struct opportunity *deal = deals->rows;
    for (size_t i = 0; i < deals->count; i++, deal++) {
        const int64_t sums[4] = {1};
        add(cells, arena_printf(cx->arena, "%s|%s|%s", deal->status, deal->stage, deal->sector_type ? deal->sector_type : ""),
            sums);
    }
    compare(cx, "SELECT status || '|' || stage || '|' || sector_type, deals, 0, 0, 0 FROM opportunity_total", cells);
}

static void check_months(struct cx *cx, const struct list *deals)
{
    struct cells *cells = arena_alloc(cx->arena, sizeof *cells);
    const struct opportunity *deal = deals->rows;
    for (size_t i = 0; i < deals->count; i++, deal++) {
        const int64_t born[4] = {1, 0, 0, 0};
        bool won = str_eq(deal->status, "Won");
        add(cells, arena_printf(cx->arena, "%s|%.7s", deal->owner_id, deal->created_date), born);
        if (won || str_eq(deal->status, "Lost")) {
            const int64_t closed[4] = {0, won, !won, won ? deal->original_amount : 0};
            add(cells, arena_printf(cx->arena, "%s|%.7s", deal->owner_id, deal->closed_date), closed);
        }
    }
    compare(cx, "SELECT owner_id || '|' || month, created, won, lost, won_total FROM opportunity_month", cells);
}

struct revenue {
    int64_t sales[MONTHS], margin[MONTHS];
};

static void spread(struct revenue *revenue, const struct opportunity *deal)
{
    int64_t first = strtol(deal->starting_date, NULL, 10) * 12 + strtol(deal->starting_date + 5, NULL, 10) - 1 - FIRST_MONTH;
    ck_assert(first >= 0 && first + deal->duration_months < MONTHS);
    for (int64_t i = 0; i < deal->duration_months; i++) {
        revenue->sales[first + i] += revenue_share(deal->weighted_amount, deal->duration_months, i);
        revenue->margin[first + i] += revenue_share(deal->gross_margin_amount, deal->duration_months, i);
    }
}

static void check_revenue(struct cx *cx, const struct list *deals, const char *owner)
{
    struct revenue *expected = arena_alloc(cx->arena, sizeof *expected);
    struct revenue *kept = arena_alloc(cx->arena, sizeof *kept);
    struct rows rows;
    const struct opportunity *deal = deals->rows;
    for (size_t i = 0; i < deals->count; i++, deal++) {
        if (str_eq(deal->owner_id, owner) && (str_eq(deal->status, "Active") || str_eq(deal->status, "Won"))) {
            spread(expected, deal);
        }
    }
    const char *sql = arena_printf(cx->arena, "SELECT month, sales, margin FROM revenue_delta WHERE owner_id = '%s'", owner);
    ck_assert_int_eq(rows_open_text(cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    while (rows_next(&rows) == RC_OK) {
        int64_t month = rows_int(&rows, 0) - FIRST_MONTH;
        ck_assert(month >= 0 && month < MONTHS);
        kept->sales[month] += rows_int(&rows, 1);
        kept->margin[month] += rows_int(&rows, 2);
    }
    rows_close(&rows);
    for (size_t month = 0; month < MONTHS; month++) {
        if (month > 0) {
            kept->sales[month] += kept->sales[month - 1];
            kept->margin[month] += kept->margin[month - 1];
        }
        if (kept->sales[month] != expected->sales[month] || kept->margin[month] != expected->margin[month]) {
            difference = arena_printf(world.arena, "owner %s, month %zu: %lld instead of %lld", owner, month,
                                      (long long)kept->sales[month], (long long)expected->sales[month]);
        }
    }
}

static void look_for_differences(void)
{
    difference = NULL;
    struct arena *arena = arena_new(0);
    struct cx cx;
    struct list deals;
    enter(&cx, arena);
    read_deals(&cx, &deals);
    check_stat(&cx, &deals);
    check_total(&cx, &deals);
    check_months(&cx, &deals);
    for (size_t i = 0; i < OWNERS; i++) {
        check_revenue(&cx, &deals, owners[i]);
    }
    ck_assert_int_eq(sql_int(&cx, "SELECT value FROM counter WHERE name = 'opportunity'"), (int64_t)deals.count);
    ck_assert_int_eq(
        sql_int(&cx,
                "SELECT count(*) FROM opportunity o JOIN app_user u ON u.id = o.owner_id WHERE o.team_id IS NOT u.team_id"),
        0);
    ck_assert_int_eq(sql_int(&cx, "SELECT count(*) FROM opportunity o WHERE 1 <> (SELECT count(*) FROM opportunity_stage s"
                                  " WHERE s.opportunity_id = o.id AND s.left_at IS NULL AND s.stage = o.stage)"),
                     0);
    ck_assert_int_eq(sql_int(&cx, "SELECT count(*) FROM opportunity_fts"), (int64_t)deals.count);
    if (sql_int(&cx, "SELECT count(*) FROM opportunity o LEFT JOIN client c ON c.id = o.client_id"
                     " WHERE o.client_name IS NOT c.name") != 0) {
        difference = "the name of a client";
    }
    leave(&cx);
    arena_free(arena);
}

START_TEST(aggregates_are_what_they_sum)
{
    srand(20260101U + (unsigned)_i);
    add_people();
    for (int step = 1; step <= STEPS; step++) {
        random_step();
        if (step % CHECK_EVERY == 0) {
            look_for_differences();
            ck_assert_msg(difference == NULL, "step %d: %s", step, difference);
        }
    }
}
END_TEST

/* The comparison finds rows that were changed behind the schema's back. */
START_TEST(differences_are_found)
{
    static const char *const harm[] = {
        "UPDATE opportunity_stat SET weighted = weighted + 1", "UPDATE opportunity_month SET created = created - 1",
        "UPDATE revenue_delta SET margin = margin + 1",        "DELETE FROM revenue_delta",
        "UPDATE opportunity_total SET deals = deals + 1",      "UPDATE opportunity SET client_name = 'Nobody'",
    };
    add_people();
    expect(201, "POST", "/api/opportunities",
           "{\"project_name\":\"D\",\"original_amount\":1000,\"gross_margin_percentage\":0.5,\"project_type\":\"One-time "
           "service\","
           "\"project_maturity\":\"RFI\",\"client_type\":\"New\",\"client_relationship\":\"3 - Good\","
           "\"starting_date\":\"2026-01-01\",\"closing_date\":\"2026-07-31\"}");
    look_for_differences();
    ck_assert_ptr_null(difference);
    run_sql(harm[_i]);
    look_for_differences();
    ck_assert_ptr_nonnull(difference);
}
END_TEST

Suite *suite_opportunity(void)
{
    Suite *suite = suite_create("opportunity");
    TCase *tcase = tcase_create("aggregates");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, world_setup, world_teardown);
    tcase_add_loop_test(tcase, aggregates_are_what_they_sum, 0, 3);
    tcase_add_loop_test(tcase, differences_are_found, 0, 6);
    suite_add_tcase(suite, tcase);
    return suite;
}
