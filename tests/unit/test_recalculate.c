/* SPDX-License-Identifier: MIT
 *
 * Carrying a changed coefficient to the deals: what an interruption left is done by the next call, from where it stopped, and
 * a failure after the change was committed does not take the change back. */
#include <check.h>

#include "base/str.h"
#include "pipeline/recalculate.h"
#include "request_fixture.h"
#include "store/db.h"
#include "tenant/tenant.h"

Suite *suite_recalculate(void);

#define DEALS 250 /* many windows */
#define RFI "factor_value = 'RFI'"

static struct arena *arena;
static struct cx cx;

static void enter(void)
{
    arena = arena_new(0);
    world_enter(&cx, arena);
}

static void leave(void)
{
    world_leave(&cx);
    arena_free(arena);
}

static void run_sql(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_END);
    rows_close(&rows);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
}

static int64_t sql_int(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    int64_t value = rows_int(&rows, 0);
    rows_close(&rows);
    return value;
}

/* Of the world's arena. */
static const char *rfi_path(void)
{
    struct rows rows;
    enter();
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, "SELECT id FROM coefficient WHERE " RFI, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    const char *path = arena_printf(world.arena, "/api/coefficients/%s", rows_text(&rows, 0));
    rows_close(&rows);
    leave();
    return path;
}

static void add_deals(void)
{
    for (int i = 0; i < DEALS; i++) {
        int status = send_request("POST", "/api/opportunities",
                                  "{\"project_name\":\"D\",\"original_amount\":1000,\"project_type\":\"One-time service\","
                                  "\"project_maturity\":\"RFI\",\"client_type\":\"New\",\"client_relationship\":\"3 - Good\","
                                  "\"starting_date\":\"2026-01-01\",\"closing_date\":\"2026-07-31\"}");
        ck_assert_msg(status == 201, "%s", answer_body());
    }
}

#define FOLLOWED                                                                                                               \
    "SELECT count(*) FROM opportunity WHERE maturity_coef = 5000 AND probability_score = 4500 AND weighted_amount = 45000"
#define MARKED "SELECT count(*) FROM coefficient WHERE recalculated_to IS NOT NULL"
#define WEIGHTED "SELECT sum(weighted) FROM opportunity_stat"

START_TEST(goes_on_where_it_stopped)
{
    add_deals();
    enter();
    run_sql("UPDATE coefficient SET coefficient = 5000, recalculated_to = (SELECT min(seq) + 99 FROM opportunity) WHERE " RFI);
    ck_assert_int_eq(recalculate_all(&cx), RC_OK);
    ck_assert_int_eq(sql_int(FOLLOWED), DEALS - 100);
    ck_assert_int_eq(sql_int(MARKED), 0);
    run_sql("UPDATE coefficient SET recalculated_to = 0 WHERE " RFI);
    ck_assert_int_eq(recalculate_all(&cx), RC_OK);
    ck_assert_int_eq(sql_int(FOLLOWED), DEALS);
    ck_assert_int_eq(sql_int(WEIGHTED), 45000 * DEALS);
    leave();
}
END_TEST

START_TEST(the_courier_does_what_is_left)
{
    add_deals();
    enter();
    ck_assert_int_eq(recalculate_leftovers(&cx, NULL), RC_OK);
    ck_assert_int_eq(sql_int(FOLLOWED), 0);
    run_sql("UPDATE coefficient SET coefficient = 5000, recalculated_to = 0 WHERE " RFI);
    enum rc rc;
    do {
        rc = recalculate_leftovers(&cx, NULL);
        ck_assert_int_eq(rc == RC_END, sql_int(MARKED) > 0);
    } while (rc == RC_END);
    ck_assert_int_eq(rc, RC_OK);
    ck_assert_int_eq(sql_int(FOLLOWED), DEALS);
    leave();
}
END_TEST

/* Whatever call fails: an error leaves nothing changed; an answer leaves the change, done or marked to be done. */
START_TEST(failures_leave_it_marked)
{
    int interrupted = 0;
    int refused = 0;
    add_deals();
    const char *path = rfi_path();
    for (long nth = 1; nth < 600; nth += nth < 40 ? 1 : 47) {
        world.test_fail = arena_printf(world.arena, "store:%ld", nth);
        int status = send_request("PUT", path, "{\"coefficient\":0.5}");
        world.test_fail = NULL;
        enter();
        if (status == 200) {
            interrupted += sql_int(MARKED) > 0;
            ck_assert_int_eq(recalculate_all(&cx), RC_OK);
            ck_assert_int_eq(sql_int(FOLLOWED), DEALS);
        } else {
            refused++;
            ck_assert_int_eq(sql_int(FOLLOWED), 0);
        }
        ck_assert_int_eq(sql_int(MARKED), 0);
        run_sql("UPDATE coefficient SET coefficient = 2500, recalculated_to = 0 WHERE " RFI);
        ck_assert_int_eq(recalculate_all(&cx), RC_OK);
        ck_assert_int_eq(sql_int(FOLLOWED), 0);
        leave();
    }
    ck_assert_int_gt(refused, 0);
    ck_assert_int_gt(interrupted, 0);
}
END_TEST

Suite *suite_recalculate(void)
{
    Suite *suite = suite_create("recalculate");
    TCase *tcase = tcase_create("recalculate");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, world_setup, world_teardown);
    tcase_add_test(tcase, goes_on_where_it_stopped);
    tcase_add_test(tcase, the_courier_does_what_is_left);
    tcase_add_test(tcase, failures_leave_it_marked);
    suite_add_tcase(suite, tcase);
    return suite;
}
