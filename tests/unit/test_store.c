/* SPDX-License-Identifier: MIT
 *
 * lib/store: opening, migrating, statements and rows, on a schema of its own. */
#include <check.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store_fixture.h"

Suite *suite_store(void);

static const struct db_options OPTIONS = {.create = true, .migrate = true};

/* ---- files ---- */

START_TEST(test_open_makes_private_files)
{
    struct db_options options = {0};
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &options, item_migrations, &fx.db), RC_NOT_FOUND);
    ck_assert_int_eq(file_mode(""), -1);
    mode_t old = umask(0);
    fixture_open(false);
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    umask(old);
    ck_assert_int_eq(file_mode(""), 0600);
    ck_assert_int_eq(file_mode("-wal"), 0600);
    ck_assert_int_eq(file_mode("-shm"), 0600);
    ck_assert_int_eq(file_mode(".lock"), 0600);
    ck_assert_str_eq(db_path(fx.db), fx.path);
}
END_TEST

START_TEST(test_pragmas)
{
    fixture_open(false);
    ck_assert_int_eq(sql_number("PRAGMA synchronous"), 2);
    ck_assert_int_eq(sql_number("PRAGMA foreign_keys"), 1);
    ck_assert_int_eq(sql_number("PRAGMA cache_size"), -256);
    ck_assert_int_eq(sql_number("PRAGMA temp_store"), 2);
    ck_assert_int_eq(sql_number("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
    /* The last one out leaves the log for the next. */
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    db_close(fx.db);
    ck_assert_int_eq(file_mode("-wal"), 0600);
    fixture_open(false);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(test_bulk_has_a_large_cache)
{
    struct db_options options = OPTIONS;
    options.bulk = true;
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &options, item_migrations, &fx.db), RC_OK);
    fx.cx.db = fx.db;
    ck_assert_int_eq(sql_number("PRAGMA cache_size"), -65536);
    ck_assert_int_eq(sql_number("PRAGMA synchronous"), 2);
}
END_TEST

START_TEST(test_corrupt_file)
{
    FILE *file = fopen(fx.path, "w");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < 3000; i++) {
        ck_assert_int_ne(fputs("garbage ", file), EOF);
    }
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &OPTIONS, item_migrations, &fx.db), RC_UNAVAILABLE);
    ck_assert_int_eq(fx.cx.fault.rc, RC_UNAVAILABLE);
}
END_TEST

/* ---- migrations ---- */

static const struct sql_migration three[] = {
    {1, "0001_item.sql", ""},
    {2, "0002_words.sql", ""},
    {3, "0003_more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; INSERT INTO more VALUES (7);"},
    {0, NULL, NULL},
};

START_TEST(test_migrations_once)
{
    fixture_open(false);
    ck_assert_int_eq(db_schema_version(fx.db), 2);
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
    db_close(fx.db);
    fixture_open(false); /* CREATE TABLE a second time would fail */
    ck_assert_int_eq(file_mode(".before-0002"), -1);
    db_close(fx.db);

    struct db_options none = {0};
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &none, three, &fx.cx.db), RC_UNAVAILABLE);
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &OPTIONS, three, &fx.db), RC_OK);
    fx.cx.db = fx.db;
    ck_assert_int_eq(db_schema_version(fx.db), 3);
    ck_assert_int_eq(sql_number("SELECT id FROM more"), 7);
    ck_assert_int_eq(sql_number("PRAGMA foreign_keys"), 1);
    ck_assert_int_eq(file_mode(".before-0003"), 0600);

    /* The copy is what was there before. */
    struct db *before;
    char path[128];
    snprintf(path, sizeof path, "%s.before-0003", fx.path);
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, path, &none, item_migrations, &before), RC_OK);
    ck_assert_int_eq(db_schema_version(before), 2);
    db_close(before);
}
END_TEST

START_TEST(test_newer_schema_refused)
{
    fixture_open(false);
    db_close(fx.db);
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &OPTIONS, three, &fx.db), RC_OK);
    db_close(fx.db);
    fx.db = NULL;
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &OPTIONS, item_migrations, &fx.db), RC_UNAVAILABLE);
    ck_assert(strstr(fx.cx.fault.message, "newer") != NULL);
}
END_TEST

START_TEST(test_failed_migration_leaves_nothing)
{
    static const struct sql_migration broken[] = {
        {1, "0001_item.sql", ""},
        {2, "0002_words.sql", ""},
        {3, "0003_bad.sql", "CREATE TABLE half (id INTEGER); SELECT * FROM nothing;"},
        {0, NULL, NULL},
    };
    static const struct sql_migration orphans[] = {
        {3, "0003_orphan.sql", "INSERT INTO part (item_id) VALUES ('nobody');"},
        {0, NULL, NULL},
    };
    fixture_open(false);
    db_close(fx.db);
    fx.db = NULL;
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &OPTIONS, broken, &fx.db), RC_INTERNAL);
    ck_assert_int_ne(store_open(&fx.cx, DB_TENANT, fx.path, &OPTIONS, orphans, &fx.db), RC_OK);
    fixture_open(false);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM part"), 0);
    ck_assert_int_eq(item_add("a", "x", 1), RC_OK);
}
END_TEST

/* ---- binding and reading ---- */

static enum rc item_get(const char *sql, const struct arg *args, struct item *item)
{
    struct statement *statement;
    TRY(statement_text(&fx.cx, fx.cx.db, sql, &statement));
    return statement_record(&fx.cx, statement, args, &item_record, item);
}

START_TEST(test_record_round_trip)
{
    struct item item;
    fixture_open(false);
    ck_assert_int_eq(item_add("a", "Éloïse", 12), RC_OK);
    ck_assert_int_eq(item_add("b", NULL, INT_NULL), RC_OK);
    item.ignored = "x";
    const char *sql = "SELECT *, 1 AS other FROM item WHERE id = :id";
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T("id", "a")), &item), RC_OK);
    ck_assert_str_eq(item.name, "Éloïse");
    ck_assert_int_eq(item.amount, 12);
    ck_assert_int_eq(item.created_at, INT_NULL);
    ck_assert_ptr_null(item.tags);
    ck_assert_ptr_null(item.ignored);
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T("id", "b")), &item), RC_OK);
    ck_assert_ptr_null(item.name);
    ck_assert_int_eq(item.amount, INT_NULL);
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T("id", "c")), &item), RC_NOT_FOUND);
    ck_assert_int_eq(fx.cx.fault.rc, RC_OK);
}
END_TEST

START_TEST(test_every_parameter_needs_its_argument)
{
    fixture_open(false);
    const char *sql = "SELECT :id AS id, :name AS name";
    struct item item;
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T("id", "1")), &item), RC_INTERNAL);
    fault_clear(&fx.cx);
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T("id", "1"), ARG_T("name", "n")), &item), RC_OK);
    /* Again after it was known, with the last one missing, and the order turned. */
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T("id", "1")), &item), RC_INTERNAL);
    fault_clear(&fx.cx);
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T("name", "n"), ARG_I("more", 1), ARG_T("id", "2")), &item), RC_OK);
    ck_assert_str_eq(item.id, "2");
    ck_assert_str_eq(item.name, "n");
    ck_assert_int_eq(item_get("SELECT ? AS id", ARGS(ARG_T("id", "1")), &item), RC_INTERNAL);
}
END_TEST

START_TEST(test_named_argument_goes_before_field)
{
    struct item in = {.id = "field", .name = "name"};
    struct item out;
    const char *sql = "SELECT :id AS id, :name AS name";
    fixture_open(false);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(item_get(sql, ARGS(ARG_R(&item_record, &in)), &out), RC_OK);
        ck_assert_str_eq(out.id, "field");
        ck_assert_int_eq(item_get(sql, ARGS(ARG_R(&item_record, &in), ARG_T("id", "named")), &out), RC_OK);
        ck_assert_str_eq(out.id, "named");
        ck_assert_str_eq(out.name, "name");
    }
}
END_TEST

START_TEST(test_argument_name_in_reused_memory)
{
    char first[8] = "id";
    char second[8] = "name";
    struct item item;
    const char *sql = "SELECT :id AS id, :name AS name";
    fixture_open(false);
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T(first, "1"), ARG_T(second, "2")), &item), RC_OK);
    snprintf(first, sizeof first, "name");
    snprintf(second, sizeof second, "id");
    ck_assert_int_eq(item_get(sql, ARGS(ARG_T(first, "1"), ARG_T(second, "2")), &item), RC_OK);
    ck_assert_str_eq(item.id, "2");
    ck_assert_str_eq(item.name, "1");
}
END_TEST

START_TEST(test_blob_and_null)
{
    fixture_open(false);
    struct rows rows;
    ck_assert_int_eq(
        rows_open_text(&fx.cx, DB_TENANT, "SELECT hex(:b), :n IS NULL, :t IS NULL, :i IS NULL",
                       ARGS(ARG_B("b", "\0\xff", 2), {.kind = ARG_NULL, .name = "n"}, ARG_T("t", NULL), ARG_I("i", INT_NULL)),
                       &rows),
        RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    ck_assert_str_eq(rows_text(&rows, 0), "00FF");
    ck_assert_int_eq(rows_int(&rows, 1) + rows_int(&rows, 2) + rows_int(&rows, 3), 3);
    ck_assert_int_eq(rows_next(&rows), RC_END);
    rows_close(&rows);
}
END_TEST

START_TEST(test_one_statement_only)
{
    fixture_open(false);
    ck_assert_int_eq(sql_run("SELECT 1; SELECT 2", NO_ARGS), RC_INTERNAL);
    ck_assert_int_eq(sql_run("", NO_ARGS), RC_INTERNAL);
    ck_assert_int_eq(sql_run("SELECT 1;\n", NO_ARGS), RC_OK);
}
END_TEST

START_TEST(test_nested_rows_of_one_statement)
{
    fixture_open(false);
    const char *sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n";
    struct rows outer;
    int64_t seen = 0;
    ck_assert_int_eq(rows_open_text(&fx.cx, DB_TENANT, sql, NO_ARGS, &outer), RC_OK);
    while (rows_next(&outer) == RC_OK) {
        struct rows inner;
        ck_assert_int_eq(rows_open_text(&fx.cx, DB_TENANT, sql, NO_ARGS, &inner), RC_OK);
        while (rows_next(&inner) == RC_OK) {
            seen = seen * 10 + rows_int(&inner, 0);
        }
    }
    ck_assert_int_eq(seen, 123123123);
    ck_assert_ptr_null(fx.db->live);
}
END_TEST

START_TEST(test_composed_statements_are_bounded)
{
    fixture_open(false);
    char sql[32];
    struct rows rows[COMPOSED_MAX];
    for (int i = 0; i < 100; i++) {
        snprintf(sql, sizeof sql, "SELECT %d", i);
        ck_assert_int_eq(sql_number(sql), i);
    }
    for (int i = 0; i < COMPOSED_MAX; i++) {
        snprintf(sql, sizeof sql, "SELECT %d", 200 + i);
        ck_assert_int_eq(rows_open_text(&fx.cx, DB_TENANT, sql, NO_ARGS, &rows[i]), RC_OK);
        ck_assert_int_eq(rows_next(&rows[i]), RC_OK);
    }
    ck_assert_int_eq(sql_run("SELECT 300", NO_ARGS), RC_INTERNAL);
    ck_assert_int_eq(rows_int(&rows[0], 0), 200);
    db_rollback(fx.db);
    ck_assert_int_eq(sql_number("SELECT 300"), 300);
}
END_TEST

START_TEST(test_returning_runs_to_its_end)
{
    fixture_open(false);
    struct item item;
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(item_get("INSERT INTO item (id) VALUES ('a'), ('b'), ('c') RETURNING id", NO_ARGS, &item), RC_OK);
    ck_assert_str_eq(item.id, "a");
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    ck_assert_int_eq(sql_number("SELECT count(*) FROM item"), 3);
}
END_TEST

Suite *suite_store(void)
{
    Suite *suite = suite_create("store");
    TCase *tcase = tcase_create("store");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, test_open_makes_private_files);
    tcase_add_test(tcase, test_pragmas);
    tcase_add_test(tcase, test_bulk_has_a_large_cache);
    tcase_add_test(tcase, test_corrupt_file);
    tcase_add_test(tcase, test_migrations_once);
    tcase_add_test(tcase, test_newer_schema_refused);
    tcase_add_test(tcase, test_failed_migration_leaves_nothing);
    tcase_add_test(tcase, test_record_round_trip);
    tcase_add_test(tcase, test_every_parameter_needs_its_argument);
    tcase_add_test(tcase, test_named_argument_goes_before_field);
    tcase_add_test(tcase, test_argument_name_in_reused_memory);
    tcase_add_test(tcase, test_blob_and_null);
    tcase_add_test(tcase, test_one_statement_only);
    tcase_add_test(tcase, test_nested_rows_of_one_statement);
    tcase_add_test(tcase, test_composed_statements_are_bounded);
    tcase_add_test(tcase, test_returning_runs_to_its_end);
    suite_add_tcase(suite, tcase);
    return suite;
}
