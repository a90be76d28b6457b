/* SPDX-License-Identifier: MIT
 *
 * XLSX by libxlsxwriter in its constant-memory mode: a row is on disk as soon as the next one begins. Text goes through
 * write_string() and nothing else, so that no cell can become a formula; totals are numbers summed here. No locale is ever
 * set: the library would write its decimal comma into the XML. */
#include "documents/sheet/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/money.h"
#include "base/time.h"
#include "documents/sheet/clean.h"

#define SERIAL_OF_1970 25569 /* days since 1899-12-30 */
#define SERIAL_OF_MARCH 61   /* 1900-03-01; before it serials count a 29 February 1900 that never was */

struct xlsx {
    struct cx *cx;
    const char *path;
    lxw_workbook *workbook; /* NULL: closed */
    lxw_format *heading;
    lxw_format *plain[COLUMN_TYPES]; /* by type; NULL: as it comes */
    lxw_format *bold[COLUMN_TYPES];  /* the same for totals */
    lxw_worksheet *sheet;            /* the table being written */
    const struct column *columns;
    const char *currency;
    lxw_row_t row;                   /* the next one */
    int64_t sums[TABLE_COLUMNS_MAX]; /* INT64_MIN: too large to say */
    bool complete;
};

/* ---- failures ---- */

static enum rc failed(struct xlsx *book, lxw_error error)
{
    int number = errno;
    log_line(LOG_LEVEL_ERROR, "xlsx: %s: %s (%s)", book->path, lxw_strerror(error), strerror(number));
    return fault_set(book->cx, rc_of_errno(number), NULL, NULL);
}

static enum rc check(struct xlsx *book, lxw_error error)
{
    return error == LXW_NO_ERROR ? RC_OK : failed(book, error);
}

/* A book that is closed without a sheet gets one, whose temporary file is given up only if something is written to it. */
static void need_cell(struct xlsx *book)
{
    lxw_worksheet *sheet = book->sheet ? NULL : workbook_add_worksheet(book->workbook, NULL);
    if (sheet) {
        worksheet_write_number(sheet, 0, 0, 0, NULL);
    }
}

/* Closing is the library's only way to give up its temporary files, too. */
static void xlsx_free(void *ptr)
{
    struct xlsx *book = ptr;
    if (book->workbook) {
        need_cell(book);
        workbook_close(book->workbook);
    }
    if (!book->complete) {
        unlink(book->path);
    }
}

/* ---- the file ---- */

/* Private from its first moment; the library writes over it. */
static enum rc make_file(struct xlsx *book)
{
    int fd = open(book->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || close(fd) != 0) {
        return failed(book, LXW_ERROR_CREATING_XLSX_FILE);
    }
    return RC_OK;
}

static lxw_format *format_new(struct xlsx *book, const char *number, bool bold)
{
    lxw_format *format = workbook_add_format(book->workbook);
    if (format && number) {
        format_set_num_format(format, number);
    }
    if (format && bold) {
        format_set_bold(format);
    }
    return format;
}

static enum rc make_formats(struct xlsx *book)
{
    static const char *const numbers[COLUMN_TYPES] = {
        [COLUMN_DATE] = "yyyy-mm-dd", [COLUMN_MONEY] = "#,##0.00",        [COLUMN_SHARE] = "0.00%",
        [COLUMN_INTEGER] = "0",       [COLUMN_TIME] = "yyyy-mm-dd hh:mm", [COLUMN_DAY] = "yyyy-mm-dd",
    };
    book->heading = format_new(book, NULL, true);
    bool made = book->heading != NULL;
    for (int type = 0; made && type < COLUMN_TYPES; type++) {
        book->plain[type] = numbers[type] ? format_new(book, numbers[type], false) : NULL;
        book->bold[type] = format_new(book, numbers[type], true);
        made = book->bold[type] && (book->plain[type] || !numbers[type]);
    }
    if (!made) {
        return failed(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    format_set_bottom(book->heading, LXW_BORDER_THIN);
    format_set_bg_color(book->heading, 0xE8EDF2);
    return RC_OK;
}

enum rc xlsx_open(struct cx *cx, const struct table_options *options, struct xlsx **out)
{
    struct xlsx *book = arena_alloc(cx->arena, sizeof *book);
    *book = (struct xlsx){.cx = cx, .path = options->path, .currency = options->currency};
    if (faultpoint_hit(FAULTPOINT_IO)) {
        errno = EIO;
        return failed(book, LXW_ERROR_CREATING_XLSX_FILE);
    }
    TRY(make_file(book));
    cx_defer(cx, xlsx_free, book);
    lxw_workbook_options settings = {.constant_memory = LXW_TRUE, .tmpdir = arena_strdup(cx->arena, options->folder)};
    book->workbook = workbook_new_opt(book->path, &settings);
    if (!book->workbook) {
        return failed(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    lxw_doc_properties properties = {.created = (time_t)(options->created_ms / 1000)};
    TRY(check(book, workbook_set_properties(book->workbook, &properties)));
    TRY(make_formats(book));
    *out = book;
    return RC_OK;
}

/* ---- tables ---- */

enum rc xlsx_begin(struct xlsx *book, const char *name, const struct column *columns)
{
    book->sheet = workbook_add_worksheet(book->workbook, name);
    if (!book->sheet) {
        return failed(book, LXW_ERROR_CREATING_TMPFILE);
    }
    book->columns = columns;
    book->row = 1;
    memset(book->sums, 0, sizeof book->sums);
    for (lxw_col_t i = 0; columns[i].title; i++) {
        if (i == TABLE_COLUMNS_MAX) {
            log_fatal("a table of more than %d columns", TABLE_COLUMNS_MAX);
        }
        TRY(check(book, worksheet_set_column(book->sheet, i, i, columns[i].width, NULL)));
        TRY(check(book, worksheet_write_string(book->sheet, 0, i, columns[i].title, book->heading)));
    }
    worksheet_freeze_panes(book->sheet, 1, 0);
    return RC_OK;
}

/* The serial number of a day (with its fraction) counted from 1970. Below 1, before 1900, a spreadsheet has none. */
static double serial_of(double days)
{
    double serial = days + SERIAL_OF_1970;
    return serial < SERIAL_OF_MARCH ? serial - 1 : serial;
}

static double serial_of_time(const struct xlsx *book, int64_t ms)
{
    return serial_of((double)zone_clock_ms(book->cx->zone, ms) / (double)MS_PER_DAY);
}

/* A cell's lines end with LF alone; the library would write the CR as an escape that not every reader knows. */
static const char *cell_lines(struct arena *arena, const char *text)
{
    const char *at = strstr(text, "\r\n");
    if (!at) {
        return text;
    }
    struct buf out;
    buf_init(&out, arena, strlen(text));
    for (; at; text = at + 1, at = strstr(text, "\r\n")) {
        buf_add(&out, text, (size_t)(at - text));
    }
    buf_str(&out, text);
    return out.data;
}

static lxw_error write_text(struct xlsx *book, lxw_col_t at, const struct column *column, const char *text)
{
    struct arena *arena = book->cx->arena;
    int64_t days;
    if (!text) {
        return LXW_NO_ERROR;
    }
    if (column->type == COLUMN_DATE && date_parse(text, &days) && serial_of((double)days) >= 1) {
        return worksheet_write_number(book->sheet, book->row, at, serial_of((double)days), book->plain[COLUMN_DATE]);
    }
    return worksheet_write_string(book->sheet, book->row, at, cell_lines(arena, clean_text(arena, text, CLEAN_XML)), NULL);
}

static double shown(const struct xlsx *book, enum column_type type, int64_t value)
{
    switch (type) {
    case COLUMN_MONEY:
        return (double)value / 100.0;
    case COLUMN_SHARE:
        return (double)value / 10000.0;
    case COLUMN_TIME:
        return serial_of_time(book, value);
    case COLUMN_DAY:
        return serial_of((double)zone_date(book->cx->zone, value));
    case COLUMN_CURRENCY:
    case COLUMN_TEXT:
    case COLUMN_DATE:
    case COLUMN_INTEGER:
    case COLUMN_BOOL:
        break;
    }
    return (double)value;
}

static lxw_error write_number(struct xlsx *book, lxw_col_t at, const struct column *column, int64_t value)
{
    int64_t *sum = &book->sums[at];
    if (value == INT64_MIN) {
        return LXW_NO_ERROR;
    }
    if (column->type == COLUMN_BOOL) {
        return worksheet_write_boolean(book->sheet, book->row, at, value != 0, NULL);
    }
    if (column->total && *sum != INT64_MIN && !money_add(*sum, value, sum)) {
        *sum = INT64_MIN;
    }
    return worksheet_write_number(book->sheet, book->row, at, shown(book, column->type, value), book->plain[column->type]);
}

/* What the library does not look at itself: whether the rows reached the disk. */
static enum rc written(struct xlsx *book)
{
    FILE *file = book->sheet->optimize_tmpfile;
    return !file || ferror(file) ? failed(book, LXW_ERROR_CREATING_TMPFILE) : RC_OK;
}

enum rc xlsx_row(struct xlsx *book, const void *row)
{
    for (lxw_col_t i = 0; book->columns[i].title; i++) {
        const struct column *column = &book->columns[i];
        lxw_error error = column_is_text(column) ? write_text(book, i, column, column_text(column, row, book->currency))
                                                 : write_number(book, i, column, column_int(column, row));
        TRY(check(book, error));
    }
    book->row++;
    return written(book);
}

enum rc xlsx_end(struct xlsx *book)
{
    const struct column *columns = book->columns;
    lxw_col_t count = 0;
    bool totals = false;
    for (; columns[count].title; count++) {
        totals = totals || columns[count].total;
    }
    TRY(check(book, worksheet_autofilter(book->sheet, 0, 0, book->row - 1, (lxw_col_t)(count - 1))));
    if (totals) {
        TRY(check(book, worksheet_write_string(book->sheet, book->row, 0, "Total", book->bold[COLUMN_TEXT])));
    }
    for (lxw_col_t i = 1; totals && i < count; i++) {
        if (columns[i].total && book->sums[i] != INT64_MIN) {
            double sum = shown(book, columns[i].type, book->sums[i]);
            TRY(check(book, worksheet_write_number(book->sheet, book->row, i, sum, book->bold[columns[i].type])));
        }
    }
    return written(book);
}

enum rc xlsx_close(struct xlsx *book)
{
    lxw_workbook *workbook = book->workbook;
    struct stat info;
    book->workbook = NULL;
    errno = 0;
    lxw_error error = workbook_close(workbook);
    if (error == LXW_NO_ERROR && (faultpoint_hit(FAULTPOINT_IO) || stat(book->path, &info) != 0 || info.st_size == 0)) {
        error = LXW_ERROR_ZIP_CLOSE;
    }
    book->complete = error == LXW_NO_ERROR;
    return check(book, error);
}
