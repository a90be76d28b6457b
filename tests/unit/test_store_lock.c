/* SPDX-License-Identifier: MIT
 *
 * The write lock of a file between processes: order, bounds of waiting, and what a dead holder leaves. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/time.h"
#include "store_fixture.h"

Suite *suite_store_lock(void);

#define WRITERS 4
#define INSERTS 200

/* A child process with its own handle, as after a worker's fork. Its exit status says whether all went well. */
static pid_t spawn(void (*work)(int arg), int arg)
{
    ck_assert_int_eq(fflush(NULL), 0);
    pid_t pid = fork();
    if (pid == 0) {
        work(arg);
        _exit(0);
    }
    return pid;
}

static void expect(bool ok)
{
    if (!ok) {
        _exit(1);
    }
}

static void write_many(int writer)
{
    struct db *db = fixture_other(writer < 0);
    int64_t worst_us = 0;
    fx.cx.db = db;
    for (int i = 0; i < INSERTS; i++) {
        char id[32];
        snprintf(id, sizeof id, "%d-%d", writer, i);
        int64_t start = time_monotonic_us();
        enum rc rc = item_add(id, "x", i);
        while (rc == RC_BUSY) { /* what the event loop of the fast pool does */
            rc = item_add(id, "x", i);
        }
        expect(rc == RC_OK);
        int64_t took = time_monotonic_us() - start;
        worst_us = took > worst_us ? took : worst_us;
    }
    expect(worst_us < 2000000); /* far above what it takes; starving would take until the others are done */
    db_close(db);
}

START_TEST(test_writers_take_turns)
{
    pid_t pids[WRITERS];
    fixture_open(false);
    for (int i = 0; i < WRITERS; i++) {
        /* Half of them sleep on the lock, half of them try again. */
        pids[i] = spawn(write_many, i % 2 ? i : -i - 1);
    }
    for (int i = 0; i < WRITERS; i++) {
        ck_assert(child_succeeded(pids[i]));
    }
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), WRITERS * INSERTS);
    ck_assert_int_eq(sql_number("SELECT count(DISTINCT id) FROM item"), WRITERS * INSERTS);
    ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_OK);
}
END_TEST

/* Eight processes open one new file at the same time: one migrates, all find it done. */
static void open_new(int start_ms)
{
    usleep((useconds_t)start_ms * 1000u);
    struct db *db = fixture_other(false);
    fx.cx.db = db;
    expect(db_schema_version(db) == 2 && item_add(start_ms % 2 ? "a" : "b", "x", 1) != RC_INTERNAL);
    db_close(db);
}

START_TEST(test_one_of_many_migrates)
{
    pid_t pids[8];
    for (int i = 0; i < 8; i++) {
        pids[i] = spawn(open_new, i % 3);
    }
    for (int i = 0; i < 8; i++) {
        ck_assert(child_succeeded(pids[i]));
    }
    fixture_open(false);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 2);
}
END_TEST

START_TEST(test_fast_pool_does_not_sleep)
{
    fixture_open(false);
    struct db *fast = fixture_other(true);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    int64_t start = time_monotonic_us();
    ck_assert_int_eq(db_begin(&fx.cx, fast, TX_WRITE), RC_BUSY);
    int64_t took = time_monotonic_us() - start;
    ck_assert_int_ge(took, 1000);
    ck_assert_int_lt(took, config_int("write_wait_ms") * 500); /* 3 ms, and not what others wait, on however busy a machine */
    ck_assert(!db_in_transaction(fast));
    ck_assert_int_eq(db_begin(&fx.cx, fast, TX_READ), RC_OK); /* readers do not wait */
    ck_assert_int_eq(db_commit(&fx.cx, fast), RC_OK);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    ck_assert_int_eq(db_begin(&fx.cx, fast, TX_WRITE), RC_OK);
    db_close(fast); /* also ends its transaction */
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
}
END_TEST

START_TEST(test_long_wait_is_bounded)
{
    const char *error;
    ck_assert_int_eq(setenv("VISIONCRM_WRITE_WAIT_MS", "200", 1), 0);
    ck_assert(config_load(&error));
    fixture_open(false);
    struct db *other = fixture_other(false);
    ck_assert_int_eq(db_begin(&fx.cx, other, TX_WRITE), RC_OK);
    int64_t start = time_monotonic_us();
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_UNAVAILABLE);
    int64_t took = time_monotonic_us() - start;
    ck_assert_int_eq(fx.cx.fault.retry_after_s, RETRY_AFTER_S);
    ck_assert_int_ge(took, 200000);
    ck_assert_int_lt(took, 1000000);
    db_close(other);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
}
END_TEST

static void on_other_alarm(int signal_number)
{
    (void)signal_number;
}

START_TEST(test_timer_is_put_back)
{
    struct sigaction mine = {.sa_handler = on_other_alarm};
    struct sigaction after;
    struct itimerval timer = {.it_value = {.tv_sec = 100}};
    struct itimerval left;
    fixture_open(true);
    struct db *other = fixture_other(false);
    ck_assert_int_eq(db_begin(&fx.cx, other, TX_WRITE), RC_OK);
    ck_assert_int_eq(sigaction(SIGALRM, &mine, NULL), 0);
    ck_assert_int_eq(setitimer(ITIMER_REAL, &timer, NULL), 0);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_BUSY);
    ck_assert_int_eq(getitimer(ITIMER_REAL, &left), 0);
    ck_assert_int_eq(sigaction(SIGALRM, NULL, &after), 0);
    ck_assert_int_ge(left.it_value.tv_sec, 90);
    ck_assert_int_eq(left.it_interval.tv_usec, 0);
    ck_assert(after.sa_handler == on_other_alarm);
    db_close(other);
}
END_TEST

/* Writes one row without committing it, says so through the pipe, and sleeps. */
static void hold(int fd)
{
    struct db *db = fixture_other(false);
    fx.cx.db = db;
    expect(db_begin(&fx.cx, db, TX_WRITE) == RC_OK && item_insert("lost", "x", 1) == RC_OK);
    expect(write(fd, "x", 1) == 1);
    sleep(60);
}

START_TEST(test_killed_holder_frees_the_lock)
{
    int ends[2];
    char byte;
    fixture_open(false);
    struct db *fast = fixture_other(true);
    ck_assert_int_eq(pipe(ends), 0);
    pid_t pid = spawn(hold, ends[1]);
    ck_assert_int_eq(read(ends[0], &byte, 1), 1);
    ck_assert_int_eq(db_begin(&fx.cx, fast, TX_WRITE), RC_BUSY);
    ck_assert_int_eq(kill(pid, SIGKILL), 0);
    ck_assert(!child_succeeded(pid));
    ck_assert_int_eq(db_begin(&fx.cx, fast, TX_WRITE), RC_OK);
    db_close(fast);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 0);
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_OK);
}
END_TEST

Suite *suite_store_lock(void)
{
    Suite *suite = suite_create("store_lock");
    TCase *tcase = tcase_create("store_lock");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, test_writers_take_turns);
    tcase_add_test(tcase, test_one_of_many_migrates);
    tcase_add_test(tcase, test_fast_pool_does_not_sleep);
    tcase_add_test(tcase, test_long_wait_is_bounded);
    tcase_add_test(tcase, test_timer_is_put_back);
    tcase_add_test(tcase, test_killed_holder_frees_the_lock);
    suite_add_tcase(suite, tcase);
    return suite;
}
