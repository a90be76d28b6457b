/* SPDX-License-Identifier: MIT
 *
 * Suggestions for a line at a size that no garage has: 10,000 papers with four lines each, most of them worded like no other, and
 * 5,000 items in the catalogue. What it costs is printed, not asserted; that it finds the right ones is. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "fcgi/serve/route.h"
#include "request_fixture.h"
#include "store/internal.h"
#include "tenant/tenant.h"

Suite *suite_suggest(void);

#define TIMES 40
#define NUMBERS(count) "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " #count " - 1) "

static void fill(struct cx *cx, const char *sql)
{
    ck_assert_msg(store_exec(cx->db->handle, sql) == SQLITE_OK, "%s", sqlite3_errmsg(cx->db->handle));
}

static void suggest_setup(void)
{
    struct cx cx;
    world_setup();
    world_populate();
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    fill(&cx, "INSERT INTO contact (id, last_name, created_at, updated_at) VALUES ('c', 'Dupont', 1, 1)");
    fill(&cx, NUMBERS(20) "INSERT INTO vehicle (id, owner_id, make, model, created_at, updated_at)"
                          " SELECT 'v' || i, 'c', 'Renault', 'Modèle ' || i, 1, 1 FROM n");
    fill(&cx, NUMBERS(5000) "INSERT INTO quote (id, quote_number, contact_id, vehicle_id, issue_date, subtotal, vat_rate,"
                            " vat_amount, total, status, created_at, updated_at) SELECT 'q' || i, printf('2020-%05d', i),"
                            " 'c', 'v' || (i % 20), '2020-01-01', 1, 2000, 0, 1, 'SENT', 1, i FROM n");
    fill(&cx,
         NUMBERS(5000) "INSERT INTO invoice (id, contact_id, vehicle_id, subtotal, vat_rate, vat_amount, total, status,"
                       " created_at, updated_at) SELECT 'i' || i, 'c', 'v' || (i % 20), 1, 2000, 0, 1, 'DRAFT', 1, i FROM n");
    fill(&cx,
         "INSERT INTO quote_item (quote_id, position, description, quantity, unit_price, total)"
         " SELECT p.id, x.j, CASE x.j WHEN 0 THEN 'Main d''œuvre mécanique' WHEN 1 THEN 'Plaquettes de frein ' || (p.seq % 400)"
         " ELSE 'Pièce ' || x.j || ' pour le devis ' || p.seq END, 1000, 100000 + p.seq % 20, 1"
         " FROM quote p, (SELECT 0 AS j UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) x WHERE p.id LIKE 'q%'");
    fill(&cx,
         "INSERT INTO invoice_item (invoice_id, position, description, quantity, unit_price, total)"
         " SELECT p.id, x.j, CASE x.j WHEN 0 THEN 'Main d''œuvre mécanique' WHEN 1 THEN 'Plaquettes de frein ' || (p.seq % 400)"
         " ELSE 'Pièce ' || x.j || ' pour la facture ' || p.seq END, 1000, 100000 + p.seq % 20, 1"
         " FROM invoice p, (SELECT 0 AS j UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) x WHERE p.id LIKE 'i%'");
    fill(&cx,
         NUMBERS(
             5000) "INSERT INTO catalogue_item (id, code, label, unit_price, kind, code_key, label_key, created_at, updated_at)"
                   " SELECT 'k' || i, 'P' || i, 'Pièce détachée ' || i, 10000, 'PART', text_key('P' || i),"
                   " text_key('Pièce détachée ' || i), 1, 1 FROM n");
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
}

static int64_t cpu_us(void)
{
    struct timespec now;
    ck_assert_int_eq(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now), 0);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Of the whole request: credential, both lists, answer. */
START_TEST(what_it_costs)
{
    static const char *const typed[] = {"p",    "pi", "pie",          "piece", "piece%202%20pour", "piece%20123",
                                        "main", "m",  "plaq%20frein", "p123",  "nothing"};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        const char *path =
            arena_printf(world.arena, "/api/catalogue/suggest?make=Renault&model=Mod%%C3%%A8le%%207&q=%s", typed[i]);
        ck_assert_msg(send_request("GET", path, NULL) == 200, "%s", answer_body());
        int64_t before = cpu_us();
        for (int j = 0; j < TIMES; j++) {
            ck_assert_int_eq(send_request("GET", path, NULL), 200);
        }
        printf("suggestions of 5,000 items and 10,000 papers, \"%s\": %.2f ms of CPU\n", typed[i],
               (double)(cpu_us() - before) / 1000 / TIMES);
    }
}
END_TEST

/* What is used most stands first though thousands of newer texts match as well, and those of the model before it. */
START_TEST(the_most_used_and_the_models_own_come_first)
{
    ck_assert_int_eq(send_request("GET", "/api/catalogue/suggest?q=m&limit=1", NULL), 200);
    ck_assert_msg(strstr(answer_body(), "\"past\":[{\"description\":\"Main d'œuvre mécanique\"") != NULL, "%s", answer_body());
    ck_assert(strstr(answer_body(), "\"times_used\":10000") != NULL);
    ck_assert_int_eq(
        send_request("GET", "/api/catalogue/suggest?q=plaquettes&make=renault&model=Mod%C3%A8le%207&limit=20", NULL), 200);
    ck_assert(strstr(answer_body(), "\"same_model\":true") != NULL);
    ck_assert_msg(strstr(answer_body(), "\"same_model\":false") == NULL, "%s", answer_body());
}
END_TEST

static void items(struct cx *cx, const char *prefix, const char *active)
{
    fill(cx, arena_printf(
                 world.arena,
                 NUMBERS(300) "INSERT INTO catalogue_item (id, label, unit_price, kind, label_key, is_active, created_at,"
                              " updated_at) SELECT '%s' || i, '%s ' || i, 1, 'PART', text_key('%s ' || i), %s, 1, 1 FROM n",
                 prefix, prefix, prefix, active));
}

static void offers(const char *typed, const char *label)
{
    ck_assert_int_eq(send_request("GET", arena_printf(world.arena, "/api/catalogue/suggest?q=%s&limit=1", typed), NULL), 200);
    ck_assert_msg(strstr(answer_body(), arena_printf(world.arena, "\"label\":\"%s\"", label)) != NULL, "%s", answer_body());
}

/* However many match that are sold no more, by any of their words and by how they begin. */
START_TEST(what_is_sold_no_more_hides_nothing)
{
    struct cx cx;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    fill(&cx, "INSERT INTO catalogue_item (id, label, unit_price, kind, label_key, created_at, updated_at) VALUES"
              " ('y', 'Vieux yack', 1, 'PART', text_key('Vieux yack'), 1, 1),"
              " ('z', 'Zeste rare', 1, 'PART', text_key('Zeste rare'), 1, 1)");
    items(&cx, "Petit yack", "0");
    items(&cx, "Zeste", "0");
    items(&cx, "Petit zeste", "1");
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
    offers("yack", "Vieux yack");
    offers("zeste", "Zeste rare");
}
END_TEST

Suite *suite_suggest(void)
{
    Suite *suite = suite_create("suggest");
    TCase *tcase = tcase_create("suggest");
    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, suggest_setup, world_teardown);
    tcase_add_test(tcase, what_it_costs);
    tcase_add_test(tcase, what_is_sold_no_more_hides_nothing);
    tcase_add_test(tcase, the_most_used_and_the_models_own_come_first);
    suite_add_tcase(suite, tcase);
    return suite;
}
