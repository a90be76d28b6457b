/* SPDX-License-Identifier: MIT
 *
 * lib/documents/sheet/xlsx.c: what stands in the file, read back by Python's zipfile; failures; and files that nobody finished.
 * tests/api/test_exports.py looks at whole workbooks. Then the charts' scales. */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "documents/pdf/chart.h"
#include "documents/sheet/table.h"
#include "folder_fixture.h"

Suite *suite_xlsx(void);

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
        .format = TABLE_XLSX, .path = arena_printf(arena, "%s/a.xlsx", folder), .folder = folder, .created_ms = 1762768800000};
}

/* Nothing but the file itself may be left in the folder. */
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
    {"Text", COLUMN_TEXT, offsetof(struct row, text), 30, false},
    {"Date", COLUMN_DATE, offsetof(struct row, date), 12, false},
    {"Money", COLUMN_MONEY, offsetof(struct row, money), 15, true},
    {"Share", COLUMN_SHARE, offsetof(struct row, share), 10, false},
    {"Number", COLUMN_INTEGER, offsetof(struct row, number), 10, true},
    {"Flag", COLUMN_BOOL, offsetof(struct row, flag), 10, false},
    {"When", COLUMN_TIME, offsetof(struct row, when), 16, false},
    {NULL, COLUMN_TEXT, 0, 0, false},
};

static enum rc write_rows(const struct row *rows, size_t count)
{
    struct table_file *file;
    TRY(table_open(&cx, &options, &file));
    TRY(table_begin(file, "Only", columns));
    for (size_t i = 0; i < count; i++) {
        TRY(table_row(file, &rows[i]));
    }
    TRY(table_end(file));
    return table_close(file);
}

/* One part of the archive, as text. */
static const char *part(const char *name)
{
    static char text[1 << 16];
    static const char script[] = "import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";
    const char *out = arena_printf(arena, "%s/part", folder);
    char *argv[] = {(char[]){"/usr/bin/python3"}, (char[]){"-c"},
                    arena_strdup(arena, script),  arena_strdup(arena, options.path),
                    arena_strdup(arena, name),    NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int status;
    ck_assert_int_eq(posix_spawn_file_actions_init(&actions), 0);
    ck_assert_int_eq(posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600), 0);
    ck_assert_int_eq(posix_spawn(&pid, argv[0], &actions, NULL, argv, NULL), 0);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    posix_spawn_file_actions_destroy(&actions);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "no %s in the file", name);
    int fd = open(out, O_RDONLY | O_CLOEXEC);
    ssize_t got = read(fd, text, sizeof text - 1);
    ck_assert_int_ge(got, 0);
    close(fd);
    unlink(out);
    text[got] = '\0';
    return text;
}

static void has(const char *text, const char *wanted)
{
    ck_assert_msg(strstr(text, wanted) != NULL, "%s not in %s", wanted, text);
}

START_TEST(cells_are_typed)
{
    struct row rows[] = {{"Été & <co>", "2026-01-31", 123456789, 2500, 7, 1, 1762768800000},
                         {NULL, NULL, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN},
                         {"", "no date", -50, 10000, 3, 0, 0}};
    struct stat info;
    ck_assert_int_eq(write_rows(rows, 3), RC_OK);
    cx_end(&cx);
    const char *sheet = part("xl/worksheets/sheet1.xml");
    has(sheet, "<c r=\"A2\" t=\"inlineStr\"><is><t>Été &amp; &lt;co&gt;</t></is></c>");
    has(sheet, "<v>46053</v>"); /* 2026-01-31 */
    has(sheet, "<v>1234567.89</v>");
    has(sheet, "<v>0.25</v>");
    has(sheet, "<c r=\"F2\" t=\"b\"><v>1</v></c>");
    has(sheet, "<v>45971.45833333"); /* 2025-11-10 11:00 in Paris */
    has(sheet, "<t>no date</t>");
    has(sheet, "<v>1234567.39</v>"); /* the total */
    has(sheet, "<v>10</v>");
    has(sheet, "<autoFilter ref=\"A1:G4\"/>");
    has(sheet, "state=\"frozen\"");
    ck_assert_ptr_null(strstr(sheet, "r=\"A3\""));
    ck_assert_ptr_null(strstr(sheet, "<f>"));
    ck_assert_int_eq(stat(options.path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
}
END_TEST

START_TEST(text_stays_text)
{
    static const char *const texts[] = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "=HYPERLINK(\"http://x\")"};
    struct row rows[8] = {[7] = {.text = "one\r\ntwo\r\n\rthree"}};
    for (size_t i = 0; i < 7; i++) {
        rows[i] = (struct row){.text = texts[i]};
    }
    ck_assert_int_eq(write_rows(rows, 8), RC_OK);
    cx_end(&cx);
    const char *sheet = part("xl/worksheets/sheet1.xml");
    ck_assert_ptr_null(strstr(sheet, "<f>"));
    ck_assert_ptr_null(strstr(sheet, "hyperlink"));
    has(sheet, "<c r=\"A2\" t=\"inlineStr\"><is><t>=1+1</t></is></c>");
    has(sheet, "<c r=\"A4\" t=\"inlineStr\"><is><t>-1</t></is></c>");
    has(sheet, "<t>one\ntwo\n_x000D_three</t>");
}
END_TEST

/* In an XML part each of these ends the reading of the whole workbook. */
START_TEST(what_xml_cannot_hold_is_left_out)
{
    struct row rows[32 + 8];
    static const char *const bad[] = {"\xef\xbf\xbe",     "\xef\xbf\xbf", "\xed\xa0\x80", "\xff",
                                      "\xf0\x9f\xbf\xbe", "\xef\xb7\x90", "\xc0\x80",     "\xf5\x80\x80\x80"};
    size_t count = 0;
    for (int c = 1; c < ' '; c++) {
        if (c != '\t' && c != '\n' && c != '\r') {
            rows[count++] = (struct row){.text = arena_printf(arena, "a%cb", c), .date = arena_printf(arena, "%cd", c)};
        }
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rows[count++] = (struct row){.text = arena_printf(arena, "a%sb", bad[i]), .date = arena_printf(arena, "%sd", bad[i])};
    }
    ck_assert_int_eq(write_rows(rows, count), RC_OK);
    cx_end(&cx);
    const char *sheet = part("xl/worksheets/sheet1.xml");
    for (size_t i = 0; i < count; i++) {
        has(sheet, arena_printf(arena, "<c r=\"A%zu\" t=\"inlineStr\"><is><t>ab</t></is></c>", i + 2));
        has(sheet, arena_printf(arena, "<c r=\"B%zu\" t=\"inlineStr\"><is><t>d</t></is></c>", i + 2));
    }
}
END_TEST

/* Serials count a 29 February 1900 that never was, and begin with 1900. */
START_TEST(days_of_1900_are_right)
{
    static const struct {
        const char *date, *cell;
    } table[] = {{"1900-01-01", "<v>1</v>"},       {"1900-01-31", "<v>31</v>"},         {"1900-02-28", "<v>59</v>"},
                 {"1900-03-01", "<v>61</v>"},      {"1900-03-02", "<v>62</v>"},         {"1901-01-01", "<v>367</v>"},
                 {"9999-12-31", "<v>2958465</v>"}, {"1899-12-31", "<t>1899-12-31</t>"}, {"0001-01-01", "<t>0001-01-01</t>"}};
    struct row rows[sizeof table / sizeof *table];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        rows[i] = (struct row){.date = table[i].date};
    }
    ck_assert_int_eq(write_rows(rows, sizeof table / sizeof *table), RC_OK);
    cx_end(&cx);
    const char *sheet = part("xl/worksheets/sheet1.xml");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *cell = strstr(sheet, arena_printf(arena, "<c r=\"B%zu\"", i + 2));
        ck_assert_ptr_nonnull(cell);
        const char *end = strstr(cell, "</c>");
        ck_assert_msg(memmem(cell, (size_t)(end - cell), table[i].cell, strlen(table[i].cell)) != NULL, "%s: %.*s",
                      table[i].date, (int)(end - cell), cell);
    }
}
END_TEST

START_TEST(an_empty_table_is_whole)
{
    ck_assert_int_eq(write_rows(NULL, 0), RC_OK);
    cx_end(&cx);
    const char *sheet = part("xl/worksheets/sheet1.xml");
    has(sheet, "<autoFilter ref=\"A1:G1\"/>");
    has(sheet, "<t>Total</t>");
}
END_TEST

START_TEST(a_sum_too_large_is_left_out)
{
    struct row rows[] = {{.text = "a", .money = INT64_MAX - 1, .number = 1},
                         {.text = "b", .money = INT64_MAX - 1, .number = 2}};
    ck_assert_int_eq(write_rows(rows, 2), RC_OK);
    cx_end(&cx);
    const char *sheet = part("xl/worksheets/sheet1.xml");
    ck_assert_ptr_null(strstr(sheet, "r=\"C4\""));
    has(sheet, "r=\"E4\"");
}
END_TEST

START_TEST(unfinished_files_go)
{
    struct table_file *file;
    struct row row = {.text = "x"};
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_OK);
    ck_assert_int_eq(table_begin(file, "Only", columns), RC_OK);
    ck_assert_int_eq(table_row(file, &row), RC_OK);
    cx_end(&cx);
    ck_assert_int_ne(access(options.path, F_OK), 0);
    for (long nth = 1; nth <= 2; nth++) {
        faultpoint_arm(FAULTPOINT_IO, nth);
        ck_assert_int_eq(write_rows(&row, 1), RC_INTERNAL);
        cx_end(&cx);
        ck_assert_int_ne(access(options.path, F_OK), 0);
    }
    faultpoint_arm(FAULTPOINT_IO, 0);
    ck_assert_int_eq(write_rows(&row, 1), RC_OK);
    cx_end(&cx);
}
END_TEST

/* The library itself would write a damaged file and say nothing. Files that may not grow stand for a full disk. */
START_TEST(rows_that_do_not_reach_the_disk_are_noticed)
{
    struct row row = {.text = "a text that fills the buffers of the library soon enough, as there are many of it"};
    struct rlimit limit = {1 << 16, RLIM_INFINITY};
    struct table_file *file;
    enum rc rc = RC_OK;
    ck_assert_int_eq(table_open(&cx, &options, &file), RC_OK);
    ck_assert_int_eq(table_begin(file, "Only", columns), RC_OK);
    ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    for (int i = 0; i < 2000 && rc == RC_OK; i++) {
        rc = table_row(file, &row);
    }
    limit.rlim_cur = RLIM_INFINITY;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(rc, RC_NO_SPACE);
    cx_end(&cx);
    ck_assert_int_ne(access(options.path, F_OK), 0);
}
END_TEST

START_TEST(scales_rise_in_round_steps)
{
    static const struct {
        int64_t top, step;
    } table[] = {{0, 100},
                 {100, 100},
                 {500, 100},
                 {501, 200},
                 {425000000, 100000000},
                 {500000000, 100000000},
                 {500000001, 200000000},
                 {99999999999999, 20000000000000}};
    static const struct {
        int64_t cents;
        const char *text;
    } amounts[] = {{0, "0"},    {50000, "500"}, {100000, "1k"}, {50000000, "500k"}, {150000000, "1.5M"}, {200000000000, "2B"},
                   {250, "2.5"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ck_assert_int_eq(chart_step(table[i].top), table[i].step);
    }
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        ck_assert_str_eq(chart_amount(arena, amounts[i].cents), amounts[i].text);
    }
    ck_assert_int_eq(chart_steps(0, 100), 1);
    ck_assert_int_eq(chart_steps(1100, 500), 3);
    ck_assert_int_eq(chart_steps(1000, 500), 2);
    for (int64_t top = 1; top < INT64_MAX / 3; top *= 3) {
        ck_assert_int_ge(chart_step(top), 100);
        ck_assert(chart_step(top) >= (top + 4) / 5 || top > 100000000000000000LL);
        ck_assert_int_le(chart_steps(top, chart_step(top)), 5);
    }
    for (int64_t top = 500; top < 100000000000000; top += 1 + top / 97) {
        ck_assert_int_le(3 * chart_step(top) * chart_steps(top, chart_step(top)), 4 * top);
    }
}
END_TEST

Suite *suite_xlsx(void)
{
    Suite *suite = suite_create("xlsx");
    TCase *tcase = tcase_create("xlsx");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, cells_are_typed);
    tcase_add_test(tcase, text_stays_text);
    tcase_add_test(tcase, what_xml_cannot_hold_is_left_out);
    tcase_add_test(tcase, days_of_1900_are_right);
    tcase_add_test(tcase, an_empty_table_is_whole);
    tcase_add_test(tcase, a_sum_too_large_is_left_out);
    tcase_add_test(tcase, unfinished_files_go);
    tcase_add_test(tcase, rows_that_do_not_reach_the_disk_are_noticed);
    tcase_add_test(tcase, scales_rise_in_round_steps);
    suite_add_tcase(suite, tcase);
    return suite;
}
