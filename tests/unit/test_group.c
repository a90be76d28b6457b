/* SPDX-License-Identifier: MIT
 *
 * Writes that share a transaction: none is answered or seen before its commit, what is no write of the tenant ends the group
 * first, and a failure among them is the failing one's alone. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "auth/rate.h"
#include "base/faultpoint.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/serve/group.h"
#include "request_fixture.h"
#include "tenant/create.h"

Suite *suite_group(void);

enum { FIRST, SECOND, THIRD, EXCHANGES = GROUP_MAX + 2 };

static struct exchange exchanges[EXCHANGES];
static struct service other; /* sees what another process would see, and its locks */
static struct service fast;  /* as in the api pool: it does not wait for locks */

static void group_setup(void)
{
    world_setup();
    ck_assert_int_eq(service_open(&other, true), RC_OK);
    ck_assert_int_eq(service_open(&fast, false), RC_OK);
    world.service.grouping = true;
    for (size_t i = 0; i < EXCHANGES; i++) {
        exchanges[i] = (struct exchange){.arena = arena_new(0)};
    }
}

static void group_teardown(void)
{
    for (size_t i = 0; i < EXCHANGES; i++) {
        arena_free(exchanges[i].arena);
    }
    service_close(&fast);
    service_close(&other);
    world_teardown();
}

/* As if no time had passed since the group's first member came. */
static enum step serve(struct service *service, int which)
{
    service->group.began_us = time_monotonic_us();
    dispatch(service, &exchanges[which]);
    return exchanges[which].step;
}

static enum step start(int which, const char *method, const char *path, const char *body)
{
    compose_request(&exchanges[which], method, path, body);
    return serve(&world.service, which);
}

static enum step start_contact(int which, const char *name)
{
    return start(which, "POST", "/api/contacts", arena_printf(world.arena, "{\"last_name\":\"%s\"}", name));
}

static bool is_answered(int which, int status)
{
    return exchanges[which].step == STEP_ANSWERED && exchanges[which].response.status == status;
}

/* How many contacts of that name others see. */
static int seen(const char *name)
{
    struct service own = world.service;
    int count = 0;
    world.service = other;
    ck_assert_int_eq(send_request("GET", "/api/contacts?limit=100", NULL), 200);
    const char *mark = arena_printf(world.arena, "\"last_name\":\"%s\"", name);
    for (const char *at = answer_body(); (at = strstr(at, mark)) != NULL; at++) {
        count++;
    }
    other = world.service;
    world.service = own;
    return count;
}

START_TEST(one_commit_for_all)
{
    ck_assert_int_eq(start_contact(FIRST, "One"), STEP_HELD);
    ck_assert_int_eq(start_contact(SECOND, "Two"), STEP_HELD);
    ck_assert_uint_eq(world.service.group.count, 2);
    ck_assert_int_eq(world.done, 0);
    ck_assert_int_eq(seen("One") + seen("Two"), 0);
    world.done = 0;
    dispatch_settle(&world.service);
    ck_assert_int_eq(world.done, 2);
    ck_assert(is_answered(FIRST, 201) && is_answered(SECOND, 201));
    ck_assert(seen("One") == 1 && seen("Two") == 1);
    ck_assert_ptr_nonnull(strstr(exchanges[SECOND].response.body.data, "\"Two\""));
}
END_TEST

START_TEST(members_see_each_other)
{
    world.idempotency_key = "same";
    start_contact(FIRST, "Once");
    start_contact(SECOND, "Once");
    world.idempotency_key = NULL;
    dispatch_settle(&world.service);
    ck_assert(is_answered(FIRST, 201) && is_answered(SECOND, 201));
    ck_assert_str_eq(exchanges[FIRST].response.body.data, exchanges[SECOND].response.body.data);
    ck_assert_int_eq(seen("Once"), 1);
}
END_TEST

START_TEST(whatever_is_no_write_ends_it)
{
    static const struct {
        const char *method, *path, *body;
        int status;
    } others[] = {
        {"GET", "/api/contacts", NULL, 200},
        {"GET", "/api/nowhere", NULL, 404},
        {"GET", "/api/health", NULL, 200},
        {"POST", "/api/contacts", "{\"last_name\":5}", 400},
        {"POST", "/api/users", "{\"email\":\"mia@garage.test\",\"first_name\":\"Mia\",\"role\":\"manager\"}", 201},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *name = arena_printf(world.arena, "Member%zu", i);
        ck_assert_int_eq(start_contact(FIRST, name), STEP_HELD);
        ck_assert_int_eq(start(SECOND, others[i].method, others[i].path, others[i].body), STEP_ANSWERED);
        ck_assert_msg(is_answered(SECOND, others[i].status), "%s: %d", others[i].path, exchanges[SECOND].response.status);
        ck_assert_msg(is_answered(FIRST, 201) && seen(name) == 1, "beside %s", others[i].path);
        ck_assert_uint_eq(world.service.group.count, 0);
    }
}
END_TEST

START_TEST(only_writes_of_the_tenant_join)
{
    compose_request(&exchanges[SECOND], "POST", "/api/contacts", "{}");
    ck_assert(!group_joins(&world.service, &exchanges[SECOND]));
    start_contact(FIRST, "First");
    ck_assert(group_joins(&world.service, &exchanges[SECOND]));
    exchanges[SECOND].request.tenant = "elsewhere";
    ck_assert(!group_joins(&world.service, &exchanges[SECOND]));
    exchanges[SECOND].request.tenant = "garage";
    exchanges[SECOND].request.method = "GET";
    ck_assert(!group_joins(&world.service, &exchanges[SECOND]));
    exchanges[SECOND].request.method = "POST";
    world.service.group.began_us -= 1000000;
    ck_assert_msg(!group_joins(&world.service, &exchanges[SECOND]), "the first has waited long enough");
    dispatch_settle(&world.service);
}
END_TEST

/* The second of three fails at the Nth call of the store, for every N: before it wrote, after, and at the commit. */
START_TEST(a_failure_is_its_own)
{
    int failed = 0;
    bool last = false;
    for (int n = 1; !last; n++) {
        const char *names[THIRD + 1];
        for (int i = 0; i <= THIRD; i++) {
            names[i] = arena_printf(world.arena, "N%dI%d", n, i);
        }
        start_contact(FIRST, names[FIRST]);
        world.test_fail = arena_printf(world.arena, "store:%d", n);
        start_contact(SECOND, names[SECOND]);
        dispatch_settle(&world.service);
        world.test_fail = NULL;
        ck_assert_int_eq(exchanges[SECOND].step, STEP_ANSWERED);
        last = exchanges[SECOND].response.status == 201;
        failed += !last;
        start_contact(THIRD, names[THIRD]);
        dispatch_settle(&world.service);
        ck_assert_msg(is_answered(FIRST, 201) && is_answered(THIRD, 201), "store:%d", n);
        ck_assert(last || exchanges[SECOND].response.status == 503 || exchanges[SECOND].response.status == 500);
        ck_assert_msg(seen(names[FIRST]) == 1 && seen(names[SECOND]) == last && seen(names[THIRD]) == 1, "store:%d", n);
    }
    ck_assert_int_gt(failed, 5);
}
END_TEST

/* The commit of all fails once: each is repeated by itself. */
START_TEST(a_lost_transaction_is_repeated)
{
    start_contact(FIRST, "Lost1");
    start_contact(SECOND, "Lost2");
    faultpoint_arm(FAULTPOINT_IO, 1);
    dispatch_settle(&world.service);
    ck_assert_int_eq(world.done, 2);
    ck_assert(is_answered(FIRST, 201) && is_answered(SECOND, 201));
    ck_assert(seen("Lost1") == 1 && seen("Lost2") == 1);
}
END_TEST

/* What it got is its own: headers and body of the attempt that counted. */
START_TEST(a_repeated_member_has_one_answer)
{
    start_contact(FIRST, "Again");
    faultpoint_arm(FAULTPOINT_IO, 1);
    dispatch_settle(&world.service);
    const struct response *response = &exchanges[FIRST].response;
    ck_assert_int_eq(response->status, 201);
    for (size_t i = 0; i < response->header_count; i++) {
        for (size_t k = 0; k < i; k++) {
            ck_assert_str_ne(response->headers[i].name, response->headers[k].name);
        }
    }
    const char *field = strstr(response->body.data, "\"last_name\":\"Again\"");
    ck_assert(field && !strstr(field + 1, "\"last_name\""));
}
END_TEST

/* A verdict that stood on what was never committed is thought over. */
START_TEST(a_refusal_stands_on_what_is_committed)
{
    world.service.grouping = false;
    world_populate();
    world.service.grouping = true;
    ck_assert_int_eq(start(FIRST, "DELETE", "/api/tasks/{task}", NULL), STEP_HELD);
    exchanges[FIRST].request.test_fail = "io:1";
    world.test_fail = "io:1";
    start(SECOND, "PATCH", "/api/tasks/{task}", "{\"title\":\"Still there\"}");
    world.test_fail = NULL;
    ck_assert_msg(is_answered(FIRST, 500) && is_answered(SECOND, 500), "%d %d", exchanges[FIRST].response.status,
                  exchanges[SECOND].response.status);
    ck_assert_int_eq(send_request("GET", "/api/tasks/{task}", NULL), 200);
}
END_TEST

/* No disk for anybody: a whole group fails, each of it as if it had been alone, and the next one is as good as ever. */
START_TEST(a_commit_that_fails_for_many_stores_nothing)
{
    for (int i = 0; i < GROUP_MAX - 1; i++) {
        ck_assert_int_eq(start_contact(i, "Failed"), STEP_HELD);
        exchanges[i].request.test_fail = "io:1"; /* when it is repeated */
    }
    faultpoint_arm(FAULTPOINT_IO, 1);
    dispatch_settle(&world.service);
    faultpoint_arm(FAULTPOINT_IO, 0);
    ck_assert_int_eq(world.done, GROUP_MAX - 1);
    for (int i = 0; i < GROUP_MAX - 1; i++) {
        ck_assert_msg(is_answered(i, 500), "%d: %d", i, exchanges[i].response.status);
    }
    ck_assert_int_eq(seen("Failed"), 0);
    for (int i = 0; i < GROUP_MAX - 1; i++) { /* positive control */
        ck_assert_int_eq(start_contact(i, "Stored"), STEP_HELD);
    }
    dispatch_settle(&world.service);
    for (int i = 0; i < GROUP_MAX - 1; i++) {
        ck_assert(is_answered(i, 201));
    }
    ck_assert(seen("Stored") == GROUP_MAX - 1 && seen("Failed") == 0);
}
END_TEST

static void make_neighbour(void)
{
    const struct tenant_new wanted = {.subdomain = "neighbour",
                                      .name = "Next door",
                                      .owner_email = "owner@neighbour.test",
                                      .owner_name = "Nora Next",
                                      .owner_password_hash = "$scrypt$",
                                      .registration = "closed"};
    struct tenant tenant;
    const char *owner_id;
    struct cx cx;
    cx_init(&cx, world.arena);
    cx.registry = other.registry;
    cx.zone = "Europe/Paris";
    ck_assert_int_eq(tenant_create(&cx, &wanted, false, &tenant, &owner_id), RC_OK);
    cx_end(&cx);
}

/* Also one that is refused; but no other write, nobody from nowhere, and none when the first has waited long enough. */
START_TEST(a_read_of_another_tenant_passes_it)
{
    make_neighbour();
    ck_assert_int_eq(start_contact(FIRST, "Open"), STEP_HELD);
    world.tenant = "neighbour";
    ck_assert_int_eq(start(SECOND, "GET", "/api/contacts", NULL), STEP_ANSWERED);
    ck_assert(is_answered(SECOND, 401)); /* the session is garage's */
    ck_assert(exchanges[FIRST].step == STEP_HELD && world.service.group.count == 1);
    ck_assert_int_eq(start(SECOND, "GET", "/api/contacts", NULL), STEP_ANSWERED);
    ck_assert_uint_eq(world.service.group.count, 1);
    world.tenant = "garage";
    ck_assert_int_eq(start_contact(THIRD, "Open"), STEP_HELD); /* it goes on */
    ck_assert_int_eq(seen("Open"), 0);
    world.tenant = "neighbour";
    ck_assert_int_eq(start(SECOND, "POST", "/api/contacts", "{}"), STEP_ANSWERED);
    ck_assert(is_answered(FIRST, 201) && is_answered(THIRD, 201) && is_answered(SECOND, 401));
    world.tenant = "garage";
    ck_assert_int_eq(seen("Open"), 2);

    static const char *const tenants[] = {"garage", "nowhere"};
    for (size_t i = 0; i < 2; i++) {
        world.tenant = "garage";
        ck_assert_int_eq(start_contact(FIRST, "Settled"), STEP_HELD);
        world.tenant = tenants[i];
        start(SECOND, "GET", "/api/contacts", NULL);
        ck_assert_msg(is_answered(FIRST, 201), "beside %s", tenants[i]);
    }
    world.tenant = "garage";
    ck_assert_int_eq(start_contact(FIRST, "Waited"), STEP_HELD);
    compose_request(&exchanges[SECOND], "GET", "/api/contacts", NULL);
    exchanges[SECOND].request.tenant = "neighbour";
    ck_assert(group_may_pass(&world.service, &exchanges[SECOND]));
    world.service.group.began_us -= 1000000;
    ck_assert(!group_may_pass(&world.service, &exchanges[SECOND]));
    dispatch(&world.service, &exchanges[SECOND]);
    ck_assert(is_answered(FIRST, 201));
}
END_TEST

/* Writes of the heavy pool commit for themselves; where one process serves both pools they stay outside. */
START_TEST(heavy_writes_stay_outside)
{
    for (int i = 1; i <= 3; i++) {
        const char *name = arena_printf(world.arena, "Beside%d", i);
        const char *step = arena_printf(world.arena, "{\"probability_step\":0.0%d}", i);
        ck_assert_int_eq(start_contact(FIRST, name), STEP_HELD);
        ck_assert_int_eq(start(SECOND, "PATCH", "/api/settings", step), STEP_ANSWERED);
        ck_assert_int_eq(start_contact(THIRD, name), STEP_HELD);
        dispatch_settle(&world.service);
        ck_assert(is_answered(FIRST, 201) && is_answered(SECOND, 200) && is_answered(THIRD, 201));
        ck_assert_int_eq(seen(name), 2);
    }
}
END_TEST

START_TEST(a_full_group_is_settled)
{
    for (int i = 0; i < GROUP_MAX + 2; i++) {
        ck_assert_int_eq(start_contact(i, "Many"), STEP_HELD);
    }
    ck_assert_uint_eq(world.service.group.count, 2);
    ck_assert(is_answered(GROUP_MAX - 1, 201));
    dispatch_settle(&world.service);
    ck_assert_int_eq(seen("Many"), GROUP_MAX + 2);
}
END_TEST

static const char *header(int which, const char *name)
{
    const struct response *response = &exchanges[which].response;
    for (size_t i = 0; i < response->header_count; i++) {
        if (str_eq(response->headers[i].name, name)) {
            return response->headers[i].value;
        }
    }
    return "";
}

START_TEST(a_repetition_counts_once)
{
    ck_assert(rate_init(NULL, 1));
    start_contact(FIRST, "Counted");
    const char *remaining = arena_strdup(world.arena, header(FIRST, "X-RateLimit-Remaining"));
    start_contact(SECOND, "Counted");
    const char *next = arena_strdup(world.arena, header(SECOND, "X-RateLimit-Remaining"));
    ck_assert(*next && !str_eq(next, remaining));
    faultpoint_arm(FAULTPOINT_IO, 1);
    dispatch_settle(&world.service);
    ck_assert(is_answered(FIRST, 201) && is_answered(SECOND, 201));
    ck_assert_str_eq(header(FIRST, "X-RateLimit-Remaining"), remaining);
    ck_assert_str_eq(header(SECOND, "X-RateLimit-Remaining"), next);
}
END_TEST

/* The other process has the lock: parked, and then refused or served. */
START_TEST(parked_ones_join_or_are_refused)
{
    fast.grouping = true;
    other.grouping = true;
    compose_request(&exchanges[FIRST], "POST", "/api/contacts", "{\"last_name\":\"Holder\"}");
    ck_assert_int_eq(serve(&other, FIRST), STEP_HELD);
    for (int i = SECOND; i <= THIRD; i++) {
        compose_request(&exchanges[i], "POST", "/api/contacts", "{\"last_name\":\"Waiter\"}");
        ck_assert_int_eq(serve(&fast, i), STEP_PARKED);
    }
    ck_assert_int_eq(world.done, 2); /* parked */
    dispatch_refuse(&fast, &exchanges[SECOND], RC_UNAVAILABLE);
    ck_assert_int_eq(world.done, 3);
    ck_assert(is_answered(SECOND, 503));
    ck_assert_str_eq(header(SECOND, "Retry-After"), "1");
    dispatch_settle(&other);
    ck_assert_int_eq(serve(&fast, THIRD), STEP_HELD);
    dispatch_settle(&fast);
    ck_assert(is_answered(FIRST, 201) && is_answered(THIRD, 201));
    ck_assert(seen("Holder") == 1 && seen("Waiter") == 1);
}
END_TEST

/* Somebody leaves or is sent away while a group of the same file is open. */
START_TEST(leaving_disturbs_no_group)
{
    fast.grouping = true;
    other.grouping = true;
    compose_request(&exchanges[FIRST], "POST", "/api/contacts", "{\"last_name\":\"Holder\"}");
    serve(&other, FIRST);
    for (int i = SECOND; i <= THIRD; i++) {
        compose_request(&exchanges[i], "POST", "/api/contacts", "{\"last_name\":\"Gone\"}");
        ck_assert_int_eq(serve(&fast, i), STEP_PARKED);
    }
    dispatch_settle(&other);
    compose_request(&exchanges[FIRST], "POST", "/api/contacts", "{\"last_name\":\"Stays\"}");
    ck_assert_int_eq(serve(&fast, FIRST), STEP_HELD);
    int done = world.done;
    dispatch_abandon(&fast, &exchanges[SECOND]);
    ck_assert_int_eq(world.done, done);
    dispatch_refuse(&fast, &exchanges[THIRD], RC_RATE_LIMITED);
    dispatch_settle(&fast);
    ck_assert(is_answered(FIRST, 201) && is_answered(THIRD, 429));
    ck_assert(seen("Stays") == 1 && seen("Gone") == 0);
}
END_TEST

Suite *suite_group(void)
{
    Suite *suite = suite_create("group");
    TCase *tcase = tcase_create("group");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, group_setup, group_teardown);
    tcase_add_test(tcase, one_commit_for_all);
    tcase_add_test(tcase, members_see_each_other);
    tcase_add_test(tcase, whatever_is_no_write_ends_it);
    tcase_add_test(tcase, only_writes_of_the_tenant_join);
    tcase_add_test(tcase, a_failure_is_its_own);
    tcase_add_test(tcase, a_lost_transaction_is_repeated);
    tcase_add_test(tcase, a_repeated_member_has_one_answer);
    tcase_add_test(tcase, a_refusal_stands_on_what_is_committed);
    tcase_add_test(tcase, a_commit_that_fails_for_many_stores_nothing);
    tcase_add_test(tcase, a_read_of_another_tenant_passes_it);
    tcase_add_test(tcase, heavy_writes_stay_outside);
    tcase_add_test(tcase, a_full_group_is_settled);
    tcase_add_test(tcase, a_repetition_counts_once);
    tcase_add_test(tcase, parked_ones_join_or_are_refused);
    tcase_add_test(tcase, leaving_disturbs_no_group);
    suite_add_tcase(suite, tcase);
    return suite;
}
