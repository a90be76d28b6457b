/* SPDX-License-Identifier: MIT
 *
 * The list of opportunities against plain SQL over all of them: every filter with every order, for everyone who may look, on
 * the first page, in the middle and at the end. Whichever way list_long.c finds a page, it is the same page. */
#include <check.h>
#include <stdlib.h>

#include "base/str.h"
#include "dashboard_fixture.h"

Suite *suite_opportunity_list(void);

#define DEALS 450
#define PAGES 4

#define CLIENT(n) "00000000-0000-7000-8000-00000000c00" #n
#define TEAM "00000000-0000-7000-8000-00000000a001"
/* Fourteen days before the fixture's present and an hour more, as its own time goes by; and its day. */
#define SLEEPS "o.status = 'Active' AND (o.last_activity_at <= 1773790200000 OR o.closing_date < '2026-04-01')"
#define PERSON "00000000-0000-7000-8000-00000000b004"

static const struct {
    const char *query;
    const char *where;
} filters[] = {
    {"", "1"},
    {"status=active", "o.status = 'Active'"},
    {"status=on%20hold", "o.status = 'On Hold'"},
    {"stage=negotiation", "o.stage = 'Negotiation'"},
    {"status=won&stage=closed", "o.status = 'Won' AND o.stage = 'Closed'"},
    {"sector_type=COMMERCIAL", "o.sector_type = 'Commercial'"},
    {"owner_id=" PERSON, "o.owner_id = '" PERSON "'"},
    {"owner_id=" PERSON "&status=active", "o.owner_id = '" PERSON "' AND o.status = 'Active'"},
    {"team_id=" TEAM, "u.team_id = '" TEAM "'"},
    {"team_id=" TEAM "&owner_id=" PERSON, "u.team_id = '" TEAM "' AND o.owner_id = '" PERSON "'"},
    {"team_id=" TEAM "&status=lost&min_probability=0", "u.team_id = '" TEAM "' AND o.status = 'Lost'"},
    {"min_amount=5000000", "o.original_amount >= 500000000"},
    {"max_amount=9000000&min_probability=0.3", "o.original_amount <= 900000000 AND o.probability_score >= 3000"},
    {"max_probability=0.5&status=active", "o.probability_score <= 5000 AND o.status = 'Active'"},
    {"start_date_from=2025-06-01&start_date_to=2026-06-01", "o.starting_date BETWEEN '2025-06-01' AND '2026-06-01'"},
    {"close_date_from=2026-01-01&owner_id=" PERSON, "o.closing_date >= '2026-01-01' AND o.owner_id = '" PERSON "'"},
    {"close_date_to=2026-04-15&stage=rfq", "o.closing_date <= '2026-04-15' AND o.stage = 'RFQ'"},
    {"service_type=ifm", "o.service_type = 'IFM'"},
    {"client_id=" CLIENT(1), "o.client_id = '" CLIENT(1) "'"},
    {"client_id=" CLIENT(2) "&status=active&team_id=" TEAM,
     "o.client_id = '" CLIENT(2) "' AND o.status = 'Active' AND u.team_id = '" TEAM "'"},
    {"client_id=" CLIENT(9), "0"},
    {"needs_followup=true", SLEEPS},
    {"needs_followup=false&owner_id=" PERSON, "NOT (" SLEEPS ") AND o.owner_id = '" PERSON "'"},
    {"min_amount=1&search=deal", "o.original_amount >= 100"},
};

static const struct {
    const char *param;
    const char *column;
} sorts[] = {
    {"created_at", "o.seq"},
    {"owner_name", "u.first_name || ' ' || u.last_name"},
    {"team_name", "t.name"},
    {"client_name", "c.name"},
    {"id", "o.id"},
    {"project_name", "o.project_name"},
    {"owner_id", "o.owner_id"},
    {"team_id", "u.team_id"},
    {"client_id", "o.client_id"},
    {"service_type", "o.service_type"},
    {"sector_type", "o.sector_type"},
    {"original_amount", "o.original_amount"},
    {"probability_score", "o.probability_score"},
    {"win_probability_override", "o.win_probability_override"},
    {"weighted_amount", "o.weighted_amount"},
    {"gross_margin_amount", "o.gross_margin_amount"},
    {"starting_date", "o.starting_date"},
    {"closing_date", "o.closing_date"},
    {"duration_months", "o.duration_months"},
    {"status", "o.status"},
    {"stage", "o.stage"},
    {"closed_date", "o.closed_date"},
    {"stage_entered_at", "o.stage_entered_at"},
    {"last_activity_at", "o.last_activity_at"},
    {"needs_followup", SLEEPS},
    {"updated_at", "o.updated_at"},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* People of company_found(), with what they see: the owner, a manager who leads two teams, sales people with a team, and the
 * one manager who has none. */
static const struct {
    size_t user;
    const char *scope;
} askers[] = {
    {0, "1"},
    {1, "u.team_id = '" TEAM "'"},
    {5, "u.team_id = '00000000-0000-7000-8000-00000000a002'"},
    {13, "o.owner_id = '00000000-0000-7000-8000-00000000b012'"},
};

static void found_company(void)
{
    company_found();
    for (int i = 0; i < 5; i++) { /* two of them are called alike */
        company_sql(arena_printf(world.arena,
                                 "INSERT INTO client (id, name, name_key, created_at, updated_at)"
                                 " VALUES ('00000000-0000-7000-8000-00000000c00%d', 'Client %d', text_key('Client %d'), 1, 1)",
                                 i, i / 2, i / 2));
    }
    company_trade(DEALS);
    company_sql("UPDATE opportunity SET service_type = CASE seq % 4 WHEN 0 THEN 'IFM' WHEN 1 THEN 'Energy' END,"
                " win_probability_override = iif(seq % 5 = 0, seq * 7 % 100 * 100, NULL),"
                " project_name_key = text_key(project_name), updated_at = seq * 7919 % 1000, stage_entered_at = seq * 104729 % "
                "1000, team_id = (SELECT team_id FROM "
                "app_user WHERE id = owner_id), client_id = "
                "iif(seq % 6 = 5, NULL,"
                " '00000000-0000-7000-8000-00000000c00' || (seq % 6))");
}

/* ---- what should come ---- */

static struct {
    char ids[DEALS][40];
    size_t count;
} wanted;

static void want(size_t asker, size_t filter, size_t sort, const char *direction)
{
    const char *sql =
        arena_printf(world.arena,
                     "SELECT 1, 2, 3, o.id FROM opportunity o JOIN app_user u ON u.id = o.owner_id LEFT JOIN team t ON"
                     " t.id = u.team_id LEFT JOIN client c ON c.id = o.client_id WHERE (%s) AND (%s) ORDER BY %s %s, o.seq %s",
                     askers[asker].scope, filters[filter].where, sorts[sort].column, direction, direction);
    const char *line = company_plan(sql); /* its fourth column, a line each */
    for (wanted.count = 0; *line; wanted.count++, line += 37) {
        ck_assert_uint_lt(wanted.count, DEALS);
        memcpy(wanted.ids[wanted.count], line, 36);
    }
}

/* ---- what comes ---- */

/* Does the last answer hold the rows from `first` on, at most `limit`, and the right total? */
static bool is_wanted(size_t first, size_t limit)
{
    const char *body = answer_body();
    const char *at = strstr(body, "\"items\":[");
    size_t count = 0;
    if (!at || !strstr(body, arena_printf(world.arena, "\"total\":%zu,", wanted.count))) {
        return false;
    }
    for (; (at = strstr(at, "{\"id\":\"")) != NULL; at++, count++) {
        if (first + count >= wanted.count || count == limit || strncmp(at + 7, wanted.ids[first + count], 36) != 0) {
            return false;
        }
    }
    return count == (first >= wanted.count ? 0 : wanted.count - first < limit ? wanted.count - first : limit);
}

static bool page_is_wanted(size_t filter, size_t sort, const char *direction, size_t page, size_t limit)
{
    const char *path = arena_printf(world.arena, "/api/opportunities?%s&sort_by=%s&sort_order=%s&page=%zu&limit=%zu",
                                    filters[filter].query, sorts[sort].param, direction, page, limit);
    int status = send_request("GET", path, NULL);
    ck_assert_msg(status == 200, "%s: %d %.300s", path, status, answer_body());
    return is_wanted((page - 1) * limit, limit);
}

START_TEST(every_list_is_what_plain_sql_says)
{
    size_t asker = (size_t)_i;
    found_company();
    world.cookie_header = company_cookie(company.users[askers[asker].user].id);
    for (size_t filter = 0; filter < COUNT(filters); filter++) {
        for (size_t sort = 0; sort < 2 * COUNT(sorts); sort++) {
            const char *direction = sort % 2 ? "desc" : "asc";
            want(asker, filter, sort / 2, direction);
            size_t limit = sort % 3 == 0 ? 7 : 20;
            const size_t pages[PAGES] = {1, wanted.count / limit / 2 + 1, (wanted.count + limit - 1) / limit, 100};
            size_t page = pages[(filter + sort + sort / 4) % PAGES];
            ck_assert_msg(page_is_wanted(filter, sort / 2, direction, page ? page : 1, limit),
                          "asker %zu, %s by %s %s, page %zu of %zu rows: %.100s … %s", asker, filters[filter].query,
                          sorts[sort / 2].param, direction, page, wanted.count, answer_body(),
                          strstr(answer_body(), "\"total\""));
        }
    }
}
END_TEST

/* The comparison finds a row out of its place, one too many, and a wrong total. */
START_TEST(a_wrong_list_is_noticed)
{
    found_company();
    want(0, 1, 0, "asc");
    ck_assert(page_is_wanted(1, 0, "asc", 1, 20));
    ck_assert(!page_is_wanted(1, 0, "desc", 1, 20));
    ck_assert(!page_is_wanted(0, 0, "asc", 1, 20));
    company_sql("UPDATE opportunity_total SET deals = deals + 1 WHERE status = 'Active' AND deals > 0");
    ck_assert(!page_is_wanted(1, 0, "asc", 1, 20));
}
END_TEST

/* Lanes are merged out of indexes alone, and without sorting. */
START_TEST(lanes_have_their_indexes)
{
    static const char *const orders[] = {"seq",          "project_name_key",  "original_amount", "starting_date",
                                         "closing_date", "probability_score", "weighted_amount"};
    static const char *const lanes[] = {"o.status = 'Won'", "o.owner_id = json_extract('[1]', '$[0]') AND o.status = 'Won'"};
    for (size_t i = 0; i < 2 * COUNT(orders); i++) {
        const char *lane = arena_printf(world.arena, "SELECT o.seq AS tie, o.%s AS place FROM opportunity o WHERE 1 AND %s",
                                        orders[i / 2], lanes[i % 2]);
        const char *plan = company_plan(arena_printf(
            world.arena, "EXPLAIN QUERY PLAN %s UNION ALL %s ORDER BY place DESC, tie DESC LIMIT 20 OFFSET 3", lane, lane));
        ck_assert_msg(strstr(plan, "MERGE (UNION ALL)") && strstr(plan, "USING COVERING INDEX") &&
                          !strstr(plan, "SEARCH o USING INDEX") && !strstr(plan, "TEMP B-TREE"),
                      "%s:\n%s", lane, plan);
    }
}
END_TEST

Suite *suite_opportunity_list(void)
{
    Suite *suite = suite_create("opportunity_list");
    TCase *tcase = tcase_create("opportunity_list");
    tcase_add_checked_fixture(tcase, company_setup, world_teardown);
    tcase_set_timeout(tcase, 240);
    tcase_add_loop_test(tcase, every_list_is_what_plain_sql_says, 0, COUNT(askers));
    tcase_add_test(tcase, a_wrong_list_is_noticed);
    tcase_add_test(tcase, lanes_have_their_indexes);
    suite_add_tcase(suite, tcase);
    return suite;
}
