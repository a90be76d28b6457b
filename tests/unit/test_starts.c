/* SPDX-License-Identifier: MIT
 *
 * fcgi/starts.c: how often a request began, over the deaths of those who began it. */
#include <check.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/uuid.h"
#include "fcgi/starts.h"

Suite *suite_starts(void);

#define ID "0190aaaa-0000-4000-8000-123456789abc"
#define OTHER "0190aaaa-0000-4000-8000-123456789abd"
#define FEW 200
#define MINUTE INT64_C(60000000)

START_TEST(counts_until_answered)
{
    ck_assert_int_eq(starts_begin(ID, MINUTE), 1); /* before there is a table */
    ck_assert_int_eq(starts_begin(ID, MINUTE), 1);
    ck_assert(starts_init());
    ck_assert_int_eq(starts_begin(ID, MINUTE), 1);
    ck_assert_int_eq(starts_begin(OTHER, MINUTE), 1);
    ck_assert_int_eq(starts_begin(ID, MINUTE * 2), 2);
    ck_assert_int_eq(starts_begin(ID, MINUTE * 6), 3);
    starts_end(ID, MINUTE * 6);
    ck_assert_int_eq(starts_begin(ID, MINUTE * 6), 1);
    ck_assert_int_eq(starts_begin(OTHER, MINUTE * 6), 2);
}
END_TEST

START_TEST(forgets_what_nobody_repeats)
{
    ck_assert(starts_init());
    ck_assert_int_eq(starts_begin(ID, MINUTE), 1);
    ck_assert_int_eq(starts_begin(ID, MINUTE * 60), 1);
    for (int i = 0; i < 1000; i++) {
        starts_begin(ID, MINUTE * 60);
    }
    ck_assert_int_eq(starts_begin(ID, MINUTE * 60), 255); /* and does not begin anew */
}
END_TEST

START_TEST(outlives_the_process)
{
    ck_assert(starts_init());
    for (int i = 1; i <= 3; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            _exit(starts_begin(ID, MINUTE));
        }
        int status = 0;
        ck_assert_int_eq(waitpid(pid, &status, 0), pid);
        ck_assert_int_eq(WEXITSTATUS(status), i);
    }
}
END_TEST

/* Many at a time are told apart; more than there is room for are served, uncounted. */
START_TEST(many)
{
    struct arena *arena = arena_new(0);
    char *ids[FEW];
    ck_assert(starts_init());
    for (size_t i = 0; i < FEW; i++) {
        ids[i] = uuid_new(arena);
        ck_assert_int_eq(starts_begin(ids[i], MINUTE), 1);
    }
    for (size_t i = 0; i < FEW; i++) {
        ck_assert_int_eq(starts_begin(ids[i], MINUTE), 2);
    }
    for (size_t i = 0; i < 10000; i++) {
        ck_assert_int_eq(starts_begin(uuid_new(arena), MINUTE), 1);
    }
    arena_free(arena);
}
END_TEST

Suite *suite_starts(void)
{
    Suite *suite = suite_create("starts");
    TCase *tcase = tcase_create("starts");
    tcase_add_test(tcase, counts_until_answered);
    tcase_add_test(tcase, forgets_what_nobody_repeats);
    tcase_add_test(tcase, outlives_the_process);
    tcase_add_test(tcase, many);
    suite_add_tcase(suite, tcase);
    return suite;
}
