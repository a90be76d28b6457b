/* SPDX-License-Identifier: MIT
 *
 * Lists as spreadsheets: what a table of columns says fits the statement that fills it. */
#include <check.h>

#include "store_fixture.h"
#include "workshop/export.h"

Suite *suite_export(void);

static const struct export *const exports[] = {&contact_export, &vehicle_export, &quote_export, &invoice_export,
                                               &payment_export};

static void setup(void)
{
    static const struct db_options options = {.create = true, .migrate = true};
    fixture_setup();
    ck_assert_int_eq(db_open(&fx.cx, DB_TENANT, fx.path, &options, &fx.db), RC_OK);
}

static int columns_of(enum sql_id sql)
{
    sqlite3_stmt *statement;
    ck_assert_int_eq(sqlite3_prepare_v2(fx.db->handle, sql_text(sql), -1, &statement, NULL), SQLITE_OK);
    int count = sqlite3_column_count(statement);
    sqlite3_finalize(statement);
    return count;
}

/* Rows without a record are read by place: each column but the currency, which is the file's. */
START_TEST(statements_have_the_columns)
{
    const struct export *export = exports[_i];
    int count = 0;
    for (const struct export_column *column = export->columns; column->title.english; column++) {
        count += column->type != COLUMN_CURRENCY;
    }
    ck_assert_int_le(count, TABLE_COLUMNS_MAX);
    ck_assert_int_eq(columns_of(export->select), count);
    ck_assert_int_eq(export->search == SQL_NONE, export->resource->list->search == SQL_NONE);
    ck_assert(export->search == SQL_NONE || columns_of(export->search) == count);
}
END_TEST

START_TEST(everything_has_both_languages)
{
    const struct export *export = exports[_i];
    ck_assert(export->file.english && export->file.french && export->sheet.english && export->sheet.french);
    for (const struct export_column *column = export->columns; column->title.english; column++) {
        ck_assert_msg(column->title.french, "%s", column->title.english);
        ck_assert_int_ge(column->width, 8);
        ck_assert(!column->words || column->type == COLUMN_TEXT);
        for (const struct export_word *word = column->words; word && word->code; word++) {
            ck_assert_msg(word->shown.english && word->shown.french, "%s", word->code);
        }
    }
}
END_TEST

Suite *suite_export(void)
{
    Suite *suite = suite_create("export");
    TCase *tcase = tcase_create("columns");
    int count = (int)(sizeof exports / sizeof *exports);
    tcase_add_checked_fixture(tcase, setup, fixture_teardown);
    tcase_add_loop_test(tcase, statements_have_the_columns, 0, count);
    tcase_add_loop_test(tcase, everything_has_both_languages, 0, count);
    suite_add_tcase(suite, tcase);
    return suite;
}
