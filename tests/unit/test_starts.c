/* SPDX-License-Identifier: MIT
 *
 * fcgi/process/starts.c: which requests are refused after the deaths of those who served them. */
#include <check.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fcgi/process/starts.h"

Suite *suite_starts(void);

#define ID "0190aaaa-0000-4000-8000-123456789abc"
#define OTHER "0190aaaa-0000-4000-8000-123456789abd"
#define SECOND INT64_C(1000000)

/* A worker serves the request before it, and dies while it serves this one. False: it refused. */
static bool dies_with(const char *request_id, bool crashed, int64_t now_us)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        starts_begin(OTHER, now_us);
        starts_end();
        _exit(starts_begin(request_id, now_us));
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    starts_blame(pid, crashed, now_us);
    return WEXITSTATUS(status) == 1;
}

/* What a worker that lives on says. */
static bool is_served(const char *request_id, int64_t now_us)
{
    bool served = starts_begin(request_id, now_us);
    starts_end();
    return served;
}

START_TEST(two_crashes_are_enough)
{
    ck_assert(starts_init());
    ck_assert(dies_with(ID, true, SECOND));
    ck_assert(dies_with(ID, true, 2 * SECOND));
    for (int i = 0; i < 3; i++) {
        ck_assert(!dies_with(ID, true, 3 * SECOND));
    }
    ck_assert(!is_served(ID, 4 * SECOND));
    ck_assert(is_served(OTHER, 4 * SECOND)); /* was answered each time */
    ck_assert(is_served(ID, 400 * SECOND));
}
END_TEST

START_TEST(kills_may_be_chance)
{
    ck_assert(starts_init());
    for (int i = 0; i < 6; i++) {
        ck_assert(dies_with(ID, false, SECOND));
    }
    ck_assert(!is_served(ID, SECOND));
}
END_TEST

START_TEST(without_a_table)
{
    ck_assert(is_served(ID, SECOND));
    starts_blame(getpid(), true, SECOND);
    ck_assert(is_served(ID, SECOND));
}
END_TEST

/* More suspects than there is room for: the youngest are remembered. */
START_TEST(many)
{
    char id[40];
    ck_assert(starts_init());
    for (int i = 0; i < 100; i++) {
        snprintf(id, sizeof id, "0190aaaa-0000-4000-8000-%012x", i);
        ck_assert(dies_with(id, true, i * SECOND));
        ck_assert(dies_with(id, true, i * SECOND));
    }
    ck_assert(!is_served(id, 101 * SECOND));
    ck_assert(is_served("0190aaaa-0000-4000-8000-000000000000", 101 * SECOND));
}
END_TEST

Suite *suite_starts(void)
{
    Suite *suite = suite_create("starts");
    TCase *tcase = tcase_create("starts");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, two_crashes_are_enough);
    tcase_add_test(tcase, kills_may_be_chance);
    tcase_add_test(tcase, without_a_table);
    tcase_add_test(tcase, many);
    suite_add_tcase(suite, tcase);
    return suite;
}
