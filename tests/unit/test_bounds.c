/* SPDX-License-Identifier: MIT
 *
 * Much data, in a request's own memory: whatever there is, each answer is bounded in rows and bytes, and says where it stops. */
#include <check.h>
#include <stdlib.h>
#include <time.h>

#include "base/config.h"
#include "base/str.h"
#include "request_fixture.h"
#include "store/internal.h"
#include "tenant/tenant.h"
#include "workshop/service.h"

Suite *suite_bounds(void);

#define NUMBERS(n) "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " #n ") "
#define CHECK_GET(path) ck_assert_msg(send_request("GET", (path), NULL) == 200, "%s: %s", (path), answer_body())

/* Changes the tenant's file; {name} stands for a remembered id. */
static void fill(const char *sql)
{
    struct cx cx;
    struct buf text;
    buf_init(&text, world.arena, 0);
    while (*sql) {
        size_t i = 0;
        while (i < world.name_count &&
               !(*sql == '{' && str_starts(sql + 1, world.names[i]) && sql[1 + strlen(world.names[i])] == '}')) {
            i++;
        }
        if (i < world.name_count) {
            buf_str(&text, world.ids[i]);
            sql += strlen(world.names[i]) + 2;
        } else {
            buf_char(&text, *sql++);
        }
    }
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_msg(store_exec(cx.db->handle, text.data) == SQLITE_OK, "%s", sqlite3_errmsg(cx.db->handle));
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
}

static void bounds_setup(void)
{
    world_setup();
    world_populate();
}

/* How often a text stands in the last answer. */
static int times(const char *text)
{
    int count = 0;
    for (const char *at = answer_body(); (at = strstr(at, text)) != NULL; at += strlen(text)) {
        count++;
    }
    return count;
}

static bool says(const char *text)
{
    return strstr(answer_body(), text) != NULL;
}

START_TEST(test_vehicles_of_a_contact)
{
    CHECK_GET("/api/contacts/{contact}");
    ck_assert(says("\"vehicles_has_next\":false"));
    fill(NUMBERS(3000) "INSERT INTO vehicle (id, owner_id, make, created_at, updated_at)"
                       " SELECT 'v' || i, '{contact}', 'Renault', 1, 1 FROM n");
    CHECK_GET("/api/contacts/{contact}");
    ck_assert_int_eq(times("\"make\":"), 1000);
    ck_assert(says("\"vehicles_count\":3001") && says("\"vehicles_has_next\":true"));
}
END_TEST

START_TEST(test_payments_of_an_invoice)
{
    CHECK_GET("/api/invoices/{invoice}");
    ck_assert(says("\"payments_has_next\":false") && says("\"credit_notes_has_next\":false"));
    fill(NUMBERS(60000) "INSERT INTO payment (id, invoice_id, amount, payment_method, paid_at, created_at)"
                        " SELECT 'p' || i, '{invoice}', 1, 'CASH', 1, 1 FROM n");
    CHECK_GET("/api/invoices/{invoice}");
    ck_assert_int_eq(times("\"reversal_of\":"), 1000);
    ck_assert(says("\"payments_has_next\":true"));
}
END_TEST

/* Every way to ask the list of payments, sixty thousand of them, holds but a page in memory. */
START_TEST(test_list_of_payments)
{
    static const char *const asked[] = {"?page=1",
                                        "?page=2900",
                                        "?sort_by=amount&page=2000",
                                        "?sort_by=paid_at",
                                        "?method=CASH&kind=PAYMENT",
                                        "?from=1970-01-01&to=1970-01-02&sort_by=amount",
                                        "?summary=1",
                                        "?summary=1&method=CASH",
                                        "?search=ancien&page=2500",
                                        "?search=ancien&summary=1&sort_by=amount"};
    fill(NUMBERS(
        60000) "INSERT INTO invoice (id, invoice_number, contact_id, issue_date, due_date, subtotal, vat_rate, vat_amount,"
               " total, status, seller, buyer, created_at, updated_at) SELECT 'i' || i, 'X-' || i, '{contact}',"
               " '1971-01-01', '1971-01-01', 100, 0, 0, 100, 'SENT', '{}', '{}', 1, 1 FROM n");
    fill(NUMBERS(60000) "INSERT INTO payment (id, invoice_id, amount, payment_method, paid_at, created_at)"
                        " SELECT 'p' || i, 'i' || i, i * 7919 % 60000 + 1, 'CASH', i * 1000, 1 FROM n");
    fill("INSERT INTO invoice_fts (rowid, words) SELECT seq, 'ancien' FROM invoice WHERE invoice_number LIKE 'X-%'");
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        CHECK_GET(arena_printf(world.arena, "/api/payments%s", asked[i]));
        ck_assert_msg(says("\"total\":60"), "%s: %.200s", asked[i], answer_body());
        ck_assert_uint_lt(arena_used(world.exchange.arena), 256 << 10);
    }
}
END_TEST

START_TEST(test_history_of_a_vehicle)
{
    CHECK_GET("/api/vehicles/{vehicle}/history");
    ck_assert(says("\"pagination\":{\"page\":1,\"limit\":1000,\"total\":0,\"pages\":0,\"has_next\":false}"));
    fill(NUMBERS(250) "INSERT INTO service_record (id, vehicle_id, date, description, parts, created_at)"
                      " SELECT 's' || i, '{vehicle}', date('2020-01-01', '+' || (i * 7 % 50) || ' days'), 'Révision ' || i,"
                      " '[\"' || hex(zeroblob(80000)) || '\"]', 1 FROM n");
    CHECK_GET("/api/vehicles/{vehicle}/history");
    ck_assert_int_gt(times("\"date\":"), 5);
    ck_assert_int_lt(times("\"date\":"), 20);
    ck_assert(says("\"total\":250") && says("\"has_next\":true"));
    ck_assert(strstr(answer_body(), "\"date\":\"2020-02-19\"") != NULL); /* the newest first */
    CHECK_GET("/api/vehicles/{vehicle}/history?page=3&limit=20");
    ck_assert_int_eq(times("\"date\":"), 20);
    ck_assert_int_eq(send_request("GET", "/api/vehicles/{vehicle}/history?page=1&limit=100", NULL), 413);
    ck_assert_str_eq(answer_text("code"), "ANSWER_TOO_LARGE");
}
END_TEST

START_TEST(test_timeline_of_a_busy_garage)
{
    fill(NUMBERS(50000) "INSERT INTO activity (id, type, description, user_id, contact_id, created_at)"
                        " SELECT 'a' || i, 'NOTE', 'Appel du client', '{owner}', '{contact}', i FROM n");
    static const char *const paths[] = {"/api/activities", "/api/activities?contact_id={contact}", "/api/activities?type=NOTE"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        CHECK_GET(paths[i]);
        ck_assert_int_eq(times("\"description\":"), 1000);
        ck_assert(says("\"limit\":1000") && says("\"has_next\":true"));
    }
    CHECK_GET("/api/activities?page=500&limit=100&from_date=1970-01-01");
    ck_assert_int_eq(times("\"description\":"), 100);
}
END_TEST

START_TEST(test_large_tasks)
{
    fill(NUMBERS(1000) "INSERT INTO task (id, title, description, status, created_at, updated_at)"
                       " SELECT 't' || i, 'Grande tâche', hex(zeroblob(10000)), 'TODO', 1, 1 FROM n");
    static const char *const paths[] = {"/api/tasks", "/api/tasks?status=TODO", "/api/tasks?sort_by=updated_at"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        CHECK_GET(paths[i]);
        ck_assert_int_gt(times("\"title\":"), 50);
        ck_assert_int_lt(times("\"title\":"), 200);
        ck_assert(says("\"total\":1001") && says("\"has_next\":true"));
    }
    CHECK_GET("/api/tasks?page=10&limit=100&sort_by=updated_at");
    ck_assert_int_eq(times("\"title\":"), 100);
}
END_TEST

START_TEST(test_names_of_many_people)
{
    fill(NUMBERS(3000) "INSERT INTO app_user (id, email, username, first_name, role, is_active, created_at, updated_at)"
                       " SELECT 'u' || i, 'u' || i || '@garage.test', 'u' || i, 'Ute', 'sales', 1, 1, 1 FROM n");
    CHECK_GET("/api/users/names");
    ck_assert_int_eq(times("\"name\":"), 1000);
    ck_assert(says("\"has_next\":true"));
    CHECK_GET("/api/users/names?page=31&limit=100");
    ck_assert_int_eq(times("\"name\":"), 2);
    fill("UPDATE app_user SET team_id = '{team}' WHERE username LIKE 'u%'");
    CHECK_GET("/api/teams/{team}");
    ck_assert_int_eq(times("\"role\":"), 1000);
    CHECK_GET("/api/dashboard/team/{team}");
    ck_assert_int_eq(times("\"deals_won\":"), 1000);
    ck_assert(says("\"member_performance_has_next\":true") && says("\"opportunities_by_owner_has_next\":true"));
    CHECK_GET("/api/dashboard/global");
}
END_TEST

/* What is read as a whole is full at its limit, and says so. */
START_TEST(test_people_teams_and_coefficients_are_counted)
{
    fill("INSERT INTO app_user (id, email, username, first_name, role, is_active, created_at, updated_at)" NUMBERS(
        20000) "SELECT 'u' || i, 'u' || i || '@garage.test', 'u' || i, 'Ute', 'sales', 1, 1, 1 FROM n"
               " LIMIT 9999 - (SELECT count(*) FROM app_user)");
    fill("INSERT INTO team (id, name, created_at, updated_at)" NUMBERS(
        2000) "SELECT 't' || i, 'T' || i, 1, 1 FROM n LIMIT 999 - (SELECT count(*) FROM team)");
    fill("INSERT INTO coefficient (id, factor_type, factor_value, coefficient, is_active, created_at, updated_at)" NUMBERS(
        2000) "SELECT 'c' || i, 'project_type', 'v' || i, 1000, 1, 1, 1 FROM n LIMIT 999 - (SELECT count(*) FROM coefficient)");
    static const struct {
        const char *path, *last, *beyond;
    } table[] = {
        {"/api/users", "{\"email\":\"y@garage.test\",\"first_name\":\"Y\",\"username\":\"y\"}",
         "{\"email\":\"z@garage.test\",\"first_name\":\"Z\",\"username\":\"z\"}"},
        {"/api/teams", "{\"name\":\"Last\"}", "{\"name\":\"Beyond\"}"},
        {"/api/coefficients", "{\"factor_type\":\"project_type\",\"factor_value\":\"Last\",\"coefficient\":1}",
         "{\"factor_type\":\"project_type\",\"factor_value\":\"Beyond\",\"coefficient\":1}"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ck_assert_msg(send_request("POST", table[i].path, table[i].last) == 201, "%s: %s", table[i].path, answer_body());
        ck_assert_msg(send_request("POST", table[i].path, table[i].beyond) == 409, "%s: %s", table[i].path, answer_body());
        ck_assert_msg(says("TOO_MANY"), "%s", answer_body());
    }
}
END_TEST

/* Deals like the one there is, with sectors and notes of their own. */
static void fill_deals(const char *numbers, const char *notes)
{
    struct buf columns;
    buf_init(&columns, world.arena, 0);
    static const char *const same[] = {"owner_id",
                                       "client_id",
                                       "original_amount",
                                       "gross_margin_percentage",
                                       "project_type",
                                       "project_maturity",
                                       "client_type",
                                       "client_relationship",
                                       "conservative_approach",
                                       "project_type_coef",
                                       "maturity_coef",
                                       "client_type_coef",
                                       "relationship_coef",
                                       "conservative_coef",
                                       "probability",
                                       "probability_score",
                                       "weighted_amount",
                                       "gross_margin_amount",
                                       "starting_date",
                                       "closing_date",
                                       "duration_months",
                                       "status",
                                       "stage",
                                       "created_date",
                                       "last_activity_at",
                                       "created_at",
                                       "updated_at"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        buf_printf(&columns, ", %s", same[i]);
    }
    fill(arena_printf(world.arena,
                      "%s INSERT INTO opportunity (id, project_name, sector_type, update_notes%s)"
                      " SELECT printf('01900000-0000-7000-8000-%%012d', i), 'P' || i, 'Sector ' || i, %s%s"
                      " FROM n, opportunity WHERE id = '{deal}'",
                      numbers, columns.data, notes, columns.data));
}

START_TEST(test_deals_of_as_many_sectors)
{
    fill_deals(NUMBERS(3000), "NULL");
    CHECK_GET("/api/dashboard/global");
    ck_assert_int_eq(times("\"sector\":"), 1000);
    CHECK_GET("/api/dashboard/my-dashboard");
    ck_assert_int_eq(times("\"sector\":"), 1000);
    CHECK_GET("/api/reports/opportunity-pipeline");
    ck_assert_int_eq(times("\"sector\":"), 1000);
}
END_TEST

START_TEST(test_bulk_update_of_deals_with_long_notes)
{
    struct buf body;
    fill_deals(NUMBERS(700), "hex(zeroblob(15000))");
    buf_init(&body, world.arena, 0);
    buf_str(&body, "{\"updates\":{\"service_type\":\"Other\"},\"opportunity_ids\":[");
    for (int i = 1; i <= 701; i++) {
        buf_printf(&body, "\"01900000-0000-7000-8000-%012d\"%s", i, i == 701 ? "]}" : ",");
    }
    ck_assert_int_eq(send_request("POST", "/api/opportunities/bulk-update", body.data), 200);
    ck_assert(says("\"updated_count\":700") && says("\"reason\":\"Opportunity not found\""));
}
END_TEST

static int64_t cpu_us(void)
{
    struct timespec now;
    ck_assert_int_eq(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now), 0);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

/* CPU time of a bulk update of a thousand things that are no ids, of 900 bytes each, alike but for their ends
 * or not. The least of three. */
static int64_t bulk_of_junk_us(bool alike)
{
    struct buf body;
    int64_t least = INT64_MAX;
    buf_init(&body, world.arena, 1 << 20);
    buf_str(&body, "{\"updates\":{\"service_type\":\"Other\"},\"opportunity_ids\":[");
    for (int i = 0; i < 1000; i++) {
        const char *id = alike ? arena_printf(world.arena, "%0900d", i) : arena_printf(world.arena, "%04d%0896d", i, 0);
        buf_printf(&body, "\"%s\"%s", id, i == 999 ? "]}" : ",");
    }
    for (int i = 0; i < 3; i++) {
        int64_t begun = cpu_us();
        ck_assert_int_eq(send_request("POST", "/api/opportunities/bulk-update", body.data), 200);
        int64_t used = cpu_us() - begun;
        least = used < least ? used : least;
    }
    ck_assert(says("\"updated_count\":0"));
    return least;
}

/* Nobody holds the tenant's write lock by texts that take long to tell apart. */
START_TEST(test_bulk_update_of_what_is_alike)
{
    int64_t apart = bulk_of_junk_us(false);
    int64_t alike = bulk_of_junk_us(true);
    ck_assert_msg(alike < 5 * apart, "%lld us, where others take %lld", (long long)alike, (long long)apart);
}
END_TEST

/* Two ways to read the same payments, with the same result: few are sorted, many read in the order of an index. */
START_TEST(test_revenue_of_many_invoices)
{
    static const char *const whole = "/api/reports/revenue?from_date=1971-01-01&to_date=1971-12-31&group_by=month";
    fill(NUMBERS(
        30000) "INSERT INTO invoice (id, invoice_number, contact_id, issue_date, due_date, subtotal, vat_rate, vat_amount,"
               " total, status, seller, buyer, created_at, updated_at) SELECT 'i' || i, 'X-' || i, '{contact}',"
               " '1971-01-01', '1971-01-01', 100, 0, 0, 100, 'SENT', '{}', '{}', 1, 1 FROM n");
    fill(NUMBERS(19000) "INSERT INTO payment (id, invoice_id, amount, payment_method, paid_at, created_at)"
                        " SELECT 'p' || i, 'i' || i, 100, 'CASH', 31579200000 + i * 1500000, 1 FROM n");
    CHECK_GET(whole);
    ck_assert(says("\"total_revenue\":19000.00,\"invoices_paid\":19000"));
    /* Each tenth pays once more later on, and each hundredth bounces in another month. */
    fill(NUMBERS(19000) "INSERT INTO payment (id, invoice_id, amount, payment_method, paid_at, created_at)"
                        " SELECT 'q' || i, 'i' || i, 100, 'CASH', 31579200000 + 29000000000, 1 FROM n WHERE i % 10 = 0");
    fill(NUMBERS(19000) "INSERT INTO payment (id, invoice_id, amount, payment_method, paid_at, created_at, reversal_of)"
                        " SELECT 'r' || i, 'i' || i, -100, 'CASH', 31579200000 + 28990000000, 1, 'p' || i"
                        " FROM n WHERE i % 100 = 1");
    CHECK_GET(whole);
    ck_assert(says("\"total_revenue\":20710.00,\"invoices_paid\":18810"));
    ck_assert_int_eq(times("\"period\":"), 12);
    ck_assert_uint_lt(arena_used(world.exchange.arena), 64 << 10);
}
END_TEST

/* What takes long ends; the same without a budget, as in the heavy pool, does not. */
START_TEST(test_costly_queries_end)
{
    static const char *const costly = "/api/activities?page=1&from_date=1970-01-01&contact_id={contact}";
    struct service fast;
    fill(NUMBERS(60000) "INSERT INTO activity (id, type, description, user_id, contact_id, created_at)"
                        " SELECT 'a' || i, 'NOTE', 'Appel du client', '{owner}', '{contact}', i * 7919 % 60000 FROM n");
    CHECK_GET(costly);
    world.service.query_budget_us = 1000;
    ck_assert_int_eq(send_request("GET", costly, NULL), 503);
    ck_assert_str_eq(answer_text("code"), "QUERY_TOO_COSTLY");
    CHECK_GET("/api/activities?page=1");
    world.service.query_budget_us = 0;
    CHECK_GET(costly);
    ck_assert_int_eq(service_open(&fast, false), RC_OK);
    ck_assert_int_eq(fast.query_budget_us, config_int("query_budget_ms") * 1000);
    ck_assert_int_gt(fast.query_budget_us, 0);
    service_close(&fast);
    CHECK_GET(costly);
}
END_TEST

Suite *suite_bounds(void)
{
    Suite *suite = suite_create("bounds");
    TCase *tcase = tcase_create("bounds");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, bounds_setup, world_teardown);
    tcase_add_test(tcase, test_vehicles_of_a_contact);
    tcase_add_test(tcase, test_payments_of_an_invoice);
    tcase_add_test(tcase, test_list_of_payments);
    tcase_add_test(tcase, test_history_of_a_vehicle);
    tcase_add_test(tcase, test_timeline_of_a_busy_garage);
    tcase_add_test(tcase, test_large_tasks);
    tcase_add_test(tcase, test_names_of_many_people);
    tcase_add_test(tcase, test_people_teams_and_coefficients_are_counted);
    tcase_add_test(tcase, test_deals_of_as_many_sectors);
    tcase_add_test(tcase, test_bulk_update_of_deals_with_long_notes);
    tcase_add_test(tcase, test_bulk_update_of_what_is_alike);
    tcase_add_test(tcase, test_revenue_of_many_invoices);
    tcase_add_test(tcase, test_costly_queries_end);
    suite_add_tcase(suite, tcase);
    return suite;
}
