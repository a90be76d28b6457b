/* SPDX-License-Identifier: MIT
 *
 * The pool of open files: bounded, pinned while in use, and aware of files that were replaced. */
#include <check.h>
#include <stdio.h>
#include <unistd.h>

#include "store/internal.h"
#include "store/pool.h"
#include "store_fixture.h"

Suite *suite_store_pool(void);

static struct db *pool_file(struct pool *pool, const char *name)
{
    char path[128];
    struct db *db = NULL;
    snprintf(path, sizeof path, "%s/%s.db", fx.folder, name);
    ck_assert_int_eq(pool_get(&fx.cx, pool, name, path, &db), RC_OK);
    return db;
}

static const struct db_options POOL_OPTIONS = {.create = true, .migrate = true};

START_TEST(test_pool_is_bounded_and_keeps_the_recent)
{
    struct pool *pool = pool_new(2, &POOL_OPTIONS);
    struct db *a = pool_file(pool, "a");
    ck_assert_ptr_eq(pool_file(pool, "a"), a);
    pool_put(pool, a);
    struct db *b = pool_file(pool, "b");
    struct db *c = pool_file(pool, "c"); /* all three are in use */
    ck_assert_uint_eq(pool_count(pool), 3);
    pool_put(pool, b);
    ck_assert_uint_eq(pool_count(pool), 2);
    pool_put(pool, a);
    pool_put(pool, c);
    ck_assert_ptr_eq(pool_file(pool, "a"), a);
    pool_put(pool, a);
    pool_put(pool, pool_file(pool, "d")); /* c is the one unused for longest */
    ck_assert_uint_eq(pool_count(pool), 2);
    ck_assert_ptr_eq(pool_file(pool, "a"), a);
    pool_idle(pool);
    pool_free(pool);
}
END_TEST

START_TEST(test_pool_put_ends_what_was_left_open)
{
    struct pool *pool = pool_new(2, &POOL_OPTIONS);
    struct db *a = pool_file(pool, "a");
    ck_assert_int_eq(db_begin(&fx.cx, a, TX_WRITE), RC_OK);
    db_deadline(a, 1);
    pool_put(pool, a);
    ck_assert_ptr_eq(pool_file(pool, "a"), a);
    ck_assert(!db_in_transaction(a));
    ck_assert_int_eq(db_begin(&fx.cx, a, TX_WRITE), RC_OK);
    ck_assert_int_eq(a->deadline_us, 0);
    pool_free(pool);
}
END_TEST

START_TEST(test_pool_notices_a_replaced_file)
{
    char a_path[128], b_path[128], log_path[128];
    snprintf(a_path, sizeof a_path, "%s/a.db", fx.folder);
    snprintf(b_path, sizeof b_path, "%s/b.db", fx.folder);
    snprintf(log_path, sizeof log_path, "%s/a.db-wal", fx.folder);
    struct pool *pool = pool_new(4, &POOL_OPTIONS);
    struct db *a = pool_file(pool, "a");
    ck_assert_int_eq(db_backup(&fx.cx, a, b_path), RC_OK);
    ck_assert_int_eq(rename(b_path, a_path), 0);
    ck_assert_int_eq(unlink(log_path), 0);
    struct db *again = pool_file(pool, "a");
    ck_assert_ptr_ne(again, a); /* the old one is still pinned */
    ck_assert_uint_eq(pool_count(pool), 2);
    pool_put(pool, a);
    ck_assert_uint_eq(pool_count(pool), 1);
    pool_put(pool, again);
    ck_assert_ptr_eq(pool_file(pool, "a"), again);
    pool_free(pool);
}
END_TEST

static int64_t cache_of(struct db *db)
{
    int64_t pages = 0;
    ck_assert_int_eq(store_number(db->handle, "PRAGMA cache_size", &pages), SQLITE_OK);
    return -pages;
}

static void use_often(struct pool *pool, const char *name)
{
    for (int i = 0; i < 300; i++) {
        pool_put(pool, pool_file(pool, name));
    }
}

START_TEST(test_pool_large_caches_are_few)
{
    struct pool *pool = pool_new(20, &POOL_OPTIONS);
    struct db *files[12];
    char name[2] = "a";
    for (int i = 0; i < 12; i++, name[0]++) {
        files[i] = pool_file(pool, name);
        pool_put(pool, files[i]);
        ck_assert_int_eq(cache_of(files[i]), CACHE_KB);
    }
    for (name[0] = 'a'; name[0] < 'a' + 12; name[0]++) {
        use_often(pool, name);
    }
    for (int i = 0; i < 12; i++) {
        ck_assert_int_eq(cache_of(files[i]), i < 4 ? CACHE_KB : CACHE_BUSY_KB);
    }
    use_often(pool, "e"); /* has one, and is now the most recent */
    use_often(pool, "a");
    ck_assert_int_eq(cache_of(files[0]), CACHE_BUSY_KB);
    ck_assert_int_eq(cache_of(files[4]), CACHE_BUSY_KB);
    ck_assert_int_eq(cache_of(files[5]), CACHE_KB);
    pool_free(pool);
}
END_TEST

START_TEST(test_pool_open_error)
{
    struct db_options options = {.create = false, .migrate = true};
    struct pool *pool = pool_new(2, &options);
    struct db *db = NULL;
    ck_assert_int_eq(pool_get(&fx.cx, pool, "x", fx.path, &db), RC_NOT_FOUND);
    ck_assert_uint_eq(pool_count(pool), 0);
    pool_free(pool);
}
END_TEST

Suite *suite_store_pool(void)
{
    Suite *suite = suite_create("store_pool");
    TCase *pool = tcase_create("store_pool");
    tcase_add_checked_fixture(pool, fixture_setup, fixture_teardown);
    tcase_add_test(pool, test_pool_is_bounded_and_keeps_the_recent);
    tcase_add_test(pool, test_pool_put_ends_what_was_left_open);
    tcase_add_test(pool, test_pool_notices_a_replaced_file);
    tcase_add_test(pool, test_pool_large_caches_are_few);
    tcase_add_test(pool, test_pool_open_error);
    suite_add_tcase(suite, pool);
    return suite;
}
