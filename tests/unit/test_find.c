/* SPDX-License-Identifier: MIT
 *
 * The search over all records at ten thousand contacts and as many of everything that they have: what it counts, and what it
 * costs, which is printed. */
#include <check.h>
#include <stdio.h>
#include <time.h>

#include "base/str.h"
#include "request_fixture.h"
#include "store/internal.h"

Suite *suite_find(void);

#define NUMBERS(n) "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " #n ") "
#define TIMES 200 /* each search */

static void fill(struct cx *cx, const char *sql)
{
    ck_assert_msg(store_exec(cx->db->handle, sql) == SQLITE_OK, "%s", sqlite3_errmsg(cx->db->handle));
}

/* A garage with 10,000 customers of 400 names, a car and a paper of each, and 1,000 tasks. */
static void find_setup(void)
{
    struct cx cx;
    world_setup();
    world_populate();
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    fill(&cx, NUMBERS(10000) "INSERT INTO contact (id, first_name, last_name, phone, phone_words, created_at, updated_at)"
                             " SELECT 'c' || i, 'Jean', 'Dup' || char(97 + i % 20) || char(97 + i / 20 % 20),"
                             " printf('+336%08d', i), phone_words(printf('+336%08d', i)), 1, 1 FROM n");
    fill(&cx,
         NUMBERS(10000) "INSERT INTO vehicle (id, owner_id, license_plate, make, model, created_at, updated_at)"
                        " SELECT 'v' || i, 'c' || i, printf('AB-%03d-C%s', i % 1000, char(65 + i / 1000)), 'Renault', 'Clio',"
                        " 1, 1 FROM n");
    fill(&cx, NUMBERS(10000) "INSERT INTO quote (id, quote_number, contact_id, vehicle_id, issue_date, subtotal, vat_rate,"
                             " vat_amount, total, status, created_at, updated_at) SELECT 'q' || i, printf('2020-%05d', i),"
                             " 'c' || i, 'v' || i, '2020-01-01', 1, 0, 0, 1, 'SENT', 1, 1 FROM n");
    fill(&cx, "UPDATE quote SET words = 'Plaquettes de frein et main d''œuvre'");
    fill(&cx, NUMBERS(10000) "INSERT INTO invoice (id, contact_id, vehicle_id, subtotal, vat_rate, vat_amount, total, status,"
                             " created_at, updated_at) SELECT 'i' || i, 'c' || i, 'v' || i, 1, 0, 0, 1, 'DRAFT', 1, 1 FROM n");
    fill(&cx, "UPDATE invoice SET words = 'Plaquettes de frein et main d''œuvre'");
    fill(&cx,
         NUMBERS(1000) "INSERT INTO task (id, title, created_at, updated_at) SELECT 't' || i, 'Rappeler Dupaa', 1, 1 FROM n");
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
}

static bool says(const char *text)
{
    return strstr(answer_body(), text) != NULL;
}

static int64_t cpu_us(void)
{
    struct timespec now;
    ck_assert_int_eq(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now), 0);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Of the whole request: credential, search in all types, answer. */
START_TEST(what_it_costs)
{
    static const char *const typed[] = {"dupaa",  "dup",           "d",          "jean dup",
                                        "ab123c", "ab123cd",       "0600001234", "06%2000%2000%2012%2034",
                                        "frein",  "frein%20dupbb", "2020-00123", "nothing"};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        const char *path = arena_printf(world.arena, "/api/search?q=%s", typed[i]);
        const char *spaced = strchr(path, ' ');
        path = spaced ? arena_printf(world.arena, "%.*s%%20%s", (int)(spaced - path), path, spaced + 1) : path;
        ck_assert_msg(send_request("GET", path, NULL) == 200, "%s", answer_body());
        int64_t before = cpu_us();
        for (int j = 0; j < TIMES; j++) {
            ck_assert_int_eq(send_request("GET", path, NULL), 200);
        }
        printf("search of all types, 10,000 contacts, \"%s\": %.2f ms of CPU\n", typed[i],
               (double)(cpu_us() - before) / 1000 / TIMES);
    }
}
END_TEST

START_TEST(totals_are_counted_so_far)
{
    ck_assert_int_eq(send_request("GET", "/api/search?q=dup&types=contact,task&limit=2", NULL), 200);
    ck_assert(says("{\"type\":\"contact\",\"total\":100,\"items\":[{"));
    ck_assert(says("{\"type\":\"task\",\"total\":100,\"items\":[{"));
    ck_assert_int_eq(send_request("GET", "/api/search?q=dupaa&types=contact&limit=20", NULL), 200);
    ck_assert(says("\"total\":25,"));
    ck_assert_int_eq(send_request("GET", "/api/search?q=ab124cd&types=vehicle", NULL), 200);
    ck_assert(says("\"total\":1,"));
}
END_TEST

Suite *suite_find(void)
{
    Suite *suite = suite_create("find");
    TCase *tcase = tcase_create("find");
    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, find_setup, world_teardown);
    tcase_add_test(tcase, totals_are_counted_so_far);
    tcase_add_test(tcase, what_it_costs);
    suite_add_tcase(suite, tcase);
    return suite;
}
