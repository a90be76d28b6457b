/* SPDX-License-Identifier: MIT
 *
 * Transactions of lib/store: what they keep out, what they keep together, deadlines, checkpoints. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.h"
#include "store_fixture.h"

Suite *suite_store_transaction(void);

START_TEST(test_writes_need_their_transaction)
{
    fixture_open(false);
    ck_assert_int_eq(item_insert("a", "x", 1), RC_INTERNAL);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_READ), RC_OK);
    ck_assert_int_eq(item_insert("a", "x", 1), RC_INTERNAL);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_INTERNAL);
    ck_assert(db_in_transaction(fx.db));
    db_rollback(fx.db);
    db_rollback(fx.db);
    ck_assert(!db_in_transaction(fx.db));
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(item_insert("b", "x", 1), RC_OK);
    db_rollback(fx.db);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(test_constraints_and_raised_codes)
{
    fixture_open(false);
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    ck_assert_int_eq(item_add("a", "x", 1), RC_CONFLICT);
    ck_assert_ptr_null(fx.cx.fault.code);
    ck_assert_int_eq(item_add("b", "x", -1), RC_CONFLICT);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(sql_run("INSERT INTO part (item_id) VALUES ('nobody')", NO_ARGS), RC_CONFLICT);
    ck_assert_int_eq(sql_run("DELETE FROM item", NO_ARGS), RC_CONFLICT);
    ck_assert_str_eq(fx.cx.fault.code, "ITEM_KEPT");
    ck_assert_str_eq(fx.cx.fault.message, "Items stay");
    db_rollback(fx.db);
}
END_TEST

START_TEST(test_read_sees_one_moment)
{
    fixture_open(false);
    struct db *other = fixture_other(false);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_READ), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 0);
    fx.cx.db = other;
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    fx.cx.db = fx.db;
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 0);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 1);
    db_close(other);
}
END_TEST

START_TEST(test_deadline)
{
    fixture_open(false);
    const char *endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    int64_t start = time_monotonic_us();
    db_deadline(fx.db, start + 50000);
    ck_assert_int_eq(sql_run(endless, NO_ARGS), RC_UNAVAILABLE);
    ck_assert_int_lt(time_monotonic_us() - start, 1000000);
    ck_assert_int_eq(sql_run("SELECT 1", NO_ARGS), RC_UNAVAILABLE);
    db_deadline(fx.db, 0);
    ck_assert_int_eq(sql_run("SELECT 1", NO_ARGS), RC_OK);
    /* What was done in time is committed even if the time is over by then. */
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(item_insert("a", "x", 1), RC_OK);
    db_deadline(fx.db, 1);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    db_deadline(fx.db, 0);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(test_full_text_in_triggers)
{
    fixture_open(false); /* a defensive handle protects the index's own tables from everybody but the index */
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(sql_run("DELETE FROM words_data", NO_ARGS), RC_INTERNAL);
    db_rollback(fx.db);
    ck_assert_int_eq(item_add("a", "Éloïse Dupont", 1), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM words WHERE words MATCH '\"eloi\"* \"dup\"*'"), 1);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(sql_run("UPDATE item SET name = 'Martin'", NO_ARGS), RC_OK);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM words WHERE words MATCH 'dupont'"), 0);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM words WHERE words MATCH 'martin'"), 1);
}
END_TEST

static off_t log_size(void)
{
    char path[128];
    struct stat status;
    snprintf(path, sizeof path, "%s-wal", fx.path);
    return stat(path, &status) == 0 ? status.st_size : -1;
}

START_TEST(test_checkpoint)
{
    fixture_open(false);
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    off_t before = log_size();
    ck_assert_int_gt(before, 0);
    db_checkpoint(fx.db, 100000); /* the log is not that long */
    ck_assert_int_eq(log_size(), before);

    struct db *other = fixture_other(false);
    ck_assert_int_eq(db_begin(&fx.cx, other, TX_WRITE), RC_OK);
    db_checkpoint(fx.db, 1); /* gives up: someone is writing */
    ck_assert_int_eq(log_size(), before);
    db_rollback(other);
    db_checkpoint(fx.db, 1);
    ck_assert_int_eq(log_size(), 0);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 1);
    db_close(other);
}
END_TEST

START_TEST(test_reading_can_end_early)
{
    fixture_open(false);
    struct db *other = fixture_other(false);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_READ), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 0);
    fx.cx.db = other;
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    db_checkpoint(other, 1);
    ck_assert_int_gt(log_size(), 0); /* held up */
    fx.cx.db = fx.db;
    ck_assert_int_eq(db_read_done(&fx.cx, fx.db), RC_OK);
    ck_assert(!db_in_transaction(fx.db));
    db_checkpoint(other, 1);
    ck_assert_int_eq(log_size(), 0);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(db_read_done(&fx.cx, fx.db), RC_OK);
    ck_assert(db_in_transaction(fx.db)); /* a write is none of its business */
    db_rollback(fx.db);
    db_close(other);
}
END_TEST

/* Many transactions of about that many pages each. */
static void write_often(int pages, int times)
{
    for (int i = 0; i < times; i++) {
        ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
        for (int written = 0; written < pages; written += 25) {
            ck_assert_int_eq(
                sql_run("INSERT INTO item (id, tags) VALUES (hex(randomblob(16)), hex(randomblob(50000)))", NO_ARGS), RC_OK);
        }
        ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    }
}

START_TEST(test_log_is_bounded_under_load)
{
    fixture_open(false);
    write_often(25, 4 * LOG_LIMIT_PAGES / 25);
    ck_assert_int_lt(log_size(), 2 * LOG_LIMIT_PAGES * 4096);
}
END_TEST

START_TEST(test_log_is_bounded_under_large_transactions)
{
    fixture_open(false);
    write_often(3 * LOG_LIMIT_PAGES / 2, 8);
    ck_assert_int_lt(log_size(), 4 * LOG_LIMIT_PAGES * 4096);
}
END_TEST

static int asked;
static bool asked_says;

static bool on_asked(const char *path)
{
    ck_assert_str_eq(path, fx.path);
    asked++;
    return asked_says;
}

/* Whoever is asked to copy a long log is not asked at each commit, and only so long; beside one who refuses it is copied here. */
START_TEST(test_log_is_left_to_who_copies_it)
{
    fixture_open(false);
    fx.db->copy_log = on_asked;
    asked_says = true;
    write_often(25, 3 * LOG_LIMIT_PAGES / 25);
    ck_assert_int_gt(log_size(), 2 * LOG_LIMIT_PAGES * 4096); /* it was not copied */
    ck_assert(asked > 0 && asked <= 4);
    write_often(100, 2 * LOG_OVERDUE_PAGES / 100); /* he never does */
    ck_assert_int_lt(log_size(), (LOG_OVERDUE_PAGES + LOG_LIMIT_PAGES) * 4096);

    asked_says = false;
    write_often(25, 1); /* begins it anew */
    db_checkpoint(fx.db, 1);
    asked = 0;
    write_often(25, 4 * LOG_LIMIT_PAGES / 25);
    ck_assert_int_lt(log_size(), 2 * LOG_LIMIT_PAGES * 4096);
    ck_assert_int_gt(asked, 0);
}
END_TEST

/* He needs no lock for a log of ordinary length, and begins a very long one anew. */
START_TEST(test_log_is_copied_beside_a_writer)
{
    struct stat before;
    struct stat after;
    fixture_open(false);
    struct db *copier = fixture_other(false);
    fx.db->copy_log = on_asked;
    asked_says = true;
    write_often(100, 12);
    ck_assert_int_eq(stat(fx.path, &before), 0);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    db_checkpoint(copier, 1); /* positive control: not with the lock */
    ck_assert_int_eq(stat(fx.path, &after), 0);
    ck_assert_int_eq(after.st_size, before.st_size);
    ck_assert_int_eq(db_copy_log(&fx.cx, copier), RC_OK);
    ck_assert_int_eq(stat(fx.path, &after), 0);
    ck_assert_int_gt(after.st_size, before.st_size);
    db_rollback(fx.db);

    write_often(100, LOG_HIGH_PAGES / 100 + 1);
    ck_assert_int_eq(db_copy_log(&fx.cx, copier), RC_OK);
    write_often(25, 1);
    ck_assert_int_lt(fx.db->log_pages, LOG_LIMIT_PAGES);
    ck_assert_int_gt(sql_number("SELECT count(*) FROM item"), 0);
    db_close(copier);
}
END_TEST

/* A file that was replaced: what lies beside its path is another's. */
START_TEST(test_no_log_of_another_file_is_copied)
{
    char kept[128];
    char copy[128];
    struct stat before;
    struct stat after;
    fixture_open(false);
    struct db *copier = fixture_other(false);
    write_often(100, 2);
    snprintf(kept, sizeof kept, "%s.kept", fx.path);
    snprintf(copy, sizeof copy, "%s.copy", fx.path);
    ck_assert_int_eq(stat(fx.path, &before), 0);
    ck_assert_int_eq(db_backup(&fx.cx, fx.db, copy), RC_OK);
    ck_assert(rename(fx.path, kept) == 0 && rename(copy, fx.path) == 0);
    ck_assert_int_eq(db_copy_log(&fx.cx, copier), RC_OK);
    ck_assert_int_eq(stat(kept, &after), 0);
    ck_assert_int_eq(after.st_size, before.st_size);
    ck_assert_int_eq(rename(kept, fx.path), 0);
    ck_assert_int_eq(db_copy_log(&fx.cx, copier), RC_OK); /* positive control */
    ck_assert_int_eq(stat(fx.path, &after), 0);
    ck_assert_int_gt(after.st_size, before.st_size);
    db_close(copier);
}
END_TEST

/* Reads again and again, without a moment between two reads, each of which takes that long. */
static pid_t spawn_reader(int read_ms)
{
    pid_t pid = fork();
    if (pid != 0) {
        return pid;
    }
    fixture_open(false);
    for (;;) {
        ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_READ), RC_OK);
        sql_number("SELECT count(*) FROM item");
        usleep((useconds_t)read_ms * 1000u);
        ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    }
}

static void end_reader(pid_t pid)
{
    ck_assert_int_eq(kill(pid, SIGKILL), 0);
    ck_assert(!child_succeeded(pid));
}

/* Three readers at a time, so that at no moment nobody reads. However long the machine lets them hold on, a log that they made long
 * begins anew, again and again. */
START_TEST(test_log_is_bounded_under_overlapping_readers)
{
    static const int read_ms[] = {15, 40, 90};
    pid_t readers[3];
    int anew = 0;
    for (size_t i = 0; i < 3; i++) {
        readers[i] = spawn_reader(read_ms[i]);
    }
    fixture_open(false);
    for (int i = 0; i < 1000 && anew < 3; i++) { /* at most 400 MB */
        int before = fx.db->log_pages;
        write_often(100, 1);
        anew += before >= LOG_HIGH_PAGES && fx.db->log_pages < before;
    }
    for (size_t i = 0; i < 3; i++) {
        end_reader(readers[i]);
    }
    ck_assert_int_eq(anew, 3);
}
END_TEST

/* Positive control: a reader that never lets go. Writes go on, and the log begins anew once it has gone. */
START_TEST(test_log_grows_under_an_endless_reader)
{
    pid_t reader = spawn_reader(1000000);
    fixture_open(false);
    write_often(100, 1);
    usleep(200000);
    write_often(100, 60);
    ck_assert_int_gt(log_size(), 60 * 100 * 4096);
    int64_t began_us = time_monotonic_us();
    write_often(100, 10);
    ck_assert(time_monotonic_us() - began_us < 5000000);
    end_reader(reader);
    write_often(100, 40);
    ck_assert_int_lt(fx.db->log_pages, LOG_HIGH_PAGES);
}
END_TEST

Suite *suite_store_transaction(void)
{
    Suite *suite = suite_create("store_transaction");
    TCase *tcase = tcase_create("store_transaction");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, test_writes_need_their_transaction);
    tcase_add_test(tcase, test_constraints_and_raised_codes);
    tcase_add_test(tcase, test_read_sees_one_moment);
    tcase_add_test(tcase, test_deadline);
    tcase_add_test(tcase, test_full_text_in_triggers);
    tcase_add_test(tcase, test_checkpoint);
    tcase_add_test(tcase, test_reading_can_end_early);
    tcase_add_test(tcase, test_log_is_bounded_under_load);
    tcase_add_test(tcase, test_log_is_left_to_who_copies_it);
    tcase_add_test(tcase, test_log_is_copied_beside_a_writer);
    tcase_add_test(tcase, test_no_log_of_another_file_is_copied);
    tcase_add_test(tcase, test_log_is_bounded_under_large_transactions);
    tcase_add_test(tcase, test_log_is_bounded_under_overlapping_readers);
    tcase_add_test(tcase, test_log_grows_under_an_endless_reader);
    suite_add_tcase(suite, tcase);
    return suite;
}
