/* SPDX-License-Identifier: MIT
 *
 * lib/documents/sheet/csv.c: quoting, what may not become a formula, numbers, and files that nobody finished. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "documents/sheet/table.h"
#include "folder_fixture.h"

Suite *suite_csv(void);

static struct arena *arena;
static struct cx cx;
static char folder[FOLDER_LEN];
static struct table_options options;

static void setup(void)
{
    log_to(-1);
    test_folder_make(folder);
    arena = arena_new(0);
    cx_init(&cx, arena);
    options = (struct table_options){
        .format = TABLE_CSV, .path = arena_printf(arena, "%s/a.csv", folder), .folder = folder, .created_ms = 0};
}

static void teardown(void)
{
    unlink(options.path);
    ck_assert_int_eq(rmdir(folder), 0);
    arena_free(arena);
}

struct row {
    const char *text;
    const char *date;
    int64_t money, share, number, flag, when;
};

static const struct column columns[] = {
    {"Text", COLUMN_TEXT, offsetof(struct row, text), 10, false},
    {"Date", COLUMN_DATE, offsetof(struct row, date), 10, false},
    {"Money", COLUMN_MONEY, offsetof(struct row, money), 10, true},
    {"Share, %", COLUMN_SHARE, offsetof(struct row, share), 10, false},
    {"Number", COLUMN_INTEGER, offsetof(struct row, number), 10, true},
    {"Flag", COLUMN_BOOL, offsetof(struct row, flag), 10, false},
    {"When", COLUMN_TIME, offsetof(struct row, when), 10, false},
    {NULL, COLUMN_TEXT, 0, 0, false},
};
#define HEAD "Text,Date,Money,\"Share, %\",Number,Flag,When\r\n"

static const char *content(void)
{
    static char text[4096];
    int fd = open(options.path, O_RDONLY | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    ssize_t got = read(fd, text, sizeof text - 1);
    ck_assert_int_gt(got, 0);
    close(fd);
    text[got] = '\0';
    return text;
}

/* The file that one row makes, without its mark and its headings. */
static const char *line_of(const struct row *row)
{
    struct table_file *file;
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_OK);
    ck_assert_int_eq(table_begin(file, "Only", columns), RC_OK);
    ck_assert_int_eq(table_row(file, row), RC_OK);
    ck_assert_int_eq(table_end(file), RC_OK);
    ck_assert_int_eq(table_close(file), RC_OK);
    cx_end(&cx);
    const char *text = content();
    ck_assert_int_eq(strncmp(text, "\xef\xbb\xbf" HEAD, 3 + strlen(HEAD)), 0);
    ck_assert_int_eq(unlink(options.path), 0);
    return text + 3 + strlen(HEAD);
}

START_TEST(values_are_printed_by_type)
{
    struct row full = {"Été", "2026-01-31", 123456789, 2500, -7, 1, 1762768800000};
    struct row none = {NULL, NULL, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN};
    struct row odd = {"", "", -5, 1, 0, 0, 0};
    ck_assert_str_eq(line_of(&full), "Été,2026-01-31,1234567.89,0.25,-7,Yes,2025-11-10T10:00:00Z\r\n");
    ck_assert_str_eq(line_of(&none), ",,,,,,\r\n");
    ck_assert_str_eq(line_of(&odd), ",,-0.05,0.0001,0,No,1970-01-01T00:00:00Z\r\n");
}
END_TEST

/* The day is the one in the zone of the file, Paris here; words of a language and the currency are the file's, too. */
START_TEST(a_file_has_days_words_and_a_currency)
{
    static const struct column own[] = {
        {"Jour", COLUMN_DAY, offsetof(struct row, when), 10, false},
        {"Montant", COLUMN_MONEY, offsetof(struct row, money), 10, true},
        {"Devise", COLUMN_CURRENCY, 0, 10, false},
        {"Oui ?", COLUMN_BOOL, offsetof(struct row, flag), 10, false},
        {NULL, COLUMN_TEXT, 0, 0, false},
    };
    struct table_file *file;
    struct row night = {.money = -150, .flag = 0, .when = 1769902200000}; /* 2026-01-31T23:30:00Z */
    struct row none = {.money = INT64_MIN, .flag = 1, .when = INT64_MIN};
    options.currency = "CHF";
    options.french = true;
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_OK);
    ck_assert_int_eq(table_begin(file, "Only", own), RC_OK);
    ck_assert_int_eq(table_row(file, &night), RC_OK);
    ck_assert_int_eq(table_row(file, &none), RC_OK);
    ck_assert_int_eq(table_close(file), RC_OK);
    cx_end(&cx);
    ck_assert_str_eq(content(), "\xef\xbb\xbfJour,Montant,Devise,Oui ?\r\n2026-02-01,-1.50,CHF,Non\r\n,,CHF,Oui\r\n");
}
END_TEST

START_TEST(text_is_quoted_and_disarmed)
{
    static const struct {
        const char *text;
        const char *cell;
    } table[] = {
        {"plain text", "plain text"},
        {"a,b", "\"a,b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"two\r\nlines", "\"two\r\nlines\""},
        {"=1+1", "\"'=1+1\""},
        {"+33612345678", "\"'+33612345678\""},
        {"-1", "\"'-1\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"\n=1", "\"'\n=1\""},
        {"\x01", "\"'\x01\""},
        {"\"=1\"", "\"'\"\"=1\"\"\""},
        {"  =1", "\"'  =1\""},
        {"1-2=3", "1-2=3"},
        {"'quoted", "'quoted"},
        {"a;b", "\"a;b\""},
        {";a", "\"';a\""},
        {"a;=1+1", "\"a;'=1+1\""},
        {"a; \"=1", "\"a;' \"\"=1\""},
        {"＝1+1", "\"'＝1+1\""},
        {"＋1", "\"'＋1\""},
        {"－1", "\"'－1\""},
        {"＠SUM(A1)", "\"'＠SUM(A1)\""},
        {"a;＝1", "\"a;'＝1\""},
        {"\u00a0=1", "\"'\u00a0=1\""},
        {"\u3000＝1", "\"'\u3000＝1\""},
        {"\ufeff@x", "\"'\ufeff@x\""},
        {"a＝b", "a＝b"},
        /* What UTF-8 cannot hold goes. */
        {"a\xef\xbf\xbe\xef\xbf\xbf\xef\xb7\x90\xf0\x9f\xbf\xbe"
         "b",
         "ab"},
        {"a\xed\xa0\x80"
         "b\xff"
         "c\xc3",
         "abc"},
        {"\xef\xbf\xbe=1", "\"'=1\""},
        {"\xef\xbf\xbd 🙂", "\xef\xbf\xbd 🙂"},
        {" ", " "},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct row row = {.text = table[i].text,
                          .money = INT64_MIN,
                          .share = INT64_MIN,
                          .number = INT64_MIN,
                          .flag = INT64_MIN,
                          .when = INT64_MIN};
        const char *wanted = arena_printf(arena, "%s,,,,,,\r\n", table[i].cell);
        ck_assert_str_eq(line_of(&row), wanted);
    }
}
END_TEST

START_TEST(tables_stand_below_each_other)
{
    static const struct column one[] = {{"A", COLUMN_TEXT, 0, 5, false}, {NULL, COLUMN_TEXT, 0, 0, false}};
    struct table_file *file;
    const char *row = "x";
    struct stat info;
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_OK);
    ck_assert_int_eq(table_begin(file, "First", one), RC_OK);
    ck_assert_int_eq(table_row(file, &row), RC_OK);
    ck_assert_int_eq(table_end(file), RC_OK);
    ck_assert_int_eq(table_begin(file, "=Second", one), RC_OK);
    ck_assert_int_eq(table_row(file, &row), RC_OK);
    ck_assert_int_eq(table_close(file), RC_OK);
    cx_end(&cx);
    ck_assert_str_eq(content() + 3, "A\r\nx\r\n\r\n\"'=Second\"\r\nA\r\nx\r\n");
    ck_assert_int_eq(stat(options.path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
}
END_TEST

START_TEST(unfinished_files_go)
{
    struct table_file *file;
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_OK);
    ck_assert_int_eq(table_begin(file, "Only", columns), RC_OK);
    ck_assert_int_eq(access(options.path, F_OK), 0);
    cx_end(&cx);
    ck_assert_int_ne(access(options.path, F_OK), 0);
    for (long nth = 1; nth <= 2; nth++) {
        faultpoint_arm(FAULTPOINT_IO, nth);
        enum rc rc = table_open(&cx, &options, &file);
        rc = rc == RC_OK ? table_close(file) : rc;
        ck_assert_int_eq(rc, RC_INTERNAL);
        cx_end(&cx);
        ck_assert_int_ne(access(options.path, F_OK), 0);
    }
    faultpoint_arm(FAULTPOINT_IO, 0);
}
END_TEST

START_TEST(places_that_cannot_be_written_are_refused)
{
    struct table_file *file;
    options.path = "/dev/null"; /* it never opens what exists */
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_INTERNAL);
    options.path = arena_printf(arena, "%s/missing/a.csv", folder);
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_INTERNAL);
    cx_end(&cx);
    ck_assert_int_eq(access("/dev/null", W_OK), 0);
}
END_TEST

Suite *suite_csv(void)
{
    Suite *suite = suite_create("csv");
    TCase *tcase = tcase_create("csv");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, values_are_printed_by_type);
    tcase_add_test(tcase, a_file_has_days_words_and_a_currency);
    tcase_add_test(tcase, text_is_quoted_and_disarmed);
    tcase_add_test(tcase, tables_stand_below_each_other);
    tcase_add_test(tcase, unfinished_files_go);
    tcase_add_test(tcase, places_that_cannot_be_written_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
