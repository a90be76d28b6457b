/* SPDX-License-Identifier: MIT
 *
 * The three dashboards: every figure as printed against a recount of the rows, after deals were made and after they were changed
 * in every way; what they say of nothing; and who may see which. */
#include <check.h>

#include "base/str.h"
#include "base/time.h"
#include "dashboard_fixture.h"
#include "dashboard_recount.h"

Suite *suite_dashboard(void);

static void expect(int status, const char *path)
{
    int got = send_request("GET", path, NULL);
    ck_assert_msg(got == status, "%s: %d instead of %d: %.300s", path, got, status, answer_body());
}

/* The last answer, word by word. */
static void says(const char *wanted)
{
    const char *got = answer_body();
    size_t at = 0;
    while (got[at] && got[at] == wanted[at]) {
        at++;
    }
    size_t from = at > 90 ? at - 90 : 0;
    ck_assert_msg(got[at] == wanted[at], "\n    got ...%.150s\n    not ...%.150s", got + from, wanted + from);
}

static int64_t answered_at(void)
{
    return world.exchange.cx.now_ms;
}

static void check_all(void)
{
    const char *owner = world.cookie_header;
    for (size_t i = 0; i < company.user_count; i += 3) {
        if (company.users[i].active) {
            world.cookie_header = company_cookie(company.users[i].id);
            expect(200, "/api/dashboard/my-dashboard");
            says(recount_mine(answered_at(), company.users[i].id));
        }
    }
    world.cookie_header = owner;
    for (size_t i = 0; i < TEAMS; i++) {
        bool led = i == 0 || i == 3;
        expect(200, arena_printf(world.arena, "/api/dashboard/team/%s", company_team_ids[i]));
        says(recount_team(answered_at(), i, led ? company.users[1].id : NULL));
    }
    expect(200, "/api/dashboard/global");
    says(recount_global(answered_at()));
}

START_TEST(every_figure_is_a_recount_of_the_rows)
{
    company_found();
    company_trade(400);
    check_all();
    company_stir(500);
    check_all();
    company_trade(100);
    check_all();
}
END_TEST

/* The random company has a case of every kind. */
START_TEST(the_recount_is_no_trivial_one)
{
    static const char *const kinds[] = {"\"no_activity\"", "\"past_closing_date\"", "\"both\"", "\"sector\":null",
                                        "\"closing_this_month\":[{"};
    company_found();
    company_trade(400);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t user = 1;
        do {
            world.cookie_header = company_cookie(company.users[user].id);
            expect(200, "/api/dashboard/my-dashboard");
        } while (!strstr(answer_body(), kinds[i]) && ++user < 4);
        ck_assert_msg(user < 4, "no %s", kinds[i]);
    }
}
END_TEST

/* One deal changed behind the aggregates' back is noticed: the comparison can fail. */
START_TEST(a_wrong_aggregate_is_noticed)
{
    company_found();
    company_trade(50);
    static const char *const damage[] = {
        "UPDATE opportunity_stat SET total = total + 1 WHERE status = 'Active' AND deals > 0",
        "UPDATE revenue_delta SET sales = sales + 1 WHERE month < 24315",
        "UPDATE opportunity_month SET created = created + 1",
        "UPDATE stage_stat SET seconds = seconds + 864000 * stays",
    };
    for (size_t i = 0; i < 4; i++) {
        bool steps = i == 3;
        company_sql(damage[i]);
        expect(200, steps ? arena_printf(world.arena, "/api/dashboard/team/%s", company_team_ids[0]) : "/api/dashboard/global");
        const char *wanted = steps ? recount_team(answered_at(), 0, company.users[1].id) : recount_global(answered_at());
        ck_assert_msg(!str_eq(wanted, answer_body()), "unnoticed: %s", damage[i]);
    }
}
END_TEST

START_TEST(no_deals_no_figures)
{
    company_found();
    check_all();
}
END_TEST

/* A list is cut at fifty; the count beside it is not. */
START_TEST(lists_are_cut_but_counts_are_not)
{
    company_found();
    company_trade(300);
    company_sql(arena_printf(world.arena,
                             "UPDATE opportunity SET owner_id = '%s', starting_date = '2026-04-01',"
                             " closing_date = '2026-04-15' WHERE status = 'Active'",
                             company.users[0].id));
    company_sql("UPDATE opportunity SET last_activity_at = last_activity_at - 2000000000 WHERE seq % 2 = 0");
    company_read();
    expect(200, "/api/dashboard/my-dashboard");
    says(recount_mine(answered_at(), company.users[0].id));
    size_t closing = 0;
    for (const char *at = strstr(answer_body(), "\"closing_this_month\":["); at && (at = strstr(at, "\"id\":")); at++) {
        closing++;
    }
    ck_assert_uint_eq(closing, 100); /* fifty that close and fifty that are overdue */
}
END_TEST

/* What the triggers of a write ask must not read every deal. */
START_TEST(a_write_reads_its_own_deal_only)
{
    static const char *const asked[] = {"opportunity_delta WHERE seq = 1", "opportunity_months WHERE seq = 1",
                                        "opportunity_path WHERE opportunity_id = 'x'"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const char *plan = company_plan(arena_printf(world.arena, "EXPLAIN QUERY PLAN SELECT * FROM %s", asked[i]));
        ck_assert_msg(strstr(plan, "SEARCH") && !strstr(plan, "SCAN opportunity\n") &&
                          !strstr(plan, "SCAN opportunity_stage\n") && !strstr(plan, "SCAN parts"),
                      "%s:\n%s", asked[i], plan);
    }
    /* Positive control. */
    const char *plan = company_plan("EXPLAIN QUERY PLAN SELECT * FROM opportunity_delta WHERE sales = 1");
    ck_assert_msg(strstr(plan, "SCAN opportunity\n") || strstr(plan, "(status=?)"), "%s", plan);
}
END_TEST

START_TEST(each_role_sees_its_dashboards)
{
    static const struct {
        size_t user;
        const char *path;
        int status;
    } table[] = {
        {2, "/api/dashboard/my-dashboard", 200}, {13, "/api/dashboard/my-dashboard", 200},
        {13, "/api/dashboard/team/a001", 404}, /* a manager without a team */
        {1, "/api/dashboard/team/a001", 200},  /* their own, which they lead */
        {1, "/api/dashboard/team/a004", 200},  /* lead, but do not belong to */
        {1, "/api/dashboard/team/a002", 404},    {1, "/api/dashboard/global", 403},
        {2, "/api/dashboard/team/a002", 200},                                          /* a manager's own team */
        {2, "/api/dashboard/team/a001", 404},    {5, "/api/dashboard/team/a002", 403}, /* sales, their own team */
        {5, "/api/dashboard/team/a001", 403},    {5, "/api/dashboard/global", 403},
        {0, "/api/dashboard/team/a003", 200},    {0, "/api/dashboard/team/a009", 404},
        {0, "/api/dashboard/team/x", 404},       {0, "/api/dashboard/global", 200},
    };
    company_found();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *id = strstr(table[i].path, "/a00");
        world.cookie_header = company_cookie(company.users[table[i].user].id);
        expect(table[i].status,
               !id ? table[i].path
                   : arena_printf(world.arena, "/api/dashboard/team/00000000-0000-7000-8000-00000000%s", id + 1));
        ck_assert_msg(table[i].status != 404 || strstr(answer_body(), "Team not found"), "%.300s", answer_body());
    }
    world.cookie_header = NULL;
    expect(401, "/api/dashboard/global");
}
END_TEST

Suite *suite_dashboard(void)
{
    Suite *suite = suite_create("dashboard");
    TCase *tcase = tcase_create("dashboard");
    tcase_add_checked_fixture(tcase, company_setup, world_teardown);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, every_figure_is_a_recount_of_the_rows);
    tcase_add_test(tcase, the_recount_is_no_trivial_one);
    tcase_add_test(tcase, a_wrong_aggregate_is_noticed);
    tcase_add_test(tcase, no_deals_no_figures);
    tcase_add_test(tcase, lists_are_cut_but_counts_are_not);
    tcase_add_test(tcase, a_write_reads_its_own_deal_only);
    tcase_add_test(tcase, each_role_sees_its_dashboards);
    suite_add_tcase(suite, tcase);
    return suite;
}
