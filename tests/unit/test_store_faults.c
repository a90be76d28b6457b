/* SPDX-License-Identifier: MIT
 *
 * What lib/store does when the disk is full, a call fails, a file is damaged; and copies made while others write. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/str.h"
#include "store_fixture.h"

Suite *suite_store_faults(void);

/* ---- full disk ---- */

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(test_full_disk)
{
    fixture_open(false);
    ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    ck_assert_int_eq(item_add("before", "x", 1), RC_OK);
    limit_files(256 * 1024);
    enum rc rc = RC_OK;
    int added = 0;
    for (; rc == RC_OK && added < 1000; added++) {
        char id[32];
        snprintf(id, sizeof id, "%d", added);
        rc = item_add(id, "a name of some length, so that pages fill up", added);
    }
    ck_assert_int_eq(rc, RC_NO_SPACE);
    ck_assert_int_eq(fx.cx.fault.rc, RC_NO_SPACE);
    ck_assert(!db_in_transaction(fx.db));
    /* What was acknowledged is there, what failed is not; reading goes on. */
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), added);
    ck_assert_int_eq(item_add("again", "x", 1), RC_NO_SPACE);
    char path[128];
    snprintf(path, sizeof path, "%s.copy", fx.path);
    limit_files(16 * 1024);
    ck_assert_int_eq(db_backup(&fx.cx, fx.db, path), RC_NO_SPACE);
    ck_assert_int_eq(file_mode(".copy") & file_mode(".copy.part"), -1);

    limit_files(RLIM_INFINITY);
    ck_assert_int_eq(item_add("after", "x", 1), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), added + 1);
    ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_OK);
}
END_TEST

/* ---- a disk that fails ---- */

static int failing_syncs; /* so many from now on */

/* In place of the C library's, for SQLite as well. */
int fdatasync(int fd)
{
    if (failing_syncs > 0) {
        failing_syncs--;
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, fd);
}

static void copy_file(const char *from, const char *to)
{
    char bytes[65536];
    ssize_t len;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ck_assert(in >= 0 && out >= 0);
    while ((len = read(in, bytes, sizeof bytes)) > 0) {
        ck_assert_int_eq(write(out, bytes, (size_t)len), len);
    }
    ck_assert(len == 0 && close(in) == 0 && close(out) == 0);
}

/* How many rows there would be if the machine crashed now and everything written had reached the disk. */
static int64_t rows_after_crash(void)
{
    char copy[128];
    char log[128];
    char log_copy[160];
    sqlite3 *handle;
    int64_t count = -1;
    snprintf(copy, sizeof copy, "%s.crash", fx.path);
    snprintf(log, sizeof log, "%s-wal", fx.path);
    snprintf(log_copy, sizeof log_copy, "%s-wal", copy);
    copy_file(fx.path, copy);
    copy_file(log, log_copy);
    ck_assert_int_eq(sqlite3_open_v2(copy, &handle, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    ck_assert_int_eq(store_number(handle, "SELECT count(*) FROM item", &count), SQLITE_OK);
    ck_assert_int_eq(sqlite3_close(handle), SQLITE_OK);
    ck_assert(unlink(copy) == 0 && (unlink(log_copy) == 0 || errno == ENOENT));
    return count;
}

START_TEST(test_a_failed_commit_does_not_come_back)
{
    fixture_open(false);
    ck_assert_int_eq(item_add("before", "x", 1), RC_OK);
    ck_assert_int_eq(rows_after_crash(), 1);
    failing_syncs = 1;
    ck_assert_int_eq(item_add("failed", "x", 1), RC_INTERNAL);
    ck_assert_int_eq(failing_syncs, 0);
    ck_assert_ptr_null(fx.cx.fault.message);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 1);
    ck_assert_int_eq(rows_after_crash(), 1);
    ck_assert_int_eq(item_add("after", "x", 1), RC_OK);
    ck_assert_int_eq(rows_after_crash(), 2);
    ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_OK);
}
END_TEST

/* Positive control: SQLite by itself. */
START_TEST(test_a_failed_commit_would_come_back)
{
    fixture_open(false);
    ck_assert_int_eq(item_add("before", "x", 1), RC_OK);
    failing_syncs = 1;
    ck_assert_int_eq(store_exec(fx.db->handle, "BEGIN; INSERT INTO item (id) VALUES ('failed'); COMMIT"), SQLITE_IOERR_FSYNC);
    store_exec(fx.db->handle, "ROLLBACK");
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 1);
    ck_assert_int_eq(rows_after_crash(), 2);
}
END_TEST

START_TEST(test_a_commit_that_nobody_knows_about_is_said)
{
    fixture_open(false);
    ck_assert_int_eq(item_add("before", "x", 1), RC_OK);
    failing_syncs = 2;
    ck_assert_int_eq(item_add("failed", "x", 1), RC_INTERNAL);
    ck_assert_ptr_nonnull(strstr(fx.cx.fault.message, "may have been saved"));
    ck_assert(!db_in_transaction(fx.db) && !fx.db->locked);
    ck_assert_int_eq(item_add("after", "x", 1), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 2);
    ck_assert_int_eq(rows_after_crash(), 2);
}
END_TEST

/* The system says EROFS to a file that is open for writing. */
START_TEST(test_a_disk_that_takes_no_writes)
{
    static const int no_writes[] = {SQLITE_READONLY, SQLITE_READONLY_ROLLBACK, SQLITE_READONLY_DIRECTORY};
    fixture_open(false);
    for (size_t i = 0; i < sizeof no_writes / sizeof *no_writes; i++) {
        ck_assert_int_eq(store_fault(&fx.cx, fx.db, no_writes[i], "test"), RC_NO_SPACE);
    }
    ck_assert_int_eq(store_fault(&fx.cx, fx.db, SQLITE_READONLY_DBMOVED, "test"), RC_UNAVAILABLE);
    ck_assert_int_eq(store_fault(&fx.cx, fx.db, SQLITE_IOERR, "test"), RC_INTERNAL);
    ck_assert_int_eq(store_fault_errno(&fx.cx, EROFS, fx.path, "test"), RC_NO_SPACE);
    ck_assert_int_eq(store_fault_errno(&fx.cx, EDQUOT, fx.path, "test"), RC_NO_SPACE);
    ck_assert_int_eq(store_fault_errno(&fx.cx, EACCES, fx.path, "test"), RC_UNAVAILABLE);
    ck_assert_int_eq(rc_of_errno(EROFS), RC_NO_SPACE);
    ck_assert_int_eq(rc_of_errno(EIO), RC_INTERNAL);
}
END_TEST

/* ---- injected failures ---- */

#ifdef VISIONCRM_FAULTPOINTS

/* Opens, writes one row, reads it back, copies the file: RC_OK, or the first error. */
static enum rc story(void)
{
    struct db_options options = {.create = true, .migrate = true};
    char path[128];
    snprintf(path, sizeof path, "%s.copy", fx.path);
    TRY(store_open(&fx.cx, DB_TENANT, fx.path, &options, item_migrations, &fx.db));
    fx.cx.db = fx.db;
    TRY(item_add("a", "x", 1));
    TRY(db_begin(&fx.cx, fx.db, TX_READ));
    TRY(sql_run("SELECT * FROM item", NO_ARGS));
    TRY(db_commit(&fx.cx, fx.db));
    return db_backup(&fx.cx, fx.db, path);
}

/* Lets each passage of the point fail in turn, on a new file each time. Returns how many there were. */
static long fail_each(enum faultpoint point)
{
    for (long nth = 1;; nth++) {
        fixture_setup();
        faultpoint_arm(point, nth);
        enum rc rc = story();
        long passed = faultpoint_passed(point);
        faultpoint_arm(point, 0);
        if (passed < nth) {
            ck_assert_int_eq(rc, RC_OK);
            fixture_teardown();
            return nth - 1;
        }
        ck_assert_int_eq(rc, RC_INTERNAL);
        ck_assert_int_eq(fx.cx.fault.rc, RC_INTERNAL);
        if (fx.db) {
            db_rollback(fx.db);
            ck_assert(sqlite3_get_autocommit(fx.db->handle) && !fx.db->locked && !fx.db->live);
            ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_OK);
        }
        /* The file is none the worse. */
        db_close(fx.db);
        fixture_open(false);
        int64_t before = sql_number("SELECT count(*) FROM item");
        ck_assert_int_eq(item_add("b", "x", 1), RC_OK);
        ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), before + 1);
        fixture_teardown();
    }
}

START_TEST(test_each_call_fails_once)
{
    ck_assert_int_ge(fail_each(FAULTPOINT_STORE), 10);
}
END_TEST

START_TEST(test_each_write_fails_once)
{
    ck_assert_int_ge(fail_each(FAULTPOINT_IO), 6);
}
END_TEST

#endif

/* ---- damage ---- */

/* Overwrites the middle of the file. */
static void damage(const char *path)
{
    char bytes[4096];
    struct stat status;
    memset(bytes, 0x5a, sizeof bytes);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(fstat(fd, &status), 0);
    for (off_t at = 8192; at < status.st_size; at += 4096) {
        ck_assert_int_eq(pwrite(fd, bytes, sizeof bytes, at), (ssize_t)sizeof bytes);
    }
    ck_assert_int_eq(close(fd), 0);
}

START_TEST(test_damage_is_found)
{
    fixture_open(false);
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_OK);
    db_checkpoint(fx.db, 0);
    db_close(fx.db);
    damage(fx.path);
    fixture_open(false); /* the first page is whole */
    struct item item;
    struct statement *statement;
    ck_assert_int_eq(statement_text(&fx.cx, fx.db, "SELECT * FROM item WHERE id = 'a'", &statement), RC_OK);
    ck_assert_int_eq(statement_record(&fx.cx, statement, NO_ARGS, &item_record, &item), RC_UNAVAILABLE);
    fault_clear(&fx.cx);
    ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_INTERNAL);
    ck_assert_ptr_nonnull(fx.cx.fault.message);
    char path[128];
    snprintf(path, sizeof path, "%s.copy", fx.path);
    ck_assert_int_eq(db_backup(&fx.cx, fx.db, path), RC_INTERNAL); /* a damaged copy is no copy */
    ck_assert_int_eq(file_mode(".copy") & file_mode(".copy.part"), -1);
}
END_TEST

START_TEST(test_dangling_reference_is_found)
{
    fixture_open(false);
    ck_assert_int_eq(store_exec(fx.db->handle, "PRAGMA foreign_keys = OFF; INSERT INTO part (item_id) VALUES ('nobody')"),
                     SQLITE_OK);
    ck_assert_int_eq(db_verify(&fx.cx, fx.db), RC_INTERNAL);
    ck_assert_str_eq(fx.cx.fault.message, "row 1 of part refers to no row of item");
}
END_TEST

/* ---- copies ---- */

/* Moves one unit at a time between two rows, in one transaction, until killed: their sum never changes. */
static void move_for_ever(void)
{
    struct db *db = fixture_other(false);
    fx.cx.db = db;
    for (int64_t i = 0;; i++) {
        char name[256];
        snprintf(name, sizeof name, "%0200lld", (long long)i);
        if (db_begin(&fx.cx, db, TX_WRITE) != RC_OK ||
            sql_run("UPDATE item SET amount = amount - 1, name = :name WHERE id = 'a'", ARGS(ARG_T("name", name))) != RC_OK ||
            sql_run("UPDATE item SET amount = amount + 1, name = :name WHERE id = 'b'", ARGS(ARG_T("name", name))) != RC_OK ||
            db_commit(&fx.cx, db) != RC_OK) {
            _exit(1);
        }
    }
}

START_TEST(test_copy_while_others_write)
{
    char path[128];
    int64_t last = 0;
    fixture_open(false);
    ck_assert_int_eq(item_add("a", "x", 1000000), RC_OK);
    ck_assert_int_eq(item_add("b", "x", 0), RC_OK);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    for (int i = 0; i < 3000; i++) {
        ck_assert_int_eq(sql_run("INSERT INTO item (id, tags) VALUES (hex(randomblob(16)), hex(randomblob(1000)))", NO_ARGS),
                         RC_OK);
    }
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    pid_t pid = fork();
    if (pid == 0) {
        move_for_ever();
    }
    for (int i = 0; i < 10; i++) {
        snprintf(path, sizeof path, "%s.copy%d", fx.path, i);
        ck_assert_int_eq(db_backup(&fx.cx, fx.db, path), RC_OK);
    }
    ck_assert_int_eq(kill(pid, SIGKILL), 0);
    ck_assert(!child_succeeded(pid));
    ck_assert_int_eq(file_mode(".copy0"), 0600);
    ck_assert_int_eq(file_mode(".copy0-wal") & file_mode(".copy0-shm") & file_mode(".copy0.part"), -1);
    struct db_options options = {0};
    for (int i = 0; i < 10; i++) {
        struct db *copy;
        snprintf(path, sizeof path, "%s.copy%d", fx.path, i);
        ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, path, &options, item_migrations, &copy), RC_OK);
        fx.cx.db = copy;
        ck_assert_int_eq(sql_number("SELECT sum(amount) FROM item"), 1000000);
        ck_assert_int_eq(sql_number("SELECT count(DISTINCT name) FROM item WHERE amount IS NOT NULL"), 1);
        int64_t moved = sql_number("SELECT amount FROM item WHERE id = 'b'");
        ck_assert_int_ge(moved, last);
        last = moved;
        ck_assert_int_eq(db_verify(&fx.cx, copy), RC_OK);
        db_close(copy);
    }
    ck_assert_int_gt(last, 0); /* the other process did write meanwhile */
}
END_TEST

START_TEST(test_copy_into_no_folder)
{
    fixture_open(false);
    ck_assert_int_eq(db_backup(&fx.cx, fx.db, "/tmp/visioncrm-no-such-folder/copy.db"), RC_NOT_FOUND);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_READ), RC_OK);
    ck_assert_int_eq(db_backup(&fx.cx, fx.db, fx.path), RC_INTERNAL);
}
END_TEST

Suite *suite_store_faults(void)
{
    Suite *suite = suite_create("store_faults");
    TCase *tcase = tcase_create("store_faults");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, test_full_disk);
    tcase_add_test(tcase, test_a_failed_commit_does_not_come_back);
    tcase_add_test(tcase, test_a_failed_commit_would_come_back);
    tcase_add_test(tcase, test_a_commit_that_nobody_knows_about_is_said);
    tcase_add_test(tcase, test_a_disk_that_takes_no_writes);
    tcase_add_test(tcase, test_damage_is_found);
    tcase_add_test(tcase, test_dangling_reference_is_found);
    tcase_add_test(tcase, test_copy_while_others_write);
    tcase_add_test(tcase, test_copy_into_no_folder);
    suite_add_tcase(suite, tcase);
#ifdef VISIONCRM_FAULTPOINTS
    TCase *injected = tcase_create("store_injected");
    tcase_set_timeout(injected, 60);
    tcase_add_test(injected, test_each_call_fails_once);
    tcase_add_test(injected, test_each_write_fails_once);
    suite_add_tcase(suite, injected);
#endif
    return suite;
}
