/* SPDX-License-Identifier: MIT
 *
 * fcgi/process/turns.c: in which order requests of several tenants are served. */
#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "fcgi/process/turns.h"
#include "fcgi/serve/exchange.h"

Suite *suite_turns(void);

static struct conn conns[TURNS_MAX];
static struct exchange exchanges[TURNS_MAX];
static const char *names[TURNS_MAX];
static size_t made;

/* Called by a name like "a1": its tenant is the first letter. */
static void add(const char *method, const char *name)
{
    static const char *const tenants[] = {"a", "b", "c", "d"};
    exchanges[made].request.method = method;
    exchanges[made].request.tenant = tenants[*name - 'a'];
    conns[made] = (struct conn){.exchange = &exchanges[made]};
    names[made] = name;
    turns_add(&conns[made++]);
}

static const char *next(const char *writer)
{
    const struct conn *conn = turns_next(writer);
    return conn ? names[conn - conns] : "";
}

static void setup(void)
{
    memset(exchanges, 0, sizeof exchanges);
    made = 0;
    add("GET", "d1"); /* somebody else was served last */
    ck_assert_str_eq(next(NULL), "d1");
    made = 0;
}

/* Empties the queue: it is the process's. */
static void teardown(void)
{
    while (turns_next(NULL)) {
    }
}

START_TEST(one_of_each_tenant_after_the_other)
{
    static const char *const order[] = {"a1", "b1", "c1", "a2", "b2", "a3", ""};
    add("GET", "a1");
    add("GET", "a2");
    add("GET", "a3");
    add("HEAD", "b1");
    add("GET", "b2");
    add("GET", "c1");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        ck_assert_str_eq(next(NULL), order[i]);
    }
}
END_TEST

START_TEST(who_comes_later_waits_for_one_at_most)
{
    add("GET", "a1");
    add("GET", "a2");
    add("GET", "a3");
    ck_assert_str_eq(next(NULL), "a1");
    add("GET", "b1");
    ck_assert_str_eq(next(NULL), "b1");
    add("GET", "b2"); /* it had its turn */
    ck_assert_str_eq(next(NULL), "a2");
    ck_assert_str_eq(next(NULL), "b2");
    ck_assert_str_eq(next(NULL), "a3");
}
END_TEST

START_TEST(writes_share_a_turn_behind_reads)
{
    add("POST", "a1");
    add("POST", "b1");
    add("PATCH", "a2");
    add("GET", "c1");
    ck_assert_str_eq(next(NULL), "c1");
    ck_assert_str_eq(next(NULL), "a1");
    ck_assert_str_eq(next("a"), "a2"); /* it joins the open transaction, though b was there before it */
    add("POST", "a3");
    ck_assert_str_eq(next("a"), "b1"); /* but no more */
    ck_assert_str_eq(next("b"), "a3");
}
END_TEST

START_TEST(a_turn_holds_no_more_writes_than_a_commit)
{
    for (int i = 0; i <= GROUP_MAX; i++) {
        add("POST", "a1");
    }
    add("POST", "b1");
    for (int i = 0; i < GROUP_MAX; i++) {
        ck_assert_str_eq(next("a"), "a1");
    }
    ck_assert_str_eq(next("a"), "b1");
    ck_assert_str_eq(next("b"), "a1");
}
END_TEST

START_TEST(a_read_stays_behind_what_its_tenant_wrote_before)
{
    add("POST", "a1");
    add("GET", "a2");
    add("POST", "a3");
    ck_assert_str_eq(next(NULL), "a1");
    ck_assert_str_eq(next("a"), "a2");
    ck_assert_str_eq(next(NULL), "a3");
}
END_TEST

START_TEST(the_queue_is_bounded)
{
    size_t room = turns_room();
    ck_assert_uint_eq(room, TURNS_MAX);
    for (size_t i = 0; i < room; i++) {
        add("GET", "a1");
    }
    ck_assert_uint_eq(turns_room(), 0);
    ck_assert_str_eq(next(NULL), "a1");
    ck_assert_uint_eq(turns_room(), 1);
}
END_TEST

Suite *suite_turns(void)
{
    Suite *suite = suite_create("turns");
    TCase *tcase = tcase_create("turns");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, one_of_each_tenant_after_the_other);
    tcase_add_test(tcase, who_comes_later_waits_for_one_at_most);
    tcase_add_test(tcase, writes_share_a_turn_behind_reads);
    tcase_add_test(tcase, a_turn_holds_no_more_writes_than_a_commit);
    tcase_add_test(tcase, a_read_stays_behind_what_its_tenant_wrote_before);
    tcase_add_test(tcase, the_queue_is_bounded);
    suite_add_tcase(suite, tcase);
    return suite;
}
